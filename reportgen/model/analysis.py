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
    on: EntryRefs = Field(min_length=1)
    """The entries it speaks of."""
    basis: EntryRefs = Field(min_length=1)
    """The entries it rests on."""
    confidence: Confidence
    likelihood: Likelihood | None = None
    kind: Words | None = None
    handling: Handling | None = Handling.INTERNAL


class Gap(Entry):
    """Something the sources do not say."""

    text: Words
    on: EntryRef | None = None
    """The entry it belongs to."""
    absent_terms: WordList = ()
    """Words that must not occur in any source, or there is no gap."""
    closed_by: Words | None = None
    """What would close it."""


class Omission(Form):
    """A paragraph that is set aside on purpose."""

    para: Annotated[int, Field(ge=0)]
    reason: Words
    source: SourceRef | None = None
    """May be left out when the record has one source only."""


class Person(Form):
    """Someone who answers for the memo: by name, by unit, or both."""

    name: Words | None = None
    unit: Words | None = None
    phone: Words | None = None


class Clearance(Form):
    """One unit's answer."""

    unit: Words
    result: ClearanceResult
    name: Words | None = None
    date: Date | None = None
