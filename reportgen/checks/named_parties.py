"""W209: the parties of an outcome, a step or a mention are those its sentence names.

"The two sides" are the two principals; a name is a party's, or one of its people's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.speakers import names
from reportgen.finding import Finding, Rule
from reportgen.model.base import Attested, Evidence
from reportgen.model.sides import Meeting
from reportgen.model.substance import Mention
from reportgen.model.words import PartyRole
from reportgen.record import Record
from reportgen.sources.match import holds
from reportgen.sources.sentences import sentences

RULE = Rule("W209", "party-not-in-words")

BOTH = re.compile(
    r"\b(?:the two (?:sides|countries|governments|delegations|parties|states|ministers)"
    r"|both (?:sides|countries|governments|delegations|parties))\b",
    re.IGNORECASE,
)
FIELDS = {"agreements": "parties", "mentions": "parties", "meetings": "parties", "next_steps": "owners"}


def check(record: Record) -> Iterator[Finding]:
    """Every entry whose parties its words contradict, where the record has two sides."""
    sides = {party.id for party in record.talks.parties if party.role is PartyRole.PRINCIPAL}
    for part, field in FIELDS.items() if len(sides) == 2 else ():
        for number, entry in enumerate(getattr(record.talks, part)):
            given = set(getattr(entry, field))
            named, joint = _named(record, entry, sides)
            strangers = given - named if named & sides else set()
            missing = sides - given if joint and not given <= named - joint else set()
            missing |= _of_people(record, entry) - given
            if strangers or missing:
                wrong = ", ".join(sorted(strangers | missing))
                told = f"{entry.id} gives {', '.join(getattr(entry, field))}; its words {_say(strangers)} {wrong}."
                remedy = f"Correct {field}, or cite the words that name them."
                yield RULE.found(entry.id, record.place((part, number, field)), told, remedy)


def _of_people(record: Record, entry: Attested) -> set[str]:
    """The parties of those who sat in a meeting, or whom a mention names as having spoken of it."""
    people = record.talks.participants
    if isinstance(entry, Meeting):
        return {each.party for each in people if each.id in entry.participants}
    text = " ".join(piece.text for piece in entry.evidence) if isinstance(entry, Mention) else ""
    return {each.party for each in people if any(holds(text, name) for name in names(record.talks, each))}


def _say(strangers: set[str]) -> str:
    return "do not name" if strangers else "name both sides, also"


def _named(record: Record, entry: Attested, sides: set[str]) -> tuple[set[str], set[str]]:
    """The parties that an entry's sentences name; and the sides they name together only."""
    text = " ".join(_sentence(record, piece) for piece in entry.evidence)
    by_name = {
        party.id for party in record.talks.parties if any(holds(text, name) for name in names(record.talks, party))
    }
    joint = sides - by_name if BOTH.search(text) else set[str]()
    return by_name | joint, joint


def _sentence(record: Record, piece: Evidence) -> str:
    """The sentences that a piece of evidence stands in, with its translation."""
    found, document = record.found(piece), record.document(piece)
    paragraphs = [document.paragraph(number) for number in found.paragraphs] if found and document else []
    whole = [
        each.text
        for paragraph in paragraphs
        for each in (sentences(paragraph) if paragraph else ())
        if found and each.start < found.end and found.start < each.end
    ]
    return " ".join([*whole, piece.translation or ""])
