"""What templates see: plain frozen data made of text, numbers and tuples, with nothing behind it.

Every word here is already one audience's: what is above its ceiling never gets this far. What is called
plain is for readers who know no desk. Names end as the record's do, so that
``of="{{ agreement.id }}.text"`` points at ``A-01.text``.
"""

from __future__ import annotations

from msgspec import Struct

from reportgen.view.annex import AnnexView
from reportgen.view.frame import (
    AudienceView,
    ChangeView,
    CitedParagraphView,
    CommentView,
    GapView,
    HeaderView,
    LegendView,
    Maybe,
    MeaningView,
    PropertiesView,
    SilenceOr,
    Some,
    SourceView,
)

__all__ = [
    "AudienceView",
    "ChangeView",
    "CitedParagraphView",
    "CommentView",
    "GapView",
    "HeaderView",
    "LegendView",
    "MeaningView",
    "PropertiesView",
    "SilenceOr",
    "SourceView",
    "View",
]


class CitationView(Struct, frozen=True):
    """A pointer a reader sees: "¶2", and the anchor it leads to; ``source`` is the source's short name."""

    label: str
    anchor: str
    source: str
    shown: bool
    """Whether the memo has a section that shows the passage."""


class ParticipantView(Struct, frozen=True):
    id: str
    name: str
    title: Maybe
    """Empty where only a source that may not be shown gives it."""
    citations: tuple[CitationView, ...]


class SideView(Struct, frozen=True):
    """A party with those who came for it."""

    id: str
    name: str
    role: str
    participants: tuple[ParticipantView, ...]


class MeetingView(Struct, frozen=True):
    id: str
    kind: str
    dates: str
    dates_as_stated: Maybe
    dates_derived: bool
    rounds: Maybe
    level: Maybe
    place: SilenceOr
    parties: str
    citations: tuple[CitationView, ...]


class ConditionView(Struct, frozen=True):
    text: str
    number: int
    citations: tuple[CitationView, ...]


class DenialView(Struct, frozen=True):
    party: str
    text: Maybe
    number: int
    citations: tuple[CitationView, ...]


class AgreementView(Struct, frozen=True):
    id: str
    issue: str
    text: str
    words: Some[str]
    words_language: Maybe
    firmness: str
    claim: str
    plain_claim: str
    measurable: bool
    """Whether it says when or how much."""
    parties: str
    conditions: tuple[ConditionView, ...]
    denials: tuple[DenialView, ...]
    limits: tuple[str, ...]
    citations: tuple[CitationView, ...]


class FirmnessView(Struct, frozen=True):
    """Agreements of one firmness."""

    firmness: str
    agreements: Some[AgreementView]


class PositionView(Struct, frozen=True):
    id: str
    party: str
    text: str
    stance: str
    plain_stance: str
    speaker: Maybe
    attribution: str
    told_by: str
    """Whose account it is known from, and who published that."""
    own_account: bool
    words: tuple[str, ...]
    words_language: Maybe
    conditions: tuple[ConditionView, ...]
    limits: tuple[str, ...]
    citations: tuple[CitationView, ...]


class PartyPositionsView(Struct, frozen=True):
    """One party's positions on one issue, and formulae; none means that none is reported."""

    id: str
    name: str
    positions: tuple[PositionView, ...]
    formulae: tuple[FormulaView, ...] = ()
    reported: Maybe = ""
    """In a matrix, whose account the party is known from, where it is not its own."""


class IssueView(Struct, frozen=True):
    id: str
    title: str
    state_of_play: Maybe
    parties: tuple[PartyPositionsView, ...]
    agreements: tuple[AgreementView, ...] = ()
    mentions: tuple[MentionView, ...] = ()
    steps: tuple[str, ...] = ()
    """Ids of the next steps on it."""

    @property
    def silent(self) -> bool:
        """Whether no position of any party is reported."""
        return not any(party.positions for party in self.parties)


class StateView(Struct, frozen=True):
    """Issues that stand alike; all of them where it is not told how they stand."""

    state_of_play: Maybe
    issues: Some[IssueView]


class WantsView(Struct, frozen=True):
    """What one side wants, first things first; ``reported`` when all of it is known from others only."""

    id: str
    name: str
    reported: Maybe
    positions: tuple[PositionView, ...]


class MentionView(Struct, frozen=True):
    id: str
    text: str
    citations: tuple[CitationView, ...]


class ElementView(Struct, frozen=True):
    text: str
    note: Maybe
    number: int


class ReceptionView(Struct, frozen=True):
    party: str
    reception: str
    note: Maybe
    citations: tuple[CitationView, ...]


class FormulaView(Struct, frozen=True):
    id: str
    name: str
    party: str
    speaker: Maybe
    addressed_to: Maybe
    language: Maybe
    elements: Some[ElementView]
    reception: tuple[ReceptionView, ...]
    citations: tuple[CitationView, ...]


class SaidView(Struct, frozen=True):
    """What one side said, for readers who know no desk; ``told`` says whose account most of it is from."""

    id: str
    name: str
    told: Maybe
    positions: tuple[PositionView, ...]
    formulae: tuple[FormulaView, ...]

    @property
    def silent(self) -> bool:
        """Whether nothing that it said is reported."""
        return not self.positions and not self.formulae


class NextStepView(Struct, frozen=True):
    id: str
    text: str
    owners: str
    due: SilenceOr
    firmness: str
    plain_firmness: str
    progress: str
    moved: bool
    """Whether anything is known to have become of it."""
    when: SilenceOr
    """When it is due, as days where they are known."""
    conditions: tuple[ConditionView, ...]
    limits: tuple[str, ...]
    citations: tuple[CitationView, ...]


class View(Struct, frozen=True):
    """One audience's cut of a record, complete."""

    audience: AudienceView
    properties: PropertiesView
    marking: str
    draft: Maybe
    header: HeaderView
    bottom_line: tuple[StateView, ...]
    states: tuple[StateView, ...]
    meetings: tuple[MeetingView, ...]
    sides: tuple[SideView, ...]
    agreements: tuple[FirmnessView, ...]
    issues: tuple[IssueView, ...]
    matrix: tuple[IssueView, ...]
    """Every issue, with every party in each: no positions where none is reported here."""
    legend: LegendView
    announced: tuple[FirmnessView, ...]
    """Outcomes under plain words for their firmness; those that are denied last."""
    said: tuple[SaidView, ...]
    wants: tuple[WantsView, ...]
    formulae: tuple[FormulaView, ...]
    mentions: tuple[MentionView, ...]
    next_steps: tuple[NextStepView, ...]
    changes: tuple[ChangeView, ...]
    gaps: tuple[GapView, ...]
    comments: tuple[CommentView, ...]
    cautions: tuple[CommentView, ...]
    sources: tuple[SourceView, ...]
    annex: AnnexView
    left_out: tuple[str, ...]
    """Ids left out for length; of what is above the ceiling nothing is said anywhere."""
