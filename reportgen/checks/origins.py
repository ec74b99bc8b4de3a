"""E118: a next step on an issue that has its own agreement does not arise from an agreement on another.

Nor does it follow a step on another issue.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.record import Record

RULE = Rule("E118", "step-from-another-issue")


def check(record: Record) -> Iterator[Finding]:
    """Every next step that arises from an agreement, or follows a step, on another issue than its own."""
    steps = {step.id: step.issue for step in record.talks.next_steps}
    issues = {agreement.id: agreement.issue for agreement in record.talks.agreements}
    for number, step in enumerate(record.talks.next_steps):
        own = [name for name, issue in issues.items() if issue == step.issue]
        for place, name in enumerate(step.arises_from):
            if own and issues.get(name, step.issue) != step.issue:
                told = (
                    f"{step.id} is a step on {step.issue} and arises from {name}, an agreement on {issues[name]}; "
                    f"the agreement on {step.issue} is {own[0]}."
                )
                remedy = f"Write arises_from: {own[0]}, or correct the step's issue."
                yield RULE.found(step.id, record.place(("next_steps", number, "arises_from", place)), told, remedy)
        before = steps.get(step.follows or "")
        if before and step.issue and before != step.issue:
            told = f"{step.id} is a step on {step.issue} and follows {step.follows}, a step on {before}."
            place_of = record.place(("next_steps", number, "follows"))
            yield RULE.found(step.id, place_of, told, "Correct follows, or the step's issue.")
