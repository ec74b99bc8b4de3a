"""A model's answers about the pieces of a text → proposals, for the gate to judge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from reportgen.drafting.cues.names import every_party
from reportgen.drafting.cues.table import drafting_table
from reportgen.drafting.llm.forms import Answer, EntryAnswer, MeetingAnswer
from reportgen.drafting.llm.pieces import Piece
from reportgen.drafting.proposal import PartyRow, PersonRow, Proposal, SourceText, Table, Written

PARTS = {"agreement": "agreements", "position": "positions", "mention": "mentions", "next_step": "next_steps"}
LONGEST_NAME, LONGEST_TEXT = 120, 2_000
"""Characters of a name and of what an entry says; what is longer is left for a person."""
ID, PERSON_ID = 12, 24
"""Characters of an id made of a name: a party's, a person's."""

Answers = Sequence[tuple[Piece, Answer]]


def proposals(
    text: SourceText, table: Table, answers: Answers, folders: tuple[Path, ...] | None = None
) -> list[Proposal]:
    """What a model answered, as proposals in the order of the text.

    With an empty table parties, participants and the meeting come first; with a confirmed one it stands as it is.
    """
    first = not table.parties
    known = _table(text, answers, folders) if first else table
    made = list(_header(answers, known)) if first else []
    entries = [
        each for piece, answer in answers for entry in answer.entries for each in _entry(entry, piece, text, known)
    ]
    return [*made, *sorted(entries, key=lambda each: each.start)]


def _table(text: SourceText, answers: Answers, folders: tuple[Path, ...] | None) -> Table:
    """The parties and persons of all answers, each once."""
    parties: dict[str, PartyRow] = {}
    language = drafting_table(text.language, folders)
    codes = {_plain(name): row.id for row in (every_party(language).parties if language else ())
             for name in (row.name, *row.names)}  # fmt: skip
    for _, answer in answers:
        for told in answer.parties:
            name = _short(told.name)
            if name and _plain(name) not in {
                _plain(each) for row in parties.values() for each in (row.name, *row.names)
            }:
                row_id = codes.get(_plain(name)) or _id(name)
                names = tuple(each for each in map(_short, told.names) if each)
                parties.setdefault(row_id, PartyRow(row_id, name, names, told.kind or "", told.role or ""))
    rows = tuple(parties.values())
    people: dict[str, PersonRow] = {}
    for _, answer in answers:
        for person in answer.participants:
            name = _short(person.name)
            if name and _slug(name) not in people:
                party = _party(person.party or "", rows) or ""
                people[_slug(name)] = PersonRow(_slug(name), name, party, _short(person.title or ""))
    return Table(rows, tuple(people.values()))


def _header(answers: Answers, known: Table) -> Iterator[Proposal]:
    for row in known.parties:
        fields: dict[str, Written] = {
            "id": row.id,
            "name": row.name,
            "kind": row.kind or None,
            "role": row.role or None,
        }
        if row.names:
            fields["source_names"] = list(row.names)
        yield Proposal("parties", (), fields)
    runs = {_slug(_short(each.name)): (each.evidence, piece) for piece, answer in reversed(answers)
            for each in answer.participants}  # fmt: skip
    for person in known.people:
        run, piece = runs[person.id]
        told: dict[str, Written] = {
            "id": person.id, "name": person.name, "party": person.party or None, "title": person.title or None,
        }  # fmt: skip
        yield Proposal("participants", (run,), told, start=_start(run, piece))
    meeting = next(((piece, answer.meeting) for piece, answer in answers if answer.meeting), None)
    if meeting:
        yield _meeting(*meeting, known)


def _meeting(piece: Piece, told: MeetingAnswer, known: Table) -> Proposal:
    parties = list(_parties(told.parties, known))
    fields: dict[str, Written] = {
        "kind": "bilateral" if len(parties) == 2 else "multilateral" if len(parties) > 2 else None,
        "place": told.place,
        "parties": parties or None,
        "participants": [row.id for row in known.people] or None,
        "dates": {"as_stated": told.dates_as_stated, "start": None, "end": None, "certainty": None},
    }
    return Proposal("meetings", (told.evidence,), fields, start=_start(told.evidence, piece))


def _entry(entry: EntryAnswer, piece: Piece, text: SourceText, known: Table) -> Iterator[Proposal]:
    parties, words = list(_parties(entry.parties, known)), " ".join(entry.text.split())
    start = _start(entry.evidence[0], piece) if entry.evidence else -1
    fields: dict[str, Written] = {"issue": None, "text": words if 0 < len(words) <= LONGEST_TEXT else None}
    if entry.operative_words:
        fields["operative_words"] = entry.operative_words
    every: Iterable[dict[str, Written]]
    match entry.kind:
        case "agreement":
            every = [{**fields, "firmness": entry.firmness, "parties": parties or None}]
        case "next_step":
            every = [{**fields, "firmness": entry.firmness, "owners": parties or None, "due": _due(entry, text)}]
        case "mention":
            every = [{**fields, "parties": parties or None}]
        case "position":
            speaker = _person(entry.speaker or "", known)
            said = {"speaker": speaker} if speaker else {}
            own = next((row.party for row in known.people if speaker and row.id == speaker), "")
            whose: list[str | None] = [*parties] or [own or None]
            every = [{"party": party, **fields, "stance": entry.stance, **said} for party in whose]
    for each in every:
        yield Proposal(PARTS[entry.kind], tuple(entry.evidence), each, "drafted by a language model", start)


def _due(entry: EntryAnswer, text: SourceText) -> Written:
    if not entry.due:
        return "not_stated"
    due: dict[str, Written] = {"kind": "relative", "as_stated": entry.due}
    return {**due, "anchor": text.published.isoformat()} if text.published else due


def _start(run: str, piece: Piece) -> int:
    """The offset of a run in the document; -1 where it is not in the piece as it was copied."""
    at = piece.text.find(run) if run else -1
    return piece.start + at if at >= 0 else -1


def _parties(names: Iterable[str], known: Table) -> Iterator[str]:
    yield from dict.fromkeys(id for name in names if (id := _party(name, known.parties)))


def _party(name: str, rows: Iterable[PartyRow]) -> str | None:
    wanted = _plain(name)
    return next((row.id for row in rows if wanted in {_plain(each) for each in (row.id, row.name, *row.names)}), None)


def _person(name: str, known: Table) -> str | None:
    wanted = _plain(name)
    found = [row.id for row in known.people if wanted and wanted in {_plain(each) for each in _called(row)}]
    return found[0] if len(found) == 1 else None


def _called(row: PersonRow) -> tuple[str, ...]:
    return (row.id, row.name, *row.names, *row.name.split()[:1], *row.name.split()[-1:])


def _short(name: str) -> str:
    """A name on one line; nothing where it is too long to be one."""
    name = " ".join(name.split())
    return name if len(name) <= LONGEST_NAME else ""


def _id(name: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", name)
    short = "".join(word[0] for word in words) if len(words) > 2 else "-".join(words)
    return short.upper()[:ID].strip("-") or _numbered("P", name)


def _slug(name: str) -> str:
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:PERSON_ID].strip("-") or _numbered("person-", name)


def _numbered(stem: str, name: str) -> str:
    """An id for a name without plain letters: the same for the same name."""
    return f"{stem}{sha256(name.encode()).hexdigest()[:6]}"


def _plain(name: str) -> str:
    return re.sub(r"^the\s+", "", " ".join(name.casefold().replace("’", "'").split()))
