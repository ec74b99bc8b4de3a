"""WordprocessingML that python-docx has no call for: elements, bookmarks, fields, links.

Names of elements and attributes are those of ISO/IEC 29500-1, clause 17.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import TypeAlias

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import nsmap, qn
from lxml import etree

from reportgen.memo.walk import Line, Names
from reportgen.writers._addresses import uri

Element: TypeAlias = etree._Element

LONGEST_BOOKMARK = 40
_NAMESPACES = {"w": nsmap["w"]}
_W = f"{{{nsmap['w']}}}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def make(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """An element of the ``w:`` namespace with such children, in this order, and ``w:`` attributes."""
    element = etree.Element(_named(tag), {_named(name): str(value) for name, value in attributes.items()}, _NAMESPACES)
    element.extend(child for child in children if child is not None)
    return element


@cache
def _named(name: str) -> str:
    return f"{_W}{name}"


def words(text: str, tag: str = "t") -> Element:
    """Text of a run, with every space kept."""
    element = make(tag)
    element.text = text
    element.set(_XML_SPACE, "preserve")
    return element


# ----------------------------------------------------------------------------------- bookmarks


def bookmark_name(name: str) -> str:
    """The name a place has in a Word file: ``A-01.text`` becomes ``rg__41_2d01_2etext``.

    Word takes letters, digits and underscores, at most 40 of them, and makes no difference between
    capital and small letters. So every byte of the UTF-8 form but a small letter or a digit becomes
    an underscore and two hexadecimal digits, which can be read back; a name too long for that
    becomes a digest, told from the others by its ``_x``. Different names stay different.
    """
    escaped = "rg_" + re.sub(rb"[^a-z0-9]", lambda byte: b"_%02x" % byte[0][0], name.encode()).decode()
    return escaped if len(escaped) <= LONGEST_BOOKMARK else f"rg__x{sha256(name.encode()).hexdigest()[:32]}"


class Bookmarks:
    """The bookmarks of one document: one for each name of each line, each name once."""

    def __init__(self) -> None:
        self._names = Names()
        self._placed: set[str] = set()
        self._count = 0

    def at(self, line: Line) -> list[Element]:
        """What to put where the words of this line begin. Lines are asked about in reading order."""
        marks: list[Element] = []
        for name in self._names.of(line):
            if name not in self._placed:
                self._placed.add(name)
                marks += self.around(bookmark_name(name))
        return marks

    def around(self, bookmark: str, elements: Sequence[Element] = ()) -> list[Element]:
        """Elements in a bookmark of such a name, as Word has it."""
        number, self._count = self._count, self._count + 1
        start = make("bookmarkStart", id=number, name=bookmark)
        return [start, *elements, make("bookmarkEnd", id=number)]

    def __contains__(self, name: str) -> bool:
        return name in self._placed


# -------------------------------------------------------------------------------------- fields


def field(instruction: str, result: str) -> list[Element]:
    """What the runs of a field hold, one run each: Word and others put the true result in place."""
    return [
        make("fldChar", fldCharType="begin"),
        words(f" {instruction} ", "instrText"),
        make("fldChar", fldCharType="separate"),
        words(result),
        make("fldChar", fldCharType="end"),
    ]


# --------------------------------------------------------------------------------------- links


class Addresses:
    """The addresses outside the document that one part of the package links to."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._ids: dict[str, str] = {}

    def id_of(self, address: str) -> str:
        """The id of the relationship that leads to the address, made at its first use."""
        if address not in self._ids:
            # Not part.relate_to(), which walks through all relationships each time.
            name = self._ids[address] = f"link{len(self._ids) + 1}"
            self._part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, uri(address), name, is_external=True)
        return self._ids[address]


def hyperlink(*runs: Element, anchor: str = "", relationship: str = "") -> Element:
    """Runs that lead to a bookmark of this document or along a relationship of its part."""
    link = make("hyperlink", *runs, history=1)
    if anchor:
        link.set(qn("w:anchor"), bookmark_name(anchor))
    else:
        link.set(qn("r:id"), relationship)
    return link
