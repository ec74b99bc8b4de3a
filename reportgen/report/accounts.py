"""Talks and the memos made of them → which entries each memo has, and why it lacks the others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from reportgen.audience import Audience
from reportgen.borne import borne_out
from reportgen.finding import Finding, Level
from reportgen.made import Made
from reportgen.memo.tree import Memo
from reportgen.memo.walk import anchored, lines, plain
from reportgen.model.base import Entry, words_of
from reportgen.model.talks import Talks
from reportgen.model.words import Handling
from reportgen.record import Record
from reportgen.schemes import Scheme
from reportgen.view.visible import highest, visible

REPORT = "report"
"""Stands in the names of its files where the audience's name stands in those of memos."""
NAMED = ("sources", "parties", "participants", "issues")
"""Parts whose entries a memo also has when it only names them."""
TOLD_BY = {"meetings": "dates", "parties": "participants", "participants": "participants"}
"""Parts that the title block tells of in one line, and the name of that line."""


class Reason(StrEnum):
    """Why a memo lacks an entry."""

    CEILING = "ceiling"
    """It is handled more narrowly than the audience's ceiling."""
    RESTS = "rests"
    """It stands on something above the ceiling."""
    PRIORITY = "priority"
    """There was room for others, of a higher priority."""
    LENGTH = "length"
    """There was room for others, of the same priority, that stand before it."""
    SECTIONS = "sections"
    """No section of the audience prints it."""


class LeftOut(Struct, frozen=True):
    """An entry that a memo lacks; ``on`` names what is above the ceiling, where it rests on that."""

    id: str
    part: str
    text: str
    handling: Handling
    reason: Reason
    priority: int
    on: tuple[str, ...] = ()


class Account(Struct, frozen=True):
    """One memo: the ids of the entries in it, and those it lacks, both in the order of the record."""

    audience: Audience
    title: str
    purpose: str
    marking: str
    files: tuple[str, ...]
    pages: int
    within: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]

    def count(self, *reasons: Reason) -> int:
        """How many entries are left out for these reasons."""
        return sum(each.reason in reasons for each in self.left_out)


class Report(Struct, frozen=True):
    """The report on one record: an account of each memo, what is told of all, and findings still open."""

    talks: Talks
    marking: str
    accounts: tuple[Account, ...]
    notices: tuple[str, ...]
    findings: tuple[Finding, ...]
    language: str = ""
    """That of the memos where it is not the record's: then their names and the report's have it."""

    @property
    def reader(self) -> Audience:
        """The most trusted audience among its memos: the report is for whoever may read as much."""
        return max((account.audience for account in self.accounts), key=lambda audience: audience.ceiling.rank)

    @property
    def stem(self) -> str:
        """The name of its files, without their endings."""
        return f"{self.talks.id}.{REPORT}{f'.{self.language}' if self.language else ''}"


class Entries:
    """The entries of talks by whether a memo has them: ``within``, or ``left_out`` with the reason.

    ``talks`` are cut to what the reader of the report may know; ``dropped`` are the ids that did not fit.
    """

    def __init__(self, talks: Talks, audience: Audience, memo: Memo, dropped: Collection[str]) -> None:
        self._talks, self._audience, self._dropped = talks, audience, dropped
        self._shown = {entry.id for _, _, entry in visible(talks, audience.ceiling).entries()}
        self._paths = {line.of for line in anchored(memo) if line.of}
        self._stated = {path.partition(".")[0] for path in self._paths}
        self._stated |= {line.anchor for line in anchored(memo) if line.anchor}
        self._words = " ".join(" ".join(plain(line) for line in lines(memo)).split())
        self.within = tuple(entry.id for part, _, entry in talks.entries() if self._has(part, entry))
        had = set(self.within)
        self.left_out = tuple(
            self._left_out(part, entry, had) for part, _, entry in talks.entries() if entry.id not in had
        )

    def _has(self, part: str, entry: Entry) -> bool:
        if entry.id not in self._shown:
            return False
        told = part in TOLD_BY and f"{self._talks.id}.{TOLD_BY[part]}" in self._paths
        named = part in NAMED and (text := words_of(entry)) and re.search(rf"(?<!\w){re.escape(text)}", self._words)
        return bool(entry.id in self._stated or told or named)

    def _left_out(self, part: str, entry: Entry, had: set[str]) -> LeftOut:
        reason, on = self._reason(part, entry, had)
        handling = self._talks.handling_of(entry)
        return LeftOut(entry.id, part, words_of(entry), handling, reason, entry.priority, on)

    def _reason(self, part: str, entry: Entry, had: set[str]) -> tuple[Reason, tuple[str, ...]]:
        if entry.id not in self._shown:
            if self._talks.handling_of(entry).rank > self._audience.ceiling.rank:
                return Reason.CEILING, ()
            return Reason.RESTS, self._above(entry)
        beside = [each.priority for each in getattr(self._talks, part) if each.id in had]
        if entry.id in self._dropped or (part == "comments" and beside and entry.priority > max(beside)):
            lower = bool(beside) and entry.priority > min(beside)
            return (Reason.PRIORITY if lower else Reason.LENGTH), ()
        return Reason.SECTIONS, ()

    def _above(self, entry: Entry) -> tuple[str, ...]:
        """What an entry speaks of, by id, that the audience does not get."""
        spoken = re.findall(r"[A-Za-z0-9][A-Za-z0-9_-]*", entry.model_dump_json())
        known = {each.id for _, _, each in self._talks.entries()}
        return tuple(dict.fromkeys(e for e in spoken if e in known and e not in self._shown and e != entry.id))


def report_on(
    record: Record,
    memos: Sequence[Made],
    findings: Iterable[Finding],
    notices: Sequence[str],
    scheme: Scheme,
    templates: str | Path | None = None,
) -> Report:
    """The report on the memos of a record, for whoever may read the most trusted of them.

    ``findings`` are those of the whole record; told are those that the cut alone bears out.
    """
    level = max((made.audience.ceiling for made in memos), key=lambda ceiling: ceiling.rank)
    talks = visible(record.talks, level)
    open_ = [each for each in borne_out(record, level, findings, templates) if each.level is not Level.NOTE]
    accounts = tuple(_account(talks, made, made.to_judge if talks == record.talks else ()) for made in memos)
    language = next((made.memo.language for made in memos if made.view.properties.record_language), "")
    return Report(talks, scheme[highest(talks)].label, accounts, tuple(notices), tuple(open_), language)


def _account(talks: Talks, made: Made, to_judge: Sequence[str]) -> Account:
    entries = Entries(talks, made.audience, made.memo, made.view.left_out)
    return Account(
        audience=made.audience,
        title=made.view.audience.title,
        purpose=made.view.audience.purpose,
        marking=plain(made.memo.running.marking),
        files=tuple(made.name(each) for each in made.contents),
        pages=made.pages,
        within=entries.within,
        left_out=entries.left_out,
        warnings=(*made.warnings, *to_judge),
    )
