"""A table of a memo → a table of the page, with the number that the page gives it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from docutils import nodes
from msgspec.structs import replace

from reportgen.memo.tree import Cell, Inline, Row, Table, TableNumber, Text
from reportgen.memo.walk import cell_text

AFTER_NUMBER = re.compile(
    r"^[\s.:;,\N{FULLWIDTH COLON}\N{IDEOGRAPHIC FULL STOP}\N{ARABIC COMMA}\N{EN DASH}\N{EM DASH}-]+"
)
LONG = 1_200
"""Characters of a table that may not fit on what is left of a page of paper; it is continued on the next."""
LONGEST_ID, PER_CHARACTER = 12, 1.3
"""Characters, and per cent of the width of a page of paper that each takes."""
Inside = Callable[[Cell], list[nodes.Element]]


def table_node(table: Table, caption: nodes.TextElement, widths: Sequence[float], inside: Inside) -> nodes.table:
    """The table; ``inside`` makes what stands in a cell. A row whose cell is a header is headed by it, as a stub."""
    long = sum(len(cell_text(cell)) for row in table.rows for cell in row.cells) > LONG
    node = nodes.table(
        classes=["talks", "colwidths-given", *([table.name] if table.name else []), *["longtable"] * long]
    )
    columns = len(table.head.cells)
    group = nodes.tgroup(cols=columns)
    for at, width in enumerate(_wide_enough(table, widths)):
        column = nodes.colspec(colwidth=max(round(width), 1))
        if at == 0 and _headed(table.rows):
            column["stub"] = 1
        group += column
    group += nodes.thead("", _row(table.head, columns, inside))
    group += nodes.tbody("", *(_row(row, columns, inside) for row in table.rows))
    node += [caption, group]
    return node


def _wide_enough(table: Table, widths: Sequence[float]) -> list[float]:
    """The widths; the first column has room for an id, which no page breaks."""
    ids = [cell_text(row.cells[0]) for row in table.rows if not row.group]
    longest = max((len(text) for text in ids if " " not in text), default=0)
    return [max(widths[0], min(longest, LONGEST_ID) * PER_CHARACTER + 4), *widths[1:]]


def _headed(rows: Sequence[Row]) -> bool:
    return bool(rows) and all(row.cells[0].header for row in rows)


def _row(row: Row, columns: int, inside: Inside) -> nodes.row:
    if row.group:
        spanning = nodes.entry("", *inside(row.cells[0]), morecols=columns - 1, classes=["talks-group"])
        return nodes.row("", spanning, classes=["talks-group"])
    return nodes.row("", *(nodes.entry("", *inside(cell), classes=_unbroken(cell)) for cell in row.cells))


def _unbroken(cell: Cell) -> list[str]:
    """An id stays on one line; the title of an issue, which heads a row too, does not."""
    return ["talks-id"] if cell.header and " " not in cell_text(cell) else []


def unnumbered(caption: Sequence[Inline]) -> tuple[Inline, ...]:
    """A caption without "Table 1.": the page counts its tables itself, and other pages' among them."""
    at = next((place for place, inline in enumerate(caption) if isinstance(inline, TableNumber)), None)
    if at is None:
        return tuple(caption)
    rest = list(caption[at + 1 :])
    if rest and isinstance(rest[0], Text):
        rest[0] = replace(rest[0], text=AFTER_NUMBER.sub("", rest[0].text))
    return tuple(rest)
