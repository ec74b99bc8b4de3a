"""A memo → the same memo, each portion of it that states something of the record beginning with its own mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from reportgen.memo.tree import Block, Box, Cell, Heading, List, ListEntry, Memo, Paragraph, Row, Table, Terms, Text

Line = TypeVar("Line", Paragraph, Heading, ListEntry)
MarkOf = Callable[[str], str]
"""The mark of what a path (``A-01.text``) states: "(AMBER)"."""


def with_portion_marks(memo: Memo, mark: MarkOf) -> Memo:
    """Marks every paragraph, heading and list entry that has an ``of``; in a row of a table, each entry's text."""
    sections = (
        replace(section, blocks=tuple(_block(block, mark) for block in section.blocks)) for section in memo.sections
    )
    return replace(memo, sections=tuple(sections))


def _block(block: Block, mark: MarkOf) -> Block:
    match block:
        case Paragraph():
            return _line(block, mark)
        case Heading():
            return _line(block, mark)
        case List(entries):
            return replace(block, entries=tuple(_line(entry, mark) for entry in entries))
        case Terms(terms):
            marked = (replace(term, paragraphs=_lines(term.paragraphs, mark)) for term in terms)
            return replace(block, terms=tuple(marked))
        case Table(_, _, _, rows):
            return replace(block, rows=tuple(_row(row, mark) for row in rows))
        case Box(_, blocks):
            inner = tuple(_block(each, mark) for each in blocks)
            return replace(block, blocks=tuple(each for each in inner if isinstance(each, Paragraph | Heading | List)))


def _lines(paragraphs: Sequence[Paragraph], mark: MarkOf) -> tuple[Paragraph, ...]:
    return tuple(_line(paragraph, mark) for paragraph in paragraphs)


def _row(row: Row, mark: MarkOf) -> Row:
    """A row is one portion for each entry in it: its text bears the mark, or else its first paragraph."""
    stated = [paragraph.of for cell in row.cells for paragraph in cell.paragraphs if paragraph.of]
    bearing: dict[str, str] = {}
    for path in stated:
        entry = path.partition(".")[0]
        bearing[entry] = path if path == f"{entry}.text" else bearing.get(entry, path)

    def marked(cell: Cell) -> Cell:
        bear = bearing.values()
        paragraphs = (_line(each, mark) if each.of in bear else each for each in cell.paragraphs)
        return replace(cell, paragraphs=tuple(paragraphs))

    return replace(row, cells=tuple(marked(cell) for cell in row.cells))


def _line(line: Line, mark: MarkOf) -> Line:
    return replace(line, content=(Text(f"{mark(line.of)} "), *line.content)) if line.of else line
