"""The audience's cut: what it gets, in which order, and what is left out for length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from reportgen.audience import Audience
from reportgen.labels import Labels, listed
from reportgen.model.base import Entry
from reportgen.model.sides import Source
from reportgen.model.substance import Agreement, Issue, Position
from reportgen.model.talks import Talks
from reportgen.model.words import Firmness, Novelty, Stance, StateOfPlay
from reportgen.record import Record
from reportgen.signoff import SignOff, signers, states
from reportgen.view import types as v
from reportgen.view.annex import AnnexView
from reportgen.view.annexing import TEXT, annex
from reportgen.view.cite import SHOWING, Citations
from reportgen.view.entries import Entries, person
from reportgen.view.matrix import Matrix
from reportgen.view.plain import account_of, announced
from reportgen.view.review import Review
from reportgen.view.spoken import filled, foreign, joined, said
from reportgen.view.standing import standing
from reportgen.view.visible import visible

Ranked = TypeVar("Ranked", bound=Entry)

WANTING = frozenset(Stance) - {Stance.ASSERTS, Stance.HOLDS, Stance.CONCERN, Stance.CONCURS}
"""Stances that say what a party would have, rather than what it believes."""


def select(
    record: Record,
    audience: Audience,
    labels: Labels,
    *,
    marking: str,
    draft: str = "",
    validation: Validation,
    review: Review | None = None,
) -> View:
    """Cut a record for an audience.

    ``marking`` is what stands at the top and bottom of every page (see :mod:`reportgen.banner`); ``draft``
    the notice for every page, or nothing; ``validation`` who stands for the entries in the cut;
    ``review`` what the checks say of it, for audiences with a section of the annex.
    """
    return _Selection(record, audience, labels).view(marking, draft, validation, review)


View = v.View


class _Selection:
    def __init__(self, record: Record, audience: Audience, labels: Labels) -> None:
        self._record = record
        self._talks = visible(record.talks, audience.ceiling)
        self._standing = standing(record.talks, self._talks)
        self._audience, self._labels = audience, labels
        self._citations = Citations(
            record, self._talks, labels, shown=not {SHOWING, TEXT}.isdisjoint(audience.sections)
        )
        self._entries = Entries(self._talks, labels, self._citations)
        self._left_out: list[str] = []

    def view(self, marking: str, draft: str, validation: Validation, review: Review | None) -> v.View:
        talks, entries, most = self._talks, self._entries, self._audience.most
        agreements = self._most(talks.agreements, most.agreements)
        steps = self._most(talks.next_steps, most.next_steps)
        cautions = self._most([comment for comment in talks.comments if comment.priority == 1], most.cautions)
        states = self._states(talks.issues)
        self._left_out += [issue.id for state in states[most.bottom_line :] for issue in state.issues]
        matrix = Matrix(talks, self._standing, self._labels, entries, agreements, steps)
        return v.View(
            audience=self._audience_view(),
            properties=self._properties(),
            marking=marking,
            draft=draft,
            header=self._header(validation),
            bottom_line=states[: most.bottom_line],
            states=states,
            meetings=tuple(map(entries.meeting, talks.meetings)),
            sides=entries.sides(),
            agreements=self._by_firmness(agreements),
            issues=tuple(map(self._issue, talks.issues)),
            matrix=matrix.rows(),
            legend=matrix.legend(),
            announced=announced(self._labels, entries, agreements),
            said=self._said(),
            wants=self._wants(),
            formulae=tuple(map(entries.formula, talks.formulae)),
            mentions=tuple(map(entries.mention, talks.mentions)),
            next_steps=tuple(map(entries.next_step, steps)),
            changes=tuple(entries.change(each) for each in _compared(talks)),
            gaps=tuple(map(entries.gap, talks.gaps)),
            comments=tuple(map(entries.comment, talks.comments)),
            cautions=tuple(map(entries.comment, cautions)),
            sources=tuple(map(self._source, talks.sources)),
            annex=self._annex(review),
            left_out=tuple(self._left_out),
        )

    def _annex(self, review: Review | None) -> AnnexView:
        if review is None:
            return AnnexView()
        sections = self._audience.sections
        talks = self._talks
        if not self._audience.own_work:  # how sources are graded is of the desk's own work
            ungraded = tuple(source.model_copy(update={"grading": None}) for source in talks.sources)
            talks = talks.model_copy(update={"sources": ungraded})
        return annex(self._record, talks, self._standing, self._labels, self._entries, sections, review)

    def _most(self, ranked: Sequence[Ranked], limit: int) -> list[Ranked]:
        """At most ``limit`` of them, those of the first priority first; in the order of the record."""
        first = sorted(range(len(ranked)), key=lambda number: (ranked[number].priority, number))
        kept = set(first[:limit])
        self._left_out += [ranked[number].id for number in first[limit:]]
        return [entry for number, entry in enumerate(ranked) if number in kept]

    def _by_side(self, positions: Iterable[Position], limit: int) -> Iterator[tuple[str, list[Position]]]:
        """Each party with its positions, at most ``limit``."""
        spoken = list(positions)
        for party in self._talks.party_order:
            yield party, self._most([each for each in spoken if each.party == party], limit)

    def _wants(self) -> tuple[v.WantsView, ...]:
        wanting = (position for position in self._talks.positions if position.stance in WANTING)
        return tuple(
            self._wants_of(party, positions) for party, positions in self._by_side(wanting, self._audience.most.wants)
        )

    def _wants_of(self, party: str, positions: list[Position]) -> v.WantsView:
        views = tuple(map(self._entries.position, positions))
        known_from = {view.attribution for view in views if not view.own_account}
        reported = (
            self._labels.groups["memo"]["semicolon"].join(sorted(known_from))
            if all(not view.own_account for view in views)
            else ""
        )
        return v.WantsView(party, self._entries.name(party), reported, views)

    def _said(self) -> tuple[v.SaidView, ...]:
        sides = self._by_side(self._talks.positions, self._audience.most.said)
        formulae = self._talks.formulae
        return tuple(
            account_of(self._entries, party, own, [each for each in formulae if each.author_party == party])
            for party, own in sides
        )

    def _by_firmness(self, agreements: Iterable[Agreement]) -> tuple[v.FirmnessView, ...]:
        groups: dict[Firmness, list[v.AgreementView]] = {}
        for agreement in agreements:
            groups.setdefault(agreement.firmness, []).append(self._entries.agreement(agreement))
        ordered = sorted(groups, key=lambda firmness: firmness.rank)
        return tuple(v.FirmnessView(self._labels.of("firmness", each), tuple(groups[each])) for each in ordered)

    def _issue(self, issue: Issue) -> v.IssueView:
        positions = [position for position in self._talks.positions if position.issue == issue.id]
        speaking = [*self._talks.party_order]
        speaking += [each.party for each in positions if each.party not in speaking]
        parties = tuple(self._party_positions(party, positions) for party in dict.fromkeys(speaking))
        return v.IssueView(issue.id, issue.title, self._state(issue), parties)

    def _state(self, issue: Issue) -> str:
        known = self._standing.get(issue.id)
        return self._labels.of("state_of_play", known) if known else ""

    def _party_positions(self, party: str, positions: list[Position]) -> v.PartyPositionsView:
        own = tuple(self._entries.position(each) for each in positions if each.party == party)
        return v.PartyPositionsView(party, self._entries.name(party), own)

    def _states(self, issues: Sequence[Issue]) -> tuple[v.StateView, ...]:
        """Issues grouped by state of play, in the order of that vocabulary; priority 3 last within it."""
        groups: dict[StateOfPlay, list[Issue]] = {}
        if issues and not self._standing:
            return (v.StateView("", tuple(map(self._issue, issues))),)
        for issue in sorted(issues, key=lambda issue: issue.priority):
            groups.setdefault(self._standing[issue.id], []).append(issue)
        return tuple(
            v.StateView(self._labels.of("state_of_play", state), tuple(map(self._issue, groups[state])))
            for state in sorted(groups, key=lambda state: state.rank)
        )

    def _header(self, validation: Validation) -> v.HeaderView:
        talks, labels, entries = self._talks, self._labels, self._entries
        dates = dict.fromkeys(entries.meeting(meeting).dates for meeting in talks.meetings)
        return v.HeaderView(
            id=talks.id,
            title=talks.title,
            short_title=talks.short_title or talks.title,
            process=talks.process or "",
            dates=self._several(dates),
            as_of=labels.day(talks.as_of),
            version=talks.version,
            supersedes=talks.supersedes or "",
            own_work=self._audience.own_work,
            prepared_by=self._within([said(person(talks.prepared_by), self._record_language)]),
            cleared_by=self._within(map(entries.clearance, talks.cleared_by)),
            approved_by=self._within([said(person(talks.approved_by), self._record_language)]),
            validated_by=self._validated_by(validation),
            distribution=self._within(said(each, self._record_language) for each in talks.distribution),
            caveat=talks.source_caveat or "",
        )

    def _source(self, source: Source) -> v.SourceView:
        view = self._entries.source(source)
        return view if self._audience.own_work else replace(view, grading="")

    def _within(self, parts: Iterable[str]) -> v.SilenceOr:
        """What the desk says of its own work, to those who are told."""
        return self._several(parts if self._audience.own_work else ())

    def _several(self, parts: Iterable[str]) -> v.SilenceOr:
        """Several texts in a line of the header, or the words for none."""
        memo = self._labels.groups["memo"]
        text = joined(memo["semicolon"], filter(None, parts))
        return v.SilenceOr(text or memo["not_recorded"], bool(text))

    def _validated_by(self, validation: Validation) -> v.SilenceOr:
        signed, count = validation.signed, validation.total
        if not signed:
            return v.SilenceOr(self._labels.fill("memo", "validated_by_nobody", count=count), False)
        if not self._audience.own_work:
            return v.SilenceOr(self._labels.fill("memo", "validated_entries", signed=signed, count=count), True)
        names = said(listed(validation.names, self._talks.language), self._record_language)
        words = self._labels.fill("memo", "validated", signed=signed, count=count)
        return v.SilenceOr(filled(words, names=names), True)

    @property
    def _record_language(self) -> str:
        return foreign(self._talks.language, self._labels.language)

    def _audience_view(self) -> v.AudienceView:
        a = self._audience
        title, purpose = (self._labels.translated("audience", words) for words in (a.title, a.purpose))
        return v.AudienceView(a.name, title, purpose, a.sections, a.landscape)

    def _properties(self) -> v.PropertiesView:
        talks = self._talks
        by = talks.prepared_by
        author = (by.unit or by.name or "") if by and self._audience.own_work else ""
        keywords = tuple(party.name for party in talks.parties if party.id in talks.party_order)
        created = talks.as_of.isoformat()
        return v.PropertiesView(self._labels.language, author, keywords, created, self._record_language)


class Validation(Struct, frozen=True):
    """How many of the entries an audience gets are signed as they stand, and by whom."""

    signed: int
    total: int
    names: tuple[str, ...]


def validation_of(record: Record, audience: Audience, signoff: SignOff) -> Validation:
    """Who stands for the entries in an audience's cut; of entries outside it nothing is told."""
    shown = {entry.id for _, _, entry in visible(record.talks, audience.ceiling).entries()}
    entries = [each for each in states(record, signoff) if each.id in shown]
    by = signers(entries)
    return Validation(sum(by.values()), len(entries), tuple(by))


def _compared(talks: Talks) -> list[Agreement | Position]:
    entries: list[Agreement | Position] = [*talks.agreements, *talks.positions]
    return [each for each in entries if each.novelty is not Novelty.UNKNOWN]
