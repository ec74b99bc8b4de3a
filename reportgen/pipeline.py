"""The whole way, once per record: load → check → (select → render → read → write) for every audience.

The only module that writes files, and it writes a record's memos whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from reportgen import __version__
from reportgen.audience import Audience, audience_names, load_audience
from reportgen.banner import marked_as_it_is, portion_marks
from reportgen.borne import errors_left
from reportgen.carried import Carried, carried
from reportgen.checks import Finding, Level, check
from reportgen.child import Limits
from reportgen.drafts import draft_notice, refuse_unsigned
from reportgen.errors import AudienceError, ChecksFailed, Place, Problem, WriteError, did_you_mean
from reportgen.files import write_all
from reportgen.labels import Labels, load_labels
from reportgen.leaks import look_through
from reportgen.loading import load
from reportgen.made import (
    Made,
    Output,
    leaving,
    refuse_too_long,
    within_limit,
    within_limit_unseen,
    without_caveat,
)
from reportgen.making import Making, docx, dress, pdf
from reportgen.memo.portions import with_portion_marks
from reportgen.memo.reader import read_memo
from reportgen.memo.tree import Memo
from reportgen.model.words import Handling
from reportgen.record import Record
from reportgen.report import REPORT, Report, report_json, report_on, report_view
from reportgen.review import review_for
from reportgen.running import with_running
from reportgen.schemes import Marks, Scheme, scheme_of
from reportgen.shipped import first, search_path
from reportgen.signoff import load_signoff
from reportgen.style import Paper, Style, load_style, logo_of
from reportgen.template import placing, render
from reportgen.view import View, select
from reportgen.view.select import validation_of
from reportgen.view.visible import highest, visible
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


class Desk:
    """Templates, style and labels, read once for all records and audiences of a run."""

    def __init__(
        self,
        templates: Path | None = None,
        paper: str | None = None,
        limits: Limits | None = None,
        marks: Marks | None = None,
        language: str | None = None,
        printing: Printing | None = None,
    ) -> None:
        self.folders = search_path(templates)
        shipped = load_style(self.folders[-1] / "style.yaml")
        own = first(self.folders, "style.yaml")
        style = shipped if own == self.folders[-1] / "style.yaml" else load_style(own, shipped)
        self.style: Style = style.on(Paper(paper)) if paper else style
        self.logo = logo_of(style)
        self.css = dress(self.folders, self.style)
        self._labels: dict[str, Labels] = {}
        self._marks = marks or Marks()
        self._language = language
        self._printing = printing or Printing()
        self._templates = templates
        self._making = Making(templates, self.folders, limits)

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self._making.close()

    def allowed(self, record: Record, asked: Sequence[str]) -> tuple[list[str], list[str]]:
        """The audiences to build for, and a warning for each that may not see this record at all.

        Raises :class:`AudienceError` when one that was asked for, or every one, may not.
        """
        handling = record.talks.handling
        names = list(asked) or list(audience_names(self.folders))
        if REPORT in names:
            message = f'An audience cannot be called "{REPORT}": the build report has that name.'
            raise AudienceError([Problem(Place(REPORT), message, "Give it another name.")])
        over = {name: load_audience(self.folders, name).ceiling for name in names}
        told = {
            name: f"nothing of {record.talks.id} is for {name}: the record is {handling}, and its ceiling {ceiling}."
            for name, ceiling in over.items()
            if handling.rank > ceiling.rank
        }
        if told and (asked or len(told) == len(names)):
            remedy = "Build for another audience, or lower the record's handling."
            raise AudienceError([Problem(record.place(("handling",)), each, remedy) for each in told.values()])
        return [name for name in names if name not in told], list(told.values())

    def labels(self, language: str) -> Labels:
        """The catalogue for a language."""
        if language not in self._labels:
            self._labels[language] = load_labels(self.folders, language)
        return self._labels[language]

    def scheme(self, record: Record) -> Scheme:
        """The marking scheme that the record names, or else the desk."""
        return scheme_of(record, self.folders, self._marks)

    def view(
        self,
        record: Record,
        audience: Audience,
        open_errors: int = 0,
        ceiling: Handling | None = None,
        marked: Handling | None = None,
    ) -> View:
        """The audience's cut, or what a lower ceiling leaves of it; marked as told, or with the highest in the cut."""
        labels = self.labels(self._language or record.talks.language)
        marked = marked or highest(visible(record.talks, audience.ceiling))
        validation = validation_of(record, audience, load_signoff(record))
        draft = draft_notice(labels, open_errors, validation)
        cut = audience.model_copy(update={"ceiling": ceiling or audience.ceiling})
        printed = self.scheme(record)[marked].label
        review = review_for(record, cut, self.folders, __version__)
        return select(record, cut, labels, marking=printed, draft=draft, validation=validation, review=review)

    def memo(self, record: Record, audience: Audience, open_errors: int = 0) -> tuple[View, Memo]:
        """Select, render, read; marked with the highest handling of what is on the memo."""
        labels, talks = self.labels(self._language or record.talks.language), visible(record.talks, audience.ceiling)

        def made(ceiling: Handling, marked: Handling) -> tuple[View, Memo]:
            view = self.view(record, audience, open_errors, ceiling, marked)
            name = f"{view.header.id}.{audience.name}"
            with placing(self.folders):
                return view, read_memo(self._making(name, render, view, labels, self.folders))

        view, memo, marked = marked_as_it_is(talks, audience.ceiling, made)
        if audience.portion_marks or self._marks.portions:
            memo = with_portion_marks(memo, portion_marks(talks, self.scheme(record), marked))
        return view, with_running(memo, view, self.style, self.logo)

    def make(
        self,
        record: Record,
        name: str,
        formats: Iterable[str],
        *,
        findings: Iterable[Finding] = (),
        progress: Callable[[str], None] = lambda name: None,
    ) -> Made:
        """One audience's memo in every format; of the ``findings`` in the record its own count as open."""
        audience = load_audience(self.folders, name)
        open_errors = errors_left(record, audience.ceiling, findings, self._templates)
        made = Made(audience, *self.memo(record, audience, open_errors), {}, {}, 0, [], [])
        made.lowered = leaving(record, made, lambda less: self.memo(record, less, open_errors))
        made.record = carried(record, audience, made.memo).to_json() if audience.embed_record else b""
        made.warnings += without_caveat(made)
        for each in formats:
            progress(made.name(each))
            started = perf_counter()
            made.contents[each] = self._write(made, each)
            made.seconds[each] = perf_counter() - started
        within_limit_unseen(made, self.pdf)
        files = [(made.name(each), content) for each, content in made.contents.items()]
        made.to_judge += self._searched(record, audience, files)
        return made

    def carried(self, record: Record, name: str) -> Carried:
        """What a memo made now for an audience would carry of the record."""
        audience = load_audience(self.folders, name)
        return carried(record, audience, self.memo(record, audience)[1])

    def _searched(self, record: Record, audience: Audience, files: Iterable[tuple[str, bytes]]) -> list[str]:
        labels = self.labels(self._language or record.talks.language)
        return look_through(record, audience, labels, self.style, self.css, files)

    def report(self, record: Record, report: Report) -> dict[str, bytes]:
        """The files of a build report by name, searched as memos are: a page for people, JSON for other programs."""
        labels, name = self.labels(self._language or record.talks.language), f"{report.stem}.html"
        view = report_view(report, labels)
        markup = self._making(name, render, view, labels, self.folders, "report.html.j2")
        memo = read_memo(markup, beside=[file for account in report.accounts for file in account.files])
        files = {name: self.html(name, memo), f"{report.stem}.json": report_json(report)}
        self._searched(record, report.reader, files.items())
        return files

    def _write(self, made: Made, format: str) -> bytes:
        # Each writer's libraries are imported only where its format is asked for.
        match format:
            case "pdf":
                return self._pdf(made)
            case "docx":
                return self._making(made.name(format), docx, made.memo, self.style, made.record)
            case "html":
                return self.html(made.name(format), made.memo)
            case "md":
                from reportgen.writers.markdown import write_markdown

                return self._making(made.name(format), write_markdown, made.memo)
            case _:
                raise WriteError(f'There is no format "{format}". {did_you_mean(format, FORMATS)}')

    def html(self, name: str, memo: Memo) -> bytes:
        """The file called ``name``: a memo as HTML."""
        from reportgen.writers.html import write_html

        return self._making(name, write_html, memo, self.style, self.css)

    def pdf(self, name: str, memo: Memo, carries: bytes = b"") -> tuple[bytes, int, tuple[str, ...]]:
        """The file called ``name``: a memo as PDF, however long; its number of pages; what the layout warned of."""
        printing = self._printing
        return self._making(
            name, pdf, memo, self.style, self.css, self.folders, printing.engine, printing.variant, carries
        )

    def _pdf(self, made: Made) -> bytes:
        name = made.name("pdf")
        content, made.pages, warnings = self.pdf(name, made.memo, made.record)
        made.warnings += [f"{name}: {warning}" for warning in warnings]
        within_limit(made)
        return content
