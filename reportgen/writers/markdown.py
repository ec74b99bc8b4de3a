"""A memo as Markdown: CommonMark with pipe tables (GitHub Flavored Markdown), text kept inert."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    Memo,
    PageCount,
    PageNumber,
    Paragraph,
    ParagraphRole,
    Row,
    Span,
    Strong,
    Table,
    Terms,
    Text,
)  # fmt: skip
from reportgen.memo.walk import Line

SPECIAL = re.compile(r"([\\`*_\[\]<>|~])|&(?=#?\w+;)|(?<=!)(?=\[)")
OPENING = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=](?=[\s\-=]|$)|:(?=-)|(\d{1,9})([.)])(?=\s|$))")
"""What would begin a heading, a list, a rule or a table at the start of a line."""


def write_markdown(memo: Memo) -> bytes:
    """The memo as Markdown (UTF-8). Running matter stands once at the top and once at the end."""
    running = memo.running
    top = [f"**{_inlines(running.marking)}**", *([f"**{_inlines(running.draft)}**"] if running.draft else [])]
    bottom = [*([_inlines(running.footer)] if running.footer else []), f"**{_inlines(running.marking)}**"]
    blocks = [_block(block) for section in memo.sections for block in section.blocks]
    return ("\n\n".join([*top, *blocks, *bottom]) + "\n").encode()


def escaped(text: str) -> str:
    """Text that no Markdown reader takes for anything but text."""
    return SPECIAL.sub(lambda match: f"\\{match.group()}" if match.group() else "", text)


def _inlines(content: Sequence[Inline]) -> str:
    return "".join(_inline(inline) for inline in content)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escaped(text)
        case Strong(content):
            return _around(_inlines(content), "**")
        case Emphasis(content):
            return _around(_inlines(content), "*")
        case Span(content):
            return _inlines(content)
        case Link(content, target):
            return (
                f"[{_inlines(content)}](<{target}>)"
                if re.search(r"[()\s]", target)
                else f"[{_inlines(content)}]({target})"
            )
        case Break():
            return "<br>"
        case PageNumber() | PageCount():
            return ""


def _around(words: str, mark: str) -> str:
    """Emphasis marks close to the words, spaces outside: a mark beside a space is no mark.

    Beside punctuation a mark may not count either (CommonMark, left- and right-flanking runs), so
    words that begin or end so are marked by their HTML elements.
    """
    tag = "strong" if mark == "**" else "em"
    core = words.strip(" ")
    if not core:
        return words
    before, after = words[: len(words) - len(words.lstrip(" "))], words[len(words.rstrip(" ")) :]
    plain = core[0].isalnum() and (core[-1].isalnum() or core[-1] in ".:") and mark[0] not in core
    return f"{before}{mark}{core}{mark}{after}" if plain else f"{before}<{tag}>{core}</{tag}>{after}"


def _line(line: Line) -> str:
    target = f'<a id="{line.anchor}"></a>' if line.anchor else ""
    words = _inlines(line.content)
    if getattr(line, "role", None) is ParagraphRole.SILENCE:
        words = _around(words, "*")
    return target + (words if target else _unopened(words))


def _unopened(words: str) -> str:
    """Words that would begin a list or a heading at the start of a line, kept from doing so."""

    def keep(match: re.Match[str]) -> str:
        number = match.group(3)
        return f"{match.group(1)}{number}\\{match.group(4)}" if number else f"{match.group(1)}\\{match.group(2)}"

    return OPENING.sub(keep, words)


def _block(block: Block) -> str:
    match block:
        case Heading(_, level):
            return f"{'#' * level} {_line(block)}"
        case Paragraph():
            return _line(block)
        case List(entries, ordered):
            marks = [f"{number}." if ordered else "-" for number in range(1, len(entries) + 1)]
            return "\n".join(f"{mark} {_line(entry)}" for mark, entry in zip(marks, entries, strict=True))
        case Table():
            return _table(block)
        case Terms(terms):
            return "\n".join(f"- {_around(_inlines(t.name), '**')} {_in_one_line(t.paragraphs)}" for t in terms)
        case Box(_, blocks):
            inner = "\n\n".join(_block(each) for each in blocks)
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))


def _in_one_line(paragraphs: Sequence[Paragraph]) -> str:
    return "<br>".join(_line(paragraph) for paragraph in paragraphs)


def _table(table: Table) -> str:
    columns = len(table.head.cells)
    rows = [_row(table.head, columns), "|" + " --- |" * columns, *(_row(row, columns) for row in table.rows)]
    return f"{_around(_inlines(table.caption), '*')}\n\n" + "\n".join(rows)


def _row(row: Row, columns: int) -> str:
    if row.group:
        return f"| {_around(_cell(row.cells[0]), '**')} |" + "  |" * (columns - 1)
    return "| " + " | ".join(_cell(cell) for cell in row.cells) + " |"


def _cell(cell: Cell) -> str:
    return _in_one_line(cell.paragraphs)
