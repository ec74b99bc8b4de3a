"""A PDF that says the same in fewer bytes: what its structure need not repeat, places no finer than they are seen."""

from __future__ import annotations

from typing import Any

from reportgen.writers._structure import referred

SPOTS = 1
"""Decimals of a place that is led to, or led from: a tenth of a point is less than any pointer or window tells."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def brief_structure(pdf: Any) -> None:
    """Leave out of every element what its kind or its kids tell, and write each annotation where it is held.

    An element names its page only if words of its own stand there (ISO 32000-1, 14.7.2).
    """
    cells = 0
    for element in pdf.objects:
        if not (isinstance(element, dict) and element.get("Type") == "/StructElem"):
            continue
        del element["Type"]
        kids = [_held(pdf, kid, element.get("Pg")) for kid in element["K"]]
        if not any(isinstance(kid, int | dict) for kid in kids):
            element.pop("Pg", None)
        element["K"][:] = kids
        if not kids:
            del element["K"]
        elif len(kids) == 1:
            element["K"] = kids[0]
        if "ID" in element:  # the cells under it hold the same string
            element["ID"].string = short(cells)
            cells += 1


def brief_places(pdf: Any) -> None:
    """Tell the places of links, bookmarks and names no finer than they are seen, and nothing twice."""
    for page in pdf.page_references:
        _forget_boxes(referred(pdf, page))
    named = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    for each in pdf.objects:
        if isinstance(each, dict):
            for place in (each.get("Rect"), each.get("Dest")):
                _round(place)
            if each.get("Type") == "/Annot":  # its subtype tells
                del each["Type"]
            for name in [name for name, value in each.items() if value == {} or (name, value) == ("Count", 0)]:
                del each[name]  # bookmarks without any below, resources of a kind that nothing uses
    for place in named:
        _round(place)


def _forget_boxes(page: Any) -> None:
    """A box of a page that is all of it goes without saying (ISO 32000-1, 14.11.2)."""
    for name in ("TrimBox", "BleedBox"):
        if page[name] == page["MediaBox"]:
            del page[name]


def _round(place: Any) -> None:
    if isinstance(place, list):
        place[:] = [round(each, SPOTS) if isinstance(each, float) else each for each in place]


def _held(pdf: Any, kid: Any, page: bytes | None) -> Any:
    """A kid as it is, or what it refers to if that is an annotation on the element's own page."""
    held = referred(pdf, kid) if isinstance(kid, bytes) else {}
    if held.get("Type") != "/OBJR":
        return kid
    if held["Pg"] == page:
        del held["Pg"]
    return held


def short(number: int) -> str:
    """A number in as few letters and digits as tell it."""
    rest, digit = divmod(number, len(_DIGITS))
    return (short(rest) if rest else "") + _DIGITS[digit]
