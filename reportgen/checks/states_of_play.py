"""E112: where an issue is said to stand is borne out by the entries on it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.derive import borne_out, state_of_play
from reportgen.record import Record

RULE = Rule("E112", "state-of-play-not-borne-out")


def check(record: Record) -> Iterator[Finding]:
    """Every issue whose state of play its entries do not amount to."""
    for number, issue in enumerate(record.talks.issues):
        if issue.state_of_play and not borne_out(record.talks, issue, issue.state_of_play):
            derived = state_of_play(record.talks, issue.model_copy(update={"state_of_play": None}))
            told = f'{issue.id} is said to stand at "{issue.state_of_play}"; its entries amount to "{derived}".'
            remedy = (
                "Leave state_of_play out, since it is worked out from the entries; or add the entry that bears it out."
            )
            yield RULE.found(issue.id, record.place(("issues", number, "state_of_play")), told, remedy)
