"""Findings for other programs: JSON, GitHub annotations, SARIF; all with line and column."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from reportgen import __version__
from reportgen.errors import Problem
from reportgen.finding import Level

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


class Result(Struct, frozen=True):
    """What came of checking one record: problems or findings, and those set aside with a reason.

    ``summary`` counts, in a line, what was found; it is empty when the record could not be loaded.
    ``covered`` is the share of sentences that something rests on or that are set aside, in per cent.
    """

    record: str
    problems: Sequence[Problem]
    set_aside: Sequence[tuple[Problem, str]] = ()
    summary: str = ""
    covered: float = 100.0

    @property
    def failed(self) -> bool:
        """Whether the record could not be loaded, or has an error."""
        return not self.summary or any(_level(problem) == Level.ERROR for problem in self.problems)


def as_json(results: Sequence[Result]) -> str:
    """One object a record, with its findings in the order of the file."""
    written = [
        {
            "record": result.record,
            "findings": [plain(problem) for problem in result.problems],
            "set_aside": [{**plain(problem), "reason": reason} for problem, reason in result.set_aside],
        }
        for result in results
    ]
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def as_github(results: Sequence[Result]) -> str:
    """One workflow command a finding: GitHub shows it beside the line (workflow commands, ``::error``)."""
    return "".join(f"{line}\n" for result in results for problem in result.problems for line in _annotation(problem))


def as_sarif(results: Sequence[Result]) -> str:
    """A SARIF 2.1.0 log (OASIS), as code-scanning pages read it."""
    problems = [problem for result in results for problem in result.problems]
    codes = sorted({_code(problem) for problem in problems})
    driver = {"name": "reportgen", "version": __version__, "rules": [{"id": code} for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif(problem) for problem in problems],
    }
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


WRITERS: dict[str, Callable[[Sequence[Result]], str]] = {"json": as_json, "github": as_github, "sarif": as_sarif}
"""The formats for other programs, by name."""


def _code(problem: Problem) -> str:
    return str(getattr(problem, "code", "")) or "E100"


def _level(problem: Problem) -> str:
    return str(getattr(problem, "level", "error"))


def plain(problem: Problem) -> dict[str, Any]:
    """A problem or finding as JSON has it."""
    place = problem.place
    return {
        "code": _code(problem),
        "level": _level(problem),
        "entry": getattr(problem, "entry", ""),
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def _annotation(problem: Problem) -> Iterator[str]:
    place = problem.place
    end = place.column + max(place.length, 1) - 1
    where = f"file={_escaped(place.file)},line={max(place.line, 1)},col={max(place.column, 1)},endColumn={max(end, 1)}"
    level = {"error": "error", "warning": "warning"}.get(_level(problem), "notice")
    words = f"{problem.message} {problem.remedy}".strip()
    yield f"::{level} {where},title=reportgen {_code(problem)}::{_escaped(words, in_property=False)}"


def _escaped(text: str, *, in_property: bool = True) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text


def _sarif(problem: Problem) -> dict[str, Any]:
    place = problem.place
    start = max(place.column, 1)
    region = {"startLine": max(place.line, 1), "startColumn": start, "endColumn": start + max(place.length, 1)}
    return {
        "ruleId": _code(problem),
        "level": {"error": "error", "warning": "warning"}.get(_level(problem), "note"),
        "message": {"text": f"{problem.message} {problem.remedy}".strip()},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": place.file.replace("\\", "/")}, "region": region}}
        ],
    }
