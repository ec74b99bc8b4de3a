"""What one record's memos are made of, each by a name for people → the digest of its content."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from reportgen.ledger.digests import ABSENT, digest, of_file
from reportgen.ledger.entry import Run
from reportgen.recordfile import SIGNOFF_FILE

SOURCE = "source document "
"""Before what stands for the name of one."""
MOST_FILES = 2000
"""In a folder of templates; in a larger one nobody looks at each file to see that none has changed."""
LARGEST = 64 * 1024 * 1024
"""Bytes of one of them; a font of every Chinese character has 20 million."""


def of_record(record: Path) -> dict[str, str]:
    """The record's file and its signatures."""
    return {name: of_file(record.parent / name) for name in (record.name, SIGNOFF_FILE)}


def of_sources(sources: Mapping[str, str]) -> dict[str, str]:
    """Digests of source documents by name, as a ledger has them: without the name, which not everybody may know."""
    return {f"{SOURCE}{digest([os.path.normpath(name).encode()])}": each for name, each in sources.items()}


def now(run: Run, record: Path) -> dict[str, str]:
    """What a run was made of, as it is now: a source document is the file in the record's folder with that name."""
    sources = [name for name in run["inputs"] if name.startswith(SOURCE)]
    there = called(record) if sources else {}
    found = {name: of_file(record.parent / there[name]) if name in there else ABSENT for name in sources}
    return {**{name: of_file(record.parent / name) for name in run["inputs"] if name not in found}, **found}


def called(record: Path) -> dict[str, str]:
    """The names of the files in a record's folder, by what stands for them."""
    names = [path.relative_to(record.parent).as_posix() for path in islice(_files(record.parent), MOST_FILES)]
    return dict(zip(of_sources(dict.fromkeys(names, "")), names, strict=True))


def of_folder(folder: Path) -> dict[str, str] | None:
    """Every file of a desk's own folder of templates by its path; nothing where there is too much to look at."""
    paths = list(islice(_files(folder), MOST_FILES + 1))
    try:
        if len(paths) > MOST_FILES or any(path.is_file() and path.stat().st_size > LARGEST for path in paths):
            return None
    except OSError:
        return None
    return {path.as_posix(): _link(path) or of_file(path) for path in paths}


def _files(folder: Path) -> Iterator[Path]:
    for inner, folders, names in os.walk(folder):
        folders.sort()
        linked = [name for name in folders if (Path(inner) / name).is_symlink()]
        yield from (Path(inner) / name for name in sorted([*names, *linked]))


def _link(path: Path) -> str:
    """Where a link to a folder leads, as a digest."""
    return digest([os.fsencode(os.readlink(path))]) if path.is_dir() else ""


def current(run: Run, asked: Mapping[str, object], shared: str, record: Path, folder: Path) -> bool:
    """Whether the same is asked as in that run, of the same, and every file it wrote is as it was written."""
    return (
        run["asked"] == asked
        and run["shared"] == shared
        and now(run, record) == run["inputs"]
        and all(was != ABSENT and of_file(folder / name) == was for name, was in run["files"].items())
    )
