"""Shorter ways through what WeasyPrint does for every box of a page, with the same results.

Which value of CSS is a function is told by its type; what no rule sets is taken at once from where it comes; a length
in pixels is its number. Each leaves everything else to WeasyPrint's own function. They are taken only in the versions
they were written for; any other WeasyPrint is left as it is.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from math import inf
from types import ModuleType
from typing import Any

from reportgen.writers._anchored import share_styles

VERSIONS = frozenset({"70.0"})
OF_PYDYF = frozenset({"0.13.0"})
"""Of what WeasyPrint writes the objects of a PDF with."""
OF_CFFI = frozenset({"2.1.1"})
"""Of what WeasyPrint calls the text libraries with."""


def shorten(weasyprint: ModuleType) -> None:
    """Put the shorter ways into WeasyPrint, once; into a version that is not known, none."""
    import cffi.cparser  # type: ignore[import-untyped]
    import pydyf  # type: ignore[import-untyped]
    from weasyprint.css import ComputedStyle  # type: ignore[import-untyped]
    from weasyprint.css.functions import check_math  # type: ignore[import-untyped]
    from weasyprint.layout.percent import resolve_percentages  # type: ignore[import-untyped]

    if weasyprint.__version__ not in VERSIONS or getattr(weasyprint, "shortened", False):
        return
    weasyprint.shortened = True  # type: ignore[attr-defined]
    _put(check_math, _telling_functions(check_math))
    _put(resolve_percentages, _resolving(resolve_percentages))
    ComputedStyle.__missing__ = _looking_up(ComputedStyle.__missing__)
    share_styles()
    if pydyf.__version__ in OF_PYDYF:
        pydyf.PDF.page_references = property(_kept_references(pydyf.PDF.page_references.fget))
    if cffi.__version__ in OF_CFFI:
        parser = cffi.cparser.Parser
        parser.parse_type_and_quals = _reading_types(parser.parse_type_and_quals)


def _put(old: object, new: object) -> None:
    """Another function in the place of one, wherever WeasyPrint has its name."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "weasyprint":
            for known, value in list(vars(module).items()):
                if value is old:
                    setattr(module, known, new)


def _telling_functions(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    from weasyprint.css.properties import Dimension  # type: ignore[import-untyped]

    plain = frozenset({str, int, float, bool, frozenset, type(None), Dimension})

    def check_math(token: Any) -> Any:
        kind = type(token)
        if kind in plain:
            return None
        if kind is tuple:
            return any(type(each) not in plain and check_math(each) for each in token)
        return check(token)

    return check_math


def _looking_up(missing: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS  # type: ignore[import-untyped]
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

    def depends(key: str) -> bool:
        return key in {"float", "display", "position", "page"} or key.startswith("text_decoration_")

    inherited = frozenset(key for key in INHERITED if not depends(key))
    first = {
        key: value
        for key, value in INITIAL_VALUES.items()
        if key not in INHERITED and key not in INITIAL_NOT_COMPUTED and not depends(key)
    }
    logical = {
        key: frozenset(name(block="ttb", inline=inline) for inline in ("ltr", "rtl"))
        for key, name in PHYSICAL_FUNCTIONS.items()
    }
    none: frozenset[str] = frozenset()

    def look_up(style: Any, key: str) -> Any:
        rules = style.cascaded
        if key not in rules and logical.get(key, none).isdisjoint(rules):
            if key in first:
                value = style[key] = first[key]
                return value
            if key in inherited and style.parent_style is not None:
                value = style[key] = style.parent_style[key]
                return value
        return missing(style, key)

    return look_up


_LENGTHS = (
    "margin_left", "margin_right", "margin_top", "margin_bottom", "padding_left", "padding_right", "padding_top",
    "padding_bottom", "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
"""The first are measured across the page, in parts of a width, the last three down it."""
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))


def _resolving(resolve: Callable[..., None]) -> Callable[..., None]:
    from weasyprint.css.properties import Dimension
    from weasyprint.formatting_structure.boxes import Box, PageBox  # type: ignore[import-untyped]

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style, used = box.style, {}
        width, height = _extent(containing_block) if isinstance(containing_block, Box) else containing_block
        down = (inf, 0, inf) if height == "auto" else (height, height, height)
        for name, whole in zip(_LENGTHS, (*[width] * (len(_LENGTHS) - 3), *down), strict=True):
            value = style[name]
            if type(value) is Dimension:
                number, unit = value
                used[name] = whole * number / 100 if unit == "%" else number
            elif value == "auto":
                used[name] = 0 if name in ("min_width", "min_height") else value
            else:
                return resolve(box, containing_block)
        if height == "auto" and type(style["height"]) is Dimension and style["height"].unit == "%":
            used["height"] = "auto"
        if style["box_sizing"] != "content-box" or isinstance(box, PageBox):
            return resolve(box, containing_block)
        collapsed = style["border_collapse"] == "collapse"
        used.update((name, style[name]) for name in _BORDERS if not (collapsed and hasattr(box, name)))
        vars(box).update(used)
        return None

    return resolve_percentages


def _extent(box: Any) -> tuple[Any, Any]:
    return box.width, box.height


def _kept_references(references: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Those of all pages are asked for at every tag: made anew each time, they grow with the square of the pages."""

    def page_references(pdf: Any) -> Any:
        pages, kept = vars(pdf).get("kept_references", (0, ()))
        if pages != len(pdf.pages["Kids"]):
            pages, kept = pdf.kept_references = len(pdf.pages["Kids"]), references(pdf)
        return kept

    return page_references


def _reading_types(read: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """To read the name of one type, cffi has a parser of C read every type there is; those in the name will do."""

    def parse_type_and_quals(parser: Any, name: str) -> Any:
        every, named = parser._declarations, set(re.findall(r"\w+", name))
        parser._declarations = {each: what for each, what in every.items() if each.rpartition(" ")[2] in named}
        try:
            return read(parser, name)
        finally:
            parser._declarations = every

    return parse_type_and_quals
