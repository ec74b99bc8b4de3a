"""Words from right to left, named in the structure in the order in which they are read.

Typst shapes a stretch of such words at once, and where it takes more than one font draws and names the pieces from
left to right: the last word first. A screen reader would say them so.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.memo.tree import is_right_to_left
from reportgen.writers._pdf_objects import Objects, strings_in

_PIECE = re.compile(
    rb"/Span<</MCID (\d+)(?:/Lang ?\(([\w-]*)\))?>>BDC\nq 1 0 0 -1 ([\d.-]+) ([\d.-]+) cm"
    rb"(.*?)(?=/Span<</MCID|/Artifact|\Z)",
    re.DOTALL,
)
_PAGE = re.compile(rb"<</Type/Page/.*/Contents (\d+) 0 R", re.DOTALL)
_ELEMENT = re.compile(rb"(<</Type/StructElem/S/.*?/K)\[([^\[\]]*)\](?:/Pg (\d+) 0 R)?", re.DOTALL)
_PARENT = re.compile(rb"<</Type/StructElem/S/\w+(?:/NS \d+ 0 R)?/P (\d+) 0 R(?:.*?/Lang ?\(([\w-]*)\))?", re.DOTALL)
_KID = re.compile(rb"<<[^<>]*>>|\d+ 0 R|\d+")
_ELSEWHERE = re.compile(rb"<</Type/MCR/Pg (\d+) 0 R/MCID (\d+)>>")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words drawn at a place, in one font. One sign alone does not tell which way it is read."""

    x: float
    y: float
    turned: bool
    alone: bool
    lang: str


@dataclass(frozen=True, slots=True)
class _Kid:
    """What an element holds: as it is written, the words it stands for if any, and which way their surroundings run."""

    written: bytes
    piece: _Piece | None
    from_right: bool


def order_words(objects: Objects, language: str) -> None:
    """Put the pieces of every element in order; ``language`` is that of the memo."""
    pieces = {
        (number, mark): piece
        for number, text in objects.numbered.items()
        if (page := _PAGE.match(text))
        for mark, piece in _pieces(objects.numbered[int(page[1])])
    }
    if not any(piece.turned for piece in pieces.values()):
        return
    for number, text in objects.numbered.items():
        if found := _ELEMENT.match(text):
            lang = _language(objects, number, language)
            kids = [_kid(each, int(found[3] or 0), pieces, lang) for each in _KID.findall(found[2])]
            ordered = b" ".join(kid.written for kid in _ordered(kids))
            objects.numbered[number] = text[: found.end(1)] + b"[%b]" % ordered + text[found.end(2) + 1 :]


def _pieces(stream: bytes) -> Iterator[tuple[int, _Piece]]:
    about, _, packed = stream.partition(b"stream\n")
    content = packed.removesuffix(b"\nendstream")
    if b"/FlateDecode" in about:
        content = zlib.decompress(content)
    for found in _PIECE.finditer(content):
        drawn = sum(len(text) // 2 for text in strings_in(found[5]))
        turned = b"/ReversedChars BMC" in found[5]
        lang = (found[2] or b"").decode()
        yield int(found[1]), _Piece(float(found[3]), float(found[4]), turned, drawn == 1, lang)


def _language(objects: Objects, number: int, language: str) -> str:
    """The language of an element: its own, or that of the nearest around it that has one."""
    while found := _PARENT.match(objects.numbered[number].partition(b"/K[")[0]):
        if found[2]:
            return found[2].decode()
        number = int(found[1])
    return language


def _kid(written: bytes, page: int, pieces: dict[tuple[int, int], _Piece], lang: str) -> _Kid:
    place = _ELSEWHERE.match(written)
    number = (int(place[1]), int(place[2])) if place else (page, int(written) if written.isdigit() else -1)
    piece = pieces.get(number)
    return _Kid(written, piece, is_right_to_left((piece and piece.lang) or lang))


def _ordered(kids: Sequence[_Kid]) -> list[_Kid]:
    """Kids of an element, each stretch that was drawn from left to right turned round."""
    stretches: list[list[_Kid]] = []
    for kid in kids:
        if stretches and _goes_on(stretches[-1][-1].piece, kid.piece):
            stretches[-1].append(kid)
        else:
            stretches.append([kid])
    return [kid for stretch in stretches for kid in _turned(stretch)]


def _goes_on(before: _Piece | None, piece: _Piece | None) -> bool:
    """Whether a piece may belong to the same stretch of words from right to left as the one before it."""
    if before is None or piece is None or not all(each.turned or each.alone for each in (before, piece)):
        return False
    return before.y == piece.y and before.x < piece.x


def _turned(stretch: list[_Kid]) -> list[_Kid]:
    """A stretch as it is read. Signs at its ends are no part of it where the words around it run from left to right."""
    inside = [at for at, kid in enumerate(stretch) if kid.from_right or (kid.piece and kid.piece.turned)]
    if not any(kid.piece and kid.piece.turned for kid in stretch):
        return stretch
    first, last = inside[0], inside[-1] + 1
    return [*stretch[:first], *reversed(stretch[first:last]), *stretch[last:]]
