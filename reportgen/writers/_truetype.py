"""A font program of a PDF → the same glyphs and nothing else (OpenType 1.9; ISO 32000-1, 9.9).

A reader of PDF draws from seven tables. What fits glyphs to the pixels of old screens is left out, as WeasyPrint does;
so are the places of glyphs that are in no file.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence

_KEPT = (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")
_WORDS, _SCALE, _MORE, _BOTH_SCALES, _MATRIX, _INSTRUCTED = 0x1, 0x8, 0x20, 0x40, 0x80, 0x100
"""Flags of a part of a composite glyph."""


def lean(program: bytes, glyphs: Sequence[int] | None = None) -> bytes:
    """A TrueType program with ``glyphs`` alone, numbered by their place in it; without them, with all it has.

    Glyphs that others are made of must be among them; one that it has not is drawn as nothing. Raises ValueError for
    a program of another kind.
    """
    tables = _tables(program)
    all_glyphs, widths = _glyphs(tables), _widths(tables)
    order = range(len(all_glyphs)) if glyphs is None else glyphs
    beyond = max(order, default=0) + 1 - len(all_glyphs)
    all_glyphs += [b""] * beyond
    widths += [bytes(4)] * beyond
    new = {glyph: number for number, glyph in enumerate(order)}
    drawn = [_without_hints(all_glyphs[glyph], new) for glyph in order]
    places = [0]
    for each in drawn:
        places.append(places[-1] + len(each))
    tables[b"glyf"] = b"".join(drawn)
    long = places[-1] > 2 * 0xFFFF
    tables[b"loca"] = struct.pack(
        f">{len(places)}{'I' if long else 'H'}", *(each // (1 if long else 2) for each in places)
    )
    tables[b"hmtx"] = b"".join(widths[glyph] for glyph in order)
    tables[b"head"] = tables[b"head"][:8] + bytes(4) + tables[b"head"][12:50] + bytes([0, long]) + tables[b"head"][52:]
    tables[b"hhea"] = tables[b"hhea"][:34] + struct.pack(">H", len(drawn))
    tables[b"maxp"] = tables[b"maxp"][:4] + struct.pack(">H", len(drawn)) + tables[b"maxp"][6:]
    return _put_together({name: tables[name] for name in _KEPT})


def parts_of(program: bytes, glyphs: Sequence[int]) -> set[int]:
    """Glyphs with all that they are made of."""
    all_glyphs = _glyphs(_tables(program))
    found: set[int] = set()
    waiting = [*glyphs]
    while waiting:
        glyph = waiting.pop()
        if glyph not in found and glyph < len(all_glyphs):
            found.add(glyph)
            waiting += [part for _, part in _parts(all_glyphs[glyph])]
    return found


def _tables(program: bytes) -> dict[bytes, bytes]:
    version, number = struct.unpack_from(">IH", program)
    if version not in (0x00010000, 0x74727565):
        raise ValueError("the font is not TrueType")
    tables = {}
    for at in range(number):
        name, _, start, length = struct.unpack_from(">4sIII", program, 12 + 16 * at)
        tables[name] = program[start : start + length]
    if missing := [name for name in _KEPT if name not in tables]:
        raise ValueError(f"the font has no table {missing[0]!r}")
    return tables


def _glyphs(tables: dict[bytes, bytes]) -> list[bytes]:
    (number,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    (long,) = struct.unpack_from(">h", tables[b"head"], 50)
    places = struct.unpack_from(f">{number + 1}{'I' if long else 'H'}", tables[b"loca"])
    scale = 1 if long else 2
    return [tables[b"glyf"][scale * places[at] : scale * places[at + 1]] for at in range(number)]


def _widths(tables: dict[bytes, bytes]) -> list[bytes]:
    """Width and left side of each glyph; the last ones may share a width."""
    (number,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    (full,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    listed = tables[b"hmtx"]
    sides = [listed[4 * full + 2 * at : 4 * full + 2 * at + 2] for at in range(number - full)]
    return [listed[4 * at : 4 * at + 4] for at in range(full)] + [
        listed[4 * full - 4 : 4 * full - 2] + s for s in sides
    ]


def _without_hints(glyph: bytes, new: dict[int, int]) -> bytes:
    """A glyph without instructions, the glyphs it is made of by their new numbers."""
    if not glyph:
        return glyph
    (contours,) = struct.unpack_from(">h", glyph)
    if contours < 0:
        bare = bytearray(glyph)
        end = 10
        for at, part in _parts(glyph):
            (flags,) = struct.unpack_from(">H", glyph, at)
            struct.pack_into(">HH", bare, at, flags & ~_INSTRUCTED, new.get(part, 0))
            end = at + _length(flags)
        kept = bytes(bare[:end])
    else:
        at = 10 + 2 * contours
        (instructions,) = struct.unpack_from(">H", glyph, at)
        kept = glyph[:at] + b"\0\0" + glyph[at + 2 + instructions :]
    return kept + bytes(len(kept) % 2)


def _parts(glyph: bytes) -> Iterator[tuple[int, int]]:
    """Where each part of a composite glyph is told, and which glyph it is."""
    at, flags = 10, _MORE
    if len(glyph) < 10 or struct.unpack_from(">h", glyph)[0] >= 0:
        return
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", glyph, at)
        yield at, part
        at += _length(flags)


def _length(flags: int) -> int:
    scaled = 2 if flags & _SCALE else 4 if flags & _BOTH_SCALES else 8 if flags & _MATRIX else 0
    return 4 + (4 if flags & _WORDS else 2) + scaled


def _put_together(tables: dict[bytes, bytes]) -> bytes:
    """The program, with the sums that tell whether it is whole."""
    number = len(tables)
    power = 1 << (number.bit_length() - 1)
    head = struct.pack(">IHHHH", 0x00010000, number, 16 * power, power.bit_length() - 1, 16 * (number - power))
    at, listed, body = 12 + 16 * number, b"", b""
    for name, table in tables.items():
        padded = table + bytes(-len(table) % 4)
        listed += struct.pack(">4sIII", name, _sum(padded), at + len(body), len(table))
        body += padded
    program = head + listed + body
    where = program.index(tables[b"head"], at) + 8
    adjustment = (0xB1B0AFBA - _sum(program)) & 0xFFFFFFFF
    return program[:where] + struct.pack(">I", adjustment) + program[where + 4 :]


def _sum(padded: bytes) -> int:
    words = array("I", padded)
    if struct.pack("=I", 1) != struct.pack(">I", 1):
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
