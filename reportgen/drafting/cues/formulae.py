"""Named lists that a party puts forward: "the five musts: must …, must …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.drafting.cues.reading import Reading
from reportgen.drafting.cues.table import DraftingTable
from reportgen.drafting.proposal import Proposal, Written

NAMED = re.compile(r"[\"“«]([^\"”»]{3,60})[\"”»]")
FEWEST = 2


def formulae(reading: Reading, language: DraftingTable, sides: Sequence[str]) -> Iterator[Proposal]:
    """The named lists in a sentence that is one party's: a name of a number and a word, in quotation marks."""
    if reading.kind != "position" or reading.joint or not reading.parties:
        return
    numbers = language.words["numbers"]
    for match in NAMED.finditer(reading.sentence.text):
        words = match.group(1).split()
        if len(words) < FEWEST or words[0].casefold() not in numbers:
            continue
        author = reading.parties[0]
        elements = _elements(reading.sentence.text[match.end() :], words[-1])
        fields: dict[str, Written] = {"name": match.group(1), "author_party": author}
        if reading.speaker:
            fields["speaker"] = reading.speaker
        fields["elements"] = list(elements) or None
        fields["reception"] = {party: "not_reported" for party in sides if party != author} or None
        yield Proposal("formulae", (reading.sentence.text,), fields, "", reading.sentence.line.start)


def _elements(text: str, noun: str) -> list[str]:
    """The members of a list after its name: each begins with the list's own word where it has one ("must …"), else
    they are parted by semicolons."""
    start = re.match(r"\s*[:—–-]\s*", text)
    if not start:
        return []
    rest = re.sub(r"[.\s]+$", "", text[start.end() :])
    word = re.escape(noun.casefold().removesuffix("s"))
    found = (
        re.split(rf",?\s*(?:\band\s+)?(?=\b{word}\b)", rest)
        if re.match(word, rest, re.I)
        else re.split(r";\s*(?:and\s+)?", rest)
    )
    kept = [each.strip(" ,;") for each in found if each.strip(" ,;")]
    return kept if len(kept) >= FEWEST else []
