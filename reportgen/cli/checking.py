"""One record, checked: what was found, and how much of its sources is covered."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from textwrap import wrap

from reportgen.checks import Finding, check, set_aside
from reportgen.checks.coverage import coverage, sentence_coverage
from reportgen.cli.findings import Result
from reportgen.console import counted, plural
from reportgen.errors import InputError
from reportgen.loading import load
from reportgen.proposed import notes, proposed_in
from reportgen.record import Record
from reportgen.recordfile import record_path
from reportgen.yamlfile import read


def checked(path: Path, templates: str | None = None) -> tuple[Result, Record | None]:
    """What is found on a record, and the record; of one that cannot be loaded, the problems alone.

    ``templates`` is a folder whose tables of cues come before the shipped ones.
    """
    try:
        record = load(path)
    except InputError as error:
        return Result(str(path), [*error.problems, *_proposed(path)]), None
    findings = (*check(record, templates), *notes(record.talks.id, record.file, record.proposed))
    return Result(
        record.talks.id,
        findings,
        set_aside(record, templates),
        _summary(record, findings),
        _covered(record),
    ), record


def _proposed(path: Path) -> tuple[Finding, ...]:
    """What is only proposed in a record that cannot be loaded yet; nothing where its file cannot be read."""
    with suppress(InputError):
        file = read(record_path(path))
        return notes(path.parent.name if path.is_file() else path.name, file, proposed_in(file)[0])
    return ()


def coverage_listed(record: Record, width: int) -> list[str]:
    """Every sentence of the sources with a mark that says what rests on it, in lines of at most ``width`` columns."""
    lines = []
    for each in sentence_coverage(record):
        lines.append(f"{each.source} {record.documents[each.source].name}")
        for sentence in each.sentences:
            beside = ", ".join(sentence.cited_by) or (f"set aside: {sentence.reason}" if sentence.reason else "OPEN")
            mark = "+" if sentence.cited_by else "o" if sentence.reason else "-"
            lines.append(f"{mark} ¶{sentence.paragraph} [{beside}]")
            lines += [f"    {line}" for line in wrap(" ".join(sentence.text.split()), width - 4)]
    return lines


def _summary(record: Record, findings: Sequence[Finding]) -> str:
    counts = counted(finding.level for finding in findings)
    covered = coverage(record)
    cited = sum(len(each.cited) for each in covered)
    aside = sum(len(each.set_aside) for each in covered)
    total = sum(each.total for each in covered)
    entries = plural(sum(1 for _ in record.talks.entries()), "entry", "entries")
    parts = f"{cited} of {plural(total, 'paragraph')} cited, {aside} set aside, {total - cited - aside} open"
    return f"{record.talks.id}: {entries}, {counts}; {parts}; {_covered(record):.0f} per cent of sentences"


def _covered(record: Record) -> float:
    sentences = [sentence for each in sentence_coverage(record) for sentence in each.sentences]
    done = [sentence for sentence in sentences if sentence.cited_by or sentence.reason]
    return 100 * len(done) / len(sentences) if sentences else 100.0
