"""Files that earlier builds wrote and that no record or audience stands for any more, and their removal.

A file is left over when its record is gone or its audience is; and one that a build of a project wrote in which
nothing was named, when such a build of the same project no longer writes it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct

from reportgen.ledger.digests import of_file
from reportgen.ledger.entry import Entry, Owned
from reportgen.ledger.ledger import Ledger, without


class Asked(Struct, frozen=True):
    """What this build was to write. ``project`` is whose records and audiences these are, when none was named."""

    records: Mapping[str, Collection[str] | None]
    """By the name of the record in the ledger the files that it has now; None for one that could not be built."""
    templates: str
    audiences: Collection[str]
    """All that there are in those templates; none when that was not looked up."""
    project: str


class LeftOver(Struct, frozen=True):
    """One file: of which record, and whether it is as it was written."""

    path: Path
    key: str
    intact: bool


def left_over(ledger: Ledger, asked: Asked) -> list[LeftOver]:
    """Every file that is left over, by its name; those that are not there any more are forgotten."""
    found: list[LeftOver] = []
    for key, entry in ledger.entries().items():
        names = [name for name, file in entry["files"].items() if _is_left(ledger, asked, key, name, file)]
        gone = [name for name in names if not os.path.lexists(ledger.folder / name)]
        if gone:
            ledger.enter(key, without(entry, gone))
        left = (name for name in names if name not in gone)
        found += [LeftOver(ledger.folder / name, key, _is_intact(ledger.folder, name, entry)) for name in left]
    return sorted(found, key=lambda each: each.path)


def prune(ledger: Ledger, found: Collection[LeftOver]) -> list[Path]:
    """Remove those that are as they were written, and forget them. Raises ``OSError``."""
    removed = []
    for each in found:
        entry = ledger.entries().get(each.key)
        if each.intact and entry and _is_intact(ledger.folder, each.path.name, entry):
            each.path.unlink()
            ledger.enter(each.key, without(entry, [each.path.name]))
            removed.append(each.path)
    return removed


def _is_left(ledger: Ledger, asked: Asked, key: str, name: str, file: Owned) -> bool:
    if ledger.is_gone(key):
        return True
    now = asked.records.get(key, ())
    if now is None or name in now:
        return False
    if asked.project and asked.project == file["project"]:
        return True
    known = bool(asked.audiences) and file["templates"] == asked.templates and key in asked.records
    return known and file["audience"] not in asked.audiences


def _is_intact(folder: Path, name: str, entry: Entry) -> bool:
    """Whether it is an ordinary file in that very folder, with the bytes that were written."""
    path = folder / name
    try:
        ordinary = Path(name).name == name and stat.S_ISREG(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False
    return ordinary and of_file(path) == entry["files"][name]["sha256"]
