"""Contents and parts → digests (SHA-256, as hexadecimal text)."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from hashlib import file_digest, sha256
from pathlib import Path

ABSENT = ""
"""In place of the digest of a file that is not there or cannot be read."""
LARGEST = 1 << 30
"""Bytes; nothing that the program reads or writes may be as large, and a stranger's file would be read for minutes."""


def digest(parts: Iterable[bytes]) -> str:
    """The digest of parts, in which a part cannot pass for the end of the one before it."""
    whole = sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def of_content(content: bytes) -> str:
    """The digest of a file's content, as :func:`of_file` gives it."""
    return sha256(content).hexdigest()


def of_file(path: str | Path) -> str:
    """The digest of the content of an ordinary file, or of what a link to one leads to; else :data:`ABSENT`.

    So is that of a file larger than :data:`LARGEST`.
    """
    try:
        told = os.stat(path)
        if not stat.S_ISREG(told.st_mode) or told.st_size > LARGEST:
            return ABSENT
        with open(path, "rb", buffering=0) as file:
            return file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):  # a null character in a name
        return ABSENT


def of_folder(folder: Path) -> str:
    """One digest of all files below a folder, as :func:`of_files` gives it, but of what Python keeps of its modules."""
    start, found = len(os.path.join(folder, "")), {}
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for file in (os.path.join(path, name) for name in names):
            found[file[start:].replace(os.sep, "/")] = of_file(file)
    return _of_named(found)


def of_files(files: Iterable[Path], below: Path) -> str:
    """One digest of files, by their names seen from ``below`` and their contents."""
    return _of_named({file.relative_to(below).as_posix(): of_file(file) for file in files})


def _of_named(files: Mapping[str, str]) -> str:
    return digest(part.encode(errors="surrogateescape") for pair in sorted(files.items()) for part in pair)
