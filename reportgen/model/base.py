"""What entries have in common: evidence, priority, handling, and references to one another."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Struct
from pydantic import BeforeValidator, Field

from reportgen.form import Form, Id, Words
from reportgen.model.words import Handling


class RefersTo(Struct, frozen=True):
    """Marks a field whose text is the id of something in one of these parts of the record."""

    parts: tuple[str, ...]


PARTS = (
    "sources", "parties", "participants", "meetings", "issues", "agreements", "positions",
    "mentions", "formulae", "next_steps", "comments", "gaps",
)  # fmt: skip
"""The lists of a record whose members have ids."""

SourceRef = Annotated[str, RefersTo(("sources",))]
PartyRef = Annotated[str, RefersTo(("parties",))]
ParticipantRef = Annotated[str, RefersTo(("participants",))]
SpeakerRef = Annotated[str, RefersTo(("participants", "parties"))]
MeetingRef = Annotated[str, RefersTo(("meetings",))]
IssueRef = Annotated[str, RefersTo(("issues",))]
PositionRef = Annotated[str, RefersTo(("positions",))]
StepRef = Annotated[str, RefersTo(("next_steps",))]
EntryRef = Annotated[str, RefersTo(PARTS)]


def as_list(value: object) -> list[object] | tuple[object, ...]:
    """The short form of a list: one of it stands for a list of one."""
    return value if isinstance(value, list | tuple) else [value]


class Evidence(Form):
    """The verbatim passage behind an entry: one unbroken run of a source's words."""

    text: Words
    """One unbroken run, word for word; two runs make two pieces of evidence."""
    source: SourceRef | None = None
    """The source it stands in; may be left out when the record has one source only."""
    para: Annotated[int, Field(ge=0)] | None = None
    """The paragraph, only when the run occurs more than once."""
    translation: Words | None = None
    """The same in the record's language, when the source is in another."""


def _pieces(value: object) -> object:
    return [{"text": piece} if isinstance(piece, str) else piece for piece in as_list(value)]


Pieces = Annotated[
    tuple[Evidence, ...],
    BeforeValidator(_pieces, json_schema_input_type=str | Evidence | list[str | Evidence]),
]
"""Evidence, in full or short form: a text, a list of texts, or fields of its own."""

WordList = Annotated[tuple[Words, ...], BeforeValidator(as_list, json_schema_input_type=str | list[str])]
"""One text, or a list of them."""


class Derived(Form):
    """Words of an entry that no source states and the analyst worked out."""

    words: Words
    """The words, as they stand in the entry's text."""
    basis: Words
    """How they were worked out."""


class Entry(Form):
    """Anything in the record with an id."""

    id: Id
    """Short and stable; clearance e-mails quote it and the next round refers back to it."""
    status: Literal["proposed", "rejected"] | None = None
    """proposed: no memo prints it until the line is gone (`reportgen accept`); rejected: none ever does."""
    handling: Handling | None = None
    """How widely it may be shown; the record's own handling when left out."""
    priority: Annotated[int, Field(ge=1, le=3)] = 2
    """1 first to be printed, 3 first to be dropped for length."""


CALLED = ("text", "name", "short", "title")
"""The fields that say what an entry is; a meeting has none of them."""


def called_by(entry: Entry) -> str:
    """The field that says what an entry is: the first of these that it has, or nothing."""
    return next((name for name in CALLED if getattr(entry, name, None)), "")


def words_of(entry: Entry) -> str:
    """What an entry says or is called; nothing for one that does neither."""
    field = called_by(entry)
    return str(getattr(entry, field)) if field else ""


class Attested(Entry):
    """An entry that rests on evidence: at least one piece of it."""

    evidence: Annotated[Pieces, Field(min_length=1)]
    """The words of the source behind it, verbatim."""


class Statement(Attested):
    """An attested entry with a sentence of the analyst's that the evidence must bear out."""

    text: Words
    """The entry in the analyst's words, saying no more than the evidence."""
    derived: tuple[Derived, ...] = ()
    """Numbers and dates in the text that no source states."""
    limits: WordList = ()
    """What must not be read into it."""
