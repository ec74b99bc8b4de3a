"""A record and a ceiling → the record as far as it is below that, and which findings may be told there.

One rule for every place that tells findings: the annex, the build report, the notice that a memo is a draft.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from reportgen.checks import check
from reportgen.checks.coverage import RULE as COVERAGE
from reportgen.finding import Finding, Level
from reportgen.model.words import Handling
from reportgen.once import once
from reportgen.record import Record
from reportgen.view.visible import visible


@once(latest=8)
def cut_to(record: Record, ceiling: Handling) -> Record:
    """The record with the entries and the sources below a ceiling; the very record where that is all of it."""
    shown = visible(record.talks, ceiling)
    if shown == record.talks:
        return record
    documents = {source.id: record.documents[source.id] for source in shown.sources}
    return replace(record, talks=shown, documents=documents)


def borne_out(
    record: Record, ceiling: Handling, findings: Iterable[Finding], templates: str | Path | None = None
) -> tuple[Finding, ...]:
    """Of what was found in a whole record, what the cut alone bears out, so that its words hold nothing withheld.

    Which paragraphs nothing cites is told of the cut: told of the whole record, and counted beside the cut, it
    would tell which paragraphs withheld entries rest on. ``templates`` is a desk's own folder, whose cues the
    checks use.
    """
    found, seen = tuple(findings), cut_to(record, ceiling)
    if seen is record or not found:
        return found
    own = check(seen, templates)
    said = set(map(words_of, own))
    kept = tuple(each for each in found if each.code != COVERAGE.code and words_of(each) in said)
    return kept + tuple(each for each in own if each.code == COVERAGE.code)


def errors_left(
    record: Record, ceiling: Handling, findings: Iterable[Finding], templates: str | Path | None = None
) -> int:
    """How many of the errors found in a whole record are on what may be seen below a ceiling."""
    errors = [each for each in findings if each.level is Level.ERROR]
    return sum(each.level is Level.ERROR for each in borne_out(record, ceiling, errors, templates))


def words_of(finding: Finding) -> tuple[str, str, str, str]:
    """What a finding says, wherever in the file it was found."""
    return finding.code, finding.entry, finding.message, finding.remedy
