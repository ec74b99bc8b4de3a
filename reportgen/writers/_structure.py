"""The structure tree of a PDF as a reader needs it (ISO 32000-1, 14.7 and 14.8).

WeasyPrint makes an element of every stretch of every line, says of no header cell what it heads, and gives the
words on every page's margin elements that nothing leads to. Here words hang on their paragraph or cell, header
cells have their scope, and what stands in the margins is no content (an artifact, 14.8.2.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_IN_LINES = frozenset({"/Span", "/NonStruct"})
_HOLDS_WORDS = frozenset({"/P", "/H1", "/H2", "/H3", "/TH", "/TD", "/Lbl", "/LBody", "/Caption", "/Link"})
_PLAIN_KEYS = frozenset({"Type", "S", "P", "K", "Pg"})


class Structure:
    """The tree of a PDF that is about to be written."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._root = self._object(pdf.catalog["StructTreeRoot"])
        nums = self._object(self._root["ParentTree"])["Nums"]
        self._parents: dict[int, Any] = dict(zip(nums[::2], nums[1::2], strict=True))
        """Page (and annotation) number → the element of each of its pieces of content, by their numbers."""

    def mend(self) -> None:
        """Mend all of it."""
        self._take_out_margins()
        moved: dict[bytes, bytes] = {}
        for element in list(self._elements(self._root)):
            if element.get("S") in _HOLDS_WORDS:
                self._gather(element, moved)
            if element.get("S") == "/TH":
                self._tell_scope(element)
        for elements in self._parents.values():
            if isinstance(elements, list):  # of a page; the one of an annotation holds no words of its own
                elements[:] = [_last(each, moved) for each in elements]

    # ---------------------------------------------------------------------------------- walking

    def _object(self, reference: Any) -> Any:
        return referred(self._pdf, reference)

    def _kids(self, element: Any) -> list[Any]:
        """Elements below an element, and numbers of content."""
        return [self._object(kid) if isinstance(kid, bytes) else kid for kid in element.get("K", [])]

    def _elements(self, element: Any) -> Iterator[Any]:
        for kid in self._kids(element):
            if isinstance(kid, dict) and "S" in kid:
                yield kid
                yield from self._elements(kid)

    # ---------------------------------------------------------------------------------- mending

    def _gather(self, element: Any, moved: dict[bytes, bytes]) -> None:
        """Hang the words of elements that only divide a line on the element they are words of."""
        kids: list[Any] = []
        for kid in element["K"]:
            kids += self._words(kid, element, moved) if isinstance(kid, bytes) else [kid]
        element["K"][:] = kids

    def _words(self, reference: bytes, above: Any, moved: dict[bytes, bytes]) -> list[Any]:
        inner = self._object(reference)
        if inner.get("S") not in _IN_LINES or not inner.keys() <= _PLAIN_KEYS or inner["Pg"] != above["Pg"]:
            return [reference]
        self._gather(inner, moved)
        if any(isinstance(kid, bytes) and self._object(kid).get("Type") == "/OBJR" for kid in inner["K"]):
            return [reference]
        for kid in inner["K"]:
            if isinstance(kid, bytes):
                self._object(kid)["P"] = above.reference
        moved[reference] = above.reference
        words = list(inner["K"])
        inner.clear()  # an object set free would be counted among the compressed ones all the same
        return words

    def _tell_scope(self, cell: Any) -> None:
        row = self._object(cell["P"])
        heads_columns = self._object(row["P"]).get("S") == "/THead"
        cell["A"]["Scope"] = "/Column" if heads_columns else "/Row"

    def _take_out_margins(self) -> None:
        """Make what no element of the tree holds an artifact."""
        reached = {id(element) for element in self._elements(self._root)}
        for number, page in enumerate(self._pages()):
            elements = self._parents[number]
            stray = {n for n, each in enumerate(elements) if id(self._object(each)) not in reached}
            for mark in stray:
                self._clear(self._object(elements[mark]), reached)
                elements[mark] = b"null"
            while elements and elements[-1] == b"null":
                elements.pop()
            _make_artifacts(self._object(page["Contents"]).stream, stray)

    def _pages(self) -> list[Any]:
        return [self._object(reference) for reference in self._pdf.page_references]

    def _clear(self, element: Any, reached: set[int]) -> None:
        while "P" in element and id(element) not in reached:
            above = self._object(element["P"])
            element.clear()
            element = above


def _make_artifacts(operations: list[Any], stray: set[int]) -> None:
    """Mark pieces of a page's content, by their numbers, as what stands on every page."""
    for place, operand in enumerate(operations):
        if isinstance(operand, dict) and operand.get("MCID") in stray:
            operations[place - 1] = b"/Artifact"
            operand.clear()
            operand["Type"] = "/Pagination"


def _last(reference: bytes, moved: dict[bytes, bytes]) -> bytes:
    """Where the words of an element are in the end."""
    while reference in moved:
        reference = moved[reference]
    return reference


def referred(pdf: Any, reference: bytes) -> Any:
    """The object that a reference refers to."""
    return pdf.objects[int(reference.split()[0])]
