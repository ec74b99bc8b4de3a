"""The fonts of Typst's PDF, without what no reader draws from; and its pages, drawn briefly with them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from reportgen.writers._codes import CODES, CODES_KEYS, MOST, names_table
from reportgen.writers._pdf_objects import Objects
from reportgen.writers._pen import OtherDrawingError
from reportgen.writers._truetype import lean
from reportgen.writers._typst_drawn import in_one_byte, redrawn
from reportgen.writers._typst_joined import Pieces
from reportgen.writers._typst_pieces import content_of

_FONT = re.compile(rb"<</Type/Font/Subtype/Type0/.*/DescendantFonts\[(\d+) 0 R\]/ToUnicode (\d+) 0 R>>", re.DOTALL)
_FONTS = re.compile(rb"/Font<<((?:/f\d+ \d+ 0 R)*)>>")
_PAGE = re.compile(rb"<</Type/Page/Resources (\d+) 0 R.*/Contents (\d+) 0 R", re.DOTALL)
_WIDTHS = re.compile(rb"/W\[([\d. ]*)\]")
_NAMED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_LANGUAGE = re.compile(rb"/Lang ?\([\w-]*\)")
_WIDTH = 3
"""Numbers that tell of widths: the first glyph, the last, the width."""


def lean_pages(objects: Objects) -> None:
    """Leave of every font what is drawn; draw every page briefly, unless fonts have too many glyphs for one byte."""
    fonts = {number: found for number, text in objects.numbered.items() if (found := _FONT.match(text))}
    widths = {number: dict(_widths(objects.numbered[int(found[1])])) for number, found in fonts.items()}
    names = {number: dict(_names(objects, int(found[2]))) for number, found in fonts.items()}
    pages = _drawn(objects, widths) if all(code < MOST for named in names.values() for code in named) else {}
    objects.numbered |= {number: stream_of(b"", in_one_byte(content)) for number, content in pages.items()}
    codes = objects.new(stream_of(CODES_KEYS, CODES)) if pages else 0
    for number, found in fonts.items():
        _lean_font(objects, int(found[1]), widths[number])
        if pages:
            text = objects.numbered[number]
            objects.numbered[number] = text.replace(b"/Encoding/Identity-H", b"/Encoding %d 0 R" % codes, 1)
            objects.numbered[int(found[2])] = stream_of(b"", names_table(names[number]))


def _drawn(objects: Objects, widths: dict[int, dict[int, int]]) -> dict[int, bytes]:
    """Every page's content by the number of its stream; nothing where one is drawn in a way that is not known."""
    language, pieces = _language(objects), Pieces(objects)
    drawn: dict[int, bytes] = {}
    try:
        for number, page in ((number, _PAGE.match(text)) for number, text in objects.numbered.items()):
            if page is None:
                continue
            listed = _FONTS.search(objects.numbered[int(page[1])])
            named = re.findall(rb"(/f\d+) (\d+) 0 R", listed[1]) if listed else ()
            content = content_of(objects.numbered[int(page[2])])
            measured = {name: widths[int(font)] for name, font in named}
            drawn[int(page[2])] = redrawn(pieces.joined(number, content), measured, language)
    except OtherDrawingError:
        return {}
    pieces.renumber()
    return drawn


def _language(objects: Objects) -> bytes:
    """What words are told to be in if they are in the language of all the file."""
    told = {
        found[0].replace(b" ", b"") for text in objects.numbered.values() if (found := _LANGUAGE.search(text, 0, 2000))
        and text.startswith((b"<</Type/Catalog", b"<</Type/StructElem"))
    }  # fmt: skip
    return told.pop() if len(told) == 1 else b""


def _names(objects: Objects, number: int) -> Iterator[tuple[int, bytes]]:
    for code, text in _NAMED.findall(content_of(objects.numbered[number])):
        yield int(code, 16), bytes.fromhex(text.decode())


def _widths(font: bytes) -> Iterator[tuple[int, int]]:
    """Glyphs and their widths, in whole numbers, as the file tells them."""
    found = _WIDTHS.search(font)
    numbers = [*map(float, found[1].split())] if found else []
    for first, last, width in zip(*(numbers[at::_WIDTH] for at in range(_WIDTH)), strict=True):
        yield from ((code, round(width)) for code in range(int(first), int(last) + 1))


def _lean_font(objects: Objects, number: int, widths: dict[int, int]) -> None:
    """Its widths, and a program with nothing but its glyphs."""
    font = objects.numbered[number]
    listed = b" ".join(b"%d" % widths.get(code, 0) for code in range(max(widths, default=-1) + 1))
    objects.numbered[number] = _WIDTHS.sub(b"/W[0[%b]]" % listed, font, count=1)
    found = re.search(rb"/FontDescriptor (\d+) 0 R", font)
    if found is None:
        return
    descriptor = objects.numbered[int(found[1])]
    if file := re.search(rb"/FontFile2 (\d+) 0 R", descriptor):
        program = lean(content_of(objects.numbered[int(file[1])]))
        objects.numbered[int(file[1])] = stream_of(b"/Length1 %d" % len(program), program)
        objects.numbered[int(found[1])] = re.sub(rb"/CIDSet \d+ 0 R", b"", descriptor, count=1)


def stream_of(about: bytes, content: bytes) -> bytes:
    """A stream with ``about`` among its keys."""
    packed = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (about, len(packed), packed)
