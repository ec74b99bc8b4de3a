"""Words from right to left, named in the structure in the order in which they are read, each letter once.

Typst shapes a stretch of such words at once, and where it takes more than one font draws and names the pieces from
left to right: the last word first. A mark above or below a letter, drawn apart from it, is named after both, as the
letter is. A screen reader would say so, and what is copied would read so.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from reportgen.memo.tree import is_right_to_left
from reportgen.writers._pdf_objects import Objects
from reportgen.writers._typst_pieces import Piece, content_of, pieces_of

_PAGE = re.compile(rb"<</Type/Page/.*/Contents (\d+) 0 R", re.DOTALL)
_ELEMENT = re.compile(rb"(<</Type/StructElem/S/.*?/K)\[([^\[\]]*)\](?:/Pg (\d+) 0 R)?", re.DOTALL)
_PARENT = re.compile(rb"<</Type/StructElem/S/\w+(?:/NS \d+ 0 R)?/P (\d+) 0 R(?:.*?/Lang ?\(([\w-]*)\))?", re.DOTALL)
_KID = re.compile(rb"<<[^<>]*>>|\d+ 0 R|\d+")
_ELSEWHERE = re.compile(rb"<</Type/MCR/Pg (\d+) 0 R/MCID (\d+)>>")
_MARKED = re.compile(rb"(/Span<</MCID (\d+)[^<>]*)>>BDC(.*?)(?=/Span<</MCID|/Artifact|\Z)", re.DOTALL)
_INSTEAD = re.compile(rb"/ActualText(?:<[0-9A-F]*>|\(.*?\))>>BDC", re.DOTALL)

Place = tuple[int, int]
"""A page, by the number of its object, and the number of a piece on it."""


class _Kid(Struct, frozen=True):
    """What an element holds: as it is written, and the words it stands for, if any."""

    written: bytes
    place: Place
    piece: Piece | None
    from_right: bool
    """Whether the words around it run from right to left."""


def order_words(objects: Objects, language: str) -> None:
    """Put the pieces of every element in order, and silence marks; ``language`` is that of the memo."""
    streams = {number: int(shown[1]) for number, text in objects.numbered.items() if (shown := _PAGE.match(text))}
    contents = {page: content_of(objects.numbered[stream]) for page, stream in streams.items()}
    pieces = {
        (page, mark): piece
        for page, content in contents.items()
        for mark, piece in pieces_of(objects, objects.numbered[page], content)
    }
    if not pieces:
        return
    silent: set[Place] = set()
    from_left = not is_right_to_left(language)
    for number, text in objects.numbered.items():
        if found := _ELEMENT.match(text):
            kids = [_kid(each, int(found[3] or 0), pieces) for each in _KID.findall(found[2])]
            apart = _marks(kids)
            silent |= apart
            kids = _with_letters(kids, apart)
            lang = _language(objects, number, language)
            ordered = b" ".join(kid.written for kid in _ordered([_way(kid, lang) for kid in kids], from_left))
            objects.numbered[number] = text[: found.end(1)] + b"[%b]" % ordered + text[found.end(2) + 1 :]
    for page in {page for page, _ in silent}:
        marks = {mark for where, mark in silent if where == page}
        objects.numbered[streams[page]] = _silenced(contents[page], marks)


def _kid(written: bytes, page: int, pieces: dict[Place, Piece]) -> _Kid:
    elsewhere = _ELSEWHERE.match(written)
    place = (int(elsewhere[1]), int(elsewhere[2])) if elsewhere else (page, int(written) if written.isdigit() else -1)
    return _Kid(written, place, pieces.get(place), False)


def _way(kid: _Kid, lang: str) -> _Kid:
    return replace(kid, from_right=is_right_to_left((kid.piece and kid.piece.lang) or lang))


def _language(objects: Objects, number: int, language: str) -> str:
    """The language of an element: its own, or that of the nearest around it that has one."""
    while found := _PARENT.match(objects.numbered[number].partition(b"/K[")[0]):
        if found[2]:
            return found[2].decode()
        number = int(found[1])
    return language


# -------------------------------------------------------------------------------------------- order


def _ordered(kids: Sequence[_Kid], from_left: bool) -> list[_Kid]:
    """Kids of an element, each stretch that was drawn from left to right turned round."""
    stretches: list[list[_Kid]] = []
    for kid in kids:
        if stretches and _goes_on(stretches[-1][-1].piece, kid.piece):
            stretches[-1].append(kid)
        else:
            stretches.append([kid])
    ordered: list[_Kid] = []
    for at, stretch in enumerate(stretches):
        before = stretches[at - 1][-1].piece if at else None
        after = stretches[at + 1][0].piece if at + 1 < len(stretches) else None
        last = stretch[-1:] if from_left and _ends_a_line(stretch, after) else []
        ordered += [*_turned(stretch[: len(stretch) - len(last)], before, after), *last]
    return ordered


def _ends_a_line(stretch: Sequence[_Kid], after: Piece | None) -> bool:
    """Whether the last of a stretch is the space at which a line ends.

    In a memo from left to right it is drawn at the right of the line (UAX 9, L1), if not without width at the left.
    """
    first, last = stretch[0].piece, stretch[-1].piece
    if len(stretch) == 1 or first is None or last is None or last.text != " ":
        return False
    second = stretch[1].piece
    hangs = first.text == " " and second is not None and second.x == first.x
    return not hangs and after is not None and not after.on_line_of(last)


def _goes_on(before: Piece | None, piece: Piece | None) -> bool:
    """Whether a piece may belong to the same stretch of words from right to left as the one before it."""
    if before is None or piece is None or not all(each.from_right or each.neutral for each in (before, piece)):
        return False
    return piece.on_line_of(before) and before.x <= piece.x


def _turned(stretch: list[_Kid], before: Piece | None, after: Piece | None) -> list[_Kid]:
    """A stretch as it is read.

    Where the words around run from left to right, signs at its ends are no part of it, unless what is read before
    it stands at its right, or what is read after it at its left.
    """
    if not any(kid.piece and kid.piece.from_right for kid in stretch):
        return stretch
    inside = [at for at, kid in enumerate(stretch) if kid.from_right or (kid.piece and kid.piece.from_right)]
    first = 0 if _is_left_of(after, stretch[0].piece) else inside[0]
    last = len(stretch) if _is_left_of(stretch[-1].piece, before) else inside[-1] + 1
    return [*stretch[:first], *reversed(stretch[first:last]), *stretch[last:]]


def _is_left_of(one: Piece | None, other: Piece | None) -> bool:
    return one is not None and other is not None and one.on_line_of(other) and one.x < other.x


# -------------------------------------------------------------------------------------------- marks


def _marks(kids: Sequence[_Kid]) -> set[Place]:
    """The pieces of an element that are marks drawn apart from their letters.

    They take no room, so that what is drawn next begins where they do; at an end, they stand off the line of the rest.
    """
    marks = {kid.place for kid, after in pairwise(kids) if _takes_no_room(kid.piece, after.piece)}
    line: list[_Kid] = []
    for kid in (*(kid for kid in kids if kid.place not in marks), None):
        if kid and kid.piece and (not line or (line[-1].piece and kid.piece.on_line_of(line[-1].piece))):
            line.append(kid)
            continue
        marks |= _off_line(line)
        line = [kid] if kid and kid.piece else []
    return marks


def _takes_no_room(piece: Piece | None, after: Piece | None) -> bool:
    if piece is None or after is None or piece.x != after.x:
        return False
    return 0 < abs(piece.y - after.y) < max(piece.size, after.size)


def _with_letters(kids: Sequence[_Kid], marks: set[Place]) -> list[_Kid]:
    """The kids without the marks, which go with what is drawn after them, or else before."""
    whole: list[_Kid] = []
    waiting: list[bytes] = []
    for kid in kids:
        if kid.place in marks:
            waiting.append(kid.written)
        else:
            whole.append(replace(kid, written=b" ".join([*waiting, kid.written])))
            waiting = []
    if waiting and whole:
        whole[-1] = replace(whole[-1], written=b" ".join([whole[-1].written, *waiting]))
    return whole


def _off_line(line: Sequence[_Kid]) -> set[Place]:
    heights: Counter[float] = Counter()
    for kid in reversed(line) if line and line[-1].piece and line[-1].piece.from_right else line:
        if kid.piece:
            heights[kid.piece.y] += kid.piece.glyphs
    ((base, _),) = heights.most_common(1) or [(0.0, 0)]
    return {kid.place for kid in line if kid.piece and kid.piece.y != base}


def _silenced(content: bytes, marks: set[int]) -> bytes:
    """A page whose pieces of these numbers stand for no words: their letters already say them."""

    def silent(found: re.Match[bytes]) -> bytes:
        if int(found[2]) not in marks:
            return found[0]
        return found[1] + b"/ActualText()>>BDC" + _INSTEAD.sub(b"/ActualText()>>BDC", found[3])

    packed = zlib.compress(_MARKED.sub(silent, content), 9)
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(packed), packed)
