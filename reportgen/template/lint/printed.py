"""What an audience never prints, by the way to it in the view: how a desk learns what a cut leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import fields

from reportgen.template.lint.kinds import Kind, ListOf, Members, Number, Text, Truth, ViewOf, field_kind, views_in, ways
from reportgen.view.types import SilenceOr, View

NOT_FOR_READERS = frozenset({"left_out"})
"""Lists of ids that the program itself reports from."""


def never_printed(printed: set[str]) -> tuple[str, ...]:
    """The paths of the view's fields that are in none of ``printed``; a part of which nothing is, by one path."""
    paths = _unprinted(ViewOf(View), printed, ())
    return tuple(path for path in paths if path not in NOT_FOR_READERS)


def _unprinted(view: ViewOf, printed: set[str], around: tuple[type, ...]) -> Iterator[str]:
    for field in fields(view.form):
        kind = field_kind(view, field.name, {})
        leaves = list(_leaves(kind, (*around, view.form)))
        gone = [leaf for leaf in leaves if leaf not in printed]
        path = f"{view.path}.{field.name}" if view.path else field.name
        if gone and len(gone) == len(leaves):
            yield path
        elif gone:
            for inner in views_in(kind):
                yield from _unprinted(inner, printed, (*around, view.form))


def _leaves(kind: Kind, around: tuple[type, ...]) -> Iterator[str]:
    """The paths of texts and numbers in a kind. A form inside itself is not followed twice."""
    for way in ways(kind):
        match way:
            case Text() | Number() | Truth():
                yield way.path
            case ListOf():
                yield from _leaves(way.member, around)
            case Members():
                for each in way.kinds:
                    yield from _leaves(each, around)
            case ViewOf() if way.form not in around:
                # Whether words are silence is told by how they are dressed.
                for field in fields(way.form)[: 1 if way.form is SilenceOr else None]:
                    yield from _leaves(field_kind(way, field.name, {}), (*around, way.form))
