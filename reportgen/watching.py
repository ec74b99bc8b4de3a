"""Whether anything under a folder was saved, in place or by a rename over it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

POLL = 0.3
"""Seconds between two looks; looking works where no system tells of changes, network drives among them."""

Snapshot = tuple[tuple[str, int, int, int], ...]


def snapshot(paths: Iterable[Path]) -> Snapshot:
    """The name, time, size and number of every file at or under ``paths``, in an order of its own.

    Hidden files and folders do not count: editors keep their copies there. What goes away meanwhile is left out.
    """
    seen = {}
    for path in paths:
        for file in _files(path):
            try:
                found = file.stat()
            except OSError:
                continue  # between an atomic save's two names
            seen[str(file)] = (found.st_mtime_ns, found.st_size, found.st_ino)
    return tuple((name, *seen[name]) for name in sorted(seen))


def _files(path: Path) -> Iterable[Path]:
    if not path.is_dir():
        yield path
    for folder, inside, names in os.walk(path):
        inside[:] = [name for name in inside if not name.startswith((".", "__"))]
        yield from (Path(folder, name) for name in names if not name.startswith("."))
