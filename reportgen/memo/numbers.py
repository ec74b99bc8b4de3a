"""Tables are counted through the memo; ``<tables>`` says how their captions tell it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from reportgen.memo.tree import Emphasis, Inline, Link, Mark, Section, Span, Strong, Table, TableNumber, Text


def numbered(sections: Sequence[Section], form: tuple[Inline, ...]) -> tuple[Section, ...]:
    """The sections with the number of each table in its caption, where there is a place for it.

    ``form`` are the words before a caption that has no place of its own, ``Table <number/>.``; none where empty.
    """
    count = 0
    made: list[Section] = []
    for section in sections:
        blocks = list(section.blocks)
        for at, block in enumerate(blocks):
            if isinstance(block, Table):
                count += 1
                bare = form and not has_number(block.caption)
                caption = (*form, Text(" "), *block.caption) if bare else block.caption
                blocks[at] = replace(block, caption=_joined(_counted(caption, count)))
        made.append(replace(section, blocks=tuple(blocks)))
    return tuple(made)


def has_number(content: Sequence[Inline]) -> bool:
    """Whether there is a place for a number in such content."""
    return any(
        isinstance(inline, TableNumber)
        or (isinstance(inline, Strong | Emphasis | Mark | Span | Link) and has_number(inline.content))
        for inline in content
    )


def _counted(content: Sequence[Inline], count: int) -> tuple[Inline, ...]:
    out: list[Inline] = []
    for inline in content:
        match inline:
            case TableNumber():
                out.append(TableNumber(count))
            case Strong() | Emphasis() | Mark() | Span() | Link():
                out.append(replace(inline, content=_counted(inline.content, count)))
            case _:
                out.append(inline)
    return tuple(out)


def _joined(content: Sequence[Inline]) -> tuple[Inline, ...]:
    """The content, text next to text as one."""
    out: list[Inline] = []
    for inline in content:
        if out and isinstance(last := out[-1], Text) and isinstance(inline, Text):
            out[-1] = Text(last.text + inline.text)
        else:
            out.append(inline)
    return tuple(out)
