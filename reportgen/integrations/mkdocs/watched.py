"""The folders that ``mkdocs serve`` looks at for us, beside its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from reportgen.shipped import templates


class Watched:
    """Folders, and not files: what is saved by a rename, or is not there yet, is seen too."""

    def __init__(self, server: LiveReloadServer) -> None:
        self._server = server
        self._folders: dict[Path, bool] = {}

    def follow(self, files: Iterable[Path], own: Path | None, *, more: bool = False) -> None:
        """Look at where these files are, and at all of one's ``own`` templates; at nothing else, unless as ``more``.

        The program's own templates change with the program only.
        """
        shipped = templates().resolve()
        folders = {path.resolve().parent: False for path in files if not path.resolve().is_relative_to(shipped)}
        folders |= {own.resolve(): True} if own else {}
        for folder in [each for each in self._folders if each not in folders and not more]:
            self._server.unwatch(str(folder))
            del self._folders[folder]
        for folder, below in folders.items():
            if folder not in self._folders and folder.is_dir():
                self._server.watch(str(folder), recursive=below)
                self._folders[folder] = below
