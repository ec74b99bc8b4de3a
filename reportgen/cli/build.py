"""``reportgen build``: the memos of records."""

from __future__ import annotations

import glob
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypedDict

from reportgen import pipeline
from reportgen.cli.records import listed, project_of, record_paths
from reportgen.cli.show import progress, show_error, show_problems
from reportgen.cli.twins import twin_problem, twins
from reportgen.console import plural
from reportgen.errors import LoadError, ReportgenError, did_you_mean
from reportgen.loading import load
from reportgen.project import Project
from reportgen.record import Record
from reportgen.report import REPORT, Account, Reason
from reportgen.tailor.strays import unread
from reportgen.writers import FORMATS
from reportgen.writers.variants import Printing


def build(options: Namespace) -> int:
    """Build every record asked for; one that fails is told and keeps no other from being built."""
    project = project_of(options)
    formats, wanted = _formats(options, project), _wanted(options, project)
    failed = False
    printing = Printing.named(wanted["pdf_engine"], wanted["pdf_variant"])
    if "pdf" in formats and (problem := _pdf_problem(printing)):
        print(f"reportgen: {problem}", file=sys.stderr)
        formats = [each for each in formats if each != "pdf"]
        failed = True
    for path, record in _loaded(record_paths(options.records, project) if formats else []):
        try:
            if isinstance(record, ReportgenError):
                raise record
            built = pipeline.build(record, formats=formats, limits=options.limits, progress=progress, **wanted)
        except ReportgenError as error:
            failed = True
            progress()
            show_error(error)
            print(f"reportgen: {path}: nothing written.{_earlier(path, record, wanted['out'])}", file=sys.stderr)
        else:
            _show(built)
    return int(failed)


class Wanted(TypedDict):
    """What is asked for besides records and formats: by the command line, or else by the project file."""

    audiences: list[str]
    out: Path
    templates: Path | None
    paper: str | None
    scheme: str | None
    portion_marks: bool
    language: str | None
    pdf_engine: str | None
    pdf_variant: str | None
    report: bool
    allow_findings: bool
    final: bool


def _wanted(options: Namespace, project: Project) -> Wanted:
    templates = Path(options.templates) if options.templates else project.templates()
    if templates and templates.is_dir():
        show_problems(unread(templates), sys.stderr)
    return Wanted(
        audiences=listed(options.audience) or project.audiences(templates),
        out=Path(options.out) if options.out else project.out,
        templates=templates,
        paper=options.paper or project.paper,
        scheme=options.scheme or project.scheme(templates),
        portion_marks=options.portion_marks or project.portion_marks,
        language=options.language or project.language,
        pdf_engine=options.pdf_engine or project.pdf_engine,
        pdf_variant=options.pdf_variant or project.pdf_variant,
        report=project.report and not options.no_report,
        allow_findings=options.allow_findings,
        final=options.final,
    )


def _formats(options: Namespace, project: Project) -> list[str]:
    formats = listed(options.format) or list(dict.fromkeys(project.formats)) or list(FORMATS)
    for name in formats:
        if name not in FORMATS:
            print(f'reportgen build: there is no format "{name}". {did_you_mean(name, FORMATS)}', file=sys.stderr)
            raise SystemExit(2)
    return formats


def _pdf_problem(printing: Printing) -> str | None:
    from reportgen.doctor import pdf_problem  # opens the system libraries, so only where a PDF is asked for

    return pdf_problem(printing.engine)


def _earlier(path: Path, record: Record | ReportgenError, out: Path) -> str:
    """What is said of memos that lie there since an earlier build, and are not what was asked for now."""
    name = record.talks.id if isinstance(record, Record) else path.resolve().parent.name
    there = (each for each in out.glob(f"{glob.escape(name)}.*") if each.suffix.removeprefix(".") in FORMATS)
    found = sorted(each for each in there if f".{REPORT}." not in each.name)
    if not found:
        return ""
    more = f" and {len(found) - 1} more are" if found[1:] else " is"
    return f" {found[0]}{more} from an earlier build."


def _loaded(paths: Sequence[Path]) -> Iterator[tuple[Path, Record | ReportgenError]]:
    """Each record, or why it cannot be built; all are read first, so that none of two with one id is built."""
    found: dict[Path, Record | ReportgenError] = {}
    for path in paths:
        try:
            found[path] = load(path)
        except ReportgenError as error:
            found[path] = error
    shared = twins({path: each.talks.id for path, each in found.items() if isinstance(each, Record)})
    for path, each in found.items():
        yield path, LoadError([twin_problem(path, shared[path])]) if path in shared else each


def _show(built: pipeline.Built) -> None:
    progress()
    # Those that the most trusted of these memos may tell: a build's log goes where its memos go. `check` shows all.
    show_problems(built.report.findings, sys.stderr)
    for output in built.outputs:
        if sys.stdout.isatty():
            pages = f"  {plural(output.pages, 'page')}" if output.pages else ""
            print(f"{output.seconds:6.2f} s  {output.path}{pages}")
        else:
            print(output.path)
    for path in built.reports:
        print(f"{'':8} {path}" if sys.stdout.isatty() else path)
    for warning in built.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    for account in built.report.accounts:
        for line in _told(built.record.talks.id, account):
            print(f"note: {line}", file=sys.stderr)


def _told(talks: str, account: Account) -> Iterator[str]:
    """One memo in a line, and in another the ids of what did not fit: that is never dropped in silence."""
    name = f"{talks}.{account.audience.name}"
    why = [
        (account.count(Reason.CEILING, Reason.RESTS), "above the ceiling"),
        (account.count(Reason.PRIORITY), "for priority"),
        (account.count(Reason.LENGTH), "for length"),
        (account.count(Reason.SECTIONS), "in none of its sections"),
    ]
    left_out = ", ".join(f"{count} {reason}" for count, reason in why if count) or "nothing"
    pages = f"{plural(account.pages, 'page')}, " if account.pages else ""
    if not pages and (limit := account.audience.pages) and limit.firm:
        pages = "length not checked, "
    warnings = f"; {plural(len(account.warnings), 'warning')}" if account.warnings else ""
    yield f"{name}: {pages}{plural(len(account.within), 'entry', 'entries')}; left out: {left_out}{warnings}"
    for reason in (Reason.PRIORITY, Reason.LENGTH):
        if ids := [each.id for each in account.left_out if each.reason is reason]:
            yield f"left out of {name} for {reason}: {', '.join(ids)}"
