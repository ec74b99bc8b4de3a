"""What a person has to judge: words that an audience may see and that speak of what it may not.

A public entry may name a withheld person, or rest on a withheld source as well as on a public one. No
rule can say whether that tells too much, so it is a warning, for those who hold the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reportgen.leaks.withheld import Words, shown_entries, strings
from reportgen.leaks.words import has_dense, tokens
from reportgen.model.base import Entry, Statement
from reportgen.model.sides import Participant, Party
from reportgen.model.words import Handling
from reportgen.record import Record

_MOST_NAMED = 6
_SHORTEST = 4
"""Letters of a part of a name that is looked for by itself; two-letter names are words as well."""


def bystanders(record: Record, audience: str, ceiling: Handling) -> Iterator[str]:
    """A warning for each withheld person, party or source that entries within the ceiling name or rest on."""
    shown = shown_entries(record, ceiling)
    entries = {entry.id: entry for _, _, entry in record.talks.entries()}
    gone = entries.keys() - shown.keys()
    told = [words for entry in shown.values() for words in strings(entry, entry.id, gone)]
    told += [Words(f"{record.talks.id}.{name}", text) for name in ("title", "short_title", "process", "source_caveat")
             if (text := getattr(record.talks, name))]  # fmt: skip
    places = _places(told)
    names_told = {token for entry in shown.values() for name in _names(entry) for token in tokens(name)}
    for name in gone:
        entry = entries[name]
        where = {of for part in _parts(entry, names_told) for of in _named(part, told, places)}
        if where:
            remedy = f"Reword them, or widen the handling of {name}."
            yield _line(record, audience, entry, _in_order(where, shown), f'name "{_names(entry)[0]}"', remedy)
    for source, resting in _also_rest_on(entries, shown, gone).items():
        remedy = f"See that their words say nothing that only {source} has."
        yield _line(record, audience, entries[source], resting, f"rest on {source} too", remedy)


def _line(record: Record, audience: str, entry: Entry, ids: list[str], what: str, remedy: str) -> str:
    named = ", ".join(ids[:_MOST_NAMED]) + (f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else "")
    why = f"({entry.id}, {record.talks.handling_of(entry)}), which {audience} may not see"
    return f"{record.talks.id}.{audience}: {named}: {what} {why}. {remedy}"


def _names(entry: Entry) -> list[str]:
    if isinstance(entry, Party):
        return [entry.name, *entry.source_names]
    return [entry.name] if isinstance(entry, Participant) else []


def _parts(entry: Entry, told: set[str]) -> Iterator[tuple[str, ...]]:
    """A name as words, and of a person's each long word that no name within the ceiling has."""
    for name in _names(entry):
        words = tuple(tokens(name))
        yield words
        if isinstance(entry, Participant):
            yield from ((word,) for word in words if len(word) >= _SHORTEST and word[0].isupper() and word not in told)


def _places(told: list[Words]) -> dict[str, list[tuple[int, int]]]:
    """For each word, where it stands: which string, which word of it."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, words in enumerate(told):
        for at, token in enumerate(tokens(words.text)):
            places[token].append((number, at))
    return places


def _named(part: tuple[str, ...], told: list[Words], places: dict[str, list[tuple[int, int]]]) -> Iterator[str]:
    if part and (len(part) > 1 or len(part[0]) >= _SHORTEST):
        for number, at in places.get(part[0], ()):
            if tuple(tokens(told[number].text)[at : at + len(part)]) == part:
                yield told[number].of.partition(".")[0]
    elif part and has_dense(part[0]):
        yield from (words.of.partition(".")[0] for words in told if part[0] in words.text)


def _in_order(where: set[str], shown: dict[str, Entry]) -> list[str]:
    return [*sorted(where - shown.keys()), *(name for name in shown if name in where)]


def _also_rest_on(entries: dict[str, Entry], shown: dict[str, Entry], gone: set[str]) -> dict[str, list[str]]:
    """Withheld sources, and the entries within the ceiling whose sentence rests on them and on another."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in shown:
        entry = entries[name]
        if isinstance(entry, Statement):
            for source in dict.fromkeys(piece.source for piece in entry.evidence if piece.source in gone):
                found[source or ""].append(name)
    return found
