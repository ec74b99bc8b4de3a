"""W204: a next step whose time is over does not stand as pending."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.words import Progress
from reportgen.record import Record

RULE = Rule("W204", "past-due-and-pending")

AHEAD = frozenset({Progress.PENDING, Progress.SCHEDULED})


def check(record: Record) -> Iterator[Finding]:
    """Every next step that was due before the record's date and is still ahead."""
    for number, step in enumerate(record.talks.next_steps):
        last = step.due.last_day
        if last and last < record.talks.as_of and step.progress in AHEAD:
            told = f"{step.id} was due by {last:%Y-%m-%d} and is {step.progress} as of {record.talks.as_of:%Y-%m-%d}."
            remedy = "Say what became of it: progress: delivered, lapsed, unknown, …"
            yield RULE.found(step.id, record.place(("next_steps", number)), told, remedy)
