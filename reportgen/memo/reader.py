"""The gate: markup → :class:`~reportgen.memo.tree.Memo`, or a refusal by template, line and tag.

What is not in the closed vocabulary does not get through, and nothing empty does: where the record
says nothing, a template prints the words for silence.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from reportgen.errors import did_you_mean
from reportgen.memo.blocks import BLOCKS, attributes, read_block
from reportgen.memo.inline import read_inline
from reportgen.memo.markup import STAMP, Element, parse
from reportgen.memo.tables import read_table
from reportgen.memo.tree import (
    Block,
    Emphasis,
    Heading,
    Inline,
    Link,
    Memo,
    Properties,
    Running,
    Section,
    Span,
    Strong,
)  # fmt: skip
from reportgen.memo.walk import anchored, blocks, lines

__all__ = ["STAMP", "read_memo"]

PROPERTIES = ("title", "author", "subject", "keyword", "created", "identifier", "version")
RUNNING = ("marking", "draft", "footer", "pages")


def read_memo(markup: str) -> Memo:
    """Read the markup of a whole memo. Raises :class:`~reportgen.errors.TemplateError`."""
    root = parse(markup)
    if root.tag != "memo":
        raise root.refuse(f"A memo's markup begins with <memo>, not <{root.tag}>.")
    attributes(root, "lang", "landscape")
    parts = {"properties": Element, "running": Element}
    found: dict[str, Element] = {}
    sections: list[Section] = []
    for child in root.elements():
        if child.tag == "section":
            sections.append(_section(child))
        elif child.tag in parts and child.tag not in found:
            found[child.tag] = child
        else:
            raise child.refuse(f"<{child.tag}> may not stand in <memo>. {did_you_mean(child.tag, (*parts, 'section'))}")
    for name in parts:
        if name not in found:
            raise root.refuse(f"<memo> has no <{name}>.")
    memo = Memo(
        language=root.attributes.get("lang", "en"),
        landscape=root.attributes.get("landscape") == "yes",
        properties=_properties(found["properties"]),
        running=_running(found["running"]),
        sections=tuple(sections),
    )
    _whole(memo, root)
    return memo


def _properties(element: Element) -> Properties:
    attributes(element)
    values: dict[str, list[str]] = {name: [] for name in PROPERTIES}
    for child in element.elements():
        if child.tag not in values:
            raise child.refuse(f"<{child.tag}> is no property. {did_you_mean(child.tag, PROPERTIES)}")
        attributes(child)
        values[child.tag].append(child.words())
    single = {name: (values[name] or [""])[0] for name in PROPERTIES}
    if not single["title"]:
        raise element.refuse("A memo needs a <title> among its properties.")
    try:
        created = date.fromisoformat(single["created"])
    except ValueError:
        raise element.refuse(f'<created> is a day, as in 2023-11-01, and is "{single["created"]}".') from None
    return Properties(
        title=single["title"], author=single["author"], subject=single["subject"], keywords=tuple(values["keyword"]),
        created=created, identifier=single["identifier"], version=single["version"],
    )  # fmt: skip


def _running(element: Element) -> Running:
    attributes(element)
    content: dict[str, tuple[Inline, ...]] = dict.fromkeys(RUNNING, ())
    for child in element.elements():
        if child.tag not in content:
            raise child.refuse(f"<{child.tag}> does not run on every page. {did_you_mean(child.tag, RUNNING)}")
        attributes(child)
        content[child.tag] = read_inline(child, running=True)
    for name in ("marking", "pages"):
        if not content[name]:
            raise element.refuse(f"Every page carries a <{name}>, and here it is missing or empty.")
    return Running(**content)


def _section(element: Element) -> Section:
    attributes(element, "name")
    return Section(element.attributes.get("name", ""), tuple(_any_block(child) for child in element.elements()))


def _any_block(element: Element) -> Block:
    if element.tag == "table":
        return read_table(element)
    if element.tag not in BLOCKS:
        raise element.refuse(
            f"<{element.tag}> has no place in a section. {did_you_mean(element.tag, (*BLOCKS, 'table'))}"
        )
    return read_block(element)


def _whole(memo: Memo, root: Element) -> None:
    """What only the whole memo shows: one title first, no level skipped, anchors once, links that lead somewhere."""
    levels = [block.level for block in blocks(memo) if isinstance(block, Heading)]
    if levels[:1] != [1] or levels.count(1) != 1:
        raise root.refuse("A memo begins with its title, the one <h1>.")
    for before, level in pairwise(levels):
        if level > before + 1:
            raise root.refuse(f"An <h{level}> follows an <h{before}>; heading levels may not be skipped.")
    anchors = [line.anchor for line in anchored(memo) if line.anchor]
    stated = {line.of for line in anchored(memo)}
    if twice := {anchor for anchor in anchors if anchors.count(anchor) > 1 or anchor in stated}:
        raise root.refuse(f'The anchor "{min(twice)}" stands twice, or is an of as well.')
    lost = {link.anchor for content in lines(memo) for link in _links(content)} - {"", *anchors}
    if lost:
        raise root.refuse(
            f'A link leads to "#{min(lost)}", and nothing has that anchor. {did_you_mean(min(lost), anchors)}'
        )


def _links(content: tuple[Inline, ...]) -> list[Link]:
    found: list[Link] = []
    for inline in content:
        if isinstance(inline, Link):
            found.append(inline)
        if isinstance(inline, Strong | Emphasis | Span | Link):
            found += _links(inline.content)
    return found
