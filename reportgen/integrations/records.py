"""The records of a site, and which of them a document means by a path or the name of its folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from glob import has_magic
from pathlib import Path, PurePath

from reportgen.errors import ReportgenError
from reportgen.recordfile import RECORD_FILE, record_path

EVERYWHERE = "**"
"""Every record in or below the folder of the site."""


class Records:
    """The records of a site: ``patterns`` are paths from its ``root`` (a talks.yaml, its folder, or with * or **).

    What ``left_out`` says is not looked at where a pattern finds it: the site's own output, say.
    """

    def __init__(
        self, root: Path, patterns: Sequence[str] = (EVERYWHERE,), left_out: Callable[[Path], bool] = lambda path: False
    ) -> None:
        self._root, self._patterns, self._left_out = root, tuple(patterns), left_out
        self._files: tuple[Path, ...] | None = None

    def files(self) -> tuple[Path, ...]:
        """Every record's file, each once, in the order of the patterns, then by name; looked for once.

        Raises :class:`ReportgenError` for a pattern that finds none, unless it is the one for everywhere.
        """
        if self._files is None:
            found: dict[Path, None] = {}
            for pattern in self._patterns:
                paths = sorted(set(self._matching(pattern)))
                if not paths and pattern != EVERYWHERE:
                    remedy = f"Name a {RECORD_FILE}, its folder, or a pattern: ../talks/*"
                    raise ReportgenError(f'There is no record at "{pattern}", seen from {shown(self._root)}. {remedy}')
                found |= dict.fromkeys(paths)
            self._files = tuple(found)
        return self._files

    def forget(self) -> None:
        """Look for them anew, since a site that is served is made more than once."""
        self._files = None

    def at(self, name: str, document: Path) -> Path:
        """The file that a path in ``document`` leads to, there or not.

        A path is seen from the document's folder, or with a slash before it from the top of the site.
        """
        seen = self._root / name.lstrip("/") if name.startswith("/") else document.parent / name
        return Path(os.path.normpath(record_path(seen)))

    def called(self, name: str) -> Path | None:
        """The record in a folder of that name, if there is one.

        Raises :class:`ReportgenError` when there are several.
        """
        found = [path for path in self.files() if path.parent.name == name]
        if len(found) > 1:
            listed = ", ".join(shown(path) for path in found)
            raise ReportgenError(f'Several records are called "{name}": {listed}. Name one by its path.')
        return found[0] if found else None

    def _matching(self, pattern: str) -> Iterator[Path]:
        if pattern == EVERYWHERE:
            yield from self._below()
        elif not has_magic(pattern):
            path = Path(os.path.normpath(self._root / os.path.expanduser(pattern)))
            yield from (each for each in (path, path / RECORD_FILE) if each.is_file())
        else:
            yield from self._globbed(pattern)

    def _below(self) -> Iterator[Path]:
        """What hides itself, as environments and version control do, is no part of a site."""
        for folder, folders, files in os.walk(self._root):
            here = Path(folder)
            folders[:] = [name for name in folders if not name.startswith(".") and not self._left_out(here / name)]
            if RECORD_FILE in files:
                yield here / RECORD_FILE

    def _globbed(self, pattern: str) -> Iterator[Path]:
        """A glob cannot climb, and "../talks/*" is how a site beside its records names them: it begins below that."""
        steps = PurePath(pattern).parts
        fixed = next(at for at, step in enumerate(steps) if has_magic(step))
        start = Path(os.path.normpath(self._root.joinpath(*steps[:fixed])))
        for each in start.glob("/".join(steps[fixed:])):
            file = record_path(each)
            if file.name == RECORD_FILE and file.is_file() and not self._left_out(file):
                yield file


def shown(path: Path) -> str:
    """A path as a person at the terminal would type it."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # on another drive
        return str(path)
    return str(path) if near.startswith(os.pardir) else near
