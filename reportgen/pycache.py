"""What was worked out of files that are shipped, kept for the next run as Python keeps its modules.

It lies in ``__pycache__``, beside this module, where that can be written, and with the same switches
(``PYTHONDONTWRITEBYTECODE``, ``PYTHONPYCACHEPREFIX``; of ``-B`` nothing is known here). A file of it may be deleted or
damaged at any time; what was made of something else is made again.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

from reportgen.errors import WriteError

_DIGEST = 32
Value = TypeVar("Value")


def kept(name: str) -> Path:
    """The file in which something of this name is kept."""
    return Path(cache_from_source(str(Path(__file__).with_name(f"{name}.py")))).with_suffix(".kept")


def read(file: Path, made_of: bytes) -> Any:
    """What is kept there, if it is as it was written, and made of the same: a digest. Nothing otherwise."""
    if not made_of:
        return None
    with suppress(OSError, ValueError, EOFError, TypeError):
        content = file.read_bytes()
        before, written, value = content[:_DIGEST], content[_DIGEST : 2 * _DIGEST], content[2 * _DIGEST :]
        if before == made_of and written == sha256(value).digest():
            return marshal.loads(value)
    return None


def write(file: Path, made_of: bytes, value: Any) -> None:
    """Keep a value, of the types that Python's own modules consist of; where it cannot be kept, nothing is said."""
    if not made_of or os.environ.get("PYTHONDONTWRITEBYTECODE"):
        return
    from reportgen.files import write_all

    said = marshal.dumps(value)
    with suppress(WriteError):
        write_all({file: made_of + sha256(said).digest() + said})


def once(name: str, files: Iterable[str | Path], make: Callable[[], Value]) -> Value:
    """What ``make`` gives, or gave in an earlier run of the same files: a table, and the modules that read it."""
    file, digest = kept(name), made_of(*files)
    value: Value | None = read(file, digest)
    if value is None:
        value = make()
        write(file, digest, value)
    return value


def made_of(*files: str | Path) -> bytes:
    """The digest of what something was made of: a table, and the modules that read it.

    Empty where one of them cannot be read, as in a program packed without its modules: then nothing is kept.
    """
    with suppress(OSError):
        return sha256(b"".join(sha256(Path(each).read_bytes()).digest() for each in files)).digest()
    return b""
