"""Proposals become entries: what a person accepts counts from then on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reportgen.drafting.editing import Change, changed, filled, without_status
from reportgen.drafting.opened import listed, name_of, open_proposals, write
from reportgen.drafting.writing import PARTS_IN_ORDER
from reportgen.errors import ReportgenError, did_you_mean
from reportgen.proposed import Proposed
from reportgen.yamlfile import YamlFile


class Accepted(Struct, frozen=True):
    """What came of accepting: the ids accepted, those that lack fields, and those they refer to that are proposed."""

    record: str
    accepted: tuple[str, ...]
    lacking: tuple[Proposed, ...] = ()
    leaning: tuple[str, ...] = ()


def accept(path: str | Path, wanted: Sequence[str], *, every: bool = False, issue: str = "") -> Accepted:
    """Take ``status: proposed`` off entries: those named by id or by list ("parties"), or ``every`` one that lacks
    nothing. ``issue`` is given to those that have none.

    Raises :class:`~reportgen.errors.ReportgenError` for a name that is none, and writes nothing then.
    """
    file, proposed = open_proposals(path)
    issues = [str(each.get("id")) for each in listed(file, "issues")]
    if issue and issue not in issues:
        raise ReportgenError(f'There is no issue "{issue}" in {file.name}. {did_you_mean(issue, issues)}')
    chosen = _chosen(file, proposed, wanted, every=every)
    changes: list[Change] = []
    accepted: list[Proposed] = []
    lacking: list[Proposed] = []
    for each in chosen:
        given = filled(file, each.part, each.number, "issue", issue) if issue else None
        left = tuple(name for name in each.lacks if not (name == "issue" and given))
        if left:
            lacking.append(replace(each, lacks=left))
            continue
        accepted.append(each)
        changes += [without_status(file, each.part, each.number), *([given] if given else [])]
    if changes:
        write(file, changed(file.text, changes), path)
    still = {each.id for each in proposed} - {each.id for each in accepted}
    leaning = dict.fromkeys(name for each in accepted for name in _named_in(_entry(file, each)) if name in still)
    return Accepted(name_of(file, path), tuple(each.id for each in accepted), tuple(lacking), tuple(leaning))


def _chosen(file: YamlFile, proposed: Sequence[Proposed], wanted: Sequence[str], *, every: bool) -> list[Proposed]:
    if every:
        return [each for each in proposed if each.complete or not wanted]
    known = {each.id: each for each in proposed if each.id}
    parts = {each.part for each in proposed}
    chosen: dict[tuple[str, int], Proposed] = {}
    for name in wanted:
        if name in known:
            chosen[known[name].part, known[name].number] = known[name]
        elif name in parts:
            chosen |= {(each.part, each.number): each for each in proposed if each.part == name}
        else:
            raise ReportgenError(_no_such(file, name, [*known, *parts]))
    return list(chosen.values())


def _no_such(file: YamlFile, name: str, options: Sequence[str]) -> str:
    entries = (entry for part in PARTS_IN_ORDER for entry in listed(file, part))
    if any(entry.get("id") == name for entry in entries):
        return f"{name} is not proposed: it counts already."
    if not options:
        return f'{file.name} has no entry "{name}" that is proposed; nothing in it is.'
    return f'{file.name} has no entry "{name}" that is proposed. {did_you_mean(name, options)}'


def _named_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (name for key, each in value.items() if key != "evidence" for name in _named_in(each))
    elif isinstance(value, Iterable):
        yield from (name for each in value for name in _named_in(each))


def _entry(file: YamlFile, proposed: Proposed) -> Mapping[str, Any]:
    return {key: value for key, value in listed(file, proposed.part)[proposed.number].items() if key != "id"}
