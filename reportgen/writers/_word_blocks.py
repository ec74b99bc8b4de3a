"""Blocks of a memo → the body of a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from docx.document import Document

from reportgen.memo.tree import (
    Block,
    Box,
    BoxRole,
    Heading,
    List,
    Memo,
    Paragraph,
    ParagraphRole,
    Table,
    Terms,
)
from reportgen.memo.walk import plain
from reportgen.style import Citations, Style
from reportgen.writers._letterhead_lists import numbering_of
from reportgen.writers._word import parsed
from reportgen.writers._word_boxes import Boxes
from reportgen.writers._word_lines import Lines, paragraph
from reportgen.writers._word_lines import Paragraph as Written
from reportgen.writers._word_markup import Markup, make
from reportgen.writers._word_notes import Notes
from reportgen.writers._word_pictures import logo_paragraph
from reportgen.writers._word_tables import Tables

_ROLES = {
    ParagraphRole.NOTE: "Note",
    ParagraphRole.SUBTITLE: "Subtitle",
    ParagraphRole.SILENCE: "Silence",
}
_BOXES = {BoxRole.CAUTION: "Caution", BoxRole.COMMENT: "Comment"}
_BOX_HEADINGS = {"Caution": "CautionHeading"}
_LISTS_OF_STYLES = 2
"""How many lists the reference document has, one for each list style."""
_CLOSE = frozenset({"Normal", "Note", "Subtitle", "Silence", "ListBullet", "ListNumber", "Term"})
"""Paragraph styles without white above, which would stick to a table."""

_BELOW_TABLE, _BELOW_LIST = 140, 110
"""White between a table or a list and the text after it, in twentieths of a point."""


class Body:
    """Writes the blocks of one memo, in reading order, into a document made from the reference."""

    def __init__(self, memo: Memo, style: Style, document: Document, width: int) -> None:
        """``width`` is that of the text, in twentieths of a point."""
        self._memo = memo
        self._width = width
        self._document = document
        self._lists = _LISTS_OF_STYLES
        self.lines = Lines(memo.language)
        self.notes: Notes | None = None
        if style.citations is not Citations.LINKS:
            self.notes = Notes(memo, style.citations, self.lines.bookmarks)
            self.lines.inlines.cited = self.notes.cited
        self._boxes = Boxes(document.styles.element)
        self._tables = Tables(self.lines, style, width, memo.right_to_left)

    def markup(self) -> Markup:
        """Every paragraph and table, with the paragraphs Word needs between two tables and after the last.

        What they refer to is in the document thereafter: addresses, notes, numbering, the logo.
        """
        found = "".join(self._markup())
        self.lines.inlines.addresses.relate(self._document.part)
        if self.notes:
            self.notes.put_into(self._document)
        return found

    def _markup(self) -> Iterator[Markup]:
        below_table = False
        for written in self._written():
            if isinstance(written, Written):
                if below_table and written.style in _CLOSE:
                    written.white["before"] = _BELOW_TABLE
                yield written.markup()
            else:
                yield _AFTER_TABLE + written if below_table else written
            below_table = not isinstance(written, Written)
        if below_table:
            yield _AFTER_TABLE

    def _written(self) -> Iterator[Written | Markup]:
        """Paragraphs, and tables as they are written."""
        if logo := self._memo.logo:
            yield logo_paragraph(self._document.part, logo, self._width, self._memo.right_to_left)
        for section in self._memo.sections:
            for block in section.blocks:
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Written | Markup]:
        match block:
            case Heading() | Paragraph() | List():
                yield from self._text(block)
            case Table(caption=caption):
                if plain(caption):
                    yield self.lines.words("Caption", caption)
                yield self._tables.table(block)
            case Terms(terms):
                yield from _closed([line for term in terms for line in self.lines.term(term)])
            case Box(role, blocks):
                box = _BOXES[role]
                paragraphs = [line for inner in blocks for line in self._text(inner, box)]
                self._boxes.draw(box, paragraphs)
                yield from paragraphs
            case _:
                assert_never(block)

    def _text(self, block: Heading | Paragraph | List, box: str = "") -> Iterator[Written]:
        match block:
            case Heading():
                yield self.lines.line(block, f"Heading{block.level}", words=_BOX_HEADINGS.get(box, ""))
            case Paragraph():
                yield self.lines.line(block, _ROLES.get(block.role, box or "Normal"))
            case List():
                yield from _closed(self._list(block))
            case _:
                assert_never(block)

    def _list(self, block: List) -> list[Written]:
        if not block.ordered:
            return [self.lines.line(entry, "ListBullet") for entry in block.entries]
        numbered = {"numPr": make("numPr", make("ilvl", val=0), make("numId", val=self._count_from_one()))}
        return [self.lines.line(entry, "ListNumber", numbered) for entry in block.entries]

    def _count_from_one(self) -> int:
        """The number, in the numbering part, of one more ordered list."""
        self._lists += 1
        start = make("lvlOverride", make("startOverride", val=1), ilvl=0)
        numbering = self._document.part.numbering_part.element
        own = numbering_of("ListNumber", self._document.styles.element, numbering)
        numbering.extend(parsed(make("num", make("abstractNumId", val=own), start, numId=self._lists)))
        return self._lists


_AFTER_TABLE = paragraph("AfterTable")


def _closed(paragraphs: list[Written]) -> list[Written]:
    """Paragraphs that stand close together, with the white of a paragraph after the last."""
    for last in paragraphs[-1:]:
        last.white["after"] = _BELOW_LIST
    return paragraphs
