"""Ways through a view, and records with something changed, for the tests of selection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.audience import Audience, load_audience
from reportgen.memo.tree import Memo
from reportgen.model.base import Entry
from reportgen.model.words import Handling
from reportgen.once import once
from reportgen.record import Record
from reportgen.view.types import View
from tests.conftest import desk, record_at


@cache
def _fields(form: type) -> tuple[tuple[str, str], ...]:
    return tuple((field, f"{form.__name__}.{field}") for field in getattr(form, "__struct_fields__", ()))


def values(value: Any, name: str = "View") -> Iterator[tuple[str, Any]]:
    """Everything in a view that is no tuple, with the type and field it stands in: ``AgreementView.text``."""
    waiting = [(name, value)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, tuple):
            waiting += [(name, inner) for inner in reversed(value)]
            continue
        yield name, value
        waiting += [(inside, getattr(value, field)) for field, inside in reversed(_fields(type(value)))]


@once(latest=2)
def texts(view: View) -> list[tuple[str, str]]:
    """Every text of a view, with the type and field it stands in."""
    return [(name, value) for name, value in values(view) if isinstance(value, str)]


def view_of(record: Record, audience: str, ceiling: Handling | None = None) -> View:
    """An audience's cut, under its own ceiling or a lower one."""
    return desk().view(record, under(audience, ceiling))


def memo_of(record: Record, audience: str, ceiling: Handling | None = None) -> Memo:
    """An audience's memo, under its own ceiling or a lower one."""
    return desk().memo(record, under(audience, ceiling))[1]


def under(audience: str, ceiling: Handling | None) -> Audience:
    """An audience, as a desk would have it that lowers the ceiling; never a higher one."""
    shipped = load_audience(desk().folders, audience)
    if ceiling is None or ceiling.rank >= shipped.ceiling.rank:
        return shipped
    return shipped.model_copy(update={"ceiling": ceiling})


def changed(record: Record, part: str, number: int, **fields_: Any) -> Record:
    """The record with some fields of one entry changed."""
    entries: list[Entry] = list(getattr(record.talks, part))
    entries[number] = entries[number].model_copy(update=fields_)
    return with_talks(record, **{part: tuple(entries)})


def with_talks(record: Record, **parts: Any) -> Record:
    """The record with some of its parts changed."""
    return replace(record, talks=record.talks.model_copy(update=parts), _matches={})


def entry_of(record: Record, name: str) -> tuple[str, int]:
    """The part and the place in it of the entry with that id."""
    return next((part, number) for part, number, entry in record.talks.entries() if entry.id == name)


def handled(path: Path, name: str, handling: Handling) -> Record:
    """The record with one entry handled otherwise."""
    record = record_at(path)
    part, number = entry_of(record, name)
    return changed(record, part, number, handling=handling)
