"""Looks of a letterhead → the same with nothing in them that hides words; lengths that no page can hold are refused.

What a Word user never sees, hidden text and rows, goes without a word. A length is a slip or worse: it is told
with the style it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NoReturn

from docx.oxml.ns import qn
from msgspec import Struct

from reportgen.writers._letterhead_clean import local
from reportgen.writers._word import Element

NARROWEST = 3400
"""The least room for words between the margins, in twentieths of a point: 60 mm."""
LONGEST = 31_680
"""The longest side of a sheet in Word, in twentieths of a point."""
REMEDY = "Set it anew in Word, and save."
_MARGINS = {
    "top": "margin at the top", "right": "margin on the right", "bottom": "margin at the bottom",
    "left": "margin on the left", "header": "distance of the header", "footer": "distance of the footer",
    "gutter": "gutter",
}  # fmt: skip
_UNSEEN = frozenset({"vanish", "specVanish", "webHidden"})
_HIDDEN = frozenset({*_UNSEEN, "fitText", "trHeight", "hidden", "tcFitText", "tblpPr", "framePr"})
"""What hides words, rows or all that does not fit, or puts them elsewhere; in a style itself it concerns menus."""
_OF_HEIGHT = frozenset({"spacing", "sz", "szCs"})
"""What would make a header so high that there is no page left."""
_WAYS = re.compile(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi|%)?")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}

Refuse = Callable[[str, str], NoReturn]


class Bound(Struct, frozen=True):
    """What a value is called, the least and the most that it may be, and how many of it make one of its ``unit``."""

    called: str
    least: float
    most: float
    parts: float = 20
    unit: str = "pt"

    def read(self, text: str) -> float | None:
        """The value in its unit, or nothing where it is no length."""
        way = _WAYS.fullmatch(text)
        if way is None:
            return None
        number, unit = float(way[1]), way[2]
        return number * _POINTS[unit] if unit in _POINTS else number if unit else number / self.parts


def page_margins(margin: Element, sheet: tuple[int, int], refuse: Refuse) -> dict[str, int]:
    """The margins of a page in twentieths of a point, none outside the sheet, with room between them."""
    shorter = min(sheet)
    margins: dict[str, int] = {}
    for name, called in _MARGINS.items():
        value = margins[name] = int(float(margin.get(qn(f"w:{name}"), "0")))
        if not 0 <= value <= shorter - NARROWEST:
            most = max(shorter - NARROWEST, 0)
            refuse(f"the {called} of its page is {_mm(value)}; it may be 0 to {_mm(most)}", "In Word: Layout, Margins.")
    beside = margins["left"] + margins["right"] + margins["gutter"]
    above = max(margins["top"], margins["header"]) + max(margins["bottom"], margins["footer"])
    if shorter - max(beside, above) < NARROWEST or max(sheet) > LONGEST:
        refuse("its margins leave no room for a memo", "In Word: Layout, Margins.")
    return margins


def _mm(twentieths: float) -> str:
    return f"{twentieths * 25.4 / 1440:.0f} mm"


class Bounds:
    """What words and paragraphs may be set to on a page with such room and margins, in twentieths of a point."""

    def __init__(self, room: int, margins: Mapping[str, int], refuse: Refuse) -> None:
        self._refuse = refuse
        widest, out = room * 0.4 / 20, {side: -margins[side] / 20 for side in ("left", "right")}
        left, right = Bound("indent", out["left"], widest), Bound("indent", out["right"], widest)
        first = Bound("first line's indent", out["left"], widest)
        size, white = Bound("size", 4, 96, 2), Bound("white", 0, 144)
        characters, lines = Bound("indent", -3, 15, 100, "characters"), Bound("white", 0, 12, 100, "lines")
        beside = Bound("white in cells", 0, 72)
        self._bounds = {
            ("rPr", "sz", "val"): size, ("rPr", "szCs", "val"): size,
            ("rPr", "spacing", "val"): Bound("spacing of letters", -1.5, 12),
            ("rPr", "w", "val"): Bound("scale of letters", 50, 200, 1, "%"),
            ("rPr", "position", "val"): Bound("height above the line", -12, 12, 2),
            ("pPr", "spacing", "before"): white, ("pPr", "spacing", "after"): white,
            ("pPr", "spacing", "beforeLines"): lines, ("pPr", "spacing", "afterLines"): lines,
            ("pPr", "spacing", "line"): Bound("height of lines", 4, 144),
            ("pPr", "ind", "left"): left, ("pPr", "ind", "start"): left,
            ("pPr", "ind", "right"): right, ("pPr", "ind", "end"): right,
            ("pPr", "ind", "firstLine"): first, ("pPr", "ind", "hanging"): Bound("hanging indent", 0, widest),
            **{("pPr", "ind", f"{name}Chars"): characters
               for name in ("left", "right", "start", "end", "firstLine", "hanging")},
            ("tabs", "tab", "pos"): Bound("tab", out["left"], LONGEST / 20),
            **{("pBdr", side, "space"): Bound("distance of the border", 0, 31, 1)
               for side in ("top", "left", "bottom", "right", "between", "bar")},
            ("tblPr", "tblInd", "w"): left, ("tblPr", "tblCellSpacing", "w"): beside,
            **{(holder, side, "w"): beside for holder in ("tblCellMar", "tcMar")
               for side in ("top", "left", "start", "bottom", "right", "end")},
        }  # fmt: skip
        self._out = -out["left"]

    def hold(self, root: Element, where: str, *, running: bool = False) -> None:
        """Take out of ``root`` what hides words, and refuse what is out of bounds; ``where`` is told with it.

        Of ``running`` matter, headers and footers, the letterhead's own words may stand anywhere, and be as they are.
        """
        for element in list(root.iter()):
            holder = element.getparent()
            if holder is None:
                continue
            name, within = local(element)[1], local(holder)[1]
            if name in (_UNSEEN if running else _HIDDEN) and within != "style":
                holder.remove(element)
            elif not running or name in _OF_HEIGHT:
                self._judge(element, name, within, where)

    def _judge(self, element: Element, name: str, within: str, where: str) -> None:
        for bound, text in self._set(within, name, element):
            value = bound.read(text)
            if value is None or not bound.least <= value <= bound.most:
                told = text[:20] if value is None else _told(value)
                room = f"{_told(bound.least)} to {_told(bound.most)} {bound.unit}"
                unit = "" if value is None else f" {bound.unit}"
                self._refuse(f"{where} has for {bound.called} {told}{unit}, where a page holds {room}", REMEDY)
        if (within, name) == ("pPr", "ind"):
            self._begins(element, where)

    def _set(self, within: str, name: str, element: Element) -> Iterator[tuple[Bound, str]]:
        for attribute in map(str, element.attrib):
            own = attribute.rpartition("}")[2]
            bound = self._bounds.get((within, name, own))
            if own == "line" and element.get(qn("w:lineRule"), "auto") == "auto":
                bound = Bound("height of lines", 0.6, 6, 240, "lines")
            if bound and not (own == "w" and element.get(qn("w:type"), "dxa") in ("nil", "auto")):
                yield bound, element.get(attribute, "")

    def _begins(self, indent: Element, where: str) -> None:
        """A first line that hangs begins on the sheet."""
        bound = Bound("hanging indent", 0, 0)
        left, hanging = (
            next((bound.read(text) or 0 for name in names if (text := indent.get(qn(f"w:{name}")))), 0)
            for names in (("left", "start"), ("hanging",))
        )
        if hanging - left > self._out:
            self._refuse(f"{where} has a hanging indent of {_told(hanging)} pt, which begins off the page", REMEDY)


def _told(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
