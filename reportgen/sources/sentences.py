"""A paragraph → its sentences, with offsets. For coverage: where in doubt two sentences stay one.

Each point of a list on lines of its own is one.
"""

from __future__ import annotations

import re

from msgspec import Struct

from reportgen.sources.document import Paragraph

END = re.compile(
    r"[.!?…]+(?:\s?»|[\"'”’)\]])*(?=\s+(?:«\s?|[\"'“‘(\[¿¡])*[A-Z0-9À-ÖØ-ÞΑ-ΩА-Я\u0600-\u06ff\u05d0-\u05ea])|[。！？]+[」』”’）]*|[؟۔]"
    r"|(?=\n\s*[-–—•*·▪◦]\s+\S)"
)
LONGEST = 30
"""Characters before a full stop in which what it does not end would stand."""
_SHORTENED = (
    "Mr|Mrs|Ms|Mme|Mlle|MM|Amb|Sr|Sra|Dra|Excmo|EE|Dr|Rev|Hon|Gen|Col|Lt|Sen|Gov|Rep|Prof|St"
    r"|No|Nos|Art|Arts|Para|Paras|Doc|Docs|Ref|Res|Vol|Fig|Ch|pp|vs|e\.g|i\.e|cf|approx"
)
_NUMBERED = "Art|Article|Annex|Chapter|Clause|Item|No|Number|Para|Paragraph|Part|Point|Rule|Section|Step"
SHORT = re.compile(
    rf"(?:\b(?:{_SHORTENED}|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|(?<!\d[:.,\s])\b\d{{1,3}}(?:\./?[A-Za-z0-9]+)*)\.$"
)
"""What a full stop after it does not end: a title, a month, an initial, a number of a clause."""
NEVER = re.compile(rf"^(?:(?:{_NUMBERED})s?\.?\s*)?\(?[\dA-Za-z.]+$|\b(?:{_SHORTENED})\.$", re.IGNORECASE)
"""Of these, what ends no sentence whatever follows: a title, and the number of a clause that begins."""
BEGINS = re.compile(
    r"\s+(?:The|There|This|That|These|Those|He|She|It|They|We|Both|His|Her|Its|Their|An?|In|On|At|As|For|During)\s"
    r"|(?<=\d\.)\s+(?:Mr|Mrs|Ms|Dr)\.?\s"
)
"""What begins a sentence even after a month, an initial or a number: no name does, and after a number no title."""
_MONTH = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
LAST = re.compile(
    rf"(?:\b(?:{_MONTH})\.? (?:\d{{1,2}}[–-])?|\d/\d{{1,3}}/|\d,? (?:and|or) "
    r"|\b(?:of|to|by|at|than|from|for|with|about|until|over|paragraphs?|articles?|clauses?|items?|sections?|rules?) )"
    r"\d{1,3}\.$"
    r"|\b(?:of|to|by|for|with|under|through|at|before|until) (?:the )?"
    r"(?:[A-Z]{2,}[ -]|[A-Z][a-z]+ )\d{1,3}(?:\.\d+)*\.$"
    r"|(?<=[a-z] )(?:Principle|Target|Goal) \d{1,3}\.$"
)
"""A number that ends a sentence, whatever follows but a number or a month: a day after its month, the last of several
("6/5/5.", "5, 7 and 8."), one after a small word of English, that of a session or an article ("at SBI 30.", "related to
Article 4.8.", "stated in Principle 7."). Other languages write ordinals so."""
GOES_ON = re.compile(rf"\s+(?:\d|(?:{_MONTH}|Mai|Juni|Juli)\b)")


class Sentence(Struct, frozen=True):
    """A sentence: its words, and where it starts and ends in the document (offsets)."""

    text: str
    start: int
    end: int


def sentences(paragraph: Paragraph) -> tuple[Sentence, ...]:
    """The sentences of a paragraph in order; together they hold all its words."""
    text, found, start = paragraph.text, [], 0
    for match in END.finditer(text):
        if _ends(text, start, match.end()):
            found.append((start, match.end()))
            start = match.end()
    found.append((start, len(text)))
    stripped = [(a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in found if text[a:b].strip()]
    return tuple(Sentence(text[a:b].rstrip(), paragraph.start + a, paragraph.start + b) for a, b in stripped)


def _ends(text: str, start: int, end: int) -> bool:
    """Whether a sentence that starts there ends where a full stop does."""
    before = text[max(start, end - LONGEST) : end]
    if not SHORT.search(before) or (LAST.search(before) and not GOES_ON.match(text, end)):
        return True
    return bool(BEGINS.match(text, end)) and not NEVER.search(before if end - start > LONGEST else before.lstrip())
