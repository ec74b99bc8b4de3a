"""Words with emphasis, links, languages: the inline part of the closed vocabulary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportgen.errors import did_you_mean
from reportgen.memo.markup import SPACES, Element
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
)
from reportgen.memo.walk import plain

TAGS = ("strong", "em", "mark", "span", "a", "br")
RUNNING_TAGS = (*TAGS, "page", "pages")
CAPTION_TAGS = (*TAGS, "number")
EMPTY_TAGS = ("br", "page", "pages", "number")
ALLOWED = {"span": {"lang"}, "a": {"href"}}
"""Beside these an ``<a>`` may have ``if``, which the whole memo takes away (:func:`reportgen.memo.whole.settle`)."""
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
SCHEMES = ("https://", "http://", "mailto:")
BESIDE = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+(\.[A-Za-z0-9-]+)?\.[a-z]+")
"""The name of a memo's file; whether a link may lead there is seen by the whole."""


def read_inline(element: Element, known: Sequence[str] = TAGS) -> tuple[Inline, ...]:
    """The inline content of an element, made of the ``known`` tags, its white space collapsed over the whole of it.

    Raises :class:`~reportgen.errors.TemplateError` for any other tag or attribute.
    """
    inlines = _unwrapped(_inlines(element, known), element.attributes.get("lang", ""))
    return tuple(_trimmed(_collapsed(inlines, _Edge()), _Edge()))


def _unwrapped(inlines: Iterable[Inline], lang: str) -> list[Inline]:
    """The content without spans that say again what language their surroundings are in."""
    out: list[Inline] = []
    for inline in inlines:
        match inline:
            case Span(content, its) if its == lang:
                out += _unwrapped(content, lang)
            case Span(content, its):
                out.append(Span(tuple(_unwrapped(content, its)), its))
            case Strong() | Emphasis() | Mark() | Link():
                out.append(replace(inline, content=tuple(_unwrapped(inline.content, lang))))
            case _:
                out.append(inline)
    return out


def _inlines(element: Element, known: Sequence[str]) -> list[Inline]:
    return [Text(child) if isinstance(child, str) else _inline(child, element, known) for child in element.children]


def _inline(child: Element, parent: Element, known: Sequence[str]) -> Inline:
    if child.tag not in known:
        raise child.refuse(f"<{child.tag}> may not stand in <{parent.tag}>. {did_you_mean(child.tag, known)}")
    unknown = set(child.attributes) - ALLOWED.get(child.tag, set())
    if unknown:
        raise child.refuse(f'<{child.tag}> has no attribute "{min(unknown)}".')
    content = tuple(_inlines(child, known))
    if child.tag in EMPTY_TAGS and child.children:
        raise child.refuse(f"<{child.tag}/> holds nothing.")
    match child.tag:
        case "strong":
            return Strong(content)
        case "em":
            return Emphasis(content)
        case "mark":
            return Mark(content)
        case "span":
            return Span(content, language(child))
        case "a":
            return Link(content, _target(child, content))
        case "br":
            return Break()
        case "page":
            return PageNumber()
        case "number":
            return TableNumber(0)  # the whole memo counts
        case _:
            return PageCount()


def language(element: Element) -> str:
    """The ``lang`` of an element that needs one."""
    lang = element.attributes.get("lang", "")
    if not LANGUAGE.fullmatch(lang):
        raise element.refuse(f'<{element.tag}> needs lang, a language tag such as zh or ar, and has "{lang}".')
    return lang


def _target(element: Element, content: tuple[Inline, ...]) -> str:
    href = element.attributes.get("href", "")
    for inner in element.walk():
        if inner.tag == "a" and inner is not element:
            raise inner.refuse("<a> may not stand in another <a>.")
    if not visible(content):
        raise element.refuse(f'<a> leads to "{href}", and has no words to be followed by.')
    if (href.startswith("#") and len(href) > 1) or BESIDE.fullmatch(href):
        return href
    if href.startswith(SCHEMES) and not re.search(r"[\s<>\"]", href):
        return href
    raise element.refuse(f'<a> leads to "{href}"; it may lead to #anchor, https:, http: or mailto:.')


def visible(content: tuple[Inline, ...]) -> bool:
    """Whether a reader would see anything: neither spaces nor invisible characters count."""
    return any(unicodedata.category(character) not in UNSEEN for character in plain(content))


class _Edge(Struct):
    """Whether a space that comes next would stand at an edge: of the content, a break, or another space."""

    here: bool = True


def _collapsed(inlines: Iterable[Inline], edge: _Edge) -> list[Inline]:
    """From the first to the last: white space becomes one space, none at the beginning or after another.

    Text next to text becomes one; what holds no character goes. ``edge`` goes with the words, through
    all nesting.
    """
    out: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(text):
                text = SPACES.sub(" ", text)
                text = text[1:] if edge.here and text.startswith(" ") else text
                edge.here = text.endswith(" ") if text else edge.here
                if out and isinstance(last := out[-1], Text):
                    out[-1] = Text(last.text + text)
                elif text:
                    out.append(Text(text))
            case Strong() | Emphasis() | Mark() | Span() | Link():
                if content := tuple(_collapsed(inline.content, edge)):
                    out.append(replace(inline, content=content))
            case _:
                edge.here = isinstance(inline, Break)
                out.append(inline)
    return out


def _trimmed(inlines: Iterable[Inline], edge: _Edge) -> list[Inline]:
    """From the last to the first: no space at the end or before a break, however deep it lies."""
    out: list[Inline] = []
    for inline in reversed(tuple(inlines)):
        match inline:
            case Text(text):
                text = text.rstrip(" ") if edge.here else text
                edge.here = edge.here and not text
                out += [Text(text)] if text else []
            case Strong() | Emphasis() | Mark() | Span() | Link():
                if content := tuple(_trimmed(inline.content, edge)):
                    out.append(replace(inline, content=content))
            case _:
                edge.here = isinstance(inline, Break)
                out.append(inline)
    return out[::-1]
