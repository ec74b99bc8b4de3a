"""A validated record as a gold of its own sources: its entries label the sentences their evidence stands in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.evaluation.genres import genre_of
from benchmarks.evaluation.gold import KIND_OF, Gold, Label, gathered, touched
from reportgen import load
from reportgen.drafting.confirmed import confirmed
from reportgen.drafting.proposal import SourceText
from reportgen.record import Record

WHOSE = ("party", "parties", "owners", "author_party")


def read_record(path: Path) -> Iterator[Gold]:
    """A gold for each source in English of the record at ``path``. Raises :class:`~reportgen.errors.LoadError`."""
    record = load(path)
    table = confirmed(record.file)
    for source in record.talks.sources:
        language = source.language
        if language.partition("-")[0] != "en" or source.id not in record.documents:
            continue
        read, dateline, title = record.documents[source.id], source.dateline or "", source.title or ""
        text = SourceText(read, source.id, language, record.talks.as_of, dateline, source.publisher, title)
        labels = gathered(_labels(record, text))
        yield Gold(f"{record.talks.id}:{source.id}", text, genre_of(text, "", str(source.kind)), labels, table)


def _labels(record: Record, text: SourceText) -> Iterator[tuple[list[int], Label]]:
    entries = {(part, number): entry for part, number, entry in record.talks.entries()}
    for path, _, piece in record.pieces():
        found = record.found(piece)
        if path[0] in KIND_OF and found and (piece.source or "") == text.id:
            entry = entries[str(path[0]), path[1]]
            numbers = list(touched(text, found.start, found.end))
            yield numbers, Label(KIND_OF[str(path[0])], _whose(entry))


def _whose(entry: Any) -> tuple[str, ...] | None:
    told = next((getattr(entry, name) for name in WHOSE if getattr(entry, name, None)), None)
    return (told,) if isinstance(told, str) else tuple(told) if told else None
