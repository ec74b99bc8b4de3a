"""A memo and a style → what ``layout/memo.typ`` reads: plain values, one mapping a node, words as they are.

Widths are in per cent, ``room`` is the width and height between the margins, in millimetres.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import punctuation
from typing import Any
from urllib.parse import quote

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
    Mark,
    Memo,
    PageCount,
    PageNumber,
    Paragraph,
    Row,
    Span,
    Strong,
    Table,
    TableNumber,
    Terms,
    Text,
    is_right_to_left,
)  # fmt: skip
from reportgen.memo.walk import Line, Names, cell_text, plain
from reportgen.style import Style
from reportgen.writers._html import ID, POINTER

Node = dict[str, Any]
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}))?(?![a-z])", re.IGNORECASE)
_UNDETERMINED = "und"
_LONG = 400
"""Characters from which a cell is measured: whatever the style, shorter ones leave room on a page."""


def language_of(tag: str) -> tuple[str, str | None]:
    """Language and region of a BCP 47 tag, as Typst knows them."""
    found = _LANGUAGE.match(tag)
    if not found:
        return _UNDETERMINED, None
    return found[1].lower(), found[2].upper() if found[2] else None


class Tree:
    """Turns the nodes of one memo into plain values; a name for every anchor and every ``of``."""

    def __init__(self, memo: Memo, style: Style) -> None:
        self._memo, self._style, self._names = memo, style, Names()
        self._headings: dict[str, list[str]] = {}

    def whole(self, families: Sequence[str], *, attached: bool, tells_strength: bool = False) -> Node:
        """The memo with its style; ``attached`` when the record lies beside it.

        With ``tells_strength`` strong words are told to be strong in the structure; else they are set in bold alone.
        """
        memo, running = self._memo, self._memo.running
        properties = memo.properties
        day = properties.created
        return {
            "language": language_of(memo.language),
            "right_to_left": memo.right_to_left,
            "attached": attached,
            "tells_strength": tells_strength,
            "properties": {
                "title": properties.title,
                "author": properties.author,
                "subject": properties.subject,
                "keywords": properties.keywords,
                "created": (day.year, day.month, day.day),
            },
            "style": _dress(memo, self._style, families),
            "running": {
                name: self._inlines(getattr(running, name))
                for name in ("marking", "draft", "header", "footer", "pages")
            },
            "sections": [
                {"name": section.name, "blocks": list(map(self._block, section.blocks))} for section in memo.sections
            ],
            "names": self._headings,
            "logo": _logo(memo),
        }

    def _inlines(self, content: Sequence[Inline]) -> list[Node]:
        base: list[Node] = [{"kind": "base"}] if any(map(_turns, content)) else []
        return base + [node for inline in content for node in self._inline(inline)]

    def _inline(self, inline: Inline) -> Iterator[Node]:
        match inline:
            case Text(text):
                yield from self._text(text)
            case Strong(content):
                yield {"kind": "strong", "content": self._inlines(content)}
            case Emphasis(content):
                yield {"kind": "emphasis", "content": self._inlines(content)}
            case Mark(content):
                yield {"kind": "mark", "content": self._inlines(content)}
            case Span(content, lang):
                yield {"kind": "span", "content": self._inlines(content), **_spoken(lang)}
            case Link(content, target):
                yield {
                    "kind": "link",
                    "content": self._inlines(content),
                    "anchor": inline.anchor,
                    "target": address(target),
                }
            case Break():
                yield {"kind": "break"}
            case PageNumber():
                yield {"kind": "page"}
            case PageCount():
                yield {"kind": "pages"}
            case TableNumber(number):
                yield {"kind": "text", "text": str(number)}

    def _text(self, text: str) -> Iterator[Node]:
        """Ids, and among words from right to left paragraphs' numbers, apart from the rest."""
        at = 0
        for found in (POINTER if self._memo.right_to_left else ID).finditer(text):
            if found.start() > at:
                yield {"kind": "text", "text": text[at : found.start()]}
            yield {"kind": "id", "text": found[0]}
            at = found.end()
        if at < len(text):
            yield {"kind": "text", "text": text[at:]}

    def _block(self, block: Block) -> Node:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return {"kind": "paragraph", **self._line(block)}
            case List(entries, ordered):
                return {"kind": "list", "ordered": ordered, "entries": list(map(self._line, entries))}
            case Table():
                return self._table(block)
            case Terms(terms):
                named = [{"name": self._inlines(each.name), **self._paragraphs(each.paragraphs)} for each in terms]
                return {"kind": "terms", "terms": named}
            case Box(role, inner):
                return {"kind": "box", "role": str(role), "blocks": list(map(self._block, inner))}

    def _heading(self, heading: Heading) -> Node:
        names = self._names.of(heading)
        if names[1:]:
            self._headings[names[0]] = list(names[1:])
        return {
            "kind": "heading",
            "level": heading.level,
            "content": self._inlines(heading.content),
            "names": names[:1],
        }

    def _line(self, line: Line) -> Node:
        spoken = _spoken(line.lang) if not isinstance(line, Heading) and line.lang else {}
        role = str(line.role) if isinstance(line, Paragraph) else "body"
        return {"content": self._inlines(line.content), "names": self._names.of(line), "role": role, **spoken}

    def _paragraphs(self, paragraphs: Sequence[Paragraph]) -> Node:
        return {"paragraphs": list(map(self._line, paragraphs))}

    def _table(self, table: Table) -> Node:
        return {
            "kind": "table",
            "name": table.name,
            "caption": self._inlines(table.caption),
            "widths": self._style.widths(table.name, len(table.head.cells)),
            "head": self._row(table.head),
            "rows": list(map(self._row, table.rows)),
        }

    def _row(self, row: Row) -> Node:
        return {"group": row.group, "cells": list(map(self._cell, row.cells))}

    def _cell(self, cell: Cell) -> Node:
        return {"header": cell.header, "long": len(cell_text(cell)) > _LONG, **self._paragraphs(cell.paragraphs)}


def words_of_links(links: Sequence[Link]) -> dict[str, str]:
    """The words of links by what they lead to."""
    return {address(link.target.removeprefix("#")): " ".join(plain(link.content).split()) for link in links}


def address(target: str) -> str:
    """An address as PDF has it, in ASCII (ISO 32000-1, 12.6.4.7)."""
    return quote(target, safe=punctuation)


def _turns(inline: Inline) -> bool:
    """Whether it is words in another language, which may run another way, or begins with such words."""
    match inline:
        case Span():
            return True
        case Strong(content) | Emphasis(content) | Mark(content) | Link(content):
            return any(map(_turns, content))
        case _:
            return False


def _spoken(tag: str) -> Node:
    return {"language": language_of(tag), "right_to_left": is_right_to_left(tag)}


def _logo(memo: Memo) -> Node | None:
    logo = memo.logo
    if logo is None:
        return None
    size = {"width": logo.width, "height": logo.height}
    picture = {"bytes": [*logo.content], "format": logo.kind.name.lower()}  # Typst takes no file that is not text
    return picture | {"alt": logo.alt, "side": str(logo.side)} | size


def _dress(memo: Memo, style: Style, families: Sequence[str]) -> Node:
    width, height = style.page.paper.millimetres
    if memo.landscape:
        width, height = height, width
    margins, tables = style.page.margins, style.tables
    return {
        "families": list(families),
        "sizes": style.sizes.model_dump(),
        "colours": style.colours.model_dump(),
        "leading": style.leading,
        "sheet": (width, height),
        "margins": margins.model_dump(),
        "room": (width - margins.left - margins.right, height - margins.top - margins.bottom),
        "tables": {
            "lines": str(tables.lines),
            "head": str(tables.head),
            "stripes": tables.stripes,
            "padding": tables.padding.ems,
        },
    }
