"""The evidence of entries, piece by piece: verbatim, with its language, its translation and its paragraphs."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.labels import Labels
from reportgen.model.base import Evidence
from reportgen.record import Record
from reportgen.sources.match import holds
from reportgen.view.annex import PassageView, RunView
from reportgen.view.cite import anchor, marked
from reportgen.view.spoken import foreign, said

EVIDENCE = "evidence"


class Passages:
    """Every piece of evidence of a record that is already cut, by the entry it belongs to."""

    def __init__(self, record: Record, labels: Labels, anchors: Mapping[str, str]) -> None:
        self._record, self._labels, self._anchors = record, labels, anchors
        talks = record.talks
        self._languages = {each.id: foreign(each.language, labels.language) for each in talks.sources}
        self._foreign = {each.id for each in talks.sources if foreign(each.language, talks.language)}
        self._own = foreign(talks.language, labels.language)
        self._several = len(record.talks.sources) > 1
        self._pieces: dict[str, list[tuple[tuple[str | int, ...], Evidence]]] = {}
        for path, entry, piece in record.pieces():
            self._pieces.setdefault(entry, []).append((path[2:], piece))

    def of(self, entry: str) -> tuple[PassageView, ...]:
        """The passages of an entry, those of its conditions, denials and the like among them."""
        return tuple(self._passage(entry, path, piece) for path, piece in self._pieces.get(entry, ()))

    def by_source(self, entry: str) -> dict[str, list[PassageView]]:
        """The passages of an entry by the source that has them, in the order of the record's sources."""
        found: dict[str, list[PassageView]] = {source.id: [] for source in self._record.talks.sources}
        for path, piece in self._pieces.get(entry, ()):
            if piece.source in found:
                found[piece.source].append(self._passage(entry, path, piece))
        return {source: passages for source, passages in found.items() if passages}

    def _passage(self, entry: str, path: tuple[str | int, ...], piece: Evidence) -> PassageView:
        field = str(path[0])
        steps = (str(step + 1) if isinstance(step, int) else step for step in path)
        return PassageView(
            of=".".join((entry, *steps)),
            about="" if field == EVIDENCE else self._labels.groups["field"][field],
            words=said(" ".join(piece.text.split()), self.language(piece.source or "")),
            language=self.language(piece.source or ""),
            translation=piece.translation or "",
            places=self._places(piece),
        )

    def _places(self, piece: Evidence) -> tuple[RunView, ...]:
        found = self._record.found(piece)
        return tuple(self.place(piece.source or "", number) for number in found.paragraphs) if found else ()

    def place(self, source: str, number: int) -> RunView:
        """A numbered paragraph, and where in this memo it stands."""
        mark = marked(self._labels, self._record.documents[source], number)
        name = anchor(source, number)
        return RunView(f"{source}\u00a0{mark}" if self._several else mark, self._anchors.get(name, ""))

    def quoted(self, entry: str, words: str) -> RunView:
        """Words that an entry may have from a source: in the language of the passage, or source, that has them."""
        source = self._source_of(entry, words) if self._foreign else ""
        return RunView(said(words, self.language(source) if source else self._own), quoted=source in self._foreign)

    def _source_of(self, entry: str, words: str) -> str:
        for _, piece in self._pieces.get(entry, ()):
            if holds(piece.text, words):
                return piece.source or ""
        carrying = [name for name, document in self._record.documents.items() if words in document.text]
        return carrying[0] if carrying and self._foreign.issuperset(carrying) else ""

    def language(self, source: str) -> str:
        """The language of a source, empty where it is the memo's."""
        return self._languages.get(source, "")

    def is_foreign(self, source: str) -> bool:
        """Whether a source is in another language than the record."""
        return source in self._foreign
