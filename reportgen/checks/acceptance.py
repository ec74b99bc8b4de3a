"""Checks set aside for one entry, with a written reason. W207: one set aside that finds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.analysis import Acceptance
from reportgen.record import Record

RULE = Rule("W207", "acceptance-without-finding")


def accepted(record: Record, finding: Finding) -> Acceptance | None:
    """The record's reason for setting a finding aside, if it has one."""
    return next(
        (each for each in record.talks.accepted if (each.check, each.on) == (finding.code, finding.entry)), None
    )


def unused(record: Record, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Every reason given for a finding that there is not."""
    found = {(finding.code, finding.entry) for finding in findings}
    for number, each in enumerate(record.talks.accepted):
        if (each.check, each.on) not in found:
            told = f"{each.check} is set aside for {each.on}, and finds nothing there."
            yield RULE.found(each.on, record.place(("accepted", number)), told, "Take the line out.")
