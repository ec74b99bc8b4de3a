"""The tables of Typst's PDF: which cells name their rows, and which heads each cell belongs to.

Structure elements are written as plain dictionaries, the rows of a table under a head and one or more bodies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.memo.tree import Row, Table
from reportgen.writers._pdf_objects import Objects

_ELEMENT = re.compile(rb"<</Type/StructElem/S/(\w+)(?:/NS \d+ 0 R)?/P ")
_KIDS = re.compile(rb"/K\[((?:\d+ 0 R ?)*)\]")
_IDENTIFIER = re.compile(rb"/ID\((U\w+)\)")
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")


def mend_tables(objects: Objects, tables: Sequence[Table]) -> None:
    """Cells that name a row are header cells of it; each cell names its column's head, its group's and its row's.

    One head and one body hold the rows of a table: Typst takes a group's row for one more head.
    """
    numbers = [number for number, text in sorted(objects.numbered.items()) if _is(text, b"Table")]
    named: dict[bytes, int] = {}
    for number, table in zip(numbers, tables, strict=True):
        rows = _rows(objects, number)
        heads = [_identifier(objects, cell) for cell in _kids(objects, rows[0])]
        group: list[bytes] = []
        prefix = heads[0].partition(b"x")[0]
        for at, (row, element) in enumerate(zip(table.rows, rows[1:], strict=True), 1):
            cells = _kids(objects, element)
            if row.group:
                group = [_identifier(objects, cells[0])]
                _refer(objects, cells[0], ())
            else:
                _name_row(objects, row, cells, heads, group, b"%bx%%dy%d" % (prefix, at))
    for number, text in objects.numbered.items():
        if _is(text, b"TH"):
            named[_identifier(objects, number)] = number
    _list_names(objects, named)


def _is(text: bytes, tag: bytes) -> bool:
    found = _ELEMENT.match(text)
    return found is not None and found[1] == tag


def _kids(objects: Objects, number: int) -> list[int]:
    found = _KIDS.search(objects.numbered[number])
    return [int(each) for each in re.findall(rb"(\d+) 0 R", found[1])] if found else []


def _identifier(objects: Objects, number: int) -> bytes:
    found = _IDENTIFIER.search(objects.numbered[number])
    if found is None:
        raise ValueError(f"the header cell {number} has no name")
    return found[1]


def _rows(objects: Objects, table: int) -> list[int]:
    """The rows of a table, which are put under one head and one body."""
    parts = [kid for kid in _kids(objects, table) if not _is(objects.numbered[kid], b"Caption")]
    rows = [row for part in parts for row in _kids(objects, part)]
    head, *bodies = parts
    body = bodies[0] if bodies else 0
    _adopt(objects, head, rows[:1])
    if rows[1:]:
        body = body or objects.new(objects.numbered[head])
        objects.numbered[body] = objects.numbered[body].replace(b"/S/THead/", b"/S/TBody/", 1)
        _adopt(objects, body, rows[1:])
    kept = [kid for kid in _kids(objects, table) if kid not in parts] + [head] + ([body] if body else [])
    _set_kids(objects, table, kept)
    for part in bodies[1:]:
        del objects.numbered[part]
    return rows


def _adopt(objects: Objects, parent: int, kids: Sequence[int]) -> None:
    _set_kids(objects, parent, kids)
    for kid in kids:
        objects.numbered[kid] = re.sub(rb"/P \d+ 0 R", b"/P %d 0 R" % parent, objects.numbered[kid], count=1)


def _set_kids(objects: Objects, number: int, kids: Sequence[int]) -> None:
    listed = b"/K[%b]" % b" ".join(b"%d 0 R" % kid for kid in kids)
    objects.numbered[number] = _KIDS.sub(listed, objects.numbered[number], count=1)


def _name_row(
    objects: Objects, row: Row, cells: Sequence[int], heads: Sequence[bytes], group: Sequence[bytes], name: bytes
) -> None:
    own = [name % column for column, cell in enumerate(row.cells) if cell.header]
    for column, (cell, element) in enumerate(zip(row.cells, cells, strict=True)):
        if cell.header:
            text = objects.numbered[element].replace(b"/S/TD/", b"/S/TH/", 1)
            text = text.replace(b"/A[<</O/Table/", b"/ID(%b)/A[<</O/Table/Scope/Row/" % (name % column), 1)
            objects.numbered[element] = text
        _refer(objects, element, [heads[column], *group, *([] if cell.header else own)])


def _refer(objects: Objects, cell: int, headers: Sequence[bytes]) -> None:
    listed = b"/Headers[%b]" % b"".join(b"(%b)" % header for header in headers)
    objects.numbered[cell] = _HEADERS.sub(listed, objects.numbered[cell], count=1)


def _list_names(objects: Objects, named: dict[bytes, int]) -> None:
    """Every header cell by its name, in the order that a search wants (ISO 32000-1, 7.9.6)."""
    listed = b"/IDTree<</Names[%b]>>" % b"".join(b"(%b)%d 0 R" % pair for pair in sorted(named.items()))
    for number, text in objects.numbered.items():
        if text.startswith(b"<</Type/StructTreeRoot"):
            objects.numbered[number] = re.sub(rb"/IDTree<</Names\[[^\]]*\]>>", listed, text, count=1)
