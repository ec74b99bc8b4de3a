"""A memo as the markup that the gate reads: the way back, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

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
    Section,
    Span,
    Strong,
    Table,
    TableNumber,
    Terms,
    Text,
)


def tag(name: str, content: str, /, **attributes: str) -> str:
    """An element; attributes without a value are left out."""
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{name}{given}>{content}</{name}>"


def inlines(content: Iterable[Inline]) -> str:
    """Inline content as markup."""
    return "".join(map(_inline, content))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case Strong(content):
            return tag("strong", inlines(content))
        case Emphasis(content):
            return tag("em", inlines(content))
        case Mark(content):
            return tag("mark", inlines(content))
        case Span(content, lang):
            return tag("span", inlines(content), lang=lang)
        case Link(content, target):
            return tag("a", inlines(content), href=target)
        case Break():
            return "<br/>"
        case PageNumber():
            return "<page/>"
        case TableNumber():
            return "<number/>"
        case PageCount():
            return "<pages/>"


def paragraph(name: str, each: Paragraph) -> str:
    """A paragraph, as an element of that name."""
    role = "" if each.role is ParagraphRole.BODY else each.role.value
    return tag(name, inlines(each.content), role=role, of=each.of, anchor=each.anchor, lang=each.lang)


def _paragraphs(name: str, paragraphs: tuple[Paragraph, ...]) -> str:
    if len(paragraphs) == 1:
        return paragraph(name, paragraphs[0])
    return tag(name, "".join(paragraph("p", each) for each in paragraphs))


def block(each: Block) -> str:
    """A block as markup."""
    match each:
        case Heading(content, level, of, anchor):
            return tag(f"h{level}", inlines(content), of=of, anchor=anchor)
        case Paragraph():
            return paragraph("p", each)
        case List(entries, ordered):
            inner = (tag("li", inlines(one.content), of=one.of, anchor=one.anchor, lang=one.lang) for one in entries)
            return tag("ol" if ordered else "ul", "".join(inner))
        case Terms(terms):
            return tag("dl", "".join(tag("dt", inlines(t.name)) + _paragraphs("dd", t.paragraphs) for t in terms))
        case Box(role, inner_blocks):
            return tag("aside", "".join(map(block, inner_blocks)), role=role.value)
        case Table(name, caption, head, rows):
            inside = (
                tag("caption", inlines(caption)) + tag("thead", _row(head)) + tag("tbody", "".join(map(_row, rows)))
            )
            return tag("table", inside, name=name)


def _row(row: Row) -> str:
    return tag("tr", "".join(map(_cell, row.cells)), role="group" if row.group else "")


def _cell(cell: Cell) -> str:
    return _paragraphs("th" if cell.header else "td", cell.paragraphs)


def section(each: Section) -> str:
    """A section as markup."""
    return tag("section", "".join(map(block, each.blocks)), name=each.name)


def markup_of(memo: Memo) -> str:
    """A whole memo as markup."""
    own, run = memo.properties, memo.running
    single = {"title": own.title, "author": own.author, "subject": own.subject, "created": own.created.isoformat(),
              "identifier": own.identifier, "version": own.version}  # fmt: skip
    properties = "".join(tag(name, escape(value)) for name, value in single.items())
    properties += "".join(tag("keyword", escape(word)) for word in own.keywords)
    matter = {
        "marking": run.marking,
        "draft": run.draft,
        "header": run.header,
        "footer": run.footer,
        "pages": run.pages,
    }
    running = "".join(tag(name, inlines(content)) for name, content in matter.items())
    inside = tag("properties", properties) + tag("running", running) + "".join(map(section, memo.sections))
    return tag("memo", inside, lang=memo.language, landscape="yes" if memo.landscape else "")
