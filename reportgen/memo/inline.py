"""Words with emphasis, links, languages: the inline part of the closed vocabulary."""

from __future__ import annotations

import re
from dataclasses import replace

from reportgen.errors import did_you_mean
from reportgen.memo.markup import Element
from reportgen.memo.tree import Break, Emphasis, Inline, Link, PageCount, PageNumber, Span, Strong, Text

TAGS = ("strong", "em", "span", "a", "br")
RUNNING_TAGS = (*TAGS, "page", "pages")
ALLOWED = {"span": {"lang"}, "a": {"href"}}
SCHEMES = ("https://", "http://", "mailto:")
SPACES = re.compile(r"[ \t\n\r\f]+")
"""White space that markup collapses; a no-break space is a character like any other."""


def read_inline(element: Element, *, running: bool = False) -> tuple[Inline, ...]:
    """The inline content of an element, its white space collapsed over the whole of it.

    Raises :class:`~reportgen.errors.TemplateError` for any other tag or attribute.
    """
    return _trimmed(_joined(_inlines(element, running)))


def _inlines(element: Element, running: bool) -> list[Inline]:
    return [Text(child) if isinstance(child, str) else _inline(child, element, running) for child in element.children]


def _inline(child: Element, parent: Element, running: bool) -> Inline:
    known = RUNNING_TAGS if running else TAGS
    if child.tag not in known:
        raise child.refuse(f"<{child.tag}> may not stand in <{parent.tag}>. {did_you_mean(child.tag, known)}")
    unknown = set(child.attributes) - ALLOWED.get(child.tag, set())
    if unknown:
        raise child.refuse(f'<{child.tag}> has no attribute "{min(unknown)}".')
    content = tuple(_inlines(child, running))
    match child.tag:
        case "strong":
            return Strong(content)
        case "em":
            return Emphasis(content)
        case "span":
            return Span(content, _language(child))
        case "a":
            return Link(content, _target(child))
        case "br":
            return Break()
        case "page":
            return PageNumber()
        case _:
            return PageCount()


def _language(element: Element) -> str:
    lang = element.attributes.get("lang", "")
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", lang):
        raise element.refuse(f'<{element.tag}> needs lang, a language tag such as zh or ar, and has "{lang}".')
    return lang


def _target(element: Element) -> str:
    href = element.attributes.get("href", "")
    if href.startswith("#") and len(href) > 1:
        return href
    if href.startswith(SCHEMES) and not re.search(r"[\s<>\"]", href):
        return href
    raise element.refuse(f'<a> leads to "{href}"; it may lead to #anchor, https:, http: or mailto:.')


def _joined(inlines: list[Inline]) -> list[Inline]:
    """Text next to text becomes one; white space inside each collapses, a space after a space goes."""
    out: list[Inline] = []
    spaced = [True]
    for inline in inlines:
        collapsed = _collapsed(inline, spaced)
        if collapsed is None:
            continue
        if isinstance(collapsed, Text) and out and isinstance(last := out[-1], Text):
            out[-1] = Text(last.text + collapsed.text)
        else:
            out.append(collapsed)
    return out


def _collapsed(inline: Inline, spaced: list[bool]) -> Inline | None:
    """``spaced[0]`` carries, over all nesting, whether the last character was a space."""
    match inline:
        case Text(text):
            text = SPACES.sub(" ", text)
            text = text[1:] if spaced[0] and text.startswith(" ") else text
            spaced[0] = text.endswith(" ") if text else spaced[0]
            return Text(text) if text else None
        case Break():
            spaced[0] = True
            return inline
        case PageNumber() | PageCount():
            spaced[0] = False
            return inline
        case Strong(content) | Emphasis(content) | Span(content) | Link(content):
            inner = (_collapsed(each, spaced) for each in content)
            return replace(inline, content=tuple(each for each in inner if each is not None))


def _trimmed(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Without the space that ends the content, or stands before a break, however deep it lies."""
    out: list[Inline] = []
    after: Inline | None = Break()
    for inline in reversed(inlines):
        if isinstance(after, Break):
            trimmed = _without_end(inline)
            if trimmed is None:
                continue
            inline = trimmed
        out.append(inline)
        after = inline
    return tuple(reversed(out))


def _without_end(inline: Inline) -> Inline | None:
    match inline:
        case Text(text):
            text = text.rstrip(" ")
            return Text(text) if text else None
        case Strong(content) | Emphasis(content) | Span(content) | Link(content):
            kept = list(content)
            while kept:
                last = _without_end(kept.pop())
                if last is not None:
                    kept.append(last)
                    break
            return replace(inline, content=tuple(kept)) if kept else None
        case _:
            return inline
