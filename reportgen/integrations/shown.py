"""An entry of a record → what a document shows of it, and the source's words behind it.

Both are told of the talks as an audience may know them; what it may not see is no entry here.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from reportgen.labels import Labels
from reportgen.model.base import Attested, Entry, words_of
from reportgen.model.talks import Talks
from reportgen.record import Record
from reportgen.view.cite import anchor, marked
from reportgen.view.narrow import parties_of

KINDS = {
    "sources": "source", "parties": "party", "participants": "participant", "meetings": "meeting",
    "issues": "issue", "agreements": "agreement", "positions": "position", "mentions": "mention",
    "formulae": "formula", "next_steps": "next-step", "comments": "comment", "gaps": "gap",
}  # fmt: skip
"""What one entry of each part of a record is called."""


class Shown(Struct, frozen=True):
    """An entry as a document names and links it; ``text`` says it, or is what it is called."""

    talks: str
    id: str
    kind: str
    text: str
    lang: str
    rank: int
    """Its place in the record, for lists of entries."""
    issue: str = ""
    parties: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As documents refer to it: ``wang-blinken-2023-10#A-01``."""
        return f"{self.talks}#{self.id}"

    @property
    def words(self) -> str:
        """Its text, to stand in a sentence of somebody else's: without the full stop at its end."""
        return self.text.removesuffix(".").removesuffix("。") or self.id


class Cited(Struct, frozen=True):
    """A piece of evidence: the source's words, and where they stand."""

    words: str
    lang: str
    translation: str
    paragraphs: tuple[str, ...]
    """As a citation has them: "¶2"; "p. 3, ¶2" where the source has pages."""
    source: str
    """What a citation calls it: "Xinhua, 27 Oct 2023"."""
    passages: tuple[str, ...]
    """The paragraphs as places of a memo: ``S1.p2``."""


def shown_of(talks: Talks) -> dict[str, Shown]:
    """Every entry of these talks by its id."""
    return {
        entry.id: Shown(
            talks.id, entry.id, KINDS[part], words_of(entry) or entry.id, talks.language, rank,
            getattr(entry, "issue", None) or "", tuple(_parties(talks, entry)),
        )
        for rank, (part, _, entry) in enumerate(talks.entries())
    }  # fmt: skip


def cited_of(record: Record, talks: Talks, name: str, labels: Labels) -> tuple[Cited, ...]:
    """The evidence of an entry of these talks, piece by piece; none for one that rests on none."""
    entry = next((each for _, _, each in talks.entries() if each.id == name), None)
    sources = {source.id: source for source in talks.sources}
    cited = []
    for piece in entry.evidence if isinstance(entry, Attested) else ():
        source, found = sources.get(piece.source or ""), record.found(piece)
        if source and found:
            document = record.documents[source.id]
            cited.append(
                Cited(
                    " ".join(document.text[found.start : found.end].split()),
                    source.language,
                    piece.translation or "",
                    tuple(marked(labels, document, number) for number in found.paragraphs),
                    source.short,
                    tuple(anchor(source.id, number) for number in found.paragraphs),
                )
            )
    return tuple(cited)


def _parties(talks: Talks, entry: Entry) -> Iterator[str]:
    """The parties an entry is of, each once, in the order of the record."""
    named = parties_of(entry)
    yield from (party.id for party in talks.parties if party.id in named)
