"""A bar on a terminal, with counts, rate and time left. The only user of Rich."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from reportgen.audience import audience_names
from reportgen.order import Order
from reportgen.shipped import search_path


class Rate(TextColumn):
    """So many a second, or seconds for each."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        """The rate so far; nothing before there is one."""
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("")
        return Text(f"{speed:.1f}/s" if speed >= 1 else f"{1 / speed:.1f} s each")


@contextmanager
def counting(total: int, noun: str) -> Iterator[Callable[[str], None]]:
    """A bar over so many of something, moved on by what it gives, with the name of what is done; gone in the end."""
    progress = Progress(
        *_columns(noun), console=_console(), transient=True, redirect_stdout=False, redirect_stderr=False
    )
    with progress:
        task = progress.add_task("", total=total)
        yield lambda name: progress.update(task, advance=1, description=name)


def _console() -> Console:
    return Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR")), highlight=False)


def _columns(noun: str) -> tuple[ProgressColumn, ...]:
    return (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn(noun),
        Rate(),
        TimeRemainingColumn(compact=True),
    )


class Bar:
    """A bar over records, or over the files of the only one; it is gone in the end."""

    def __init__(self, records: int, order: Order) -> None:
        columns = _columns("records" if records > 1 else "files")
        # What is printed goes where it is meant to go, and unfolded: the bar makes room for it.
        self._progress = Progress(
            *columns, console=_console(), transient=True, redirect_stdout=False, redirect_stderr=False
        )
        readers = order.audiences or audience_names(search_path(order.templates))
        self._task = self._progress.add_task("", total=records if records > 1 else len(readers) * len(order.formats))

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def advance(self, name: str) -> None:
        """Move it on, and name what is done."""
        self._progress.update(self._task, advance=1, description=name)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While something is printed."""
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()
