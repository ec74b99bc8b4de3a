"""Arguments → calls → exit code: 0 done, 1 the input needs work, 2 usage. The only module that prints."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.arguments import parser
from reportgen.errors import ChecksFailed, InputError, Problem, ReportgenError, did_you_mean
from reportgen.writers import FORMATS

if TYPE_CHECKING:
    from reportgen.checks import Finding
    from reportgen.pipeline import Built
    from reportgen.record import Record

# Everything heavy is imported in the command that needs it, so that --help answers at once.

RECORDS = "seeds"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code; raises ``SystemExit(2)`` for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except ReportgenError as error:
        _show_error(error)
        return 1
    except KeyboardInterrupt:
        print("reportgen: stopped; nothing half written is left behind.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


# ------------------------------------------------------------------------------------ commands


def _build(options: Namespace) -> int:
    from reportgen.pipeline import build

    formats = _formats(options)
    problem = _pdf_problem() if "pdf" in formats else None
    if problem:
        print(f"reportgen: {problem}", file=sys.stderr)
        formats = [each for each in formats if each != "pdf"]
        if not formats:
            return 1
    failed = bool(problem)
    taken: dict[str, Path] = {}
    for path in _records(options):
        try:
            record = _loaded(path, taken)
            built = build(
                record,
                audiences=_listed(options.audience),
                formats=formats,
                out=options.out,
                templates=options.templates,
                paper=options.paper,
                allow_findings=options.allow_findings,
                progress=_progress,
            )
        except ReportgenError as error:
            failed = True
            _progress()
            _show_error(error)
            print(f"reportgen: {path}: nothing written.", file=sys.stderr)
        else:
            _show_built(built)
    return int(failed)


def _loaded(path: Path, taken: dict[str, Path]) -> Record:
    from reportgen.errors import LoadError
    from reportgen.loading import load

    record = load(path)
    name = record.talks.id
    if name in taken:
        place = record.place(("id",))
        raise LoadError([Problem(place, f'The id "{name}" is that of {taken[name]} too: their memos would share names.',
                                 "Give each record its own id.")])  # fmt: skip
    taken[name] = path
    return record


def _check(options: Namespace) -> int:
    from reportgen.checks import Level, check
    from reportgen.loading import load

    failed = False
    for path in _records(options):
        try:
            record = load(path)
        except ReportgenError as error:
            failed = True
            _show_error(error)
            continue
        findings = check(record)
        failed |= any(finding.level is Level.ERROR for finding in findings)
        _show_findings(findings, sys.stdout)
        print(_summary(record, findings))
    return int(failed)


def _schema(options: Namespace) -> int:
    from reportgen.files import write_all
    from reportgen.schema import schema_text

    text = schema_text()
    if options.path:
        write_all({Path(options.path): text.encode()})
        print(options.path)
    else:
        sys.stdout.write(text)
    return 0


def _doctor(_: Namespace) -> int:
    from reportgen.doctor import examine, lines

    report = examine()
    print("\n".join(lines(report)))
    return int(not report.ok)


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "build": _build,
    "check": _check,
    "schema": _schema,
    "doctor": _doctor,
}

# --------------------------------------------------------------------------------- what is asked


def _records(options: Namespace) -> list[Path]:
    if options.records:
        return [Path(name) for name in options.records]
    found = sorted(Path(RECORDS).glob("*/talks.yaml"))
    if not found:
        raise ReportgenError(f"There is no record under {RECORDS}/ here. Name one: reportgen build path/to/talks.yaml")
    return found


def _listed(given: Sequence[str] | None) -> list[str]:
    return list(dict.fromkeys(name.strip() for each in given or () for name in each.split(",") if name.strip()))


def _formats(options: Namespace) -> list[str]:
    formats = _listed(options.format) or list(FORMATS)
    for name in formats:
        if name not in FORMATS:
            print(f'reportgen build: there is no format "{name}". {did_you_mean(name, FORMATS)}', file=sys.stderr)
            raise SystemExit(2)
    return formats


def _pdf_problem() -> str | None:
    from reportgen.doctor import pdf_problem

    return pdf_problem()


# ------------------------------------------------------------------------------- what is printed


def _progress(name: str = "") -> None:
    """On a terminal, the file that is being made, on a line that the next one takes over."""
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        sys.stderr.write(f"\r\x1b[K{f'making {name} …' if name else ''}")
        sys.stderr.flush()


def _show_built(built: Built) -> None:
    from reportgen.checks import Level
    from reportgen.console import plural

    _progress()
    told = [finding for finding in built.findings if finding.level is not Level.NOTE]
    _show_findings(told, sys.stderr)
    for output in built.outputs:
        if sys.stdout.isatty():
            pages = f"  {plural(output.pages, 'page')}" if output.pages else ""
            print(f"{output.seconds:6.2f} s  {output.path}{pages}")
        else:
            print(output.path)
    for warning in built.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    for audience, left_out in built.left_out:
        if left_out:
            name = f"{built.record.talks.id}.{audience}"
            print(f"note: left out of {name} for length: {', '.join(left_out)}", file=sys.stderr)


def _show_error(error: ReportgenError) -> None:
    if isinstance(error, ChecksFailed):
        _show_findings([finding for finding in error.findings if getattr(finding, "level", "") == "error"], sys.stderr)
    elif isinstance(error, InputError):
        shown = error.problems[:MOST]
        for problem in shown:
            print(_shown(problem, "error", sys.stderr), file=sys.stderr)
        if len(error.problems) > MOST:
            print(f"… and {len(error.problems) - MOST} more.", file=sys.stderr)
    else:
        print(f"reportgen: {error}", file=sys.stderr)


MOST = 40
"""Problems of one file shown at once; more would push the first out of sight."""


def _show_findings(findings: Sequence[Problem], stream: object) -> None:
    for text in _finding_texts(findings, stream):
        print(text, file=stream)  # type: ignore[call-overload]


def _finding_texts(findings: Sequence[Problem], stream: object) -> Iterator[str]:
    for finding in findings:
        yield _shown(finding, f"{getattr(finding, 'level', 'error')}", stream, getattr(finding, "code", ""))


def _shown(problem: Problem, level: str, stream: object, code: str = "") -> str:
    from dataclasses import replace

    from reportgen.console import show_problem

    tty = bool(getattr(stream, "isatty", lambda: False)())
    colour = tty and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((100, 24)).columns if tty else 100
    named = replace(problem, message=f"{problem.message} [{code}]") if code else problem
    return show_problem(named, label=level, width=width, colour=colour)


def _summary(record: Record, findings: Sequence[Finding]) -> str:
    from reportgen.checks import Level
    from reportgen.checks.coverage import coverage
    from reportgen.console import plural

    counts = ", ".join(plural(sum(f.level is level for f in findings), str(level)) for level in Level)
    covered = coverage(record)
    total, cited, aside = (
        sum(each) for each in zip(*((c.total, len(c.cited), len(c.set_aside)) for c in covered), strict=True)
    )
    entries = plural(sum(1 for _ in record.talks.entries()), "entry", "entries")
    parts = f"{cited} of {plural(total, 'paragraph')} cited, {aside} set aside, {total - cited - aside} open"
    return f"{record.talks.id}: {entries}, {counts}; {parts}"
