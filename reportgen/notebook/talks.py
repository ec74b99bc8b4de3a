"""A record, or talks alone, as a notebook shows them: who and when, then each part as a table that folds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportgen.console import plural
from reportgen.frames import frames_for, frames_of_talks
from reportgen.model.analysis import Comment, Gap
from reportgen.model.talks import Talks
from reportgen.notebook.page import Cell, folded, paragraph, table
from reportgen.record import Record
from reportgen.rows import Frames, Row
from reportgen.signoff import State, load_signoff, states
from reportgen.view.visible import highest

SHOWN: dict[str, tuple[str, bool, dict[str, str]]] = {
    "agreements": ("Agreements", True, {
        "text": "Outcome", "operative_words": "Source's words", "firmness": "Firmness", "claim": "Who says so",
        "party_names": "Parties", "citations": "Where",
    }),
    "positions": ("Positions", False, {
        "party_name": "Party", "stance": "Stance", "text": "Position", "operative_words": "Source's words",
        "issue_title": "Issue", "citations": "Where",
    }),
    "next_steps": ("Next steps", True, {
        "text": "Step", "owner_names": "Owner", "due": "Due", "firmness": "Firmness", "progress": "Progress",
        "citations": "Where",
    }),
    "mentions": ("Mentions", False, {"text": "Mention", "party_names": "Parties", "citations": "Where"}),
    "formulae": ("Formulae", False, {
        "name": "Name", "party_name": "Party", "elements": "Elements", "citations": "Where",
    }),
    "issues": ("Issues", False, {"title": "Issue", "state_of_play": "State of play"}),
    "parties": ("Parties", False, {"name": "Party", "kind": "Kind", "role": "Role"}),
}  # fmt: skip
"""Part → its name, whether it is unfolded at first, and what is shown of it: column → its head."""
CODES = frozenset({"firmness", "claim", "stance", "progress", "state_of_play", "kind", "role"})
OWN = frozenset({"text", "title", "issue_title", "party_name", "party_names", "owner_names"})
"""Columns in the record's own language."""


def record_shown(record: Record) -> str:
    """A record: its talks with the paragraphs that entries rest on, how many are signed, how many only proposed."""
    known = states(record, load_signoff(record))
    signed = sum(each.state is State.SIGNED for each in known)
    told = [f"{signed} of {plural(len(known), 'entry', 'entries')} signed as they stand"]
    if record.proposed:
        told.append(f"{len(record.proposed)} only proposed, and not shown")
    return _shown(record.talks, frames_for(record, None), told)


def talks_shown(talks: Talks) -> str:
    """Talks without their documents: where an entry stands is told by the source alone."""
    return _shown(talks, frames_of_talks(talks), [])


def _shown(talks: Talks, frames: Frames, told: Sequence[str]) -> str:
    narrowest = highest(talks)
    handling = f"handling: {talks.handling}" + (f" (narrowest: {narrowest})" if narrowest is not talks.handling else "")
    facts = [talks.id, f"as of {talks.as_of.isoformat()}", f"version {talks.version}", handling, *told]
    return (
        paragraph(talks.title, "title", talks.language)
        + paragraph(" · ".join(facts), "facts")
        + paragraph(talks.source_caveat or "", "caveat", talks.language)
        + "\n".join(filter(None, _parts(talks, frames)))
    )


def _parts(talks: Talks, frames: Frames) -> Iterator[str]:
    def numbered(name: object, handling: object) -> Cell:
        """The id of an entry, and how it is handled where that is not as the record."""
        return Cell(f"{name}" if handling == talks.handling else f"{name} ({handling})")

    def remark(each: Comment | Gap) -> list[Cell]:
        return [numbered(each.id, talks.handling_of(each)), Cell(each.text, talks.language)]

    for part, (name, unfolded, columns) in SHOWN.items():
        rows = [
            [numbered(row["id"], row["handling"]), *(_cell(row, column, talks) for column in columns)]
            for row in frames[part]
        ]
        yield _part(name, columns.values(), rows, unfolded=unfolded)
    yield _part("Comments", ["Comment"], map(remark, talks.comments))
    yield _part("Gaps", ["Gap"], map(remark, talks.gaps))
    sources = (
        [
            numbered(each.id, talks.handling_of(each)), Cell(each.short), Cell(_plain(each.kind)),
            Cell(each.publisher), Cell(each.controlled_by),
        ]
        for each in talks.sources
    )  # fmt: skip
    yield _part("Sources", ["Source", "Kind", "Publisher", "Controlled by"], sources)


def _part(name: str, heads: Iterable[str], rows: Iterable[Sequence[Cell]], *, unfolded: bool = False) -> str:
    """A part as a table that folds; nothing where it is empty."""
    listed = list(rows)
    return folded(name, len(listed), table(["No.", *heads], listed, name=name), unfolded=unfolded) if listed else ""


def _cell(row: Row, column: str, talks: Talks) -> Cell:
    if column == "due":
        return Cell(_due(row))
    text = str(row[column] or "")
    return Cell(_plain(text) if column in CODES else text, talks.language if column in OWN and text else "")


def _due(row: Row) -> str:
    """As days, the source's words below; or its words alone, or what kind of due it is."""
    start, end = row["due_start"], row["due_end"]
    days = f"{start or '…'} – {end or '…'}" if (start or end) and start != end else str(start or "")
    stated = str(row["due_as_stated"] or "")
    return "\n".join(filter(None, [days, stated])) or _plain(str(row["due_kind"]))


def _plain(code: str) -> str:
    """A word of a vocabulary, to be read."""
    return code.replace("_", " ")
