"""Two lines of a paragraph → one: words broken over the line end are joined where that is safe."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.sources.readers._lines import BREAK_HYPHEN, SOFT_HYPHEN, Line
from reportgen.sources.script import is_spaceless

_LAST = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)[-\u00ad\u2010]$")
_FIRST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_OFTEN_BEFORE_A_HYPHEN = frozenset(
    (
        "co",
        "non",
        "ex",
        "self",
        "vice",
        "cross",
        "long",
        "short",
        "well",
        "half",
        "anti",
        "mid",
        "all",
        "high",
        "low",
        "to",
        "by",
        "and",
        "of",
        "the",
    )
)


class Joining:
    """Joins lines by what the rest of the document shows of its words; ``joined`` are the words put together."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.joined: list[str] = []
        self._known: set[str] = set()
        broken = False
        for line in lines:
            words = _WORD.findall(line.text)
            ends = line.text[-1:] in ("-", SOFT_HYPHEN, BREAK_HYPHEN)
            whole = words[int(broken) : len(words) - int(ends)]
            self._known.update(word.casefold().replace(BREAK_HYPHEN, "-") for word in whole)
            broken = ends
        self._breaks = _breaks_words(lines)

    def join(self, first: str, second: str, pages: str = "") -> str:
        """``first`` and ``second`` in one; ``pages`` (form feeds) take the place of the space next to the joint."""
        if not first or not second:
            return first + pages + second
        last, begin = first[-1], second[0]
        if last in ("-", SOFT_HYPHEN, BREAK_HYPHEN) and len(first) > 1 and not first[-2].isspace():
            return first[:-1] + self._hyphen(first, second) + _marked(second, pages)
        if is_spaceless(last) and is_spaceless(begin):
            return first + pages + second
        if last in "—/" and len(first) > 1 and not first[-2].isspace():
            return first + _marked(second, pages)
        return first + (pages or " ") + second

    def _hyphen(self, first: str, second: str) -> str:
        """What stands at the joint: a hyphen, or nothing where the line end alone has put one there."""
        before, after, mark = _LAST.search(first), _FIRST.match(second), first[-1]
        if mark == SOFT_HYPHEN:
            return ""
        if not before or not after or (mark == "-" and not second[0].islower()):
            return "-"
        one, other = before[1].casefold(), after[0].casefold()
        together, apart = one + other in self._known, f"{one}-{other}" in self._known
        if apart and not together:
            return "-"
        if mark == "-" and not together:
            both = (one in self._known or one in _OFTEN_BEFORE_A_HYPHEN) and other in self._known and len(other) > 2
            if both or not self._breaks:
                return "-"
        self.joined.append(before[1] + after[0])
        return ""


def _breaks_words(lines: Sequence[Line]) -> bool:
    """Whether a plain hyphen at a line end may be one that was put there for the line's sake.

    Not where the typesetter has a hyphen of its own for that, nor where so few lines end with one that each may well
    belong to its word: then it stays, and a word is rather shown in two than glued to another.
    """
    ends = [line.text[-1:] for line in lines]
    if BREAK_HYPHEN in ends or SOFT_HYPHEN in ends:
        return False
    return ends.count("-") >= 3 and ends.count("-") * 28 >= len(ends)


def _marked(text: str, pages: str) -> str:
    """The text with form feeds in place of its first space: a word is never cut by one."""
    if not pages:
        return text
    head, _, rest = text.partition(" ")
    return f"{head}{pages}{rest}"
