"""Fenced blocks of ours in the lines of a page: what stands in them, and where; all other fences are passed over.

A fence shown inside a longer one, in indented code or in a comment is text about talks and no talks: the first is
never taken, and the others are given back as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from markdown.util import ETX, STX
from msgspec import Struct, field

from reportgen.integrations.asked import MEMO, TABLE

KINDS = (MEMO, TABLE)
OPENING = re.compile(r"(?P<lead>[ >]*)(?P<fence>`{3,}|~{3,})[ ]*(?P<words>[^`]*)$")
BRACED = re.compile(r"\{[ .]*([^\s{}]+)\s*(.*?)\s*\}\s*(.*)")
NEAR = 0.84
"""How like one of our names another is that was meant for it; no language that is shown in pages is as like."""
MARKER = re.compile(rf"{STX}talks:(\d+){ETX}")
"""What stands in the text for a block until its place in the page is known; no source can hold these characters."""


class Fence(Struct):
    """A block of ours: its kind, what stands on its first line after that, its body, and its lines as written.

    Its kind may be a name that is only nearly one of :data:`KINDS`. ``settled`` when it was shown, or found to be text
    only. One that is not ``closed`` has its first line alone, and ``below`` are those that tell it from another.
    """

    kind: str
    rest: str
    body: tuple[str, ...]
    lines: tuple[str, ...]
    lead: int
    fence: str
    """What closes it."""
    closed: bool = True
    below: tuple[str, ...] = ()
    settled: bool = field(default=False)

    def as_written(self, indent: str) -> str:
        """Its lines as they were, behind ``indent`` in place of what stood before them."""
        return "\n".join(indent + line[self.lead :] for line in self.lines)


class Fences:
    """The blocks of one page, by number."""

    def __init__(self) -> None:
        self.found: list[Fence] = []

    def marked(self, lines: Sequence[str]) -> list[str]:
        """The lines, with a marker in place of each of our blocks."""
        kept: list[str] = []
        number = 0
        while number < len(lines):
            opening = OPENING.match(lines[number])
            if opening is None:
                kept.append(lines[number])
                number += 1
                continue
            end = _end(lines, number, opening)
            after = number + 1 if end is None else end + 1
            below = lines[after : after + 3] if end is None else ()
            kept += self._taken(opening, lines[number:after], below, closed=end is not None)
            number = after
        return kept

    def _taken(
        self, opening: re.Match[str], written: Sequence[str], below: Sequence[str], *, closed: bool
    ) -> Sequence[str]:
        kind, rest = _named(opening["words"])
        if not _ours(kind, rest):
            return written
        lead = opening["lead"]
        body = tuple(line[len(lead) :].rstrip() for line in written[1:-1])
        fence = Fence(kind, rest, body, tuple(written), len(lead), opening["fence"], closed, tuple(below))
        self.found.append(fence)
        return [f"{lead}{STX}talks:{len(self.found) - 1}{ETX}"]

    def at(self, marker: re.Match[str]) -> Fence:
        """The block that a marker stands for."""
        return self.found[int(marker[1])]

    def written_back(self, text: str) -> str:
        """The text with every block in it as it was written: it is shown, and not meant."""
        for line in _marked_lines(text):
            fence = self.at(line)
            fence.settled = True
            before = line.string[: line.start()]
            text = text.replace(line.string, fence.as_written(before) + line.string[line.end() :], 1)
        return text

    @property
    def lost(self) -> Iterator[Fence]:
        """Blocks that stand where nothing could be made of them."""
        return (fence for fence in self.found if not fence.settled)


def _marked_lines(text: str) -> Iterator[re.Match[str]]:
    return (found for line in text.split("\n") if (found := MARKER.search(line)))


def _named(words: str) -> tuple[str, str]:
    """The name on the first line of a fence, in braces (``{ .talks-table }``) or not, and what stands behind it."""
    words = words.strip()
    if found := BRACED.fullmatch(words):
        return found[1], f"{found[2]} {found[3]}".strip()
    name, _, rest = words.partition(" ")
    return name, rest.strip()


def _ours(name: str, rest: str) -> bool:
    """Whether a block of ours is meant: it has one of our names, or nearly one and nothing else on its first line."""
    folded = name.casefold().replace("_", "-")
    near = any(SequenceMatcher(None, folded, kind).ratio() > NEAR for kind in KINDS)
    return name in KINDS or (near and not rest)


def _end(lines: Sequence[str], start: int, opening: re.Match[str]) -> int | None:
    """The number of the line that closes a fence; nothing where it is left open."""
    lead, fence = opening["lead"], opening["fence"]
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line[: len(lead)].rstrip() != lead.rstrip() and line.strip(" >"):
            return None
        if line[len(lead) :].rstrip() == fence and line.startswith(lead.rstrip()):
            return number
    return None
