"""A folder of templates as bytes and back: it travels once to each worker, and is there by its digest."""

from __future__ import annotations

import os
import pickle
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from reportgen.errors import InputError, Place, Problem
from reportgen.ledger.digests import of_content
from reportgen.shipped import search_path

LARGEST = 512 * 1024 * 1024
"""Bytes of all its files."""
LEFT_AT_HOME = frozenset({".git"})
"""Folders in it that nothing of a memo is made of."""


class Packed(Struct, frozen=True):
    """A folder's files as bytes, with their ``digest``; ``home`` is where the folder lies here."""

    digest: str
    content: bytes
    home: str


def packed(folder: Path) -> Packed:
    """A folder of templates, ready to travel.

    A link that leads out of it leads to nothing there, and is refused there as here. Raises
    :class:`~reportgen.errors.InputError` when there is no such folder, or it holds what is not for one.
    """
    search_path(folder)
    home = folder.resolve()
    files: dict[str, bytes] = {}
    links: dict[str, str] = {}
    size = 0
    for path in _within(home):
        name, mode = path.relative_to(home).as_posix(), path.lstat().st_mode
        if stat.S_ISLNK(mode):
            links[name] = _leads(path, home)
        elif stat.S_ISREG(mode):
            size += path.stat().st_size
            if size > LARGEST:
                told = f"This folder of templates has more than {LARGEST >> 20} megabytes, too many to be sent."
                raise InputError([Problem(Place(str(folder)), told, "Take out what memos are not made of.")])
            files[name] = path.read_bytes()
    content = pickle.dumps((files, links))
    return Packed(of_content(content), content, str(home))


def unpacked(digest: str, content: bytes, below: Path) -> Path:
    """The folder of that digest in ``below``, made when it is not there; any number of threads may ask at once."""
    folder = below.resolve() / f"reportgen-templates-{digest}"
    if folder.is_dir():
        return folder
    files, links = pickle.loads(content)
    making = Path(tempfile.mkdtemp(prefix="reportgen-templates-", dir=below))
    for name, each in files.items():
        (making / name).parent.mkdir(parents=True, exist_ok=True)
        (making / name).write_bytes(each)
    for name, target in links.items():
        (making / name).parent.mkdir(parents=True, exist_ok=True)
        (making / name).symlink_to(target)
    try:
        making.rename(folder)
    except OSError:  # another thread was first
        shutil.rmtree(making)
    return folder


def _within(folder: Path) -> Iterator[Path]:
    """Every file and link, sorted."""
    for inner, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if each not in LEFT_AT_HOME)
        yield from (Path(inner, each) for each in folders if os.path.islink(os.path.join(inner, each)))
        yield from (Path(inner, each) for each in sorted(files))


def _leads(link: Path, home: Path) -> str:
    """Where a link leads: to a file of the folder, to one that is not there, or out of it."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return ".nothing"
    return os.path.relpath(target, link.parent.resolve()) if target.is_relative_to(home) else os.devnull
