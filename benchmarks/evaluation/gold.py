"""A gold: a text, what each of its sentences may count as, and the table of who is who that a person would confirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportgen.drafting.proposal import SourceText, Table
from reportgen.errors import LoadError, Place, Problem
from reportgen.sources.match import Found, Repeated, find

KINDS = ("position", "agreement", "mention", "next_step")
"""What a sentence may be; the kinds that are scored."""
PART_OF = {"position": "positions", "agreement": "agreements", "mention": "mentions", "next_step": "next_steps"}
KIND_OF = {part: kind for kind, part in PART_OF.items()} | {"formulae": "position"}


@dataclass(frozen=True, slots=True)
class Label:
    """One entry that a sentence carries: its kind, and whose it is (ids of the gold's parties).

    No parties (an empty tuple) is an entry of nobody in the table; ``None`` leaves open whose it is.
    """

    kind: str
    parties: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Gold:
    """A labelled text; ``labels`` by the number of the sentence, ``open`` the sentences that are not scored."""

    name: str
    text: SourceText
    genre: str
    labels: Mapping[int, tuple[Label, ...]]
    table: Table
    open: frozenset[int] = frozenset()


def touched(text: SourceText, start: int, end: int) -> Iterator[int]:
    """The numbers of the sentences that the run from one offset to another touches."""
    return (line.number for line in text.lines if line.start < end and start < line.end)


def sentences_of(text: SourceText, run: str) -> tuple[int, ...] | None:
    """The sentences that a verbatim run touches: of one that occurs more than once its first; None where it is not
    in the text."""
    match = find(text.document, run)
    if isinstance(match, Repeated):
        match = find(text.document, run, match.paragraphs[0])
    if isinstance(match, Repeated):
        at = text.document.text.find(run, _start(text, match.paragraphs[0]))
        return tuple(touched(text, at, at + len(run))) if at >= 0 else ()
    return tuple(touched(text, match.start, match.end)) if isinstance(match, Found) else None


def gathered(labels: Iterable[tuple[Iterable[int], Label]]) -> dict[int, tuple[Label, ...]]:
    """Labels by sentence, each once."""
    found: dict[int, dict[Label, None]] = {}
    for numbers, label in labels:
        for number in numbers:
            found.setdefault(number, {})[label] = None
    return {number: tuple(each) for number, each in sorted(found.items())}


def refused(file: str, line: int, message: str, remedy: str = "", field: str = "") -> LoadError:
    """The error for a place of a gold."""
    return LoadError([Problem(Place(file, line, 1 if line else 0), message, remedy, field)])


def _start(text: SourceText, paragraph: int) -> int:
    found = text.document.paragraph(paragraph)
    return found.start if found else 0
