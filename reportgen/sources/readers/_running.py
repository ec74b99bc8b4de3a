"""The lines of all pages → those that are running heads and feet, and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from reportgen.sources.readers._lines import Line

_ZONE = 0.14
"""The share of a page at its top, and at its foot, where heads and feet stand."""
_NUMBER = re.compile(
    r"(?:(?:page|p\.|página|стр\.|страница|صفحة|seite)\s*)?[-–—|]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—|]?"
    r"(?:\s*(?:/|of|de|sur|из|من)\s*\d{1,4})?|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?",
    re.IGNORECASE,
)


def running(lines: Sequence[Line], pages: int) -> set[int]:
    """The places in ``lines`` of what stands on page after page, its numbers apart, and of page numbers."""
    zone = [place for place, line in enumerate(lines) if line.top_share < _ZONE or line.top_share > 1 - _ZONE]
    found = {place for place in zone if _is_number(lines[place])}
    alike: dict[str, list[int]] = defaultdict(list)
    for place in zone:
        alike[re.sub(r"\d+", "#", lines[place].text).casefold()].append(place)
    for places in alike.values():
        for place in places:
            near = {
                lines[other].page for other in places if abs(lines[other].top_share - lines[place].top_share) < 0.02
            }
            next_to_it = _outer(lines[place]) and any(0 < abs(page - lines[place].page) <= 2 for page in near)
            if len(near) >= 2 and (len(near) * 5 >= pages * 2 or next_to_it):
                found.add(place)
    return found


def _is_number(line: Line) -> bool:
    return _outer(line) and bool(_NUMBER.fullmatch(line.text.strip()))


def _outer(line: Line) -> bool:
    return line.top_share < 0.1 or line.top_share > 0.9
