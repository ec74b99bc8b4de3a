"""Issues, agreements, positions, mentions, formulae, next steps: what was said and settled."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from reportgen.form import Date, Form, Words
from reportgen.model.base import (
    Attested,
    Entry,
    EntryRef,
    IssueRef,
    MeetingRef,
    PartyRef,
    Pieces,
    PositionRef,
    SpeakerRef,
    Statement,
    StepRef,
    WordList,
    as_list,
)  # fmt: skip
from reportgen.model.words import (
    DueKind,
    Firmness,
    Novelty,
    Progress,
    ReceptionValue,
    SpeakerBasis,
    Speech,
    Stance,
    StateOfPlay,
)  # fmt: skip


class Issue(Entry):
    """A subject of the talks; the order in the file is the order in every memo."""

    title: Words
    """What every memo calls it."""
    parent: IssueRef | None = None
    """The larger issue it is part of."""
    scope: Words | None = None
    """bilateral, regional, global, or the desk's own word."""
    source_term: Words | None = None
    """The source's loaded name for it, where the desk uses another."""
    state_of_play: StateOfPlay | None = None
    """Worked out from the entries when left out."""


class Instrument(Form):
    """The text in which something is, or is to be, laid down."""

    kind: Words
    """memorandum of understanding, joint statement, treaty, none reported, …"""
    subject: Words | None = None
    """What the text is about."""
    state: Words | None = None
    """signed, not signed, initialled, …"""


class Condition(Form):
    """What an agreement or position is made to depend on."""

    text: Words
    """What has to come about."""
    evidence: Pieces = ()
    """The words that make it a condition."""


def _conditions(value: object) -> object:
    return [{"text": each} if isinstance(each, str) else each for each in as_list(value)]


Conditions = Annotated[
    tuple[Condition, ...],
    BeforeValidator(_conditions, json_schema_input_type=str | list[str | Condition]),
]


class Denial(Form):
    """A party's denial that this was settled."""

    party: PartyRef
    """The party that denies it."""
    text: Words | None = None
    """The denial, in the analyst's words."""
    evidence: Pieces = ()
    """The words of the denial, verbatim."""


def _denials(value: object) -> object:
    return [{"party": each} if isinstance(each, str) else each for each in as_list(value)]


class Settled(Statement):
    """What agreements and next steps share: how firm it is, in whose words."""

    operative_words: WordList = Field(min_length=1)
    """The source's words that carry the undertaking: "agreed to increase"."""
    firmness: Firmness
    """What was undertaken, from signed to offered."""
    instrument: Instrument | None = None
    """The text in which it is laid down, if any."""
    conditions: Conditions = ()
    """What it is made to depend on."""


class Agreement(Settled):
    """An outcome that the sides, or a source, say was settled."""

    issue: IssueRef
    """The issue it settles, or part of it."""
    parties: tuple[PartyRef, ...] = Field(min_length=1)
    """The parties that undertook it."""
    meeting: MeetingRef | None = None
    """The meeting at which it was settled."""
    what: Words | None = None
    """The act or thing undertaken."""
    where: Words | None = None
    """The place, as far as stated."""
    when: Words | None = None
    """The time, as far as stated."""
    how_much: Words | None = None
    """The amount, as far as stated."""
    denied_by: Annotated[
        tuple[Denial, ...], BeforeValidator(_denials, json_schema_input_type=str | list[str | Denial])
    ] = ()
    """Parties that deny it; makes it disputed."""
    novelty: Novelty = Novelty.UNKNOWN
    """How it stands against the last round; if not new, "previous" says what it goes back to."""
    previous: Words | None = None
    """The entry of the last round it goes back to: talks id and entry id, "harbour-2031-03#A-02"."""


class Position(Statement):
    """What one party said, wanted or offered."""

    party: PartyRef
    """The party whose position it is."""
    issue: IssueRef
    """The issue it is about."""
    stance: Stance
    """What the party does with its words."""
    speaker: SpeakerRef | None = None
    """Who said it: a participant, or the party that spoke for a group."""
    speaker_basis: SpeakerBasis = SpeakerBasis.STATED
    """Whether the source names the speaker or the place in the text does."""
    operative_words: WordList = ()
    """The source's words that carry the stance; needed when it hedges."""
    speech: Speech = Speech.INDIRECT_SPEECH
    """How the source carries the words; only the two kinds of quote permit quotation marks."""
    addressed_to: WordList = ()
    """Party ids, or the source's words for those addressed."""
    conditions: Conditions = ()
    """What the party makes it depend on."""
    concurs_with: tuple[PositionRef, ...] = ()
    """Positions whose view it shares."""
    novelty: Novelty = Novelty.UNKNOWN
    """How it stands against the last round; if not new, "previous" says what it goes back to."""
    previous: Words | None = None
    """The entry of the last round it goes back to: talks id and entry id."""

    @model_validator(mode="after")
    def _hedged_needs_words(self) -> Position:
        if self.stance.hedged and not self.operative_words:
            raise ValueError(f'a position that {self.stance} needs its "operative_words"')
        return self


class Mention(Statement):
    """A subject that was raised, and nothing more of it reported."""

    parties: tuple[PartyRef, ...] = Field(min_length=1)
    """The parties that raised it."""
    operative_words: WordList = Field(min_length=1)
    """The source's words for it: "exchanged views on"."""
    issue: IssueRef | None = None
    """Left out for "among others"."""


class Element(Form):
    """One member of a formula, in the source's words."""

    text: Words
    """The words of this member, verbatim."""
    note: Words | None = None
    """What a reader should know of it."""


def _elements(value: object) -> object:
    return [{"text": each} if isinstance(each, str) else each for each in as_list(value)]


class Reception(Form):
    """What one other party made of a formula."""

    party: PartyRef
    """The party that received it."""
    value: ReceptionValue
    """What it made of it."""
    note: Words | None = None
    """What a reader should know of that."""
    evidence: Pieces = ()
    """The words that show it."""


def _receptions(value: object) -> object:
    if isinstance(value, dict) and "party" not in value:
        return [{"party": party, "value": reception} for party, reception in value.items()]
    return value


class Formula(Attested):
    """A named list that one party put forward, such as "five musts"."""

    name: Words
    """What its author calls it."""
    author_party: PartyRef
    """The party that put it forward."""
    elements: Annotated[tuple[Element, ...], BeforeValidator(_elements, json_schema_input_type=list[str | Element])] = (
        Field(min_length=1)
    )
    """Its members, in their order."""
    reception: Annotated[
        tuple[Reception, ...],
        BeforeValidator(_receptions, json_schema_input_type=dict[str, ReceptionValue] | list[Reception]),
    ]
    """One for each other party; not_reported is a value."""
    issue: IssueRef | None = None
    """The issue it belongs to."""
    speaker: SpeakerRef | None = None
    """Who put it forward."""
    addressed_to: WordList = ()
    """Party ids, or the source's words for those addressed."""


class Due(Form):
    """When a next step is due, in the source's words."""

    kind: DueKind
    """How the time is given."""
    as_stated: Words | None = None
    """The source's words, verbatim."""
    date: Date | None = None
    """The day, for a due of kind date."""
    start: Date | None = None
    """The first day of a window."""
    end: Date | None = None
    """The last day of a window."""
    anchor: Date | None = None
    """The day that relative words count from."""
    basis: Words | None = None
    """How the days were worked out, where no source states them."""
    note: Words | None = None
    """What a reader should know of it."""

    @model_validator(mode="after")
    def _kind_has_its_days(self) -> Due:
        if self.kind is DueKind.DATE and not self.date:
            raise ValueError('a due of kind date needs its "date"')
        if self.kind is DueKind.WINDOW and not (self.start or self.end):
            raise ValueError('a due of kind window needs a "start" or an "end"')
        if self.kind is DueKind.RELATIVE and not self.as_stated:
            raise ValueError('a due of kind relative needs the source\'s words in "as_stated"')
        return self

    @property
    def last_day(self) -> Date | None:
        """The day after which it is past due, where one can be told."""
        return self.date or self.end


def _due(value: object) -> object:
    return {"kind": value} if isinstance(value, str) else value


class NextStep(Settled):
    """Something that is to happen."""

    owners: tuple[PartyRef, ...] = Field(min_length=1)
    """The parties that are to do it."""
    due: Annotated[Due, BeforeValidator(_due, json_schema_input_type=DueKind | Due)]
    """When; one word for its kind, or the source's words and the days."""
    progress: Progress = Progress.PENDING
    """What has happened since."""
    issue: IssueRef | None = None
    """The issue it belongs to."""
    arises_from: Annotated[tuple[EntryRef, ...], BeforeValidator(as_list, json_schema_input_type=str | list[str])] = ()
    """The entries it comes from."""
    follows: StepRef | None = None
    """The step that has to come first."""
    place: Words | None = None
    """Where it is to be."""
