"""What a record says of who is who and what it is about, as a drafter takes it; and its sources as texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from reportgen.drafting.opened import listed
from reportgen.drafting.proposal import IssueRow, PartyRow, PersonRow, SourceText, Table
from reportgen.drafting.scalars import sequence
from reportgen.errors import LoadError, Place, Problem
from reportgen.loading import beside
from reportgen.proposed import PROPOSED, STATUS
from reportgen.sources.document import read_document
from reportgen.sources.reading import text_form
from reportgen.yamlfile import YamlFile


def confirmed(file: YamlFile) -> Table:
    """The parties, participants and issues of a record that a person accepted or wrote; all of them where none was."""
    parties = [_party(entry) for entry in _table_rows(file, "parties")]
    people = [_person(entry) for entry in _table_rows(file, "participants")]
    issues = [_issue(entry) for entry in _table_rows(file, "issues")]
    return Table(tuple(parties), tuple(people), tuple(issues))


def _table_rows(file: YamlFile, part: str) -> list[dict[str, Any]]:
    rows = [entry for entry in listed(file, part) if entry.get("id")]
    return [entry for entry in rows if entry.get(STATUS) != PROPOSED] or rows


def _party(entry: Mapping[str, Any]) -> PartyRow:
    names = tuple(str(each) for each in sequence(entry.get("source_names") or []))
    words = (entry.get(name) or "" for name in ("id", "name", "kind", "role"))
    id, name, kind, role = map(str, words)
    return PartyRow(id, name, names, kind, role)


def _person(entry: Mapping[str, Any]) -> PersonRow:
    id, name, party, title = (str(entry.get(each) or "") for each in ("id", "name", "party", "title"))
    return PersonRow(id, name, party, title)


def _issue(entry: Mapping[str, Any]) -> IssueRow:
    term = entry.get("source_term")
    return IssueRow(str(entry["id"]), str(entry.get("title") or ""), (str(term),) if term else ())


def sources(file: YamlFile) -> Iterator[SourceText]:
    """The sources of a record as texts. Raises :class:`~reportgen.errors.LoadError` for one that cannot be read, lies
    outside the record's folder, or is another than the record names by its digest."""
    every = listed(file, "sources")
    for number, source in enumerate(every, 1):
        if not source.get("path"):
            continue
        path = beside(str(source["path"]), file, "path")
        dateline = str(source.get("dateline") or "")
        read = read_document(path, str(path), dateline)
        if source.get("sha256") not in (None, read.sha256):
            changed = "The source document changed since the record named its digest."
            remedy = "Put back the one that was read; or see what changed, and take the digest that check prints."
            raise LoadError([Problem(Place(str(path)), changed, remedy, "sha256")])
        told = text_form(read.text.encode(), "source.txt").date
        published = told.value if told else file.root.get("as_of") if len(every) == 1 else None
        yield SourceText(
            read,
            str(source.get("id") or f"S{number}"),
            str(source.get("language") or "en"),
            _day(published),
            dateline,
            str(source.get("publisher") or ""),
            str(source.get("title") or ""),
        )


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None
