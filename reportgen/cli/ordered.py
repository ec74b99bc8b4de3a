"""What a build is to make: as the command line says, or else the project file."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from reportgen.cli.ahead import JSON, asked_formats, out_folder
from reportgen.cli.asked import FLAGS, OPTIONS
from reportgen.cli.records import listed, processors
from reportgen.cli.show import show_problems
from reportgen.errors import did_you_mean
from reportgen.order import Order
from reportgen.project import Project
from reportgen.writers import FORMATS


def order_today(project: Project, templates: Path | None) -> Order:
    """What a build would make that is told nothing, but perhaps a folder of templates."""
    told: dict[str, object] = dict.fromkeys([*OPTIONS.values(), "jobs", "scheduler", "out"])
    flags = dict.fromkeys(FLAGS, False)
    options = Namespace(**{**told, **flags, "templates": templates, "quiet": True})
    return order_of(options, project, formats_of(options, project))[0]


def order_of(options: Namespace, project: Project, formats: Sequence[str]) -> tuple[Order, Path]:
    """What is asked for, and where it goes: by the command line, or else by the project file."""
    templates = Path(options.templates) if options.templates else project.templates()
    if templates and templates.is_dir() and not options.quiet:
        from reportgen.tailor.strays import unread

        show_problems(unread(templates), sys.stderr)
    order = Order(
        audiences=tuple(listed(options.audience) or project.audiences(templates)),
        formats=tuple(formats),
        templates=templates,
        paper=options.paper or project.paper,
        language=options.language or project.language,
        allow_findings=options.allow_findings,
        with_proposals=options.with_proposals,
        final=options.final,
        scheme=options.scheme or project.scheme(templates),
        portion_marks=options.portion_marks or project.portion_marks,
        report=project.report and not options.no_report,
        limits=options.limits or project.limits,
        pdf_engine=options.pdf_engine or project.pdf_engine,
        pdf_variant=options.pdf_variant or project.pdf_variant,
        apart=True,
        jobs=_jobs(options, project),
    )
    return order, out_folder(options, project)


def _jobs(options: Namespace, project: Project) -> int:
    """How many memos are made at once here, or records given out at once to a cluster: 0 for what keeps it at work."""
    if options.scheduler and not project.scheduler:  # the project's number is meant for one machine
        return options.jobs or 0
    return options.jobs or project.jobs or (0 if project.scheduler else processors())


def formats_of(options: Namespace, project: Project) -> list[str]:
    """The formats asked for, by default all there are, and ``json`` beside them where it was."""
    formats = asked_formats(options, project)
    for name in formats:
        if name not in (*FORMATS, JSON):
            print(f'reportgen build: there is no format "{name}". {did_you_mean(name, FORMATS)}', file=sys.stderr)
            raise SystemExit(2)
    return formats
