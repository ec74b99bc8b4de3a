"""Do the words of a finished memo read as they were made? Every stretch that does not, with its place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby

from msgspec import Struct

from reportgen.carried import Carried, Line
from reportgen.finished import Finished, Piece
from reportgen.finished.direction import MIRRORED
from reportgen.leaks.words import squeezed
from reportgen.memo.tree import is_right_to_left

LANDMARK = 16
"""Characters that follow one another in the memo as in the file: enough to say that here they agree again."""
_UNSEEN = re.compile(r"\s+")
_CLOSING = ")]}>»›"


class Edit(Struct, frozen=True):
    """Words that are not as they were made: of what they are, where they stand; "" for words added, or taken out."""

    of: str
    where: str
    was: str
    now: str


def edits(memo: Finished, carried: Carried) -> Iterator[Edit]:
    """Every stretch of a file that does not read as it was made, and every line that its own record belies."""
    yield from _running(carried, memo.running)
    yield from _body(carried, _once(memo.body, carried.lines))
    yield from _against(carried)


def _running(carried: Carried, running: Sequence[Piece]) -> Iterator[Edit]:
    """What every page is to carry and one does not."""
    said = carried.running
    at_top = [piece for piece in running if not piece.where.startswith("footer")]
    at_foot = [piece for piece in running if not piece.where.startswith("header")]
    for name, words, pieces in (
        ("marking", said.marking, running), ("draft", said.draft, at_top),
        ("header", said.header, at_top), ("footer", said.footer, at_foot),
    ):  # fmt: skip
        for piece in pieces:
            times = 2 if name == "marking" and piece in at_top and piece in at_foot else 1  # a page has it at both ends
            if words and _bare(piece.text).count(_bare(words)) < times:
                yield Edit(name, piece.where, words, " ".join(piece.text.split()))


class _Text:
    """The words of a file's body, one after the other, and what stands where among them."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self.bare = "".join(_bare(piece.text) for piece in pieces)
        self._ends = list(accumulate(len(_bare(piece.text)) for piece in pieces))

    def where(self, at: int) -> str:
        """The place a reader would look for the words from there on."""
        return next((piece.where for piece, end in zip(self._pieces, self._ends, strict=True) if at < end), "the end")

    def shown(self, start: int, end: int) -> str:
        """The pieces that a stretch stands in, as they read; nothing for an empty stretch."""
        starts = [0, *self._ends[:-1]]
        touched = [
            piece.text
            for piece, first, last in zip(self._pieces, starts, self._ends, strict=True)
            if max(first, start) < min(last, end)
        ]
        return " ".join(" ".join(touched).split())


def _body(carried: Carried, pieces: Sequence[Piece]) -> Iterator[Edit]:
    """Every stretch of the body that does not read as it was made, line by line of the memo."""
    text, from_right = _Text(pieces), is_right_to_left(carried.language)
    lines = [_bare(line.text) for line in carried.lines]
    if from_right and _letters("".join(lines)) == _letters(text.bare):
        return  # a line written from right to left with names from left to right has no one order on a page
    at, number = 0, 0
    while number < len(lines):
        if text.bare.startswith(lines[number], at):
            at, number = at + len(lines[number]), number + 1
            continue
        again, place = _landmark(text.bare, at, lines, number)
        was, now = "".join(lines[number:again]), text.bare[at:place]
        if not (_letters(was) == _letters(now) and _may_be_drawn_otherwise(text, at, place, was)):
            yield from _edited(carried.lines, number, again, text.where(at), text.shown(at, place))
        at, number = place, again
    if at < len(text.bare):
        yield Edit("", text.where(at), "", text.shown(at, len(text.bare)))


def _may_be_drawn_otherwise(text: _Text, start: int, end: int, was: str) -> bool:
    """Whether the same words may stand in another order: cells over two pages, or names among Arabic."""
    turned = any(unicodedata.bidirectional(character) in ("R", "AL") for character in was)
    return turned or text.where(start) != text.where(end)


def _edited(lines: Sequence[Line], first: int, last: int, where: str, now: str) -> Iterator[Edit]:
    """What became of some lines: of those that state something, or else of all of them, by what they stand after."""
    if stating := [line for line in lines[first:last] if line.of]:
        yield from (Edit(line.of, where, line.text, now) for line in stating)
        return
    before = next((line.of for line in reversed(lines[:first]) if line.of), "")
    yield Edit("", f"{where}, after {before}" if before else where, "\n".join(x.text for x in lines[first:last]), now)


def _once(body: Sequence[Piece], lines: Iterable[Line]) -> list[Piece]:
    """The pieces of the body without column heads that a page repeats, at its top, for a table that goes on."""
    grouped = groupby(lines, key=lambda line: line.head)
    runs = [[_bare(line.text) for line in run] for is_head, run in grouped if is_head]
    words = [_bare(piece.text) for piece in body]
    kept: list[Piece] = []
    number = 0
    while number < len(body):
        at_top = number > 0 and body[number - 1].where != body[number].where
        again = next((run for run in runs if at_top and words[number : number + len(run)] == run), [])
        kept += [] if again else [body[number]]
        number += len(again) or 1
    return kept


def _landmark(found: str, at: int, lines: Sequence[str], number: int) -> tuple[int, int]:
    """Where memo and file agree again with least between: the next such line, and its place in the file."""
    best = (len(lines), len(found))
    least = sum(map(len, lines[number:])) + len(found) - at
    passed = 0
    for again in range(number, len(lines)):
        if passed >= least:
            break
        mark = _mark(lines, again)
        place = found.find(mark, at, at + least - passed + len(mark))
        if place >= 0 and (len(mark) >= LANDMARK or found.endswith(mark)):
            best, least = (again, place), passed + place - at
        passed += len(lines[again])
    return best


def _mark(lines: Sequence[str], first: int) -> str:
    """Enough words from a line on to be told from others."""
    mark = ""
    for words in lines[first:]:
        mark += words
        if len(mark) >= LANDMARK:
            break
    return mark


def _bare(text: str) -> str:
    """Words without what a page may change of them: spaces, marks without a shape, ligatures."""
    shaped = unicodedata.normalize("NFKC", "".join(c for c in text if unicodedata.category(c) != "Cf"))
    return _UNSEEN.sub("", shaped)


def _letters(text: str) -> Counter[str]:
    """How often each character stands; brackets either way round."""
    return Counter(MIRRORED[character] if character in _CLOSING else character for character in text)


def _against(carried: Carried) -> Iterator[Edit]:
    """Lines inside the file that do not have the words of the entry they state."""
    texts = {f"{entry.id}.text": getattr(entry, "text", None) for _, _, entry in carried.talks.entries()}
    for line in carried.lines:
        text = texts.get(line.of)
        if text and squeezed(text) not in squeezed(line.text):
            yield Edit(line.of, "the record inside it", text, line.text)
