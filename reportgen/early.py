"""What is needed later, begun now beside other work."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Thread


def begin(task: Callable[[], object]) -> None:
    """Have a task done in a thread that ends with the process.

    Nothing is told of it: whoever needs what it does asks for it again, does it where it was not done, and tells what
    goes wrong. Where no thread can be had it is not begun.
    """
    with suppress(RuntimeError, MemoryError):
        Thread(target=_silently, args=(task,), daemon=True).start()


def _silently(task: Callable[[], object]) -> None:
    with suppress(Exception):
        task()
