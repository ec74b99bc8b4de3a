"""Files written whole or not at all: a temporary file in the same folder, then one rename each.

Each file is complete on disk (fsync) before it takes its place, and the folder is told to disk after that. What a
killed program left is removed by the next that writes there, unless another one is writing: whoever writes holds a
shared lock on the folder (flock(2)).
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from reportgen.errors import WriteError

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None  # type: ignore[assignment]

BEGINS, ENDS = ".", ".reportgen-part"
"""How the name of a temporary file begins and ends."""
LONGEST_NAME = 40
"""Of the name inside a temporary file's name: with its own prefix and suffix it must stay below 255 bytes."""


def write_all(files: Mapping[Path, bytes]) -> list[Path]:
    """Write every file, or none: all are complete on disk before the first takes its place.

    One that is there already, byte for byte, is left alone. Returns those that were written.
    Raises :class:`WriteError` naming the file and the cause; what was there before stays.
    """
    waiting: dict[Path, Path] = {}
    with ExitStack() as locks:
        for folder in {path.parent: None for path in files}:
            _folder(folder)
            locks.enter_context(_writing(folder))
        try:
            for path, content in files.items():
                _name_is_free(path)
                if not _is_there(path, content):
                    waiting[path] = _temporary(path, content)
            for number, (path, temporary) in enumerate(waiting.items()):
                _replace(temporary, path, number)
            return list(waiting)
        finally:
            for temporary in waiting.values():
                with suppress(OSError):
                    temporary.unlink()


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed program left in a folder; none while another one writes there."""
    if folder.is_dir():
        with _writing(folder):
            pass


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """While files are written into a folder; before, it is swept, and after, it is on disk as it is."""
    try:
        opened = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folder; and one that may not be read may still be written to
        yield
        return
    try:
        if _locked(opened, alone=True):
            for left in folder.glob(f"{BEGINS}*{ENDS}"):
                with suppress(OSError):
                    left.unlink()
        _locked(opened, alone=False)
        yield
        with suppress(OSError):  # not every file system can
            os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While nobody else writes into a folder who asks the same; without that, where the system knows no such locks."""
    with ExitStack() as left:
        with suppress(OSError):
            opened = os.open(folder, os.O_RDONLY)
            left.callback(os.close, opened)
            if fcntl is not None:
                fcntl.flock(opened, fcntl.LOCK_EX)
        yield


def _locked(opened: int, *, alone: bool) -> bool:
    """Lock an open folder, ``alone`` only if that needs no waiting; whether that could be done."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
    except OSError:  # another one is writing, or the file system knows no locks
        return False
    return True


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


def _complete(path: Path, content: bytes, mode: int = 0o600) -> Path:
    """A temporary file beside ``path``, whole on disk; its owner alone may read it by default. Raises ``OSError``."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{BEGINS}{path.name[:LONGEST_NAME]}.", suffix=ENDS)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
    except BaseException:  # Ctrl-C too
        with suppress(OSError):
            os.unlink(name)
        raise
    return Path(name)


def _temporary(path: Path, content: bytes) -> Path:
    try:
        return _complete(path, content, 0o666 & ~umask())
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


def _is_there(path: Path, content: bytes) -> bool:
    """Whether an ordinary file, and no link to one, has this content."""
    try:
        found = os.lstat(path)
        return stat.S_ISREG(found.st_mode) and found.st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _replace(temporary: Path, path: Path, before: int) -> None:
    try:
        os.replace(temporary, path)
    except OSError as error:
        told = (
            f"{before} other{'s' * (before > 1)} had been replaced: build again." if before else "Nothing was changed."
        )
        raise WriteError(f"{path} cannot be written: {_cause(error)}. Is it open in another program? {told}") from None


def umask() -> int:
    """The permission bits that new files and folders of this process go without."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cause(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
