"""The outcomes as a table, a line a file and a column a validator, and the first faults below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tests.validators.outcome import Outcome

FIRST = 3
"""So many faults of a validator are shown of each file."""


def table(outcomes: Sequence[Outcome]) -> str:
    """The tables, one for each kind of file, then the faults, then a line that counts."""
    parts = ["\n".join(_aligned(rows)) for _, rows in groupby(_rows(outcomes), key=lambda row: row[0])]
    faulty = [each for each in outcomes if each.faults]
    if faulty:
        parts.append("\n".join(line for each in faulty for line in _faults(each)))
    files = len({each.file for each in outcomes})
    parts.append(f"{files} files, {len(outcomes)} verdicts, {sum(len(each.faults) for each in outcomes)} faults")
    return "\n\n".join(parts)


def _rows(outcomes: Sequence[Outcome]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """By file: the validators, and what they say of it."""
    for file, told in groupby(outcomes, key=lambda each: each.file):
        verdicts = list(told)
        yield tuple(each.validator for each in verdicts), (file, *(each.word for each in verdicts))


def _aligned(rows: Iterator[tuple[tuple[str, ...], tuple[str, ...]]]) -> Iterator[str]:
    taken = list(rows)
    lines = [("", *taken[0][0]), *(cells for _, cells in taken)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _faults(outcome: Outcome) -> Iterator[str]:
    for fault in outcome.faults[:FIRST]:
        yield f"{outcome.file}: {outcome.validator}: {' '.join(fault.split())[:400]}"
    if len(outcome.faults) > FIRST:
        yield f"{outcome.file}: {outcome.validator}: and {len(outcome.faults) - FIRST} more"
