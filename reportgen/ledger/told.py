"""Which input changed since a run, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from pathlib import Path

from msgspec import Struct

from reportgen.ledger.digests import ABSENT, of_file
from reportgen.ledger.entry import Option, Run
from reportgen.ledger.inputs import SOURCE, called, now

SHOWN = 40
"""Characters of a value; a digest has more, and tells nobody anything."""


class Kind(Enum):
    """What a change is one of."""

    ASKED = auto()
    OF_RECORD = auto()
    SHARED = auto()


class Change(Struct, frozen=True):
    """What is otherwise than in a run: its name, and what became of it."""

    kind: Kind
    name: str
    became: str
    is_new: bool = False

    def __str__(self) -> str:
        return f"{self.name}{self.became}"


def why(
    run: Run, asked: Mapping[str, Option], record: Path, was: Mapping[str, str], shared: Mapping[str, str]
) -> Iterator[Change]:
    """What is asked otherwise than in ``run``, and which inputs are others now.

    ``was`` is what it shared with other records, and ``shared`` the same as it is now.
    """
    for name in dict.fromkeys([*run["asked"], *asked]):
        before, after = run["asked"].get(name), asked.get(name)
        if before != after:
            yield Change(Kind.ASKED, name, f": {_value(before)} → {_value(after)}")
    names = called(record)
    own = [{names.get(name, name): each for name, each in every.items()} for every in (run["inputs"], now(run, record))]
    yield from _inputs(Kind.OF_RECORD, *own)
    yield from _inputs(Kind.SHARED, was, shared)


def _inputs(kind: Kind, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys([*was, *now]):
        before, after = was.get(name, ABSENT), now.get(name, ABSENT)
        if before == after:
            continue
        shown = SOURCE.strip() if name.startswith(SOURCE) else name
        if not before or not after:
            yield Change(kind, shown, " is new" if not before else " is gone", is_new=not before)
        elif len(before) > SHOWN or len(after) > SHOWN:
            yield Change(kind, shown, " changed")
        else:
            yield Change(kind, shown, f": {before} → {after}")


def lost(run: Run, folder: Path) -> Iterator[tuple[str, str]]:
    """Which of the files that a run wrote are not as it wrote them, and what became of each."""
    for name, was in run["files"].items():
        if (found := of_file(folder / name)) != was:
            yield name, "was altered" if found else "is missing"


def nearest(runs: list[Run], asked: Mapping[str, Option]) -> Run | None:
    """The latest run that asked the same, or else the latest of all."""
    return next((run for run in runs if run["asked"] == asked), runs[0] if runs else None)


def _value(value: Option) -> str:
    match value:
        case None | "" | []:
            return "not said"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(value)
        case _:
            return value
