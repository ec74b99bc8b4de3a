"""What was made is kept while the files it was made from are as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from time import time_ns
from typing import Generic, TypeVar

Key = TypeVar("Key")
Made = TypeVar("Made")
Stamp = tuple[int, int, int] | None
"""By which a file is seen to have changed: its time, size and number; none for one that is not there."""


class Kept(Generic[Key, Made]):
    """What was made, by a key."""

    def __init__(self) -> None:
        self._kept: dict[Key, tuple[Made, dict[Path, Stamp]]] = {}

    def __call__(self, key: Key, make: Callable[[], Made], files: Callable[[Made], Iterable[Path]]) -> Made:
        """What is kept, or else what ``make`` makes.

        ``files`` are those it was made from. One that is not there counts too, and is a change once it is; so does a
        folder, which changes with the names in it. What is made while one is saved is not kept: it may be of what was
        there before.
        """
        if key in self._kept:
            made, stamps = self._kept[key]
            if all(_stamp(path) == stamp for path, stamp in stamps.items()):
                return made
        begun = time_ns()
        made = make()
        stamps = {path: _stamp(path) for path in files(made)}
        self._kept.pop(key, None)
        if not any(stamp and stamp[0] >= begun for stamp in stamps.values()):
            self._kept[key] = made, stamps
        return made


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
