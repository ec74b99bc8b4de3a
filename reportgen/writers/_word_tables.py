"""Tables of a memo → tables of Word.

Written as text: python-docx walks through the whole table for each cell it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from reportgen.memo.tree import Cell, ParagraphRole, Row, Table
from reportgen.memo.walk import cell_text, plain
from reportgen.style import Style
from reportgen.writers._word_lines import Lines, paragraph
from reportgen.writers._word_markup import Markup, make
from reportgen.writers._word_reference import ground_of_heads

_ROLES = {ParagraphRole.NOTE: "TableNote", ParagraphRole.SILENCE: "TableSilence"}
"""The paragraphs of a cell that have a style of their own, whatever the cell is for."""


TALLEST = 40
"""Lines of a row that is kept whole; of one taller than a page Word would not show the rest."""
LETTER = 90
"""About the width of a letter, in twentieths of a point."""


_ROW_PROPERTIES = {
    (whole, head): make("trPr", "<w:cantSplit/>" if whole else "", "<w:tblHeader/>" if head else "")
    for whole in (False, True)
    for head in (False, True)
}
"""Of a row that is kept whole, and of one that is repeated on every page."""


class Tables:
    """Writes tables as wide as the text, in twentieths of a point."""

    def __init__(self, lines: Lines, style: Style, width: int, right_to_left: bool) -> None:
        self._lines = lines
        self._style = style
        self._width = width
        self._right_to_left = right_to_left

    def table(self, table: Table) -> Markup:
        """A table whose head is repeated on every page and whose rows are kept whole, if a page can hold them."""
        widths = shares(self._width, self._style.widths(table.name, len(table.head.cells)))
        return make(
            "tbl",
            self._properties(table),
            make("tblGrid", *(make("gridCol", w=width) for width in widths)),
            self._row(table.head, widths, head=True),
            *(self._row(row, widths) for row in table.rows),
        )

    def _properties(self, table: Table) -> Markup:
        """How it looks, and what it tells those who do not see it: its caption, and the names of its columns."""
        caption = plain(table.caption).replace("\n", " ")
        columns = "; ".join(cell_text(cell).replace("\n", " ") for cell in table.head.cells)
        named = any(row.cells[0].header for row in table.rows if row.cells and not row.group)
        plain_rows = not self._style.tables.stripes
        look = {"firstRow": 1, "firstColumn": int(named), "noHBand": int(plain_rows), "noVBand": 1}
        bits = 0x0420 | named << 7 | plain_rows << 9
        return make(
            "tblPr",
            make("tblStyle", val="MemoTable"),
            make("bidiVisual") if self._right_to_left else "",
            make("tblW", w=self._width, type="dxa"),
            make("tblLayout", type="fixed"),
            make("tblLook", val=f"{bits:04X}", **look),
            make("tblCaption", val=caption or columns),
            make("tblDescription", val=columns),
        )

    def _row(self, row: Row, widths: Sequence[int], *, head: bool = False) -> Markup:
        if row.group:
            return make("tr", _ROW_PROPERTIES[True, False], self._group(row.cells[0], widths))
        cells = [
            self._cell(cell, "TableHead" if head else "RowHead" if cell.header else "TableText", width)
            for cell, width in zip(row.cells, widths, strict=True)
        ]
        # Most rows have too few letters to be tall, tags and all; of the others the words are looked at.
        short = all(map(_is_short, cells, widths))
        return make("tr", _ROW_PROPERTIES[head or short or _lines(row, widths) <= TALLEST, head], *cells)

    def _group(self, cell: Cell, widths: Sequence[int]) -> Markup:
        span = make("gridSpan", val=len(widths))
        ground = make("shd", val="clear", color="auto", fill=ground_of_heads(self._style))
        return self._cell(cell, "GroupRow", sum(widths), span + ground)

    def _cell(self, cell: Cell, style: str, width: int, properties: Markup = "") -> Markup:
        """A cell, its plain paragraphs in such a style; Word wants a paragraph in every cell."""
        written = "".join([self._lines.written(line, _ROLES.get(line.role, style)) for line in cell.paragraphs])
        dressed = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>'
        return f"<w:tc>{dressed}{written or paragraph(style)}</w:tc>"


def _is_short(cell: Markup, width: int) -> bool:
    """Whether a cell, tags and all, has fewer letters than a tall one."""
    return len(cell) * LETTER <= TALLEST * width


def _lines(row: Row, widths: Sequence[int]) -> int:
    """About how many lines the tallest cell of a row has."""
    return max(
        [
            sum([1 + len(plain(line.content)) * LETTER // width for line in cell.paragraphs])
            for cell, width in zip(row.cells, widths, strict=True)
        ],
        default=0,
    )


def shares(whole: int, percentages: Sequence[float]) -> list[int]:
    """Parts of a whole in such proportions, without loss to rounding."""
    edges = [round(whole * share / sum(percentages)) for share in accumulate(percentages)]
    return [end - start for start, end in pairwise([0, *edges])]
