"""Many records, through any ``concurrent.futures.Executor``: a record is one task, and harms no other.

made(paths, order, executor)   what there is to write of each record, in their order, or why there is nothing
Processes                      the executor for this machine: a process for each record
"""

from __future__ import annotations

import os
import pickle
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from reportgen.child import Child, FaultError, Limits, StoppedError
from reportgen.errors import RecordLost, ReportgenError
from reportgen.ledger.recall import Recall
from reportgen.making import HIGHER
from reportgen.order import Order
from reportgen.pipeline import Ready, ready_of

AHEAD = 3
"""Records given out for each that is being made: none waits, and what is finished early takes little memory."""
MEMOS = 12
"""A record may take as long as so many memos, whatever their number; each has its own limits besides."""
Task = Callable[..., Any]
"""Made of a path and an order; of ``recall`` besides, where that is known."""


def made(
    paths: Iterable[Path],
    order: Order,
    executor: Executor,
    jobs: int,
    task: Task = ready_of,
    recall: Callable[[Path], Recall] | None = None,
    ahead: int = AHEAD,
) -> Iterator[tuple[Path, Ready | ReportgenError]]:
    """Each record with what there is to write of it, or with the error that there is instead; in the order given.

    ``jobs`` says how many the executor does at once, and ``ahead`` how many are given out for each of them; ``task`` is
    what is done with each, ``recall`` what is known of its memos since the last build.
    """
    rest = iter(paths)
    waiting: deque[tuple[Path, Future[Ready]]] = deque()
    while True:
        for path in islice(rest, jobs * ahead - len(waiting)):
            known = {"recall": recall(path)} if recall else {}
            waiting.append((path, executor.submit(task, path, order, **known)))
        if not waiting:
            return
        path, future = waiting.popleft()
        try:
            yield path, future.result()
        except ReportgenError as error:
            yield path, error


class Processes(ThreadPoolExecutor):
    """An executor that makes each call in a process of its own, under limits, so many of them at once.

    A call raises :class:`RecordLost` when it took too much, or its process ended.
    """

    def __init__(
        self, jobs: int, limits: Limits | None = None, modules: Sequence[str] = (), memos: int = MEMOS
    ) -> None:
        super().__init__(jobs)
        self._modules = ("reportgen.pipeline", *modules)
        self._limits = for_a_record(limits, memos)
        self._lock = threading.Lock()
        self._children: set[Child] | None = set()

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Have ``call(*arguments)`` made; all of it can be pickled, and so can its value."""
        return super().submit(self._apart, call, arguments, named)

    def stop(self) -> None:
        """End what is being made, and make nothing more."""
        with self._lock:
            children, self._children = self._children or set(), None
        for child in children:
            child.close()
        self.shutdown(cancel_futures=True)

    def _apart(self, call: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        with Child(self._limits, modules=self._modules, trusted=True) as child:
            with self._lock:
                if self._children is None:
                    raise RecordLost("was stopped")
                self._children.add(child)
            try:
                with losing(arguments[0]):
                    return pickle.loads(child.run(_pickled, os.getcwd(), call, arguments, named))
            finally:
                with self._lock:
                    if self._children is not None:
                        self._children.discard(child)


def for_a_record(limits: Limits | None, memos: int = MEMOS) -> Limits:
    """What a record may take, whose memos may take ``limits`` each."""
    each = limits or Limits()
    return replace(each, seconds=each.seconds * memos)


@contextmanager
def losing(path: Path) -> Iterator[None]:
    """While a child makes the record at ``path``: that it was stopped or failed is raised as :class:`RecordLost`."""
    try:
        yield
    except StoppedError as stopped:
        raise RecordLost(f"{path}: building it {stopped}.{f' {HIGHER}' if stopped.limit else ''}") from None
    except FaultError as fault:
        told = f"{path}: this is a fault in reportgen, not in the record: {fault}"
        raise RecordLost(f"{told}\n{fault.trace}") from fault


def _pickled(folder: str, call: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> bytes:
    """The value of a call, made where the caller stands. Its process is ours, and reads records and no templates."""
    os.chdir(folder)
    return pickle.dumps(call(*arguments, **named))
