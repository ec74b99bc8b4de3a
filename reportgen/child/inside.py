"""The child's side: settings, then calls from standard input; answers, one each, to what was standard output."""

from __future__ import annotations

import os
import pickle
import queue
import shutil
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from reportgen.child.fence import Fence
from reportgen.child.limits import LARGEST_FILE, OUT_OF_MEMORY, Limits
from reportgen.child.plain import NotPlainError, encoded
from reportgen.errors import ReportgenError

MEGABYTE = 1024 * 1024


def main() -> None:
    """Serve as a program of its own, until standard input ends."""
    serve(sys.stdin.buffer, _quiet())


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Do one job after the other. Whoever starts a child is trusted; what its calls read is not.

    The folder it stands in now is its own, and is removed when its parent is gone; a call may go elsewhere.
    """
    own = Path.cwd()
    limits, reads, modules = pickle.loads(frame(jobs))
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    # Before there are limits: a thread that finds no memory at its start keeps who started it waiting for ever.
    threading.Thread(target=_listen, args=(jobs, waiting, own), daemon=True).start()
    _limit(limits)
    for name in modules:
        preload(name)
    fence = Fence(map(Path, reads), own) if reads is not None else None
    _answer(answers, {"ready": True})
    while True:
        call, arguments = pickle.loads(waiting.get())
        _more_time(limits)
        _answer(answers, _outcome(call, arguments, fence))


def frame(stream: BinaryIO) -> bytes:
    """One frame: its length in eight bytes, and its bytes. Raises ``EOFError`` where there is no whole one."""
    head = stream.read(8)
    body = stream.read(int.from_bytes(head, "big"))
    if len(head) < 8 or len(body) < int.from_bytes(head, "big"):
        raise EOFError
    return body


def preload(name: str) -> Iterator[None] | None:
    """Import a module, or call a function of one: ``package.module:function``; steps that may be taken later.

    Where that fails, the call that needs it tells why.
    """
    module, _, function = name.partition(":")
    with suppress(Exception):
        found = import_module(module)
        if function:
            steps: Iterator[None] | None = getattr(found, function)()
            return steps
    return None


def _quiet() -> BinaryIO:
    """The way to the parent; whatever else prints, C libraries among it, prints into a file nobody reads."""
    answers = os.fdopen(os.dup(1), "wb")
    noise = os.open("noise", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(noise, 1)
    os.dup2(noise, 2)
    return answers


def _listen(jobs: BinaryIO, waiting: queue.SimpleQueue[bytes], own: Path) -> None:
    """Take calls in; when the parent is gone, go too, whatever is being done, and leave no folder."""
    try:
        while True:
            waiting.put(frame(jobs))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (EOFError, OSError):
        shutil.rmtree(own, ignore_errors=True)
        os._exit(0)


def _outcome(call: Callable[..., object], arguments: tuple[object, ...], fence: Fence | None) -> object:
    crossings = fence.crossed if fence else tuple
    crossings()
    try:
        value = call(*arguments)
        crossed = crossings()
        return {"crossed": crossed[0]} if crossed else {"value": value}
    except ReportgenError as error:
        return {"error": error}
    except MemoryError:
        return {"memory": True}
    except BaseException as error:
        if isinstance(error, SystemError) and "without exception set" in str(error):
            return {"memory": True}  # C code that found no memory left, and did not say so
        crossed = crossings()
        if crossed:
            return {"crossed": crossed[0]}
        with suppress(Exception):
            return {"fault": f"{type(error).__name__}: {error}"[:300], "trace": traceback.format_exc(limit=-30)}
        return {"fault": type(error).__name__, "trace": ""}


def _answer(answers: BinaryIO, outcome: object) -> None:
    try:
        content = encoded(outcome)
    except (NotPlainError, RecursionError) as error:
        content = encoded({"fault": str(error), "trace": ""})
    except MemoryError:
        content = encoded({"memory": True})
    answers.write(len(content).to_bytes(8, "big"))
    answers.write(content)
    answers.flush()


# ------------------------------------------------------------------------------------------- limits


def _limit(limits: Limits) -> None:
    """Limits for good, where the system has them; one that it lacks is passed over."""
    resource = _resource()
    if resource is None:
        return
    memory, file = limits.megabytes * MEGABYTE, LARGEST_FILE * MEGABYTE
    for name, most in (("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", file), ("RLIMIT_NOFILE", 256), ("RLIMIT_AS", memory)):
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _more_time(limits: Limits) -> None:
    """Processor time for one more call."""
    resource = _resource()
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + limits.processor_seconds
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _resource() -> Any:
    try:
        return import_module("resource")
    except ImportError:  # Windows has none
        return None
