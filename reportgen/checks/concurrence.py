"""E113: a view that one side is said to share is not an outcome of both."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.base import Evidence
from reportgen.model.words import Stance
from reportgen.record import Record

RULE = Rule("E113", "concurrence-counted-as-joint")


def check(record: Record) -> Iterator[Finding]:
    """Every agreement that rests on nothing but passages in which one party concurs."""
    concurring = {
        (piece.source, number): position.id
        for position in record.talks.positions
        if position.stance is Stance.CONCURS
        for piece in position.evidence
        for number in _offsets(record, piece)
    }
    for number, agreement in enumerate(record.talks.agreements):
        covered = [
            {concurring.get((piece.source, offset)) for offset in _offsets(record, piece)}
            for piece in agreement.evidence
        ]
        if covered and all(found and None not in found for found in covered):
            position = min(name for found in covered for name in found if name)
            told = (
                f"{agreement.id} counts as an outcome of both sides what {position} reports as one party's concurring."
            )
            remedy = "Take the agreement out, or cite the passage in which both sides agree."
            yield RULE.found(agreement.id, record.place(("agreements", number, "evidence")), told, remedy)


def _offsets(record: Record, piece: Evidence) -> range:
    found = record.found(piece)
    return range(found.start, found.end) if found else range(0)
