"""The index of talks: parties and issues with what is told of them, then every entry, with links back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from sphinx.domains import Domain, Index, IndexEntry

from reportgen.integrations.shown import KINDS, Shown


class Told(Struct, frozen=True):
    """A place in a page that tells of an entry."""

    docname: str
    node: str
    shown: Shown
    title: str
    """Of the talks, in short."""
    by_others: bool = False
    """Whether it is the place of another entry, which is of this party or on this issue."""


GATHERING = ("party", "issue")
"""The kinds that others are of."""
HEADINGS = {
    "party": "Parties", "issue": "Issues", "agreement": "Agreements", "position": "Positions", "mention": "Mentions",
    "formula": "Formulae", "next-step": "Next steps", "comment": "Comments", "gap": "Gaps",
    "meeting": "Meetings", "participant": "Participants", "source": "Sources",
}  # fmt: skip
assert set(HEADINGS) == set(KINDS.values())


class TalksIndex(Index):
    """One page, ``talks-index``, for all talks of a site."""

    name = "index"
    localname = "Index of talks"
    shortname = "talks"

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Every entry by its kind; under a party and an issue what is told of it."""
        wanted = None if docnames is None else set(docnames)
        on_paper = docnames is not None  # where only names are printed, and none below another
        places = [place for place in _places(self.domain) if wanted is None or place.docname in wanted]
        places.sort(key=lambda place: (place.shown.talks, place.shown.rank))
        found = []
        for kind, heading in HEADINGS.items():
            of_kind = [place for place in places if place.shown.kind == kind]
            if entries := [entry for place in of_kind for entry in _entries(place, places)]:
                found.append((heading, [_on_paper(each) if on_paper else each for each in entries]))
        return found, False


def _places(domain: Domain) -> Sequence[Told]:
    return list(domain.places().values())  # type: ignore[attr-defined]


def _entries(place: Told, places: Sequence[Told]) -> Iterator[IndexEntry]:
    below = [other for other in places if is_of(other.shown, place.shown)] if place.shown.kind in GATHERING else []
    yield _entry(place, 1 if below else 0)
    yield from (_entry(other, 2) for other in below)


def is_of(shown: Shown, other: Shown) -> bool:
    """Whether an entry is of a party, or on an issue."""
    if shown.talks != other.talks or shown.kind in GATHERING:
        return False
    return other.id in shown.parties if other.kind == "party" else other.kind == "issue" and other.id == shown.issue


def _entry(place: Told, subtype: int) -> IndexEntry:
    title = "" if subtype == 2 else place.title
    return IndexEntry(place.shown.id, subtype, place.docname, place.node, title, "", place.shown.text)


def _on_paper(entry: IndexEntry) -> IndexEntry:
    below = "– " if entry.subtype == 2 else ""
    return entry._replace(name=f"{below}{entry.name} {entry.descr}")
