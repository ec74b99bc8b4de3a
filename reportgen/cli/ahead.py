"""What a build waits for longest is begun first: the process that imports the libraries of memos, and makes children.

It is begun before the command line is looked at closely, and works while this process imports what itself needs.
"""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress
from functools import partial
from pathlib import Path

from reportgen import early
from reportgen.cli.records import listed, project_of
from reportgen.errors import ReportgenError
from reportgen.order import Order
from reportgen.project import Project
from reportgen.recordfile import LEDGER_FILE
from reportgen.writers import FORMATS

JSON = "json"
"""Among the formats: no memo, but what is done, told to another program."""


def begin(options: Namespace) -> None:
    """Have imported what a build needs, unless there may be nothing to make, or it is made elsewhere."""
    with suppress(ReportgenError, OSError):  # whoever needs it tells what is wrong
        project = project_of(options)
        known = (out_folder(options, project) / LEDGER_FILE).exists() and not options.no_cache
        if known or options.scheduler or project.scheduler:
            return
        order = Order(
            formats=tuple(asked_formats(options, project)), pdf_engine=options.pdf_engine or project.pdf_engine
        )
        order.prepare()
        if "pdf" in order.formats:
            early.begin(partial(_look_at_libraries, order))


def _look_at_libraries(order: Order) -> None:
    """Digest the system's libraries, which needs little of Python, while it imports other things."""
    from reportgen.cli.asked import libraries

    libraries(order)


def asked_formats(options: Namespace, project: Project) -> list[str]:
    """The formats asked for, whether there are such or not; by default all there are, and ``json`` where it was."""
    given = listed(options.format)
    return given if set(given) - {JSON} else [*given, *(dict.fromkeys(project.formats) or FORMATS)]


def out_folder(options: Namespace, project: Project) -> Path:
    """Where the memos go."""
    return Path(options.out) if options.out else project.out
