"""What the places of a memo are called in a page: made of talks and entry, so that they stay what they are."""

from __future__ import annotations

from reportgen.integrations.references import place_name, places
from reportgen.memo.tree import Heading, Memo
from reportgen.memo.walk import Names, anchored


class Ids(dict[str, str]):
    """The ids of a memo's places by their names in it (``A-01``, ``A-01.text``); ``taken`` are those of the page.

    Where a page shows an entry twice, the second is numbered: ``wang-blinken-2023-10-A-01--2``.
    """

    def __init__(self, talks: str, memo: Memo, taken: set[str]) -> None:
        super().__init__()
        self._talks, self._taken = talks, taken
        names = Names()
        for line in anchored(memo):
            for name in names.of(line):
                self.setdefault(name, self.new(name))
        # An entry without a row of its own is told of where it is first stated, by its own name.
        self._entries = {place: self.new(entry) for entry, place in places(memo).items() if entry != place}
        self.entries = {entry: self._entries.get(place, self[place]) for entry, place in places(memo).items()}
        """The id of the place that tells of each entry."""

    def at(self, name: str) -> list[str]:
        """The ids of a place of the memo."""
        return [self[name], *([self._entries[name]] if name in self._entries else [])]

    def heading(self, heading: Heading, section: str) -> str:
        """The id of a heading that states nothing of the record: of the talks, of a section, or of a part of one."""
        names = {1: self._talks, 2: place_name(self._talks, section)}
        return self._unique(names.get(heading.level, place_name(self._talks, f"{section}-part")))

    def new(self, name: str) -> str:
        """An id that the page does not have yet; it has it now."""
        return self._unique(place_name(self._talks, name))

    def _unique(self, first: str) -> str:
        found, number = first, 1
        while found in self._taken:
            number += 1
            found = f"{first}--{number}"
        self._taken.add(found)
        return found

    def address(self, anchor: str) -> str:
        """Where a link to a place of the memo leads in the page; nowhere when that place is not shown."""
        return f"#{self[anchor]}" if anchor in self else ""
