"""The words of running text: ``{title} · as of {date}`` → the words of one memo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

PARTS = ("title", "date", "version", "audience", "id")
"""What can be filled in: the talks' short title, the day the record is as of, its version, the memo's name, the id."""

_PART = re.compile(r"\{([^{}]*)\}")


def unknown(words: str) -> Iterator[str]:
    """Names in braces that nothing fills in."""
    return (name for name in _PART.findall(words) if name not in PARTS)


def filled(words: str, parts: Mapping[str, str]) -> str:
    """The words, every part in its place; nothing in a part is filled in again."""
    return " ".join(_PART.sub(lambda part: parts.get(part[1], part[0]), words).split())
