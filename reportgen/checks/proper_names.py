"""W213: a name in a text stands in its evidence, or is one the record gives: a party, a person, an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.figures import CALENDAR
from reportgen.finding import Finding, Rule
from reportgen.model.base import Statement
from reportgen.record import Record, Steps

RULE = Rule("W213", "name-not-in-evidence")

NAME = re.compile(r"(?<![.!?;:\"'“‘(] )(?<!^)(?<![\w'’-])[A-ZÀ-ÖØ-Þ][^\W\d_]+")
"""A capitalised word, but for the first of a sentence."""
WORD = re.compile(r"[^\W\d_]+")
STEM = 4
"""Letters that are compared: "China" and "Chinese", "Kelmoria" and "Kelmorian" are one name."""


def check(record: Record) -> Iterator[Finding]:
    """Every name in an entry's words that neither its evidence nor the record has."""
    talks = record.talks
    given = [talks.title, *(name for party in talks.parties for name in (party.name, *party.source_names))]
    given += [words for person in talks.participants for words in (person.name, person.title)]
    given += [issue.title for issue in talks.issues] + [meeting.place or "" for meeting in talks.meetings]
    common = _stems(" ".join(given))
    for part, number, entry in talks.entries():
        if isinstance(entry, Statement):
            passages = [f"{piece.text} {piece.translation or ''}" for piece in entry.evidence]
            known = common | _stems(" ".join([*passages, *(each.words for each in entry.derived)]))
            for path, text in _texts(entry):
                for name in NAME.findall(CALENDAR.sub(" ", text)):
                    if name[:STEM].lower() not in known:
                        told = f'{entry.id} names "{name}", which its evidence does not.'
                        place = record.place((part, number, *path), name)
                        yield RULE.found(entry.id, place, told, "Take it out, or cite the words that name it.")


def _texts(entry: Statement) -> Iterator[tuple[Steps, str]]:
    for field in ("text", "what", "where", "place"):
        if isinstance(text := getattr(entry, field, None), str):
            yield (field,), text if field == "text" else f"in {text}"


def _stems(text: str) -> set[str]:
    return {word[:STEM].lower() for word in WORD.findall(text)}
