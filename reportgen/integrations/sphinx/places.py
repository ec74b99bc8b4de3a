"""The ids of a memo's places in a page, where other memos and the author's own words have ids too."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from reportgen.integrations.references import place_name, places
from reportgen.memo.tree import Memo
from reportgen.memo.walk import Line, Names, anchored


class Places:
    """Allots the ids of one memo in a page: the talks id with the place, numbered where the page has it already."""

    def __init__(self, talks: str, memo: Memo, document: nodes.document) -> None:
        self._talks, self._document, self._names = talks, document, Names()
        self.anchors = {line.anchor: self._id(line.anchor) for line in anchored(memo) if line.anchor}
        """The id of every place that the memo's own links lead to."""
        self.entries: dict[str, str] = {}
        """The id of the place that tells of each entry: its anchor, or else the first line that states it."""
        self._first: dict[str, str] = {}
        for entry, place in places(memo).items():
            self.entries[entry] = self.anchors.get(place) or self._id(entry)
            self._first[place] = entry

    def of(self, line: Line) -> tuple[list[str], list[str]]:
        """The ids of a line that links lead to, and those that only say what it states. Asked of each line once."""
        linked = [self.anchors[line.anchor]] if line.anchor else []
        if (entry := self._first.get(line.of)) and self.entries[entry] not in self.anchors.values():
            linked.append(self.entries[entry])
            del self._first[line.of]
        return linked, [self._id(name) for name in self._names.of(line) if name != line.anchor]

    def named(self, name: str) -> str:
        """The id of a part of the memo: of the whole where it has no name."""
        return self._unique(place_name(self._talks, name) if name else self._talks)

    def note(self, found: Iterable[nodes.Element]) -> None:
        """Tell the page which nodes have them: its labels are looked for there."""
        for node in (each for top in found for each in top.findall(nodes.Element)):
            self._document.ids.update(dict.fromkeys(node["ids"], node))

    def _id(self, place: str) -> str:
        return self._unique(place_name(self._talks, place))

    def _unique(self, name: str) -> str:
        unique, count = name, 1
        while unique in self._document.ids:
            count += 1
            unique = f"{name}--{count}"
        self._document.ids[unique] = nodes.Element()  # taken until the node is there that has it
        return unique
