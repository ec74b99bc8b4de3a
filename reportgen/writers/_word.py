"""Elements of WordprocessingML that are looked into or changed: those of letterheads and of the reference document.

What a memo says is written as text (see :mod:`reportgen.writers._word_markup`).
Names of elements and attributes are those of ISO/IEC 29500-1, clause 17.
"""

from __future__ import annotations

from typing import TypeAlias

from docx.oxml.ns import nsmap, qn
from lxml import etree

from reportgen.writers._word_markup import encoded

Element: TypeAlias = etree._Element

_DECLARED = " ".join(f'xmlns:{name}="{nsmap[name]}"' for name in ("w", "r"))


def make(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """An element of the ``w:`` namespace with such children, in this order, and ``w:`` attributes."""
    named = {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    element = etree.Element(qn(f"w:{tag}"), named, {"w": nsmap["w"]})
    element.extend(child for child in children if child is not None)
    return element


def parsed(markup: str) -> list[Element]:
    """The elements that markup is the text of. Raises :class:`WriteError` for a character that XML cannot hold."""
    return list(etree.fromstring(b"<parsed %s>%s</parsed>" % (_DECLARED.encode(), encoded(markup))))
