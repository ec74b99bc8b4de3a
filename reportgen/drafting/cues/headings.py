"""Headings that stand as paragraphs of their own: few words without a full stop, before sentences that have one."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.drafting.cues.reading import text_of_point
from reportgen.drafting.proposal import Line

MOST = 10
"""Words of a heading."""
ENDS = tuple(".!?…:;,。！？：；，\"”»’')")


def headings(lines: Sequence[Line]) -> list[Line]:
    """The lines that are headings; a point without a full stop at the end of a list of such points is none."""
    found: list[Line] = []
    for place, line in enumerate(lines[:-1]):
        before, after = lines[place - 1] if place else None, lines[place + 1]
        alone = after.paragraph != line.paragraph and (before is None or before.paragraph != line.paragraph)
        begins = before is None or _ends(before) or before in found
        if alone and begins and _is_short(line) and (_ends(after) or (place == 0 and any(map(_ends, lines)))):
            found.append(line)
    return found


def _ends(line: Line) -> bool:
    return line.text.rstrip().endswith(ENDS)


def _is_short(line: Line) -> bool:
    words = line.text.split()
    return len(words) <= MOST and not _ends(line) and text_of_point(line.text) == line.text
