"""Styles of a memo in a letterhead's looks → whether its words stand out from what they stand on, and fit their lines.

A colour that Word is to choose itself always does. What is told is the style that sets the colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from colorsys import hls_to_rgb, rgb_to_hls
from typing import NamedTuple

from docx.oxml.ns import qn

from reportgen.style.contrast import LARGE, PAGE, contrast
from reportgen.writers._letterhead_bounds import REMEDY, Refuse
from reportgen.writers._letterhead_clean import local
from reportgen.writers._letterhead_styles import APART
from reportgen.writers._word import Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME = {
    "background1": "lt1", "text1": "dk1", "background2": "lt2", "text2": "dk2", "light1": "lt1", "dark1": "dk1",
    "light2": "lt2", "dark2": "dk2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
"""What a theme calls colours where Word has another name for them."""
_PENS = {
    "black": "#000000", "blue": "#0000ff", "cyan": "#00ffff", "green": "#00ff00", "magenta": "#ff00ff",
    "red": "#ff0000", "yellow": "#ffff00", "white": "#ffffff", "darkBlue": "#00008b", "darkCyan": "#008b8b",
    "darkGreen": "#006400", "darkMagenta": "#800080", "darkRed": "#8b0000", "darkYellow": "#808000",
    "darkGray": "#a9a9a9", "lightGray": "#d3d3d3",
}  # fmt: skip
_LEAST_LINE = 0.8
"""Of the size of its words: a line of a fixed height that is lower cuts them off."""
DEFAULTS = "its defaults"


class Found(NamedTuple):
    """A colour, and which style it comes from in words."""

    colour: str
    style: str


class Looks:
    """The styles by id, with what they build on."""

    def __init__(self, styles: Element, theme: Element | None) -> None:
        self._styles = {each.get(qn("w:styleId"), ""): each for each in styles.iterchildren(qn("w:style"))}
        self._defaults = styles.find(qn("w:docDefaults"))
        self._theme = theme

    def judge(self, refuse: Refuse) -> None:
        """Refuse words of a memo that nobody can read. Styles that only a header uses are left to who made it."""
        for own, style in self._styles.items():
            if own.startswith(APART) or style.get(qn("w:type")) not in ("paragraph", "character"):
                continue
            words, ground = self._words(own), self._ground(own)
            if style.get(qn("w:type")) == "character":
                words, ground = words or self._words("Normal"), ground or self._ground("Normal")
            _stands_out(words, ground or Found(PAGE, "the white page"), refuse)
            self._fits(own, refuse)
        self._tables(refuse)

    def _chain(self, own: str) -> Iterator[tuple[str, Element]]:
        """Where a style has its looks from: itself, what it builds on, and in the end the defaults."""
        seen: set[str] = set()
        character = False
        while own in self._styles and own not in seen:
            seen.add(own)
            style = self._styles[own]
            character = style.get(qn("w:type")) == "character"
            yield f'its style "{_value(style, "name")}"', style
            own = _value(style, "basedOn")
        if self._defaults is not None and not character:
            yield DEFAULTS, self._defaults

    def _words(self, own: str) -> Found | None:
        for where, style in self._chain(own):
            for each in _of(style, "rPr", "color"):
                return Found(self._colour(each, "val", "theme"), where)
        return None

    def _ground(self, own: str) -> Found | None:
        chain = list(self._chain(own))
        for holder, names in (("rPr", ("highlight",)), ("rPr", ("shd",)), ("pPr", ("shd",))):
            for where, style in chain:
                found = [ground for each in _of(style, holder, *names) if (ground := self._fill(each))]
                if found:
                    return Found(found[0], where)
        return None

    def _fill(self, element: Element) -> str:
        if local(element)[1] == "highlight":
            return _PENS.get(element.get(qn("w:val"), ""), "")
        fill = self._colour(element, "fill", "themeFill")
        pattern = element.get(qn("w:val"), "clear")
        if pattern in ("clear", "nil"):
            return fill
        share = int(pattern[3:]) / 100 if re.fullmatch(r"pct\d+", pattern) else 1 if pattern == "solid" else 0.5
        return _mixed(self._colour(element, "color", "theme") or "#000000", fill or PAGE, share)

    def _colour(self, element: Element, name: str, theme: str) -> str:
        """A colour as ``#rrggbb``, that of the theme first; nothing for one that Word chooses."""
        prefix = f"{theme}Color" if theme == "theme" else theme
        called = element.get(qn(f"w:{prefix}"), "")
        value = self._of_theme(_THEME.get(called, called)) if called else ""
        if value:
            for kind, light in ((f"{theme}Tint", True), (f"{theme}Shade", False)):
                if (share := element.get(qn(f"w:{kind}"))) and re.fullmatch(r"[0-9A-Fa-f]{2}", share):
                    value = _lighter(value, int(share, 16) / 255, light)
            return value
        plain = element.get(qn(f"w:{name}"), "auto")
        return f"#{plain.lower()}" if re.fullmatch(r"[0-9A-Fa-f]{6}", plain) else ""

    def _of_theme(self, name: str) -> str:
        for each in self._theme.iter(f"{_A}{name}") if self._theme is not None else ():
            for colour in each:
                value = colour.get("lastClr") or colour.get("val") or ""
                if re.fullmatch(r"[0-9A-Fa-f]{6}", value):
                    return f"#{value.lower()}"
        return ""

    def _tables(self, refuse: Refuse) -> None:
        """Words of cells on the grounds that a table style has for them."""
        for where, style in self._chain("MemoTable"):
            for part in (style, *style.findall(qn("w:tblStylePr"))):
                head = part.get(qn("w:type")) == "firstRow"
                own = [Found(self._colour(each, "val", "theme"), where) for each in _of(part, "rPr", "color")]
                words = self._words("TableHead" if head else "TableText") or next(iter(own), None)
                for shade in _of(part, "tcPr", "shd"):
                    _stands_out(words, Found(self._fill(shade) or PAGE, where), refuse)

    def _fits(self, own: str, refuse: Refuse) -> None:
        """A line of a fixed height has room for its words."""
        sizes = [
            (_points(each, "val", 2), where) for where, style in self._chain(own) for each in _of(style, "rPr", "sz")
        ]
        lines = [(each, where) for where, style in self._chain(own) for each in _of(style, "pPr", "spacing")
                 if each.get(qn("w:line"))]  # fmt: skip
        if own == "AfterTable" or not sizes or not lines:
            return
        (size, _), (line, where) = sizes[0], lines[0]
        height = _points(line, "line", 20)
        if line.get(qn("w:lineRule")) == "exact" and height < size * _LEAST_LINE:
            refuse(f"{where} has lines of exactly {height:g} pt, too low for words of {size:g} pt", REMEDY)


def _stands_out(words: Found | None, ground: Found, refuse: Refuse) -> None:
    if words is None or not words.colour or not ground.colour:
        return
    ratio = contrast(words.colour, ground.colour)
    if ratio < LARGE:
        on = ground.style if ground.style == "the white page" else f"the {ground.colour} of {ground.style}"
        what = f"words in the {words.colour} of {words.style} have a contrast of {ratio:.1f} to 1 on {on}"
        refuse(f"{what}; they need {LARGE:g} to 1", REMEDY)


def _of(style: Element, holder: str, *names: str) -> Iterator[Element]:
    for properties in style.iter(qn(f"w:{holder}")):
        above = properties.getparent()
        if above is not style and above is not None and local(above)[1] == "tblStylePr":
            continue
        for name in names:
            yield from properties.findall(qn(f"w:{name}"))


def _points(element: Element, name: str, parts: int) -> float:
    value = element.get(qn(f"w:{name}"), "")
    return float(value) / parts if re.fullmatch(r"\d+(\.\d+)?", value) else 0


def _mixed(one: str, other: str, share: float) -> str:
    return "#" + "".join(
        f"{round(int(one[at : at + 2], 16) * share + int(other[at : at + 2], 16) * (1 - share)):02x}"
        for at in (1, 3, 5)
    )


def _lighter(colour: str, share: float, light: bool) -> str:
    """A tint or a shade, as Word works it out: the lightness moves, the hue stays."""
    hue, lightness, saturation = rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    lightness = lightness * share + (1 - share if light else 0)
    return "#" + "".join(f"{round(part * 255):02x}" for part in hls_to_rgb(hue, lightness, saturation))


def _value(element: Element, name: str) -> str:
    found = element.find(qn(f"w:{name}"))
    return "" if found is None else found.get(qn("w:val"), "")
