"""A folder of templates as it comes from anybody: nothing in it may lead out of it, or be no ordinary file.

Looked at once, before the first of its files is read: a pipe would be waited for, a device read without
end, and a link would bring a file of the user's into a memo.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from reportgen.errors import InputError, Place, Problem

PARTS = ("audiences", "cues", "labels", "sections")
"""Its folders; others are read only by what names them."""

SUFFIXES = frozenset({".yaml", ".yml", ".j2", ".css", ".po", ".pot", ".toml"})
MOST_FILES = 500
LARGEST = 4 * 1024 * 1024
"""Bytes of a file that is text."""


def examine(folder: Path) -> None:
    """Raises :class:`~reportgen.errors.InputError` with every file that is not for a folder of templates."""
    problems = []
    for number, path in enumerate(_files(folder)):
        if number == MOST_FILES:
            problems.append(Problem(Place(str(folder)), f"This folder of templates has more than {MOST_FILES} files."))
            break
        if fault := refusal(folder, path, LARGEST):
            problems.append(Problem(Place(str(path)), *fault))
    if problems:
        raise InputError(problems[:20])


def refusal(folder: Path, path: Path, largest: int) -> tuple[str, str] | None:
    """Why a file of ``folder`` may not be read and what would do, or None when it may."""
    try:
        inside = path.resolve(strict=True).is_relative_to(folder.resolve())
        found = path.stat()
    except (OSError, RuntimeError, ValueError):  # no such file, links in a circle, a null character
        return "This leads to no file.", "Take it out, or put the file there."
    if not inside:
        return "This leads out of the folder of templates.", "Put a copy of the file into it."
    if not stat.S_ISREG(found.st_mode):
        return "This is no ordinary file.", "Take it out."
    if found.st_size > largest:
        return f"This has more than {largest // 1024 // 1024} megabytes.", "Take it out."
    return None


def _files(folder: Path) -> Iterator[Path]:
    """What may be read of it without being named: files by their ending, and all in its parts."""
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries)
    for name in names:
        path = folder / name
        if name in PARTS and path.is_dir() and not path.is_symlink():
            for inner, _, files in os.walk(path):
                yield from (Path(inner) / each for each in sorted(files))
        elif name in PARTS or Path(name).suffix.lower() in SUFFIXES:
            yield path
