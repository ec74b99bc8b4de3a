"""A page of a PDF → its lines, with where they stand."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from math import hypot
from statistics import median
from typing import Any

from msgspec import Struct, field

SOFT_HYPHEN, BREAK_HYPHEN = "\u00ad", "\u2010"
"""A soft hyphen, and the hyphen that a typesetter set at the end of a line."""
_MARK = re.compile(r"[•●▪■◦‣⁃∙➢–-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]", re.IGNORECASE)
"""What stands before an entry of a list."""
NO_BREAK = "\u00a0"
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: SOFT_HYPHEN}
"""How PDFium tells a hyphen at the end of a line."""


class Line(Struct):
    """Words on one baseline; lengths in points, ``y`` upwards from the foot of the page."""

    text: str
    page: int
    left: float
    right: float
    y: float
    size: float
    """Of its letters: the font's, as it is scaled on the page."""
    first: float = 0.0
    """How wide its first word is."""
    top_share: float = 0.0
    """How far down the page it stands: 0 at the top, 1 at the foot."""


class _Growing(Struct):
    letters: list[str] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    first: int = 0
    """How many letters the first word has, once it has ended."""

    def line(self, page: int, height: float) -> Line | None:
        text = "".join(self.letters)
        if not self.ys or not text.strip():
            return None
        y = median(self.ys)
        word = slice(self.first or len(self.lefts))
        first = max(self.rights[word]) - min(self.lefts[word])
        left, right, share = min(self.lefts), max(self.rights), 1 - y / max(height, 1)
        return Line(text, page, left, right, y, median(self.sizes), first, share)


def lines(page: Any, number: int, most: int) -> list[Line]:
    """The lines of a page in the order in which they were set, of at most ``most`` characters."""
    text = page.get_textpage()
    try:
        height = page.get_height()
        return _in_order(_marked(_joined(list(_lines(text, min(text.count_chars(), most), number, height)))))
    finally:
        text.close()


def _lines(text: Any, count: int, number: int, height: float) -> Iterator[Line]:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    growing = _Growing()
    box, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    ends = False
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text.raw, at)
        if code in (0x0A, 0x0D):
            ends = True
            continue
        letter = _HYPHENS.get(code) or (chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd")
        if letter.isspace() or (not letter.isprintable() and letter != SOFT_HYPHEN):
            growing.letters.append(letter if letter == NO_BREAK else " ")
            growing.first = growing.first or (len(growing.lefts) if letter != NO_BREAK else 0)
            continue
        pdfium.FPDFText_GetLooseCharBox(text.raw, at, box)
        pdfium.FPDFText_GetCharOrigin(text.raw, at, x, y)
        pdfium.FPDFText_GetMatrix(text.raw, at, matrix)
        size = pdfium.FPDFText_GetFontSize(text.raw, at) * hypot(matrix.c, matrix.d) or 1.0
        if growing.ys and (ends or _after_hyphen(growing, y.value)):
            if line := growing.line(number, height):
                yield line
            growing = _Growing()
        ends = False
        growing.letters.append(letter)
        growing.lefts.append(box.left)
        growing.rights.append(box.right)
        growing.ys.append(y.value)
        growing.sizes.append(size)
    if line := growing.line(number, height):
        yield line


def _after_hyphen(growing: _Growing, y: float) -> bool:
    """Whether the next letter stands on another line, after a hyphen that PDFium joins over."""
    hyphen = growing.letters[-1] in ("-", SOFT_HYPHEN, BREAK_HYPHEN)
    return hyphen and abs(growing.ys[-1] - y) > growing.sizes[-1] * 0.6


def _joined(lines: list[Line]) -> list[Line]:
    """Lines put together that are one: a raised figure, or words set one after the other on one baseline."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and _is_one(last, line):
            small = line.size < last.size * 0.85 or last.size < line.size * 0.85
            gap = line.left - last.right
            last.text += ("" if small or gap < 0.15 * last.size or last.text.endswith(" ") else " ") + line.text
            last.right = max(last.right, line.right)
            if line.size > last.size:
                last.y, last.size = line.y, line.size
        else:
            joined.append(line)
    for line in joined:
        line.text = re.sub(" +", " ", line.text).strip()
    return joined


def _marked(lines: list[Line]) -> list[Line]:
    """The lines with the marks of list entries before their words: some programs set all marks last."""
    marks = [line for line in lines if _MARK.fullmatch(line.text)]
    gone: set[int] = set()
    for mark in marks:
        for line in lines:
            level = line is not mark and abs(line.y - mark.y) < 0.3 * mark.size
            if level and -1 < line.left - mark.right < 3 * mark.size and not _MARK.fullmatch(line.text):
                line.text, line.left, line.first = f"{mark.text} {line.text}", mark.left, mark.right - mark.left
                gone.add(id(mark))
                break
    return [line for line in lines if id(line) not in gone]


def _in_order(lines: list[Line]) -> list[Line]:
    """The lines of a page with what was set last above all others first, and what was set first below them last."""
    above, below, body = list[Line](), list[Line](), list(lines)
    while len(body) > 1 and body[-1].y > max(line.y for line in body[:-1]):
        above.insert(0, body.pop())
    while len(body) > 1 and body[0].y < min(line.y for line in body[1:]):
        below.append(body.pop(0))
    return [*above, *body, *below]


def _is_one(last: Line, line: Line) -> bool:
    near = -0.3 * last.size < line.left - last.right < 0.8 * max(last.size, line.size)
    level = abs(last.y - line.y) < 0.45 * max(last.size, line.size)
    return near and level
