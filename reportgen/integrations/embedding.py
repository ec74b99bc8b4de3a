"""All that a site needs of its records: what is asked for → the memo, with what it is made from.

What was made is kept while the files it was made from are as they were, so that a site with many tables of one record,
or one that is served and made again on every change, does each once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from reportgen.audience import load_audience
from reportgen.checks import check
from reportgen.drafts import refuse_errors
from reportgen.errors import ReportgenError, did_you_mean
from reportgen.fragments import fragment, made_from
from reportgen.integrations.asked import Asked
from reportgen.integrations.faults import told
from reportgen.integrations.kept import Kept
from reportgen.integrations.records import Records, shown
from reportgen.integrations.references import Reference
from reportgen.integrations.shown import Cited, Shown, cited_of, shown_of
from reportgen.labels import load_labels
from reportgen.loading import load
from reportgen.memo.tree import Memo, Table
from reportgen.memo.walk import blocks, plain
from reportgen.model.talks import Talks
from reportgen.model.words import Handling
from reportgen.record import Record
from reportgen.recordfile import RECORD_FILE, SIGNOFF_FILE
from reportgen.schemes import Marks, scheme_of
from reportgen.shipped import first, search_path
from reportgen.style import load_style
from reportgen.view.visible import visible


class Embedded(Struct, frozen=True):
    """A memo, or a part of one, ready to be written into a document."""

    talks: str
    title: str
    """Of the talks, in short."""
    memo: Memo
    files: tuple[Path, ...]
    """Every file it is made from: when one has changed, it may have."""
    entries: Mapping[str, Shown]
    """What the audience may know of the record's entries, by id."""
    marking: str
    """What it is marked with, always."""
    public: bool
    """Whether that is the marking of what anyone may see."""
    draft: str
    """The notice that it is a draft, or nothing."""
    widths: Mapping[str, tuple[float, ...]]
    """Of its tables, by their names: how wide each column is, in percent, as the style has it."""


class Embedding:
    """What a site shows of its ``records``, for an ``audience`` and in a ``language`` where a document names none.

    ``templates`` is a folder that is searched before the shipped one; ``scheme`` a marking scheme for records that name
    none; no ``language`` is each record's own.
    """

    def __init__(
        self,
        records: Records,
        *,
        audience: str = "desk",
        templates: Path | None = None,
        language: str | None = None,
        scheme: str | None = None,
    ) -> None:
        self.records = records
        self._audience, self._templates, self._language, self._scheme = audience, templates, language, scheme
        self._loaded: Kept[Path, Record] = Kept()
        self._made: Kept[tuple[Path, Asked], Embedded] = Kept()

    def fragment(self, asked: Asked, document: Path) -> Embedded:
        """What ``document`` asks for. Raises :class:`ReportgenError`, as :func:`reportgen.fragment` does."""
        file = self.named(asked.record, document)
        return self._made(
            (file, asked),
            lambda: self._fragment(asked, self.record(file)),
            lambda made: (*made.files, *self.might_be(file)),
        )

    def files(self, asked: Asked, document: Path) -> tuple[Path, ...]:
        """Every file of what is asked for as it would be made now. Raises :class:`ReportgenError`."""
        return self._files(asked, self.record(self.named(asked.record, document)))

    def names(self, asked: Asked, document: Path) -> frozenset[str]:
        """The names of the files that might be part of what is asked for, besides those that are there in any case."""
        places = self.might_be(self.named(asked.record, document))
        listed = (each for path in places for each in (path.iterdir() if path.is_dir() else [path]))
        return frozenset(str(each.absolute()) for each in listed if each.exists())

    def might_be(self, file: Path) -> tuple[Path, ...]:
        """Where a file may yet be put that a memo of this record would be made from: a sign-off, templates."""
        own = self._templates
        folders = (own, *sorted(path for path in own.rglob("*") if path.is_dir())) if own and own.is_dir() else ()
        return (file.parent / SIGNOFF_FILE, *folders)

    def named(self, name: str, document: Path) -> Path:
        """The file of the record that ``document`` means by a path, by the name of its folder, or by its talks id.

        Raises :class:`ReportgenError` where there is none.
        """
        path = self.records.at(name, document)
        if path.is_file():
            return path
        if record := self._of(name):
            return Path(record.file.name).resolve()
        besides = "" if "/" in name else self._unread()  # talks are not called so
        meant = path.parent.name if path.name == RECORD_FILE else path.name
        raise ReportgenError(f'There is no record "{name}": {shown(path)} is not there.{self._near(meant)}{besides}')

    def record(self, file: Path) -> Record:
        """A record. Raises :class:`ReportgenError`."""
        return self._loaded(file, lambda: load(shown(file)), _files_of)

    def entry(self, reference: Reference, audience: str | None = None) -> Shown | None:
        """What is shown of an entry; None when the talks are none of the site's, whose links lead elsewhere.

        Raises :class:`ReportgenError` when the talks have no such entry, or none that the audience may see: the two
        are told in the same words.
        """
        record = self._of(reference.talks)
        if record is None:
            return None
        entries = shown_of(self._visible(self._holding(record), audience))
        if reference.entry not in entries:
            wrong = f'{reference.talks} has no entry "{reference.entry}" that {audience or self._audience} may see.'
            raise ReportgenError(f"{wrong}{_near(reference.entry, entries)}")
        return entries[reference.entry]

    def evidence(
        self, reference: Reference, audience: str | None = None, language: str | None = None
    ) -> tuple[Cited, ...]:
        """The words of the sources behind an entry. Raises :class:`ReportgenError` as :meth:`entry` does, for talks
        that are none of the site's, and when there are none."""
        record = self._of(reference.talks)
        if record is None:
            raise self.unknown(reference.talks)
        self.entry(reference, audience)
        talks = self._visible(record, audience)
        labels = load_labels(search_path(self._templates), language or self._language or talks.language)
        cited = cited_of(record, talks, reference.entry, labels)
        if not cited:
            raise ReportgenError(f"{reference} rests on no words of a source.")
        return cited

    def knows(self, talks: str) -> bool:
        """Whether these talks are among the records of the site, sound or not."""
        try:
            return self._of(talks) is not None
        except ReportgenError:
            return True

    def files_of(self, reference: Reference, audience: str | None = None) -> tuple[Path, ...]:
        """The files that an entry, its words and evidence, are from; none for talks that are none of the site's."""
        record = self._of(reference.talks)
        if record is None:
            return ()
        folders, name = search_path(self._templates), f"audiences/{audience or self._audience}.yaml"
        return (*_files_of(record), *(path for folder in folders if (path := folder / name).is_file()))

    def unknown(self, talks: str) -> ReportgenError:
        """The error for talks of which there is no record: the nearest, and the records that could not be read."""
        return ReportgenError(
            f'There are no talks "{talks}" among the records here.{self._near(talks)}{self._unread()}'
        )

    def _of(self, talks: str) -> Record | None:
        """The record of these talks. That of a folder of this name is meant; reading all of them takes longer.

        One that cannot be read is of no talks: whoever names other talks is not at fault for it.
        """
        if file := self.records.called(talks):
            return self.record(file)
        read = (self._read(file) for file in self.records.files())
        return next((each for each in read if isinstance(each, Record) and each.talks.id == talks), None)

    def _read(self, file: Path) -> Record | ReportgenError:
        try:
            return self.record(file)
        except ReportgenError as error:
            return error

    def _holding(self, record: Record) -> Record:
        """The record. Raises :class:`ChecksFailed` where it does not hold: no word of it is shown then."""
        refuse_errors(check(record, self._templates))
        return record

    def _near(self, talks: str) -> str:
        """The nearest of all that records are called, by their folders and their ids."""
        read = map(self._read, self.records.files())
        ids = (each.talks.id for each in read if isinstance(each, Record))
        return _near(talks, [*(file.parent.name for file in self.records.files()), *ids])

    def lacks_some(self) -> bool:
        """Whether a record could not be read, so that talks nobody knows may be those of it."""
        return bool(self._unread())

    def _unread(self) -> str:
        """A line for each record that could not be read: it may be the one that is meant."""
        read = map(self._read, self.records.files())
        broken = (told(each)[0] for each in read if isinstance(each, ReportgenError))
        return "".join(f"\nBesides, a record could not be read: {line}" for line in broken)

    def _visible(self, record: Record, audience: str | None) -> Talks:
        """The talks as the audience may know them; nothing of them where the record is above its ceiling."""
        reader = load_audience(search_path(self._templates), audience or self._audience)
        if record.talks.handling.rank > reader.ceiling.rank:
            wrong = f"Nothing of {record.talks.id} is for {reader.name}: the record is {record.talks.handling}"
            raise ReportgenError(f"{wrong}, and its ceiling {reader.ceiling}. Name another audience.")
        return visible(record.talks, reader.ceiling)

    def _files(self, asked: Asked, record: Record) -> tuple[Path, ...]:
        audience, language = asked.audience or self._audience, asked.language or self._language
        return made_from(record, audience, asked.section, templates=self._templates, language=language)

    def _fragment(self, asked: Asked, record: Record) -> Embedded:
        memo = fragment(
            record,
            asked.audience or self._audience,
            asked.section,
            issues=asked.issues,
            parties=asked.parties,
            templates=self._templates,
            language=asked.language or self._language,
            scheme=self._scheme,
        )
        marking = plain(memo.running.marking)
        everyone = scheme_of(record, search_path(self._templates), Marks(self._scheme))[Handling.PUBLIC].label
        return Embedded(
            record.talks.id,
            record.talks.short_title or record.talks.title,
            memo,
            self._files(asked, record),
            shown_of(self._visible(record, asked.audience)),
            marking,
            marking == everyone,
            plain(memo.running.draft),
            self._widths(memo),
        )

    def _widths(self, memo: Memo) -> dict[str, tuple[float, ...]]:
        folders = search_path(self._templates)
        shipped = load_style(folders[-1] / "style.yaml")
        own = first(folders, "style.yaml")
        style = shipped if own.parent == folders[-1] else load_style(own, shipped)
        tables = (block for block in blocks(memo) if isinstance(block, Table))
        return {each.name: tuple(style.widths(each.name, len(each.head.cells))) for each in tables}


def _near(word: str, options: Iterable[str]) -> str:
    """The nearest of many; all of them would be no help."""
    hint = did_you_mean(word, options)
    return f" {hint}" if hint.startswith("Did") else ""


def _files_of(record: Record) -> tuple[Path, ...]:
    """The files a record was loaded from."""
    sources = (record.folder / source.path for source in record.talks.sources)
    return (Path(record.file.name), *sources, *record.originals.values())
