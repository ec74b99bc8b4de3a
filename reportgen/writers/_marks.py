"""The marked content of a PDF's pages (ISO 32000-1, 14.6), in as few pieces as its structure needs.

WeasyPrint marks each stretch of one look. Those of one element that stand on one line are one piece here; those on
two lines stay apart, since a reader tells by that where a line ends. Where words run from right to left nothing is put
together: a piece is turned as a whole by who reads it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from reportgen.writers._structure import referred

_PLACED = re.compile(rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm")
_NAMED = re.compile(rb"<[0-9a-f]+> <([0-9a-f]+)>")


def merge_marks(pdf: Any) -> None:
    """Put the pieces of each line of an element together, and number what is left from nought on every page."""
    nums = referred(pdf, referred(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    parents = dict(zip(nums[::2], nums[1::2], strict=True))
    apart = any(map(_is_from_right, _names(pdf)))
    for number, page in enumerate(pdf.page_references):
        stream, elements = referred(pdf, referred(pdf, page)["Contents"]), parents[number]
        gone = set() if apart else set(_merged(pdf, stream.stream, elements))
        kept = [mark for mark, element in enumerate(elements) if mark not in gone and element != b"null"]
        stream.stream[:] = [operation for operation in stream.stream if operation != b""]
        _renumber(pdf, stream.stream, elements, {mark: new for new, mark in enumerate(kept)})
        elements[:] = [elements[mark] for mark in kept]


def _merged(pdf: Any, operations: list[Any], elements: list[bytes]) -> Iterator[int]:
    """Take away what parts pieces of one line, and tell the numbers of those that are none any more."""
    before: tuple[int, tuple[float, float]] | None = None
    mark = -1
    for at, operation in enumerate(operations):
        if isinstance(operation, dict) and "MCID" in operation:
            mark = operation["MCID"]
            begin, place = at - 1, _place(operations, at)
            if before and place and operations[begin - 1] == b"EMC" and _on_line(before[1], place):
                kids = referred(pdf, elements[mark])["K"]
                if elements[mark] == elements[before[0]] and kids.index(mark) == kids.index(before[0]) + 1:
                    kids.remove(mark)
                    operations[begin - 1 : at + 2] = [b""] * 4
                    yield mark
                    before = before[0], place
                    continue
            before = (mark, place) if place else None


def _place(operations: list[Any], at: int) -> tuple[float, float] | None:
    """Where the words of the piece that begins here stand, if they do on one line."""
    end = operations.index(b"EMC", at)
    placed = [found for each in operations[at:end] if isinstance(each, bytes) and (found := _PLACED.fullmatch(each))]
    return (float(placed[0][1]), float(placed[0][2])) if len(placed) == 1 else None


def _on_line(before: tuple[float, float], place: tuple[float, float]) -> bool:
    return before[0] < place[0] and before[1] == place[1]


def _renumber(pdf: Any, operations: list[Any], elements: list[bytes], new: dict[int, int]) -> None:
    for element in dict.fromkeys(elements[mark] for mark in new):
        kids = referred(pdf, element)["K"]
        kids[:] = [new[kid] if isinstance(kid, int) else kid for kid in kids]
    for operation in operations:
        if isinstance(operation, dict) and "MCID" in operation:
            operation["MCID"] = new[operation["MCID"]]


def _names(pdf: Any) -> Iterator[str]:
    """The words that each font names a glyph after."""
    for font in pdf.objects:
        if isinstance(font, dict) and font.get("Subtype") == "/Type0":
            for line in referred(pdf, font["ToUnicode"]).stream:
                if isinstance(line, bytes) and (named := _NAMED.fullmatch(line)):
                    yield bytes.fromhex(named[1].decode()).decode("utf-16-be", "replace")


def _is_from_right(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in {"R", "AL", "AN"} for character in text)
