"""The text of a record, to be damaged on purpose: where each field of each entry is typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from zlib import crc32

import yaml

from reportgen.model.talks import Talks
from tests.conftest import RECORDS, record_at

Steps = tuple[str | int, ...]
Change = tuple[str, str]
"""A text of the file that stands nowhere before, and what takes its place."""
Damages = Iterator[tuple[Steps, str, Change]]
"""The path of the entry that is damaged, what is done to it, and the change."""
REAL = RECORDS[0]
SOURCE = REAL.with_name("source.txt")


@dataclass(frozen=True)
class RecordText:
    """A ``talks.yaml`` as text, with the YAML nodes that say where everything stands."""

    text: str

    @cached_property
    def root(self) -> yaml.Node:
        """The node of the whole file."""
        node = yaml.compose(self.text, Loader=yaml.SafeLoader)
        assert node is not None
        return node

    def node(self, path: Steps) -> yaml.Node:
        """The node of the value at a path."""
        node = self.root
        for step in path:
            if isinstance(step, int):
                assert isinstance(node, yaml.SequenceNode)
                node = node.value[step]
            else:
                node = next(value for key, value in _pairs(node) if key.value == step)
        return node

    def has(self, path: Steps) -> bool:
        """Whether the mapping above a path has its last field."""
        return any(key.value == path[-1] for key, _ in _pairs(self.node(path[:-1])))

    def entry(self, path: Steps) -> str:
        """An entry as it is typed."""
        node = self.node(path)
        return self.text[node.start_mark.index : self._end(node)]

    def lines(self, path: Steps) -> tuple[int, int]:
        """The first and the last line of the value at a path, from 1; with its key, if it has one."""
        node = self.node(path)
        first = node.start_mark.index
        if isinstance(path[-1], str):
            first = next(k for k, v in _pairs(self.node(path[:-1])) if v is node).start_mark.index
        return self.text.count("\n", 0, first) + 1, self.text.count("\n", 0, self._end(node)) + 1

    def _end(self, node: yaml.Node) -> int:
        """The offset after the last character of a node; blocks end where the next thing begins."""
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(self.text[start:end].rstrip())

    def _change(self, start: int, end: int, words: str) -> Change:
        """A change of the text between two offsets, wide enough to stand once."""
        first = self.text.rfind("\n", 0, start) + 1
        while self.text.find(before := self.text[first:end]) != first or not before:
            first = self.text.rfind("\n", 0, max(first - 1, 0)) + 1
        return before, self.text[first:start] + words

    def replaced(self, path: Steps, value: object) -> Change:
        """Another value at a path."""
        node = self.node(path)
        return self._change(node.start_mark.index, self._end(node), _typed(value))

    def added(self, path: Steps, value: object) -> Change:
        """One more field, after the ``id`` of its entry; or another value, if the field is there."""
        if self.has(path):
            return self.replaced(path, value)
        entry = self.node(path[:-1])
        key, after = next(pair for pair in _pairs(entry) if pair[0].value == "id")
        flow = isinstance(entry, yaml.MappingNode) and entry.flow_style
        between = ", " if flow else "\n" + " " * key.start_mark.column
        end = self._end(after)
        return self._change(end, end, f"{between}{path[-1]}: {_typed(value)}")

    def without(self, path: Steps) -> Change:
        """No such field, or no such member of a list."""
        above = self.node(path[:-1])
        if isinstance(above, yaml.SequenceNode):
            members = [(node.start_mark.index, self._end(node)) for node in above.value]
        else:
            members = [(key.start_mark.index, self._end(value)) for key, value in _pairs(above)]
        last = path[-1]
        place = last if isinstance(last, int) else [key.value for key, _ in _pairs(above)].index(last)
        start, end = members[place]
        if place + 1 < len(members):
            return self._change(start, members[place + 1][0], "")
        return self._change(members[place - 1][1], end, "") if place else self._change(start, end, "")

    def appended(self, path: Steps, part: str) -> Change:
        """The entry at a path once more, at the end of a part of the record."""
        entry, last = self.node(path), self.node((part,)).value[-1]
        words = self.text[entry.start_mark.index : self._end(entry)]
        return self._change(self._end(last), self._end(last), f"\n  - {words}")


def _pairs(node: yaml.Node) -> list[tuple[Any, Any]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _typed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def typed() -> RecordText:
    """The real record as text."""
    return RecordText(REAL.read_text(encoding="utf-8"))


def talks() -> Talks:
    """The real record as it is loaded."""
    return record_at(REAL).talks


def paragraphs() -> tuple[str, ...]:
    """The paragraphs of the only source of the real record, from ¶0."""
    return tuple(each.text for each in record_at(REAL).documents["S1"].paragraphs)


def chosen(key: str, many: int) -> int:
    """A number from 0 that depends on the key alone: chance without chance."""
    return crc32(key.encode()) % many
