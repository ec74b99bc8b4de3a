"""A call in a process of its own, under limits → its value, its error, or what stopped it.

    with Child(Limits(seconds=40), reads=[folder]) as child:
        child.run(function, argument, …)

``function`` is one of a module, its arguments can be pickled, its value is plain (see :mod:`.plain`). One
child runs one call after another, and a new one takes over when one had to be stopped. The limits hold for
each call; a child reads nothing but Python's own folders and ``reads``, writes nothing but its own folder,
which is gone with it, and has no network (see :mod:`.fence`). When the parent ends, however it
ends, so does the child. On Windows only the seconds are limited, on macOS not the memory.
"""

from __future__ import annotations

import os
import pickle
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from reportgen.child.limits import LARGEST_ANSWER, Limits
from reportgen.child.plain import NotPlainError, decoded

__all__ = ["Child", "FaultError", "Limits", "StoppedError", "run"]

START = 60
"""Seconds a child may take to start, on a machine busy with other things."""

KEPT = ("PATH", "LANG", "LANGUAGE", "TZ", "SYSTEMROOT", "WINDIR", "PATHEXT", "LD_LIBRARY_PATH", "SOURCE_DATE_EPOCH",
        "WEASYPRINT_DLL_DIRECTORIES", "PYTHONHASHSEED", "PYTHONHOME", "VIRTUAL_ENV")  # fmt: skip
"""Of the environment, with what begins with ``LC_`` or ``DYLD_``; the rest may hold passwords."""

BEGIN = "import sys; sys.path[:] = sys.argv[1:]; from reportgen.child.inside import main; main()"


class StoppedError(Exception):
    """A call was stopped; the message says why, as the end of a sentence: "took more than 40 seconds".

    ``limit`` says whether higher limits may let it through.
    """

    def __init__(self, message: str, limit: bool = False) -> None:
        self.limit = limit
        super().__init__(message)


class FaultError(Exception):
    """A call raised something that is no error for a person; ``trace`` is the child's traceback."""

    def __init__(self, message: str, trace: str) -> None:
        self.trace = trace
        super().__init__(message)


def run(call: Callable[..., Any], *arguments: object, limits: Limits | None = None, reads: Sequence[Path] = ()) -> Any:
    """One call in a child of its own. Raises as :meth:`Child.run` does."""
    with Child(limits, reads=reads) as child:
        return child.run(call, *arguments)


class Child:
    """A process for calls. It starts at once and imports ``modules`` while the parent goes on with its work."""

    def __init__(
        self, limits: Limits | None = None, *, reads: Sequence[Path] = (), modules: Sequence[str] = ()
    ) -> None:
        self.limits = limits or Limits()
        self._settings = pickle.dumps((self.limits, [str(path.resolve()) for path in reads], tuple(modules)))
        self._running: _Running | None = _Running(self._settings)

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process and remove its folder. A call after that starts another."""
        if self._running:
            self._running.end()
            self._running = None

    def run(self, call: Callable[..., Any], *arguments: object) -> Any:
        """The value of ``call(*arguments)``, lists as tuples; an error that it raises for a person is raised here.

        Raises :class:`StoppedError` when it took too much, crashed or reached for what is not its own,
        and :class:`FaultError` for any other exception.
        """
        job = pickle.dumps((call, arguments))
        running = self._running or _Running(self._settings)
        self._running = running
        try:
            running.wait_until_ready()
            outcome = running.ask(job, self.limits)
        except BaseException:  # Ctrl-C too
            self.close()
            raise
        match outcome:
            case {"value": value}:
                return value
            case {"error": BaseException() as error}:
                raise error
            case {"fault": str(message), "trace": str(trace)}:
                raise FaultError(message, trace)
        self.close()
        match outcome:
            case {"memory": True}:
                raise StoppedError(f"took more than {self.limits.megabytes:,} megabytes of memory", limit=True)
            case {"crossed": str(what)}:
                raise StoppedError(f"was stopped, since it tried to {what}")
            case _:
                raise StoppedError("gave an answer that cannot be read")


class _Running:
    """A running child, its own folder, and the thread that takes its answers in."""

    def __init__(self, settings: bytes) -> None:
        self._folder = tempfile.mkdtemp(prefix="reportgen-child-")
        paths = [path or os.getcwd() for path in sys.path]
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-B", "-X", "utf8", "-c", BEGIN, *paths],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=self._folder, env=_environment(self._folder), start_new_session=os.name == "posix",
        )  # fmt: skip
        self.end = weakref.finalize(self, _end, self._popen, self._folder)
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=_take_in, args=(self._popen.stdout, self._answers), daemon=True).start()
        self._ready = False
        self._say(settings)

    def wait_until_ready(self) -> None:
        """Return when the child has started; its imports take no time of a call's."""
        if not self._ready:
            self._next(START)
            self._ready = True

    def ask(self, job: bytes, limits: Limits) -> Any:
        """The outcome of a call."""
        self._say(job)
        return self._next(limits.seconds)

    def _say(self, content: bytes) -> None:
        stream = self._popen.stdin
        assert stream is not None
        with suppress(OSError):  # it has ended, and waiting for its answer tells why
            stream.write(len(content).to_bytes(8, "big") + content)
            stream.flush()

    def _next(self, seconds: int) -> Any:
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise StoppedError(f"took more than {seconds} seconds", limit=True) from None
        if answer is None:
            raise self._why()
        try:
            return decoded(answer)
        except NotPlainError:
            return None

    def _why(self) -> StoppedError:
        """Why the answers ended."""
        try:
            code = self._popen.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return StoppedError(f"came to more than {LARGEST_ANSWER} megabytes")
        if code == -getattr(signal, "SIGXCPU", 0):
            return StoppedError("took too much processor time", limit=True)
        if code < 0:
            why = "for want of memory, or by a fault in a font or picture"
            return StoppedError(f"crashed ({signal.Signals(-code).name}) {why}", limit=True)
        return StoppedError(f"ended before its time (exit code {code})")


def _take_in(stream: BinaryIO, answers: queue.SimpleQueue[bytes | None]) -> None:
    """Put each answer into ``answers``, and None where they end or grow too long."""
    with suppress(OSError, ValueError):
        while len(head := stream.read(8)) == 8 and (length := int.from_bytes(head, "big")) <= LARGEST_ANSWER << 20:
            body = stream.read(length)
            if len(body) < length:
                break
            answers.put(body)
    answers.put(None)


def _environment(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith(("LC_", "DYLD_"))}
    # One arena: the address space that the others reserve would count.
    own = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME"), folder)
    return {**kept, **own, "MALLOC_ARENA_MAX": "1"}


def _end(popen: subprocess.Popen[bytes], folder: str) -> None:
    """Kill a child and all it started, and remove its folder."""
    if popen.poll() is None:
        with suppress(OSError):
            if os.name == "posix":
                os.killpg(popen.pid, signal.SIGKILL)
            else:
                popen.kill()
        popen.wait()
    for stream in (popen.stdin, popen.stdout):
        if stream:
            with suppress(OSError):
                stream.close()
    shutil.rmtree(folder, ignore_errors=True)
