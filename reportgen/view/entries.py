"""The record's entries in a reader's words: one function a kind of entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reportgen.labels import Labels, enumerated, listed
from reportgen.model.analysis import Clearance, Comment, Gap, Person
from reportgen.model.base import Evidence
from reportgen.model.derive import JOINT_KINDS, attribution, claim, sources_behind
from reportgen.model.sides import Meeting, Source
from reportgen.model.substance import Agreement, Due, Formula, Mention, NextStep, Position
from reportgen.model.talks import Talks
from reportgen.model.words import Attribution, Certainty, DueKind, Likelihood, Progress
from reportgen.sources.match import holds
from reportgen.view import types as v
from reportgen.view.cite import Citations
from reportgen.view.spoken import filled, foreign, joined, said, whole

WEB = re.compile(r"https?://[^\s<>\"]+")
"""An address that a memo may lead to; any other is printed and leads nowhere."""


class Entries:
    """Turns visible entries into view entries; every citation it hands out is noted for the sources section."""

    def __init__(self, talks: Talks, labels: Labels, citations: Citations) -> None:
        self._talks, self._labels, self._citations = talks, labels, citations
        self._parties = {party.id: party.name for party in talks.parties}
        self._people = {person.id: person.name for person in talks.participants}
        self._languages = {source.id: foreign(source.language, labels.language) for source in talks.sources}
        self._record = foreign(talks.language, labels.language)

    def names(self, ids: Iterable[str]) -> str:
        """Parties by name, one after the other; words that are no id stay as they are."""
        return enumerated(self._ranked(ids), self._talks.language)

    def _ranked(self, ids: Iterable[str]) -> list[str]:
        """Names in the record's order of parties."""
        order = {party: number for number, party in enumerate(self._talks.party_order)}
        return [self.name(name) for name in sorted(ids, key=lambda name: order.get(name, len(order)))]

    def name(self, name: str | None) -> str:
        """A party's or a person's name by its id."""
        return self._parties.get(name or "") or self._people.get(name or "") or name or ""

    def or_silence(self, text: str | None, silence: str) -> v.SilenceOr:
        """Words, or the label that says there are none."""
        return (
            v.SilenceOr(said(text, self._record), True)
            if text
            else v.SilenceOr(self._labels.groups["memo"][silence], False)
        )

    def agreement(self, agreement: Agreement) -> v.AgreementView:
        labels, known_from = self._labels, claim(self._talks, agreement)
        return v.AgreementView(
            id=agreement.id,
            issue=next((issue.title for issue in self._talks.issues if issue.id == agreement.issue), ""),
            text=agreement.text,
            words=self._words(agreement),
            words_language=self._language(agreement.evidence),
            firmness=labels.of("firmness", agreement.firmness),
            claim=labels.of("claim", known_from),
            plain_claim=filled(labels.of("plain_claim", known_from), sources=self._publishers(agreement.evidence)),
            measurable=bool(agreement.when or agreement.how_much),
            parties=self.names(agreement.parties),
            conditions=self._conditions(agreement),
            denials=tuple(
                v.DenialView(
                    self.name(each.party), each.text or "", number, self._citations.cite(agreement.id, each.evidence)
                )
                for number, each in enumerate(agreement.denied_by, start=1)
            ),
            limits=agreement.limits,
            citations=self._citations.cite(agreement.id, agreement.evidence),
        )

    def position(self, position: Position) -> v.PositionView:
        labels, known_from = self._labels, attribution(self._talks, position)
        told = labels.of("attribution", known_from)
        told_by = labels.groups["memo"]["told_by"]
        return v.PositionView(
            id=position.id,
            party=self.name(position.party),
            text=position.text,
            stance=labels.of("stance", position.stance),
            plain_stance=labels.of("plain_stance", position.stance),
            speaker=self.name(position.speaker),
            attribution=told,
            told_by=filled(told_by, attribution=told, sources=self._publishers(position.evidence)),
            own_account=known_from in {Attribution.OWN_ACCOUNT, Attribution.JOINT_ACCOUNT},
            words=self._words(position),
            words_language=self._language(position.evidence),
            conditions=self._conditions(position),
            limits=position.limits,
            citations=self._citations.cite(position.id, position.evidence),
        )

    def next_step(self, step: NextStep) -> v.NextStepView:
        return v.NextStepView(
            id=step.id,
            text=step.text,
            owners=self.names(step.owners),
            due=self._due(step),
            firmness=self._labels.of("firmness", step.firmness),
            plain_firmness=self._labels.of("plain_firmness", step.firmness),
            progress=self._labels.of("progress", step.progress),
            moved=step.progress not in {Progress.PENDING, Progress.UNKNOWN},
            when=self._when(step),
            conditions=self._conditions(step),
            limits=step.limits,
            citations=self._citations.cite(step.id, step.evidence),
        )

    def _conditions(self, entry: Agreement | Position | NextStep) -> tuple[v.ConditionView, ...]:
        return tuple(
            v.ConditionView(each.text, number, self._citations.cite(entry.id, each.evidence))
            for number, each in enumerate(entry.conditions, start=1)
        )

    def _due(self, step: NextStep) -> v.SilenceOr:
        stated = step.due.as_stated
        return v.SilenceOr(said(stated, self._language(step.evidence)), True) if stated else self._days(step.due)

    def _when(self, step: NextStep) -> v.SilenceOr:
        """As days, where there are any; in the source's words, where they are in the memo's language."""
        due = step.due
        elsewhere = self._language(step.evidence) and due.kind is not DueKind.RELATIVE
        return self._days(due) if due.date or due.start or due.end or elsewhere else self._due(step)

    def _days(self, due: Due) -> v.SilenceOr:
        labels = self._labels
        if due.kind is DueKind.DATE and due.date:
            return v.SilenceOr(labels.day(due.date), True)
        if due.start and due.end:
            return v.SilenceOr(labels.days(due.start, due.end), True)
        if due.start:
            return v.SilenceOr(labels.fill("due", "from", start=labels.day(due.start)), True)
        if due.end:
            return v.SilenceOr(labels.fill("due", "until", end=labels.day(due.end)), True)
        return v.SilenceOr(labels.of("due", due.kind), due.kind is DueKind.OPEN)

    def mention(self, mention: Mention) -> v.MentionView:
        return v.MentionView(mention.id, mention.text, self._citations.cite(mention.id, mention.evidence))

    def formula(self, formula: Formula) -> v.FormulaView:
        language = self._language(formula.evidence)
        return v.FormulaView(
            id=formula.id,
            name=said(formula.name, language),
            party=self.name(formula.author_party),
            speaker=self.name(formula.speaker),
            addressed_to=listed(self._ranked(formula.addressed_to), self._talks.language),
            language=language,
            elements=tuple(
                v.ElementView(said(each.text, language), each.note or "", number)
                for number, each in enumerate(formula.elements, start=1)
            ),
            reception=tuple(
                v.ReceptionView(
                    self.name(each.party),
                    self._labels.of("reception", each.value),
                    each.note or "",
                    self._citations.cite(formula.id, each.evidence),
                )
                for each in formula.reception
            ),
            citations=self._citations.cite(formula.id, formula.evidence),
        )

    def gap(self, gap: Gap) -> v.GapView:
        return v.GapView(gap.id, gap.text, gap.on or "", gap.closed_by or "")

    def comment(self, comment: Comment) -> v.CommentView:
        likelihood = (
            self._labels.of("likelihood", comment.likelihood) if isinstance(comment.likelihood, Likelihood) else ""
        )
        confidence = self._labels.of("confidence", comment.confidence)
        return v.CommentView(comment.id, comment.text, ", ".join(comment.on), confidence, likelihood)

    def change(self, entry: Agreement | Position) -> v.ChangeView:
        return v.ChangeView(entry.id, entry.text, self._labels.of("novelty", entry.novelty), entry.previous or "")

    def meeting(self, meeting: Meeting) -> v.MeetingView:
        dates = meeting.dates
        days = self._labels.days(dates.start, dates.end or dates.start) if dates.start else ""
        stated = said(dates.as_stated or "", self._language(meeting.evidence))
        return v.MeetingView(
            id=meeting.id,
            kind=self._labels.of("meeting_kind", meeting.kind),
            dates=days or stated or self._labels.groups["memo"]["not_stated"],
            dates_as_stated=stated,
            dates_derived=dates.certainty is Certainty.DERIVED,
            rounds=str(meeting.rounds or ""),
            level=meeting.level or "",
            place=self.or_silence(
                None if meeting.place == "not_stated" else meeting.place,
                "not_stated" if meeting.place else "not_recorded",
            ),
            parties=self.names(meeting.parties),
            citations=self._citations.cite(meeting.id, meeting.evidence),
        )

    def sides(self) -> tuple[v.SideView, ...]:
        """Parties in the record's order, with their participants; parties only mentioned are not at the table."""
        parties = {party.id: party for party in self._talks.parties}
        order = [*self._talks.party_order, *(name for name in parties if name not in self._talks.party_order)]
        return tuple(
            v.SideView(
                name, parties[name].name, self._labels.of("party_role", parties[name].role), self._people_of(name)
            )
            for name in order
            if name in parties and (name in self._talks.party_order or self._people_of(name))
        )

    def _people_of(self, party: str) -> tuple[v.ParticipantView, ...]:
        return tuple(
            v.ParticipantView(
                each.id,
                each.name,
                each.title,
                self._citations.cite(each.id, each.evidence),
            )
            for each in self._talks.participants
            if each.party == party
        )

    def source(self, source: Source) -> v.SourceView:
        labels, memo = self._labels, self._labels.groups["memo"]
        owner = said(self.name(source.controlled_by), self._record)
        tie = filled(memo["controlled_by"], party=owner)
        description = [
            labels.of("source_kind", source.kind),
            said(source.publisher, self._record),
            memo["independent"] if source.controlled_by == "independent" else tie,
        ]
        graded = source.grading
        return v.SourceView(
            id=source.id,
            short=source.short,
            title=said(source.title or "", self._languages[source.id]),
            description=joined(memo["comma"], description),
            language=source.language,
            plain=self._plain(source),
            url=source.url or "",
            link=source.url if source.url and WEB.fullmatch(source.url) else "",
            standing=joined(
                memo["semicolon"],
                (
                    whole([said(self.name(each.party), self._record), memo["colon"], labels.of("standing", each.value)])
                    for each in source.standing
                ),
            ),
            grading=f"{graded.reliability}{graded.credibility} ({graded.scheme}) {graded.note or ''}".strip()
            if graded
            else "",
            paragraphs=self._citations.paragraphs(source.id, self._languages[source.id]),
        )

    def _plain(self, source: Source) -> str:
        memo, kind = self._labels.groups["memo"], self._labels.of("source_kind", source.kind)
        if source.kind in JOINT_KINDS:
            return kind
        tie = filled(memo["tied_to"], party=said(self.name(source.controlled_by), self._record))
        return joined(memo["comma"], [kind, memo["independent"] if source.controlled_by == "independent" else tie])

    def _publishers(self, evidence: tuple[Evidence, ...]) -> str:
        """Who published the sources that carry these words."""
        names = dict.fromkeys(source.publisher for source in sources_behind(self._talks, evidence))
        return joined(self._labels.groups["memo"]["semicolon"], (said(name, self._record) for name in names))

    def _language(self, evidence: Sequence[Evidence]) -> str:
        """The language of a source's words, empty where it is the memo's."""
        return self._languages.get(evidence[0].source or "", self._record) if evidence else self._record

    def _words(self, entry: Agreement | Position) -> tuple[str, ...]:
        """The source's words, each in the language of the passage that has them."""
        return tuple(
            said(words, self._language([piece for piece in entry.evidence if holds(piece.text, words)]))
            for words in entry.operative_words
        )

    def clearance(self, each: Clearance) -> str:
        """One unit's answer as a header line has it."""
        memo = self._labels.groups["memo"]
        who = said(f"{each.unit} ({each.name})" if each.name else each.unit, self._record)
        answer = [who, memo["colon"], self._labels.of("clearance", each.result)]
        return whole([*answer, memo["comma"], self._labels.day(each.date)] if each.date else answer)


def person(who: Person | None) -> str:
    """A person or unit as a header line has it."""
    return ", ".join(part for part in (who.name, who.unit, who.phone) if part) if who else ""
