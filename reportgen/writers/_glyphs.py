"""Names for the glyphs of a PDF: the characters that are copied, searched for and read aloud.

WeasyPrint names a glyph after the words it first stands for, and keeps that name. So a guillemet
first met in Arabic, where it is mirrored, turns round in the French that follows; a letter first met
under an accent has no name at all; every space is a no-break space if the first one was. Here a
glyph is named after the character its font draws with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.fonts.charmap import glyphs_of, name_of
from reportgen.fonts.forms import forms_of

_NAMED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_FORMS = re.compile("[\ufb00-\ufdff\ufe80-\ufefc]")


def name_glyphs(pdf: Any, files: Iterable[Path]) -> None:
    """Mend the names in a PDF about to be written. ``files`` are the fonts it may be set in."""
    faces = {_described(file): file for file in reversed([*files])}
    for font in pdf.objects:
        if not isinstance(font, dict) or font.get("Subtype") != "/Type0":
            continue
        file = faces.get(font["BaseFont"].decode().partition("+")[2])
        if file is not None:
            table = pdf.objects[int(font["ToUnicode"].split()[0])]
            named = {int(line[1:5], 16) for line in table.stream if _NAMED.fullmatch(line)}
            names = _names(file) if named <= _names(file).keys() else _names_of_forms(file)
            table.stream = [_renamed(line, names) for line in table.stream]


def names_ahead(files: Iterable[Path]) -> Iterator[None]:
    """Read what the names of the glyphs of fonts are made from, one a step."""
    for file in files:
        _described(file)
        _names(file)
        yield


def _renamed(line: bytes, names: dict[int, frozenset[str]]) -> bytes:
    """A line of a ToUnicode table; one that names no glyph stays as it is."""
    named = _NAMED.fullmatch(line)
    if named is None:
        return line
    glyph, text = named.groups()
    name = _name(bytes.fromhex(text.decode()).decode("utf-16-be"), names.get(int(glyph, 16), frozenset()))
    return b"<%s> <%s>" % (glyph, name.encode("utf-16-be").hex().encode())


def _name(given: str, drawn: frozenset[str]) -> str:
    """``given``, unless the font draws other characters with the glyph, or a plain space too."""
    if " " in drawn:
        return " "
    plain = _folded(given)
    return plain if plain in drawn or not drawn else min(drawn, key=lambda text: (_folded(text) != text, text))


def _folded(text: str) -> str:
    """The letters behind a ligature or a form of a letter that has a number of its own."""
    return unicodedata.normalize("NFKC", text) if _FORMS.fullmatch(text) else text


@cache
def _described(file: Path) -> str:
    """A face as the name of a font in a PDF: ``Noto-Naskh-Arabic-Bold``."""
    return f"{name_of(file, 1)} {name_of(file, 2)}".removesuffix(" Regular").replace(" ", "-")


@cache
def _names(file: Path) -> dict[int, frozenset[str]]:
    """For each glyph that a character has of its own the characters it is drawn for."""
    drawn: dict[int, set[str]] = {}
    for code, glyph in glyphs_of(file).items():
        drawn.setdefault(glyph, set()).update({chr(code), _folded(chr(code))})
    return {glyph: frozenset(characters) for glyph, characters in drawn.items()}


@cache
def _names_of_forms(file: Path) -> dict[int, frozenset[str]]:
    """The same, with the other forms of a character: an Arabic letter's initial, medial and final one."""
    drawn = dict(_names(file))
    for glyph, form in forms_of(file):
        if glyph in drawn and form not in drawn:
            drawn[form] = drawn[glyph]
    return drawn
