"""A memo as a block asks to see it: its tables alone, under another caption."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.errors import ReportgenError
from reportgen.memo.tree import Block, Heading, Memo, Section, Table, Text


def without_heading(memo: Memo) -> Memo:
    """The tables of a section with what stands beside them. Raises :class:`ReportgenError` where it has none."""
    (section,) = memo.sections
    if not any(isinstance(block, Table) for block in section.blocks):
        raise ReportgenError(f"The section {section.name} has no table. Show it with talks-memo.")
    beside = section.blocks[1:] if isinstance(section.blocks[0], Heading) else section.blocks
    return replace(memo, sections=(replace(section, blocks=beside),))


def captioned(memo: Memo, caption: str, kind: type[Heading] | type[Table]) -> Memo:
    """The memo with a caption of one's own in place of its first heading, or of that of its first table."""
    if not caption:
        return memo
    left = iter([caption])
    return replace(memo, sections=tuple(_captioned(section, left, kind) for section in memo.sections))


def _captioned(section: Section, left: Iterator[str], kind: type[Heading] | type[Table]) -> Section:
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, kind) and (caption := next(left, "")):
            words = (Text(caption),)
            block = replace(block, content=words) if isinstance(block, Heading) else replace(block, caption=words)
        blocks.append(block)
    return replace(section, blocks=tuple(blocks))
