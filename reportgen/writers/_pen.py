"""What is drawn on a page of a PDF → its content stream, which says nothing twice (ISO 32000-1, 8.5, 9.4 and 14.6).

Both engines place every piece of words and every line anew, in a colour and font told anew. A pen knows where it
stands: words go on from the line before, ways of drawing hold until another is wanted, and lines or grounds that are
drawn alike one after the other are one path.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct, field

HUNDREDTHS = 100
"""Places are whole hundredths of a point: less than any printer shows."""
BLACK = b"0 0 0"


class OtherDrawingError(ValueError):
    """A page is drawn in a way that no pen knows: with pictures, turned, seen through, or from right to left."""


class _Path(Struct):
    """Lines or grounds that wait to be drawn: with which operator, colour and width, and each as four numbers."""

    way: tuple[bytes, bytes, bytes]
    pieces: list[tuple[int, int, int, int]] = field(default_factory=list)


class Pen:
    """Draws one page. ``space`` names the colour space that colours are of; without one they are the device's own."""

    def __init__(self, space: bytes = b"") -> None:
        self._space = space
        self._parts: list[bytes] = []
        self._marks: list[tuple[bytes, bool]] = []
        """Marks that are open, and whether there is nothing but words in them."""
        self._held = b""
        """A mark that was open last and is not closed yet, as it may go on."""
        self._path: _Path | None = None
        self._at: tuple[int, int] | None = None
        self._font = b""
        self._colours = {b"f": b"", b"S": b""} if self._space else {b"f": BLACK, b"S": BLACK}
        self._width = b"1"

    # -------------------------------------------------------------------------------------- marks

    def begin(self, mark: bytes, *, words: bool) -> None:
        """Open marked content; ``words`` where nothing is in it but words."""
        if mark == self._held and not words:
            self._held = b""
        else:
            self._draw()
            self._within_words(words)
            self._parts.append(mark)
        self._marks.append((mark, words))

    def end(self) -> None:
        """Close it."""
        mark, words = self._marks.pop()
        if not words:
            self._within_words(False)
            if not self._marks:
                self._held = mark
                return
            self._draw()
        self._parts.append(b"EMC")

    # ------------------------------------------------------------------------------------ drawing

    def words(self, x: int, y: int, font: bytes, colour: bytes, shown: bytes) -> None:
        """Words at a place. ``font`` is the operator that takes it, ``shown`` the one that shows them."""
        self._draw()
        self._within_words(True)
        if font != self._font:
            self._parts.append(font)
            self._font = font
        self._take_colour(b"f", colour)
        before = self._at or (0, 0)
        self._parts.append(b"%b %b Td%b" % (_number(x - before[0]), _number(y - before[1]), shown))
        self._at = (x, y)

    def ground(self, x: int, y: int, width: int, height: int, colour: bytes, *, alone: bool = False) -> None:
        """A rectangle filled; ``alone``, as a path of its own: a reader fits one to its screen, and not several."""
        if alone:
            self._draw()
        pieces = self._pieces((b"f", colour, b""))
        if pieces and pieces[-1][1::2] == (y, height) and pieces[-1][0] + pieces[-1][2] == x:
            x, _, before, _ = pieces.pop()
            width += before
        pieces.append((x, y, width, height))
        if alone:
            self._draw()

    def line(self, start: tuple[int, int], end: tuple[int, int], width: bytes, colour: bytes) -> None:
        """A straight line."""
        pieces = self._pieces((b"S", colour, width))
        if pieces and pieces[-1][2:] == start and pieces[-1][1] == start[1] == end[1]:
            start = pieces.pop()[:2]
        pieces.append((*start, *end))

    def drawn(self) -> bytes:
        """All of it."""
        self._draw()
        self._within_words(False)
        return b"\n".join(self._parts)

    # ------------------------------------------------------------------------------------ keeping

    def _pieces(self, way: tuple[bytes, bytes, bytes]) -> list[tuple[int, int, int, int]]:
        if self._path is None or self._path.way != way:
            self._draw()
            self._within_words(False)
            self._path = _Path(way)
        return self._path.pieces

    def _draw(self) -> None:
        """Draw the path that waits, and close the mark that does."""
        if self._path is not None:
            path, self._path = self._path, None
            kind, colour, width = path.way
            self._take_colour(kind, colour)
            if width not in (b"", self._width):
                self._parts.append(b"%b w" % _decimal(width, 3))
                self._width = width
            shape = b"%b %b m %b %b l" if kind == b"S" else b"%b %b %b %b re"
            self._parts += [shape % tuple(map(_number, piece)) for piece in path.pieces]
            self._parts.append(kind)
        if self._held:
            self._held = b""
            self._parts.append(b"EMC")

    def _take_colour(self, kind: bytes, colour: bytes) -> None:
        if colour == self._colours[kind]:
            return
        fills = kind == b"f"
        if self._space and not self._colours[kind]:
            self._parts.append(b"%b %b" % (self._space, b"cs" if fills else b"CS"))
        operator = (b"scn" if fills else b"SCN") if self._space else (b"rg" if fills else b"RG")
        self._parts.append(b"%b %b" % (_decimals(colour), operator))
        self._colours[kind] = colour

    def _within_words(self, within: bool) -> None:
        if within != (self._at is not None):
            self._parts.append(b"BT" if within else b"ET")
            self._at = (0, 0) if within else None


@lru_cache(maxsize=4096)
def _number(hundredths: int) -> bytes:
    return _decimal(b"%d" % hundredths, 2, HUNDREDTHS)


@lru_cache(maxsize=256)
def _decimals(colour: bytes) -> bytes:
    return b" ".join(_decimal(each, 3) for each in colour.split())


def _decimal(number: bytes, places: int, of: int = 1) -> bytes:
    """A number as short as it can be written: ``.5``, ``-.25``, ``12``."""
    written = f"{float(number) / of:.{places}f}".rstrip("0").rstrip(".")
    sign, digits = written[: written.startswith("-")], written.lstrip("-0")
    return (sign + digits).encode() if digits else b"0"
