"""A PDF that says what it says in fewer bytes: what may be left out of a structure, and numbers no finer than is seen."""

from __future__ import annotations

import re
from typing import Any

from reportgen.writers._structure import referred

_PLACES = 2
"""Decimals of a place on a page: a two-hundredth of a point is a thousandth of what a printer draws."""
_MOVES = re.compile(rb"\A-?[\d. -]+ (?:re|m|l|c)\Z|\A(?P<turn>(?:-?[\d.]+ ){4})[\d. -]+ Tm\Z")
_SCALED = re.compile(rb"\A(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) -?[\d.]+ -?[\d.]+ cm\Z")
_REAL = re.compile(rb"-?\d+\.\d+")
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
            element["ID"].string = _short(cells)
            cells += 1


def brief_places(pdf: Any) -> None:
    """Tell the places of links, bookmarks and names no finer than they are seen."""
    named = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    for each in pdf.objects:
        if isinstance(each, dict):
            for place in (each.get("Rect"), each.get("Dest")):
                _round(place)
    for place in named:
        _round(place)


def brief_content(pdf: Any) -> None:
    """Draw the same pages: no move by nought between two glyphs, and no place finer than it is seen.

    What is drawn larger than life, as a picture may be, stays as it is.
    """
    for page in pdf.page_references:
        stream = referred(pdf, referred(pdf, page)["Contents"]).stream
        scales = [1.0]
        for at, operation in enumerate(stream):
            if operation in (b"q", b"Q"):
                scales = [*scales, scales[-1]] if operation == b"q" else scales[:-1]
            elif isinstance(operation, bytes):
                if scaled := _SCALED.match(operation):
                    scales[-1] *= max(abs(float(each)) for each in scaled.groups())
                elif operation.endswith(b"] TJ"):
                    stream[at] = operation.replace(b">0<", b"").replace(b">0]", b">]")
                elif scales[-1] <= 1 and (moved := _MOVES.match(operation)):
                    turn = moved["turn"] or b""
                    stream[at] = turn + _REAL.sub(_rounded, operation[len(turn) :])


def _rounded(number: re.Match[bytes]) -> bytes:
    return f"{float(number[0]):.{_PLACES}f}".rstrip("0").rstrip(".").encode()


def _round(place: Any) -> None:
    if isinstance(place, list):
        place[:] = [round(each, _PLACES) if isinstance(each, float) else each for each in place]


def _held(pdf: Any, kid: Any, page: bytes | None) -> Any:
    """A kid as it is, or what it refers to if that is an annotation on the element's own page."""
    held = referred(pdf, kid) if isinstance(kid, bytes) else {}
    if held.get("Type") != "/OBJR":
        return kid
    if held["Pg"] == page:
        del held["Pg"]
    return held


def _short(number: int) -> str:
    rest, digit = divmod(number, len(_DIGITS))
    return (_short(rest) if rest else "") + _DIGITS[digit]
