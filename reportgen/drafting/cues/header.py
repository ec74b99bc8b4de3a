"""Parties, participants and the meeting, as proposals: what a person confirms first."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.drafting.cues.dates import Days, first_days
from reportgen.drafting.cues.table import DraftingTable
from reportgen.drafting.cues.who import Who
from reportgen.drafting.proposal import Proposal, SourceText, Written


def header(text: SourceText, who: Who, language: DraftingTable) -> Iterator[Proposal]:
    """The parties that meet or are spoken of, who took part, and the meeting with its days."""
    for party in who.table.parties:
        fields: dict[str, Written] = {"id": party.id, "name": party.name, "kind": party.kind, "role": party.role}
        if named := [name for name in party.names if name in text.document.text]:
            fields["source_names"] = named
        yield Proposal("parties", (), fields)
    there = [(row, found) for row, found in zip(who.table.people, who.people, strict=True) if found.there]
    for row, found in there:
        people: dict[str, Written] = {
            "id": row.id, "name": row.name, "party": row.party or None, "title": row.title or None,
        }  # fmt: skip
        yield Proposal("participants", (found.words,), people, "", found.line.start)
    if who.sides:
        yield _meeting(text, who, [row.id for row, _ in there], language)


def _meeting(text: SourceText, who: Who, people: list[str], language: DraftingTable) -> Proposal:
    told = [who.meeting.text] if who.meeting else [line.text for line in text.lines[:3]]
    days = first_days(told, text.published, language)
    line = who.meeting or (text.lines[0] if text.lines else None)
    fields: dict[str, Written] = {
        "kind": "bilateral" if len(who.sides) == 2 else "multilateral" if len(who.sides) > 2 else None,
        "place": None,
        "parties": list(who.sides),
        "participants": list(people) or None,
        "dates": _dates(days),
    }
    return Proposal("meetings", (line.text,) if line else (), fields, "", line.start if line else -1)


def _dates(days: Days | None) -> Written:
    if days is None:
        return {"as_stated": None, "start": None, "end": None, "certainty": None}
    fields: dict[str, Written] = {"as_stated": days.as_stated}
    if days.start and days.end:
        fields |= {"start": days.start.isoformat(), "end": days.end.isoformat()}
        fields |= {"certainty": "derived", "basis": days.basis} if days.basis else {"certainty": "stated"}
    else:
        fields |= {"start": None, "end": None, "certainty": None}
    return fields
