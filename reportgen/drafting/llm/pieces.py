"""A source's text → bounded pieces, each sent by itself: whole paragraphs where they fit, else whole sentences."""

from __future__ import annotations

from msgspec import Struct

from reportgen.drafting.proposal import Line, SourceText
from reportgen.errors import ReportgenError

LONGEST = 6_000
"""Characters of a piece; of a sentence that is longer only so many are sent."""
MOST = 200
"""Pieces of a text; a longer one is no report of talks, and every piece is paid for."""


class Piece(Struct, frozen=True):
    """A run of the document: its words, and where it starts and ends (offsets)."""

    text: str
    start: int
    end: int


def pieces(text: SourceText) -> tuple[Piece, ...]:
    """The pieces of a text, in order; without its title block. Raises :class:`~reportgen.errors.ReportgenError` for
    a text that is too long to be sent."""
    runs: list[list[Line]] = []
    for paragraph in _paragraphs(text):
        fits = runs and paragraph[-1].end - runs[-1][0].start <= LONGEST
        if fits:
            runs[-1] += paragraph
        else:
            runs += _parted(paragraph)
    if len(runs) > MOST:
        raise ReportgenError(
            f'{text.document.name}: the drafter "llm" would send it in {len(runs)} parts, and sends at most {MOST}. '
            "Cut the document down to what tells of the talks."
        )
    return tuple(_piece(text, run) for run in runs)


def _paragraphs(text: SourceText) -> list[list[Line]]:
    found: dict[int, list[Line]] = {}
    for line in text.lines:
        found.setdefault(line.paragraph, []).append(line)
    return list(found.values())


def _parted(paragraph: list[Line]) -> list[list[Line]]:
    """A paragraph as runs of sentences that fit."""
    runs: list[list[Line]] = []
    for line in paragraph:
        if runs and line.end - runs[-1][0].start <= LONGEST:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _piece(text: SourceText, run: list[Line]) -> Piece:
    start, end = run[0].start, min(run[-1].end, run[0].start + LONGEST)
    return Piece(text.document.text[start:end], start, end)
