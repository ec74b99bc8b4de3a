"""The cue table of a language: which words claim how firm an undertaking, and what a text claims by it.

The table is ``cues/<language>.yaml`` in a folder of templates, so a desk may edit its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from reportgen import pycache
from reportgen.errors import InputError, Problem, did_you_mean
from reportgen.model import words as strengths
from reportgen.model.words import Firmness, Word
from reportgen.phrases import (
    SOURCES,
    Alternatives,
    Budget,
    Pattern,
    PhraseError,
    Phrases,
    Token,
    read_list,
    read_phrase,
    tokens,
)
from reportgen.shipped import search_path, templates
from reportgen.yamlfile import Shipped, Value, plain, shipped

if TYPE_CHECKING:
    from reportgen.yamlfile import YamlFile

REACH = 3
"""The most words between a negation and the words whose claim it takes away."""
MOST_PROBLEMS = 20
"""Told at once; what comes after them is not read."""


class Weaker(Word):
    """What words claim that undertake nothing."""

    VIEW = "view", "what a party, or all of them, think or want: reaffirmed, called for"
    MENTION = "mention", "that it was raised: exchanged views on, took note of"


Strength = Firmness | Weaker
"""How much words claim."""


def rank(strength: Strength) -> int:
    """The place of a strength, from 0 for the firmest; a view comes after every firmness, a mention last."""
    return strength.rank + (len(Firmness) if isinstance(strength, Weaker) else 0)


CLAIMS: dict[str, Strength | None] = {**{word.value: word for word in (*Firmness, *Weaker)}, "no_claim": None}
"""The parts of the table that are cues, and what the words in them claim; the firmest first."""


class Claimed(Struct, frozen=True):
    """Words of a text that claim something: the words, how much, their offsets, whether one party alone can do it."""

    words: str
    strength: Strength
    start: int
    end: int
    by_one: bool = False


class Cues(Struct, frozen=True, eq=False):
    """A cue table, ready for use; each is read once, and is itself only."""

    phrases: Phrases
    strengths: tuple[Strength | None, ...]
    """What each phrase claims, by its number."""
    negations: Phrases
    by_one: Phrases
    barriers: frozenset[str]

    @lru_cache(maxsize=4096)  # noqa: B019  tables are kept as long as the program runs, see _table
    def claims(self, text: str) -> tuple[Claimed, ...]:
        """What a text claims, in its order: each word once, by the longest phrase it is in, unless negated."""
        words = tokens(text)
        taken = self._taken(text, words)
        inside = {place for first, last, _ in taken for place in range(first, last)}
        negated = [last for first, last, _ in self.negations.found(words) if not inside & set(range(first, last))]
        alone = {place for first, last, _ in self.by_one.found(words) for place in range(first, last)}
        found = []
        for first, last, number in taken:
            strength = self.strengths[number]
            if strength and not any(self._reaches(words, after, first) for after in negated):
                start, end = words[first].start, words[last - 1].end
                by_one = not alone.isdisjoint(range(first, last))
                found.append(Claimed(text[start:end], strength, start, end, by_one))
        return tuple(found)

    def _taken(self, text: str, words: tuple[Token, ...]) -> list[tuple[int, int, int]]:
        """The phrases that stand in the text: where they overlap the longest, of two as long the weaker."""
        taken: list[tuple[int, int, int]] = []
        inside: set[int] = set()
        found = sorted(self.phrases.found(words), key=lambda span: (span[0] - span[1], span[0], -span[2]))
        for first, last, number in found:
            free = inside.isdisjoint(range(first, last))
            if free and not _hyphenated(text, words[first].start, words[last - 1].end):
                taken.append((first, last, number))
                inside.update(range(first, last))
        return sorted(taken)

    def _reaches(self, words: tuple[Token, ...], after: int, first: int) -> bool:
        """Whether a negation that ends before word ``after`` takes away the claim that begins at ``first``."""
        if not 0 <= first - after <= REACH:
            return False
        between = words[after : first + 1]
        return not any(word.clause or word.comma or word.word in self.barriers for word in between)


def _hyphenated(text: str, start: int, end: int) -> bool:
    """Whether the words are part of a longer one: "agreed" in "agreed-upon"."""
    return text[start - 1 : start] == "-" or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha())


def cues(language: str, folders: tuple[Path, ...] | None = None) -> Cues | None:
    """The table for a language (``en-GB`` falls back to ``en``) from the first folder that has one, else nothing.

    Raises :class:`InputError` with every fault of the table, each at its place.
    """
    names = dict.fromkeys((language, language.partition("-")[0]))
    paths = (folder / "cues" / f"{name}.yaml" for name in names for folder in folders or search_path(None))
    path = next((path for path in paths if path.is_file()), None)
    return _table(path, path.stat().st_mtime_ns) if path else None


@lru_cache(maxsize=16)
def _table(path: Path, _changed: int) -> Cues:
    if not path.is_relative_to(templates()):
        return _of_kept(_kept(path))
    files = (path, *SOURCES, plain.__file__, strengths.__file__, __file__)
    return _of_kept(pycache.once(f"cues-{path.stem}", files, lambda: _kept(path)))


def _of_kept(kept: dict[str, Any]) -> Cues:
    barriers = kept["barriers"]
    found, negations, by_one = (Phrases(barriers, kept[name]) for name in ("phrases", "negations", "by_one"))
    return Cues(found, tuple(CLAIMS[name] for name in kept["claims"]), negations, by_one, barriers)


def _kept(path: Path) -> dict[str, Any]:
    """A table in the types that are kept for another run. Raises :class:`InputError` with every fault of it."""
    reading = _reading(path)
    claims: list[str] = []
    found = Phrases(reading.barriers)
    for name in CLAIMS:
        claims.extend(name for _ in reading.into(found, name, len(claims)))
    without = {name: reading.plain(name).kept() for name in ("negations", "by_one")}
    if reading.problems:
        raise InputError(sorted(reading.problems, key=lambda each: (each.place.line, each.place.column)))
    return {"phrases": found.kept(), "claims": tuple(claims), "barriers": reading.barriers, **without}


class _Parts(Protocol):
    """The parts of a table by name; ``lists`` by name too."""

    @property
    def lists(self) -> Mapping[str, Sequence[str]]:
        """Words by a name in capitals."""

    @property
    def barriers(self) -> Sequence[str]:
        """Words that nothing runs over."""


class _Shipped:
    """A table that is shipped, and tested to be in form: its parts as they stand, without what judges one."""

    def __init__(self, root: Mapping[str, Value]) -> None:
        lists = root.get("lists")
        self.lists = {name: _strings(words) for name, words in (lists if isinstance(lists, dict) else {}).items()}
        for name in (*CLAIMS, "barriers", "negations", "by_one"):
            setattr(self, name, _strings(root.get(name)))

    barriers: tuple[str, ...]


def _strings(value: Value) -> tuple[str, ...]:
    return tuple(str(each) for each in (value if isinstance(value, list) else [value] if value else []))


def _reading(path: Path) -> _Reading:
    """A table as it is read. Raises :class:`InputError` for one of a desk's own that is out of form."""
    if path.is_relative_to(templates()):
        file = shipped(path)
        return _Reading(file, _Shipped(file.root))
    from reportgen.cuetable import CueTable
    from reportgen.validate import validated
    from reportgen.yamlfile import read

    own = read(path, error=InputError)
    return _Reading(own, validated(CueTable, own, error=InputError))


class _Reading:
    """A table while its phrases are read; ``problems`` holds what is wrong with them."""

    def __init__(self, file: YamlFile | Shipped, table: _Parts) -> None:
        self.file, self.table = file, table
        self.problems: list[Problem] = []
        self.lists: dict[str, Alternatives] = {}
        self._seen: dict[Pattern, str] = {}
        self._budget = None if isinstance(table, _Shipped) else Budget()
        for name, words in table.lists.items():
            self.lists[name] = frozenset()  # known, so that a fault in it is told once
            with self._at(("lists", name)):
                self.lists[name] = read_list(name, words)
        self.barriers = frozenset(self._barriers())

    def _barriers(self) -> Iterator[str]:
        for number, words in enumerate(self.table.barriers):
            if len(self.problems) >= MOST_PROBLEMS:
                return
            with self._at(("barriers", number)):
                yield from (run[0] for run in read_list("BARRIERS", [words]))

    def into(self, found: Phrases, name: str, start: int = 0) -> Iterator[None]:
        """Add the phrases of one part of the table to ``found``, numbered from ``start``; yields once for each."""
        number = start
        for place, phrase in enumerate(getattr(self.table, name)):
            if len(self.problems) >= MOST_PROBLEMS:
                return
            with self._at((name, place)):
                patterns = read_phrase(phrase, self.lists)
                if self._budget:
                    self._budget.take(phrase, patterns)
                self._refuse_two_claims(name, phrase, patterns)
                found.add(patterns, number)
                number += 1
                yield

    def plain(self, name: str) -> Phrases:
        """Those phrases, to be looked for without a claim of their own."""
        found = Phrases(self.barriers)
        for _ in self.into(found, name):
            pass
        return found

    def _refuse_two_claims(self, name: str, phrase: str, patterns: tuple[Pattern, ...]) -> None:
        for pattern in patterns if name in CLAIMS else ():
            if (other := self._seen.setdefault(pattern, name)) != name:
                raise PhraseError(phrase, f'"{phrase}" stands under "{other}" too.', "Leave it in one place.")

    @contextmanager
    def _at(self, path: tuple[str | int, ...]) -> Iterator[None]:
        try:
            yield
        except PhraseError as error:
            remedy = error.remedy or (did_you_mean(error.words, self.lists) if error.words.isupper() else "")
            self.problems.append(Problem(self.file.within(path, error.words), str(error), remedy))
