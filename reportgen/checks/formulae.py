"""E120: what a side made of a formula is reported somewhere. W214: a formula of five has five members."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.figures import NUMBER_WORDS
from reportgen.finding import Finding, Rule
from reportgen.model.words import ReceptionValue
from reportgen.record import Record

RULE = Rule("E120", "reception-without-evidence")
COUNTED = Rule("W214", "formula-not-complete")


def check(record: Record) -> Iterator[Finding]:
    """Every reception that rests on nothing, and every formula with more or fewer members than its name says."""
    for number, formula in enumerate(record.talks.formulae):
        for place, reception in enumerate(formula.reception):
            if reception.value is not ReceptionValue.NOT_REPORTED and not reception.evidence:
                told = f'{formula.id} says that {reception.party} "{reception.value}" it, and cites nothing for it.'
                remedy = f"Write {reception.party}: not_reported, or cite the words that show it."
                yield RULE.found(formula.id, record.place(("formulae", number, "reception", place)), told, remedy)
        named = [NUMBER_WORDS[word] for word in formula.name.lower().split() if word in NUMBER_WORDS]
        if named and len(formula.elements) not in named:
            told = f'{formula.id} is called "{formula.name}", and has {len(formula.elements)} members.'
            place_of = record.place(("formulae", number, "elements"), key=True)
            yield COUNTED.found(formula.id, place_of, told, "Give every member in the source's words.")
