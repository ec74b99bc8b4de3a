"""``reportgen check``: what is not borne out, what is covered, what a check means."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.checks import Finding, Level, set_aside
from reportgen.checks import check as findings_on
from reportgen.checks.coverage import coverage, sentence_coverage
from reportgen.cli.findings import WRITERS, Result
from reportgen.cli.records import record_paths
from reportgen.cli.show import show_problems, width
from reportgen.console import plural
from reportgen.errors import InputError, Problem, did_you_mean
from reportgen.loading import load, record_path
from reportgen.record import Record

POLL = 0.3
"""Seconds between two looks at the files, with --watch."""


def check(options: Namespace) -> int:
    """Check every record asked for, print what was found, and say with the exit code whether all hold."""
    if options.explain:
        return _explain(options.explain)
    paths = record_paths(options.records)
    if not options.watch:
        return _run(paths, options)
    seen: object = None
    while True:
        now = [_signature(path) for path in paths]
        if now != seen:
            seen = now
            print(f"\x1b[2J\x1b[H{time.strftime('%H:%M:%S')}" if sys.stdout.isatty() else "--")
            _run(paths, options)
            sys.stdout.flush()
        time.sleep(POLL)


def _run(paths: Sequence[Path], options: Namespace) -> int:
    checked = [_checked(path) for path in paths]
    if options.format != "text":
        sys.stdout.write(WRITERS[options.format]([each.result for each in checked]))
    else:
        for each in checked:
            _show(each, options.coverage)
    low = [each for each in checked if each.record and _covered(each.record) < options.fail_under]
    for each in low:
        assert each.record is not None
        told = f"{each.record.talks.id}: {_covered(each.record):.0f} per cent of sentences are covered"
        print(f"reportgen: {told}, less than {options.fail_under:g}.", file=sys.stderr)
    return int(any(each.failed for each in checked) or bool(low))


@dataclass(frozen=True, slots=True)
class _Checked:
    result: Result
    record: Record | None
    failed: bool


def _checked(path: Path) -> _Checked:
    try:
        record = load(path)
    except InputError as error:
        return _Checked(Result(str(path), error.problems), None, True)
    findings = findings_on(record)
    failed = any(finding.level is Level.ERROR for finding in findings)
    return _Checked(Result(record.talks.id, findings, tuple(_aside(record))), record, failed)


def _aside(record: Record) -> list[tuple[Problem, str]]:
    return [(finding, reason) for finding, reason in set_aside(record)]


def _show(checked: _Checked, with_coverage: bool) -> None:
    if checked.record is None:
        show_problems(checked.result.problems, sys.stderr)
        return
    if with_coverage:
        _show_coverage(checked.record)
    show_problems(checked.result.problems, sys.stdout)
    for finding, reason in checked.result.set_aside:
        print(f"set aside: {finding.message} Reason: {reason}")
    print(_summary(checked.record, [each for each in checked.result.problems if isinstance(each, Finding)]))


def _summary(record: Record, findings: Sequence[Finding]) -> str:
    counts = ", ".join(plural(sum(f.level is level for f in findings), str(level)) for level in Level)
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


def _show_coverage(record: Record) -> None:
    room = max(width(sys.stdout) - 2, 40)
    for each in sentence_coverage(record):
        print(f"{each.source} {record.documents[each.source].name}")
        for sentence in each.sentences:
            beside = ", ".join(sentence.cited_by) or (f"set aside: {sentence.reason}" if sentence.reason else "OPEN")
            mark = "+" if sentence.cited_by else "o" if sentence.reason else "-"
            print(f"{mark} ¶{sentence.paragraph} [{beside}]")
            for line in _wrapped(sentence.text, room - 4):
                print(f"    {line}")


def _wrapped(text: str, room: int) -> list[str]:
    from textwrap import wrap

    return wrap(" ".join(text.split()), room)


def _explain(code: str) -> int:
    from reportgen.checks.explain import explained, explanations, page

    if code == "all":
        sys.stdout.write(page())
        return 0
    if code.upper() not in explanations():
        named = {rule.name: key for key, rule in explanations().items()}
        if code not in named:
            hint = did_you_mean(code, [*explanations(), *named])
            print(f'reportgen check: there is no check "{code}". {hint}', file=sys.stderr)
            return 2
        code = named[code]
    sys.stdout.write(explained(code.upper()))
    return 0


def _signature(path: Path) -> tuple[tuple[str, float, int, int], ...]:
    """What changes when a record or a source is saved, in place or by a rename over it."""
    folder = record_path(path).parent
    signature = []
    for file in sorted(folder.glob("*")) if folder.is_dir() else []:
        try:
            found = file.stat()
        except OSError:
            continue  # between an atomic save's two names
        signature.append((file.name, found.st_mtime, found.st_size, found.st_ino))
    return tuple(signature)
