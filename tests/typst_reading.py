"""How Typst shows words on a page: pieces of one font each, placed by a matrix of their own.

Pieces from right to left are marked as turned round, and so is what stands for a bracket that is mirrored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

NEAR = 4.0
"""Points between two pieces of one line of words."""


@dataclass(frozen=True)
class Font:
    """Text and width of every glyph."""

    texts: dict[int, str]
    widths: dict[int, float]
    step: int
    """Bytes that tell one glyph."""

    @classmethod
    def of(cls, font: Any) -> Font:
        texts, step = names_of_glyphs(font["/ToUnicode"].get_data())
        return cls(texts, dict(_widths(font["/DescendantFonts"][0].get_object().get("/W", []))), step)


def names_of_glyphs(table: bytes) -> tuple[dict[int, str], int]:
    """What each glyph stands for, and how many bytes tell one."""
    texts: dict[int, str] = {}
    (codes,) = re.findall(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>", table)
    for kind, block in re.findall(rb"begin(bfchar|bfrange)(.*?)end\1", table, re.DOTALL):
        numbers = iter(re.findall(rb"<([0-9A-Fa-f]*)>", block))
        for first in numbers:
            last = next(numbers) if kind == b"bfrange" else first
            text = bytes.fromhex(next(numbers).decode()).decode("utf-16-be")
            for step in range(int(last, 16) - int(first, 16) + 1):
                texts[int(first, 16) + step] = text[:-1] + chr(ord(text[-1]) + step) if text else ""
    return texts, len(codes) // 2


def _widths(listed: list[Any]) -> Iterator[tuple[int, float]]:
    waiting = [each.get_object() for each in listed]
    while waiting:
        first, second = waiting.pop(0), waiting.pop(0)
        if isinstance(second, list):
            yield from ((first + at, float(width)) for at, width in enumerate(second))
        else:
            width = waiting.pop(0)
            yield from ((code, float(width)) for code in range(first, second + 1))


@dataclass
class Piece:
    """Glyphs from left to right, or turned round; ``mark`` is their number in the structure, None outside it."""

    mark: int | None
    x: float
    y: float
    glyphs: list[str]
    turned: bool = False
    end: float = 0
    running: bool = False


def pieces(page: Any) -> Iterator[Piece]:
    """Every piece of words on a page, as it is drawn."""
    fonts = {name: Font.of(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()}
    marks: list[tuple[int | None, str | None, bool]] = []
    font, size, x, y, after = Font({}, {}, 2), 0.0, 0.0, 0.0, 0.0
    place = (0.0, 0.0)
    current: Piece | None = None
    for operands, operator in page.get_contents().operations:
        match operator:
            case b"cm":
                place = float(operands[4]), float(operands[5])
            case b"BT" | b"Td":
                if operator == b"Td" and current and current.glyphs:
                    yield current
                x, y = place if operator == b"BT" else (x + float(operands[0]), y + float(operands[1]))
                after = 0.0
                number = next((mark for mark, *_ in reversed(marks) if mark is not None), None)
                current = Piece(number, x, round(y, 1), [], end=x, running=any(paged for *_, paged in marks))
            case b"BDC" | b"BMC":
                about = operands[1] if len(operands) > 1 else {}
                instead = about.get("/ActualText")
                if any(outer is not None for _, outer, _ in marks):  # what is around it has been told instead
                    instead = None
                if about.get("/MCID") is not None:  # it may show no words: a picture
                    yield Piece(about["/MCID"], x, 0, [])
                marks.append((about.get("/MCID"), instead, "/Attached" in about))
                if current and operands[0] == "/ReversedChars":
                    current.turned = True
                if current and instead is not None:
                    current.glyphs.append(instead)
            case b"EMC":
                marks.pop()
            case b"Tf":
                font, size = fonts[operands[0]], float(operands[1])
            case b"Tm":
                after = float(operands[4])
            case b"Tj" | b"TJ":
                assert current is not None
                assert marks, "words outside all marked content"
                told = any(instead is not None for _, instead, _ in marks)
                for part in operands[0] if operator == b"TJ" else operands:
                    if isinstance(part, int | float):
                        after -= float(part) / 1000 * size
                        continue
                    for code in _codes(part, font.step):
                        after += font.widths.get(code, 0) / 1000 * size
                        if not told:
                            current.glyphs.append(font.texts[code])
                current.end = current.x + after
            case b"ET":
                assert current is not None
                yield current
                current = None


def _codes(string: Any, step: int) -> list[int]:
    raw = string.original_bytes
    return [int.from_bytes(raw[at : at + step]) for at in range(0, len(raw), step)]


Shown: TypeAlias = list[tuple[float, tuple[str, ...]]]
"""The lines of a piece: height on the page, and words as they are read."""


def shown(pieces: list[Piece]) -> dict[int, Shown]:
    """For each piece of marked content its lines; a picture has none, nor has a piece without words."""
    found: dict[int, list[tuple[float, list[str]]]] = {}
    for piece in pieces:
        if piece.mark is not None:
            lines = found.setdefault(piece.mark, [])
            if piece.glyphs and (not lines or lines[-1][0] != piece.y):
                lines.append((piece.y, []))
            if piece.glyphs:
                lines[-1][1].extend(piece.glyphs[::-1] if piece.turned else piece.glyphs)
    return {mark: [(height, tuple(glyphs)) for height, glyphs in lines] for mark, lines in found.items()}


def outside(pieces: list[Piece], running: bool) -> list[tuple[str, ...]]:
    """Words outside the structure, from top to bottom and left to right; what stands close together is one.

    ``running``: those above and below the rest of every page, or else all others.
    """
    lines: list[list[Piece]] = []
    wanted = [each for each in pieces if each.mark is None and each.running == running]
    for piece in sorted(wanted, key=lambda each: (-each.y, each.x)):
        last = lines[-1][-1] if lines else None
        if last and last.y == piece.y and piece.x - last.end < NEAR:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [tuple(glyph for piece in line for glyph in piece.glyphs) for line in lines]
