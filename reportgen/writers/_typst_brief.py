"""Typst's PDF told in fewer bytes: what is the same without saying, places no finer than they are seen, short names.

To be called when all is mended, before the objects are packed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reportgen.writers._brief import SPOTS, short
from reportgen.writers._pdf_objects import Objects

_ELEMENT = b"<</Type/StructElem/S/"
_ROOT = b"<</Type/StructTreeRoot"
_LINK = b"<</Type/Annot/Subtype/Link/Rect["
_PLACE = re.compile(rb"\[\d+ 0 R/XYZ [^\]]*\]")
_LEADS = re.compile(rb"(/Dest )(\d+) 0 R(?=>>$)")
_NAMED = re.compile(rb"(\))(\d+) 0 R")
_REAL = re.compile(rb"-?\d+\.\d+")
_ONE = re.compile(rb"/(A|K)\[(<<(?:[^<>]|<[0-9A-F]*>)*>>|\d+ 0 R|\d+)\]")
_PAGE = re.compile(rb"/Pg (\d+ 0 R)>>$")
_HEAD = re.compile(rb"(?<!/T)\((U\d+x\d+y\d+)\)")
_LAYOUT = re.compile(rb"<</O/Layout[^<>()]*>>")
_DRAWN = re.compile(rb"<</O/Layout(?:/(?:BackgroundColor|BorderColor|BorderStyle|BorderThickness)\[[^\]]*\])+>>")
"""How a cell is drawn, which the page shows."""
_NONE = (b"/Headers[]", b"/K[]", b"/A[]")


def brief_objects(objects: Objects) -> None:
    """Write structure, links and places briefly."""
    places = {number: _seen(text) for number, text in objects.numbered.items() if _PLACE.fullmatch(text)}
    for number in places:
        del objects.numbered[number]

    def place(found: re.Match[bytes]) -> bytes:
        return found[1] + places.get(int(found[2]), b"%b 0 R" % found[2])

    heads: dict[bytes, bytes] = {}
    for number, text in objects.numbered.items():
        if text.startswith(_ELEMENT):
            objects.numbered[number] = _HEAD.sub(lambda found: _named(found, heads), _element(text))
        elif text.startswith(_LINK):
            about, box, rest = text.partition(b"]")
            objects.numbered[number] = b"<<" + _seen(about).removeprefix(b"<</Type/Annot") + box + rest
        elif b"/Title" in text[:400] and b"/Dest " in text:
            objects.numbered[number] = _LEADS.sub(place, text)
    objects.numbered[objects.root] = _NAMED.sub(place, objects.numbered[objects.root])
    _name_heads(objects, heads)


def _element(text: bytes) -> bytes:
    """An element of the structure without what its kind or its kids tell."""
    if text.count(b"/K[") > 1 or text.count(b"/A[") > 1:  # one of them may be in words
        return text
    text = b"<</S/" + text[len(_ELEMENT) :]
    if b"/O/Layout" in text:
        text = _LAYOUT.sub(_seen_colours, _DRAWN.sub(b"", text))
    for none in _NONE:
        text = text.replace(none, b"")
    if page := _PAGE.search(text):
        text = text.replace(b"<</Type/OBJR/Pg %b/" % page[1], b"<</Type/OBJR/")
    return _ONE.sub(rb"/\1 \2", text).replace(b"/A <<", b"/A<<").replace(b"/K <<", b"/K<<")


def _seen_colours(layout: re.Match[bytes]) -> bytes:
    return _REAL.sub(lambda found: f"{float(found[0]):.3f}".rstrip("0").rstrip(".").encode(), layout[0])


def _seen(text: bytes) -> bytes:
    return _REAL.sub(_rounded, text)


@lru_cache(maxsize=4096)
def _short_number(number: bytes) -> bytes:
    return f"{float(number):.{SPOTS}f}".rstrip("0").rstrip(".").encode()


def _rounded(found: re.Match[bytes]) -> bytes:
    return _short_number(found[0])


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
