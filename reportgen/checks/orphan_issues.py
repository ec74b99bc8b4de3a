"""E108: every issue is one that something in the record speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.record import Record

RULE = Rule("E108", "orphan-issue")


def check(record: Record) -> Iterator[Finding]:
    """Every issue without an agreement, position, mention, formula, next step or sub-issue.

    None while entries are only proposed: one of them may be what speaks of it.
    """
    talks = record.talks
    if record.proposed:
        return
    spoken_of = {each.issue for part in (talks.agreements, talks.positions) for each in part}
    spoken_of |= {
        each.issue for part in (talks.mentions, talks.formulae, talks.next_steps) for each in part if each.issue
    }
    spoken_of |= {issue.parent for issue in talks.issues if issue.parent}
    for number, issue in enumerate(talks.issues):
        if issue.id not in spoken_of:
            told = f'{issue.id}, "{issue.title}", is an issue that nothing in the record speaks of.'
            remedy = f"Give an entry issue: {issue.id}, or take the issue out; a subject not raised is a gap."
            yield RULE.found(issue.id, record.place(("issues", number)), told, remedy)
