"""Citations: the pointers a reader sees, and the passages they lead to."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.labels import Labels
from reportgen.model.base import Evidence
from reportgen.model.sides import Source
from reportgen.model.talks import Talks
from reportgen.record import Record
from reportgen.sources import Document
from reportgen.view.frame import CiterView
from reportgen.view.spoken import said
from reportgen.view.types import CitationView, CitedParagraphView

SHOWING = "sources"
"""The section that shows the passages cited; in a memo without it, pointers lead nowhere."""
GAP = " […] "
"""Between two cited runs of one paragraph that the source parts with other words."""


class Citations:
    """Collects what a memo cites, so that its sources section, where it is ``shown``, can show exactly that."""

    def __init__(self, record: Record, talks: Talks, labels: Labels, shown: bool) -> None:
        self._record, self._labels, self._shown = record, labels, shown
        self._several = len(talks.sources) > 1
        self._sources = {source.id: source for source in talks.sources}
        self._order = {entry.id: number for number, (_, _, entry) in enumerate(talks.entries())}
        self._people = {person.id: person.name for person in talks.participants}
        self._runs: dict[tuple[str, int], list[tuple[int, int]]] = {}
        self._by: dict[tuple[str, int], list[str]] = {}
        self._translations: dict[tuple[str, int], dict[tuple[int, int], str]] = {}

    def cite(self, entry: str, evidence: Iterable[Evidence]) -> tuple[CitationView, ...]:
        """The pointers for an entry's evidence, one a paragraph, in the order of the evidence."""
        views: dict[tuple[str, int], CitationView] = {}
        for piece in evidence:
            source = self._sources.get(piece.source or "")
            found = self._record.found(piece) if source else None
            if source and found:
                for number in found.paragraphs:
                    self._note(source.id, number, (found.start, found.end), entry, piece.translation)
                    views.setdefault((source.id, number), self._view(source, number))
        return tuple(views.values())

    def _note(self, source: str, number: int, run: tuple[int, int], entry: str, translation: str | None) -> None:
        paragraph = self._record.documents[source].paragraph(number)
        if paragraph is None:
            return
        clipped = (max(run[0], paragraph.start), min(run[1], paragraph.end))
        self._runs.setdefault((source, number), []).append(clipped)
        by = self._by.setdefault((source, number), [])
        if entry not in by:
            by.append(entry)
        if translation:
            self._translations.setdefault((source, number), {}).setdefault(clipped, translation)

    def label(self, source: str, number: int) -> str:
        """What a pointer says: "¶2"; "p. 3, ¶2" where the source has pages; "S2 ¶2" when there are several sources."""
        mark = marked(self._labels, self._record.documents[source], number)
        return f"{source}\N{NO-BREAK SPACE}{mark}" if self._several else mark

    def _rank(self, entry: str) -> int:
        return self._order[entry]

    def _view(self, source: Source, number: int) -> CitationView:
        return CitationView(self.label(source.id, number), anchor(source.id, number), source.short, self._shown)

    def paragraphs(self, source: str, language: str) -> tuple[CitedParagraphView, ...]:
        """What has been cited from a source in such a language so far, by paragraph: words verbatim, and by whom."""
        document = self._record.documents[source]
        numbers = sorted(number for named, number in self._runs if named == source)
        return tuple(
            CitedParagraphView(
                number=number,
                label=marked(self._labels, document, number),
                anchor=anchor(source, number),
                words=said(
                    GAP.join(
                        " ".join(document.text[start:end].split()) for start, end in _merged(self._runs[source, number])
                    ),
                    language,
                ),
                translation=GAP.join(_in_order(self._translations.get((source, number), {}))),
                cited_by=tuple(
                    CiterView(self._people.get(each, each), each)
                    for each in sorted(self._by[source, number], key=self._rank)
                ),
            )
            for number in numbers
        )


def marked(labels: Labels, document: Document, number: int) -> str:
    """The mark of a paragraph in the memo's language, after the page on which it begins, if any."""
    mark = f"{labels.groups['memo']['paragraph']}{number}"
    page = document.page(number)
    return labels.fill("memo", "page_paragraph", page=page, paragraph=mark) if page else mark


def anchor(source: str, number: int) -> str:
    """The anchor of a cited paragraph."""
    return f"{source}.p{number}"


def _merged(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs in order; those that overlap or touch become one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(runs):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _in_order(translations: dict[tuple[int, int], str]) -> list[str]:
    """The translations of runs in the order of the runs, without those of runs inside another."""
    whole = [
        run
        for run in translations
        if not any(run != each and each[0] <= run[0] and run[1] <= each[1] for each in translations)
    ]
    return list(dict.fromkeys(translations[run] for run in sorted(whole)))
