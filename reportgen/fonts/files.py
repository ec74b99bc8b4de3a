"""A font file → the families it has, or why memos cannot be set in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

LARGEST = 64 * 1024 * 1024
_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")
_WEB = (b"wOFF", b"wOF2")
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name")
_LONGEST_NAMES = 64 * 1024
_MOST_FONTS = 64
_DAMAGED = "is damaged; get it again from where it came from"
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
"""Names of a font (OpenType, ``name``): its family among four styles, and its family among any number."""


def families_in(file: Path) -> tuple[str, ...]:
    """The families of a TrueType or OpenType file, or of every font in a collection.

    Raises ValueError with what is wrong with it, in words that go on from "The font file …".
    """
    if file.stat().st_size > LARGEST:
        raise ValueError(f"is larger than {LARGEST // 1024**2} MiB")
    with file.open("rb") as opened:
        signature = opened.read(4)
    if signature in _WEB:
        raise ValueError("is made for web pages; name the .ttf or .otf file it was made from")
    if signature not in _SIGNATURES:
        raise ValueError("is no TrueType or OpenType font")
    return _families(file)


def _families(file: Path) -> tuple[str, ...]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # a tenth of a second: few styles need it

    names: set[str] = set()
    number, fonts = 0, 1
    while number < min(fonts, _MOST_FONTS):
        try:
            with TTFont(file, lazy=True, fontNumber=number) as font:
                fonts = getattr(font.reader, "numFonts", 1)
                names |= _names(font)
        except ValueError:
            raise
        except Exception:  # fontTools raises whatever its tables run into
            raise ValueError(_DAMAGED) from None
        number += 1
    return tuple(sorted(names))


def _names(font: Any) -> set[str]:
    tables = set(font.keys())
    if not tables.issuperset(_NEEDED) or not tables & {"glyf", "CFF ", "CFF2"}:
        raise ValueError("has no outlines, or lacks what tells them apart")
    if tables & {"fvar", "CFF2"}:
        raise ValueError("is a variable font; name the files of its single weights, such as …-Regular.ttf")
    # Its entries may overlap, so that reading it takes up to its size times their number.
    if font.reader.tables["name"].length > _LONGEST_NAMES:
        raise ValueError(_DAMAGED)
    font["head"], font["hhea"], font["maxp"]
    return {str(name) for number in (_FAMILY, _TYPOGRAPHIC_FAMILY) if (name := font["name"].getDebugName(number))}
