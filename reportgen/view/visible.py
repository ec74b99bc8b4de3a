"""The ceiling: which entries an audience may see, decided before anything else is done with them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from reportgen.form import Form
from reportgen.model.base import PARTS, Attested, Entry
from reportgen.model.derive import claim
from reportgen.model.references import reference_fields
from reportgen.model.sides import Meeting, Participant
from reportgen.model.substance import Agreement, Formula, Issue, NextStep, Position
from reportgen.model.talks import Talks
from reportgen.model.words import Handling
from reportgen.once import once
from reportgen.sources.match import holds

__all__ = ["highest", "visible"]

_IN_WORDS = ("level", "role_in_meeting", "what", "where", "when", "how_much")
"""Fields that may be left empty, in words that may be a source's own."""

_SINGLE = ("party", "author_party", "issue", "speaker", "controlled_by", "parent")
"""Fields that name one entry each."""


@once(latest=8)
def visible(talks: Talks, ceiling: Handling) -> Talks:
    """The talks as an audience with this ceiling may know them.

    An entry goes when it is handled more narrowly than the ceiling, or when what it stands on goes:
    its issue, its party, its meeting's sides, all its sources, all entries it speaks of. It goes too when
    what is left of it would say something else: without a condition or a denial, with another claim, with
    no day where a day is stated; and an issue goes when all that was on it does. References to what went
    are taken out, so nothing tells that it was there.
    """
    gone = {entry.id for _, _, entry in talks.entries() if talks.handling_of(entry).rank > ceiling.rank}
    if not gone:
        return talks
    while more := {e.id for _, _, e in talks.entries() if e.id not in gone and _falls(talks, e, gone)}:
        gone |= more
    kept = {
        part: tuple(_without(entry, gone) for entry in getattr(talks, part) if entry.id not in gone) for part in PARTS
    }
    told = {
        "party_order": tuple(party for party in talks.party_order if party not in gone),
        "omitted": tuple(each for each in talks.omitted if each.source not in gone),
        "accepted": tuple(each for each in talks.accepted if each.on not in gone),
    }
    return talks.model_copy(update={**kept, **told})


def highest(talks: Talks) -> Handling:
    """The narrowest handling of anything in these talks: what the document as a whole is marked."""
    handlings = [talks.handling_of(entry) for _, _, entry in talks.entries()]
    return max((*handlings, talks.handling), key=lambda handling: handling.rank)


def _falls(talks: Talks, entry: Entry, gone: set[str]) -> bool:
    return _falls_with(entry, gone) or _altered(talks, entry, gone) or _emptied(talks, entry, gone)


def _emptied(talks: Talks, entry: Entry, gone: set[str]) -> bool:
    """Whether of an issue all is gone that was on it: named all the same, it would tell that there was something."""
    if not isinstance(entry, Issue):
        return False
    on = [each.id for _, _, each in talks.entries() if entry.id in _subjects(each)]
    return _all_gone(tuple(on), gone)


def _subjects(entry: Entry) -> Iterator[str]:
    """The issues, or other entries, that an entry is on."""
    for value in _values(entry, ("issue", "parent", "on", "basis")):
        yield from value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _values(entry: Entry, names: tuple[str, ...]) -> Iterator[Any]:
    """What stands in those of these fields that an entry of its kind has."""
    return (getattr(entry, name) for name in _having(type(entry), names))


@cache
def _having(form: type[Entry], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name in form.model_fields)


def _altered(talks: Talks, entry: Entry, gone: set[str]) -> bool:
    """Whether an entry would say something else without what is gone."""
    qualified = (*getattr(entry, "conditions", ()), *getattr(entry, "denied_by", ()))
    if any(_names_gone(each, gone, False) for each in qualified):
        return True
    match entry:
        case Agreement():
            left = tuple(piece for piece in entry.evidence if piece.source not in gone)
            if claim(talks, entry.model_copy(update={"evidence": left})) is not claim(talks, entry):
                return True
            measures = [each for each in (entry.when, entry.how_much) if each]
            return bool(measures) and all(_withheld(entry, each, gone) for each in measures)
        case Formula():  # a named list told in part is another list
            return any(_withheld(entry, each.text, gone) for each in entry.elements)
        case NextStep(due=when) | Meeting(dates=when):
            stated = (when.as_stated, getattr(entry, "place", None))
            return any(_withheld(entry, each, gone) for each in stated if each)
        case _:
            return False


def _falls_with(entry: Entry, gone: set[str]) -> bool:
    """Whether what an entry stands on is gone."""
    if isinstance(entry, Attested) and (_rests_on_gone(entry, gone) or _words_gone(entry, gone)):
        return True
    if isinstance(entry, Agreement | Position) and entry.issue in gone:
        return True
    if any(name in gone for name in _values(entry, _SINGLE) if name):
        return True
    if isinstance(on := getattr(entry, "on", None), str):
        return on in gone
    if any(name in gone for names in _values(entry, ("owners", "parties")) for name in names):
        return True  # "both" told of one would be false
    return any(_all_gone(names, gone) for names in _values(entry, ("on", "basis")))


def _all_gone(names: object, gone: set[str]) -> bool:
    return isinstance(names, tuple) and bool(names) and all(name in gone for name in names)


def _without(entry: Entry, gone: set[str]) -> Entry:
    """The entry without its references to what is gone, and without words that only a source now gone has."""
    ids = reference_fields(type(entry)) | {"addressed_to"}
    changed: dict[str, object] = {}
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if isinstance(value, tuple):
            kept = tuple(_pruned(inner, gone) for inner in value if not _names_gone(inner, gone, name in ids))
            if kept != value:
                changed[name] = kept
        elif name in ids and value in gone:
            changed[name] = None
    changed |= _words_kept(entry, gone) if isinstance(entry, Attested) else {}
    return entry.model_copy(update=changed) if changed else entry


def _names_gone(value: object, gone: set[str], is_id: bool) -> bool:
    if isinstance(value, str):
        return is_id and value in gone
    named = (getattr(value, "party", None), getattr(value, "source", None))
    return any(name in gone for name in named if name) or _rests_on_gone(value, gone)


def _rests_on_gone(value: object, gone: set[str]) -> bool:
    pieces = getattr(value, "evidence", ())
    return bool(pieces) and all(piece.source in gone for piece in pieces)


def _pruned(value: object, gone: set[str]) -> object:
    pieces = getattr(value, "evidence", None)
    if not isinstance(pieces, tuple) or not isinstance(value, Form):
        return value
    return value.model_copy(update={"evidence": tuple(piece for piece in pieces if piece.source not in gone)})


def _withheld(entry: Attested, words: str, gone: set[str]) -> bool:
    """Whether, of the passages behind an entry, only those in a source that is gone have these words."""
    if not any(piece.source in gone for piece in entry.evidence):
        return False
    holding = [piece.source in gone for piece in entry.evidence if holds(piece.text, words)]
    return bool(holding) and all(holding)


def _words_gone(entry: Attested, gone: set[str]) -> bool:
    """Whether nothing is left of the source's words that carry an entry."""
    named: str | None = getattr(entry, "name", None)
    if named and _withheld(entry, named, gone):
        return True
    carrying: tuple[str, ...] = getattr(entry, "operative_words", ())
    return bool(carrying) and all(_withheld(entry, words, gone) for words in carrying)


def _words_kept(entry: Attested, gone: set[str]) -> dict[str, object]:
    kept: dict[str, object] = {}
    words: tuple[str, ...] = getattr(entry, "operative_words", ())
    if any(_withheld(entry, each, gone) for each in words):
        kept["operative_words"] = tuple(each for each in words if not _withheld(entry, each, gone))
    for name in _IN_WORDS:
        if (value := getattr(entry, name, None)) and _withheld(entry, value, gone):
            kept[name] = None
    if isinstance(entry, Participant) and _withheld(entry, entry.title, gone):
        kept["title"] = next((each.title for each in entry.titles if each.source not in gone), "")
    return kept
