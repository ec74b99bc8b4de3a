"""A font file → its name and the glyphs of its characters, from two of its tables (OpenType, ``name`` and ``cmap``).

What the common forms of these tables do not tell is asked of fontTools, which takes a tenth of a second to import.
"""

from __future__ import annotations

import struct
import sys
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

_UNICODE = ((3, 10), (3, 1), (0, 6), (0, 4), (0, 3), (0, 2), (0, 1), (0, 0))
"""Tables of characters by platform and encoding, the best first."""
_ENGLISH = {(1, 0): "mac_roman", (3, 0x409): "utf_16_be"}
"""How a name in English is written, by platform and language."""


@cache
def glyphs_of(file: Path) -> dict[int, int]:
    """Each character of a font, the first one of a collection, by its number → the number of its glyph."""
    read = table(file, b"cmap")
    found: dict[tuple[int, int], int] = {}
    for at in range(struct.unpack_from(">H", read, 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", read, 4 + 8 * at)
        found[platform, encoding] = offset
    best = next((found[each] for each in _UNICODE if each in found), None)
    kind = struct.unpack_from(">H", read, best)[0] if best is not None else 0
    if best is not None and kind == 12:
        return _groups(read, best)
    if best is not None and kind == 4:
        return _segments(read, best)
    with opened(file) as font:
        return {code: font.getGlyphID(glyph) for code, glyph in (font.getBestCmap() or {}).items()}


def name_of(file: Path, number: int) -> str:
    """A name of a font by its number, the English one where there is one: 1 its family, 2 its look; or nothing."""
    read = table(file, b"name")
    count, start = struct.unpack_from(">HH", read, 2)
    for at in range(count):
        platform, _, language, name, length, offset = struct.unpack_from(">6H", read, 6 + 12 * at)
        if name == number and (written := _ENGLISH.get((platform, language))):
            return read[start + offset : start + offset + length].decode(written)
    with opened(file) as font:
        return str(font["name"].getDebugName(number) or "")


def opened(file: Path) -> Any:
    """The font as fontTools reads it, its glyphs called by their numbers: it works out names of its own at length."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    font = TTFont(file, lazy=True, fontNumber=0)
    font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
    return font


def table(file: Path, name: bytes) -> bytes:
    """A table of a font, of the first one in a collection; nothing where it has none."""
    with file.open("rb") as program:
        start = _first(program)
        program.seek(start + 4)
        (number,) = struct.unpack(">H", program.read(2))
        program.seek(start + 12)
        for tag, _, at, length in struct.iter_unpack(">4sIII", program.read(16 * number)):
            if tag == name:
                program.seek(at)
                return program.read(length)
    return b""


def _first(program: BinaryIO) -> int:
    """Where the font begins; of a collection the first."""
    head = program.read(16)
    return int.from_bytes(head[12:16], "big") if head[:4] == b"ttcf" else 0


def _segments(table: bytes, at: int) -> dict[int, int]:
    """Format 4: runs of characters of the Basic Multilingual Plane."""
    (twice,) = struct.unpack_from(">H", table, at + 6)
    number, ends = twice // 2, at + 14
    starts, deltas, offsets = ends + twice + 2, ends + 2 * twice + 2, ends + 3 * twice + 2
    last = struct.unpack_from(f">{number}H", table, ends)
    first = struct.unpack_from(f">{number}H", table, starts)
    delta = struct.unpack_from(f">{number}H", table, deltas)
    offset = struct.unpack_from(f">{number}H", table, offsets)
    found: dict[int, int] = {}
    for each in range(number):
        for code in range(first[each], last[each] + 1):
            glyph = code
            if offset[each]:
                place = offsets + 2 * each + offset[each] + 2 * (code - first[each])
                (glyph,) = struct.unpack_from(">H", table, place)
            if (offset[each] == 0 or glyph) and (glyph := (glyph + delta[each]) & 0xFFFF):
                found[code] = glyph
    return found


def _groups(table: bytes, at: int) -> dict[int, int]:
    """Format 12: runs of characters of any plane, whose glyphs stand in a row."""
    (number,) = struct.unpack_from(">I", table, at + 12)
    found: dict[int, int] = {}
    for first, last, glyph in struct.iter_unpack(">III", table[at + 16 : at + 16 + 12 * number]):
        codes = range(first, min(last, sys.maxunicode) + 1)
        found.update(zip(codes, range(glyph, glyph + len(codes)), strict=True))
    return {code: glyph for code, glyph in found.items() if glyph}
