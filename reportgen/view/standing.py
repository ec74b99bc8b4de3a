"""Where the issues stand, as far as an audience may be told."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.model.derive import borne_out, state_of_play
from reportgen.model.substance import Issue
from reportgen.model.talks import Talks
from reportgen.model.words import StateOfPlay

Standing = Mapping[str, StateOfPlay]
"""The state of play of each issue by its id; empty where it is told of none."""


def standing(talks: Talks, shown: Talks) -> Standing:
    """Where each issue of ``shown`` stands, ``shown`` being what an audience may see of ``talks``.

    It has to be true, and to follow from what the audience sees. Where that cannot be said of one issue it is
    told of none: left out there alone, it would mark the issue of which something is withheld.
    """
    if all(_may_be_told(talks, shown, issue) for issue in shown.issues):
        return {issue.id: state_of_play(shown, issue) for issue in shown.issues}
    return {}


def _may_be_told(talks: Talks, shown: Talks, issue: Issue) -> bool:
    if state_of_play(shown, issue) is not state_of_play(talks, issue):
        return False
    said = issue.state_of_play
    return said is None or borne_out(shown, issue, said) is borne_out(talks, issue, said)
