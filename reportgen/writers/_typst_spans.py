"""Elements of Typst's structure that say nothing to a reader → what they hold, as part of what is around them.

PDF 1.7 has no word for strong words: it takes them for a span. Around an id, which no line parts, stands one that is
said to be a block, as no reader should take it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.writers._pdf_objects import Objects

ELEMENT = re.compile(rb"<</Type/StructElem/S/.*/K\[([^\[\]]*)\](?:/Pg (\d+) 0 R)?>>", re.DOTALL)
"""An element: what it holds, and the page of that."""
KID = re.compile(rb"<</Type/MCR/Pg (?P<page>\d+) 0 R/MCID (?P<there>\d+)>>|<<[^<>]*>>|(?P<below>\d+) 0 R|(?P<here>\d+)")
ELEMENTS = re.compile(rb"\d+ 0 R|null")
_SILENT = re.compile(
    rb"<</Type/StructElem/S/(?:Strong/P (?P<strong>\d+)|Span/P (?P<span>\d+) 0 R/A\[<</O/Layout/Placement/Block>>\])"
    rb"(?: 0 R)?/K\[(?P<kids>[^\[\]]*)\](?:/Pg (?P<page>\d+) 0 R)?>>"
)
_TREE = re.compile(rb"<</Type/StructTreeRoot.*/ParentTree<</Nums\[([\d R]*)\]", re.DOTALL)
_PARENT = re.compile(rb"/P \d+ 0 R")


def dissolve_spans(objects: Objects) -> None:
    """Take these elements out of the structure, and have it say that what they hold belongs to what is around them."""
    numbered = objects.numbered
    new: dict[bytes, bytes] = {}
    for number, text in [*numbered.items()]:
        if _SILENT.match(text) and (found := _SILENT.fullmatch(numbered[number])):
            around = int(found["strong"] or found["span"])
            _take_in(objects, around, number, found)
            new[b"%d 0 R" % number] = b"%d 0 R" % around
            del numbered[number]
    for number in {*parents_of(objects).values()} if new else ():
        if numbered[number].startswith(b"["):
            elements = (_left(element, new) for element in ELEMENTS.findall(numbered[number]))
            numbered[number] = b"[%b]" % b" ".join(elements)


def parents_of(objects: Objects) -> dict[int, int]:
    """The objects that tell the elements of pages and annotations, by the number they are looked up by."""
    (listed,) = (found[1] for found in map(_TREE.match, objects.numbered.values()) if found)
    return {int(key): int(number) for key, number in re.findall(rb"(\d+) (\d+) 0 R", listed)}


def _take_in(objects: Objects, around: int, number: int, found: re.Match[bytes]) -> None:
    element = ELEMENT.fullmatch(objects.numbered[around])
    if element is None:
        raise ValueError(f"the element {around} is not written as others")
    page = element[2] or found["page"]
    kids = b" ".join(_kids(objects, around, found, page))
    whole = re.sub(rb"(?<!\d)%d 0 R" % number, lambda _: kids, element[1], count=1)
    end = b"]/Pg %b 0 R>>" % page if page else b"]>>"
    objects.numbered[around] = element[0][: element.start(1)] + whole + end


def _kids(objects: Objects, around: int, found: re.Match[bytes], page: bytes) -> Iterator[bytes]:
    """What an element holds, as one around it on that page tells it."""
    for kid in KID.finditer(found["kids"]):
        if kid["below"]:
            below = int(kid["below"])
            objects.numbered[below] = _PARENT.sub(b"/P %d 0 R" % around, objects.numbered[below], count=1)
        elsewhere = kid["here"] and found["page"] != page
        yield b"<</Type/MCR/Pg %b 0 R/MCID %b>>" % (found["page"], kid[0]) if elsewhere else kid[0]


def _left(element: bytes, new: dict[bytes, bytes]) -> bytes:
    while element in new:
        element = new[element]
    return element
