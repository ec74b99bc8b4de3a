"""Tables: one row of column heads, then rows of as many cells, and group rows that span them."""

from __future__ import annotations

from reportgen.memo.blocks import attributes, filled, paragraphs
from reportgen.memo.inline import CAPTION_TAGS
from reportgen.memo.markup import Element
from reportgen.memo.tree import Cell, Inline, Row, Table


def read_table(element: Element) -> Table:
    """Read a ``<table>``: a caption, a ``<thead>`` of one row of ``<th>``, ``<tbody>``s of rows.

    Raises :class:`~reportgen.errors.TemplateError` when one is missing, or a row has too few or too many cells.
    """
    attributes(element, "name")
    caption: tuple[Inline, ...] = ()
    head: Row | None = None
    rows: list[Row] = []
    for child in element.elements():
        attributes(child)
        if child.tag == "caption" and not caption and head is None:
            caption = filled(child, CAPTION_TAGS)
        elif child.tag == "thead" and head is None:
            head = _head(child)
        elif child.tag == "tbody" and head is not None:
            rows += [_row(row, len(head.cells)) for row in _rows(child)]
        else:
            raise child.refuse(f"<{child.tag}> stands where a table has its <caption>, then <thead>, then <tbody>.")
    if not caption:
        raise element.refuse("A <table> needs a <caption>; readers who hear the page find it by that.")
    if head is None:
        raise element.refuse("A <table> needs a <thead> with the names of its columns.")
    if not rows:
        raise element.refuse("A <table> needs <tr>s in a <tbody>; where there are none, say so in a <p> instead.")
    return Table(element.attributes.get("name", ""), caption, head, tuple(rows))


def _rows(element: Element) -> list[Element]:
    rows = list(element.elements())
    for row in rows:
        if row.tag != "tr":
            raise row.refuse(f"<{row.tag}> may not stand in <{element.tag}>, which holds <tr>s.")
    return rows


def _head(element: Element) -> Row:
    rows = _rows(element)
    if len(rows) != 1:
        raise element.refuse(f"A <thead> has one <tr>, and here {len(rows)}.")
    attributes(rows[0])
    cells = tuple(_cell(cell) for cell in rows[0].elements())
    if not cells or not all(cell.header for cell in cells):
        raise rows[0].refuse("The cells of a <thead> are <th>s.")
    return Row(cells)


def _row(element: Element, columns: int) -> Row:
    attributes(element, "role")
    group = element.attributes.get("role") == "group"
    if "role" in element.attributes and not group:
        raise element.refuse(f'<tr> has no role "{element.attributes["role"]}"; there is only "group".')
    cells = tuple(_cell(cell) for cell in element.elements())
    if group and (len(cells) != 1 or not cells[0].header):
        raise element.refuse("A <tr> of role group has one <th>, which spans the table.")
    if not group and len(cells) != columns:
        raise element.refuse(
            f"This <tr> has {counted(len(cells), 'cell')}, and its table {counted(columns, 'column')}."
        )
    return Row(cells, group)


def _cell(element: Element) -> Cell:
    if element.tag not in ("th", "td"):
        raise element.refuse(f"<{element.tag}> may not stand in <tr>, which holds <th> and <td>.")
    return Cell(paragraphs(element), header=element.tag == "th")


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
