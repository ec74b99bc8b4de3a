"""Comments and gaps: what the analyst adds, and what the sources leave out."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from reportgen.form import Date, Form, Words
from reportgen.model.base import Entry, EntryRef, SourceRef, WordList, as_list
from reportgen.model.words import ClearanceResult, Confidence, Handling, Likelihood

EntryRefs = Annotated[tuple[EntryRef, ...], BeforeValidator(as_list, json_schema_input_type=str | list[str])]


class Comment(Entry):
    """The analyst's own reading, never mixed into an entry."""

    text: Words
    """The comment, in the analyst's words."""
    on: EntryRefs = Field(min_length=1)
    """The entries it speaks of."""
    basis: EntryRefs = Field(min_length=1)
    """The entries it rests on."""
    confidence: Confidence
    """How sure the analyst is, for the quality of what it rests on."""
    likelihood: Likelihood | None = None
    """How likely a thing is held to be; never in one sentence with the confidence."""
    kind: Words | None = None
    """What sort of comment: reading, comparison, forecast, or the desk's own word."""
    handling: Handling | None = Handling.INTERNAL
    """How widely it may be shown; internal when left out."""


class Gap(Entry):
    """Something the sources do not say."""

    text: Words
    """What is missing."""
    on: EntryRef | None = None
    """The entry it belongs to."""
    absent_terms: WordList = ()
    """Words that must not occur in any source, or there is no gap."""
    closed_by: Words | None = None
    """What would close it."""


class Omission(Form):
    """A paragraph that is set aside on purpose."""

    para: Annotated[int, Field(ge=0)]
    """The number of the paragraph."""
    reason: Words
    """Why nothing of it is in the record."""
    source: SourceRef | None = None
    """May be left out when the record has one source only."""


class Acceptance(Form):
    """A check set aside for one entry, with the reason."""

    check: Annotated[str, Field(pattern=r"^[EWN]\d{3}$")]
    """The check's code, such as E104; `reportgen check --explain` tells what it guards against."""
    on: EntryRef
    """The entry it is set aside for."""
    reason: Words
    """Why; printed in the annex."""


class Person(Form):
    """Someone who answers for the memo: by name, by unit, or both."""

    name: Words | None = None
    """The person."""
    unit: Words | None = None
    """The unit, desk or section."""
    phone: Words | None = None
    """Where to ask."""


class Clearance(Form):
    """One unit's answer."""

    unit: Words
    """The unit that was asked."""
    result: ClearanceResult
    """What it answered."""
    name: Words | None = None
    """Who answered."""
    date: Date | None = None
    """The day of the answer."""
