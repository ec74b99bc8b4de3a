"""A record and an audience → what the page shows, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field

from reportgen.audience import load_audience
from reportgen.borne import errors_left
from reportgen.checks import Level, check
from reportgen.child import Limits
from reportgen.console import counted, plural
from reportgen.desk import Desk
from reportgen.errors import InputError, Problem, ReportgenError, TemplateError
from reportgen.loading import load
from reportgen.record import Record
from reportgen.signoff import State, load_signoff, states
from reportgen.writers.variants import Printing

SECONDS = 20
"""How long a desk's own templates may take."""


class Asked(Struct, frozen=True):
    """Which memo: the path of its record, its audience, a folder of templates or nothing, the paper or nothing, how."""

    record: str
    audience: str
    templates: str = ""
    paper: str = ""
    printing: Printing = field(default_factory=Printing)

    def desk(self) -> Desk:
        """Templates, style and labels as they are now. What a desk's own templates make is made under limits."""
        own = Path(self.templates) if self.templates else None
        return Desk(own, self.paper or None, Limits(SECONDS), printing=self.printing)


class Told(Struct, frozen=True):
    """One finding or problem: its level, its code, where it is (line 0: the file as a whole), what it says."""

    level: str
    code: str
    file: str
    line: int
    column: int
    message: str
    remedy: str


class Shown(Struct, frozen=True):
    """What the page shows: the memo as HTML, or ``stopped``, what keeps it from being made; the rest beside it."""

    html: str = ""
    title: str = ""
    stopped: tuple[Told, ...] = ()
    findings: tuple[Told, ...] = ()
    facts: tuple[tuple[str, str], ...] = field(default=())
    """Names and values: the summary of the checks, the sign-off, what is left out."""


class Laid(Struct, frozen=True):
    """The memo as PDF: its bytes and pages, its limit (0: none) and whether it is firm; or why there is none."""

    content: bytes = b""
    pages: int = 0
    limit: int = 0
    firm: bool = False
    told: tuple[str, ...] = ()


def shown(asked: Asked) -> Shown:
    """The memo as HTML with everything that is to be known beside it. Raises nothing a person can put right."""
    findings: tuple[Told, ...] = ()
    try:
        record = load(asked.record)
        found = check(record, asked.templates or None)
        findings = tuple(map(_told, sorted(found, key=lambda finding: list(Level).index(finding.level))))
        with asked.desk() as desk:
            audience = load_audience(desk.folders, asked.audience)
            errors = errors_left(record, audience.ceiling, found, asked.templates or None)
            view, memo = desk.memo(record, audience, errors)
            html = desk.html(f"{asked.audience}.html", memo).decode()
        facts = (("Checks", counted(each.level for each in findings)), *_facts(record, view.left_out))
        return Shown(html, f"{view.header.title}: {view.audience.title}", (), findings, facts)
    except ReportgenError as error:
        return Shown(stopped=stopped(error), findings=findings)


def laid(asked: Asked) -> Laid:
    """The memo as PDF with its length. Raises nothing a person can put right."""
    try:
        record = load(asked.record)
        found = check(record, asked.templates or None)
        with asked.desk() as desk:
            audience = load_audience(desk.folders, asked.audience)
            errors = errors_left(record, audience.ceiling, found, asked.templates or None)
            _, memo = desk.memo(record, audience, errors)
            content, pages, warnings = desk.pdf(f"{asked.audience}.pdf", memo)
    except ReportgenError as error:
        return Laid(told=tuple(each.message for each in stopped(error)))
    limit = audience.pages
    return Laid(content, pages, limit.limit if limit else 0, bool(limit and limit.firm), warnings)


def stopped(error: ReportgenError) -> tuple[Told, ...]:
    """What keeps a memo from being made, one by one, each with its place where it has one."""
    match error:
        case InputError():
            return tuple(map(_told, error.problems))
        case TemplateError():
            return (Told("error", "", error.template, error.line, 0, error.message, ""),)
        case _:
            return (Told("error", "", "", 0, 0, str(error), ""),)


def _told(problem: Problem) -> Told:
    level, code = str(getattr(problem, "level", "error")), getattr(problem, "code", "")
    place = problem.place
    return Told(level, code, place.file, place.line, place.column, problem.message, problem.remedy)


def _facts(record: Record, left_out: Sequence[str]) -> list[tuple[str, str]]:
    found = states(record, load_signoff(record))
    signed = sum(each.state is State.SIGNED for each in found)
    stale = [each.id for each in found if each.state is State.STALE]
    told = f"{signed} of {plural(len(found), 'entry', 'entries')} signed as they stand"
    facts = [("Sign-off", f"{told}; changed since: {', '.join(stale)}" if stale else told)]
    return facts + ([("Left out for length", ", ".join(left_out))] if left_out else [])
