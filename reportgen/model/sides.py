"""Sources, parties, participants, meetings: who met, and who says so."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from reportgen.form import Date, Form, Language, Words
from reportgen.model.base import Attested, Entry, MeetingRef, ParticipantRef, PartyRef, SourceRef, WordList
from reportgen.model.words import Certainty, MeetingKind, PartyKind, PartyRole, SourceKind, Standing


class SourceStanding(Form):
    """How far the source speaks for one party."""

    party: PartyRef
    """The party spoken for."""
    value: Standing
    """How far the source speaks for it."""
    note: Words | None = None
    """What a reader should know of that."""


class Grading(Form):
    """The analyst's grade of the source (Admiralty code: reliability A–F, credibility 1–6)."""

    scheme: Words = "admiralty"
    """The scheme of the grades."""
    reliability: Words
    """Of the source: A (completely reliable) to F (cannot be judged)."""
    credibility: Words
    """Of what it says: 1 (confirmed by others) to 6 (cannot be judged)."""
    note: Words | None = None
    """Why this grade."""


def _standings(value: object) -> object:
    if isinstance(value, dict) and "party" not in value:
        return [{"party": party, "value": standing} for party, standing in value.items()]
    return value


class Source(Entry):
    """A document that was read: a readout, a joint statement, a reporter's account."""

    short: Words
    """What a citation calls it: "Xinhua, 27 Oct 2023"."""
    kind: SourceKind
    """What sort of document it is."""
    publisher: Words
    """Who issued it."""
    controlled_by: PartyRef | Literal["independent"]
    """The party that controls the publisher, or "independent"."""
    path: Words
    """The file beside the record."""
    original: Words | None = None
    """The file beside the record that the text in "path" was made from: a PDF, a web page; kept, and never read."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Digest of the file as it was read; `reportgen check` prints it."""
    title: Words | None = None
    """Its title, verbatim."""
    language: Language = "en"
    """The language it is written in."""
    dateline: Words | None = None
    """The dateline, verbatim; paragraphs are numbered from the one that begins with it."""
    url: Words | None = None
    """Where it was found; never fetched."""
    standing: Annotated[
        tuple[SourceStanding, ...],
        BeforeValidator(_standings, json_schema_input_type=dict[str, Standing] | list[SourceStanding]),
    ] = ()
    """How far it speaks for each party: {CN: authoritative, US: partisan_secondhand}."""
    grading: Grading | None = None
    """The analyst's grade of it."""
    independence_group: Words | None = None
    """Sources of one group do not corroborate one another."""

    @property
    def voice(self) -> str:
        """The group in which this source has no independent voice: its own, its controller's, or itself."""
        if self.independence_group:
            return self.independence_group
        return self.id if self.controlled_by == "independent" else self.controlled_by


class Party(Entry):
    """A side of the talks, or one that stands beside them."""

    name: Words
    """What every memo calls it."""
    kind: PartyKind
    """What sort of party it is."""
    role: PartyRole
    """What it does in these talks."""
    source_names: WordList = ()
    """What the sources call it."""
    speaker_for: tuple[PartyRef, ...] = ()
    """Groups it speaks for: "Chile, for AILAC"."""


class SourceTitle(Form):
    """A participant's title as one source gives it."""

    source: SourceRef
    """The source that gives it."""
    title: Words
    """The title, verbatim."""


class Participant(Attested):
    """A person who took part."""

    name: Words
    """The name, as every memo gives it."""
    party: PartyRef
    """The party the person belongs to."""
    title: Words
    """As the source gives it."""
    titles: tuple[SourceTitle, ...] = ()
    """Where sources give different titles."""
    role_in_meeting: Words | None = None
    """What the person did there: head of delegation, chair, interpreter."""
    speaker_for: tuple[PartyRef, ...] = ()
    """Groups this person speaks for, besides the own party."""


class MeetingDates(Form):
    """When it was held, in the source's words and as days."""

    as_stated: Words | None = None
    """The source's words, verbatim."""
    start: Date | None = None
    """The first day."""
    end: Date | None = None
    """The last day."""
    certainty: Certainty = Certainty.STATED
    """Whether a source states the days or they are worked out."""
    basis: Words | None = None
    """How the days were worked out; needed when they are derived."""

    @model_validator(mode="after")
    def _derived_needs_a_basis(self) -> MeetingDates:
        if self.certainty is Certainty.DERIVED and not self.basis:
            raise ValueError('derived dates need a "basis" that says how they were worked out')
        if self.start and self.end and self.end < self.start:
            raise ValueError('"end" lies before "start"')
        return self


class Meeting(Attested):
    """One sitting, or a run of rounds counted together."""

    kind: MeetingKind
    """What sort of meeting it was."""
    parties: tuple[PartyRef, ...] = Field(min_length=1)
    """Those who sat in it."""
    dates: MeetingDates
    """When it was held."""
    rounds: Annotated[int, Field(ge=1)] | None = None
    """How many rounds it counts together."""
    level: Words | None = None
    """The level of those who met: foreign ministers, experts."""
    place: Words | None = None
    """Where, or not_stated; a dateline is no venue."""
    participants: tuple[ParticipantRef, ...] = ()
    """The persons who were there."""
    chair: ParticipantRef | None = None
    """Who had the chair."""
    follows: MeetingRef | None = None
    """The meeting before it."""
