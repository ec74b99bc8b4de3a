"""The default drafter: cue patterns and tables that a desk may edit; nothing heavy, no network.

lines ──names──▶ who is named ──sentence──▶ verbs and their subjects ──discourse──▶ readings ──entries──▶ proposals
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from reportgen.cues import cues
from reportgen.drafting.cues.discourse import Discourse
from reportgen.drafting.cues.entries import proposal
from reportgen.drafting.cues.formulae import formulae
from reportgen.drafting.cues.header import header
from reportgen.drafting.cues.joint import joint_text
from reportgen.drafting.cues.names import Names, every_party
from reportgen.drafting.cues.persons import same
from reportgen.drafting.cues.publisher import publisher_row
from reportgen.drafting.cues.reading import Reading
from reportgen.drafting.cues.table import DraftingTable, drafting_table
from reportgen.drafting.cues.topics import issue_of, issues, split
from reportgen.drafting.cues.who import Who, who_met
from reportgen.drafting.proposal import IssueRow, PersonRow, Proposal, SourceText, Table
from reportgen.phrases import tokens


class CuesDrafter:
    """Proposes entries by the drafting table of the source's language; nothing for a language without one.

    ``folders`` are where ``drafting/<language>.yaml`` is looked for, the shipped templates by default.
    """

    name = "cues"

    def __init__(self, folders: tuple[Path, ...] | None = None) -> None:
        self.folders = folders

    def propose(self, text: SourceText, table: Table) -> Sequence[Proposal]:
        """Entries in the order of the text; parties, participants and the meeting first where the table is empty.

        Raises :class:`~reportgen.errors.InputError` for a table of its language that cannot be read.
        """
        language = drafting_table(text.language, self.folders)
        if language is None:
            return ()
        who = who_met(text, language)
        confirmed = table if table.parties else who.table
        first = [] if table.parties else list(header(text, who, language))
        readings = list(self._read(text, language, confirmed, who))
        rows = table.issues or issues(readings, language)
        named = [] if table.issues else [Proposal("issues", (), {"id": row.id, "title": row.title}) for row in rows]
        return [*first, *named, *self._entries(text, language, sides_of(confirmed, who), readings, rows)]

    def readings(self, text: SourceText, table: Table) -> Iterator[Reading]:
        """What each sentence is read as; nothing for a language without a table."""
        language = drafting_table(text.language, self.folders)
        if language is None:
            return
        who = who_met(text, language)
        yield from self._read(text, language, table if table.parties else who.table, who)

    def _read(self, text: SourceText, language: DraftingTable, table: Table, who: Who) -> Iterator[Reading]:
        names = Names(_with_others(table, who, language), language)
        own = publisher_row(text, language)
        told = Table((own,) if own else ())
        publisher = (_in_table(own.id, table, language, told) if own else "") or _publishing(text, table, language)
        joint = joint_text(text, language)
        yield from self._discourse(text, names, sides_of(table, who), publisher, joint=joint).read(text.lines)

    def _discourse(
        self, text: SourceText, names: Names, sides: tuple[str, ...], publisher: str, *, joint: bool
    ) -> Discourse:
        """What reads the sentences in their order; a drafter with a parser has one of its own."""
        return Discourse(names, sides, publisher, joint_text=joint)

    def _entries(
        self,
        text: SourceText,
        language: DraftingTable,
        sides: tuple[str, ...],
        readings: Sequence[Reading],
        rows: Sequence[IssueRow],
    ) -> Iterator[Proposal]:
        claims = cues(text.language, self.folders)
        for reading in readings:
            second = proposal(reading.also, text, claims) if reading.also else []
            for each in (*proposal(reading, text, claims), *second, *formulae(reading, language, sides)):
                about = issue_of(reading, rows, language) if "issue" in each.fields else None
                yield from [_about(each, about)] if about else split(each, reading, rows, language)


def _about(proposal: Proposal, issue: str) -> Proposal:
    return replace(proposal, fields={**proposal.fields, "issue": issue})


def sides_of(table: Table, who: Who) -> tuple[str, ...]:
    """The principal parties of a confirmed table; of the text where the table names none."""
    sides = tuple(row.id for row in table.parties if row.role == "principal")
    return sides or who.sides


def _with_others(table: Table, who: Who, language: DraftingTable) -> Table:
    """The table with the states and groups it does not have, and with whom the text introduces by a title.

    What these say is nobody's of the table: the gate leaves their ids out.
    """
    names = {name for row in table.parties for name in (row.id, row.name, *row.names)}
    parties = [row for row in every_party(language).parties if not names & {row.id, row.name, *row.names}]
    known = {word.casefold() for row in table.people for name in (row.name, *row.names) for word in name.split()}
    others = [
        replace(row, id="", party=_in_table(row.party, table, language, who.table) or row.party)
        for row in who.table.people
        if known.isdisjoint(row.name.casefold().split())
    ]
    people = [_titled(row, who.table) for row in table.people]
    return replace(table, parties=(*table.parties, *parties), people=(*people, *others))


def _titled(row: PersonRow, told: Table) -> PersonRow:
    """A person of a confirmed table, with the titles that the text gives them too."""
    titles = [each.title for each in told.people if each.title and same(each.name, row.name)]
    more = [title for title in titles if title.casefold() not in row.title.casefold()]
    return replace(row, title="; ".join(filter(None, (row.title, *more))))


def _publishing(text: SourceText, table: Table, language: DraftingTable) -> str:
    """The party of the table that the publisher's name names first, as a union's own page does.

    A state only where an office publishes: a newspaper may have the name of its country.
    """
    told, found = text.publisher, []
    office = bool({token.word for token in tokens(told)} & language.words["government"])
    for row in table.parties:
        names = (row.name, *row.names) if office or row.kind != "state" or told == row.name else ()
        found += [(match.start(), row.id) for name in names if name and (match := _whole(name).search(told))]
        if told and (office or row.kind != "state") and _whole(told).search(row.name):
            found.append((0, row.id))
    return min(found, default=(0, ""))[1]


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


def _in_table(party: str, table: Table, language: DraftingTable, told: Table | None = None) -> str:
    """The id that a confirmed table gives to a party that the language knows, or that the text tells of by name."""
    stated = {name for row in (told.parties if told else ()) if row.id == party for name in (row.name, *row.names)}
    known = stated | set(language.states.get(party, ()))
    return next((row.id for row in table.parties if row.id == party or {row.name, *row.names} & known), "")
