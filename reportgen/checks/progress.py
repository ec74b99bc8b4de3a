"""W215: what is said to have happened is shown by other words than those that undertook it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.words import Progress
from reportgen.record import Record
from reportgen.sources.match import holds

RULE = Rule("W215", "progress-not-shown")

HAPPENED = frozenset({Progress.DELIVERED, Progress.PARTLY_DELIVERED, Progress.WITHDRAWN, Progress.SUPERSEDED})


def check(record: Record) -> Iterator[Finding]:
    """Every step said to be done whose evidence is nothing but the undertaking."""
    for number, step in enumerate(record.talks.next_steps):
        undertaking = [any(holds(piece.text, words) for words in step.operative_words) for piece in step.evidence]
        if step.progress in HAPPENED and all(undertaking):
            told = f"{step.id} is said to be {step.progress}; its evidence says only that it was to be."
            place = record.place(("next_steps", number, "progress"))
            yield RULE.found(step.id, place, told, "Cite the words that say it happened, or say unknown.")
