"""Which ids a record refers to, where, and which of them lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from msgspec import Struct
from pydantic import BaseModel

from reportgen.model.base import PARTS, RefersTo
from reportgen.model.talks import Talks
from reportgen.once import once

Path = tuple[str | int, ...]


class Reference(Struct, frozen=True):
    """An id written at ``path`` that must belong to a member of one of ``parts``."""

    path: Path
    id: str
    parts: tuple[str, ...]


def references(talks: Talks) -> Iterator[Reference]:
    """Every reference in the record, in its order."""
    return iter(_every_reference(talks))


@once(latest=4)
def _every_reference(talks: Talks) -> tuple[Reference, ...]:
    return tuple(_references(talks, ()))


def ids(talks: Talks, parts: tuple[str, ...] = PARTS) -> dict[str, tuple[str, int]]:
    """Every id of these parts → (part, place in it); of an id given twice, the first."""
    found: dict[str, tuple[str, int]] = {}
    for part, number, entry in talks.entries():
        if part in parts:
            found.setdefault(entry.id, (part, number))
    return found


def duplicates(talks: Talks) -> Iterator[tuple[Path, str, Path]]:
    """Ids given twice: the path of the second, the id, the path of the first."""
    seen: dict[str, Path] = {}
    for part, number, entry in talks.entries():
        path: Path = (part, number, "id")
        if entry.id in seen:
            yield path, entry.id, seen[entry.id]
        seen.setdefault(entry.id, path)


def dangling(talks: Talks) -> Iterator[Reference]:
    """References to an id that nothing in the parts they may lead to has."""
    known = {part: {entry.id for entry in getattr(talks, part)} for part in PARTS}
    for reference in references(talks):
        if not any(reference.id in known[part] for part in reference.parts):
            yield reference


def _references(form: BaseModel, path: Path) -> Iterator[Reference]:
    for name, target in _fields(type(form)):
        value = getattr(form, name)
        if isinstance(value, tuple):
            for number, inner in enumerate(value):
                yield from _reference(inner, (*path, name, number), target)
        else:
            yield from _reference(value, (*path, name), target)


def _reference(value: Any, path: Path, target: RefersTo | None) -> Iterator[Reference]:
    if isinstance(value, BaseModel):
        yield from _references(value, path)
    elif target and isinstance(value, str) and not _says_independent(value, path):
        yield Reference(path, value, target.parts)


def _says_independent(value: str, path: Path) -> bool:
    return path[-1] == "controlled_by" and value == "independent"


RESTING = frozenset({"arises_from", "follows", "concurs_with", "on", "basis"})
"""Fields whose ids name what an entry rests on, rather than who or what it is about."""


def resting(talks: Talks) -> dict[str, tuple[str, ...]]:
    """For each entry that rests on others, their ids, in the order of the record."""
    ids_at = {(part, number): entry.id for part, number, entry in talks.entries()}
    found: dict[str, list[str]] = {}
    for reference in references(talks):
        part, number, *rest = reference.path
        owner = ids_at.get((str(part), number)) if isinstance(number, int) else None
        if owner and rest and rest[0] in RESTING and reference.id not in found.setdefault(owner, []):
            found[owner].append(reference.id)
    return {name: tuple(others) for name, others in found.items() if others}


def reference_fields(form: type[BaseModel]) -> frozenset[str]:
    """The names of the fields of a form whose text, or texts, are ids."""
    return frozenset(name for name, target in _fields(form) if target)


@cache
def _fields(form: type[BaseModel]) -> tuple[tuple[str, RefersTo | None], ...]:
    return tuple((name, _target(field.annotation, field.metadata)) for name, field in form.model_fields.items())


def _target(annotation: Any, metadata: list[Any]) -> RefersTo | None:
    marks = [mark for mark in metadata if isinstance(mark, RefersTo)]
    for inner in get_args(annotation):
        marks += [inner] if isinstance(inner, RefersTo) else [_target(inner, [])]  # type: ignore[list-item]
    return next((mark for mark in marks if mark), None)
