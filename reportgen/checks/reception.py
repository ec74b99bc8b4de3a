"""E114: a formula says what every other side made of it, even if that is not reported."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.words import PartyRole
from reportgen.record import Record

RULE = Rule("E114", "formula-without-reception")


def check(record: Record) -> Iterator[Finding]:
    """Every formula that leaves a side of the talks without a reception."""
    sides = [party.id for party in record.talks.parties if party.role is PartyRole.PRINCIPAL]
    for number, formula in enumerate(record.talks.formulae):
        received = {reception.party for reception in formula.reception}
        for party in sides:
            if party != formula.author_party and party not in received:
                told = f'{formula.id}, "{formula.name}", does not say what {party} made of it.'
                remedy = f"Add reception: {{{party}: not_reported}}, or what is reported."
                yield RULE.found(formula.id, record.place(("formulae", number, "reception"), key=True), told, remedy)
