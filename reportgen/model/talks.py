"""The root of a record: one round of talks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field, model_validator

from reportgen.above import above
from reportgen.form import Date, Form, Language, Slug, Words
from reportgen.model.analysis import Acceptance, Clearance, Comment, Gap, Omission, Person
from reportgen.model.base import PARTS, Entry, PartyRef
from reportgen.model.sides import Meeting, Participant, Party, Source
from reportgen.model.substance import Agreement, Formula, Issue, Mention, NextStep, Position
from reportgen.model.words import Handling


class Talks(Form):
    """One round of talks between parties, as one analyst validated it against its sources."""

    id: Slug
    """Names the files: lower-case letters, digits and hyphens."""
    title: Words
    """What the memo is called: who met whom, on what, when."""
    as_of: Date
    """The last day of the material used."""
    handling: Handling
    """How widely entries may be shown that say nothing of their own."""
    party_order: tuple[PartyRef, ...] = Field(min_length=1)
    """The order of the parties in every memo."""
    source_caveat: Words | None = None
    """Printed on page 1; needed when all sources speak with one voice."""
    short_title: Words | None = None
    """What later mentions and narrow places call it."""
    process: Words | None = None
    """The larger course of talks that this round belongs to."""
    language: Language = "en-GB"
    """The language the record is written in."""
    version: Words = "1"
    """The version of the record; a new one for each change that leaves the desk."""
    supersedes: Words | None = None
    """The version that this one replaces."""
    prepared_by: Person | None = None
    """Who wrote the record."""
    cleared_by: tuple[Clearance, ...] = ()
    """The units that were asked, and what they answered."""
    approved_by: Person | None = None
    """Who lets it leave the desk."""
    distribution: tuple[Words, ...] = ()
    """Who may have it, one reader or unit a line."""
    marking_scheme: Slug = "tlp"
    """The labels that stand for the levels of handling: tlp by default."""

    sources: tuple[Source, ...] = Field(min_length=1)
    """The documents that were read."""
    parties: tuple[Party, ...] = Field(min_length=1)
    """The sides, and those who stand beside them or are spoken of."""
    participants: tuple[Participant, ...] = ()
    """The persons who took part."""
    meetings: tuple[Meeting, ...] = Field(min_length=1)
    """The sittings, in the order in which they were held."""
    issues: tuple[Issue, ...] = ()
    """The subjects; their order here is their order in every memo."""
    agreements: tuple[Agreement, ...] = ()
    """What was settled, and how firmly."""
    positions: tuple[Position, ...] = ()
    """What each party said, wanted or offered."""
    mentions: tuple[Mention, ...] = ()
    """Subjects that were raised, with nothing more reported."""
    formulae: tuple[Formula, ...] = ()
    """Named lists that a party put forward."""
    next_steps: tuple[NextStep, ...] = ()
    """What is to happen."""
    comments: tuple[Comment, ...] = ()
    """The analyst's own reading."""
    gaps: tuple[Gap, ...] = ()
    """What the sources do not say."""
    omitted: tuple[Omission, ...] = ()
    """Paragraphs set aside, each with its reason."""
    accepted: tuple[Acceptance, ...] = ()
    """Checks set aside for one entry, each with its reason."""

    @model_validator(mode="before")
    @classmethod
    def _fill_in_the_only_source(cls, written: Any) -> Any:
        sources = written.get("sources") if isinstance(written, dict) else None
        only = sources[0] if isinstance(sources, list) and len(sources) == 1 else None
        name = only.get("id") if isinstance(only, dict) else None
        return _with_source(written, name) if isinstance(name, str) else written

    def entries(self) -> Iterator[tuple[str, int, Entry]]:
        """Everything with an id, in the order of the record: part, place in it from 0, entry."""
        for part in PARTS:
            for number, entry in enumerate(getattr(self, part)):
                yield part, number, entry

    def handling_of(self, entry: Entry) -> Handling:
        """How widely an entry may be shown: its own word, or the record's."""
        return entry.handling or self.handling

    def _repr_html_(self) -> str:
        """The talks as a notebook shows them."""
        return str(above("notebook:of_talks")(self))


def _with_source(value: Any, source: str) -> Any:
    if isinstance(value, list):
        return [_with_source(inner, source) for inner in value]
    if not isinstance(value, dict):
        return value
    filled = {key: _with_source(inner, source) for key, inner in value.items()}
    if "evidence" in filled:
        filled["evidence"] = _pieces_with_source(filled["evidence"], source)
    if isinstance(filled.get("omitted"), list):
        filled["omitted"] = _pieces_with_source(filled["omitted"], source)
    return filled


def _pieces_with_source(pieces: Any, source: str) -> Any:
    listed = pieces if isinstance(pieces, list) else [pieces]
    return [
        {"text": piece, "source": source} if isinstance(piece, str)
        else {"source": source, **piece} if isinstance(piece, dict)
        else piece
        for piece in listed
    ]  # fmt: skip
