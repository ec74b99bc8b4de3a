"""A font file → the other forms of its glyphs, such as an Arabic letter's at the end of a word (OpenType, ``GSUB``)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from reportgen.fonts.charmap import table

_SINGLE, _EXTENSION = 1, 7
"""Kinds of glyph substitution: one glyph for one; any kind, further away."""


def forms_of(file: Path) -> Iterator[tuple[int, int]]:
    """Each glyph that one other may stand for, and that other, by their numbers, in the order of the font."""
    rules = table(file, b"GSUB")
    if not rules:
        return
    (lookups,) = struct.unpack_from(">H", rules, 8)
    for lookup in _places(rules, lookups, lookups):
        (kind,) = struct.unpack_from(">H", rules, lookup)
        for place in _places(rules, lookup + 4, lookup):
            inner, at = kind, place
            if kind == _EXTENSION:
                inner, further = struct.unpack_from(">HI", rules, place + 2)
                at = place + further
            if inner == _SINGLE:
                yield from _single(rules, at)


def _places(rules: bytes, at: int, start: int) -> list[int]:
    """A list of offsets, its length first."""
    (number,) = struct.unpack_from(">H", rules, at)
    return [start + offset for offset in struct.unpack_from(f">{number}H", rules, at + 2)]


def _single(rules: bytes, at: int) -> Iterator[tuple[int, int]]:
    how, covered = struct.unpack_from(">HH", rules, at)
    glyphs = _covered(rules, at + covered)
    if how == 1:
        (delta,) = struct.unpack_from(">H", rules, at + 4)
        yield from ((glyph, (glyph + delta) & 0xFFFF) for glyph in glyphs)
    elif how == 2:
        (number,) = struct.unpack_from(">H", rules, at + 4)
        yield from zip(glyphs, struct.unpack_from(f">{number}H", rules, at + 6), strict=False)


def _covered(rules: bytes, at: int) -> list[int]:
    how, number = struct.unpack_from(">HH", rules, at)
    if how == 1:
        return list(struct.unpack_from(f">{number}H", rules, at + 4))
    ranges = struct.iter_unpack(">HHH", rules[at + 4 : at + 4 + 6 * number])
    return [glyph for first, last, _ in ranges for glyph in range(first, last + 1)]
