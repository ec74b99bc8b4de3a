"""Which input changed since a run, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen.ledger.digests import ABSENT, of_file
from reportgen.ledger.entry import Option, Run
from reportgen.ledger.inputs import SOURCE

SHOWN = 40
"""Characters of a value; a digest has more, and tells nobody anything."""


def changes(run: Run, asked: Mapping[str, Option], was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """What is asked otherwise than in ``run``, and which of its inputs, ``was``, are others ``now``."""
    for name in dict.fromkeys([*run["asked"], *asked]):
        before, after = run["asked"].get(name), asked.get(name)
        if before != after:
            yield f"{name}: {_value(before)} → {_value(after)}"
    for name in dict.fromkeys([*was, *now]):
        before, after = was.get(name, ABSENT), now.get(name, ABSENT)
        if before == after:
            continue
        if name.startswith(SOURCE):
            name = SOURCE.strip()
        if not before or not after:
            yield f"{name} {'is new' if not before else 'is gone'}"
        elif len(before) > SHOWN or len(after) > SHOWN:
            yield f"{name} changed"
        else:
            yield f"{name}: {before} → {after}"


def lost(run: Run, folder: Path) -> Iterator[str]:
    """Which of the files that a run wrote are not as it wrote them."""
    for name, was in run["files"].items():
        if (now := of_file(folder / name)) != was:
            yield f"{folder / name} {'was altered' if now else 'is missing'}"


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
