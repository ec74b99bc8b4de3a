"""The words on a PDF's pages in one byte a glyph, where its fonts have few enough (ISO 32000-1, 9.7.5 and 9.10.3).

Both engines write two. What a code stands for is told by one table for all fonts: a code is the number of its glyph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from reportgen.writers._structure import referred
from reportgen.writers._truetype import lean, parts_of

MOST = 256
_SYSTEM = b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
_TABLE = (
    b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n%b def\n"
    b"/CMapName /%b def\n/CMapType %d def\n%b1 begincodespacerange\n<00> <ff>\nendcodespacerange\n%b"
    b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
)
_NAMED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_IN_BLOCK = 100
"""Entries that a block of a table may have."""
CODES_KEYS = b"/Type/CMap/CMapName/B/WMode 0/CIDSystemInfo" + _SYSTEM
CODES = _TABLE % (_SYSTEM, b"B", 1, b"/WMode 0 def\n", b"1 begincidrange\n<00> <ff> 0\nendcidrange\n")
"""Which glyph each code is: the one of its own number."""


def names_table(names: Mapping[int, bytes]) -> bytes:
    """What each code stands for, in UTF-16 (big end first); codes in one row stand for characters in one row."""
    singles, rows = [], []
    for first, last, text in _rows(names):
        if first == last:
            singles.append(b"<%02x> <%b>" % (first, text.hex().encode()))
        else:
            rows.append(b"<%02x> <%02x> <%b>" % (first, last, text.hex().encode()))
    blocks = b"".join(_blocks(singles, b"bfchar")) + b"".join(_blocks(rows, b"bfrange"))
    return _TABLE % (_SYSTEM.replace(b"Identity", b"UCS"), b"Adobe-Identity-UCS", 2, b"", blocks)


def _rows(names: Mapping[int, bytes]) -> Iterator[tuple[int, int, bytes]]:
    first, last, text = -1, -1, b""
    for code, name in sorted(names.items()):
        goes_on = len(name) == 2 and code == last + 1 and name == _after(text, code - first)
        if goes_on:
            last = code
            continue
        if first >= 0:
            yield first, last, text
        first, last, text = code, code, name
    if first >= 0:
        yield first, last, text


def _after(text: bytes, steps: int) -> bytes:
    """The character so many steps on; rows that leave a block of 256 are none."""
    whole = len(text) == 2 and text[1] + steps < MOST
    return bytes([text[0], text[1] + steps]) if whole else b""


def _blocks(entries: list[bytes], kind: bytes) -> Iterator[bytes]:
    for at in range(0, len(entries), _IN_BLOCK):
        some = entries[at : at + _IN_BLOCK]
        yield b"%d begin%b\n%b\nend%b\n" % (len(some), kind, b"\n".join(some), kind)


# -------------------------------------------------------------------------------- WeasyPrint's fonts


def one_byte_each(pdf: Any) -> dict[int, int]:
    """Give the glyphs of all fonts of a document of WeasyPrint's new numbers, the same in each: old → new.

    None where there are too many for one byte, or a font is none of TrueType.
    """
    fonts = [_Font(pdf, each) for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/Font"
             and "DescendantFonts" in each]  # fmt: skip
    if not fonts or not all(font.is_truetype for font in fonts):
        return {}
    named: dict[int, bytes] = {}
    for font in fonts:
        named = font.names | named
    parts = {part for font in fonts for part in parts_of(font.program, [*font.names])}
    order = [0, *sorted(named.keys() - {0}, key=lambda glyph: (len(named[glyph]), named[glyph], glyph))]
    order += sorted(parts - {*order})
    if len(order) > MOST:
        return {}
    new = {glyph: code for code, glyph in enumerate(order)}
    codes = _codes_of(pdf)
    for font in fonts:
        font.number_anew(new, order, codes)
    return new


def _codes_of(pdf: Any) -> bytes:
    import pydyf  # type: ignore[import-untyped]

    about = {"Type": "/CMap", "CMapName": "/B", "WMode": 0, "CIDSystemInfo": _SYSTEM}
    stream = pydyf.Stream([CODES], about, compress=True)
    pdf.add_object(stream)
    return bytes(stream.reference)


class _Font:
    """A font of WeasyPrint's: the names of its glyphs by number, their widths, its program."""

    def __init__(self, pdf: Any, font: Any) -> None:
        self._font = font
        (below,) = font["DescendantFonts"]
        self._below = referred(pdf, below)
        descriptor = referred(pdf, self._below["FontDescriptor"])
        self.is_truetype = "FontFile2" in descriptor and font["Encoding"] == "/Identity-H"
        self._file: Any = referred(pdf, descriptor["FontFile2"]) if self.is_truetype else None
        self._table = referred(pdf, font["ToUnicode"])
        found = (_NAMED.fullmatch(line) for line in self._table.stream if isinstance(line, bytes))
        self.names = {int(each[1], 16): bytes.fromhex(each[2].decode()) for each in found if each}

    @property
    def program(self) -> bytes:
        """The font itself."""
        (program,) = self._file.stream
        return bytes(program)

    def number_anew(self, new: Mapping[int, int], order: list[int], codes: bytes) -> None:
        """Write all that has numbers of glyphs in it with the new ones; ``codes`` refers to the table of codes."""
        program = lean(self.program, order)
        self._file.stream[:] = [program]
        self._file.extra["Length1"] = len(program)
        self._table.stream[:] = [names_table({new[glyph]: name for glyph, name in self.names.items()})]
        self._font["Encoding"] = codes
        widths = sorted((new[glyph], width) for glyph, width in self._widths() if glyph in new)
        listed = self._below["W"]
        listed.clear()
        for _, run in groupby(enumerate(widths), key=lambda each: each[1][0] - each[0]):
            row = [entry for _, entry in run]
            listed += [row[0][0], type(listed)(width for _, width in row)]

    def _widths(self) -> Iterator[tuple[int, Any]]:
        listed = iter([*self._below["W"]])
        for first in listed:
            yield from enumerate(next(listed), first)
