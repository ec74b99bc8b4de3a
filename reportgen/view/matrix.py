"""The negotiator's matrix: a row an issue, a column a party, and what its words mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.labels import Labels, listed
from reportgen.model.derive import attribution, sources_behind
from reportgen.model.substance import Agreement, Issue, NextStep
from reportgen.model.talks import Talks
from reportgen.model.words import Attribution, Word
from reportgen.view import types as v
from reportgen.view.entries import Entries
from reportgen.view.meanings import meaning
from reportgen.view.spoken import filled, foreign, said
from reportgen.view.standing import Standing

OWN = frozenset({Attribution.OWN_ACCOUNT, Attribution.JOINT_ACCOUNT})
"""Accounts that carry a party's words as its own."""


class Matrix:
    """Rows and legend for visible talks."""

    def __init__(
        self,
        talks: Talks,
        standing: Standing,
        labels: Labels,
        entries: Entries,
        agreements: Sequence[Agreement],
        steps: Sequence[NextStep],
    ) -> None:
        self._talks, self._standing, self._labels, self._entries = talks, standing, labels, entries
        self._agreements, self._steps = agreements, steps
        speaking = (position.party for position in talks.positions)
        self._parties = tuple(dict.fromkeys([*talks.party_order, *speaking]))

    def _reported(self, party: str) -> str:
        """Whose account a party's positions are known from, when none is known from its own."""
        positions = [position for position in self._talks.positions if position.party == party]
        if not positions or any(attribution(self._talks, position) in OWN for position in positions):
            return ""
        sources = (each for position in positions for each in sources_behind(self._talks, position.evidence))
        sides = dict.fromkeys(
            source.publisher if source.controlled_by == "independent" else self._entries.name(source.controlled_by)
            for source in sources
        )
        side = said(listed(sides, self._talks.language), foreign(self._talks.language, self._labels.language))
        return filled(self._labels.groups["memo"]["as_reported_by"], side=side) if sides else ""

    def rows(self) -> tuple[v.IssueView, ...]:
        """Every issue in the record's order."""
        return tuple(map(self._row, self._talks.issues))

    def _row(self, issue: Issue) -> v.IssueView:
        entries, talks = self._entries, self._talks
        positions = [position for position in talks.positions if position.issue == issue.id]
        formulae = [formula for formula in talks.formulae if formula.issue == issue.id]
        cells = [
            v.PartyPositionsView(
                party,
                entries.name(party),
                tuple(entries.position(each) for each in positions if each.party == party),
                tuple(entries.formula(each) for each in formulae if each.author_party == party),
                self._reported(party),
            )
            for party in self._parties
        ]
        state = self._standing.get(issue.id)
        return v.IssueView(
            issue.id,
            issue.title,
            self._labels.of("state_of_play", state) if state else "",
            tuple(cells),
            tuple(entries.agreement(each) for each in self._agreements if each.issue == issue.id),
            tuple(entries.mention(each) for each in talks.mentions if each.issue == issue.id),
            tuple(step.id for step in self._steps if step.issue == issue.id),
        )

    def legend(self) -> v.LegendView:
        """The words that the matrix and the next steps use, each vocabulary in its own order."""
        talks = self._talks
        settled: list[Agreement | NextStep] = [*self._agreements, *self._steps]
        return v.LegendView(
            stances=self._meanings("stance", (position.stance for position in talks.positions)),
            states=self._meanings("state_of_play", self._standing.values()),
            firmness=self._meanings("firmness", (each.firmness for each in settled)),
            reported=any(map(self._reported, self._parties)),
        )

    def _meanings(self, group: str, words: Iterable[Word]) -> tuple[v.MeaningView, ...]:
        return tuple(meaning(self._labels, group, each) for each in sorted(set(words), key=lambda word: word.rank))
