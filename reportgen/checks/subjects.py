"""W210: an entry speaks of what it refers to: its issue, or the entry it is about.

Compared by the words they have in common, but for the names of parties. Reported only where they have none,
while another issue or entry of the same kind has some: then the reference was most likely meant for that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.base import Attested, Entry, Statement
from reportgen.model.substance import Formula
from reportgen.model.words import PartyRole
from reportgen.record import Record, Steps

RULE = Rule("W210", "another-subject")

WORD = re.compile(r"[^\W\d_]{4,}")
STEM = 5
"""Letters of a word that are compared: "disability" and "disabled" are one."""
TELLING = 2
"""Words in common that are no accident."""
COMMON = """
about above after again agree agreed agreement along already also among another before being between both common country
could date dates does each early either every exchange first following from further give given have here held hold into
issue issues made make many more most much must other others over part parties party point position positions record
report reported said same says should side sides some source state stated states still such than that their them then
there these they this those through together toward under united until upon view views wanted wants well were what when
where whether which while whose will with within without words work would year years
"""
"""Words that say nothing of a subject."""
COMMON_STEMS = frozenset(word[:STEM] for word in COMMON.split())


def stems(text: str) -> frozenset[str]:
    """What the words of a text begin with, but for words that say nothing of a subject."""
    return frozenset(word.lower()[:STEM] for word in WORD.findall(text)) - COMMON_STEMS


def stems_of_parties(record: Record) -> frozenset[str]:
    """What the names of the sides begin with: these may stand anywhere."""
    sides = (party for party in record.talks.parties if party.role is PartyRole.PRINCIPAL)
    return stems(" ".join(name for party in sides for name in (party.name, *party.source_names)))


def check(record: Record) -> Iterator[Finding]:
    """Every reference to an issue or entry that has no word in common with the one that refers to it."""
    names = stems_of_parties(record)
    words = {entry.id: _words(entry) - names for _, _, entry in record.talks.entries()}
    kinds = {entry.id: part for part, _, entry in record.talks.entries()}
    for path, entry, name in _references(record):
        if kinds[name] == "sources" or words[entry.id] & words[name]:
            continue
        others = [each for each, kind in kinds.items() if kind == kinds[name] and each != entry.id]
        better = max(others, key=lambda each: len(words[entry.id] & words[each]))
        shared = sorted(words[entry.id] & words[better])
        if len(shared) >= TELLING:
            listed = " and ".join(f'"{each}…"' for each in shared[:3])
            told = f"{entry.id} names {name}, with which it has no word in common; with {better} it has {listed}."
            yield RULE.found(entry.id, record.place(path), told, f"Is {better} meant? If not, say what ties them.")


def _references(record: Record) -> Iterator[tuple[Steps, Entry, str]]:
    """What may be about another subject: the path of the reference, the entry, the id."""
    for part, number, entry in record.talks.entries():
        for field in ("issue", "on", "basis", "concurs_with"):
            value = getattr(entry, field, None)
            if isinstance(value, str):
                yield (part, number, field), entry, value
            for place, name in enumerate(value if isinstance(value, tuple) else ()):
                yield (part, number, field, place), entry, name


def _words(entry: Entry) -> frozenset[str]:
    """What the words of an entry begin with: its text, its title and its evidence."""
    texts = [getattr(entry, name, None) or "" for name in ("title", "text", "name", "source_term")]
    if isinstance(entry, Attested):
        texts += [f"{piece.text} {piece.translation or ''}" for piece in entry.evidence]
    if isinstance(entry, Formula):
        texts += [f"{each.text} {each.note or ''}" for each in entry.elements]
    if isinstance(entry, Statement):
        texts += [*entry.limits, *(each.text for each in getattr(entry, "conditions", ()))]
    return stems(" ".join(texts))
