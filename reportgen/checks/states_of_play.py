"""E112: where an issue is said to stand is borne out by the entries on it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.derive import sources_behind, state_of_play
from reportgen.model.substance import Issue
from reportgen.model.talks import Talks
from reportgen.model.words import Stance, StateOfPlay
from reportgen.record import Record

RULE = Rule("E112", "state-of-play-not-borne-out")

SETTLED = (
    StateOfPlay.AGREED,
    StateOfPlay.AGREED_TO_PURSUE,
    StateOfPlay.AGREED_TO_CONSULT,
    StateOfPlay.PLANNED,
)


def check(record: Record) -> Iterator[Finding]:
    """Every issue whose state of play its entries do not amount to."""
    for number, issue in enumerate(record.talks.issues):
        if issue.state_of_play and not _borne_out(record.talks, issue, issue.state_of_play):
            derived = state_of_play(record.talks, issue.model_copy(update={"state_of_play": None}))
            told = f'{issue.id} is said to stand at "{issue.state_of_play}"; its entries amount to "{derived}".'
            remedy = (
                "Leave state_of_play out, since it is worked out from the entries; or add the entry that bears it out."
            )
            yield RULE.found(issue.id, record.place(("issues", number, "state_of_play")), told, remedy)


def _borne_out(talks: Talks, issue: Issue, said: StateOfPlay) -> bool:
    derived = state_of_play(talks, issue.model_copy(update={"state_of_play": None}))
    positions = [position for position in talks.positions if position.issue == issue.id]
    parties = {position.party for position in positions}
    voices = {source.voice for position in positions for source in sources_behind(talks, position.evidence)}
    concurring = any(position.stance is Stance.CONCURS for position in positions)
    match said:
        case StateOfPlay.SHARED_VIEW:
            borne_out = len(parties) > 1 and len(voices) > 1
        case StateOfPlay.SHARED_VIEW_ONE_SOURCE:
            borne_out = concurring
        case StateOfPlay.PARALLEL_STATEMENTS | StateOfPlay.DIVERGENT:
            borne_out = len(parties) > 1
        case StateOfPlay.ONE_SIDE_ONLY:
            borne_out = len(parties) == 1
        case _:  # the settled ones: said to be no firmer than it is
            borne_out = said in SETTLED and derived in SETTLED and derived.rank <= said.rank
    return borne_out or said is derived
