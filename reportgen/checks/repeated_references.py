"""E122: a list names nothing twice: the second is a slip of the pen for something else."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.references import references
from reportgen.record import Record, Steps

RULE = Rule("E122", "named-twice")


def check(record: Record) -> Iterator[Finding]:
    """Every id that stands a second time in one list."""
    owners: dict[Steps, str] = {(part, number): entry.id for part, number, entry in record.talks.entries()}
    seen: set[tuple[Steps, str]] = set()
    for each in references(record.talks):
        *above, last = each.path
        if isinstance(last, int) and (tuple(above), each.id) in seen:
            entry = owners.get(each.path[:2], "The record")
            told = f"{entry} names {each.id} twice in {above[-1]}."
            yield RULE.found(entry, record.place(each.path), told, "Take one out, or write the id that was meant.")
        seen.add((tuple(above), each.id))
