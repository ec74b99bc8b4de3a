"""Accounts → what the report's template sees, and the report as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from msgspec import Struct

from reportgen.finding import Finding
from reportgen.labels import Labels
from reportgen.report.accounts import Account, LeftOut, Reason, Report
from reportgen.view.frame import PropertiesView
from reportgen.view.spoken import foreign

VERSION = 1
"""Of the JSON: a field that goes or changes its meaning makes a new one."""
LONGEST = 160
"""Characters of an entry's words in a table."""


class FileView(Struct, frozen=True):
    """A memo's file, in the same folder as the report."""

    name: str
    format: str


class LeftOutView(Struct, frozen=True):
    """An entry that a memo lacks, and why, in words."""

    id: str
    text: str
    reason: str


class AccountView(Struct, frozen=True):
    """One memo as the report shows it."""

    name: str
    title: str
    purpose: str
    ceiling: str
    marking: str
    pages: str
    files: tuple[FileView, ...]
    sections: str
    within: str
    count: int
    left_out: tuple[LeftOutView, ...]
    warnings: tuple[str, ...]


class ReportView(Struct, frozen=True):
    """What the template of the report sees."""

    properties: PropertiesView
    marking: str
    id: str
    title: str
    short_title: str
    as_of: str
    version: str
    accounts: tuple[AccountView, ...]
    notices: tuple[str, ...]
    findings: tuple[str, ...]


def report_view(report: Report, labels: Labels) -> ReportView:
    """The report in words."""
    talks = report.talks
    record_language = foreign(talks.language, labels.language)
    return ReportView(
        properties=PropertiesView(labels.language, "", (), talks.as_of.isoformat(), record_language),
        marking=report.marking,
        id=talks.id,
        title=talks.title,
        short_title=talks.short_title or talks.title,
        as_of=labels.day(talks.as_of),
        version=talks.version,
        accounts=tuple(_account(account, labels) for account in report.accounts),
        notices=report.notices,
        findings=tuple(_finding(finding) for finding in report.findings),
    )


def _finding(finding: Finding) -> str:
    place = f"{finding.place.line}:{finding.place.column}" if finding.place.line else ""
    return " ".join(part for part in (finding.code, place, finding.message, finding.remedy) if part)


def _account(account: Account, labels: Labels) -> AccountView:
    audience = account.audience
    return AccountView(
        name=audience.name,
        title=account.title,
        purpose=account.purpose,
        ceiling=audience.ceiling,
        marking=account.marking,
        pages=_pages(account, labels),
        files=tuple(FileView(name, name.rpartition(".")[2]) for name in account.files),
        sections=", ".join(audience.sections),
        within=", ".join(account.within),
        count=len(account.within),
        left_out=tuple(
            LeftOutView(each.id, _short(each.text), _reason(each, account, labels)) for each in account.left_out
        ),
        warnings=account.warnings,
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _pages(account: Account, labels: Labels) -> str:
    limit = account.audience.pages
    if not account.pages:
        return labels.groups["report"]["no_pdf"]
    if limit is None:
        return str(account.pages)
    pages, most = str(account.pages), str(limit.limit)
    if limit.firm:
        return labels.fill("report", "firm", pages=pages, limit=most)
    return labels.fill("report", "soft", pages=pages, limit=most)


def _reason(each: LeftOut, account: Account, labels: Labels) -> str:
    match each.reason:
        case Reason.CEILING:
            return labels.fill("report", "ceiling", handling=each.handling, ceiling=account.audience.ceiling)
        case Reason.RESTS:
            return labels.fill("report", "rests", on=", ".join(each.on))
        case Reason.PRIORITY:
            return labels.fill("report", "priority", priority=str(each.priority))
        case Reason.LENGTH:
            return labels.fill("report", "length", priority=str(each.priority))
        case Reason.SECTIONS:
            return labels.fill("report", "sections")


def report_json(report: Report) -> bytes:
    """The report for other programs; docs/build-report.md says what each field means."""
    talks = report.talks
    told = {
        "report": VERSION,
        "marking": report.marking,
        "record": {"id": talks.id, "title": talks.title, "version": talks.version, "as_of": talks.as_of.isoformat()},
        "memos": [_memo(account) for account in report.accounts],
        "notices": list(report.notices),
        "findings": [
            {"code": f.code, "level": str(f.level), "entry": f.entry, "line": f.place.line, "column": f.place.column,
             "message": f.message, "remedy": f.remedy}
            for f in report.findings
        ],
        "end_marking": report.marking,
    }  # fmt: skip
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _memo(account: Account) -> dict[str, object]:
    audience = account.audience
    limit = audience.pages
    return {
        "audience": audience.name,
        "title": account.title,
        "ceiling": audience.ceiling,
        "marking": account.marking,
        "files": list(account.files),
        "pages": account.pages or None,
        "limit": {"pages": limit.limit, "firm": limit.firm} if limit else None,
        "sections": list(audience.sections),
        "in": list(account.within),
        "left_out": [_left_out(each) for each in account.left_out],
        "warnings": list(account.warnings),
    }


def _left_out(each: LeftOut) -> dict[str, object]:
    on: Sequence[str] = each.on
    told = {"id": each.id, "part": each.part, "reason": each.reason, "handling": each.handling}
    return {**told, "priority": each.priority, "rests_on": list(on)}
