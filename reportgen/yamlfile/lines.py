"""Offset in a text → place a person can go to."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from reportgen.errors import Place


class Lines:
    """A named text whose lines end in ``\\n`` only; offsets count characters from 0."""

    __slots__ = ("_starts", "lines", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.lines = text.split("\n")
        self._starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))[:-1]

    def number(self, offset: int) -> int:
        """The line of ``offset``, counted from 1; an offset past the end is on the last line."""
        return bisect_right(self._starts, max(offset, 0))

    def line(self, number: int) -> str:
        """The line with that number, without its end; empty where there is no such line."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def start(self, number: int) -> int:
        """The offset at which a line begins."""
        return self._starts[number - 1]

    def place(self, start: int, end: int | None = None) -> Place:
        """The place of ``text[start:end]``, underlined no further than its first line."""
        number = self.number(start)
        line, column = self.line(number), start - self.start(number)
        length = 1 if end is None else min(end - start, len(line) - column)
        return Place(self.name, number, column + 1, line, max(length, 1))

    def whole(self) -> Place:
        """The file as a whole, for faults that are nowhere in particular."""
        return Place(self.name)
