"""The lines of all pages → paragraphs, told apart by gaps, indents, short last lines and the size of the letters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from reportgen.sources.readers._lines import Line
from reportgen.sources.script import SPACELESS_SIGN

_BULLET = re.compile(r"[•●▪■◦‣⁃∙➢]\s?|[-–—*·]\s")
_NUMBERED = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)]|§\s?\d+)\s", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:;…。！？；：؟۔][\"'”’)\]»」』]*\d*$")
_LEADERS = re.compile(r"(?:\. ?){4,}\s*\d*$")
_FLUSH = 1.0
"""Points; a line that ends nearer to the margin ends at it."""
_ROUGHLY = 1.15
"""Letters of sizes further apart than this are of two paragraphs."""


class Layout:
    """How the lines of a document are set: where its columns end, and how far its lines are apart."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._by_page: dict[int, list[Line]] = defaultdict(list)
        self._rights: dict[tuple[int, int], float] = {}
        for line in lines:
            self._by_page[line.page].append(line)
            key = _key(line)
            self._rights[key] = max(self._rights.get(key, line.right), line.right)
        self._margins = {id(line): self._margin(line) for line in lines}
        self._leading = self._usual_leading(lines)
        self._indents = self._by_indents(lines)
        flush = sum(self._margins[id(line)] - line.right < _FLUSH for line in lines)
        self._justified = flush * 2 > len(lines)

    def paragraphs(self, lines: Sequence[Line]) -> list[list[Line]]:
        """The paragraphs, each as its lines, page after page."""
        found: list[list[Line]] = []
        for place, line in enumerate(lines):
            following = lines[place + 1] if place + 1 < len(lines) else None
            before = self._before(found, line)
            if before is not None and self._goes_on(before, line, following):
                # Notes at the foot of the page come before what goes on over it.
                del found[next(at for at in range(len(found) - 1, -1, -1) if found[at] is before)]
                found.append([*before, line])
            else:
                found.append([line])
        return found

    def _before(self, found: list[list[Line]], line: Line) -> list[Line] | None:
        """The paragraph that a line may go on: the last, or on a new page the last in letters of its size."""
        if not found:
            return None
        last = found[-1]
        if last[-1].page == line.page:
            return last
        for each in reversed(found[-12:]):
            if each[-1].page != last[-1].page:
                break
            if _alike(each[-1], line):
                return each
            if each[-1].size > line.size:
                break
        return last

    def _goes_on(self, paragraph: list[Line], line: Line, following: Line | None) -> bool:
        last = paragraph[-1]
        if not _alike(last, line) or _LEADERS.search(last.text):
            return False
        short, ended = self._is_short(last, line), bool(_ENDED.search(last.text))
        if _BULLET.match(line.text) and (short or ended or line.text[0] not in "-–—*·"):
            return False
        if _NUMBERED.match(line.text) and (short or ended):
            return False
        if line.page != last.page or not _below(last, line):
            room = ended and (self._is_last(last) or self._is_short(last, line, 0.2))
            begins = _begins_indented(line, following) if self._indents else room
            return not short and not begins
        if last.y - line.y > self._leading.get(round(line.size), line.size * 1.6) * 1.25 + 0.5:
            return False
        return not self._indented(paragraph, line, following) and not (short and (ended or not line.text[0].islower()))

    def _indented(self, paragraph: list[Line], line: Line, following: Line | None) -> bool:
        last, step = paragraph[-1], line.size * 0.6
        if line.left - last.left > step:
            if _BULLET.match(last.text) or _NUMBERED.match(last.text):
                return False
            return following is None or not _below(line, following) or line.left - following.left > step
        return last.left - line.left > step and len(paragraph) > 1 and not _centred(last, line)

    def _is_short(self, line: Line, following: Line, slack: float = 0.45) -> bool:
        """Whether the first word of the next line would have had room on this one."""
        spaceless = SPACELESS_SIGN().match(following.text)
        width = following.size * 2.5 if spaceless else following.first + slack * following.size
        return self._margins[id(line)] - line.right > width

    def _is_last(self, line: Line) -> bool:
        """Whether a line stops before the margin in a text that is set flush."""
        return self._justified and self._margins[id(line)] - line.right > _FLUSH

    def _margin(self, line: Line) -> float:
        """Where the column of a line ends on its page; by the whole document where the page has few such lines."""
        column = [
            each.right
            for each in self._by_page[line.page]
            if _alike(each, line) and abs(each.left - line.left) < 3 * line.size
        ]
        return max(column) if len(column) > 4 else max(max(column), self._rights[_key(line)])

    def _by_indents(self, lines: Sequence[Line]) -> bool:
        """Whether paragraphs are told by an indent of the first line rather than by a gap before it."""
        indented = gaps = 0
        for line, following in pairwise(lines):
            if line.page == following.page and _alike(line, following) and _below(line, following):
                indented += _begins_indented(line, following)
                gaps += line.y - following.y > self._leading.get(round(line.size), line.size * 1.6) * 1.25 + 0.5
        return indented >= 3 and indented > gaps

    def _usual_leading(self, lines: Sequence[Line]) -> dict[int, float]:
        """By the size of letters, how far lines are apart inside a paragraph."""
        counted: dict[int, Counter[float]] = defaultdict(Counter)
        for line, following in pairwise(lines):
            same = line.page == following.page and _alike(line, following) and _below(line, following)
            if same and not self._is_short(line, following):
                counted[round(following.size)][round((line.y - following.y) * 2) / 2] += 1
        return {size: min(counts, key=lambda each: (-counts[each], each)) for size, counts in counted.items()}


def _key(line: Line) -> tuple[int, int]:
    return round(line.left / 3), round(line.size)


def _alike(one: Line, other: Line) -> bool:
    return max(one.size, other.size) <= min(one.size, other.size) * _ROUGHLY


def _below(line: Line, following: Line) -> bool:
    """Whether a line stands under another, in the same column."""
    under = line.y - following.y > 0.3 * min(line.size, following.size)
    return under and following.left < line.right and line.left < following.right


def _begins_indented(line: Line, following: Line | None) -> bool:
    return following is not None and _below(line, following) and line.left - following.left > line.size * 0.6


def _centred(line: Line, following: Line) -> bool:
    return abs(line.left + line.right - following.left - following.right) < line.size * 0.5
