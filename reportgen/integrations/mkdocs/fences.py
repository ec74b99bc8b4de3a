"""Fenced blocks of ours in the lines of a page: what stands in them, and where; all other fences are passed over.

A fence shown inside a longer one, in indented code or in a comment is text about talks and no talks: the first is
never taken, and the others are given back as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown.util import ETX, STX

KINDS = ("talks-memo", "talks-table")
OPENING = re.compile(r"(?P<lead>[ >]*)(?P<fence>`{3,}|~{3,})[ ]*(?P<words>[^`]*)$")
MARKER = re.compile(rf"{STX}talks:(\d+){ETX}")
"""What stands in the text for a block until its place in the page is known; no source can hold these characters."""


@dataclass(slots=True)
class Fence:
    """A block of ours: its kind, what stands on its first line after that, its body, and its lines as written.

    ``settled`` when it was shown, or found to be text only.
    """

    kind: str
    rest: str
    body: tuple[str, ...]
    lines: tuple[str, ...]
    lead: int
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
            end = _end(lines, number, opening) if opening else None
            if opening is None or end is None:
                kept.append(lines[number])
                number += 1
                continue
            written = lines[number : end + 1]
            kept += self._taken(opening, written)
            number = end + 1
        return kept

    def _taken(self, opening: re.Match[str], written: Sequence[str]) -> Sequence[str]:
        kind, _, rest = opening["words"].strip().partition(" ")
        kind = kind.strip("{}.")
        if kind not in KINDS:
            return written
        lead = opening["lead"]
        body = tuple(line[len(lead) :].rstrip() for line in written[1:-1])
        self.found.append(Fence(kind, rest.strip(" }"), body, tuple(written), len(lead)))
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


def _end(lines: Sequence[str], start: int, opening: re.Match[str]) -> int | None:
    """The number of the line that closes a fence; nothing where it is left open, and so is none."""
    lead, fence = opening["lead"], opening["fence"]
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line[: len(lead)].rstrip() != lead.rstrip() and line.strip(" >"):
            return None
        if line[len(lead) :].rstrip() == fence and line.startswith(lead.rstrip()):
            return number
    return None
