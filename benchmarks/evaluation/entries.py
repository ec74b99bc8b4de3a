"""``<text>.gold.json``: a gold with every entry written out, each with verbatim evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.evaluation.genres import GENRES, genre_of
from benchmarks.evaluation.gold import Gold, Label, gathered, refused, sentences_of
from benchmarks.evaluation.texts import meta, read_json, source_text
from reportgen.drafting.proposal import PartyRow, PersonRow, SourceText, Table
from reportgen.errors import did_you_mean

SUFFIX = ".gold.json"
LISTS = {
    "agreements": "agreement", "positions": "position", "shared_views": "position", "next_steps": "next_step",
    "issues_mentioned": "mention",
}  # fmt: skip
"""Lists of entries, and what they make of a sentence."""
WHOSE = ("by", "who", "party", "parties", "owners")
SIDES = ("participant", "principal", "side")
"""Words of a role that make a party a side of the talks; so does no role at all."""
NOT_OF_THESE_TALKS = "x"
"""The id of an entry begins so when it is told of but no outcome of these talks; its sentence carries nothing by it."""


@dataclass(frozen=True, slots=True)
class _Entries:
    file: str
    text: SourceText
    table: Table


def read_entries(path: Path) -> Gold:
    """The gold of the text at ``path`` by its ``.gold.json``.

    Raises :class:`~reportgen.errors.LoadError` with the file and the entry for evidence that is not in the text and for
    what is not of the format.
    """
    file, told = path.with_suffix(SUFFIX), meta(path)
    text, written = source_text(path, told), read_json(path.with_suffix(SUFFIX))
    if not isinstance(written, dict) or not any(part in written for part in LISTS):
        raise refused(str(file), 1, f"A gold has at least one of the lists {', '.join(LISTS)}.")
    genre = str(written.get("genre") or told.get("genre") or "")
    if genre and genre not in GENRES:
        raise refused(str(file), 0, f'There is no genre "{genre}".', did_you_mean(genre, GENRES))
    entries = _Entries(str(file), text, _table(written, str(file)))
    labels = gathered(_labels(written, entries))
    return Gold(path.stem, text, genre_of(text, genre), labels, entries.table)


def _table(written: Mapping[str, Any], file: str) -> Table:
    parties = []
    for place, entry in _listed(written, "parties", file):
        name = str(entry.get("name") or "")
        if not name:
            raise refused(file, 0, f"{place}: a party has a name.", field=place)
        role = str(entry.get("role") or "")
        side = not role or role.partition(" ")[0].rstrip(",;") in SIDES
        names = tuple(str(each) for each in entry.get("aliases") or ())
        kind = str(entry.get("kind") or "")
        parties.append(PartyRow(str(entry.get("id") or name), name, names, kind, "principal" if side else "mentioned"))
    people = []
    for _, entry in _listed(written, "participants", file):
        if entry.get("present") is False:
            continue
        name, roles = str(entry.get("name") or ""), entry.get("roles") or [""]
        party = _party(str(entry.get("party") or ""), parties) or ""
        people.append(PersonRow("-".join(name.casefold().split()), name, party, str(roles[0])))
    return Table(tuple(parties), tuple(people))


def _labels(written: Mapping[str, Any], entries: _Entries) -> Iterator[tuple[list[int], Label]]:
    for part, kind in LISTS.items():
        for place, entry in _listed(written, part, entries.file):
            if str(entry.get("id") or "").startswith(NOT_OF_THESE_TALKS):
                continue
            label = Label(kind, _whose(entry, entries.table.parties))
            for number, run in enumerate(_runs(entry, place, entries.file)):
                found = sentences_of(entries.text, run)
                if found is None:
                    message = f'{place}.evidence[{number}]: "{run[:60]}" does not stand in the text.'
                    raise refused(entries.file, 0, message, "Evidence is verbatim.", f"{place}.evidence[{number}]")
                yield list(found), label


def _runs(entry: Mapping[str, Any], place: str, file: str) -> list[str]:
    evidence = entry.get("evidence")
    runs = [evidence] if isinstance(evidence, str) else evidence
    if not isinstance(runs, list) or not runs or not all(isinstance(each, str) for each in runs):
        raise refused(file, 0, f"{place}: evidence is a list of verbatim runs.", field=place)
    return runs


def _whose(entry: Mapping[str, Any], parties: Sequence[PartyRow]) -> tuple[str, ...] | None:
    """The ids of the parties an entry names; None where it names none, or somebody that is no party."""
    told = next((entry[name] for name in WHOSE if entry.get(name)), None)
    named = told.split(";") if isinstance(told, str) else told if isinstance(told, list) else []
    found = [_party(str(each).strip(), parties) for each in named]
    return tuple(each for each in found if each) if found and all(found) else None


def _party(name: str, parties: Sequence[PartyRow]) -> str | None:
    return next((row.id for row in parties if name in (row.id, row.name, *row.names)), None)


def _listed(written: Mapping[str, Any], part: str, file: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    listed = written.get(part) or []
    if not isinstance(listed, list):
        raise refused(file, 0, f"{part}: here a list is expected.", field=part)
    for number, entry in enumerate(listed):
        if not isinstance(entry, dict):
            raise refused(
                file, 0, f"{part}[{number}]: here an object with keys is expected.", field=f"{part}[{number}]"
            )
        yield f"{part}[{number}]", entry
