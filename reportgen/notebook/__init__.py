"""Records, memos and findings as Jupyter and its kin show them: the HTML behind their ``_repr_html_``.

These objects stand in low layers, which may import neither frames nor writers; they ask for what is here by name
(:mod:`reportgen.above`), when a notebook asks them.

    page      what stands around it; tables
    talks     a record, or talks alone
    look.css  how it looks, in the notebook's own colours
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from msgspec.structs import replace

from reportgen.console import counted
from reportgen.errors import Place
from reportgen.finding import Finding, Findings
from reportgen.memo.tree import Memo
from reportgen.model.talks import Talks
from reportgen.notebook.page import Cell, own_ids, page, paragraph, table
from reportgen.notebook.talks import record_shown, talks_shown
from reportgen.record import Record
from reportgen.rows import Rows
from reportgen.shipped import templates
from reportgen.style import Style, load_style
from reportgen.writers._html import Markup, language_attributes, logo

__all__ = ["of_finding", "of_findings", "of_memo", "of_record", "of_rows", "of_talks"]


def of_record(record: Record) -> str:
    """A record, whole: whoever holds it may see all of it."""
    return page(record_shown(record), "record")


def of_talks(talks: Talks) -> str:
    """Talks without their documents."""
    return page(talks_shown(talks), "talks")


def of_rows(rows: Rows) -> str:
    """Rows under all of their columns."""
    cells = [[Cell(str(number)), *(_value(row[name]) for name in rows.columns)] for number, row in enumerate(rows)]
    return page(table(["No.", *rows.columns], cells, name="Rows", wide=True), "rows")


def _value(value: object) -> Cell:
    return Cell("" if value is None else str(value))


def of_findings(findings: Findings) -> str:
    """Findings in a table, with their number by level."""
    if not findings:
        return page(paragraph("No findings.", "title"), "findings")
    heads = ["Level", "Code", "Entry", "What is wrong", "What would put it right", "Where"]
    rows = [
        [Cell(str(each.level)), Cell(each.code), Cell(each.entry), Cell(each.message), Cell(each.remedy), _at(each)]
        for each in findings
    ]
    told = paragraph(counted(finding.level for finding in findings), "title")
    return page(told + table(heads, rows, name="Findings"), "findings")


def _at(finding: Finding) -> Cell:
    """The place, with the file by its name and that of its folder."""
    place = finding.place
    return Cell(str(replace(place, file="/".join(Path(place.file).parts[-2:]))))


def of_finding(finding: Finding) -> str:
    """One finding, with the line of the record that it is about."""
    told = paragraph(f"{finding.level} {finding.code}, {finding.entry}: {finding.message}", "title")
    return page(
        told + paragraph(finding.remedy, "remedy") + _line(finding.place) + paragraph(str(finding.place), "place"),
        "finding",
    )


def _line(place: Place) -> str:
    """The line, the words in question marked; nothing where a place has no line."""
    if not place.line or not place.text.strip():
        return ""
    start = min(max(place.column - 1, 0), len(place.text))
    end = start + max(place.length, 1)
    before, marked, after = place.text[:start], place.text[start:end], place.text[end:]
    return f'<pre dir="auto">{escape(before.lstrip())}<mark>{escape(marked)}</mark>{escape(after)}</pre>\n'


def of_memo(memo: Memo) -> str:
    """A memo as its HTML file has it, in the shipped style's column widths, marked at top and bottom."""
    style, running = _style(), memo.running
    within = own_ids(repr(memo))
    markup = Markup(memo, style, within)
    lines = {name: markup.inlines(getattr(running, name)) for name in ("marking", "draft", "header", "footer")}
    marking, draft, header, footer = (f'<p class="{name}">{text}</p>\n' if text else "" for name, text in lines.items())
    attributes = language_attributes(memo.language)
    return page(
        f'<div class="memo" role="group" tabindex="0" aria-label="{escape(memo.properties.title)}"{attributes}>\n'
        f"{marking}{draft}{header}{logo(memo)}{markup.body()}\n{footer}{marking}</div>",
        "memo-shown",
    )


@cache
def _style() -> Style:
    return load_style(templates() / "style.yaml")
