"""Where several sources tell of one thing: their words side by side, issue by issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportgen.labels import Labels
from reportgen.model.base import Attested
from reportgen.model.sides import Meeting, Participant
from reportgen.model.talks import Talks
from reportgen.view.annex import AccountPassageView, AccountRowView, ComparedView, RunView, VoiceView
from reportgen.view.entries import Entries
from reportgen.view.facts import Facts
from reportgen.view.passages import Passages
from reportgen.view.spoken import foreign, said

SIDE_BY_SIDE = 4
"""Accounts that fit beside one another on an upright page; more stand one below the other."""
Cells = dict[str, list[AccountPassageView]]
"""The passages of each source."""


class Accounts:
    """Sets the accounts of some talks side by side."""

    def __init__(self, talks: Talks, labels: Labels, entries: Entries, facts: Facts, passages: Passages) -> None:
        self._talks, self._labels, self._entries, self._facts, self._passages = talks, labels, entries, facts, passages
        self._own = foreign(talks.language, labels.language)

    def compared(self) -> tuple[ComparedView, ...]:
        """Who met where, then every issue, as far as more than one source tells of it."""
        talks = self._talks
        met: list[Attested] = [*talks.meetings, *talks.participants]
        groups = [("", self._labels.groups["memo"]["meetings"], self._shared(met))]
        by_issue: dict[str, list[Attested]] = {}
        told = (talks.agreements, talks.positions, talks.mentions, talks.formulae, talks.next_steps)
        for entry in (entry for part in told for entry in part):
            by_issue.setdefault(entry.issue or "", []).append(entry)
        groups += [
            (issue.id, said(issue.title, self._own), self._cells(by_issue.get(issue.id, ()))) for issue in talks.issues
        ]
        views = (self._compared(name, title, cells) for name, title, cells in groups)
        return tuple(view for view in views if len(view.accounts) > 1)

    def _cells(self, entries: Iterable[Attested]) -> list[tuple[RunView, Cells]]:
        """For each entry the passages of each source that tells of it."""
        found = []
        for entry in entries:
            pointer = self._facts.pointer(entry.id)
            by_source = self._passages.by_source(entry.id)
            cells = {
                source: [AccountPassageView(pointer, each) for each in passages]
                for source, passages in by_source.items()
            }
            found.append((pointer, cells))
        return found

    def _shared(self, entries: Iterable[Meeting | Participant | Attested]) -> list[tuple[RunView, Cells]]:
        return [(pointer, cells) for pointer, cells in self._cells(entries) if len(cells) > 1]

    def _compared(self, name: str, title: str, entries: Sequence[tuple[RunView, Cells]]) -> ComparedView:
        telling = {source for _, cells in entries for source in cells}
        accounts = tuple(
            VoiceView(each.id, each.short, self._voice(each.controlled_by))
            for each in self._talks.sources
            if each.id in telling
        )
        table = f"accounts-{len(accounts)}" if len(accounts) <= SIDE_BY_SIDE else "accounts"
        return ComparedView(name, title, table, accounts, tuple(self._rows(accounts, entries)))

    def _rows(
        self, accounts: Sequence[VoiceView], entries: Sequence[tuple[RunView, Cells]]
    ) -> Iterator[AccountRowView]:
        """A row for each entry that several accounts tell, then one for what only one of them tells."""
        alone: Cells = {}
        for pointer, cells in entries:
            if len(cells) > 1:
                yield AccountRowView(pointer, tuple(tuple(cells.get(each.id, ())) for each in accounts))
            else:
                for source, passages in cells.items():
                    alone.setdefault(source, []).extend(passages)
        if alone:
            yield AccountRowView(None, tuple(tuple(alone.get(each.id, ())) for each in accounts))

    def _voice(self, controlled_by: str) -> str:
        if controlled_by == "independent":
            return self._labels.groups["memo"]["independent"]
        return said(self._entries.name(controlled_by), self._own)
