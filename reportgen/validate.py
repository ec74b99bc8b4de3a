"""A file read with places + a form → the form filled in, or every problem in the person's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType, UnionType
from typing import Any, Protocol, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reportgen.errors import InputError, LoadError, Place, Problem, did_you_mean
from reportgen.form import Form

Filled = TypeVar("Filled", bound=Form)
Path = tuple[str | int, ...]
COMMA = "Inside { } a comma ends the text: put text that holds a comma in quotes."


LACKING = frozenset({"missing", "too_short", "string_too_short"})
"""What is wrong with a value that is not there yet."""


class Placed(Protocol):
    """A file as it was read: keys and values, and where each stands."""

    @property
    def root(self) -> Mapping[str, Any]:
        """The keys and values."""

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """The place of the value at ``path``, or of its key."""


def validated(
    form: type[Filled],
    file: Placed,
    *,
    error: type[InputError] = LoadError,
    given: Mapping[str, str] = MappingProxyType({}),
) -> Filled:
    """Fill in ``form`` from ``file``, and from what is ``given`` besides.

    Raises ``error`` with every problem, each at its place.
    """
    try:
        return form.model_validate({**_without_nothing(form, file.root, ()), **given})
    except ValidationError as caught:
        details = _telling(caught.errors(include_url=False))
        raise error(_once(_without_misspelt([_problem(form, file, each) for each in details]))) from None


def incomplete(
    form: type[Form], file: Placed, path: Path, *, ignoring: Sequence[str] = ()
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """What the value at ``path`` of a file lacks to be such a form: fields that are missing or have nothing in them;
    and the problems with what it has. Fields in ``ignoring`` are as not written."""
    value: Any = file.root
    for step in path:
        value = value[step]
    value = {key: inner for key, inner in value.items() if key not in ignoring}
    try:
        form.model_validate(_without_nothing(form, value, ()))
    except ValidationError as caught:
        details = _telling(caught.errors(include_url=False))
        lacks = [each for each in details if each["type"] in LACKING]
        wrong = [{**each, "loc": (*path, *each["loc"])} for each in details if each["type"] not in LACKING]
        names = dict.fromkeys(".".join(str(step) for step in each["loc"] if isinstance(step, str)) for each in lacks)
        return tuple(names), tuple(_once([_problem(form, file, each) for each in wrong]))  # type: ignore[arg-type]
    return (), ()


def _without_nothing(form: type[Form], value: Any, path: Path) -> Any:
    """A known field with nothing behind it counts as not written; an unknown one stays, to be refused."""
    if isinstance(value, Mapping):
        empty = {key for key, inner in value.items() if inner is None}
        absent = empty and empty & set(_fields(form, path))
        kept = {key: inner for key, inner in value.items() if key not in absent}
        return {key: _without_nothing(form, inner, (*path, key)) for key, inner in kept.items()}
    if isinstance(value, list):
        return [_without_nothing(form, inner, (*path, number)) for number, inner in enumerate(value)]
    return value


def _telling(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without the lists that are too short only because what stands in them is wrong."""
    places = [each["loc"] for each in errors]

    def follows(each: ErrorDetails) -> bool:
        loc = each["loc"]
        return each["type"] == "too_short" and any(other[: len(loc)] == loc and other != loc for other in places)

    return [each for each in errors if not follows(each)]


def _without_misspelt(problems: list[Problem]) -> list[Problem]:
    """Without a field told missing where another line misspells it."""
    meant = {(_parent(each.field), each.remedy) for each in problems}

    def misspelt(problem: Problem) -> bool:
        name = problem.field.rpartition(".")[2]
        return problem.message.startswith(f'"{name}" is missing') and (
            (_parent(problem.field), f'Did you mean "{name}"?') in meant
        )

    return [each for each in problems if not misspelt(each)]


def _parent(field: str) -> str:
    return field.rpartition(".")[0]


def _once(problems: list[Problem]) -> list[Problem]:
    """One problem a place: the alternatives of a short form would each complain about the same words."""
    first = {(problem.place.line, problem.place.column, problem.field): problem for problem in reversed(problems)}
    return sorted(first.values(), key=lambda problem: (problem.place.line, problem.place.column))


def _problem(form: type[Form], file: Placed, details: ErrorDetails) -> Problem:
    path = _written(file.root, tuple(details["loc"]))
    field = ".".join(str(step) for step in path)
    message, remedy = _in_words(form, details, path, owner(file.root, path))
    place = file.place(path, key=details["type"] == "extra_forbidden")
    return Problem(place=place, message=message, remedy=remedy, field=field)


def _written(root: object, loc: tuple[str | int, ...]) -> Path:
    """The part of a location that stands in the file: union tags and short forms leave steps that do not."""
    path: list[str | int] = []
    value: object = root
    for number, step in enumerate(loc):
        last = number == len(loc) - 1
        if isinstance(value, Mapping):
            if step not in value and not last:
                continue
            path.append(step)
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            path.append(step)
            value = value[step]
    return tuple(path)


def owner(root: object, path: Sequence[str | int]) -> str:
    """What a person would call the thing at ``path``: "agreements A-01", "sources 2", or nothing."""
    name, value = "", root
    for number, step in enumerate(path):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
            called = value.get("id") if isinstance(value, Mapping) else None
            name = f"{path[number - 1]} {called or f'number {step + 1}'}" if number == 1 else name
    return name


def _in_words(form: type[Form], details: ErrorDetails, path: Path, name: str) -> tuple[str, str]:
    kind, context = details["type"], details.get("ctx", {})
    field = next((step for step in reversed(path) if isinstance(step, str)), "the file")
    where = f" in {name}" if name else ""
    match kind:
        case "missing":
            return f'"{field}" is missing{where}.', f"Add a line: {field}: …"
        case "extra_forbidden":
            remedy = COMMA if " " in field else did_you_mean(field, _fields(form, path[:-1]))
            return f'"{field}" is not a field that is known here{where}.', remedy
        case "enum" | "literal_error":
            given = str(details.get("input"))
            options = _options(context.get("expected", ""))
            return f'"{given}" is not one of the words for "{field}"{where}.', did_you_mean(given, options)
        case "too_short":
            return f'"{field}" has nothing in it{where}.', "It needs at least one."
        case "string_too_short":
            return f'"{field}" is empty{where}.', "Write it, or leave the line out if it is optional."
        case "value_error":
            return _sentence(str(context.get("error", details["msg"])), where), ""
        case "string_pattern_mismatch":
            return f'"{details.get("input")}" cannot be used for "{field}"{where}.', _pattern_words(
                context.get("pattern", "")
            )
        case "string_type":
            return f'"{field}" must be plain text{where}.', "If the text holds a colon or a bracket, put it in quotes."
        case "tuple_type" | "list_type":
            return (
                f'"{field}" must be a list{where}.',
                f"Write each on a line of its own with a dash, or {field}: [one, two].",
            )
        case "dict_type" | "model_type" | "model_attributes_type":
            return (
                f'"{field}" must have fields of its own{where}.',
                f"They are: {', '.join(_fields(form, path)) or 'see the schema'}.",
            )
        case _:
            return _sentence(f'"{field}" {_amount(kind, context) or details["msg"]}', where), ""


def _amount(kind: str, context: Mapping[str, Any]) -> str:
    """What is wrong with a number, a length, or a yes and no; nothing for any other kind of fault."""
    match kind:
        case "int_parsing" | "int_type" | "float_parsing" | "float_type" | "int_from_float":
            return "must be a number"
        case "bool_parsing" | "bool_type":
            return "must be yes or no"
        case "greater_than":
            return f"must be more than {context['gt']:g}"
        case "greater_than_equal":
            return f"must be {context['ge']:g} or more"
        case "less_than_equal":
            return f"must be {context['le']:g} or less"
        case "too_long":
            return f"may have {context['max_length']:,} at most"
        case "string_too_long":
            return f"may have {context['max_length']} characters"
        case _:
            return ""


def _sentence(words: str, where: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".") + where + "."


def _options(expected: str) -> list[str]:
    return [word.strip().strip("'\"") for word in expected.replace(" or ", ", ").split(",") if word.strip()]


def _pattern_words(pattern: str) -> str:
    known = {
        "^[a-z0-9]+(-[a-z0-9]+)*$": "Use lower-case letters, digits and single hyphens.",
        "^[A-Za-z0-9][A-Za-z0-9_-]*$": "Use letters, digits and hyphens, without spaces.",
        "^#[0-9a-fA-F]{6}$": 'Write a colour as "#16365c", in quotes.',
        "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "Use a language tag such as en-GB, fr or zh.",
        r"^[A-Za-z0-9][A-Za-z0-9 \-]{0,60}$": "Use the name of a font: letters, digits, spaces and hyphens.",
        "^[0-9a-f]{64}$": "A digest is 64 digits and letters from a to f.",
    }
    return known.get(pattern, f"It must look like {pattern}.")


def _fields(form: type[BaseModel], path: Sequence[str | int]) -> tuple[str, ...]:
    """The fields known at ``path``, as they are typed: those of every form that may stand there."""
    forms: set[type[BaseModel]] = {form}
    for step in path:
        if isinstance(step, int):
            continue
        annotations = [annotation for each in forms for name, annotation in _typed(each) if name == step]
        forms = {found for annotation in annotations for found in _forms_in(annotation)}
    return tuple(sorted({name for each in forms for name, _ in _typed(each)}))


def _typed(form: type[BaseModel]) -> list[tuple[str, Any]]:
    """The fields of a form by the name they are typed with."""
    return [(field.alias or name, field.annotation) for name, field in form.model_fields.items()]


def _forms_in(annotation: Any) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and not get_origin(annotation) and issubclass(annotation, BaseModel):
        return {annotation}
    if get_origin(annotation) in (Union, UnionType) or get_args(annotation):
        return {found for inner in get_args(annotation) for found in _forms_in(inner)}
    return set()
