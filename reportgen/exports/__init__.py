"""Records → tables and a calendar for other programs: CSV, JSON, iCalendar, all records together.

    share     one record: checked, cut for a reader, its rows and its events
    tables    rows → CSV, JSON
    calendar  next steps with a day → iCalendar

Without an audience there is in them what may be published, and no more: a table bears no marking on its pages, and
goes where nobody foresaw. As with memos, every record's share is searched for what is withheld before anything is
written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from reportgen.errors import AudienceError, ExportFailed, Problem, ReportgenError, WriteError, did_you_mean
from reportgen.exports.calendar import calendar
from reportgen.exports.share import Share, share_of
from reportgen.exports.tables import as_csv, as_json
from reportgen.files import write_all
from reportgen.frames import EVERYBODY, Reader, reader_called, why_nothing
from reportgen.frames.columns import COLUMNS
from reportgen.leaks import refuse_leaks, words_of
from reportgen.loading import load
from reportgen.model import words
from reportgen.record import Record
from reportgen.recordfile import OUT
from reportgen.rows import Row
from reportgen.version import VERSION

__all__ = ["FORMATS", "Exported", "export", "refuse_withheld"]

FORMATS = ("csv", "json", "ics")
PARTS = ("agreements", "positions", "next_steps")
FORMAT = "urn:reportgen:export:1"
"""What the JSON is, so that a program knows it again."""
TABLES, STEPS = "export.json", "next_steps.ics"


class Exported(Struct, frozen=True):
    """What was exported: the files with how many rows or events each holds, from which talks."""

    files: dict[Path, int]
    talks: tuple[str, ...]
    withheld: int
    """Agreements, positions and next steps of these talks that are above the ceiling."""
    undated: int
    """Next steps that are in no calendar, since nobody knows their day."""
    left_out: tuple[str, ...]
    """Why nothing of a record is in it, for each such record."""
    warnings: tuple[str, ...]


def export(
    records: Record | str | Path | Iterable[Record | str | Path],
    *,
    out: str | Path = OUT,
    formats: Iterable[str] = FORMATS,
    audience: str | None = None,
    templates: str | Path | None = None,
    allow_findings: bool = False,
) -> Exported:
    """Write ``agreements.csv``, ``positions.csv``, ``next_steps.csv``, ``export.json`` and ``next_steps.ics``.

    They hold what ``audience`` may know of one record or several; without one, what may be published. A record that is
    itself above that is left out, and told. All files are written or none.

    Raises :class:`~reportgen.errors.ReportgenError` for what stands against a record, :class:`ExportFailed` where that
    is so of several, :class:`AudienceError` where all are above the audience's ceiling.
    """
    reader = reader_called(audience, templates) if audience else EVERYBODY
    asked = [records] if isinstance(records, Record | str | Path) else list(records)
    formats = _known(formats)
    shares, left_out = _shares(asked, reader, partial(share_of, templates=templates, allow_findings=allow_findings))
    for share in shares:
        refuse_withheld(share, reader, formats)
    files = _files(shares, reader, formats)
    write_all({Path(out) / name: content for name, (content, _) in files.items()})
    return Exported(
        files={Path(out) / name: count for name, (_, count) in files.items()},
        talks=tuple(str(share.about["id"]) for share in shares),
        withheld=sum(_withheld(share) for share in shares),
        undated=sum(share.undated for share in shares),
        left_out=tuple(left_out),
        warnings=tuple(warning for share in shares for warning in share.warnings),
    )


def _known(formats: Iterable[str]) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(formats))
    for name in asked:
        if name not in FORMATS:
            raise WriteError(f'There is no format "{name}" to export to. {did_you_mean(name, FORMATS)}')
    return asked


def _shares(
    asked: Sequence[Record | str | Path], reader: Reader, share: Callable[[Record, Reader], Share]
) -> tuple[list[Share], list[str]]:
    """Each record's share, and why others have none."""
    shares: list[Share] = []
    over: list[Problem] = []
    errors: list[ReportgenError] = []
    for each in asked:
        try:
            record = each if isinstance(each, Record) else load(each)
            if reader.may_see(record):
                shares.append(share(record, reader))
            else:
                over.append(why_nothing(record, reader))
        except ReportgenError as error:
            errors.append(error)
    if errors:
        raise errors[0] if len(errors) == 1 else ExportFailed(errors)
    if over and not shares:
        raise AudienceError(over)
    _refuse_twins(shares)
    return shares, [problem.message for problem in over]


def _refuse_twins(shares: Sequence[Share]) -> None:
    files: dict[str, list[str]] = {}
    for share in shares:
        files.setdefault(share.record.talks.id, []).append(share.record.file.name)
    for name, found in files.items():
        if len(found) > 1:
            raise WriteError(f'{", ".join(found)}: these have one id, "{name}". Give each record its own.')


def _files(shares: Sequence[Share], reader: Reader, formats: Sequence[str]) -> dict[str, tuple[bytes, int]]:
    """The files by name, and how many rows or events each holds."""
    rows: dict[str, list[Row]] = {part: [row for each in shares for row in each.frames[part]] for part in PARTS}
    events = [event for share in shares for event in share.events]
    files: dict[str, tuple[bytes, int]] = {}
    if "csv" in formats:
        for part in PARTS:
            files[f"{part}.csv"] = as_csv([column.name for column in COLUMNS[part]], rows[part]), len(rows[part])
    if "json" in formats:
        head = {"format": FORMAT, "program": f"reportgen {VERSION}", "audience": reader.name, "ceiling": reader.ceiling}
        content = {**head, "talks": [share.about for share in shares], **rows}
        files[TABLES] = as_json(content), sum(map(len, rows.values()))
    if "ics" in formats:
        titles = [str(share.about["title"]) for share in shares]
        files[STEPS] = calendar(titles[0] if len(titles) == 1 else "Next steps", events), len(events)
    return files


def _withheld(share: Share) -> int:
    return sum(len(getattr(share.record.talks, part)) - len(share.frames[part]) for part in PARTS)


def refuse_withheld(share: Share, reader: Reader, formats: Sequence[str]) -> None:
    """Look for what is withheld of a record in its own share, as files: words of other records are none of its own.

    Raises :class:`WriteError` that names file, words and the entry they are of.
    """
    files = [(name, content) for name, (content, _) in _files([share], reader, formats).items()]
    files += [(name, content.replace(b"\r\n ", b"")) for name, content in files if name == STEPS]
    empty = [content.decode() for content, _ in _files([], reader, FORMATS).values()]
    vocabularies = [each for each in vars(words).values() if isinstance(each, type) and issubclass(each, words.Word)]
    fixed = [*empty, *(word.value for each in vocabularies for word in each), *words_of(share.labels)]
    refuse_leaks(share.record, reader.ceiling, f"export for {reader.name}", fixed, files)
