"""Runs of a document that may overlap → each paragraph parted into segments, each with all that rests on it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from reportgen.sources import Document
from reportgen.sources.document import Paragraph

WORD = re.compile(r"\w")


class Run(Struct, frozen=True):
    """A run of a document, by offsets, and the rank of the entry that rests on it."""

    start: int
    end: int
    entry: int


class Segment(Struct, frozen=True):
    """An unbroken part of a paragraph, by offsets, and the ranks of the entries that rest on all of it."""

    start: int
    end: int
    entries: tuple[int, ...]


def segments(document: Document, runs: Iterable[Run]) -> tuple[tuple[Segment, ...], ...]:
    """The segments of every paragraph, in order; together they are its text.

    Signs and spaces alone are no segment beside a marked one, but part of it: the full stop that one
    quotation has and the other leaves out tells a reader nothing, and a sign that stands alone between
    words written from right to left has no direction of its own.
    """
    starts = [paragraph.start for paragraph in document.paragraphs]
    clipped: list[list[Run]] = [[] for _ in document.paragraphs]
    for run in runs:
        first, last = bisect_right(starts, run.start) - 1, bisect_right(starts, run.end - 1)
        for number in range(max(first, 0), last):
            paragraph = document.paragraphs[number]
            inside = Run(max(run.start, paragraph.start), min(run.end, paragraph.end), run.entry)
            if inside.start < inside.end:
                clipped[number].append(inside)
    return tuple(
        tuple(_joined(document.text, _parted(paragraph, own)))
        for paragraph, own in zip(document.paragraphs, clipped, strict=True)
    )


def _parted(paragraph: Paragraph, runs: Sequence[Run]) -> list[Segment]:
    """A paragraph cut wherever a run begins or ends."""
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for run in runs:
        begins.setdefault(run.start, []).append(run.entry)
        ends.setdefault(run.end, []).append(run.entry)
    resting: Counter[int] = Counter()
    found = []
    for start, end in pairwise(sorted({paragraph.start, paragraph.end, *begins, *ends})):
        resting.update(begins.get(start, ()))
        resting.subtract(ends.get(start, ()))
        found.append(Segment(start, end, tuple(sorted(+resting))))
    return found


def _joined(text: str, parted: Sequence[Segment]) -> list[Segment]:
    joined: list[Segment] = []
    for segment in parted:
        before = joined[-1] if joined else None
        if before and (segment.entries == before.entries or (before.entries and not _has_word(text, segment))):
            joined[-1] = Segment(before.start, segment.end, before.entries)
        elif before and segment.entries and not _has_word(text, before):
            joined[-1] = Segment(before.start, segment.end, segment.entries)
        else:
            joined.append(segment)
    return joined


def _has_word(text: str, segment: Segment) -> bool:
    return bool(WORD.search(text, segment.start, segment.end))
