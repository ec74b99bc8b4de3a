"""Templates, style and labels at work: one record and audience → its memo, in every format, searched for leaks.

It makes and writes nothing to disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

from reportgen.audience import Audience, audience_names, load_audience
from reportgen.banner import marked_as_it_is, portion_marks
from reportgen.borne import errors_left
from reportgen.carried import Carried, carried
from reportgen.checks import Finding
from reportgen.child import Limits
from reportgen.drafts import draft_notice
from reportgen.errors import AudienceError, Place, Problem, WriteError, did_you_mean
from reportgen.labels import Labels, load_labels
from reportgen.leaks import look_ahead, look_through
from reportgen.ledger.digests import of_file
from reportgen.ledger.recall import Recall, Written
from reportgen.made import Made, Names, leaving, within_limit, within_limit_unseen, without_caveat
from reportgen.making import Making, docx, dress, pdf
from reportgen.memo.portions import with_portion_marks
from reportgen.memo.reader import read_memo
from reportgen.memo.tree import Memo
from reportgen.model.words import Handling
from reportgen.order import MODULES
from reportgen.part import Part
from reportgen.record import Record
from reportgen.report import REPORT, Report, report_json, report_view
from reportgen.review import review_for
from reportgen.running import with_running
from reportgen.schemes import Marks, Scheme, scheme_of
from reportgen.shipped import first, search_path
from reportgen.signoff import load_signoff
from reportgen.style import Paper, Style, load_style, logo_of
from reportgen.template import placing, rendered
from reportgen.version import VERSION
from reportgen.view.select import select, validation_of
from reportgen.view.types import View
from reportgen.view.visible import highest, visible
from reportgen.writers import FORMATS
from reportgen.writers.variants import Engine, Printing


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
        apart: bool = False,
        modules: Sequence[str] = MODULES,
    ) -> None:
        self.folders = search_path(templates)
        shipped = load_style(self.folders[-1] / "style.yaml")
        own = first(self.folders, "style.yaml")
        style = shipped if own == self.folders[-1] / "style.yaml" else load_style(own, shipped)
        self.style: Style = style.on(Paper(paper)) if paper else style
        self.logo = logo_of(style)
        self.css = dress(self.folders, self.style)
        self._look = repr(self.style).replace(str(self.folders[0].resolve()), "")  # wherever the folder lies
        self._labels: dict[str, Labels] = {}
        self._marks = marks or Marks()
        self._language = language
        self._printing = printing or Printing()
        self._templates = templates
        self._making = Making(templates, self.folders, limits, apart, modules)

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def apart(self) -> bool:
        """Whether each memo is made in a child of its own."""
        return self._making.apart

    def close(self) -> None:
        """End what is being made."""
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
        draft = draft_notice(labels, open_errors, validation, len(record.taken))
        cut = audience.model_copy(update={"ceiling": ceiling or audience.ceiling})
        printed = self.scheme(record)[marked].label
        review = review_for(record, cut, self.folders, VERSION)
        return select(record, cut, labels, marking=printed, draft=draft, validation=validation, review=review)

    def memo(
        self, record: Record, audience: Audience, open_errors: int = 0, part: Part | None = None, used: Names = None
    ) -> tuple[View, Memo]:
        """Select, render, read; marked as its highest handling. ``part`` is all there is, ``used`` takes templates."""
        labels, talks = self.labels(self._language or record.talks.language), visible(record.talks, audience.ceiling)

        def made(ceiling: Handling, marked: Handling) -> tuple[View, Memo]:
            view = self.view(record, audience, open_errors, ceiling, marked)
            view = part.of(view, talks) if part else view
            name = f"{view.header.id}.{audience.name}"
            with placing(self.folders):
                markup, names = self._making.markup(name, rendered, view, labels, self.folders)
                if used is not None:
                    used.update(names)
                return view, read_memo(markup, part=bool(part and part.untitled))

        view, memo, marked = marked_as_it_is(talks, audience.ceiling, made)
        if audience.portion_marks or self._marks.portions:
            memo = with_portion_marks(memo, portion_marks(talks, self.scheme(record), marked))
        return view, with_running(memo, view, self.style, self.logo)

    def make(
        self,
        record: Record,
        name: str,
        formats: Sequence[str],
        at_once: int = 1,
        findings: Iterable[Finding] = (),
        progress: Callable[[str], None] = lambda name: None,
        recall: Recall | None = None,
    ) -> Made:
        """One audience's memo in every format, so many ``at_once``; of the ``findings`` its own count as open.

        A format that ``recall`` still has from the last build is not made again. May be called by several threads at
        once. Raises :class:`~reportgen.errors.MemoLost` when making it took too much or failed, and another
        :class:`ReportgenError` for what stands against the record as a whole.
        """
        recall = recall or Recall()
        with self._making.one():
            with self._making.in_turn():
                made = self._begun(record, name, findings)
            look_ahead(record, made.audience, formats)

            def one(format: str) -> None:
                progress(made.name(format))
                started = perf_counter()
                made.contents[format] = self._write(made, format, recall)
                made.seconds[format] = perf_counter() - started

            self._making.each(one, formats, at_once, longest="pdf")
            made.contents = {each: made.contents[each] for each in formats}
            within_limit_unseen(made, lambda: self._length(made, recall))
        files = [(made.name(each), content) for each, content in made.contents.items()]
        made.to_judge += self._searched(record, made.audience, files)
        return made

    def _begun(self, record: Record, name: str, findings: Iterable[Finding]) -> Made:
        """One audience's memo, not yet in any format."""
        audience = load_audience(self.folders, name)
        open_errors = errors_left(record, audience.ceiling, findings, self._templates)
        used: set[str] = set()
        made = Made(audience, *self.memo(record, audience, open_errors, used=used), {}, {}, 0, [], [], templates=used)
        made.lowered = leaving(record, made, lambda less: self.memo(record, less, open_errors))
        made.record = carried(record, audience, made.memo).to_json() if audience.embed_record else b""
        made.warnings += without_caveat(made)
        return made

    def fragment(self, record: Record, audience: Audience, part: Part, open_errors: int) -> Memo:
        """A memo, or a part of one, to stand in another document; searched as a file with it would be."""
        with self._making.one():
            _, memo = self.memo(record, audience, open_errors, part)
            name = f"{memo.properties.identifier}.html"
            self._searched(record, audience, [(name, self.html(name, memo))])
        return memo

    def carried(self, record: Record, name: str) -> Carried:
        """What a memo made now for an audience would carry of the record."""
        audience = load_audience(self.folders, name)
        return carried(record, audience, self.memo(record, audience)[1])

    def _searched(self, record: Record, audience: Audience, files: Iterable[tuple[str, bytes]]) -> list[str]:
        labels = self.labels(self._language or record.talks.language)
        return look_through(record, audience, labels, self.style, self.css, files)

    def report(self, record: Record, report: Report, used: Names = None) -> dict[str, bytes]:
        """The files of a build report by name, searched as memos are: a page for people, JSON for other programs."""
        labels, name = self.labels(self._language or record.talks.language), f"{report.stem}.html"
        view = report_view(report, labels)
        with self._making.one():
            markup, names = self._making(name, rendered, view, labels, self.folders, "report.html.j2")
            if used is not None:
                used.update(names)
            memo = read_memo(markup, beside=[file for account in report.accounts for file in account.files])
            files = {name: self.html(name, memo), f"{report.stem}.json": report_json(report)}
        self._searched(record, report.reader, files.items())
        return files

    def _write(self, made: Made, format: str, recall: Recall) -> bytes:
        """The memo in one format; what it depends on and what calls its writer stand side by side."""
        # Each writer's libraries are imported only where its format is asked for.
        name, memo, look = made.name(format), made.memo, self._look
        match format:
            case "pdf":
                return self._pdf(made, recall)
            case "docx":
                given = (format, memo, look, made.record, self.style.letterhead and of_file(self.style.letterhead.file))
                return recall(name, given, lambda: Written(self._docx(name, made))).content
            case "html":
                return recall(name, (format, memo, look, self.css), lambda: Written(self.html(name, memo))).content
            case "md":
                from reportgen.writers.markdown import write_markdown

                return recall(name, (format, memo), lambda: Written(self._making(name, write_markdown, memo))).content
            case _:
                raise WriteError(f'There is no format "{format}". {did_you_mean(format, FORMATS)}')

    def _docx(self, name: str, made: Made) -> bytes:
        return self._making(name, docx, made.memo, self.style, made.record)

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

    def _pdf(self, made: Made, recall: Recall) -> bytes:
        name = made.name("pdf")
        given = self._given(made.memo, recall, made.record)
        written = recall(name, given, lambda: Written(*self.pdf(name, made.memo, made.record)))
        made.pages = written.pages
        made.warnings += [f"{name}: {warning}" for warning in (*written.warnings, *self._without_effect())]
        within_limit(made)
        return written.content

    def _length(self, made: Made, recall: Recall) -> int:
        """The pages of the PDF that a memo would be."""
        name = made.name("pdf")
        return recall.length(name, self._given(made.memo, recall), lambda: Written(*self.pdf(name, made.memo)))

    def _given(self, memo: Memo, recall: Recall, record: bytes = b"") -> tuple[object, ...]:
        """All that the PDF of a memo depends on."""
        fonts = [of_file(name) for name in self.style.fonts.files]
        given = ("pdf", memo, self._look, fonts, record, self._printing)
        if self._printing.engine is Engine.TYPST:
            return given
        return (*given, self.css, sorted(recall.libraries.items()))

    def _without_effect(self) -> Iterator[str]:
        """What a desk has made for the other engine."""
        own = first(self.folders, "memo.css")
        if self._printing.engine is Engine.TYPST and own.parent != self.folders[-1]:
            yield f"{own} has no effect: Typst dresses memos as style.yaml says. Leave out --pdf-engine for it."
