"""Boxes: a rule and a shade around whatever stands inside, as the paragraph style of the box has them."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise

from docx.oxml.ns import qn

from reportgen.writers._word import Element, make
from reportgen.writers._word_lines import dress, space, style_of

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

    def draw(self, box: str, paragraphs: Sequence[Element]) -> None:
        """Set the paragraphs in one box of such a style; headings and lists keep styles of their own."""
        frame = self._properties[box]
        drawn = [element for element in frame if element.tag in (qn("w:pBdr"), qn("w:shd"))]
        depths = [0 if style_of(line) == box else self._indent(style_of(line), "left") for line in paragraphs]
        for line, depth in zip(paragraphs, depths, strict=True):
            if style_of(line) != box:
                hanging = self._indent(style_of(line), "hanging")
                left, right = depth + self._indent(box, "left"), self._indent(box, "right")
                dress(line, *map(deepcopy, drawn), make("ind", left=left, right=right, hanging=hanging))
        for (upper, depth), (lower, next_depth) in pairwise(zip(paragraphs, depths, strict=True)):
            if depth != next_depth:
                # Word draws two boxes where indents differ; white between them would cut the rule.
                space(upper, after=0)
                space(lower, before=0)
        if paragraphs:
            space(paragraphs[0], before=_ABOVE)
            space(paragraphs[-1], after=_BELOW)

    def _indent(self, style: str, side: str) -> int:
        """How far a style sets its paragraphs in, in twentieths of a point."""
        found = self._properties[style].find(qn("w:ind")) if style in self._properties else None
        return 0 if found is None else int(found.get(qn(f"w:{side}"), "0"))
