"""How a document refers to an entry, and where a memo tells of it."""

from __future__ import annotations

import re

from msgspec import Struct

from reportgen.errors import ReportgenError
from reportgen.memo.tree import Memo
from reportgen.memo.walk import anchored

FORM = re.compile(r"\s*([^\s#]+)\s*#\s*([^\s#]+)\s*")


class Reference(Struct, frozen=True):
    """``wang-blinken-2023-10#A-01``: talks, and an entry of theirs."""

    talks: str
    entry: str

    @classmethod
    def of(cls, typed: str) -> Reference:
        """Raises :class:`ReportgenError` where it is none."""
        found = FORM.fullmatch(typed)
        if not found:
            raise ReportgenError(
                f'"{typed}" refers to no entry. Write talks id, #, entry id: wang-blinken-2023-10#A-01'
            )
        return cls(found[1], found[2])

    def __str__(self) -> str:
        return f"{self.talks}#{self.entry}"


def place_name(talks: str, place: str) -> str:
    """What a place of a memo is called in a page, which may show several talks: ``wang-blinken-2023-10-A-01``."""
    of_the_talks = place == talks or place.startswith(f"{talks}.")
    return place if of_the_talks else f"{talks}-{place}"


def places(memo: Memo) -> dict[str, str]:
    """Where a memo tells of what, by the id of an entry: its anchor, or else the first line that states it.

    The second is the path of that line (``A-01.text``).
    """
    stated: dict[str, str] = {}
    for line in anchored(memo):
        if line.of:
            stated.setdefault(line.of.partition(".")[0], line.of)
    return stated | {line.anchor: line.anchor for line in anchored(memo) if line.anchor}
