"""W201: every paragraph of every source is cited by an entry, or set aside with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from reportgen.finding import Finding, Rule
from reportgen.record import Record
from reportgen.sources.sentences import sentences

RULE = Rule("W201", "paragraph-not-covered")


class Coverage(Struct, frozen=True):
    """The paragraphs of one source by what became of them: numbers, in order."""

    source: str
    cited: tuple[int, ...]
    set_aside: tuple[int, ...]
    open: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many paragraphs the source has."""
        return len(self.cited) + len(self.set_aside) + len(self.open)


def coverage(record: Record) -> tuple[Coverage, ...]:
    """What became of every paragraph of every source."""
    cited: dict[str, set[int]] = {source: set() for source in record.documents}
    for _, _, piece in record.pieces():
        if found := record.found(piece):
            cited[piece.source or ""].update(found.paragraphs)
    aside = {(omission.source, omission.para) for omission in record.talks.omitted}
    return tuple(_of_source(record, source, cited[source], aside) for source in record.documents)


def _of_source(record: Record, source: str, cited: set[int], aside: set[tuple[str | None, int]]) -> Coverage:
    numbers = [paragraph.number for paragraph in record.documents[source].paragraphs]
    set_aside = [number for number in numbers if number not in cited and (source, number) in aside]
    return Coverage(
        source,
        tuple(number for number in numbers if number in cited),
        tuple(set_aside),
        tuple(number for number in numbers if number not in cited and number not in set_aside),
    )


class CoveredSentence(Struct, frozen=True):
    """A sentence, the ids of the entries that rest on it, and the reason if its paragraph is set aside."""

    paragraph: int
    text: str
    cited_by: tuple[str, ...]
    reason: str


class SentenceCoverage(Struct, frozen=True):
    """The sentences of one source, in order."""

    source: str
    sentences: tuple[CoveredSentence, ...]


def sentence_coverage(record: Record) -> tuple[SentenceCoverage, ...]:
    """What rests on every sentence of every source."""
    runs: dict[str, list[tuple[int, int, str]]] = {source: [] for source in record.documents}
    for _, entry, piece in record.pieces():
        if found := record.found(piece):
            runs[piece.source or ""].append((found.start, found.end, entry))
    reasons = {(omission.source, omission.para): omission.reason for omission in record.talks.omitted}
    return tuple(
        SentenceCoverage(
            source,
            tuple(
                CoveredSentence(
                    paragraph.number,
                    sentence.text,
                    _resting(runs[source], sentence.start, sentence.end),
                    reasons.get((source, paragraph.number), ""),
                )
                for paragraph in document.paragraphs
                for sentence in sentences(paragraph)
            ),
        )
        for source, document in record.documents.items()
    )


def _resting(runs: list[tuple[int, int, str]], start: int, end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for first, last, entry in runs if first < end and start < last))


def check(record: Record) -> Iterator[Finding]:
    """Every paragraph that nothing cites and nothing sets aside."""
    for covered in coverage(record):
        document = record.documents[covered.source]
        for number in covered.open:
            paragraph = document.paragraph(number)
            words = " ".join(paragraph.text.split()[:12]) if paragraph else ""
            told = f'No entry cites {covered.source} ¶{number}: "{words} …"'
            remedy = f"Make an entry of it, or set it aside: omitted: [{{para: {number}, reason: …}}]."
            yield RULE.found(covered.source, record.place(_place(record, covered.source)), told, remedy)


def _place(record: Record, source: str) -> tuple[str | int, ...]:
    return ("sources", next(n for n, each in enumerate(record.talks.sources) if each.id == source))
