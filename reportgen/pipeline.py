"""The whole way, once per record: load → check → (select → render → read → write) for every audience.

The only module that writes files, and it writes a record's memos whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.checks import Finding, Level, check
from reportgen.child import Limits
from reportgen.desk import Desk
from reportgen.drafts import refuse_unsigned
from reportgen.errors import ChecksFailed
from reportgen.files import write_all
from reportgen.loading import load
from reportgen.made import (
    Made,
    Output,
    refuse_too_long,
)
from reportgen.record import Record
from reportgen.report import Report, report_on
from reportgen.schemes import Marks
from reportgen.writers import FORMATS
from reportgen.writers.variants import Printing


@dataclass(frozen=True, slots=True)
class Built:
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
    audiences: Sequence[str] = (),
    formats: Sequence[str] = FORMATS,
    out: str | Path = "out",
    templates: str | Path | None = None,
    paper: str | None = None,
    language: str | None = None,
    allow_findings: bool = False,
    final: bool = False,
    scheme: str | None = None,
    portion_marks: bool = False,
    report: bool = False,
    limits: Limits | None = None,
    pdf_engine: str | None = None,
    pdf_variant: str | None = None,
    progress: Callable[[str], None] = lambda name: None,
) -> Built:
    """Write the memos of one record as ``out/<talks-id>.<audience>.<format>``.

    Without ``audiences``, for all there are. ``paper`` is ``a4`` or ``letter``, ``templates`` a folder searched before
    the shipped one; ``progress`` is told each file's name as work on it begins. ``language`` is that of the memos' own
    words; in another than the record's they are named ``<talks-id>.<audience>.fr.pdf``. ``allow_findings`` builds
    despite error findings, with DRAFT on every page; ``final`` refuses them, and entries not signed as they stand.
    ``scheme`` is for a record with none, ``portion_marks`` mark each paragraph, ``limits`` hold for ``templates``;
    with ``report`` the build report is written too, and what it says is returned in any case. ``pdf_engine`` is
    ``weasyprint`` or ``typst``, ``pdf_variant`` is ``a-3a+ua-1``, ``plain`` or, with Typst, ``a-4f``.

    Raises :class:`~reportgen.errors.ReportgenError`; then nothing of this record is written.
    """
    printing = Printing.named(pdf_engine, pdf_variant)
    record = record if isinstance(record, Record) else load(record)
    findings = _findings(record, templates, refused=final or not allow_findings)
    if final:
        refuse_unsigned(record)
    own = Path(templates) if templates else None
    with Desk(own, paper, limits, Marks(scheme, portion_marks), language, printing) as desk:
        names, warnings = desk.allowed(record, audiences)
        made = [desk.make(record, name, formats, findings=findings, progress=progress) for name in names]
        refuse_too_long(made)
        told = report_on(record, made, findings, warnings, desk.scheme(record), templates)
        reports = desk.report(record, told) if report else {}
    return _written(record, findings, made, told, reports, warnings, Path(out))


def _written(
    record: Record,
    findings: tuple[Finding, ...],
    made: list[Made],
    told: Report,
    reports: dict[str, bytes],
    warnings: list[str],
    folder: Path,
) -> Built:
    """Write all of it into ``folder``, or nothing, and tell what was written."""
    files = {folder / memo.name(each): content for memo in made for each, content in memo.contents.items()}
    write_all(files | {folder / name: content for name, content in reports.items()})
    return Built(
        record=record,
        outputs=tuple(output for memo in made for output in memo.outputs(folder)),
        findings=findings,
        report=told,
        reports=tuple(folder / name for name in reports),
        warnings=(*warnings, *(warning for memo in made for warning in (*memo.warnings, *memo.to_judge))),
    )


def _findings(record: Record, templates: str | Path | None, *, refused: bool) -> tuple[Finding, ...]:
    """What the checks find; errors among it are raised where they are ``refused``."""
    findings = check(record, templates)
    if refused and any(finding.level is Level.ERROR for finding in findings):
        raise ChecksFailed(findings)
    return findings
