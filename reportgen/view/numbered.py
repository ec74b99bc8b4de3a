"""The numbered source text: every paragraph whole, the words that something rests on marked, and what rests on them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.record import Record
from reportgen.sources.script import SPACELESS_SIGN, WORD_AS_WRITTEN
from reportgen.view.annex import NumberedView, RestingView, SegmentView, SourceTextView
from reportgen.view.cite import anchor
from reportgen.view.facts import Facts
from reportgen.view.passages import Passages
from reportgen.view.segments import Run, Segment, segments
from reportgen.view.spoken import said

START, START_OF_SPACELESS = 3, 6
"""How many words tell where a segment starts; of a script without spaces, how many characters."""
NOT_IN_MARKUP = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no markup may hold (XML 1.0, 2.2): page breaks and the like in a source's file."""


class Numbered:
    """The source texts of a record that is already cut."""

    def __init__(self, record: Record, facts: Facts, passages: Passages) -> None:
        self._record, self._facts, self._passages = record, facts, passages
        self._ids = [entry.id for _, _, entry in record.talks.entries()]
        rank = {name: number for number, name in enumerate(self._ids)}
        self._runs: dict[str, list[Run]] = {source.id: [] for source in record.talks.sources}
        for _, entry, piece in record.pieces():
            if (found := record.found(piece)) and piece.source in self._runs:
                self._runs[piece.source].append(Run(found.start, found.end, rank[entry]))
        self._reasons = {(each.source, each.para): each.reason for each in record.talks.omitted}

    def texts(self) -> tuple[SourceTextView, ...]:
        """Every source that may be seen, in the record's order."""
        return tuple(
            SourceTextView(each.id, each.short, self._passages.language(each.id), tuple(self._paragraphs(each.id)))
            for each in self._record.talks.sources
        )

    def _paragraphs(self, source: str) -> Iterator[NumberedView]:
        document = self._record.documents[source]
        for paragraph, own in zip(document.paragraphs, segments(document, self._runs[source]), strict=True):
            views = [(each, _words(document.text, each)) for each in own]
            marked = [(each, words) for each, words in views if each.entries]
            language = self._passages.language(source)
            yield NumberedView(
                label=self._passages.place(source, paragraph.number).text,
                anchor=anchor(source, paragraph.number),
                segments=tuple(SegmentView(said(words, language), bool(each.entries)) for each, words in views),
                resting=tuple(
                    self._resting(each, words if len(marked) > 1 else "", language) for each, words in marked
                ),
                reason="" if marked else self._reasons.get((source, paragraph.number), ""),
            )

    def _resting(self, segment: Segment, words: str, language: str) -> RestingView:
        entries = tuple(self._facts.pointer(self._ids[rank]) for rank in segment.entries)
        return RestingView(said(beginning(words), language), entries)


def _words(text: str, segment: Segment) -> str:
    return NOT_IN_MARKUP.sub(" ", text[segment.start : segment.end])


def beginning(words: str) -> str:
    """The first few words of some, enough to find them by; all of them where they are few."""
    first = re.search(r"\w", words)
    words = words[first.start() :] if first else words
    tokens = list(WORD_AS_WRITTEN().finditer(words))
    most = START_OF_SPACELESS if SPACELESS_SIGN().match(words) else START
    if len(tokens) <= most + 1:
        return " ".join(words.split())
    return " ".join(words[: tokens[most - 1].end()].split()) + "…"
