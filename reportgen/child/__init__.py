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

import pickle
import queue
import signal
import threading
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from reportgen.child import forked
from reportgen.child.limits import LARGEST_ANSWER, OUT_OF_MEMORY, Limits
from reportgen.child.plain import NotPlainError, decoded
from reportgen.child.spawned import Spawned

__all__ = ["CHEAP", "Child", "FaultError", "Limits", "StoppedError", "prepare", "run"]

CHEAP = forked.AVAILABLE
"""Whether a child is there as soon as it is asked for."""
TOO_LARGE = "took more than {:,} megabytes of memory"
START = 60
"""Seconds a child may take to start, on a machine busy with other things."""


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


def prepare(modules: Sequence[str]) -> None:
    """Have ``modules`` imported for the children to come, while the parent goes on with its work."""
    with suppress(OSError):  # the first call tells why
        if server := forked.fork_server():
            server.preload(modules)


class Child:
    """A process for calls. It starts at once and imports ``modules`` while the parent goes on with its work.

    One that is ``trusted`` with what it does has the limits and no fence, and may have children of its own.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        reads: Sequence[Path] = (),
        modules: Sequence[str] = (),
        trusted: bool = False,
    ) -> None:
        self.limits = limits or Limits()
        self._modules, self._trusted = tuple(modules), trusted
        roots = None if trusted else [str(path.resolve()) for path in reads]
        self._settings = pickle.dumps((self.limits, roots, self._modules))
        self._running: _Running | None = None
        with suppress(StoppedError):  # the first call tells why
            self._running = self._begin()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _begin(self) -> _Running:
        try:
            return _Running(self._settings, self.limits, self._modules, self._trusted)
        except OSError as error:
            raise StoppedError(f"needs a process of its own, and none can be started ({error.strerror})") from None

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
        running = self._running or self._begin()
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
                raise StoppedError(TOO_LARGE.format(self.limits.megabytes), limit=True)
            case {"crossed": str(what)}:
                raise StoppedError(f"was stopped, since it tried to {what}")
            case _:
                raise StoppedError("gave an answer that cannot be read")


class _Running:
    """A running child, and the thread that takes its answers in."""

    def __init__(self, settings: bytes, limits: Limits, modules: Sequence[str], trusted: bool) -> None:
        self._limits = limits
        self._child = forked.start(modules, serves=trusted) or Spawned()
        self.end = weakref.finalize(self, self._child.end)
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=_take_in, args=(self._child.answers, self._answers), daemon=True).start()
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
        stream = self._child.jobs
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
        code = self._child.wait(5)
        if code is None:
            return StoppedError(f"came to more than {LARGEST_ANSWER} megabytes")
        if code == -getattr(signal, "SIGXCPU", 0):
            return StoppedError("took too much processor time", limit=True)
        if code == OUT_OF_MEMORY:
            return StoppedError(TOO_LARGE.format(self._limits.megabytes), limit=True)
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
