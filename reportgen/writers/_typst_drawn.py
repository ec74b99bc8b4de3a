"""The pages that Typst drew → the same pages by a :class:`Pen`, one byte a glyph where its fonts have few enough.

Typst draws every piece of words and every line in a place, colour and font told anew. What is told by a tag besides
(that a space is one at which no line ends) WeasyPrint's files do not tell either, and no reader speaks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby

from msgspec import Struct

from reportgen.writers._pen import HUNDREDTHS, OtherDrawingError, Pen

_SPACE = b"/c0"
_N = rb"-?[\d.]+"
_TOKEN = re.compile(
    rb"(?P<mark>/(?:Span|Artifact)(?:<<(?:[^<>]|<[0-9A-F]*>)*>>BDC| BMC))\s*"
    rb"|(?P<end>EMC)\s*"
    rb"|q 1 0 0 -1 (?P<x>%(n)b) (?P<y>%(n)b) cm(?:/c0 cs (?P<fill>[\d. ]+) scn(?:\nBT(?P<words>.*?)\nET"
    rb"| (?P<corners>(?:%(n)b %(n)b [ml] ?){4})\nh\nf)"
    rb"|/c0 CS (?P<stroke>[\d. ]+) SCN(?: (?P<width>[\d.]+) w)? 4 M (?P<line>%(n)b %(n)b m %(n)b %(n)b l)\nS)\nQ\n?"
    % {b"n": _N},
    re.DOTALL,
)
_SHOWN = re.compile(
    rb"\s*(?:(/Span<</ActualText<FEFF00A0>>>BDC|EMC)"
    rb"|0 Tr(/f\d+) (%(n)b) Tf 1 0 0 -1 (%(n)b) (%(n)b) Tm(?:\[(.*?)\]TJ|(\(.*?\)|<[0-9A-F]+>)Tj))" % {b"n": _N},
    re.DOTALL,
)
_KERN = re.compile(rb"(?<=[)>])%b(?=[(<])" % _N)
_HEX = re.compile(rb"<([0-9A-F]+)>")
_CODE = re.compile(rb"\\000(\\[0-7]{3}|\\.|.)", re.DOTALL)
"""A glyph as Typst writes it: in two bytes, of which the first is nought."""
_ESCAPED = {b"\\n": 10, b"\\r": 13, b"\\t": 9, b"\\b": 8, b"\\f": 12}
_LOW = [
    (b"%c" % code, {number: name for name, number in _ESCAPED.items()}.get(code, b"\\%03o" % code))
    for code in range(1, 32)
    if code != 13  # as it is, it would be read as the end of a line
]
_RULE = 4 * HUNDREDTHS
"""A ground that is less high or wide is a rule."""
_ANEW = 500
"""Thousandths of the size of the type: words further apart begin anew."""
_UNSEEN = 0.05
"""Points: pieces of words that are less apart, or less far one in the other, are not."""
Widths = Mapping[bytes, Mapping[int, float]]
"""For each font by its name on the page the widths of its glyphs, in thousandths of its size."""


class _Words(Struct):
    """Words in one font: where, in which one, what is in the brackets of the operator that shows them."""

    x: float
    y: float
    font: bytes
    size: bytes
    colour: bytes
    shown: bytes


def redrawn(content: bytes, widths: Widths, language: bytes = b"") -> bytes:
    """A page's content; words are not told to be in ``language``, which all that is not told otherwise is in.

    Raises :class:`OtherDrawingError` where a page is drawn in a way that is not known, as words from right to left are.
    """
    pen = Pen(_SPACE)
    tokens = [*_tokens(_KERN.sub(_rounded, content))]
    at = 0
    while at < len(tokens):
        if not tokens[at]["mark"]:
            raise OtherDrawingError("something is drawn outside all marks")
        end = next((n for n in range(at + 1, len(tokens)) if tokens[n]["end"]), len(tokens))
        inside = tokens[at + 1 : end]
        if any(each["mark"] for each in inside):
            raise OtherDrawingError("a mark in a mark")
        mark = tokens[at]["mark"].replace(language, b"") if language else tokens[at]["mark"]
        if inside or b"MCID" in mark:
            mark = b"/Artifact BMC" if mark == b"/Artifact<</Type/Layout>>BDC" else mark
            pen.begin(mark, words=all(each["words"] for each in inside))
            _draw(pen, inside, widths)
            pen.end()
        at = end + 1
    return pen.drawn()


def _tokens(content: bytes) -> Iterator[re.Match[bytes]]:
    at = 0
    while at < len(content):
        found = _TOKEN.match(content, at)
        if found is None:
            raise OtherDrawingError(repr(content[at : at + 60]))
        yield found
        at = found.end()


def _draw(pen: Pen, tokens: Sequence[re.Match[bytes]], widths: Widths) -> None:
    for is_words, some in groupby(tokens, lambda token: token["words"] is not None):
        if is_words:
            for each in _joined(chain.from_iterable(map(_pieces, some)), widths):
                font = b"%b %b Tf" % (each.font, each.size)
                shown = b"[%b]TJ" % each.shown if _KERN.search(each.shown) else each.shown + b"Tj"
                pen.words(_whole(each.x), _whole(each.y), font, each.colour, shown)
        else:
            for token in some:
                _draw_shape(pen, token)


def _draw_shape(pen: Pen, token: re.Match[bytes]) -> None:
    x, y = float(token["x"]), float(token["y"])
    if token["corners"]:
        numbers = [*map(float, re.findall(_N, token["corners"]))]
        left, right, top, bottom = min(numbers[::2]), max(numbers[::2]), min(numbers[1::2]), max(numbers[1::2])
        if any(place not in (left, right) for place in numbers[::2]):
            raise OtherDrawingError("a ground that is no rectangle")
        start, end = (_whole(x + left), _whole(y - bottom)), (_whole(x + right), _whole(y - top))
        width, height = end[0] - start[0], end[1] - start[1]
        pen.ground(*start, width, height, token["fill"], alone=min(width, height) < _RULE)
    else:
        left, top, right, bottom = map(float, re.findall(_N, token["line"]))
        start, end = (_whole(x + left), _whole(y - top)), (_whole(x + right), _whole(y - bottom))
        pen.line(start, end, token["width"] or b"1", token["stroke"])


def _whole(points: float) -> int:
    return round(points * HUNDREDTHS)


# -------------------------------------------------------------------------------------------- words


def _pieces(token: re.Match[bytes]) -> Iterator[_Words]:
    right, up, drawn = float(token["x"]), float(token["y"]), token["words"]
    at = 0
    while at < len(drawn):
        found = _SHOWN.match(drawn, at)
        if found is None:
            raise OtherDrawingError(repr(drawn[at : at + 60]))
        at = found.end()
        mark, font, size, x, y, several, one = found.groups()
        if not mark:
            shown = _HEX.sub(_literal, several or one)
            yield _Words(right + float(x), up - float(y), font, size, token["fill"], shown)


def _joined(pieces: Iterable[_Words], widths: Widths) -> Iterator[_Words]:
    """Pieces, those that go on where the one before ends put together."""
    before: _Words | None = None
    wide, last = 0.0, b""
    for piece in pieces:
        gap = None
        if before and _looks(before) == _looks(piece):
            wide += _width(last, widths[piece.font])
            gap = _gap(before, wide, piece)
        if before is None or gap is None:
            if before:
                yield before
            before, wide = piece, 0
        elif gap or not (before.shown.endswith(b")") and piece.shown.startswith(b"(")):
            before.shown += b"%d%b" % (-gap, piece.shown)
        else:
            before.shown = before.shown[:-1] + piece.shown[1:]
        wide, last = wide + (gap or 0), piece.shown
    if before:
        yield before


def _looks(words: _Words) -> tuple[bytes, bytes, bytes, int]:
    """What words on one line share if they go on after each other."""
    return words.font, words.size, words.colour, _whole(words.y)


def _gap(before: _Words, wide: float, piece: _Words) -> int | None:
    """How far apart two pieces are, of which the first is so wide, in thousandths of their size.

    None where one does not go on after the other.
    """
    size = float(before.size) / 1000
    apart = piece.x - before.x - wide * size
    gap = 0 if abs(apart) < _UNSEEN else round(apart / size)
    return gap if abs(gap) < _ANEW else None


def _width(shown: bytes, known: Mapping[int, float]) -> float:
    """How far words go, in thousandths of their size."""
    glyphs = sum(known.get(_code(code), 0) for code in _CODE.findall(shown))
    return glyphs - sum(map(float, _KERN.findall(shown)))


def _code(written: bytes) -> int:
    if len(written) == 4:
        return int(written[1:], 8)
    return _ESCAPED.get(written, written[-1])


def _literal(found: re.Match[bytes]) -> bytes:
    """Glyphs in digits as Typst writes others: an escape for the first byte, then the second."""
    raw = bytes.fromhex(found[1].decode())
    if any(raw[::2]):
        raise OtherDrawingError("more glyphs than a byte can tell")
    return b"(%b)" % b"".join(b"\\000" + _escaped(code) for code in raw[1::2])


def _escaped(code: int) -> bytes:
    if code in b"()\\":
        return b"\\%c" % code
    return b"\\%03o" % code if code < 32 else bytes([code])


@lru_cache(maxsize=4096)
def _whole_number(number: bytes) -> bytes:
    return b"%d" % round(float(number))


def _rounded(found: re.Match[bytes]) -> bytes:
    """A move between two glyphs in whole thousandths of the size of the type."""
    return _whole_number(found[0])


def in_one_byte(content: bytes) -> bytes:
    """A page whose glyphs are told in one byte each and not in two, the first of them nought."""
    for code, written in _LOW:
        content = content.replace(b"\\000" + written, code)
    return content.replace(b"\\000", b"")
