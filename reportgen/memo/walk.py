"""Ways through a memo tree that more than one writer or check needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportgen.memo.tree import (
    Block,
    Box,
    Break,
    Cell,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListEntry,
    Mark,
    Memo,
    PageCount,
    PageNumber,
    Paragraph,
    Span,
    Strong,
    Table,
    TableNumber,
    Terms,
    Text,
)

Line = Paragraph | Heading | ListEntry


def plain(content: Sequence[Inline]) -> str:
    """The words of inline content, as a reader sees them; a break is a new line, a page field ``#``."""
    return "".join([_plain(inline) for inline in content])


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Break():
            return "\n"
        case PageNumber() | PageCount():
            return "#"
        case TableNumber(number):
            return str(number)
        case Strong(content) | Emphasis(content) | Mark(content) | Span(content) | Link(content):
            return plain(content)


def cell_text(cell: Cell) -> str:
    """The words of a cell, one line a paragraph."""
    return "\n".join(plain(paragraph.content) for paragraph in cell.paragraphs)


def blocks(memo: Memo) -> Iterator[Block]:
    """Every block of the memo in reading order, the blocks of a box after the box itself."""
    for section in memo.sections:
        for block in section.blocks:
            yield block
            if isinstance(block, Box):
                yield from block.blocks


def lines(memo: Memo) -> Iterator[tuple[Inline, ...]]:
    """Every run of words of the memo's body in reading order: the one order all formats keep."""
    return (words.content for words in stated(memo))


class Words(Struct, frozen=True):
    """A run of words: what it states, or else its anchor ("" for captions and names); whether it is a column head."""

    content: tuple[Inline, ...]
    of: str = ""
    head: bool = False


def stated(memo: Memo) -> Iterator[Words]:
    """Every run of words of the memo's body in reading order, with what it states."""
    for section in memo.sections:
        for block in section.blocks:
            yield from _stated(block)


def _stated(block: Block) -> Iterator[Words]:
    match block:
        case Heading() | Paragraph():
            yield _named(block)
        case List(entries):
            yield from map(_named, entries)
        case Table(_, caption, head, rows):
            yield Words(caption)
            for row in (head, *rows):
                for line in (line for cell in row.cells for line in cell.paragraphs):
                    yield replace(_named(line), head=row is head)
        case Terms(terms):
            for term in terms:
                yield Words(term.name)
                yield from map(_named, term.paragraphs)
        case Box(_, inner):
            for part in inner:
                yield from _stated(part)


def _named(line: Line) -> Words:
    return Words(line.content, line.of or line.anchor)


def links(memo: Memo) -> Iterator[Link]:
    """Every link of the memo's body in reading order."""
    for content in lines(memo):
        yield from _links(content)


def _links(content: Sequence[Inline]) -> Iterator[Link]:
    for inline in content:
        match inline:
            case Link():
                yield inline
            case Strong(inner) | Emphasis(inner) | Mark(inner) | Span(inner):
                yield from _links(inner)
            case _:
                pass


def anchored(memo: Memo) -> Iterator[Line]:
    """Every paragraph, heading and list entry, with its ``of`` and ``anchor``, in reading order."""
    for block in blocks(memo):
        match block:
            case Heading() | Paragraph():
                yield block
            case List(entries):
                yield from entries
            case Table(_, _, head, rows):
                yield from (p for row in (head, *rows) for cell in row.cells for p in cell.paragraphs)
            case Terms(terms):
                yield from (p for term in terms for p in term.paragraphs)
            case Box():
                pass


_PASSAGE = re.compile(r"[^.]+\.p[0-9]+")
"""The anchor of a paragraph of a source, as in ``S1.p2``."""


def passages(memo: Memo) -> dict[str, tuple[Paragraph, ...]]:
    """The words of every passage the memo prints, and what else its row says of it, by its anchor."""
    found: dict[str, tuple[Paragraph, ...]] = {}
    for row in (row for block in blocks(memo) if isinstance(block, Table) for row in block.rows):
        inside = [paragraph for cell in row.cells for paragraph in cell.paragraphs]
        for anchor in (each.anchor for each in inside if _PASSAGE.fullmatch(each.anchor)):
            stating = (f"{anchor}.words", f"{anchor}.translation")
            if told := tuple(each for each in inside if each.of in stating):
                found[anchor] = told
    return found


class Names:
    """Unique names for places in one written file: ``A-01.text``, then ``A-01.text--2``.

    An ``anchor`` keeps its name, since links lead to it; an ``of`` that returns is numbered.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, line: Line) -> tuple[str, ...]:
        """The names to put at this line: its anchor, if any, and that of what it states, if any."""
        names = [line.anchor] if line.anchor else []
        if line.of:
            count = self._seen[line.of] = self._seen.get(line.of, 0) + 1
            names.append(line.of if count == 1 else f"{line.of}--{count}")
        return tuple(names)
