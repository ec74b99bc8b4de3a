"""A page that WeasyPrint drew → the same page by a :class:`Pen`, in a third of the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.writers._pen import BLACK, HUNDREDTHS, OtherDrawingError, Pen

_NUMBER = rb"-?\d*\.?\d+\.?"
_TOLD = re.compile(rb"((?:%b )*)([A-Za-z*]+)|/(\w+) (%b) Tf|(\[.*\] TJ)|(/[\w.]+ gs)" % (_NUMBER, _NUMBER), re.DOTALL)
_SIDE = re.compile(
    rb"q\n(?P<clip>[\d. -]+ m\n(?:[\d. -]+ l\n){3})W\*\nn\n(?:/a1\.0 gs\n)?(?P<colour>[\d. ]+) rg\n"
    rb"(?P<one>[\d. -]+) re\n(?P<other>[\d. -]+) re\nf\*\nQ\n"
)
"""One side of a border: a frame, cut to that side."""
_OPAQUE = frozenset({b"/a1.0 gs", b"/A1.0 gs"})
_SILENT = frozenset({b"BT", b"ET"})
_SHAPES = frozenset({b"f", b"S"})
_UPRIGHT = (1.0, 0.0, 0.0, -1.0)


def redrawn(written: bytes) -> bytes:
    """A page's content, an operator a line. Raises :class:`OtherDrawingError`."""
    operations = [*_operations(_SIDE.sub(_side, written).split(b"\n"))]
    page = _Page(_wordy(operations))
    for at, (operator, operands) in enumerate(operations):
        page.take(at, operator, operands)
    return page.pen.drawn()


def _operations(lines: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Operators with what stands before them. A mark stands on up to three lines."""
    mark: list[bytes] = []
    for line in filter(None, lines):
        if line.startswith((b"/Span", b"/Artifact", b"<<")):
            mark.append(line.replace(b"> >", b">>"))
        elif line in (b"BDC", b"BMC"):
            yield line, b"".join(mark) + line if line == b"BDC" else b" ".join([*mark, line])
            mark = []
        else:
            found = _TOLD.fullmatch(line)
            if found is None or mark:
                raise OtherDrawingError(line)
            yield (found[2], found[1]) if found[2] else (line.rpartition(b" ")[2], line)


def _wordy(operations: list[tuple[bytes, bytes]]) -> set[int]:
    """Where marks begin in which there is nothing but words."""
    wordy: set[int] = set()
    open_marks: list[int] = []
    for at, (operator, _) in enumerate(operations):
        if operator in (b"BDC", b"BMC"):
            open_marks.append(at)
            wordy.add(at)
        elif operator == b"EMC":
            open_marks.pop()
        elif operator in _SHAPES:
            wordy -= {*open_marks}
    return wordy


class _Page:
    """Follows what WeasyPrint tells, and has it drawn where and as it is seen."""

    def __init__(self, wordy: set[int]) -> None:
        self.pen = Pen()
        self._wordy = wordy
        self._kept: list[tuple[object, ...]] = []
        self._scale, self._turn, self._shift = 1.0, 1.0, (0.0, 0.0)
        self._fill, self._stroke, self._width, self._font = BLACK, BLACK, 1.0, (b"", 0.0)
        self._place: tuple[int, int] | None = None
        self._path: list[tuple[bytes, list[float]]] = []

    def take(self, at: int, operator: bytes, operands: bytes) -> None:
        """The next operation."""
        match operator:
            case b"BDC" | b"BMC":
                self.pen.begin(operands, words=at in self._wordy)
            case b"EMC":
                self.pen.end()
            case b"Tf":
                name, size, _ = operands.split()
                self._font = (name, float(size))
            case b"TJ":
                self._show(operands)
            case b"re" | b"m" | b"l":
                self._path.append((operator, [*map(float, operands.split())]))
            case b"f" | b"S":
                self._draw(operator)
            case b"gs" if operands in _OPAQUE:
                pass
            case _ if operator not in _SILENT:
                self._change(operator, operands)

    def _change(self, operator: bytes, operands: bytes) -> None:
        """What holds from here on."""
        match operator:
            case b"q":
                look = (self._fill, self._stroke, self._width, self._font)
                self._kept.append((self._scale, self._turn, self._shift, *look))
            case b"Q":
                (self._scale, self._turn, self._shift, *look) = self._kept.pop()  # type: ignore[assignment]
                self._fill, self._stroke, self._width, self._font = look
            case b"rg":
                self._fill = operands.rstrip()
            case b"RG":
                self._stroke = operands.rstrip()
            case b"w":
                self._width = float(operands)
            case b"Tm":
                *way, x, y = map(float, operands.split())
                if tuple(way) != _UPRIGHT or self._turn > 0:
                    raise OtherDrawingError(operands)
                self._place = self._seen(x, y)
            case b"cm":
                self._move(*map(float, operands.split()))
            case _:
                raise OtherDrawingError(operator)

    def _move(self, a: float, b: float, c: float, d: float, x: float, y: float) -> None:
        if b or c or abs(a) != abs(d) or a < 0:
            raise OtherDrawingError(b"cm")
        right, up = self._shift
        self._shift = (right + self._scale * x, up + self._turn * y)
        self._scale, self._turn = self._scale * a, self._turn * d

    def _seen(self, x: float, y: float) -> tuple[int, int]:
        right, up = self._shift
        return round((right + self._scale * x) * HUNDREDTHS), round((up + self._turn * y) * HUNDREDTHS)

    def _show(self, shown: bytes) -> None:
        if self._place is None:
            raise OtherDrawingError(shown)
        name, size = self._font
        font = b"%b %b Tf" % (name, f"{size * self._scale:.3f}".rstrip("0").rstrip(".").encode())
        self.pen.words(*self._place, font, self._fill, shown.replace(b"] TJ", b"]TJ"))
        self._place = None

    def _draw(self, operator: bytes) -> None:
        pieces, self._path = self._path, []
        if operator == b"f":
            for shape, numbers in pieces:
                if shape != b"re":
                    raise OtherDrawingError(shape)
                self._ground(*numbers)
            return
        for (begins, start), (goes, end) in zip(pieces[::2], pieces[1::2], strict=True):
            if (begins, goes) != (b"m", b"l"):
                raise OtherDrawingError(goes)
            width = f"{self._width * self._scale:.3f}".encode()
            self.pen.line(self._seen(*start), self._seen(*end), width, self._stroke)

    def _ground(self, x: float, y: float, width: float, height: float) -> None:
        (left, one), (right, other) = self._seen(x, y), self._seen(x + width, y + height)
        left, right = sorted((left, right))
        self.pen.ground(left, min(one, other), right - left, abs(one - other), self._fill)


def _side(found: re.Match[bytes]) -> bytes:
    """One side of a border as the ground that it is."""
    corners = [[*map(float, line.split()[:2])] for line in found["clip"].splitlines()]
    across, down = {x for x, _ in corners}, {y for _, y in corners}
    one, other = (_edges(found[name]) for name in ("one", "other"))
    differ = [at for at in range(4) if one[at] != other[at]]
    if len(across) != 2 or len(down) != 2 or len(differ) != 1:
        return found[0]
    at = differ[0]
    strip = [*one]
    strip[at % 2], strip[at % 2 + 2] = sorted((one[at], other[at]))
    left, right = max(strip[0], min(across)), min(strip[2], max(across))
    top, bottom = max(strip[1], min(down)), min(strip[3], max(down))
    drawn = b"%.2f %.2f %.2f %.2f re" % (left, top, right - left, bottom - top)
    return b"q\n%b rg\n%b\nf\nQ\n" % (found["colour"], drawn)


def _edges(box: bytes) -> list[float]:
    x, y, width, height = map(float, box.split())
    return [round(each, 2) for each in (x, y, x + width, y + height)]
