"""Specification of ``reportgen.memo.tables``: a table is whole, or refused where it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.memo.tree import Cell, Paragraph, ParagraphRole, Row, Table, TableNumber, Text
from tests.probe import PROBE, blocks, refusal

HEAD = "<caption>A</caption><thead><tr><th>B</th><th>C</th></tr></thead>"
ROWS = "<tbody><tr><td>b</td><td>c</td></tr></tbody>"
ORDER = "stands where a table has its <caption>, then <thead>, then <tbody>."
EMPTY = "is empty; where the record says nothing, print the words for silence."


@pytest.mark.parametrize(
    ("wrong", "line", "message"),
    [
        ("<table/>", 1, "A <table> needs a <caption>; readers who hear the page find it by that."),
        (f"<table>\n{HEAD.partition('<thead>')[0]}{ROWS}</table>", 2, f"<tbody> {ORDER}"),
        ("<table><caption>A</caption></table>", 1, "A <table> needs a <thead> with the names of its columns."),
        (f"<table>{HEAD}</table>", 1, "A <table> needs <tr>s in a <tbody>; where there are none, say so in a <p>"),
        (f"<table>{HEAD}<tbody/></table>", 1, "A <table> needs <tr>s in a <tbody>"),
        (f"<table>\n{ROWS}</table>", 2, f"<tbody> {ORDER}"),
        (f"<table>{HEAD}\n<caption>A</caption>{ROWS}</table>", 2, f"<caption> {ORDER}"),
        (f"<table>{HEAD}\n<thead/>{ROWS}</table>", 2, f"<thead> {ORDER}"),
        (f"<table>{HEAD}{ROWS}\n<tfoot/></table>", 2, f"<tfoot> {ORDER}"),
        (f"<table>{HEAD}\n<tr><td>b</td><td>c</td></tr></table>", 2, f"<tr> {ORDER}"),
        (f"<table>{HEAD}{ROWS}\n<p>a</p></table>", 2, f"<p> {ORDER}"),
        ("<table>\n<caption/></table>", 2, f"<caption> {EMPTY}"),
        ("<table><caption>A</caption>\n<thead/></table>", 2, "A <thead> has one <tr>, and here 0."),
        ("<table><caption>A</caption>\n<thead><tr/><tr/></thead></table>", 2, "A <thead> has one <tr>, and here 2."),
        ("<table><caption>A</caption><thead>\n<tr/></thead></table>", 2, "The cells of a <thead> are <th>s."),
        (
            "<table><caption>A</caption><thead>\n<tr><th>B</th><td>C</td></tr></thead></table>",
            2,
            "The cells of a <thead> are <th>s.",
        ),
        ("<table><caption>A</caption><thead><tr>\n<th/></tr></thead></table>", 2, f"<th> {EMPTY}"),
        (f"<table>{HEAD}<tbody>\n<p>a</p></tbody></table>", 2, "<p> may not stand in <tbody>, which holds <tr>s."),
        (f"<table>{HEAD}<tbody><tr>\n<p>a</p></tr></tbody></table>", 2, "<p> may not stand in <tr>, which holds <th>"),
        (f"<table>{HEAD}<tbody>\n<tr/></tbody></table>", 2, "This <tr> has 0 cells, and its table 2 columns."),
        (
            f"<table>{HEAD}<tbody>\n<tr><td>b</td></tr></tbody></table>",
            2,
            "This <tr> has 1 cell, and its table 2 columns.",
        ),
        (
            f"<table>{HEAD}<tbody>\n<tr><td>b</td><td>c</td><td>d</td></tr></tbody></table>",
            2,
            "This <tr> has 3 cells, and its table 2 columns.",
        ),
        (f"<table>{HEAD}<tbody><tr><td>b</td>\n<td/></tr></tbody></table>", 2, f"<td> {EMPTY}"),
        (f"<table>{HEAD}<tbody><tr><td>b</td><td>\n<p/></td></tr></tbody></table>", 2, f"<p> {EMPTY}"),
        (
            f"<table>{HEAD}<tbody>\n<tr role='group'><td>b</td></tr></tbody></table>",
            2,
            "A <tr> of role group has one <th>, which spans the table.",
        ),
        (
            f"<table>{HEAD}<tbody>\n<tr role='group'><th>b</th><th>c</th></tr></tbody></table>",
            2,
            "A <tr> of role group has one <th>, which spans the table.",
        ),
        (
            f"<table>{HEAD}<tbody>\n<tr role='groop'><th>b</th></tr></tbody></table>",
            2,
            '<tr> has no role "groop"; there is only "group".',
        ),
        (
            f"<table>{HEAD}<tbody><tr><td>b</td>\n<td of='A-01.text'><p>c</p></td></tr></tbody></table>",
            2,
            "<td> holds <p>s, so of stands on them and not on <td>.",
        ),
        (
            f"<table>{HEAD}<tbody><tr><td>b</td>\n<td role='silence'><p>c</p></td></tr></tbody></table>",
            2,
            "<td> holds <p>s, so role stands on them and not on <td>.",
        ),
        (
            f"<table>{HEAD}<tbody><tr><td>b</td><td><p>c</p>\n<em>d</em></td></tr></tbody></table>",
            2,
            "<em> may not stand",
        ),
        (f"<table width='1'>{HEAD}{ROWS}</table>", 1, '<table> has no attribute "width". Use one of: name.'),
        (f"<table>{HEAD}\n<tbody of='A-01.text'/></table>", 2, '<tbody> has no attribute "of".'),
        (f"<table>{HEAD}<tbody>\n<tr of='A-01.text'/></tbody></table>", 2, '<tr> has no attribute "of".'),
        (
            f"<table>{HEAD}<tbody><tr>\n<td colspan='2'>b</td></tr></tbody></table>",
            2,
            '<td> has no attribute "colspan".',
        ),
        (f"<table>{HEAD}<tbody><tr>\n<td of='a b'>b</td></tr></tbody></table>", 2, '<td> has of="a b", which is not'),
        (f"<table>{HEAD}<tbody><tr>\n<td role='silent'>b</td></tr></tbody></table>", 2, '<td> has no role "silent".'),
    ],
)
def test_refused(tmp_path: Path, wrong: str, line: int, message: str) -> None:
    """A table without caption, head or rows, or with a wrong row or cell, is refused by template, line and tag."""
    error = refusal(tmp_path, wrong)
    assert (error.template, error.line) == (PROBE, line)
    assert error.message.startswith(message)


def test_what_gets_through(tmp_path: Path) -> None:
    """Cells keep what they state, their role and their paragraphs; a group row spans the table."""
    probe = (
        f'<table name="t">{HEAD}<tbody><tr role="group"><th of="I-01.title" anchor="g">G</th></tr></tbody><tbody>'
        '<tr><th>b</th><td><p of="A-01.text">c</p><p role="note">d</p></td></tr></tbody></table>'
    )

    def cell(text: str, *, header: bool = False, of: str = "", anchor: str = "") -> Cell:
        return Cell((Paragraph((Text(text),), of=of, anchor=anchor),), header)

    two = Cell((Paragraph((Text("c"),), of="A-01.text"), Paragraph((Text("d"),), ParagraphRole.NOTE)))
    head = Row((cell("B", header=True), cell("C", header=True)))
    group = Row((cell("G", header=True, of="I-01.title", anchor="g"),), group=True)
    row = Row((cell("b", header=True), two))
    caption = (Text("Table "), TableNumber(1), Text(". A"))
    assert blocks(tmp_path, probe) == (Table("t", caption, head, (group, row)),)
