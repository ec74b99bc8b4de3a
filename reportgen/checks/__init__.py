"""Rules beyond types, one a file: a record → findings. A finding is data; nothing here raises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from reportgen.checks import (
    absent_terms,
    bases,
    concurrence,
    coverage,
    dates,
    figures,
    formulae,
    likelihood,
    loaded_terms,
    measurable,
    named_parties,
    narrower,
    near_misses,
    negations,
    novelty,
    one_voice,
    origins,
    orphan_issues,
    over_claim,
    own_words,
    passages,
    past_due,
    progress,
    proper_names,
    quotation_marks,
    quoted_speech,
    reception,
    repeated_references,
    shared_views,
    source_unchanged,
    source_words,
    speakers,
    stances,
    states_of_play,
    subjects,
    verbatim,
)
from reportgen.checks.acceptance import accepted, unused
from reportgen.finding import Finding, Findings, Level, Rule
from reportgen.once import once
from reportgen.record import Record
from reportgen.shipped import search_path

__all__ = ["RULES", "Finding", "Findings", "Level", "Rule", "check", "set_aside"]

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
    states_of_play.check,
    concurrence.check,
    reception.check,
    speakers.check,
    shared_views.check,
    origins.check,
    dates.check,
    formulae.check,
    quoted_speech.check,
    repeated_references.check,
    narrower.check,
    coverage.check,
    novelty.check,
    past_due.check,
    likelihood.check,
    loaded_terms.check,
    named_parties.check,
    subjects.check,
    stances.check,
    negations.check,
    near_misses.check,
    proper_names.check,
    progress.check,
    own_words.check,
    bases.check,
    passages.check,
    measurable.check,
)
"""Every rule. References, repeated ids and unknown words are refused earlier, by ``load``."""


def check(record: Record, templates: str | Path | None = None) -> Findings:
    """The findings on a record, in the order of its file, but for those it sets aside with a reason: a tuple.

    ``templates`` is a folder whose ``cues/<language>.yaml`` comes before the shipped one. Raises
    :class:`~reportgen.errors.InputError` when that table cannot be read.
    """
    record = _read_with(templates, record)
    found = _found(record)
    left = [finding for finding in found if not accepted(record, finding)]
    return Findings(_in_order([*left, *unused(record, found)]))


def set_aside(record: Record, templates: str | Path | None = None) -> tuple[tuple[Finding, str], ...]:
    """The findings that the record sets aside, each with its reason."""
    if not record.talks.accepted:
        return ()
    record = _read_with(templates, record)
    reasons = [(finding, accepted(record, finding)) for finding in _in_order(_found(record))]
    return tuple((finding, reason.reason) for finding, reason in reasons if reason)


def _read_with(templates: str | Path | None, record: Record) -> Record:
    return replace(record, folders=search_path(Path(templates))) if templates else record


@once(latest=4)
def _found(record: Record) -> tuple[Finding, ...]:
    return tuple(finding for rule in RULES for finding in rule(record))


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.place.line, finding.place.column, finding.code)))
