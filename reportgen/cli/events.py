"""A build told to another program: one JSON object a line on standard output, nothing on standard error.

Each has ``event``; the first is ``begin`` with the ``version`` of this form, the last ``end`` with sums.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.cli.findings import plain
from reportgen.cli.telling import Sums, told
from reportgen.errors import ChecksFailed, InputError, ReportgenError
from reportgen.order import Order

if TYPE_CHECKING:
    from reportgen.pipeline import Ready

VERSION = 1
"""Of the events: a field that goes or changes its meaning makes a new one."""


class Events:
    """What is told of a build, as events."""

    def __init__(self, timings: bool) -> None:
        self._timings = timings

    @contextmanager
    def over(self, records: int, order: Order) -> Iterator[None]:
        """``begin``: how many records there are."""
        _say("begin", version=VERSION, records=records, formats=list(order.formats), jobs=order.jobs)
        yield

    def progress(self, name: str) -> None:
        """``start``: work on a file begins; told where one record is built."""
        _say("start", file=name)

    def problem(self, text: str) -> None:
        """``problem``: with the machine."""
        _say("problem", message=text)

    def built(self, path: Path, written: Ready) -> None:
        """``finding``, ``memo``, ``report``, ``warning``, ``note`` and ``lost`` of a record, then ``built``."""
        record = {"record": str(path), "talks": written.talks}
        for finding in written.report.findings:
            _say("finding", **record, **plain(finding))
        for output in written.outputs:
            size = {"pages": output.pages} if output.pages else {}
            made = {"audience": output.audience, "format": output.format, "seconds": round(output.seconds, 3)}
            _say("memo", **record, path=str(output.path), **made, **size, new=output.path in written.new)
        for report in written.reports:
            _say("report", **record, path=str(report), new=report in written.new)
        for warning in written.warnings:
            _say("warning", **record, message=warning)
        for account in written.report.accounts:
            for line in told(written.talks, account):
                _say("note", **record, message=line)
        for lost in written.lost:
            _say("lost", **record, message=lost)
        _say("built", **record, files=len(written.files), lost=len(written.lost))

    def failed(self, path: Path, error: ReportgenError, earlier: str) -> None:
        """``finding`` for each thing that stands against the record, then ``failed``."""
        problems = error.findings if isinstance(error, ChecksFailed) else ()
        problems = error.problems if isinstance(error, InputError) else problems
        for problem in problems:
            _say("finding", record=str(path), **plain(problem))
        _say("failed", record=str(path), message=str(error), earlier=earlier.strip())

    def current(self, path: Path, talks: str, files: int, warnings: int) -> None:
        """``current``: a record is up to date."""
        _say("current", record=str(path), talks=talks, files=files, warnings=warnings)

    def remark(self, kind: str, text: str) -> None:
        """``remark``: what changed since the last build, what is left over of it."""
        _say("remark", kind=kind, message=text)

    def end(self, sums: Sums) -> None:
        """``end``: how much was done."""
        slowest = [{"path": str(each.path), "seconds": round(each.seconds, 3)} for each in sums.slowest()]
        counts = {
            "records": sums.records,
            "files": sums.files,
            "lost": sums.lost,
            "failed": sums.failed,
            "current": sums.current,
        }
        _say("end", **counts, seconds=round(sums.seconds, 3), **({"slowest": slowest} if self._timings else {}))


def _say(event: str, **told: Any) -> None:
    print(json.dumps({"event": event, **told}, ensure_ascii=False), file=sys.stdout, flush=True)
