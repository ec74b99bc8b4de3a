"""The pieces of words that Typst marks → one for all that an element has in a row on a page (ISO 32000-1, 14.6).

Typst marks each stretch of one look on each line. What is told in another language stays apart. A space at which a line
ends is drawn there, so that words of two lines do not run together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportgen.writers._pdf_objects import Objects
from reportgen.writers._typst_spans import ELEMENT, ELEMENTS, KID, parents_of

_MARK = re.compile(rb"/Span<</MCID (?P<number>\d+)(?P<about>[^<>]*)>>BDC\s*")
_END = re.compile(rb"EMC\s*")
_SHAPES = re.compile(
    rb"/Artifact(?:<</Type/Layout>>BDC| BMC)\s*(?P<shapes>(?:q 1 0 0 -1 [^\n]*\n(?:h\nf|S)\nQ\n)*)EMC\s*"
)
"""Lines and grounds that stand for no words, or nothing at all."""
_SHAPE = re.compile(rb"q 1 0 0 -1 [^\n]*\n(h\nf|S)\nQ\n")


class Pieces:
    """The pieces of a file by the element that they belong to; tells of every page what can be one."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._kept: dict[int, dict[int, int]] = {}
        """For each page its pieces that are left: the number that each had, and the one it has."""
        found_in = ((number, ELEMENT.fullmatch(text)) for number, text in objects.numbered.items())
        self._elements = {number: found for number, found in found_in if found and (found[2] or b"/MCR" in found[1])}
        self._go_on = {
            pair
            for found in self._elements.values()
            if not found[1].isdigit()
            for pair in pairwise(_places(found))
            if pair[0][0] == pair[1][0]
        }

    def joined(self, page: int, content: bytes) -> bytes:
        """A page's content, with the pieces that can be one put together, and numbered from nought."""
        content = _shapes_first(content)
        kept: dict[int, int] = {}
        parts, at = [], 0
        last: re.Match[bytes] | None = None
        for found in _MARK.finditer(content):
            if last and self._goes_on(page, last, found) and (end := _end_between(content, last, found)):
                parts.append(content[at:end])
                at = found.end()
            else:
                kept[int(found["number"])] = len(kept)
                parts += [content[at : found.start("number")], b"%d" % (len(kept) - 1)]
                at = found.end("number")
            last = found
        self._kept[page] = kept
        return b"".join([*parts, content[at:]])

    def _goes_on(self, page: int, last: re.Match[bytes], found: re.Match[bytes]) -> bool:
        if last["about"] != found["about"] or b"/ActualText" in found["about"]:
            return False
        return ((page, int(last["number"])), (page, int(found["number"]))) in self._go_on

    def renumber(self) -> None:
        """Have the structure tell the pieces that are left of all pages, once these are put together."""
        numbered = self._objects.numbered
        for number, found in self._elements.items():
            kids = b" ".join(self._kids(found))
            if kids != found[1]:
                numbered[number] = found[0][: found.start(1)] + kids + found[0][found.end(1) :]
        parents = parents_of(self._objects)
        for page, kept in self._kept.items():
            told = re.search(rb"/StructParents (\d+)", numbered[page])
            if told is not None:
                elements = ELEMENTS.findall(numbered[parents[int(told[1])]])
                numbered[parents[int(told[1])]] = b"[%b]" % b" ".join(elements[mark] for mark in kept)

    def _kids(self, found: re.Match[bytes]) -> Iterator[bytes]:
        for kid in KID.finditer(found[1]):
            page = int(kid["page"] or found[2] or 0)
            mark = kid["there"] or kid["here"]
            if mark is None or page not in self._kept:
                yield kid[0]
            elif int(mark) in self._kept[page]:
                new = b"%d" % self._kept[page][int(mark)]
                yield kid[0].replace(b"/MCID " + mark, b"/MCID " + new) if kid["there"] else new


def _shapes_first(content: bytes) -> bytes:
    """A page on which grounds are drawn before all words, then lines, so that they part no words."""
    shapes = [shape for found in _SHAPES.finditer(content) for shape in _SHAPE.finditer(found["shapes"])]
    if not shapes:
        return content
    ordered = sorted(shapes, key=lambda shape: shape[1] == b"S")
    return b"/Artifact BMC\n%bEMC\n" % b"".join(shape[0] for shape in ordered) + _SHAPES.sub(b"", content)


def _end_between(content: bytes, last: re.Match[bytes], found: re.Match[bytes]) -> int:
    """Where a piece ends that the next follows at once; 0 where something is drawn between."""
    end = content.rfind(b"EMC", last.end(), found.start())
    follows = end > 0 and _END.fullmatch(content, end, found.start())
    return end if follows and content.find(b"/Artifact", last.end(), end) < 0 else 0


def _places(element: re.Match[bytes]) -> Iterator[tuple[int, int]]:
    """Page and number of each piece of an element; what is no piece has none, and parts what stands around it."""
    for kid in KID.finditer(element[1]):
        mark = kid["there"] or kid["here"]
        yield (int(kid["page"] or element[2] or 0), int(mark)) if mark else (0, -kid.start())
