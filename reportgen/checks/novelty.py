"""W203: a comparison with the last round names what it compares with."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.words import Novelty
from reportgen.record import Record

RULE = Rule("W203", "novelty-without-previous")

COMPARED = frozenset({Novelty.REAFFIRMED, Novelty.ADVANCED, Novelty.DILUTED})


def check(record: Record) -> Iterator[Finding]:
    """Every agreement or position said to reaffirm, advance or dilute something that is not named."""
    for part in ("agreements", "positions"):
        for number, entry in enumerate(getattr(record.talks, part)):
            if entry.novelty in COMPARED and not entry.previous:
                told = f'{entry.id} is "{entry.novelty}", and does not say against what.'
                remedy = "Add previous: the talks id and entry id of the last round, as in harbour-2030-09#A-01."
                yield RULE.found(entry.id, record.place((part, number, "novelty")), told, remedy)
