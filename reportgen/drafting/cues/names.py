"""Where parties and persons stand in a text, by the table of who is who or by a language's own table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from msgspec import Struct

from reportgen.drafting.cues.remembered import Remembered
from reportgen.drafting.cues.table import DraftingTable
from reportgen.drafting.proposal import PartyRow, PersonRow, Table
from reportgen.phrases import Token
from reportgen.sources.script import WORD

STEM = 4
"""Letters that an adjective has in common with the name it is made of."""
HYPHENS = ("-", "–")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


class Mention(Struct, frozen=True):
    """Words of a sentence that stand for somebody: places of the first word and one past the last.

    ``kind`` is party, person, name (somebody the table does not know), or a kind of subject of the drafting table.
    """

    first: int
    last: int
    kind: str
    party: str = ""
    person: str = ""
    noun: bool = False
    """Whether a party's name is no adjective: "China", not "Chinese"."""
    parties: tuple[str, ...] = ()
    """Of several joined by "and": all of them."""


class _Finder:
    """Looks for names in sentences, word by word: the longest at each place, in the letters they are written with."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name in names:
            words = tuple(WORD.findall(name))
            words = tuple(word for word in words if word[0].isalnum())
            if words:
                self._by_first.setdefault(words[0], []).append((words, name))
        for listed in self._by_first.values():
            listed.sort(key=lambda each: -len(each[0]))
        self._places: Remembered[tuple[int, int, str]] = Remembered()

    def places(self, text: str, tokens: tuple[Token, ...]) -> tuple[tuple[int, int, str], ...]:
        """Where names stand: first word, one past the last, the name. A part of a longer word with a hyphen is none."""
        return self._places.of("", tokens, lambda tokens: self._found(text, tokens))

    def _found(self, text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, str]]:
        written = [text[token.start : token.end] for token in tokens]
        at = 0
        while at < len(tokens):
            found = self._at(written, tokens, at)
            last = at + len(found[0]) if found else at + 1
            if found and not _hyphenated(text, tokens[at].start, tokens[last - 1].end):
                yield at, last, found[1]
            at = last

    def _at(self, written: list[str], tokens: tuple[Token, ...], at: int) -> tuple[tuple[str, ...], str] | None:
        for words, name in self._by_first.get(written[at], ()):
            inside = tokens[at + 1 : at + len(words)]
            if tuple(written[at : at + len(words)]) == words and not any(token.comma for token in inside):
                return words, name
        return None


class _Called(Struct, frozen=True):
    """What parties are called: the id by each name, those names that are no adjectives, where they stand."""

    ids: Mapping[str, str]
    nouns: frozenset[str]
    places: _Finder


class Names:
    """The names of a table of parties and persons, to be found in sentences."""

    def __init__(self, known: Table, language: DraftingTable) -> None:
        self.known, self.language = known, language
        self._called = _called(known.parties, language)
        self._people = dict(_person_names(known.people))
        self._persons = _Finder(self._people)

    @cached_property
    def rows(self) -> Mapping[str, PartyRow]:
        """The parties by id."""
        return {row.id: row for row in self.known.parties}

    def by_stem(self, word: str) -> str:
        """The party that an adjective nobody listed is made of, by its first letters: "Norlandic"; empty for none."""
        if len(word) <= STEM or not word[0].isupper():
            return ""
        known = _listings(self.language)
        rows = [row for row in self.known.parties if row.name not in known]
        having = [row.id for row in rows if any(each.startswith(word[:STEM]) for each in (row.name, *row.names))]
        return having[0] if len(having) == 1 and word not in self._called.ids else ""

    def parties(self, text: str, tokens: tuple[Token, ...]) -> Iterator[Mention]:
        """Every name of a party in a sentence."""
        yield from (
            Mention(first, last, "party", party=self._called.ids[name], noun=name in self._called.nouns)
            for first, last, name in self._called.places.places(text, tokens)
        )

    def people(self, text: str, tokens: tuple[Token, ...]) -> Iterator[Mention]:
        """Every name of a person in a sentence."""
        for first, last, name in self._persons.places(text, tokens):
            row = self._people[name]
            yield Mention(first, last, "person", party=row.party, person=row.id)


def every_party(language: DraftingTable) -> Table:
    """All states and groups a language's table knows, as parties."""
    states = (PartyRow(code, names[0], names[1:], "state") for code, names in language.states.items())
    groups = (PartyRow(code, names[0], names[1:], kind) for code, (kind, names) in language.groups.items())
    return Table((*states, *groups))


@lru_cache(maxsize=8)
def _called(parties: tuple[PartyRow, ...], language: DraftingTable) -> _Called:
    ids = {name: row.id for row in parties for name in _party_names(row, language)}
    return _Called(ids, frozenset(_plain(each) for row in parties for each in _nouns(row)), _Finder(ids))


def _party_names(row: PartyRow, language: DraftingTable) -> Iterator[str]:
    """What a party may be called: its own names, and those a language's table has for one of that name."""
    listed = _listings(language)
    own = {_without_article(each) for each in (row.name, *row.names, *([row.id] if len(row.id) > 2 else [])) if each}
    first = _without_article(row.name)
    known = {
        each for name in own for each in listed.get(name, ()) if each and (name == first or name == listed[name][0])
    }
    for name in own | known:
        yield from (_plain(name), _plain(name.upper()), _plain(name[:1].upper() + name[1:]))


@lru_cache(maxsize=8)
def _listings(language: DraftingTable) -> Mapping[str, tuple[str, ...]]:
    """By each name that a language's table has for somebody, all the names of the same."""
    every = (*language.states.values(), *(names for _, names in language.groups.values()))
    return {name: names for names in every for name in names}


def _nouns(row: PartyRow) -> Iterator[str]:
    """The names of a party that are no adjectives: its own, those of several words, abbreviations."""
    for name in (row.name, *row.names):
        if name == row.name or " " in name or name.isupper():
            yield from (name, name.upper())


def _person_names(people: Iterable[PersonRow]) -> Iterator[tuple[str, PersonRow]]:
    """What a person may be called: the whole name, and each word of it where nobody else has it."""
    counted: dict[str, set[str]] = {}
    for row in people:
        for name in _single(row):
            counted.setdefault(name, set()).add(row.id)
    for row in people:
        for name in {row.name, *row.names}:
            yield from ((_plain(each), row) for each in (name, name.upper()))
        yield from ((_plain(name), row) for name in _single(row) if counted[name] == {row.id})


def _single(row: PersonRow) -> set[str]:
    words = [word.strip(".,") for word in re.split(r"[\s·]+", row.name)]
    words = [word for word in words if word.casefold() not in SUFFIXES and len(word) > 1]
    found = {word for word in words if word[0].isupper()}
    if len(words) > 2:
        found |= {f"{words[0]} {words[-1]}", " ".join(words[-2:])}
    written = {word.title() for word in found if word.isupper() and len(word) > len("XX")}
    return {each for word in found | written for each in (word, word.upper())}


def _without_article(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ").lstrip()


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").split())


def _hyphenated(text: str, start: int, end: int) -> bool:
    after = text[end : end + 2]
    before = text[start - 1 : start] if start else ""
    return before in HYPHENS or (after[:1] in HYPHENS and after[1:].isalnum())


def parties_in(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The parties of some mentions, each once, in order."""
    every = (party for each in mentions for party in (each.parties or ((each.party,) if each.party else ())))
    return tuple(dict.fromkeys(every))
