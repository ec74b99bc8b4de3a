"""What the Python of a child may still do: read what it is given, write into its own folder, nothing else.

A second line of defence. The first is that templates reach no Python at all; should one find a way out
of that, it finds no network, no other program and no file of the user's here. What C code does is not seen.
"""

from __future__ import annotations

import mimetypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

CLOSED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.kill", "os.killpg", "pty.", "ftplib.", "http.", "imaplib.", "poplib.", "smtplib.", "telnetlib.",
    "webbrowser.", "winreg.", "sqlite3.", "syslog.",
)  # fmt: skip
WRITING = (
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "os.utime", "os.setxattr", "os.removexattr", "shutil.",
)  # fmt: skip
LISTING = ("os.listdir", "os.scandir")
PACKAGE = Path(__file__).parent.parent
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Fence:
    """Set up once for a process, for good. ``crossed`` tells what was tried and refused since it was last asked."""

    def __init__(self, reads: Iterable[Path], own: Path) -> None:
        # Not all of sys.path: where the program is run from a checkout, that lies in it as a whole.
        installed = [path for path in sys.path if "site-packages" in path or "dist-packages" in path]
        roots = [sys.prefix, sys.base_prefix, sys.exec_prefix, *installed, *map(str, (PACKAGE, *reads, own))]
        self._reads = tuple(os.path.realpath(root) for root in roots)
        self._listed = {os.path.realpath(path) for path in sys.path}
        self._files = {os.path.realpath(name) for name in (*mimetypes.knownfiles, os.devnull, "/dev/urandom")}
        self._own = os.path.realpath(own)
        self._crossed: list[str] = []
        sys.addaudithook(self._look)

    def crossed(self) -> tuple[str, ...]:
        """What was refused since this was last asked."""
        told, self._crossed = tuple(self._crossed), []
        return told

    def _look(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            writes = isinstance(flags, int) and bool(flags & _WRITES)
            self._allow(path, writes, "write to" if writes else "read")
        elif event.startswith(LISTING):
            folder = arguments[0]
            if not isinstance(folder, str) or os.path.realpath(folder) not in self._listed:
                self._allow(folder, False, "look into")
        elif event.startswith(WRITING):
            for path in arguments[event == "os.symlink" :]:  # where a link leads to is not changed
                if isinstance(path, str | bytes | os.PathLike):
                    self._allow(path, True, "change")
        elif event.startswith(CLOSED):
            self._refuse(f"use {event}")

    def _allow(self, path: object, writes: bool, verb: str) -> None:
        if not isinstance(path, str | bytes | os.PathLike):  # an open file, or the folder one stands in
            return
        file = os.path.realpath(os.fsdecode(path))
        roots = (self._own,) if writes else self._reads
        if file in self._files or any(file == root or file.startswith(root + os.sep) for root in roots):
            return
        self._refuse(f"{verb} {file}")

    def _refuse(self, what: str) -> None:
        self._crossed.append(what)
        raise PermissionError(f"a child may not {what}")
