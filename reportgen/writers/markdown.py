"""A memo as Markdown: CommonMark with pipe tables (GitHub Flavored Markdown), text kept inert."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

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
    ParagraphRole,
    Row,
    Span,
    Strong,
    Table,
    TableNumber,
    Terms,
    Text,
)  # fmt: skip
from reportgen.memo.walk import Line, plain

Unspanned = Text | Strong | Emphasis | Mark | Link | Break | PageNumber | PageCount | TableNumber

SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
OPENING = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=](?=[\s\-=]|$)|:(?=-)|(\d{1,9})([.)])(?=\s|$))")
"""What would begin a heading, a list, a rule or a table at the start of a line."""

EDGE = re.compile(r"^[^\S ]+|[^\S ]+$")
"""Space other than plain at the ends of a line, which readers trim all the same."""

CLOSING = re.compile(r"(?<!\\)#+$")
"""What would be taken off the end of a heading."""


def write_markdown(memo: Memo) -> bytes:
    """The memo as Markdown (UTF-8). Running matter stands once at the top and once at the end."""
    running = memo.running
    marking = _around(_inlines(running.marking), "**")
    top = [marking, *([_around(_inlines(running.draft), "**")] if running.draft else [])]
    top += [_unopened(_inlines(running.header))] if running.header else []
    # A picture lies in no text file: what it shows is said in words.
    top += [_unopened(escaped(memo.logo.alt))] if memo.logo else []
    bottom = [*([_unopened(_inlines(running.footer))] if running.footer else []), marking]
    body = _blocks([block for section in memo.sections for block in section.blocks])
    return ("\n\n".join([*top, *body, *bottom]) + "\n").encode()


def escaped(text: str) -> str:
    """Text that no Markdown reader takes for anything but text."""
    return SPECIAL.sub(r"\\\g<0>", text)


def _inlines(content: Sequence[Inline]) -> str:
    flat = list(_without_spans(content))
    words = ""
    for at, inline in enumerate(flat):
        if isinstance(inline, Strong | Emphasis | Mark):
            mark = "*" if isinstance(inline, Emphasis) else "**"
            words += _around(_inlines(inline.content), mark, words, plain(flat[at + 1 :]))
        else:
            if isinstance(inline, Link) and words.endswith("!"):
                words = f"{words[:-1]}\\!"  # or the link would be a picture
            words += _inline(inline)
    return words


def _without_spans(content: Sequence[Inline]) -> Iterator[Unspanned]:
    """The content, a span's own in its place: Markdown has no word for a language."""
    for inline in content:
        if isinstance(inline, Span):
            yield from _without_spans(inline.content)
        else:
            yield inline


def _inline(inline: Text | Link | Break | PageNumber | PageCount | TableNumber) -> str:
    match inline:
        case Text(text):
            return escaped(text)
        case Link(content, target):
            return f"[{_inlines(content)}]({_destination(target)})"
        case Break():
            return "<br>"
        case TableNumber(number):
            return str(number)
        case PageNumber() | PageCount():
            return ""


def _destination(target: str) -> str:
    """Where a link leads, written so that it leads there from a table as well."""
    safe = re.sub(r"&(?=#?\w+;)", "&amp;", target.replace("\\", "%5C").replace("|", "%7C"))
    return f"<{safe}>" if re.search(r"[()\s]", safe) else safe


def _around(words: str, mark: str, before: str = "", after: str = "") -> str:
    """Emphasis marks close to the words, spaces outside: a mark beside a space is no mark.

    Nor is one beside punctuation or another mark (CommonMark, left- and right-flanking runs), so
    words that begin or end so, or stand against such, are marked by their HTML elements.
    """
    tag = "strong" if mark == "**" else "em"
    core = words.strip(" ")
    if not core:
        return words
    start = words[: len(words) - len(words.lstrip(" "))]
    end = words[len(words.rstrip(" ")) :]
    free = start or not before.endswith("*") or before.endswith("\\*")
    closes = core[-1].isalnum() or (core[-1] in ".:" and (end or not after or after[0] in " \n"))
    if free and core[0].isalnum() and closes and "*" not in core:
        return f"{start}{mark}{core}{mark}{end}"
    return f"{start}<{tag}>{core}</{tag}>{end}"


def _line(line: Line) -> str:
    target = f'<a id="{escape(line.anchor)}"></a>' if line.anchor else ""
    words = _inlines(line.content)
    if getattr(line, "role", None) is ParagraphRole.SILENCE:
        words = _around(words, "*")
    return target + (_kept(words) if target else _unopened(words))


def _unopened(words: str) -> str:
    """Words that would begin a list or a heading at the start of a line, kept from doing so."""

    def keep(match: re.Match[str]) -> str:
        number = match.group(3)
        return f"{match.group(1)}{number}\\{match.group(4)}" if number else f"{match.group(1)}\\{match.group(2)}"

    return _kept(OPENING.sub(keep, words))


def _kept(words: str) -> str:
    """Words whose first and last spaces no reader trims."""
    return EDGE.sub(lambda space: "".join(f"&#{ord(each)};" for each in space.group()), words)


def _blocks(blocks: Sequence[Block]) -> list[str]:
    """Blocks one by one; a list next to a list takes the other mark, or the two would be one."""
    written: list[str] = []
    other = False
    for at, block in enumerate(blocks):
        other = at > 0 and isinstance(blocks[at - 1], List | Terms) and not other
        written.append(_block(block, other))
    return written


def _block(block: Block, other: bool) -> str:
    bullet = "+" if other else "-"
    match block:
        case Heading(_, level):
            return "#" * level + " " + CLOSING.sub(r"\\\g<0>", _line(block))
        case Paragraph():
            return _line(block)
        case List(entries, ordered):
            marks = [f"{number}{')' if other else '.'}" if ordered else bullet for number in range(1, len(entries) + 1)]
            return "\n".join(f"{mark} {_line(entry)}" for mark, entry in zip(marks, entries, strict=True))
        case Table():
            return _table(block)
        case Terms(terms):
            return "\n".join(f"{bullet} {_around(_inlines(t.name), '**')} {_in_one_line(t.paragraphs)}" for t in terms)
        case Box(_, blocks):
            inner = "\n\n".join(_blocks(blocks))
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
