"""E104: a text claims no more than its firmness, and no more than its source.

"Agreed", "signed", "adopted", "confirmed", "committed", "decided" each claim a firmness. In an
agreement or a next step they may not claim more than the entry's; in other entries they may stand
only where the evidence has the same word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.checks.finding import Finding, Rule
from reportgen.model.base import Statement
from reportgen.model.substance import Settled
from reportgen.model.words import Firmness
from reportgen.record import Record, Steps

RULE = Rule("E104", "over-claim")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that claim a firmness: a pattern for them, and what they claim."""

    words: re.Pattern[str]
    claims: Firmness


def _cue(pattern: str, claims: Firmness) -> Cue:
    return Cue(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), claims)


CUES = (
    _cue(r"(?:tentatively |provisionally )agree[ds]?|agree[ds]? (?:in principle|ad referendum|tentatively)"
         r"|tentative agreement", Firmness.AGREED_IN_PRINCIPLE),
    _cue(r"agree[ds]? to (?:consult|discuss|talk|hold (?:\w+ ){0,2}(?:consultations|talks|discussions))",
         Firmness.AGREED_TO_CONSULT),
    _cue(r"(?:agree[ds]?|commit(?:s|ted)?) to (?:(?:continue|keep) )?"
         r"(?:work|pursue|seek|explore|strive|aim|try|working|pursuing|seeking)", Firmness.AGREED_TO_PURSUE),
    _cue(r"sign(?:ed|s)|signature of", Firmness.SIGNED),
    _cue(r"adopt(?:ed|s)", Firmness.ADOPTED),
    _cue(r"agree[ds]?|confirm(?:ed|s)|commit(?:ted|s)|decide[ds]?", Firmness.AGREED),
)  # fmt: skip
"""The longer phrases first: a word inside one of them claims what the phrase claims."""


def check(record: Record) -> Iterator[Finding]:
    """Every claiming word that goes beyond the entry's firmness or its evidence."""
    for part, number, entry in record.talks.entries():
        if isinstance(entry, Statement):
            passages = " ".join(f"{piece.text} {piece.translation or ''}" for piece in entry.evidence)
            for said, claims in claimed(entry.text):
                if _goes_beyond(entry, said, claims, passages):
                    yield _finding(record, (part, number, "text"), entry, said)


def claimed(text: str) -> Iterator[tuple[str, Firmness]]:
    """The claiming words of a text, each with the firmness it claims; a word once, by its longest phrase."""
    taken: list[tuple[int, int]] = []
    for cue in CUES:
        for match in cue.words.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield match.group(), cue.claims


def _goes_beyond(entry: Statement, said: str, claims: Firmness, passages: str) -> bool:
    if isinstance(entry, Settled):
        return claims.rank < entry.firmness.rank
    return not re.search(rf"\b{re.escape(_stem(said))}", passages, re.IGNORECASE)


def _stem(said: str) -> str:
    return re.sub(r"(?:ted|ed|es|s|d)$", "", said.split()[0])


def _finding(record: Record, path: Steps, entry: Statement, said: str) -> Finding:
    operative = getattr(entry, "operative_words", ())
    found = record.found(entry.evidence[0])
    where = f" (¶{found.paragraphs[0]})" if found and found.paragraphs else ""
    source = f'the source says "{operative[0]}"{where}' if operative else f"the passage cited does not{where}"
    firmness = f' and its firmness is "{entry.firmness}"' if isinstance(entry, Settled) else ""
    weaker = "Use a weaker verb, or raise the firmness and add evidence." if firmness else "Use the source's own verb."
    told = f'{entry.id} says "{said}"; {source}{firmness}.'
    return RULE.found(entry.id, record.place(path, said), told, weaker)
