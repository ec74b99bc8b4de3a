"""E117: a view is shared with another side, and on the same issue."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.substance import Position
from reportgen.model.talks import Talks
from reportgen.record import Record

RULE = Rule("E117", "view-that-cannot-be-shared")


def check(record: Record) -> Iterator[Finding]:
    """Every position that concurs with one of its own party, or with one on another issue."""
    positions = {each.id: each for each in record.talks.positions}
    for number, position in enumerate(record.talks.positions):
        for place, name in enumerate(position.concurs_with):
            if fault := _fault(record.talks, position, positions[name]):
                told = f"{position.id} concurs with {name}, which is {fault}."
                remedy = "Name the position of the other side whose view is shared, or leave concurs_with out."
                yield RULE.found(position.id, record.place(("positions", number, "concurs_with", place)), told, remedy)


def _fault(talks: Talks, position: Position, other: Position) -> str:
    if other.party == position.party:
        return f"a position of {other.party} itself"
    if not _one_issue(talks, position.issue, other.issue):
        return f"on another issue, {other.issue}"
    return ""


def _one_issue(talks: Talks, one: str, other: str) -> bool:
    """Whether two issues are one, or one of them part of the other, or both of a third."""
    parents = {issue.id: issue.parent for issue in talks.issues}
    return one == other or bool({one, parents[one]} & {other, parents[other]} - {None})
