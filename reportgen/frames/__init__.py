"""A record → its parts as plain rows, whole or as far as a reader may know it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from reportgen.audience import Audience, load_audience
from reportgen.borne import cut_to
from reportgen.errors import AudienceError, Problem, ReportgenError, did_you_mean
from reportgen.frames.columns import COLUMNS
from reportgen.frames.entries import Telling
from reportgen.model.base import Evidence
from reportgen.model.derive import state_of_play
from reportgen.model.talks import Talks
from reportgen.model.words import Handling
from reportgen.proposed import PROPOSED
from reportgen.record import Record
from reportgen.rows import Frames, Row, Rows
from reportgen.shipped import search_path
from reportgen.signoff import load_signoff, states
from reportgen.view.standing import standing

__all__ = ["EVERYBODY", "Reader", "frames", "frames_for", "frames_of_talks", "reader_called", "why_nothing"]


class Reader(Struct, frozen=True):
    """For whom rows are: up to which handling, and whether the desk tells of its own work (ranking, sign-off)."""

    name: str
    ceiling: Handling
    own_work: bool

    def may_see(self, record: Record) -> bool:
        """Whether anything of a record is for this reader: its title is handled as the record itself."""
        return record.talks.handling.rank <= self.ceiling.rank


EVERYBODY = Reader("the public", Handling.PUBLIC, own_work=False)
"""Whoever may come upon a file."""


def frames(
    record: Record,
    audience: str | None = None,
    *,
    ceiling: Handling | str | None = None,
    templates: str | Path | None = None,
) -> Frames:
    """The parts of a record as rows; with an audience or a ceiling, what that reader may know, and nothing of the rest.

    ``audience`` is a name, as of ``build``, looked for in ``templates`` first; ``ceiling`` a word of handling, which
    goes before the audience's where it is lower. Raises :class:`AudienceError` where there is no such audience, or the
    record itself is above the ceiling, and :class:`ReportgenError` for a word that is no handling.
    """
    if audience is None and ceiling is None:
        return frames_for(record, None)
    reader = reader_called(audience, templates) if audience else Reader("", Handling.NAMED, own_work=True)
    lower = min(reader.ceiling, _handling(ceiling), key=lambda each: each.rank) if ceiling else reader.ceiling
    reader = Reader(reader.name, lower, reader.own_work)
    if not reader.may_see(record):
        raise AudienceError([why_nothing(record, reader)])
    return frames_for(record, reader)


def reader_called(audience: str, templates: str | Path | None = None) -> Reader:
    """An audience as a reader of rows. Raises :class:`AudienceError` where there is none of that name."""
    found: Audience = load_audience(search_path(Path(templates) if templates else None), audience)
    return Reader(found.name, found.ceiling, found.own_work)


def why_nothing(record: Record, reader: Reader) -> Problem:
    """Why nothing of a record is for a reader, at its handling."""
    handling, told = record.talks.handling, f" for {reader.name}" if reader.name else ""
    message = f"Nothing of {record.talks.id} is{told}: the record is {handling}, and the ceiling {reader.ceiling}."
    return Problem(record.place(("handling",)), message, "Name another audience, or lower the record's handling.")


def frames_for(record: Record, reader: Reader | None) -> Frames:
    """The rows of what a reader may know of a record; without a reader, of all of it."""
    shown = cut_to(record, reader.ceiling) if reader else record
    own_work = reader is None or reader.own_work
    told = {each.id: each.state.value for each in states(record, load_signoff(record))} if own_work else {}
    told |= dict.fromkeys(record.taken, PROPOSED)
    talks = shown.talks
    return _rows(Telling(talks, _Cited(shown), standing(record.talks, talks), told, own_work))


def frames_of_talks(talks: Talks) -> Frames:
    """The rows of talks alone, without documents: a citation names the source, and no paragraph."""
    known = {issue.id: state_of_play(talks, issue) for issue in talks.issues}
    return _rows(Telling(talks, lambda piece: piece.source or "", known))


class _Cited:
    """Where passages of a record stand: ``S1 ¶2, ¶3``, with the page of a source that has pages: ``S1 p. 3, ¶2``."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def __call__(self, piece: Evidence) -> str:
        return " ".join([piece.source or "", *filter(None, [", ".join(self._places(piece))])])

    def _places(self, piece: Evidence) -> Iterator[str]:
        found, document = self._record.found(piece), self._record.document(piece)
        page = None
        for number in found.paragraphs if found and document else ():
            before, page = page, document.page(number) if document else None
            yield f"p. {page}, ¶{number}" if page and page != before else f"¶{number}"


def _rows(telling: Telling) -> Frames:
    talks = telling.talks
    rows: dict[str, Iterable[Row]] = {
        "agreements": map(telling.agreement, talks.agreements),
        "positions": map(telling.position, talks.positions),
        "next_steps": map(telling.next_step, talks.next_steps),
        "mentions": map(telling.mention, talks.mentions),
        "formulae": map(telling.formula, talks.formulae),
        "issues": map(telling.issue, talks.issues),
        "parties": map(telling.party, talks.parties),
    }
    return Frames(**{part: Rows(columns, rows[part]) for part, columns in COLUMNS.items()})


def _handling(word: Handling | str) -> Handling:
    try:
        return Handling(word)
    except ValueError:
        raise ReportgenError(f'"{word}" is no handling. {did_you_mean(word, list(Handling))}') from None
