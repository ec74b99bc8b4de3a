"""What the record implies and nobody has to write: claim, attribution, state of play, one voice."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.model.base import Attested, Evidence
from reportgen.model.sides import Source
from reportgen.model.substance import Agreement, Issue, Position
from reportgen.model.talks import Talks
from reportgen.model.words import Attribution, Claim, Firmness, PartyRole, SourceKind, Stance, StateOfPlay

JOINT_KINDS = frozenset({SourceKind.JOINT_STATEMENT, SourceKind.AGREEMENT_TEXT})
ACCOUNT_KINDS = frozenset(
    {SourceKind.READOUT, SourceKind.FACT_SHEET, SourceKind.STATEMENT, SourceKind.PRESS_CONFERENCE}
)

SETTLED = frozenset(
    {StateOfPlay.AGREED, StateOfPlay.AGREED_TO_PURSUE, StateOfPlay.AGREED_TO_CONSULT, StateOfPlay.PLANNED}
)


def sources_behind(talks: Talks, evidence: Iterable[Evidence]) -> tuple[Source, ...]:
    """The sources that carry these pieces of evidence, each once, in the record's order."""
    named = {piece.source for piece in evidence}
    return tuple(source for source in talks.sources if source.id in named)


def claim(talks: Talks, agreement: Agreement) -> Claim:
    """Who says that it was settled, judged by the sources that carry its evidence."""
    carriers = sources_behind(talks, agreement.evidence)
    if agreement.denied_by:
        return Claim.DISPUTED
    if any(source.kind in JOINT_KINDS for source in carriers):
        return Claim.JOINT_TEXT
    sides = {source.controlled_by for source in carriers if source.kind in ACCOUNT_KINDS} - {"independent"}
    if len(sides & set(agreement.parties)) > 1:
        return Claim.BOTH_READOUTS
    return Claim.ONE_READOUT if sides else Claim.REPORTER_NARRATION


def attribution(talks: Talks, position: Position) -> Attribution:
    """Whose account a position is known from."""
    carriers = sources_behind(talks, position.evidence)
    own = {position.party, *_groups_and_members(talks, position.party)}
    if any(source.controlled_by in own for source in carriers):
        return Attribution.OWN_ACCOUNT
    if any(source.kind in JOINT_KINDS for source in carriers):
        return Attribution.JOINT_ACCOUNT
    if any(source.controlled_by == "independent" for source in carriers):
        return Attribution.INDEPENDENT
    sides = {party.id for party in talks.parties if party.role is PartyRole.PRINCIPAL}
    reported = any(source.controlled_by in sides for source in carriers)
    return Attribution.OTHER_SIDE if reported else Attribution.THIRD_PARTY


def _groups_and_members(talks: Talks, party: str) -> set[str]:
    """The groups a party speaks for, and the members that speak for it."""
    groups = {group for each in talks.parties if each.id == party for group in each.speaker_for}
    return groups | {each.id for each in talks.parties if party in each.speaker_for}


def one_voice(talks: Talks) -> bool:
    """Whether all sources speak with one voice, so that none corroborates another."""
    return len({source.voice for source in talks.sources}) == 1


def state_of_play(talks: Talks, issue: Issue) -> StateOfPlay:
    """Where an issue stands: the record's word for it, or what its entries amount to."""
    if issue.state_of_play:
        return issue.state_of_play
    agreements = [agreement for agreement in talks.agreements if agreement.issue == issue.id]
    settled = [agreement.firmness for agreement in agreements if not agreement.denied_by]
    if settled:
        return _settled(min(settled, key=lambda firmness: firmness.rank))
    if agreements:
        return StateOfPlay.DIVERGENT
    positions = [position for position in talks.positions if position.issue == issue.id]
    if any(step.issue == issue.id for step in talks.next_steps):
        return StateOfPlay.PLANNED
    if positions:
        return _of_positions(talks, positions)
    mentioned = any(mention.issue == issue.id for mention in talks.mentions)
    return StateOfPlay.DISCUSSED_NO_CONTENT if mentioned else StateOfPlay.NOT_DISCUSSED


def borne_out(talks: Talks, issue: Issue, said: StateOfPlay) -> bool:
    """Whether the entries on an issue amount to what is said of where it stands."""
    derived = state_of_play(talks, issue.model_copy(update={"state_of_play": None}))
    positions = [position for position in talks.positions if position.issue == issue.id]
    parties = {position.party for position in positions}
    voices = {source.voice for position in positions for source in sources_behind(talks, position.evidence)}
    concurring = any(position.stance is Stance.CONCURS for position in positions)
    match said:
        case StateOfPlay.SHARED_VIEW:
            amounts = len(parties) > 1 and len(voices) > 1
        case StateOfPlay.SHARED_VIEW_ONE_SOURCE:
            amounts = concurring
        case StateOfPlay.PARALLEL_STATEMENTS | StateOfPlay.DIVERGENT:
            amounts = len(parties) > 1
        case StateOfPlay.ONE_SIDE_ONLY:
            amounts = len(parties) == 1
        case _:  # the settled ones: said to be no firmer than it is
            amounts = {said, derived} <= SETTLED and derived.rank <= said.rank
    return amounts or said is derived


def _settled(firmness: Firmness) -> StateOfPlay:
    if firmness.rank <= Firmness.AGREED_IN_PRINCIPLE.rank:
        return StateOfPlay.AGREED
    if firmness is Firmness.AGREED_TO_PURSUE:
        return StateOfPlay.AGREED_TO_PURSUE
    return StateOfPlay.AGREED_TO_CONSULT if firmness is Firmness.AGREED_TO_CONSULT else StateOfPlay.PLANNED


def _of_positions(talks: Talks, positions: list[Position]) -> StateOfPlay:
    parties = {position.party for position in positions}
    if len(parties) == 1:
        return StateOfPlay.ONE_SIDE_ONLY
    if any(position.stance in {Stance.REJECTS, Stance.OPPOSES} for position in positions):
        return StateOfPlay.DIVERGENT
    joint = [{p.party for p in positions if source in sources_behind(talks, p.evidence)} for source in talks.sources
             if source.kind in JOINT_KINDS]  # fmt: skip
    if any(len(parties) > 1 for parties in joint):
        return StateOfPlay.SHARED_VIEW
    concurring = [position for position in positions if position.stance is Stance.CONCURS]
    if concurring:
        voices = {source.voice for position in positions for source in sources_behind(talks, position.evidence)}
        return StateOfPlay.SHARED_VIEW if len(voices) > 1 else StateOfPlay.SHARED_VIEW_ONE_SOURCE
    return StateOfPlay.PARALLEL_STATEMENTS


def resting_on(talks: Talks, source: str) -> tuple[Attested, ...]:
    """The entries with evidence in one source, in the record's order."""
    return tuple(
        entry for _, _, entry in talks.entries()
        if isinstance(entry, Attested) and any(piece.source == source for piece in entry.evidence)
    )  # fmt: skip
