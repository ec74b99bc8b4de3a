"""Rules beyond types, one a file: a record → findings. A finding is data; nothing here raises."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportgen.checks import (
    absent_terms,
    coverage,
    figures,
    one_voice,
    orphan_issues,
    over_claim,
    quotation_marks,
    source_unchanged,
    source_words,
    verbatim,
)
from reportgen.checks.finding import Finding, Level
from reportgen.record import Record

__all__ = ["RULES", "Finding", "Level", "check"]

RULES: tuple[Callable[[Record], Iterator[Finding]], ...] = (
    verbatim.check,
    source_unchanged.check,
    source_words.check,
    over_claim.check,
    one_voice.check,
    quotation_marks.check,
    figures.check,
    orphan_issues.check,
    absent_terms.check,
    coverage.check,
)
"""Every rule. References, repeated ids and unknown words are refused earlier, by ``load``."""


def check(record: Record) -> tuple[Finding, ...]:
    """All findings on a record, in the order of its file."""
    findings = [finding for rule in RULES for finding in rule(record)]
    return tuple(sorted(findings, key=lambda finding: (finding.place.line, finding.place.column, finding.code)))
