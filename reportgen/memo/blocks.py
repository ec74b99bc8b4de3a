"""Headings, paragraphs, lists, terms, boxes: the block part of the closed vocabulary, but for tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from typing import TypeVar

from reportgen.errors import did_you_mean
from reportgen.memo.inline import TAGS, language, read_inline, visible
from reportgen.memo.markup import Element
from reportgen.memo.tree import (
    Block,
    Box,
    BoxRole,
    Heading,
    Inline,
    List,
    ListEntry,
    Paragraph,
    ParagraphRole,
    Term,
    Terms,
)  # fmt: skip

PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
"""An ``of`` or an anchor: it becomes an id, a bookmark, a named destination."""
STATING = ("of", "anchor", "role", "lang")
"""The attributes of what states something of the record."""


def attributes(element: Element, *known: str) -> None:
    """Raises :class:`TemplateError` for an attribute the element may not have."""
    for name in element.attributes:
        if name not in known:
            raise element.refuse(f'<{element.tag}> has no attribute "{name}". {did_you_mean(name, known)}'.rstrip())


def read_block(element: Element, parent: str, known: Collection[str]) -> Block:
    """Read a block that stands in ``parent``, one of those ``known`` there."""
    if element.tag not in known:
        raise element.refuse(f"<{element.tag}> has no place in <{parent}>. {did_you_mean(element.tag, known)}")
    return BLOCKS[element.tag](element)


def _heading(element: Element) -> Heading:
    attributes(element, "of", "anchor")
    return Heading(filled(element), int(element.tag[1]), of(element), anchor(element))


def _paragraph(element: Element) -> Paragraph:
    attributes(element, *STATING)
    return Paragraph(filled(element), role(element, ParagraphRole.BODY), of(element), anchor(element), lang(element))


def filled(element: Element, known: Sequence[str] = TAGS) -> tuple[Inline, ...]:
    """The inline content of an element that may not be empty, made of the ``known`` tags."""
    content = read_inline(element, known)
    if not visible(content):
        raise element.refuse(f"<{element.tag}> is empty; where the record says nothing, print the words for silence.")
    return content


def of(element: Element) -> str:
    """The path of what an element states."""
    return _path(element, "of", "an id and a field, as in A-01.text")


def anchor(element: Element) -> str:
    """The name that links to an element lead to."""
    return _path(element, "anchor", "letters, digits, hyphens and dots, as in A-01 or S1.p2")


def _path(element: Element, name: str, example: str) -> str:
    path = element.attributes.get(name)
    if path is not None and not PATH.fullmatch(path):
        raise element.refuse(f'<{element.tag}> has {name}="{path}", which is not {example}.')
    return path or ""


def lang(element: Element) -> str:
    """The language of an element, where it is not the memo's."""
    return language(element) if "lang" in element.attributes else ""


Role = TypeVar("Role", bound=StrEnum)


def role(element: Element, default: Role) -> Role:
    """The role of an element, one of those of ``default``'s kind."""
    given, roles = element.attributes.get("role"), type(default)
    if given is None:
        return default
    if given not in set(roles):
        raise element.refuse(f'<{element.tag}> has no role "{given}". {did_you_mean(given, set(roles))}')
    return roles(given)


def _list(element: Element) -> List:
    attributes(element)
    entries = []
    for child in element.elements():
        if child.tag != "li":
            raise child.refuse(f"<{child.tag}> may not stand in <{element.tag}>; its entries are <li>.")
        attributes(child, "of", "anchor", "lang")
        entries.append(ListEntry(filled(child), of(child), anchor(child), lang(child)))
    if not entries:
        raise element.refuse(f"<{element.tag}> has no entry; where there is nothing to list, say so in a <p>.")
    return List(tuple(entries), ordered=element.tag == "ol")


def paragraphs(element: Element) -> tuple[Paragraph, ...]:
    """The paragraphs of a cell or a term: its <p>s, or its inline content as one."""
    attributes(element, *STATING)
    if not any(isinstance(child, Element) and child.tag == "p" for child in element.children):
        return (_paragraph(element),)
    if element.attributes:
        name = min(element.attributes)
        raise element.refuse(f"<{element.tag}> holds <p>s, so {name} stands on them and not on <{element.tag}>.")
    inner = list(element.elements())
    for child in inner:
        if child.tag != "p":
            raise child.refuse(f"<{child.tag}> may not stand beside <p> in <{element.tag}>.")
    return tuple(_paragraph(child) for child in inner)


def _terms(element: Element) -> Terms:
    attributes(element)
    terms: list[Term] = []
    name: tuple[Inline, ...] = ()
    for child in element.elements():
        if child.tag == "dt" and not name:
            attributes(child)
            name = filled(child)
        elif child.tag == "dd" and name:
            terms.append(Term(name, paragraphs(child)))
            name = ()
        else:
            raise child.refuse("<dl> holds pairs: a <dt>, then its <dd>.")
    if name or not terms:
        raise element.refuse("<dl> holds pairs: a <dt>, then its <dd>.")
    return Terms(tuple(terms))


def _box(element: Element) -> Box:
    attributes(element, "role")
    kind = element.attributes.get("role", "")
    if kind not in set(BoxRole):
        raise element.refuse(f'<aside> needs role, and has "{kind}". {did_you_mean(kind, set(BoxRole))}')
    blocks = [read_block(child, "aside", BOXED) for child in element.elements()]
    if not blocks:
        raise element.refuse("<aside> is empty.")
    return Box(BoxRole(kind), tuple(block for block in blocks if isinstance(block, Paragraph | Heading | List)))


BOXED = ("h1", "h2", "h3", "p", "ul", "ol")
BLOCKS: dict[str, Callable[[Element], Block]] = {
    "h1": _heading, "h2": _heading, "h3": _heading, "p": _paragraph, "ul": _list, "ol": _list,
    "dl": _terms, "aside": _box,
}  # fmt: skip
