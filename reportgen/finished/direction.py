"""Glyphs as they stand from left to right on a page → characters in the order of reading.

A PDF shows words written from right to left in the order of the page. Of the bidirectional algorithm (UAX 9)
this undoes what one line of a memo holds: stretches of either direction, and numbers among them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_CLASSES = {"L": "L", "R": "R", "AL": "R", "EN": "D", "AN": "D"}


def in_reading_order(glyphs: Sequence[str], from_right: bool) -> str:
    """The characters of a stretch of glyphs; ``from_right`` where the document is written so."""
    kinds = "".join(map(_kind, glyphs))
    if "R" not in kinds and not (from_right and "L" not in kinds):
        return "".join(glyphs)
    if from_right or kinds.count("R") > kinds.count("L"):
        return _from_right(glyphs)
    return _turned(glyphs, r"R(?:[RDN]*R)?", _from_right)


def _from_right(glyphs: Sequence[str]) -> str:
    mirrored = [MIRRORED.get(glyph, glyph) for glyph in reversed(glyphs)]
    return _turned(mirrored, r"L(?:[LDN]*[LD])?|D(?:N?D)*", _turned_back)


def _turned_back(glyphs: Sequence[str]) -> str:
    return "".join(MIRRORED.get(glyph, glyph) for glyph in reversed(glyphs))


def _turned(glyphs: Sequence[str], stretch: str, turn: Callable[[Sequence[str]], str]) -> str:
    text, at = "", 0
    for found in re.finditer(stretch, "".join(map(_kind, glyphs))):
        start, end = found.span()
        text += "".join(glyphs[at:start]) + turn(glyphs[start:end])
        at = end
    return text + "".join(glyphs[at:])


def _kind(glyph: str) -> str:
    """``L`` for letters from left to right, ``R`` from right to left, ``D`` for digits, ``N`` for the rest."""
    classes = {_CLASSES.get(unicodedata.bidirectional(character), "N") for character in glyph}
    return next((kind for kind in "RLD" if kind in classes), "N")
