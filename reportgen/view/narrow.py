"""A view → what of it is on some issues, or of some parties: for a table that tells of those alone.

Nothing is said of what is left out. A party that was not asked for is not told to be silent, and an issue on which only
the others spoke is left out where its silence would be told as everybody's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol, TypeVar

from msgspec.structs import replace

from reportgen.model.base import Entry
from reportgen.model.talks import Talks
from reportgen.view import types as v
from reportgen.view.annex import EntryView, PartView, RunView
from reportgen.view.frame import CiterView

ONE_PARTY = ("party", "author_party")
"""Fields that name the one party an entry is of."""
PARTIES = ("parties", "owners")
"""Fields that name several."""


class HasId(Protocol):
    """What a template sees of an entry."""

    @property
    def id(self) -> str:
        """The entry's id."""


Viewed = TypeVar("Viewed", bound=HasId)


def narrowed(view: v.View, talks: Talks, issues: Collection[str], parties: Collection[str]) -> v.View:
    """The view with the entries, issues and parties asked for alone; ``issues`` or ``parties`` empty: any."""
    about = entries_about(talks, issues, parties)
    left_out = frozenset(entry.id for _, _, entry in talks.entries()) - about
    kept = _Kept(about, left_out, frozenset(_with_parts(talks, issues)), frozenset(parties))
    return replace(
        view,
        bottom_line=tuple(kept.states(view.bottom_line)),
        states=tuple(kept.states(view.states)),
        sides=tuple(each for each in view.sides if kept.has_party(each.id)),
        agreements=tuple(kept.by_firmness(view.agreements)),
        announced=tuple(kept.by_firmness(view.announced)),
        issues=tuple(kept.spoken(view.issues)),
        matrix=tuple(kept.issue(each) for each in view.matrix if kept.has_issue(each.id)),
        said=tuple(kept.said(view.said)),
        wants=tuple(kept.wants(view.wants)),
        formulae=kept.entries(view.formulae),
        mentions=kept.entries(view.mentions),
        next_steps=kept.entries(view.next_steps),
        changes=kept.entries(view.changes),
        gaps=kept.entries(view.gaps),
        comments=kept.entries(view.comments),
        cautions=kept.entries(view.cautions),
        sources=tuple(map(kept.source, view.sources)),
        annex=replace(view.annex, parts=tuple(kept.parts(view.annex.parts))),
    )


def entries_about(talks: Talks, issues: Collection[str], parties: Collection[str]) -> frozenset[str]:
    """The ids of entries on one of ``issues``, or a part of it, and of one of ``parties``; empty: on any, of any.

    What nothing tells the issue or the party of is on none and of none. Comments and gaps are on what they name.
    """
    within = _with_parts(talks, issues)
    about = {entry.id for _, _, entry in talks.entries() if _is_about(entry, within, parties)}
    named = about | (within if not parties else set()) | (set(parties) if not issues else set())
    about |= {comment.id for comment in talks.comments if not named.isdisjoint(comment.on)}
    return frozenset(about | {gap.id for gap in talks.gaps if gap.on in named})


def _with_parts(talks: Talks, issues: Collection[str]) -> set[str]:
    """The issues, and those that are part of them, however deep."""
    within = set(issues)
    while more := {each.id for each in talks.issues if each.parent in within and each.id not in within}:
        within |= more
    return within


def parties_of(entry: Entry) -> set[str]:
    """The ids of the parties an entry is of."""
    one = {party for field in ONE_PARTY if (party := getattr(entry, field, None))}
    return one | {party for field in PARTIES for party in getattr(entry, field, ())}


def _is_about(entry: Entry, issues: Collection[str], parties: Collection[str]) -> bool:
    named = parties_of(entry)
    on_issue = not issues or getattr(entry, "issue", None) in issues or entry.id in issues
    return on_issue and (not parties or not named.isdisjoint(parties) or entry.id in parties)


def _tells(issue: v.IssueView) -> bool:
    """Whether anything is left on an issue."""
    parties = any(party.positions or party.formulae for party in issue.parties)
    return bool(parties or issue.agreements or issue.mentions or issue.steps)


class _Kept:
    def __init__(
        self,
        entries: Collection[str],
        left_out: Collection[str],
        issues: Collection[str],
        parties: Collection[str],
    ) -> None:
        self._entries, self._left_out, self._issues, self._parties = entries, left_out, issues, parties

    def has_party(self, name: str) -> bool:
        return not self._parties or name in self._parties

    def has_issue(self, name: str) -> bool:
        return not self._issues or name in self._issues

    def entries(self, views: Iterable[Viewed]) -> tuple[Viewed, ...]:
        return tuple(each for each in views if each.id in self._entries)

    def by_firmness(self, groups: Iterable[v.FirmnessView]) -> Iterator[v.FirmnessView]:
        for group in groups:
            if kept := self.entries(group.agreements):
                yield replace(group, agreements=kept)

    def states(self, groups: Iterable[v.StateView]) -> Iterator[v.StateView]:
        for group in groups:
            issues = (self.issue(each) for each in group.issues if self.has_issue(each.id))
            if kept := tuple(each for each in issues if not self._parties or _tells(each)):
                yield replace(group, issues=kept)

    def said(self, sides: Iterable[v.SaidView]) -> Iterator[v.SaidView]:
        """The parties asked for; without those who are silent here alone."""
        for side in sides:
            kept = replace(side, positions=self.entries(side.positions), formulae=self.entries(side.formulae))
            if self.has_party(side.id) and (side.silent or not kept.silent):
                yield kept

    def wants(self, sides: Iterable[v.WantsView]) -> Iterator[v.WantsView]:
        """The same of what they want."""
        for side in sides:
            kept = self.entries(side.positions)
            if self.has_party(side.id) and bool(kept) is bool(side.positions):
                yield replace(side, positions=kept)

    def source(self, source: v.SourceView) -> v.SourceView:
        """A source with the passages that are cited by what is left, and by nothing else."""
        cited = (replace(each, cited_by=self._citing(each.cited_by)) for each in source.paragraphs)
        return replace(source, paragraphs=tuple(each for each in cited if each.cited_by))

    def _citing(self, citers: Iterable[CiterView]) -> tuple[CiterView, ...]:
        return tuple(each for each in citers if each.label in self._entries)

    def spoken(self, issues: Iterable[v.IssueView]) -> Iterator[v.IssueView]:
        """The issues asked for; without those on which the parties asked for are silent and others are not."""
        for issue in issues:
            kept = self.issue(issue)
            if self.has_issue(issue.id) and (issue.silent or not kept.silent):
                yield kept

    def issue(self, issue: v.IssueView) -> v.IssueView:
        return replace(
            issue,
            parties=tuple(
                replace(each, positions=self.entries(each.positions), formulae=self.entries(each.formulae))
                for each in issue.parties
                if self.has_party(each.id)
            ),
            agreements=self.entries(issue.agreements),
            mentions=self.entries(issue.mentions),
            steps=tuple(each for each in issue.steps if each in self._entries),
        )

    def parts(self, parts: Iterable[PartView]) -> Iterator[PartView]:
        for part in parts:
            if kept := self.entries(part.entries):
                yield replace(part, entries=tuple(map(self._unlinked, kept)))

    def _unlinked(self, entry: EntryView) -> EntryView:
        """An entry whose words lead to no other that is left out."""
        facts, brief = (
            tuple(replace(fact, runs=tuple(map(self._run, fact.runs))) for fact in each)
            for each in (entry.facts, entry.brief)
        )
        return replace(entry, text=self._run(entry.text), facts=facts, brief=brief)

    def _run(self, run: RunView) -> RunView:
        return replace(run, anchor="") if run.anchor in self._left_out else run
