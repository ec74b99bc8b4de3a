"""Problem → text for a terminal: where, what, the source line with a caret, what would do.

Nothing here prints. Nothing from a file reaches the terminal as it is if a terminal would obey it or
show it as something else: control characters and overrides of direction become ``�``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from reportgen.errors import Place, Problem
from reportgen.finding import Level

INDENT = "   "
LEAST_WIDTH = 20
COLOURS = {"error": "31", "warning": "33", "note": "36"}
BOLD = "1"

_ELLIPSIS = "…"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_JAMO = range(0x1160, 0x1200)
"""Vowels and finals of Korean syllables, drawn within the cell of the letter before them."""


class Cell(NamedTuple):
    """A character with the marks on it, and how many columns of a terminal it takes."""

    text: str
    width: int


class Word(NamedTuple):
    """A run of text that is kept on one line, and the ANSI style it is shown in (empty: none)."""

    text: str
    style: str = ""


def show_problem(problem: Problem, *, label: str = "error", width: int = 80, colour: bool = False) -> str:
    """``problem`` as lines of at most ``width`` columns, without a line end at the end.

    The place is never broken, nor is a word, so that both can be copied; such a line may be longer.
    """
    width = max(width, LEAST_WIDTH)
    style = COLOURS.get(label, "")
    place = Word(_safe(str(problem.place)) + ":", BOLD)
    head = [place, Word(f"{label}:", style), *_words(problem.message)]
    lines = _wrap(head, width, colour=colour)
    lines += _excerpt(problem.place, width, style if colour else "")
    if problem.remedy:
        remedy = _wrap(_words(problem.remedy), width - len(INDENT), colour=colour, hang="")
        lines += [INDENT + line for line in remedy]
    return "\n".join(lines)


def plural(n: int, one: str, many: str | None = None) -> str:
    """``1 error``, ``2 errors``, ``1,200 entries``: ``many`` is ``one`` with an s unless it is given."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def counted(levels: Iterable[str]) -> str:
    """How many findings of each level: ``1 error, 2 warnings, 0 notes``."""
    found = list(levels)
    return ", ".join(plural(found.count(level), str(level)) for level in Level)


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes."""
    return sum(cell.width for cell in _cells(text))


def _excerpt(place: Place, width: int, style: str) -> list[str]:
    """The source line and the caret under it; nothing for a place that has no line to show."""
    if not place.line or not place.text.strip():
        return []
    gutter = f"{INDENT}{place.line} | "
    before, marked, after = _around(place, width - len(gutter))
    shown = "".join(cell.text for cell in (*before, *marked, *after)).rstrip()
    caret = "^" * max(_width(marked), 1)
    blank = " " * (len(gutter) - 2) + "| " + " " * _width(before)
    return [gutter + shown, blank + _painted(caret, style)]


def _around(place: Place, room: int) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """What is shown of a line in ``room`` columns: before the marked cells, the marked cells, and after."""
    at = min(max(place.column - 1, 0), len(place.text))
    end = min(at + max(place.length, 1), len(place.text))
    # Of a line of a million characters only those that can be shown are looked at. Marks on letters take
    # no columns, hence more characters than columns.
    reach = 8 * room
    before = list(_cells(place.text[max(at - reach, 0) : at]))
    marked = list(_cells(place.text[at : min(end, at + reach)])) or [Cell(" ", 1)]  # past the end
    after = list(_cells(place.text[end : end + reach]))
    if _width(before) + _width(marked) + _width(after) <= room:
        return before, marked, after
    if _width(marked) > room - 1:
        marked, after = _cropped(marked, room - 1), []
    spare = room - _width(marked)
    left = min(_width(before), max(spare // 2, spare - _width(after)))
    before = _cropped(before, left, from_left=False)
    return before, marked, _cropped(after, spare - _width(before))


def _cropped(cells: Sequence[Cell], room: int, *, from_left: bool = True) -> list[Cell]:
    """As many cells as fit from one end, and an ellipsis at the other if some do not."""
    if _width(cells) <= room:
        return list(cells)
    kept: list[Cell] = []
    for cell in cells if from_left else reversed(cells):
        if _width(kept) + cell.width > room - 1:
            break
        kept.append(cell)
    kept += [Cell(_ELLIPSIS, 1)] if room > 0 else []
    return kept if from_left else kept[::-1]


def _cells(text: str) -> Iterator[Cell]:
    """``text`` cell by cell; a tab is one space."""
    held = ""
    for character in _safe(text):
        if held and _column_width(character) == 0:
            held += character
            continue
        if held:
            yield Cell(held, _column_width(held[0]))
        held = character
    if held:
        yield Cell(held, _column_width(held[0]))


def _column_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or ord(character) in _JAMO:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _width(cells: Iterable[Cell]) -> int:
    return sum(cell.width for cell in cells)


def _safe(text: str) -> str:
    """``text`` on one line, with nothing in it that a terminal obeys."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"[\t\n]", " ", text))


def obeyed_by_none(text: str) -> str:
    """Lines of ``text`` with nothing in them that a terminal obeys."""
    return "\n".join(_safe(line) for line in text.split("\n"))


def _words(text: str) -> list[Word]:
    return [Word(word) for word in _safe(text).split(" ") if word]


def _wrap(words: Sequence[Word], width: int, *, colour: bool, hang: str = INDENT) -> list[str]:
    """Lines of at most ``width`` columns, those after the first behind ``hang``."""
    lines: list[str] = []
    line, used = "", 0
    for word in chain.from_iterable(_pieces(whole, width - len(hang)) for whole in words):
        size = columns(word.text)
        if used and used + 1 + size > width:
            lines.append(line)
            line, used = hang, len(hang)
        elif used:
            line, used = line + " ", used + 1
        line, used = line + _painted(word.text, word.style if colour else ""), used + size
    return [*lines, line]


def _pieces(word: Word, width: int) -> Iterator[Word]:
    """A word too long for a line, cut where Chinese or Japanese may be; any other word as it is."""
    if word.style or columns(word.text) <= width:
        yield word
        return
    held, size = "", 0
    for cell in _cells(word.text):
        if held and size + cell.width > width and cell.width == 2:
            yield Word(held)
            held, size = "", 0
        held, size = held + cell.text, size + cell.width
    yield Word(held)


def _painted(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if style and text else text
