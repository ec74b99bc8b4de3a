"""The fork server's side: a process that has imported what children need, and makes each by forking itself.

It runs no call of anybody's: it imports, forks, reaps, and kills what it is told to, so a child begins as clean
as the server is. Orders come as JSON with the child's pipes beside them (see :mod:`.forked`); every child is
killed when whoever ordered it goes, however that ends.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NoReturn

from msgspec import Struct

from reportgen.child import forked, inside
from reportgen.child.limits import OUT_OF_MEMORY
from reportgen.memory import SWEEPS

ORDER = 1 << 16
"""Bytes of the longest order."""


class _Started(Struct, frozen=True):
    client: int
    number: int
    folder: str
    status: int


class Server:
    """What it serves: clients by their sockets, children by their processes."""

    def __init__(self, first: socket.socket) -> None:
        self._first = first.fileno()
        self._clients = {self._first: first}
        self._children: dict[int, _Started] = {}
        self._preloaded: set[str] = set()
        self._wanted: list[str] = []
        self._steps: list[Iterator[None]] = []
        self._wake, waker = os.pipe()
        for end in (self._wake, waker):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        self._waker = waker

    def serve(self) -> None:
        """Take orders until the first client is gone."""
        with selectors.DefaultSelector() as self._selector:
            self._selector.register(self._wake, selectors.EVENT_READ)
            self._selector.register(self._first, selectors.EVENT_READ)
            while self._first in self._clients:
                for key, _ in self._selector.select(0 if self._wanted or self._steps else None):
                    if key.fd == self._wake:
                        os.read(self._wake, 4096)
                    elif key.fd in self._clients:
                        self._take(key.fd)
                self._reap()
                self._work_ahead()

    def _work_ahead(self) -> None:
        """Where nobody waits, take one step of what children may need, or import the next of what they will."""
        if not (self._steps or self._wanted) or self._selector.select(0):
            return
        if self._steps:
            try:
                next(self._steps[0])
            except Exception:  # the end of the steps too; a call that needs one tells what is wrong with it
                self._steps.pop(0)
        else:
            self._preload([self._wanted.pop(0)])

    def _take(self, client: int) -> None:
        pipes: list[int] = []
        try:
            content, pipes, _, _ = socket.recv_fds(self._clients[client], ORDER, 3)
        except OSError:
            content = b""
        if not content:
            self._forget(client)
            return
        order = json.loads(content)
        if "start" in order:
            self._preload(order["modules"])
            self._start(client, order, pipes)
        else:
            self._wanted += order.get("modules", ())
        for child, each in list(self._children.items()):
            if (each.client, each.number) == (client, order.get("kill")):
                _kill(child)

    def _preload(self, modules: Iterable[str]) -> None:
        new = [name for name in modules if name not in self._preloaded]
        for name in new:
            self._preloaded.add(name)
            if steps := inside.preload(name):
                self._steps.append(steps)
        if new:
            gc.freeze()  # so that a child's first sweep does not copy all that it shares with the server

    def _start(self, client: int, order: dict[str, object], pipes: list[int]) -> None:
        jobs, answers, status = pipes
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) if order["serves"] else (None, None)
        folder = str(order["folder"])
        try:
            child = os.fork()
        except OSError:
            child = -1
        if child == 0:
            os.close(status)
            if ours:
                ours.close()
            self._become(jobs, answers, folder, theirs)
        for end in (jobs, answers):
            os.close(end)
        if theirs:
            theirs.close()
        if child < 0:
            os.close(status)
            return
        self._children[child] = _Started(client, int(str(order["start"])), folder, status)
        if ours:
            self._clients[ours.fileno()] = ours
            self._selector.register(ours.fileno(), selectors.EVENT_READ)

    def _become(self, jobs: int, answers: int, folder: str, server: socket.socket | None) -> NoReturn:
        """Be the child; nothing of the server's stays open in it."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            gc.disable()  # it makes one thing and is gone: what it might forget before costs more to look for
            os.setsid()
            _go_with_parent()
            for end in (self._wake, self._waker, *(each.status for each in self._children.values())):
                os.close(end)
            for client in self._clients.values():
                client.close()
            os.chdir(folder)
            os.environ.update(dict.fromkeys(forked.OWN, folder))
            tempfile.tempdir = None
            if server:
                forked.inherit(server)
            # Not to be closed before the end: a thread that reads on would keep the other from it.
            inside.serve(os.fdopen(jobs, "rb"), os.fdopen(answers, "wb"))
        except (MemoryError, RuntimeError):  # the latter where there is none left for a thread
            os._exit(OUT_OF_MEMORY)
        finally:
            os._exit(1)

    def _reap(self) -> None:
        while self._children:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child == 0:
                return
            if ended := self._children.pop(child, None):
                with suppress(OSError):  # its client is gone
                    os.write(ended.status, b"%d" % os.waitstatus_to_exitcode(status))
                os.close(ended.status)
                if ended.client not in self._clients:
                    shutil.rmtree(ended.folder, ignore_errors=True)

    def _forget(self, client: int) -> None:
        """A client is gone: so are its children, and their folders."""
        self._selector.unregister(client)
        self._clients.pop(client).close()
        for child, each in list(self._children.items()):
            if each.client == client or client == self._first:
                _kill(child)
                shutil.rmtree(each.folder, ignore_errors=True)


def _go_with_parent() -> None:
    """Be killed when the server ends, however it does (prctl(2), ``PR_SET_PDEATHSIG``)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _kill(child: int) -> None:
    """Kill a child that has not been waited for, and all it started."""
    with suppress(OSError):
        os.kill(child, signal.SIGKILL)
    with suppress(OSError):  # it may not lead a group yet
        os.killpg(child, signal.SIGKILL)


def main() -> None:
    """Serve the client whose socket has the number in the last argument."""
    gc.set_threshold(*SWEEPS)
    first = socket.socket(fileno=int(sys.argv.pop()))
    own = os.getcwd()
    try:
        Server(first).serve()
    finally:
        shutil.rmtree(own, ignore_errors=True)
