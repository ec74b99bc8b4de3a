"""One record → its share of an export: the rows a reader may know, the events, and what is to be told of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from reportgen.borne import cut_to, errors_left
from reportgen.checks import check
from reportgen.console import plural
from reportgen.drafts import proposals_left_out, refuse_errors
from reportgen.errors import WriteError
from reportgen.exports.calendar import days, event
from reportgen.frames import Reader, frames_for
from reportgen.labels import Labels, load_labels
from reportgen.leaks import to_judge
from reportgen.record import Record
from reportgen.rows import Frames
from reportgen.shipped import search_path
from reportgen.signoff import State, load_signoff, states
from reportgen.view.visible import highest


class Share(Struct, frozen=True):
    """What there is to export of one record: but for ``record`` itself, nothing of it is above the reader's ceiling."""

    record: Record
    labels: Labels
    frames: Frames
    events: tuple[str, ...]
    undated: int
    """Next steps that have no day."""
    about: dict[str, str | int]
    """The record in a few words: id, title, as of, version, handling, entries, how many are signed, open errors."""
    warnings: tuple[str, ...]


def share_of(record: Record, reader: Reader, templates: str | Path | None, *, allow_findings: bool = False) -> Share:
    """Check a record and cut it for a reader.

    Raises :class:`ChecksFailed` for a finding that is an error, unless these are allowed, and :class:`WriteError` for a
    record into which entries were taken that are only proposed.
    """
    talks = record.talks
    if record.taken:
        raise WriteError(f"{talks.id}: nothing that is only proposed is exported. Load it without with_proposals.")
    findings = check(record, templates)
    if not allow_findings:
        refuse_errors(findings)
    frames = frames_for(record, reader)
    labels = load_labels(search_path(Path(templates) if templates else None), talks.language)
    dated = [row for row in frames.next_steps if days(row)]
    about = _about(record, reader, errors_left(record, reader.ceiling, findings, templates))
    return Share(
        record=record,
        labels=labels,
        frames=frames,
        events=tuple(event(row, labels) for row in dated),
        undated=len(frames.next_steps) - len(dated),
        about=about,
        warnings=(*_drafts(about), *proposals_left_out(record), *to_judge(record, reader.name, reader.ceiling)),
    )


def _about(record: Record, reader: Reader, errors: int) -> dict[str, str | int]:
    shown = cut_to(record, reader.ceiling).talks
    ids = {entry.id for _, _, entry in shown.entries()}
    known = [each for each in states(record, load_signoff(record)) if each.id in ids]
    return {
        "id": shown.id,
        "title": shown.title,
        "as_of": shown.as_of.isoformat(),
        "version": shown.version,
        "handling": highest(shown).value,
        "entries": len(known),
        "signed": sum(each.state is State.SIGNED for each in known),
        "errors": errors,
    }


def _drafts(about: dict[str, str | int]) -> Iterator[str]:
    """Warnings for what a memo would say with DRAFT on every page."""
    unsigned = int(about["entries"]) - int(about["signed"])
    if unsigned:
        yield f"{about['id']}: {unsigned} of {about['entries']} entries not signed as they stand: this is a draft"
    if errors := int(about["errors"]):
        yield f"{about['id']}: exported with {plural(errors, 'error')} left open: this is a draft"
