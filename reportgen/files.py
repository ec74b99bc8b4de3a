"""Files written whole or not at all: a temporary file in the same folder, then one rename each."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from reportgen.errors import WriteError

LONGEST_NAME = 40
"""Of the name inside a temporary file's name: with its own prefix and suffix it must stay below 255 bytes."""


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file, or none: all are complete on disk before the first takes its place.

    Raises :class:`WriteError` naming the file and the cause; what was there before stays.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            _folder(path.parent)
            _name_is_free(path)
            waiting[path] = _temporary(path, content)
        for path, temporary in waiting.items():
            _replace(temporary, path)
    finally:
        for temporary in waiting.values():
            with suppress(OSError):
                temporary.unlink()


def _folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise WriteError(f"{folder} is a file; memos are written into a folder. Name another with --out.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder}: the folder cannot be made: {_cause(error)}.") from None


def write_private(path: Path, content: bytes) -> None:
    """Write one file that nobody else may read, whole or not at all. Raises ``OSError``."""
    temporary = _complete(path, content)
    try:
        os.replace(temporary, path)
    except OSError:
        temporary.unlink()
        raise


def _complete(path: Path, content: bytes) -> Path:
    """A temporary file beside ``path``, complete on disk, readable by its owner alone. Raises ``OSError``."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:LONGEST_NAME]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise
    return Path(name)


def _temporary(path: Path, content: bytes) -> Path:
    try:
        temporary = _complete(path, content)
        os.chmod(temporary, 0o666 & ~_umask())
        return temporary
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {_cause(error)}. Nothing was changed.") from None


def _name_is_free(path: Path) -> None:
    """Refuse, before anything is replaced, a name that a file cannot take."""
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISDIR(mode):
            raise WriteError(f"{path} is a folder, and a file is to have that name. Move it away.")
        if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
            raise WriteError(f"{path} is no ordinary file, and is not written over.")
    except FileNotFoundError:
        pass
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {_cause(error)}.") from None


def _replace(temporary: Path, path: Path) -> None:
    try:
        os.replace(temporary, path)
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {_cause(error)}. Is it open in another program?") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cause(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
