"""A drafting table as it is written: parts, lists and phrases, and what is wrong with them, each at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reportgen.errors import Problem, did_you_mean
from reportgen.phrases import Alternatives, Budget, PhraseError, Phrases, read_list, read_phrase
from reportgen.yamlfile import Shipped, Value

if TYPE_CHECKING:
    from reportgen.yamlfile import YamlFile

COMMA = re.compile(r"\s*[,，]\s*")
PARTED = re.compile(r"\s+/\s+")
MOST_PROBLEMS = 20


class Written:
    """A table while it is read; ``problems`` holds what is wrong with it."""

    def __init__(self, file: YamlFile | Shipped, known: Iterable[str], *, limited: bool) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.lists: dict[str, Alternatives] = {}
        self._budget = Budget() if limited else None  # what is shipped keeps to the limits, and is tested to
        self._number: dict[int, int] = {}
        parts = tuple(known)
        for part in file.root:
            if part not in parts:
                remedy = did_you_mean(part, parts)
                self.problems.append(Problem(file.place((part,), key=True), f'There is no part "{part}".', remedy))
        for name in self.keys("lists"):
            try:
                self.lists[name] = read_list(name, self.names("lists", name))
            except PhraseError as error:
                self._refuse(("lists", name), error)

    def keys(self, *path: str) -> tuple[str, ...]:
        """The keys at a path of the table; none where nothing stands."""
        value = self._at(path)
        if isinstance(value, dict):
            return tuple(value)
        if value is not None:
            self.problems.append(Problem(self.file.place(path), "Here keys are expected, each with a list.", ""))
        return ()

    def names(self, *path: str) -> tuple[str, ...]:
        """The words listed at a path."""
        value = self._at(path)
        listed = value if isinstance(value, list) else COMMA.split(value) if value and isinstance(value, str) else []
        if all(isinstance(each, str) for each in listed) and not isinstance(value, dict):
            return tuple(str(each) for each in listed)
        self.problems.append(Problem(self.file.place(path), "Here a list of words is expected.", ""))
        return ()

    def groups(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """What each group is, and its names, by id; an id that a state has too would make one of the two."""
        found = {}
        for kind in self.keys("groups"):
            for id in self.keys("groups", kind):
                found[id] = kind, self.names("groups", kind, id)
                if self._at(("states", id)):
                    place = self.file.place(("groups", kind, id), key=True)
                    self.problems.append(
                        Problem(place, f'"{id}" is the id of a state, too.', "Give the group another.")
                    )
        return found

    def words(self, part: str) -> frozenset[str]:
        """The words of a part, in small letters."""
        return frozenset(word.casefold() for entry in self.names(part) for word in entry.split("/"))

    def into(self, phrases: Phrases, *path: str) -> Iterator[None]:
        """Add the phrases at a path to ``phrases``; yields once for each, as it gets the next number."""
        for place, entry in enumerate(self.names(*path)):
            for phrase in PARTED.split(entry):
                if len(self.problems) >= MOST_PROBLEMS:
                    return
                number = self._number.get(id(phrases), 0)
                try:
                    self._add(phrase, phrases, number)
                except PhraseError as error:
                    self._refuse((*path, place), error)
                    continue
                self._number[id(phrases)] = number + 1
                yield

    def _add(self, phrase: str, phrases: Phrases, number: int) -> None:
        patterns = read_phrase(phrase, self.lists)
        if self._budget:
            self._budget.take(phrase, patterns)
        phrases.add(patterns, number)

    def _at(self, path: Iterable[str]) -> Value:
        value: Value = dict(self.file.root)
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        return value

    def _refuse(self, path: tuple[str | int, ...], error: PhraseError) -> None:
        remedy = error.remedy or (did_you_mean(error.words, self.lists) if error.words.isupper() else "")
        self.problems.append(Problem(self.file.within(path, error.words), str(error), remedy))
