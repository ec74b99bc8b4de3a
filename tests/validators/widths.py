"""Whether the glyphs of a font with CFF outlines are as wide as the PDF says, read by fontTools."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2WidthExtractor


def widths_agree(pdf: pikepdf.Pdf, number: int) -> bool:
    """Whether every glyph of the composite font that is object ``number`` has the width told for it, to one unit.

    Glyphs are numbered as in the font (``CIDToGIDMap`` is for TrueType alone).
    """
    (font,) = pdf.get_object(number, 0).DescendantFonts
    told, default = dict(_told(list(font.W))), float(font.get("/DW", 1000))
    return all(abs(width - told.get(glyph, default)) <= 1 for glyph, width in _drawn(font.FontDescriptor.FontFile3))


def _told(widths: list[Any]) -> Iterator[tuple[int, float]]:
    """The widths by number, from the two ways to write them (ISO 32000-1, 9.7.4.3)."""
    while widths:
        first, second, *widths = widths
        if isinstance(second, pikepdf.Array):
            yield from ((int(first) + place, float(each)) for place, each in enumerate(second))
        else:
            width, *widths = widths
            yield from ((number, float(width)) for number in range(int(first), int(second) + 1))


def _drawn(file: pikepdf.Object) -> Iterator[tuple[int, float]]:
    """The widths by number, from the programs of the glyphs themselves."""
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(file.read_bytes()), None)
    for number, name in enumerate(fonts[0].charset):
        program, part = fonts[0].CharStrings.getItemAndSelector(name)
        private = fonts[0].FDArray[part].Private
        subroutines = getattr(private, "Subrs", [])
        drawn = T2WidthExtractor(subroutines, fonts[0].GlobalSubrs, private.nominalWidthX, private.defaultWidthX)
        program.private = private
        drawn.execute(program)
        yield number, drawn.width
