"""Folders of golds → every gold and every text in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluation import entries, labels
from benchmarks.evaluation.entries import read_entries
from benchmarks.evaluation.gold import Gold
from benchmarks.evaluation.labels import read_labels
from benchmarks.evaluation.records import read_record
from benchmarks.evaluation.texts import source_text
from reportgen.drafting.proposal import SourceText
from reportgen.errors import ReportgenError
from reportgen.recordfile import RECORD_FILE


@dataclass(frozen=True, slots=True)
class Collection:
    """What is judged: the golds, and the texts without one, which only have to be read without a crash."""

    golds: tuple[Gold, ...]
    texts: tuple[tuple[str, SourceText], ...]


def collected(folders: Sequence[Path]) -> Collection:
    """Every gold and every other text of some folders, in order.

    A folder holds texts (``*.txt``) with their golds beside them, is a record's, or holds records' folders. Raises
    :class:`~reportgen.errors.ReportgenError` for a folder that is not there or holds nothing, and for a gold that
    cannot be read.
    """
    golds: list[Gold] = []
    texts: list[tuple[str, SourceText]] = []
    for folder in folders:
        if not folder.is_dir():
            raise ReportgenError(f"{folder}: There is no such folder of golds.")
        before = len(golds) + len(texts)
        for path in _records(folder):
            golds += read_record(path)
        for path in [] if (folder / RECORD_FILE).is_file() else sorted(folder.glob("*.txt")):
            if gold := _gold(path):
                golds.append(gold)
            else:
                texts.append((path.stem, source_text(path)))
        if len(golds) + len(texts) == before:
            raise ReportgenError(f"{folder}: There is neither a text (*.txt) nor a record ({RECORD_FILE}) in it.")
    return Collection(tuple(golds), tuple(texts))


def _records(folder: Path) -> Iterator[Path]:
    if (folder / RECORD_FILE).is_file():
        yield folder / RECORD_FILE
    else:
        yield from sorted(folder.glob(f"*/{RECORD_FILE}"))


def _gold(path: Path) -> Gold | None:
    if path.with_suffix(labels.SUFFIX).is_file():
        return read_labels(path)
    return read_entries(path) if path.with_suffix(entries.SUFFIX).is_file() else None
