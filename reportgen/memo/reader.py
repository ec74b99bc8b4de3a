"""The gate: markup → :class:`~reportgen.memo.tree.Memo`, or a refusal by template, line and tag.

What is not in the closed vocabulary does not get through, and nothing empty does: where the record
says nothing, a template prints the words for silence.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from reportgen.errors import did_you_mean
from reportgen.memo.blocks import BLOCKS, attributes, read_block
from reportgen.memo.inline import CAPTION_TAGS, RUNNING_TAGS, language, read_inline, visible
from reportgen.memo.markup import STAMP, Element, parse
from reportgen.memo.numbers import has_number, numbered
from reportgen.memo.tables import read_table
from reportgen.memo.tree import Block, Inline, Memo, Properties, Running, Section
from reportgen.memo.whole import headings, links, settle

__all__ = ["STAMP", "read_memo"]

PARTS = ("properties", "running")
SOME = (*PARTS, "tables")
"""The parts of a memo beside its sections; those above, every memo has."""
PROPERTIES = ("title", "author", "subject", "keyword", "created", "identifier", "version")
RUNNING = ("marking", "draft", "header", "footer", "pages")


def read_memo(markup: str, beside: Collection[str] = (), *, part: bool = False) -> Memo:
    """Read the markup of a whole memo, or of a ``part``, which needs no title; ``beside`` are files it may link to.

    Raises :class:`~reportgen.errors.TemplateError`.
    """
    root = parse(markup)
    if root.tag != "memo":
        raise root.refuse(f"A memo's markup begins with <memo>, not <{root.tag}>.")
    attributes(root, "lang", "landscape")
    settle(root)
    found: dict[str, Element] = {}
    sections: list[Section] = []
    for child in root.elements():
        if child.tag == "section":
            sections.append(_section(child))
        elif child.tag in SOME and child.tag not in found:
            found[child.tag] = child
        else:
            raise child.refuse(
                f"<{child.tag}> may not stand here in <memo>: <properties>, <running>, <tables> once, <section>s."
            )
    for name in PARTS:
        if name not in found:
            raise root.refuse(f"<memo> has no <{name}>.")
    headings(root, part=part)
    links(root, beside)
    return Memo(
        language=language(root),
        landscape=_landscape(root),
        properties=_properties(found["properties"]),
        running=_running(found["running"]),
        sections=numbered(sections, _tables(found["tables"]) if "tables" in found else ()),
    )


def _landscape(root: Element) -> bool:
    given = root.attributes.get("landscape", "no")
    if given not in ("yes", "no"):
        raise root.refuse(f'<memo> has landscape="{given}"; it is "yes" or "no".')
    return given == "yes"


def _properties(element: Element) -> Properties:
    attributes(element)
    values: dict[str, list[str]] = {name: [] for name in PROPERTIES}
    for child in element.elements():
        if child.tag not in values:
            raise child.refuse(f"<{child.tag}> is no property. {did_you_mean(child.tag, PROPERTIES)}")
        attributes(child)
        if values[child.tag] and child.tag != "keyword":
            raise child.refuse(f"<{child.tag}> stands here for the second time.")
        values[child.tag].append(child.words())
    single = {name: (values[name] or [""])[0] for name in PROPERTIES}
    if not single["title"]:
        raise element.refuse("<properties> need a <title>.")
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
    content: dict[str, tuple[Inline, ...]] = {}
    for child in element.elements():
        if child.tag not in RUNNING:
            raise child.refuse(f"<{child.tag}> does not run on every page. {did_you_mean(child.tag, RUNNING)}")
        attributes(child)
        if child.tag in content:
            raise child.refuse(f"<{child.tag}> stands here for the second time.")
        content[child.tag] = read_inline(child, RUNNING_TAGS)
    for name in ("marking", "pages"):
        if not visible(content.get(name, ())):
            raise element.refuse(f"Every page carries a <{name}>, and here it is missing or empty.")
    return Running(**{name: content.get(name, ()) for name in RUNNING})


def _tables(element: Element) -> tuple[Inline, ...]:
    """The words before the caption of every table: Table <number/>."""
    attributes(element)
    form = read_inline(element, CAPTION_TAGS)
    if not has_number(form):
        raise element.refuse("<tables> says how tables are numbered, and has no <number/>.")
    return form


def _section(element: Element) -> Section:
    attributes(element, "name")
    name = element.attributes.get("name", "")
    if not name:
        raise element.refuse("<section> needs a name, as in the audience file.")
    return Section(name, tuple(_block(child) for child in element.elements()))


def _block(element: Element) -> Block:
    return read_table(element) if element.tag == "table" else read_block(element, "section", (*BLOCKS, "table"))
