"""Inline content of a memo → docutils nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docutils import nodes
from msgspec.structs import replace

from reportgen.memo.tree import (
    Break,
    Emphasis,
    Inline,
    Link,
    Mark,
    PageCount,
    PageNumber,
    Span,
    Strong,
    TableNumber,
    Text,
)  # fmt: skip

LANG = "lang"
SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\*`|_"})


def in_language(lang: str) -> dict[str, str]:
    """What tells of a node that its words are in a language (a BCP 47 tag); nothing for that of its surroundings."""
    return {LANG: lang} if lang else {}


def same_language(tag: str, other: str) -> bool:
    """Whether two tags (``en-GB``, or Sphinx's ``pt_BR``) are of one language, whatever the region."""
    return tag.replace("_", "-").partition("-")[0] == other.replace("_", "-").partition("-")[0]


def lines_of(content: Sequence[Inline]) -> list[tuple[Inline, ...]]:
    """The content line by line: docutils has no line break inside a paragraph."""
    lines: list[list[Inline]] = [[]]
    for inline in content:
        match inline:
            case Break():
                lines.append([])
            case Strong(inner) | Emphasis(inner) | Mark(inner) | Span(inner) | Link(inner):
                first, *others = lines_of(inner)
                lines[-1].append(replace(inline, content=first))
                lines += [[replace(inline, content=each)] for each in others]
            case _:
                lines[-1].append(inline)
    return [tuple(line) for line in lines]


def written(content: Sequence[Inline], places: Mapping[str, str]) -> list[nodes.Node]:
    """The content as nodes; ``places`` are the ids of the page by the anchors of the memo."""
    return [_node(inline, places) for inline in content]


def _node(inline: Inline, places: Mapping[str, str]) -> nodes.Node:
    match inline:
        case Text(text):
            return nodes.Text(text)
        case Strong(content):
            return nodes.strong("", "", *written(content, places))
        case Emphasis(content):
            return nodes.emphasis("", "", *written(content, places))
        case Mark(content):
            return nodes.strong("", "", *written(content, places), classes=["talks-mark"])
        case Span(content, lang):
            return nodes.inline("", "", *written(content, places), **in_language(lang))
        case Link(content, target) if inline.anchor:
            inner = nodes.inline("", "", *written(content, places))
            place = places.get(inline.anchor)
            return nodes.reference("", "", inner, internal=True, refid=place) if place else inner
        case Link(content, target):
            return nodes.reference("", "", *written(content, places), internal=False, refuri=target)
        case Break():
            return nodes.Text(" ")
        case TableNumber(number):
            return nodes.Text(str(number))
        case PageNumber() | PageCount():
            return nodes.Text("")


def source_text(content: Sequence[Inline]) -> str:
    """The content as an author would have typed it: what translators see."""
    return "".join(_typed(inline) for inline in content)


def _typed(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text.translate(SPECIAL)
        case Strong(content) | Mark(content):
            return f"**{source_text(content)}**" if _flat(content) else source_text(content)
        case Emphasis(content):
            return f"*{source_text(content)}*" if _flat(content) else source_text(content)
        case Span(content) | Link(content):
            return source_text(content)
        case Break():
            return " "
        case TableNumber(number):
            return str(number)
        case PageNumber() | PageCount():
            return ""


def _flat(content: Sequence[Inline]) -> bool:
    """Whether markup around it says the same: reStructuredText nests none, and none begins or ends with a space."""
    text = source_text(content)
    return all(isinstance(each, Text) for each in content) and bool(text) and text == text.strip()
