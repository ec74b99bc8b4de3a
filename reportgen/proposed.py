"""Entries that are only proposed (``status: proposed``): kept apart, so that no memo and no check can reach them.

A record is loaded without them. One may lack fields, which an entry of the record may not; a word of it that is wrong
is told as anywhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

from msgspec import Struct

from reportgen.errors import Place, Problem
from reportgen.finding import Finding, Rule
from reportgen.form import Form
from reportgen.model.base import PARTS
from reportgen.model.talks import Talks
from reportgen.validate import incomplete
from reportgen.yamlfile import YamlFile

STATUS, PROPOSED, REJECTED = "status", "proposed", "rejected"
RULE = Rule("N401", "proposed")
NO_ISSUE = "I-NONE"
"""The id of the issue that a draft gives to proposals without one."""
NEEDED = ("parties", "meetings")
"""Lists that a record cannot be without."""


class Proposed(Struct, frozen=True):
    """One entry that is only proposed: its list and place in it from 0, its id, what it still lacks."""

    part: str
    number: int
    id: str
    place: Place
    lacks: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether it could be accepted as it stands."""
        return not self.lacks

    @property
    def printable(self) -> bool:
        """Whether a draft can print it: it may lack an issue, which a draft can say."""
        return set(self.lacks) <= {"issue"}


def proposed_in(file: YamlFile) -> tuple[tuple[Proposed, ...], tuple[Problem, ...]]:
    """The entries of a record's file that are only proposed, in its order, and what is wrong with them."""
    found: list[Proposed] = []
    problems: list[Problem] = []
    for part, number, entry in _entries(file):
        status = entry.get(STATUS)
        if status == REJECTED:
            continue
        if status != PROPOSED:
            if status is not None:
                told = f'"{status}" is no status an entry can have.'
                remedy = 'Write "proposed" or "rejected", or leave the line out: an entry without it counts.'
                problems.append(Problem(file.place((part, number, STATUS)), told, remedy, f"{part}.{number}.{STATUS}"))
            continue
        lacks, wrong = incomplete(_form(part), file, (part, number), ignoring=(STATUS,))
        problems += wrong
        found.append(Proposed(part, number, str(entry.get("id") or ""), file.place((part, number)), lacks))
    return tuple(found), tuple(problems)


def without(file: YamlFile, proposed: Iterable[Proposed], kept: Collection[str] = ()) -> YamlFile:
    """The file as it would be without these entries, and without rejected ones; those with an id in ``kept`` stay, and
    are proposed no more."""
    rejected = [(part, number) for part, number, entry in _entries(file) if entry.get(STATUS) == REJECTED]
    paths: list[tuple[str | int, ...]] = [
        *rejected,
        *((each.part, each.number, STATUS) if each.id in kept else (each.part, each.number) for each in proposed),
    ]
    return file.without(paths) if paths else file


def with_issue(file: YamlFile, kept: Collection[str]) -> YamlFile:
    """The file with an issue for those kept that have none yet, so that a draft can print them."""
    root = dict(file.root)
    used = False
    for part in ("agreements", "positions"):
        listed = root.get(part)
        if isinstance(listed, list):
            root[part] = [
                {**entry, "issue": NO_ISSUE} if isinstance(entry, dict) and _without_issue(entry, kept) else entry
                for entry in listed
            ]
            used = used or root[part] != listed
    if not used:
        return file
    issues = root.get("issues")
    root["issues"] = [*(issues if isinstance(issues, list) else []), {"id": NO_ISSUE, "title": NO_ISSUE}]
    return replace(file, root=root)


def _without_issue(entry: Mapping[str, Any], kept: Collection[str]) -> bool:
    return entry.get("id") in kept and not entry.get("issue")


def none_left(file: YamlFile, proposed: Iterable[Proposed]) -> Iterator[Problem]:
    """A problem for each list that a record needs and of which every entry is only proposed."""
    for part in NEEDED:
        ids = [each.id for each in proposed if each.part == part]
        listed = file.root.get(part)
        if ids and isinstance(listed, list) and len(ids) == len(listed):
            remedy = (
                f"Read it, and accept what is right: reportgen accept {file.root.get('id') or 'RECORD'} {' '.join(ids)}"
            )
            yield Problem(
                file.place((part,), key=True), f"All of {part} is only proposed ({', '.join(ids)}).", remedy, part
            )


def notes(name: str, file: YamlFile, proposed: Iterable[Proposed]) -> tuple[Finding, ...]:
    """A note for each list that has entries only proposed: which they are, and what they lack."""
    every = tuple(proposed)
    found = []
    for part in PARTS:
        entries = [each for each in every if each.part == part]
        if not entries:
            continue
        lacking: dict[str, list[str]] = {}
        for each in entries:
            for field in each.lacks:
                lacking.setdefault(field, []).append(each.id)
        listed = ", ".join(each.id or "one without id" for each in entries)
        told = f"{part.replace('_', ' ').capitalize()} only proposed: {listed}."
        told += "".join(f' "{field}" is missing in {", ".join(ids)}.' for field, ids in lacking.items())
        remedy = f"No memo prints them until they are accepted: reportgen accept {name} {part}"
        found.append(RULE.found(entries[0].id, file.place((part,), key=True), told, remedy))
    return tuple(found)


def _entries(file: YamlFile) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    for part in PARTS:
        listed = file.root.get(part)
        for number, entry in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(entry, dict):
                yield part, number, entry


def _form(part: str) -> type[Form]:
    """The form of the entries of a list: ``tuple[Agreement, ...]`` → ``Agreement``."""
    form: type[Form] = get_args(Talks.model_fields[part].annotation)[0]
    return form
