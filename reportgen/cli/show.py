"""Problems and findings on the terminal: place, source line, caret, remedy; in colour where that is wanted."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from typing import TextIO

from msgspec.structs import replace

from reportgen.console import obeyed_by_none, show_problem
from reportgen.errors import ChecksFailed, ExportFailed, InputError, Problem, ReportgenError, TemplateError

MOST = 40
"""Problems of one file shown at once; more would push the first out of sight."""


def show_error(error: ReportgenError) -> None:
    """Say on standard error what a person can put right."""
    if isinstance(error, ExportFailed):
        for each in error.errors:
            show_error(each)
    elif isinstance(error, ChecksFailed):
        show_problems([each for each in error.findings if getattr(each, "level", "") == "error"], sys.stderr)
    elif isinstance(error, InputError):
        show_problems(error.problems[:MOST], sys.stderr)
        if len(error.problems) > MOST:
            print(f"… and {len(error.problems) - MOST} more.", file=sys.stderr)
    elif isinstance(error, TemplateError) and error.place is not None:
        show_problems([Problem(error.place, error.message)], sys.stderr)
    else:
        print(f"reportgen: {obeyed_by_none(str(error))}", file=sys.stderr)


def show_problems(problems: Sequence[Problem], stream: TextIO) -> None:
    """Print problems or findings, a finding with its level and code."""
    for problem in problems:
        print(shown(problem, stream), file=stream)


def shown(problem: Problem, stream: TextIO) -> str:
    """One problem or finding as text that fits the stream."""
    level, code = getattr(problem, "level", "error"), getattr(problem, "code", "")
    named = replace(problem, message=f"{problem.message} [{code}]") if code else problem
    return show_problem(named, label=str(level), width=width(stream), colour=coloured(stream))


def coloured(stream: TextIO) -> bool:
    """Whether colour is wanted: on a terminal that has it, unless NO_COLOR says otherwise."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width(stream: TextIO) -> int:
    """The columns there are; 100 where nobody looks."""
    return shutil.get_terminal_size((100, 24)).columns if stream.isatty() else 100
