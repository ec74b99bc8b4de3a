"""What an expression of a template can be, known from the types of the view alone: no record is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes
from msgspec import Struct

from reportgen.template.sandbox import called
from reportgen.view.types import View


class Text(Struct, frozen=True):
    """Words. ``values`` are all there can be, where that is known; ``label`` names fixed words, ``path`` the view's.

    What is ``counted`` has a form for each kind of number, and is no text before it is told the number.
    """

    path: str = ""
    values: frozenset[str] = frozenset()
    label: str = ""
    counted: bool = False


class Number(Struct, frozen=True):
    """A number."""

    path: str = ""


class Truth(Struct, frozen=True):
    """Yes or no."""

    path: str = ""


class Nothing(Struct, frozen=True):
    """``none``."""


class Missing(Struct, frozen=True):
    """A name that was given a value on another way through the template, and not on this one."""


class Anything(Struct, frozen=True):
    """Of what cannot be known (the parameter of a macro that nobody calls) nothing is wrong."""


class ListOf(Struct, frozen=True):
    """A list of any length."""

    member: Kind
    path: str = ""
    stepwise: bool = False
    """Made by a filter and read once: it has no length yet."""


class Members(Struct, frozen=True):
    """A list of so many, each of its own kind."""

    kinds: tuple[Kind, ...]


class ViewOf(Struct, frozen=True):
    """A view; ``path`` is the way to it: ``agreements[].agreements[]``."""

    form: type
    path: str = ""


class Words(Struct, frozen=True, eq=False):
    """Labels, or one group of them."""

    name: str
    words: Mapping[str, Any]


class Loop(Struct, frozen=True):
    """``loop``, in a loop over such members."""

    member: Kind


class MacroOf(Struct, frozen=True, eq=False):
    """A macro, the template it stands in, and the names it sees there."""

    node: nodes.Macro
    template: str
    names: Mapping[str, Kind]


class Imported(Struct, frozen=True, eq=False):
    """A template brought in with ``import``."""

    template: str
    names: Mapping[str, Kind]


class Either(Struct, frozen=True):
    """One of several."""

    kinds: tuple[Kind, ...]


Kind = (
    Text | Number | Truth | Nothing | Missing | Anything | ListOf | Members | ViewOf | Words | Loop | MacroOf | Imported
    | Either
)  # fmt: skip

MOST_VALUES = 200
"""More texts than these are not followed one by one."""


def ways(kind: Kind) -> Iterator[Kind]:
    """Each kind it can be."""
    if isinstance(kind, Either):
        for each in kind.kinds:
            yield from ways(each)
    else:
        yield kind


def either(*kinds: Kind) -> Kind:
    """One of these; of texts from the same place, one."""
    found = tuple(dict.fromkeys(way for kind in kinds for way in ways(kind)))
    return found[0] if len(found) == 1 else Either(found) if found else Anything()


def without(kind: Kind, *gone: type) -> Kind:
    """What is left of a kind when it is none of these."""
    return either(*(way for way in ways(kind) if not isinstance(way, gone)))


def texts(values: Iterable[str]) -> Text:
    """A text that is one of these."""
    known = frozenset(values)
    return Text(values=known) if len(known) <= MOST_VALUES else Text()


def spoken(kind: Kind) -> str:
    """What a person would call it, in the words of the errors of rendering."""
    match kind:
        case ViewOf():
            return called(kind.form.__name__)
        case ListOf() | Members():
            return "a list"
        case Words():
            return "a group of words"
        case Either():
            return spoken(kind.kinds[0])
        case _:
            return _SPOKEN.get(type(kind), "something")


_SPOKEN: dict[type, str] = {
    Text: "text", Number: "a number", Truth: "yes or no", Nothing: "nothing", Missing: "nothing", Loop: "the loop",
    MacroOf: "a macro", Imported: "an imported template",
}  # fmt: skip

Field = tuple[str, str]
"""The name of a view's form, and one of its fields."""
Known = Mapping[Field, tuple[str, ...]]
"""Texts known before there is a record: field → all values."""


@cache
def readable(form: type) -> dict[str, Any]:
    """The type of every field and property of a view, by name."""
    properties = {
        name: get_type_hints(each.fget, include_extras=True).get("return", str)
        for name, each in vars(form).items()
        if isinstance(each, property)
    }
    return {**get_type_hints(form, include_extras=True), **properties}


def field_kind(view: ViewOf, name: str, known: Known) -> Kind:
    """What a view's field or property is."""
    path = f"{view.path}.{name}" if view.path else name
    return kind_of(readable(view.form)[name], path, known.get((view.form.__name__, name), ()))


def kind_of(annotation: Any, path: str, values: tuple[str, ...] = ()) -> Kind:
    """What a value of a type is. Raises ``TypeError`` for a type that no view may hold."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return kind_of(inner[0], path, values)
    if origin is Literal:
        return Text(path, frozenset(map(str, inner)))
    if origin in (Union, UnionType):
        return either(*(kind_of(each, path, values) for each in inner))
    if origin is tuple and inner[-1] is Ellipsis:
        return ListOf(kind_of(inner[0], f"{path}[]", values), path)
    if origin is tuple:
        return Members(tuple(kind_of(each, f"{path}.{number}") for number, each in enumerate(inner)))
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        return ViewOf(annotation, path)
    return _plain(annotation, path, values)


def _plain(annotation: Any, path: str, values: tuple[str, ...]) -> Kind:
    if annotation is type(None):
        return Nothing()
    for base, kind in ((bool, Truth(path)), (int, Number(path)), (float, Number(path))):
        if isinstance(annotation, type) and issubclass(annotation, base):
            return kind
    if isinstance(annotation, type) and issubclass(annotation, str):
        return Text(path, frozenset(values))
    raise TypeError(f"{path}: a view holds text, numbers, lists and views, and this is {annotation}")


def views_in(kind: Kind) -> Iterator[ViewOf]:
    """The views in a kind, however deep in lists."""
    for way in ways(kind):
        match way:
            case ViewOf():
                yield way
            case ListOf():
                yield from views_in(way.member)
            case Members():
                for each in way.kinds:
                    yield from views_in(each)


@cache
def forms() -> dict[str, type]:
    """Every form of view there is under the whole, by name."""
    found: dict[str, type] = {}
    waiting = [ViewOf(View)]
    while waiting:
        view = waiting.pop()
        if view.form.__name__ not in found:
            found[view.form.__name__] = view.form
            waiting += [each for name in readable(view.form) for each in views_in(field_kind(view, name, {}))]
    return found
