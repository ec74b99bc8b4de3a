"""The whole way, once per record: load → check → (select → render → read → write) for every audience.

    ready_of  a record and what is asked for → all that is to be written, and nothing written
    build     the same, and written: a record's memos whole or not at all

The only module that writes memos.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Unpack

from msgspec import Struct
from msgspec.structs import replace

from reportgen.audience import load_audience
from reportgen.checks import Finding, check
from reportgen.desk import Desk
from reportgen.drafts import proposals_left_out, refuse_errors, refuse_proposals, refuse_unsigned, with_proposals_marked
from reportgen.errors import MemoLost
from reportgen.files import write_all
from reportgen.ledger.digests import of_content, of_file
from reportgen.ledger.entry import Wrote
from reportgen.ledger.recall import Recall
from reportgen.loading import load
from reportgen.made import Made, Output, refuse_too_long
from reportgen.order import Order, Wanted
from reportgen.record import Record
from reportgen.report import REPORT, Report, report_on
from reportgen.schemes import Marks
from reportgen.used import OwnFiles, Used
from reportgen.writers.variants import Printing

Progress = Callable[[str], None]


class Ready(Struct, frozen=True):
    """What there is to write of one record: its files by name, and what is to be told of them.

    Plain values: it can come from another process, or another machine. ``lost`` says of each memo that could not be
    made what went wrong; the others are here.
    """

    talks: str
    files: dict[str, bytes]
    outputs: tuple[Output, ...]
    findings: tuple[Finding, ...]
    report: Report
    reports: tuple[Path, ...]
    warnings: tuple[str, ...]
    wrote: Wrote
    """The same for the ledger."""
    lost: tuple[str, ...] = ()
    new: tuple[Path, ...] = ()
    """Once written, those of the files that were not there already, byte for byte."""

    def written(self, folder: Path) -> Ready:
        """Write all of it into ``folder``, or nothing; the same with the paths of its files.

        Raises :class:`~reportgen.errors.WriteError` that names file and cause.
        """
        new = write_all({folder / name: content for name, content in self.files.items()})
        outputs = tuple(replace(each, path=folder / each.path) for each in self.outputs)
        return replace(self, outputs=outputs, reports=tuple(folder / each for each in self.reports), new=tuple(new))


class Built(Struct, frozen=True):
    """What came of one record: files, findings, the report on them with its files, warnings."""

    record: Record
    outputs: tuple[Output, ...]
    findings: tuple[Finding, ...]
    report: Report
    reports: tuple[Path, ...]
    warnings: tuple[str, ...]


def build(
    record: Record | str | Path,
    *,
    out: str | Path = "out",
    progress: Progress = lambda name: None,
    **wanted: Unpack[Wanted],
) -> Built:
    """Write the memos of one record as ``out/<talks-id>.<audience>.<format>``.

    What is wanted besides is told by :class:`~reportgen.order.Wanted`: ``audiences``, ``formats``, ``templates``,
    ``paper``, ``language`` and more; without any of it, every audience's memo in every format. In another language
    than the record's, memos are named ``<talks-id>.<audience>.fr.pdf``. ``progress`` is told each file's name as work
    on it begins. What the build report says is returned in any case.

    Raises :class:`~reportgen.errors.ReportgenError`; then nothing of this record is written. Only when memos were
    lost, made with templates that took too much, the others are, before :class:`MemoLost` is raised.
    """
    record = record if isinstance(record, Record) else load(record, with_proposals=wanted.get("with_proposals", False))
    ready = ready_of(record, Order.of(wanted), progress)
    written = ready.written(Path(out))
    if ready.lost:
        raise MemoLost("\n".join(ready.lost))
    return Built(record, written.outputs, ready.findings, ready.report, written.reports, ready.warnings)


def ready_of(
    record: Record | str | Path,
    order: Order,
    progress: Progress = lambda name: None,
    recall: Recall | None = None,
) -> Ready:
    """Make what is asked for of a record, and write nothing.

    What ``recall`` still has of the last build is not made again; all the rest is done as if it had been.

    Raises :class:`~reportgen.errors.ReportgenError` for what stands against the record as a whole, and
    :class:`MemoLost` when each of its memos was lost.
    """
    printing = Printing.named(order.pdf_engine, order.pdf_variant)
    record = record if isinstance(record, Record) else load(record, with_proposals=order.with_proposals)
    findings = _checked(record, order)
    recall, marks = recall or Recall(), Marks(order.scheme, order.portion_marks)
    desk = Desk(order.templates, order.paper, order.limits, marks, order.language, printing, order.apart, order.modules)
    with desk:
        names, warnings = desk.allowed(record, order.audiences)
        record = with_proposals_marked(record, desk.labels(order.language or record.talks.language))
        warnings += proposals_left_out(record)
        at_once = order.jobs // len(names) if names else 1

        def one(name: str) -> Made | MemoLost:
            try:
                return desk.make(record, name, order.formats, at_once, findings, progress, recall)
            except MemoLost as lost:
                return lost

        outcomes = list(_side_by_side(desk, one, names, order.jobs))
        made = [each for each in outcomes if isinstance(each, Made)]
        lost = [str(each) for each in outcomes if isinstance(each, MemoLost)]
        if lost and not made:
            raise MemoLost("\n".join(lost))
        refuse_too_long(made)
        told = report_on(record, made, findings, warnings, desk.scheme(record), order.templates)
        of_report: set[str] = set()
        reports = desk.report(record, told, of_report) if order.report else {}
    own = OwnFiles(desk.folders, desk.style, record, order.language or record.talks.language, printing.engine)
    used = own.of(made, dict.fromkeys(reports, frozenset(of_report)))
    return _ready(record, made, lost, told, reports, findings, warnings, recall, used)


def _ready(
    record: Record,
    made: Sequence[Made],
    lost: Sequence[str],
    told: Report,
    reports: dict[str, bytes],
    findings: tuple[Finding, ...],
    warnings: Sequence[str],
    recall: Recall,
    used: Used,
) -> Ready:
    files = {memo.name(each): content for memo in made for each, content in memo.contents.items()}
    warnings = (*warnings, *(warning for memo in made for warning in (*memo.warnings, *memo.to_judge)))
    return Ready(
        talks=record.talks.id,
        files=files | reports,
        outputs=tuple(output for memo in made for output in memo.outputs(Path())),
        findings=findings,
        report=told,
        reports=tuple(Path(name) for name in reports),
        warnings=warnings,
        wrote=_wrote(record, made, reports, len(warnings), recall, used),
        lost=tuple(lost),
    )


def _wrote(
    record: Record, made: Sequence[Made], reports: dict[str, bytes], warnings: int, recall: Recall, used: Used
) -> Wrote:
    files = {
        memo.name(each): (memo.audience.name, of_content(content))
        for memo in made
        for each, content in memo.contents.items()
    }
    return Wrote(
        id=record.talks.id,
        sources={source.path: record.documents[source.id].sha256 for source in record.talks.sources}
        | {name: of_file(path) for name, path in record.originals.items()},
        used=used,
        memos=recall.memos,
        same=sorted(recall.same),
        files=files | {name: (REPORT, of_content(content)) for name, content in reports.items()},
        warnings=warnings,
    )


def _side_by_side(
    desk: Desk, one: Callable[[str], Made | MemoLost], names: Sequence[str], jobs: int
) -> Iterator[Made | MemoLost]:
    """One memo after the other, or so many at once; in the order of their names in any case.

    The first stays the first. Of the others those with the lowest ceilings are begun before the rest: their files are
    searched once they are made, here, and at the end everything would wait for that.
    """
    if jobs < 2 or len(names) < 2 or not desk.apart:
        yield from map(one, names)
        return
    pool = ThreadPoolExecutor(min(jobs, len(names)))
    try:
        others = sorted(names[1:], key=lambda name: load_audience(desk.folders, name).ceiling.rank)
        begun = {name: pool.submit(one, name) for name in (names[0], *others)}
        yield from (begun[name].result() for name in names)
    except BaseException:  # Ctrl-C too: what is being made is of no use
        desk.close()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _checked(record: Record, order: Order) -> tuple[Finding, ...]:
    """What the checks find. Raises what an order refuses: errors, and in a final memo what is proposed or unsigned."""
    findings = check(record, order.templates)
    if order.final or not order.allow_findings:
        refuse_errors(findings)
    if order.final:
        refuse_proposals(record)
        refuse_unsigned(record)
    return findings
