"""What a build tells while it goes on: lines and a bar for people, events for programs, or nothing but failures."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from reportgen.cli.show import show_error, show_problems
from reportgen.console import obeyed_by_none, plural
from reportgen.errors import ReportgenError
from reportgen.order import Order

if TYPE_CHECKING:
    from reportgen.cli.bar import Bar
    from reportgen.made import Output
    from reportgen.pipeline import Ready
    from reportgen.report import Account

FEW = 5
"""Records that are up to date and named one by one; more are counted."""
SLOWEST = 10
"""Memos that are named as those which took longest."""


class Sums(Struct):
    """What came of a build, in numbers; ``lost`` are memos, ``failed`` and ``current`` records."""

    records: int = 0
    files: int = 0
    lost: int = 0
    failed: int = 0
    current: int = 0
    outputs: list[Output] = field(default_factory=list)
    began: float = field(default_factory=perf_counter)

    def add(self, written: Ready) -> None:
        """Count one record that was written."""
        self.records += 1
        self.files += len(written.new)
        self.lost += len(written.lost)
        self.outputs += written.outputs

    @property
    def seconds(self) -> float:
        """Since the build began."""
        return perf_counter() - self.began

    def slowest(self) -> list[Output]:
        """The files that took longest, the longest first."""
        return sorted(self.outputs, key=lambda output: -output.seconds)[:SLOWEST]


class Telling(Protocol):
    """What is told of a build, as it goes on."""

    def over(self, records: int, order: Order) -> AbstractContextManager[None]:
        """While so many records are built."""

    def progress(self, name: str) -> None:
        """Work on a file begins."""

    def problem(self, text: str) -> None:
        """Something is wrong with the machine, whatever the record."""

    def built(self, path: Path, written: Ready) -> None:
        """A record's memos are written."""

    def failed(self, path: Path, error: ReportgenError, earlier: str) -> None:
        """Nothing of a record was written; ``earlier`` tells of memos that are there all the same."""

    def current(self, path: Path, talks: str, files: int, warnings: int) -> None:
        """A record is up to date, with so many files, and so many warnings when they were made."""

    def remark(self, kind: str, text: str) -> None:
        """Something on this build and the last: what changed, what is left over."""

    def end(self, sums: Sums) -> None:
        """All records are done."""


def telling(*, as_json: bool, quiet: bool, timings: bool) -> Telling:
    """Who tells it: to programs, to people who look on, to a file, or failures alone."""
    if as_json:
        from reportgen.cli.events import Events

        return Events(timings)
    return Quiet() if quiet else Lines(timings)


class Quiet:
    """Nothing but what went wrong."""

    def over(self, records: int, order: Order) -> AbstractContextManager[None]:
        """Nothing is shown."""
        return nullcontext()

    def progress(self, name: str) -> None:
        """Nothing is shown."""

    def problem(self, text: str) -> None:
        """On standard error."""
        print(f"reportgen: {text}", file=sys.stderr)

    def built(self, path: Path, written: Ready) -> None:
        """Memos that were lost."""
        for each in written.lost:
            print(f"reportgen: {each}", file=sys.stderr)
        if written.lost:
            left = plural(len(written.lost), "memo")
            print(f"reportgen: {path}: {left} not made; the others are written.", file=sys.stderr)

    def failed(self, path: Path, error: ReportgenError, earlier: str) -> None:
        """The error, and what became of the record."""
        show_error(error)
        print(f"reportgen: {path}: nothing written.{earlier}", file=sys.stderr)

    def current(self, path: Path, talks: str, files: int, warnings: int) -> None:
        """Nothing is shown."""

    def remark(self, kind: str, text: str) -> None:
        """Nothing is shown."""

    def end(self, sums: Sums) -> None:
        """Nothing is shown."""


class Lines(Quiet):
    """A line for each file, what stands against the record beside it, a bar where somebody looks on."""

    def __init__(self, timings: bool) -> None:
        self._timings = timings
        self._bar: Bar | None = None
        self._records = 0
        self._current: list[str] = []

    @contextmanager
    def over(self, records: int, order: Order) -> Iterator[None]:
        """A bar on a terminal: of records, or of one record's files."""
        self._records = records
        if not (sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and records):
            yield
            return
        from reportgen.cli.bar import Bar

        with Bar(records, order) as self._bar:
            yield
        self._bar = None

    def progress(self, name: str) -> None:
        """On the bar."""
        if self._bar:
            self._bar.advance(name)

    def built(self, path: Path, written: Ready) -> None:
        """Findings, files, warnings, and of each memo how much is in it."""
        with self._aside(written.talks):
            # What the most trusted of these memos may tell: a build's log goes where its memos go. `check` shows all.
            show_problems(written.report.findings, sys.stderr)
            for output in (each for each in written.outputs if each.path in written.new):
                print(_line(output) if sys.stdout.isatty() else output.path)
            for report in (each for each in written.reports if each in written.new):
                print(f"{'':8} {report}" if sys.stdout.isatty() else report)
            if same := len(written.files) - len(written.new):
                print(f"{written.talks}: {plural(same, 'file')} as before", file=sys.stderr)
            for warning in written.warnings:
                print(f"warning: {warning}", file=sys.stderr)
            for account in written.report.accounts:
                for line in told(written.talks, account):
                    print(f"note: {line}", file=sys.stderr)
            super().built(path, written)

    def failed(self, path: Path, error: ReportgenError, earlier: str) -> None:
        """The error, and what became of the record."""
        with self._aside(path.parent.name):
            super().failed(path, error, earlier)

    def current(self, path: Path, talks: str, files: int, warnings: int) -> None:
        """In a line in the end: of many records one for all."""
        more = f", {plural(warnings, 'warning')} as before" if warnings else ""
        self._current.append(f"{talks}: up to date ({plural(files, 'file')}{more})")

    def remark(self, kind: str, text: str) -> None:
        """On a line of its own."""
        with self._bar.aside() if self._bar else nullcontext():
            print(obeyed_by_none(text), file=sys.stderr)

    def _aside(self, name: str) -> AbstractContextManager[None]:
        if self._bar is None:
            return nullcontext()
        if self._records > 1:
            self._bar.advance(name)
        return self._bar.aside()

    def end(self, sums: Sums) -> None:
        """What came of it all, where that is not plain to see; the slowest where they were asked for."""
        if len(self._current) > FEW:
            print(f"{len(self._current)} records are up to date", file=sys.stderr)
        for line in self._current if len(self._current) <= FEW else ():
            print(line, file=sys.stderr)
        if self._timings:
            for output in sums.slowest():
                print(f"{output.seconds:6.2f} s  {output.path}", file=sys.stderr)
        if self._timings or sums.records + sums.failed > 1 or sums.lost:
            print(f"reportgen: {summary(sums)}", file=sys.stderr)


def _line(output: Output) -> str:
    pages = f"  {plural(output.pages, 'page')}" if output.pages else ""
    return f"{output.seconds:6.2f} s  {output.path}{pages}"


def summary(sums: Sums) -> str:
    """The whole build in a line."""
    lost = f", {plural(sums.lost, 'memo')} not made" if sums.lost else ""
    failed = f", {plural(sums.failed, 'record')} not built" if sums.failed else ""
    current = f", {sums.current} up to date" if sums.current else ""
    done = f"{plural(sums.records, 'record')} built, {plural(sums.files, 'file')}"
    return f"{done}{lost}{failed}{current}, {sums.seconds:.1f} s."


def told(talks: str, account: Account) -> Iterator[str]:
    """One memo in a line, and in another the ids of what did not fit: that is never dropped in silence."""
    from reportgen.report import Reason

    name = f"{talks}.{account.audience.name}"
    why = [
        (account.count(Reason.CEILING, Reason.RESTS), "above the ceiling"),
        (account.count(Reason.PRIORITY), "for priority"),
        (account.count(Reason.LENGTH), "for length"),
        (account.count(Reason.SECTIONS), "in none of its sections"),
    ]
    left_out = ", ".join(f"{count} {reason}" for count, reason in why if count) or "nothing"
    pages = f"{plural(account.pages, 'page')}, " if account.pages else ""
    if not pages and (limit := account.audience.pages) and limit.firm:
        pages = "length not checked, "
    warnings = f"; {plural(len(account.warnings), 'warning')}" if account.warnings else ""
    yield f"{name}: {pages}{plural(len(account.within), 'entry', 'entries')}; left out: {left_out}{warnings}"
    for reason in (Reason.PRIORITY, Reason.LENGTH):
        if ids := [each.id for each in account.left_out if each.reason is reason]:
            yield f"left out of {name} for {reason}: {', '.join(ids)}"
