"""What Typst draws on a page: pieces of words in one font each, told in the order of reading, or of the page.

Words from right to left are marked as turned round; what a glyph is not named after is told beside it (ISO 32000-1,
14.8.2.3.3 and 14.9.4). What stands in the margins has no structure, so its pieces are put together by their places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from reportgen.finished.direction import MIRRORED

NEAR = 4.0
"""Points between two pieces of one line of words."""
_PER_EM = 1000
Font = tuple[Mapping[bytes, str], Mapping[int, float]]
"""The words of each glyph by its number, and its width."""


class Drawn(Struct):
    """A piece: its number in the structure, if any, where it begins and ends, its glyphs from left to right."""

    mark: int | None
    x: float
    y: float
    glyphs: list[str] = field(default_factory=list)
    turned: bool = False
    end: float = 0

    def as_read(self) -> list[str]:
        """Its words in the order of reading."""
        return self.glyphs[::-1] if self.turned else self.glyphs

    def as_seen(self) -> list[str]:
        """Its words from left to right, brackets as they look."""
        return [MIRRORED.get(glyph, glyph) for glyph in self.glyphs] if self.turned else self.glyphs


def drawn(stream: Any, fonts: Mapping[str, Font]) -> Iterator[Drawn]:
    """The pieces of a page, in the order they are drawn."""
    marks: list[tuple[int | None, bool]] = []
    font: Font = ({}, {})
    x = y = after = size = 0.0
    place = (0.0, 0.0)
    piece = Drawn(None, 0, 0)
    for operands, operator in stream.operations:
        match operator:
            case b"cm":
                place = float(operands[4]), float(operands[5])
            case b"BT" | b"Td":
                if operator == b"Td" and piece.glyphs:
                    piece.end = piece.x + after
                    yield piece
                x, y = place if operator == b"BT" else (x + float(operands[0]), y + float(operands[1]))
                piece = Drawn(next((mark for mark, _ in reversed(marks) if mark is not None), None), x, round(y, 1))
                after = 0.0
            case b"BDC" | b"BMC":
                about = operands[1] if len(operands) > 1 and hasattr(operands[1], "get") else {}
                instead = about.get("/ActualText")
                if instead is not None and not any(told for _, told in marks):
                    piece.glyphs.append(str(instead))
                piece.turned |= operands[0] == "/ReversedChars"
                marks.append((about.get("/MCID"), instead is not None))
            case b"EMC" if marks:
                marks.pop()
            case b"Tf":
                font, size = fonts.get(str(operands[0]), ({}, {})), float(operands[1])
            case b"Tm":
                after = float(operands[4])
            case b"Tj" | b"TJ":
                for part in operands[0] if operator == b"TJ" else operands:
                    if isinstance(part, int | float):
                        after -= float(part) / _PER_EM * size
                        continue
                    codes = _codes(part.original_bytes, font)
                    after += sum(font[1].get(int.from_bytes(code), 0) for code in codes) / _PER_EM * size
                    if not any(told for _, told in marks):
                        piece.glyphs += [font[0].get(code, "") for code in codes]
            case b"ET":
                piece.end = piece.x + after
                yield piece


def _codes(raw: bytes, font: Font) -> list[bytes]:
    """The numbers of glyphs, in as many bytes as the font has for each."""
    step = max(map(len, font[0]), default=2)
    return [raw[at : at + step] for at in range(0, len(raw), step)]


def margins(pieces: Sequence[Drawn]) -> Iterator[list[str]]:
    """What stands outside the structure, from top to bottom and left to right; what stands close together is one."""
    lines: list[list[Drawn]] = []
    for piece in sorted((each for each in pieces if each.mark is None), key=lambda each: (-each.y, each.x)):
        last = lines[-1][-1] if lines else None
        if last and last.y == piece.y and piece.x - last.end < NEAR:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    for line in lines:
        yield [glyph for piece in line for glyph in piece.as_seen()]


def widths(font: Any) -> dict[int, float]:
    """The width of each glyph by its number (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    listed = font["/DescendantFonts"][0].get_object().get("/W", [])
    waiting = [each.get_object() for each in listed]
    while len(waiting) > 1:
        first, second = waiting.pop(0), waiting.pop(0)
        if isinstance(second, list):
            found |= {int(first) + at: float(width) for at, width in enumerate(second)}
        else:
            width = float(waiting.pop(0))
            found |= dict.fromkeys(range(int(first), int(second) + 1), width)
    return found
