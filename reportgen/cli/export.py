"""``reportgen export``: tables and a calendar of records."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from reportgen.cli.records import listed, project_of, record_paths
from reportgen.cli.show import show_error
from reportgen.console import obeyed_by_none, plural
from reportgen.errors import ReportgenError, did_you_mean
from reportgen.exports import FORMATS, Exported
from reportgen.exports import export as exported


def export(options: Namespace) -> int:
    """Export every record asked for, or none."""
    project = project_of(options)
    formats = listed(options.format) or list(FORMATS)
    for name in formats:
        if name not in FORMATS:
            print(f'reportgen export: there is no format "{name}". {did_you_mean(name, FORMATS)}', file=sys.stderr)
            raise SystemExit(2)
    templates = Path(options.templates) if options.templates else project.templates()
    try:
        made = exported(
            record_paths(options.records, project),
            out=Path(options.out) if options.out else project.out,
            formats=formats,
            audience=options.audience,
            templates=templates,
            allow_findings=options.allow_findings,
        )
    except ReportgenError as error:
        show_error(error)
        print("reportgen: nothing was exported.", file=sys.stderr)
        return 1
    if not options.quiet:
        _tell(made, options.audience)
    return 0


def _tell(made: Exported, audience: str | None) -> None:
    """The files, with how much is in each; then what is not in them, and what stands against them."""
    for path, count in made.files.items():
        entry = "event" if path.suffix == ".ics" else "row"
        print(f"{path}  {plural(count, entry)}" if sys.stdout.isatty() else path)
    for warning in (*made.left_out, *made.warnings):
        print(f"warning: {obeyed_by_none(warning)}", file=sys.stderr)
    whose = f"what {audience} may know" if audience else "what may be published (--audience NAME for more)"
    left_out = f"; {plural(made.withheld, 'entry', 'entries')} above that left out" if made.withheld else ""
    print(f"note: {plural(len(made.talks), 'record')}, {whose}{left_out}", file=sys.stderr)
    for path, count in made.files.items():
        if path.suffix == ".ics" and made.undated:
            whole = plural(count + made.undated, "next step")
            print(f"note: {made.undated} of {whole} left out of {path}: nobody knows the day", file=sys.stderr)
