"""Headings, paragraphs, lists, terms, boxes: the block part of the closed vocabulary, but for tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from reportgen.errors import did_you_mean
from reportgen.memo.inline import read_inline
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
from reportgen.memo.walk import plain

OF = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def attributes(element: Element, *known: str) -> None:
    """Raises :class:`TemplateError` for an attribute the element may not have."""
    for name in element.attributes:
        if name not in known:
            raise element.refuse(f'<{element.tag}> has no attribute "{name}". {did_you_mean(name, known)}'.rstrip())


def read_block(element: Element) -> Block:
    reader = BLOCKS.get(element.tag)
    if reader is None:
        raise element.refuse(f"<{element.tag}> has no place in a section. {did_you_mean(element.tag, BLOCKS)}")
    return reader(element)


def _heading(element: Element) -> Heading:
    attributes(element, "of", "anchor")
    return Heading(filled(element), int(element.tag[1]), of(element), element.attributes.get("anchor", ""))


def _paragraph(element: Element) -> Paragraph:
    attributes(element, "of", "anchor", "role", "lang")
    return Paragraph(
        filled(element), role(element, ParagraphRole.BODY), of(element),
        element.attributes.get("anchor", ""), element.attributes.get("lang", ""),
    )  # fmt: skip


def filled(element: Element) -> tuple[Inline, ...]:
    """The inline content of an element that may not be empty."""
    content = read_inline(element)
    if not plain(content).strip():
        raise element.refuse(f"<{element.tag}> is empty; where the record says nothing, print the words for silence.")
    return content


def of(element: Element) -> str:
    """The path of what an element states."""
    path = element.attributes.get("of", "")
    if path and not OF.fullmatch(path):
        raise element.refuse(f'of="{path}" is no path; it is an id and a field, as in A-01.text.')
    return path


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
        given = child.attributes
        entries.append(ListEntry(filled(child), of(child), given.get("anchor", ""), given.get("lang", "")))
    if not entries:
        raise element.refuse(f"<{element.tag}> has no entry; where there is nothing to list, say so in a <p>.")
    return List(tuple(entries), ordered=element.tag == "ol")


def paragraphs(element: Element) -> tuple[Paragraph, ...]:
    """The paragraphs of a cell or a term: its <p>s, or its inline content as one."""
    if any(isinstance(child, Element) and child.tag == "p" for child in element.children):
        if element.attributes.get("of"):
            raise element.refuse(f"<{element.tag}> holds <p>s, so of stands on them and not on <{element.tag}>.")
        inner = list(element.elements())
        for child in inner:
            if child.tag != "p":
                raise child.refuse(f"<{child.tag}> may not stand beside <p> in <{element.tag}>.")
        return tuple(_paragraph(child) for child in inner)
    given = element.attributes
    return (
        Paragraph(filled(element), role(element, ParagraphRole.BODY), of(element),
                  given.get("anchor", ""), given.get("lang", "")),
    )  # fmt: skip


def _terms(element: Element) -> Terms:
    attributes(element)
    terms: list[Term] = []
    name: tuple[Inline, ...] = ()
    for child in element.elements():
        if child.tag == "dt" and not name:
            attributes(child)
            name = filled(child)
        elif child.tag == "dd" and name:
            attributes(child, "of", "anchor", "role", "lang")
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
    blocks: list[Paragraph | Heading | List] = []
    for child in element.elements():
        block = read_block(child)
        if not isinstance(block, Paragraph | Heading | List):
            raise child.refuse(f"<{child.tag}> may not stand in <aside>.")
        blocks.append(block)
    if not blocks:
        raise element.refuse("<aside> is empty.")
    return Box(BoxRole(kind), tuple(blocks))


BLOCKS: dict[str, Callable[[Element], Block]] = {
    "h1": _heading, "h2": _heading, "h3": _heading, "p": _paragraph, "ul": _list, "ol": _list,
    "dl": _terms, "aside": _box,
}  # fmt: skip
