"""The sources of a record read again by what was confirmed: only what is new is added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reportgen.cues import cues
from reportgen.drafting.confirmed import confirmed, sources
from reportgen.drafting.editing import Change, added, changed, filled
from reportgen.drafting.gate import passed
from reportgen.drafting.opened import listed, name_of, open_proposals, write
from reportgen.drafting.proposal import Drafter
from reportgen.drafting.scalars import sequence
from reportgen.drafting.writing import PARTS_IN_ORDER, Draft, drafts, entry_lines, left_over
from reportgen.proposed import PROPOSED, STATUS
from reportgen.sources.fold import fold
from reportgen.yamlfile import YamlFile


class Again(Struct, frozen=True):
    """What came of drafting again: entries added, fields filled in that stood empty, proposals dropped by the gate."""

    record: str
    added: tuple[str, ...]
    filled: tuple[tuple[str, str], ...]
    dropped: int


def propose(path: str | Path, drafter: Drafter, folders: tuple[Path, ...] | None = None) -> Again:
    """Read the sources again by the confirmed parties, participants and issues, and add what is new to the record.

    New is an entry of a sentence on which nothing of the record rests. An entry that is still proposed has its empty
    fields filled in. Nothing a person wrote, ordered or commented is changed. Raises
    :class:`~reportgen.errors.ReportgenError` for a record or source that cannot be read.
    """
    file, _ = open_proposals(path)
    table = confirmed(file)
    texts = list(sources(file))
    changes: list[Change] = []
    taken = {str(entry.get("id")) for part in PARTS_IN_ORDER for entry in listed(file, part)}
    new: dict[str, list[str]] = {}
    ids: list[str] = []
    fills: list[tuple[str, str]] = []
    dropped = 0
    for text in texts:
        through = passed(drafter.propose(text, table), text, table, cues(text.language or "en", folders))
        dropped += len(through.dropped)
        for draft in drafts(through, text, (), several=len(texts) > 1):
            matching = _matching(file, draft)
            if matching is None:
                named = _with_new_id(draft, taken)
                taken.add(named.id)
                ids.append(named.id)
                new.setdefault(draft.proposal.part, []).extend(entry_lines(named))
                changes += _comments_gone(file, named)
            else:
                for name, field, change in _fillings(file, draft, matching):
                    if (name, field) not in fills:  # the first of several that would fill it
                        fills.append((name, field))
                        changes.append(change)
    changes += [added(file, part, lines) for part, lines in new.items()]
    if changes:
        write(file, changed(file.text, dict.fromkeys(changes)), path)
    return Again(name_of(file, path), tuple(ids), tuple(fills), dropped)


def _matching(file: YamlFile, draft: Draft) -> tuple[str, int] | None:
    """The entry of the record that stands for a proposal: the one with its id, or one that rests on its words."""
    part = draft.proposal.part
    if not draft.evidence:
        rows = listed(file, part)
        return next(((part, number) for number, row in enumerate(rows) if _same_row(row, draft)), None)
    runs = [fold(run).text for run in draft.proposal.evidence]
    found = [
        (each, number)
        for each in PARTS_IN_ORDER
        for number, entry in enumerate(listed(file, each))
        if _alike(each, part) and any(_overlap(run, own) for run in runs for own in _runs(entry))
    ]
    same = [(each, number) for each, number in found if each == part]
    party = draft.proposal.fields.get("party")
    ours = [
        at
        for at in same
        if party in (None, listed(file, at[0])[at[1]].get("party")) or not listed(file, at[0])[at[1]].get("party")
    ]
    return next(iter((*ours, *same, *found)), None)


def _same_row(row: Mapping[str, Any], draft: Draft) -> bool:
    fields = draft.proposal.fields
    return row.get("id") == draft.id or any(
        row.get(name) and row.get(name) == fields.get(name) for name in ("name", "title")
    )


def _alike(one: str, other: str) -> bool:
    """Whether entries of two lists may stand for each other: a person of the table is none of what was said."""
    table = {"participants", "meetings", "formulae"}
    return one == other or not ({one, other} & table)


def _overlap(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


def _runs(entry: Mapping[str, Any]) -> list[str]:
    pieces = sequence(entry.get("evidence") or [])
    texts = [each.get("text") if isinstance(each, Mapping) else each for each in pieces]
    return [fold(str(text)).text for text in texts if text]


def _fillings(file: YamlFile, draft: Draft, at: tuple[str, int]) -> Iterator[tuple[str, str, Change]]:
    """What fills the empty fields of an entry that is still proposed."""
    part, number = at
    entry = listed(file, part)[number]
    if part != draft.proposal.part or entry.get(STATUS) != PROPOSED:
        return
    for name, value in draft.proposal.fields.items():
        if value is not None and (change := filled(file, part, number, name, value)):
            yield str(entry.get("id")), name, change


def _with_new_id(draft: Draft, taken: set[str]) -> Draft:
    stem, number = draft.id.rstrip("0123456789"), 1
    if draft.id not in taken:
        return draft
    while f"{stem}{number:02}" in taken:
        number += 1
    return replace(draft, id=f"{stem}{number:02}")


def _comments_gone(file: YamlFile, draft: Draft) -> Iterator[Change]:
    """The comments that said that nothing is proposed for a sentence which now has an entry."""
    for line in draft.source.lines:
        if line.text in draft.proposal.evidence:
            comment = "\n".join(left_over(line)) + "\n"
            for written in (comment, "\n".join(each.lstrip() for each in left_over(line)) + "\n"):
                at = file.text.find("\n" + written)
                if at >= 0:
                    yield Change(at + 1, at + 1 + len(written))
                    break
