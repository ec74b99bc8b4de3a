"""An audience's cut and its review → all that the sections of the annex print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reportgen.labels import Labels, enumerated
from reportgen.model.base import Attested, Entry
from reportgen.model.derive import sources_behind
from reportgen.model.talks import Talks
from reportgen.record import Record
from reportgen.view import annex as v
from reportgen.view.accounts import Accounts
from reportgen.view.cite import anchor
from reportgen.view.entries import Entries
from reportgen.view.facts import Facts, brief
from reportgen.view.frame import SilenceOr
from reportgen.view.glossary import vocabularies
from reportgen.view.numbered import Numbered
from reportgen.view.passages import Passages
from reportgen.view.review import Found, Review, Signed
from reportgen.view.spoken import foreign, joined, said, whole
from reportgen.view.standing import Standing

SECTION = "annex-"
"""How the names of the sections begin that print what is gathered here."""
PARTS = ("parties", "participants", "meetings", "issues", "agreements", "positions", "mentions", "next_steps")
"""The parts of the record that the section of entries prints, in its order."""
HOMES = {"sources": "annex-sources", "formulae": "annex-formulae", "gaps": "annex-gaps", "comments": "annex-comments"}
"""The sections where the entries of the other parts stand."""
PROGRAM, PROGRAMS = "reportgen", "en"
"""What checks and makes the annex, and the language that its findings are in."""
TEXT, ENTRIES = "annex-text", "annex-entries"


def annex(
    record: Record,
    shown: Talks,
    standing: Standing,
    labels: Labels,
    entries: Entries,
    sections: Sequence[str],
    review: Review,
) -> v.AnnexView:
    """The annex of a record for an audience that may see ``shown`` of it.

    ``standing`` is what is told of where issues stand; links lead only to places that
    the audience's ``sections`` have.
    """
    documents = {source.id: record.documents[source.id] for source in shown.sources}
    record = replace(record, talks=shown, documents=documents)
    anchors = _anchors(record, sections)
    passages = Passages(record, labels, anchors)
    facts = Facts(shown, standing, labels, entries, passages, anchors)
    return _Annex(record, labels, facts, passages, review).view(
        Accounts(shown, labels, entries, facts, passages).compared(),
        vocabularies(shown, standing, labels),
        Numbered(record, facts, passages).texts(),
    )


def _anchors(record: Record, sections: Sequence[str]) -> dict[str, str]:
    """The places that links may lead to: entries by id and paragraphs by anchor, as far as a section prints them."""
    entries = [entry.id for part, _, entry in record.talks.entries() if HOMES.get(part, ENTRIES) in sections]
    paragraphs = [
        anchor(source, paragraph.number)
        for source, document in record.documents.items()
        for paragraph in document.paragraphs
        if TEXT in sections
    ]
    return {name: name for name in (*entries, *paragraphs)}


class _Annex:
    def __init__(self, record: Record, labels: Labels, facts: Facts, passages: Passages, review: Review) -> None:
        self._record, self._talks, self._labels = record, record.talks, labels
        self._facts, self._passages, self._review = facts, passages, review
        self._shorts = {source.id: source.short for source in record.talks.sources}
        self._own = foreign(record.talks.language, labels.language)
        self._programs = foreign(PROGRAMS, labels.language)

    def view(
        self,
        compared: tuple[v.ComparedView, ...],
        words: tuple[v.VocabularyView, ...],
        texts: tuple[v.SourceTextView, ...],
    ) -> v.AnnexView:
        talks, review = self._talks, self._review
        return v.AnnexView(
            voices=len({source.voice for source in talks.sources}),
            speakers=joined(self._labels.groups["memo"]["semicolon"], self._speakers()),
            sources=self._entries(talks.sources),
            parts=tuple(self._parts()),
            formulae=tuple(self._formulae()),
            compared=compared,
            gaps=self._entries(talks.gaps),
            comments=self._entries(talks.comments),
            program=said(f"{PROGRAM} {review.version}", self._programs),
            checks=review.checks,
            own_work=review.own_work,
            coverage=tuple(self._coverage()),
            omissions=tuple(self._omissions()),
            acceptances=tuple(map(self._acceptance, review.set_aside)),
            findings=tuple(map(self._finding, review.found)),
            vocabularies=words,
            signatures=tuple(map(self._signature, review.signed)),
            digests=tuple(self._digests()),
            texts=texts,
        )

    def _entry(self, entry: Entry) -> v.EntryView:
        field, text = self._facts.headline(entry)
        facts = self._facts.of(entry)
        return v.EntryView(
            id=entry.id,
            label=said(entry.id, self._own),
            field=field,
            text=text,
            facts=tuple(fact for fact in facts if not brief(fact)),
            brief=tuple(filter(brief, facts)),
            passages=self._passages.of(entry.id),
        )

    def _entries(self, entries: Sequence[Entry]) -> tuple[v.EntryView, ...]:
        return tuple(map(self._entry, entries))

    def _parts(self) -> Iterator[v.PartView]:
        for name in PARTS:
            entries: tuple[Entry, ...] = getattr(self._talks, name)
            attested = any(isinstance(entry, Attested) for entry in entries)
            yield v.PartView(name, self._labels.groups["part"][name], attested, self._entries(entries))

    def _speakers(self) -> Iterator[str]:
        """Whoever speaks through the sources: a party, or sources that do not corroborate one another."""
        parties = {party.id: party.name for party in self._talks.parties}
        by_voice: dict[str, list[str]] = {}
        for source in self._talks.sources:
            by_voice.setdefault(source.voice, []).append(source.short)
        for voice, shorts in by_voice.items():
            yield said(parties.get(voice) or enumerated(shorts, self._talks.language), self._own)

    def _formulae(self) -> Iterator[v.SourcedView]:
        by_source: Mapping[str, list[v.EntryView]] = {source: [] for source in self._shorts}
        for formula in self._talks.formulae:
            carriers = sources_behind(self._talks, formula.evidence)
            if carriers:
                by_source[carriers[0].id].append(self._entry(formula))
        for source, entries in by_source.items():
            if entries:
                yield v.SourcedView(whole([f"{source} ", said(self._shorts[source], self._own)]), tuple(entries))

    def _coverage(self) -> Iterator[v.CoverageView]:
        for each in self._review.covered:
            yield v.CoverageView(
                each.source, self._shorts[each.source], *_parted(each.paragraphs), *_parted(each.sentences)
            )

    def _omissions(self) -> Iterator[v.OmissionView]:
        for each in self._talks.omitted:
            yield v.OmissionView(self._passages.place(each.source or "", each.para), each.reason)

    def _acceptance(self, found: Found) -> v.AcceptanceView:
        name, message = (said(each, self._programs) for each in (found.name, found.message))
        return v.AcceptanceView(found.code, name, self._facts.pointer(found.entry), message, found.reason)

    def _finding(self, found: Found) -> v.FindingView:
        level = self._labels.groups["level"][found.level]
        name, message, remedy = (said(each, self._programs) for each in (found.name, found.message, found.remedy))
        return v.FindingView(found.code, name, level, self._facts.pointer(found.entry), message, remedy)

    def _signature(self, signed: Signed) -> v.SignatureView:
        return v.SignatureView(
            entry=self._facts.pointer(signed.entry),
            state=self._labels.groups["sign_off"][signed.state],
            by=SilenceOr(said(signed.by, self._own) or self._labels.groups["memo"]["unsigned"], bool(signed.by)),
            on=SilenceOr(self._labels.day(signed.on), True) if signed.on else SilenceOr("–", False),
            digest=said(signed.digest[:16], self._own),
            rests_on=tuple(map(self._facts.pointer, signed.rests_on)),
        )

    def _digests(self) -> Iterator[v.DigestView]:
        for source in self._talks.sources:
            yield self._digest(source.id, source.path, self._record.documents[source.id].sha256)
        if self._review.record:
            yield self._digest("", self._record.file.name.replace("\\", "/").rpartition("/")[2], self._review.record)

    def _digest(self, of: str, file: str, sha256: str) -> v.DigestView:
        return v.DigestView(of, said(file, self._own), said(sha256, self._own))


def _parted(counted: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """All, cited, set aside, and what is neither."""
    whole, cited, aside = counted
    return whole, cited, aside, whole - cited - aside
