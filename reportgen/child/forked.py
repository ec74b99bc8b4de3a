"""Children from a fork server: each is there in milliseconds, with all imported. On Linux; elsewhere there is none.

A process has one server, started when it is first needed and gone with the process. Windows cannot fork, and
macOS cannot safely once its own libraries are loaded; there :mod:`.spawned` starts each child anew.
"""

from __future__ import annotations

import atexit
import itertools
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress

from reportgen.memory import NO_PLUGINS

OWN = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME")
"""Of the environment what names a child's own folder."""
KEPT = ("PATH", "LANG", "LANGUAGE", "TZ", "SYSTEMROOT", "WINDIR", "PATHEXT", "LD_LIBRARY_PATH", "SOURCE_DATE_EPOCH",
        "WEASYPRINT_DLL_DIRECTORIES", "PYTHONHASHSEED", "PYTHONHOME", "PYTHONPYCACHEPREFIX", "VIRTUAL_ENV")  # fmt: skip
"""Of the environment, with what begins with ``LC_`` or ``DYLD_``; the rest may hold passwords."""
BEGIN = "import sys; sys.path[:] = sys.argv[1:-1]; from reportgen.child.server import main; main()"
AVAILABLE = sys.platform == "linux"
END = 5
"""Seconds a server may take to tell that a child it killed has ended."""


class Forked:
    """A child that a server forked: two streams, and how it ended."""

    def __init__(self, server: ForkServer, modules: Sequence[str], serves: bool) -> None:
        self.folder = tempfile.mkdtemp(prefix="reportgen-child-")
        self._server = server
        jobs, to_jobs = os.pipe()
        from_answers, answers = os.pipe()
        self._status, status = os.pipe()
        self.jobs = os.fdopen(to_jobs, "wb")
        self.answers = os.fdopen(from_answers, "rb")
        try:
            self._number = server.start(self.folder, modules, serves, [jobs, answers, status])
        except OSError:
            self._close()
            raise
        finally:
            for end in (jobs, answers, status):
                os.close(end)

    def wait(self, seconds: float) -> int | None:
        """Its exit code, below 0 for a signal; nothing when it goes on."""
        if not select.select([self._status], [], [], seconds)[0]:
            return None
        code = os.read(self._status, 16)
        return int(code) if code else -9  # the server is gone, and its children with it

    def end(self) -> None:
        """Kill it and all it started, and remove its folder."""
        with suppress(OSError):
            self._server.kill(self._number)
            self.wait(END)
        self._close()

    def _close(self) -> None:
        for stream in (self.jobs, self.answers):
            with suppress(OSError):
                stream.close()
        os.close(self._status)
        shutil.rmtree(self.folder, ignore_errors=True)


class ForkServer:
    """The way to a server; any thread may use it."""

    def __init__(self, way: socket.socket) -> None:
        self._way = way
        self._numbers = itertools.count(1)

    def start(self, folder: str, modules: Sequence[str], serves: bool, pipes: Sequence[int]) -> int:
        """Have a child started; the number it has here. Raises ``OSError`` when the server is gone."""
        number = next(self._numbers)
        order = {"start": number, "folder": folder, "modules": list(modules), "serves": serves}
        socket.send_fds(self._way, [json.dumps(order).encode()], pipes)
        return number

    def preload(self, modules: Sequence[str]) -> None:
        """Have modules imported before the first child needs them."""
        with suppress(OSError):
            self._way.send(json.dumps({"modules": list(modules)}).encode())

    def kill(self, number: int) -> None:
        """Have a child killed."""
        self._way.send(json.dumps({"kill": number}).encode())

    def close(self) -> None:
        """Let it go, and all its children."""
        self._way.close()


_lock = threading.Lock()
_current: dict[int, ForkServer] = {}
"""The server of this process, by the number of the process: a copy of it is none of its children's."""


def fork_server() -> ForkServer | None:
    """The server of this process, started when there is none; nothing where there can be none."""
    if not AVAILABLE:
        return None
    with _lock:
        if os.getpid() not in _current:
            _current.clear()
            _current[os.getpid()] = _begin()
        return _current[os.getpid()]


def start(modules: Sequence[str], serves: bool = False) -> Forked | None:
    """A new child; with ``serves`` it may order children of its own. Nothing where there are none."""
    server = fork_server()
    if server is None:
        return None
    try:
        return Forked(server, modules, serves)
    except OSError:  # the server was killed: another one
        with _lock:
            if _current.get(os.getpid()) is server:
                _current.clear()
        again = fork_server()
        return Forked(again, modules, serves) if again else None


def inherit(way: socket.socket) -> None:
    """Be a child that orders its own."""
    _current.clear()
    _current[os.getpid()] = ForkServer(way)


def environment(folder: str) -> dict[str, str]:
    """The environment of a process whose own folder this is."""
    kept = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith(("LC_", "DYLD_"))}
    if sys.dont_write_bytecode:
        kept["PYTHONDONTWRITEBYTECODE"] = "1"
    # One arena: the address space that the others reserve would count.
    return {**kept, **dict.fromkeys(OWN, folder), **dict([NO_PLUGINS]), "MALLOC_ARENA_MAX": "1"}


def _begin() -> ForkServer:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    folder = tempfile.mkdtemp(prefix="reportgen-server-")
    paths = [path or os.getcwd() for path in sys.path]
    with theirs:
        popen = subprocess.Popen(
            [sys.executable, "-P", "-B", "-X", "utf8", "-c", BEGIN, *paths, str(theirs.fileno())],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=folder, env=environment(folder), pass_fds=[theirs.fileno()], start_new_session=True,
        )  # fmt: skip
    server = ForkServer(ours)
    atexit.register(_let_go, server, popen, folder)
    return server


def _let_go(server: ForkServer, popen: subprocess.Popen[bytes], folder: str) -> None:
    server.close()
    popen.kill()  # it may be importing still; its children go with it
    popen.wait()
    shutil.rmtree(folder, ignore_errors=True)
