"""Typst's PDF told in fewer bytes: what is the same without saying, places no finer than they are seen, short names.

To be called when all is mended, before the objects are packed.
"""

from __future__ import annotations

import re

from reportgen.writers._brief import short
from reportgen.writers._pdf_objects import Objects

_ELEMENT = b"<</Type/StructElem/S/"
_ROOT = b"<</Type/StructTreeRoot"
_LINK = b"<</Type/Annot/Subtype/Link/Rect["
_PLACE = re.compile(rb"\[\d+ 0 R/XYZ [^\]]*\]")
_REAL = re.compile(rb"-?\d+\.\d+")
_ONE = re.compile(rb"/(A|K)\[(<<(?:[^<>]|<[0-9A-F]*>)*>>|\d+ 0 R|\d+)\]")
_PAGE = re.compile(rb"/Pg (\d+ 0 R)>>$")
_HEAD = re.compile(rb"\((U\d+x\d+y\d+)\)")
_NONE = (b"/Headers[]", b"/K[]")


def brief_objects(objects: Objects) -> None:
    """Write structure, links and places briefly."""
    places = {number: _seen(text) for number, text in objects.numbered.items() if _PLACE.fullmatch(text)}
    for number in places:
        del objects.numbered[number]

    def place(found: re.Match[bytes]) -> bytes:
        return places.get(int(found[2]), found[0][len(found[1]) :]).join((found[1], b""))

    heads: dict[bytes, bytes] = {}
    named = re.compile(rb"(\)|/Dest )(\d+) 0 R")
    for number, text in objects.numbered.items():
        if text.startswith(_ELEMENT):
            objects.numbered[number] = _HEAD.sub(lambda found: _named(found, heads), _element(text))
        elif text.startswith(_LINK):
            about, box, rest = text.partition(b"]")
            objects.numbered[number] = b"<<" + _seen(about).removeprefix(b"<</Type/Annot") + box + rest
        elif b"/Title" in text[:400] and b"/Dest " in text:
            objects.numbered[number] = named.sub(place, text)
    objects.numbered[objects.root] = named.sub(place, objects.numbered[objects.root])
    _name_heads(objects, heads)


def _element(text: bytes) -> bytes:
    """An element of the structure without what its kind or its kids tell."""
    text = b"<</S/" + _seen(text[len(_ELEMENT) :])
    for none in _NONE:
        text = text.replace(none, b"")
    if page := _PAGE.search(text):
        text = text.replace(b"<</Type/OBJR/Pg %b/" % page[1], b"<</Type/OBJR/")
    return _ONE.sub(rb"/\1 \2", text).replace(b"/A <<", b"/A<<").replace(b"/K <<", b"/K<<")


def _seen(text: bytes) -> bytes:
    return _REAL.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip(".").encode(), text)


def _named(found: re.Match[bytes], heads: dict[bytes, bytes]) -> bytes:
    return b"(%b)" % heads.setdefault(found[1], short(len(heads)).encode())


def _name_heads(objects: Objects, heads: dict[bytes, bytes]) -> None:
    """The cells that head others by their new names, in the order that a search wants (ISO 32000-1, 7.9.6)."""
    for number, text in objects.numbered.items():
        if text.startswith(_ROOT) and (listed := re.search(rb"/IDTree<</Names\[([^\]]*)\]>>", text)):
            cells = re.findall(rb"\((U\d+x\d+y\d+)\)(\d+ 0 R)", listed[1])
            names = b"".join(b"(%b)%b" % pair for pair in sorted((heads[name], cell) for name, cell in cells))
            whole = b"/IDTree<</Names[%b]>>" % names
            objects.numbered[number] = text[: listed.start()] + whole + text[listed.end() :]
