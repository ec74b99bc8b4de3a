"""Whose account a text is: the party that its publisher is, or is an office of."""

from __future__ import annotations

import re

from reportgen.drafting.cues.table import DraftingTable
from reportgen.drafting.proposal import PartyRow, SourceText
from reportgen.phrases import tokens

OF = re.compile(
    r"\b(?:of|for)\s+(?:the\s+)?((?:Republic|Kingdom|State|Government) of )?([^\W\d_a-z][\w'’-]+(?: [A-Z][\w'’-]+)*)"
)
LEGAL = re.compile(r"[ ,]+(?:Ltd|Limited|Inc|plc|PLC|GmbH|LLC|Corp|Co|S\.?A)\.?$")
"""What the law adds to the name of a company."""
NAME = re.compile(r"^[^,|–—(:]+")
"""The name in "Company, Employee Relations"."""


def publisher_row(text: SourceText, language: DraftingTable) -> PartyRow | None:
    """The party whose account a text is: a publisher the table knows, an office of a state, or one that says "we".

    Nothing for a newspaper or a reporting service: those are nobody's.
    """
    told = f"{text.publisher} {text.dateline}"
    for code, names in language.publishers.items():
        if any(name in told for name in names):
            return _of_code(code, language)
    words = {token.word for token in tokens(text.publisher)}
    if words & language.words["government"]:
        return _state(text.publisher, language) or _speaking(text, language)
    return _speaking(text, language)


def _of_code(code: str, language: DraftingTable) -> PartyRow:
    if code in language.groups:
        kind, names = language.groups[code]
        return PartyRow(code, names[0], names[1:], kind)
    names = language.states.get(code, (code,))
    return PartyRow(code, names[0], names[1:], "state")


def _state(publisher: str, language: DraftingTable) -> PartyRow | None:
    """The state of an office: one the table knows by any of its names, else the name after "of"; what stands in
    brackets counts after what stands before them."""
    before = publisher.partition("(")[0]
    found = _state(before, language) if before.strip() and before != publisher else None
    if found:
        return found
    named = [
        (publisher.find(name), -len(name), code)
        for code, names in language.states.items()
        for name in names
        if re.search(rf"\b{re.escape(name)}\b", publisher)
    ]
    if named:
        return _of_code(min(named)[2], language)
    stated = next((match[2] for match in OF.finditer(publisher) if not _portfolio(match[2], language)), "")
    if not stated or stated.split()[-1].casefold() in language.words["bodies_named"]:
        return None  # "Secretariat of the Joint Commission for the River"
    return PartyRow(stated.upper()[:8].replace(" ", ""), stated, (), "state")


def _portfolio(name: str, language: DraftingTable) -> bool:
    """Whether a name is that of what an office is for: "Foreign Affairs"."""
    return {token.word for token in tokens(name)} <= language.words["portfolios"] | language.words["of_inside"]


def _speaking(text: SourceText, language: DraftingTable) -> PartyRow | None:
    """The publisher itself where the text names it and says "we", or calls it by the last word of its name."""
    match = NAME.match(text.publisher)
    name = LEGAL.sub("", match[0].strip()) if match else ""
    if not name or name not in text.document.text or not _says_we(text, language):
        return None
    kind = next((kind for kind, ends in language.kinds.items() if match and match[0].strip().endswith(ends)), "")
    return PartyRow(
        "".join(word[0] for word in name.split()).upper() if " " in name else name.upper()[:8], name, (), kind
    )


def _says_we(text: SourceText, language: DraftingTable) -> bool:
    return any(kind == "we" for line in text.lines for _, _, kind in language.found_subjects(tokens(line.text)))
