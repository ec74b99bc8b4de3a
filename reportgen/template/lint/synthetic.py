"""Views made up from their types alone, to see what markup comes of lists without members and text without words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields, replace

from reportgen.template.lint.kinds import Field, ViewOf, field_kind, forms, readable, views_in
from reportgen.template.sandbox import called
from reportgen.view.frame import MAY_BE_EMPTY, NEVER_EMPTY
from reportgen.view.types import View

DEEPEST = 12
"""Views within views; a form that holds its own kind ends here."""
FOREIGN: Field = ("PropertiesView", "record_language")
"""The record is in another language than the memo in the scenes where nothing is so."""
ADDRESS = "https://example.org/"


class Scene(Struct, frozen=True):
    """How a view is made: members of each list, whether text that may be empty has words, what "whether" says."""

    count: int = 2
    filled: bool = True
    yes: bool = True
    turned: Field | None = None
    """One field that is otherwise than the rest."""

    def __str__(self) -> str:
        if self.turned:
            form, name = self.turned
            one = f"{called(form)}'s {name}"
            return f"where {one} is empty, or not so" if self.filled else f"where little but {one} is there"
        size = ("no member", "one member", "two members")[self.count]
        return f"where lists have {size} and optional text is {'there' if self.filled else 'empty'}"


def scenes(read: Iterable[Field]) -> Iterator[Scene]:
    """The scenes a template that reads these fields is tried with; the fullest first."""
    for yes in (True, False):
        for filled in (True, False):
            for count in (2, 1, 0):
                yield Scene(count, filled, yes)
    for field in sorted(read):
        if can_turn(field):
            yield Scene(1, turned=field)
            yield Scene(1, False, False, turned=field)


@cache
def _forms_under(name: str) -> frozenset[str]:
    """The forms of view in one field of the whole view, however deep."""
    found: set[str] = set()
    waiting = list(views_in(field_kind(ViewOf(View), name, {})))
    while waiting:
        view = waiting.pop()
        if view.form.__name__ not in found:
            found.add(view.form.__name__)
            waiting += [each for inner in readable(view.form) for each in views_in(field_kind(view, inner, {}))]
    return frozenset(found)


def can_turn(field: Field) -> bool:
    """Whether a field can be there or not, whatever the rest."""
    annotation = readable(forms()[field[0]])[field[1]]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return MAY_BE_EMPTY in inner[1:]
    listed = origin is tuple and inner[-1] is Ellipsis
    return listed or annotation is bool or origin is Literal or type(None) in inner


Parts = dict[tuple[str, Scene], tuple[Any, dict[str, Field]]]
"""The fields of views that were made, by name and scene: a field turned somewhere leaves most of them as they were."""


class Maker:
    """Makes one view. ``origins`` tells, of every text made, which field it is.

    ``parts`` holds what was made for other scenes with the same ``fixed`` values, and is added to.
    """

    def __init__(self, scene: Scene, fixed: Mapping[Field, object], parts: Parts | None = None) -> None:
        self._scene, self._fixed = scene, fixed
        self._parts: Parts = {} if parts is None else parts
        self._numbers: Counter[Field] = Counter()
        self.origins: dict[str, Field] = {}

    def view(self) -> View:
        """The view. Each of its lists begins to count anew: the same entry stands in several of them."""
        made = {}
        for field in fields(View):
            made[field.name], origins = self._part(field.name)
            self.origins |= origins
        return View(**made)

    def _part(self, name: str) -> tuple[Any, dict[str, Field]]:
        turned = self._scene.turned
        reached = turned is not None and (turned == ("View", name) or turned[0] in _forms_under(name))
        key = (name, self._scene if reached else replace(self._scene, turned=None))
        if key not in self._parts:
            maker = Maker(key[1], self._fixed)
            self._parts[key] = maker._value(readable(View)[name], ("View", name), 0), maker.origins
        return self._parts[key]

    def _form(self, form: type, depth: int) -> Any:
        annotations = readable(form)
        names = [field.name for field in fields(form)]
        return form(**{name: self._value(annotations[name], (form.__name__, name), depth) for name in names})

    def _value(self, annotation: Any, field: Field, depth: int, marks: tuple[object, ...] = ()) -> Any:
        if field in self._fixed:
            return self._fixed[field]
        if field == FOREIGN:
            return "" if self._scene.yes else "fr"
        origin, inner = get_origin(annotation), get_args(annotation)
        turned = self._scene.turned == field
        if origin is Annotated:
            return self._value(inner[0], field, depth, inner[1:])
        if origin in (Union, UnionType):
            there = self._scene.filled != turned
            some = [each for each in inner if each is not type(None)]
            return self._value(some[0], field, depth, marks) if there or len(some) == len(inner) else None
        if origin is Literal:
            return inner[-1 if turned else 0]
        if origin is tuple:
            return self._tuple(inner, field, depth, NEVER_EMPTY in marks)
        if isinstance(annotation, type) and issubclass(annotation, Struct):
            return self._form(annotation, depth + 1)
        if annotation is bool:
            return self._scene.yes != turned
        if annotation in (int, float):
            return self._number(field)
        return "" if MAY_BE_EMPTY in marks and self._scene.filled == turned else self._text(field)

    def _tuple(self, inner: tuple[Any, ...], field: Field, depth: int, some: bool) -> tuple[Any, ...]:
        if inner[-1] is not Ellipsis:
            return tuple(self._value(each, field, depth) for each in inner)
        count = self._scene.count
        count = (0 if count else 2) if self._scene.turned == field else count
        count = max(count, int(some)) if depth < DEEPEST else 0
        return tuple(self._value(inner[0], field, depth) for _ in range(count))

    def _number(self, field: Field) -> int:
        self._numbers[field] += 1
        return self._numbers[field]

    def _text(self, field: Field) -> str:
        """A text that tells its field, in the shape that the gate asks of such a field."""
        form, name = field
        number = self._number(field)
        owner = form.removesuffix("View").lower() or "view"
        last = name.rpartition("_")[2]
        match last:
            case "language" | "lang":
                return "fr" if form != "PropertiesView" else "en"
            case "created":
                return "2030-01-02"
            case "id" | "anchor" | "of" | "field":
                made = f"{owner}-{name}-{number}".replace("_", "-")
            case "link" | "url":
                made = f"{ADDRESS}{owner}-{name}-{number}"
            case _:
                made = f"{owner} {name} {number}"
        self.origins[made] = field
        return made
