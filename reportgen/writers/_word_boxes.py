"""Boxes: a rule and a shade around whatever stands inside, as the paragraph style of the box has them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from docx.oxml.ns import nsmap, qn
from lxml import etree

from reportgen.writers._word import Element
from reportgen.writers._word_lines import Paragraph
from reportgen.writers._word_markup import Markup, make

_ABOVE, _BELOW = 160, 160
"""White around a box, in twentieths of a point."""


class Boxes:
    """Draws boxes with the styles of one document."""

    def __init__(self, styles: Element) -> None:
        self._properties = {
            style.get(qn("w:styleId"), ""): properties
            for style in styles.iterchildren(qn("w:style"))
            for properties in style.iterchildren(qn("w:pPr"))
        }

    def draw(self, box: str, paragraphs: Sequence[Paragraph]) -> None:
        """Set the paragraphs in one box of such a style; headings and lists keep styles of their own."""
        frame = self._properties[box]
        drawn = {name: _copied(part) for name in ("pBdr", "shd") for part in frame.iterchildren(qn(f"w:{name}"))}
        depths = [0 if line.style == box else self._indent(line.style, "left") for line in paragraphs]
        for line, depth in zip(paragraphs, depths, strict=True):
            if line.style != box:
                hanging = self._indent(line.style, "hanging")
                left, right = depth + self._indent(box, "left"), self._indent(box, "right")
                line.properties |= drawn | {"ind": make("ind", left=left, right=right, hanging=hanging)}
        for (upper, depth), (lower, next_depth) in pairwise(zip(paragraphs, depths, strict=True)):
            if depth != next_depth:
                # Word draws two boxes where indents differ; white between them would cut the rule.
                upper.white["after"] = 0
                lower.white["before"] = 0
        if paragraphs:
            paragraphs[0].white["before"] = _ABOVE
            paragraphs[-1].white["after"] = _BELOW

    def _indent(self, style: str, side: str) -> int:
        """How far a style sets its paragraphs in, in twentieths of a point."""
        found = self._properties[style].find(qn("w:ind")) if style in self._properties else None
        return 0 if found is None else int(found.get(qn(f"w:{side}"), "0"))


def _copied(element: Element) -> Markup:
    """An element of the ``w:`` namespace as text, for a part that has declared it."""
    named = {etree.QName(name): str(value) for name, value in element.items()}
    said = {name.localname: value for name, value in named.items() if name.namespace == nsmap["w"]}
    return make(etree.QName(element).localname, *map(_copied, element.iterchildren("{*}*")), **said)
