"""N301: an agreement that says neither when nor how much cannot be measured."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.record import Record

RULE = Rule("N301", "not-measurable")


def check(record: Record) -> Iterator[Finding]:
    """Every agreement without a time and without an amount."""
    for number, agreement in enumerate(record.talks.agreements):
        if not agreement.when and not agreement.how_much:
            told = f"{agreement.id} says neither when nor how much, so nobody can tell whether it was kept."
            remedy = "If the source says, add when or how_much; if not, let it stand: the desk memo prints it."
            yield RULE.found(agreement.id, record.place(("agreements", number)), told, remedy)
