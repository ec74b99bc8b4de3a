"""What a person fills in, field by field, from the JSON Schema that editors get."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from reportgen.form import Form
from written.words import escaped, slug, spaced

Schema = dict[str, Any]
REFERENCE = "#/$defs/"
EXPLAINED = "enumDescriptions"
"""What the schema of a closed list of words has where each word carries its definition."""


def fields(form: type[Form], prefix: str, level: int = 2, but: frozenset[str] = frozenset()) -> str:
    """Every field of a form, ``but`` for some, then of the forms inside it, then every closed list of words."""
    schema = form.model_json_schema()
    schema["properties"] = {name: told for name, told in schema["properties"].items() if name not in but}
    inside: dict[str, Schema] = schema.get("$defs", {})
    forms = [name for name in _in_order(schema, inside) if "properties" in inside[name]]
    words = [name for name in _in_order(schema, inside) if EXPLAINED in inside[name]]

    def headed(name: str, text: str) -> str:
        return f"({prefix}-{slug(name)})=\n{'#' * level} {spaced(name)}\n\n{text}"

    parts = [_form(prefix, "", schema, inside, prefix)]
    parts += [headed(name, _form(slug(name), name, inside[name], inside, prefix)) for name in forms]
    parts += [headed(name, _words(inside[name])) for name in words]
    return "\n".join(parts)


def _in_order(schema: Schema, inside: dict[str, Schema]) -> list[str]:
    """The definitions in the order in which a reader meets them, from the top."""
    seen: list[str] = []
    waiting = _named(schema)
    while waiting:
        if (name := waiting.pop(0)) not in seen:
            seen.append(name)
            waiting += _named(inside[name])
    return seen


def _named(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"].removeprefix(REFERENCE)] if "$ref" in value else []
        return own + [name for key, inner in value.items() if key != "$defs" for name in _named(inner)]
    return [name for inner in value for name in _named(inner)] if isinstance(value, list) else []


def _form(owner: str, name: str, schema: Schema, inside: dict[str, Schema], prefix: str) -> str:
    lead = f"{escaped(schema['description'])}\n\n" if name and "description" in schema else ""
    required = set(schema.get("required", ()))
    return lead + "\n".join(
        f"```{{confval}} {owner}.{field}\n\n{escaped(told.get('description', ''))}\n\n"
        f"{{.kind}}\n{_kind(told, inside, prefix)} · {_without(field, told, required)}\n```\n"
        for field, told in schema["properties"].items()
    )


def _without(field: str, told: Schema, required: set[str]) -> str:
    """What holds when a field is left out."""
    if field in required:
        return "**required**"
    default = told.get("default")
    if default in (None, [], "") or isinstance(default, dict):
        return "may be left out"
    return f"`{default if isinstance(default, str) else json.dumps(default)}` when left out"


def _kind(told: Schema, inside: dict[str, Schema], prefix: str) -> str:
    return " or ".join(dict.fromkeys(_kinds(told, inside, prefix)))


def _kinds(told: Schema, inside: dict[str, Schema], prefix: str) -> Iterator[str]:
    """The ways in which a value may be written, in words."""
    if "anyOf" in told:
        for each in told["anyOf"]:
            yield from _kinds(each, inside, prefix)
    elif "$ref" in told:
        name = told["$ref"].removeprefix(REFERENCE)
        if "enum" in inside[name] and EXPLAINED not in inside[name]:
            yield from _kinds(inside[name], inside, prefix)
            return
        yield f"[{spaced(name).lower()}](#{prefix}-{slug(name)})"
    elif "enum" in told:
        yield ", ".join(f"`{word}`" for word in told["enum"])
    elif "const" in told:
        yield f"`{told['const']}`"
    elif told.get("type") == "array":
        yield f"a list: {_kind(told.get('items', {}), inside, prefix) or 'texts'}"
    elif told.get("type") == "object":
        yield f"names, each with {_kind(told.get('additionalProperties') or {}, inside, prefix) or 'fields of its own'}"
    elif told.get("type") not in (None, "null"):
        yield _plain(told)


def _plain(told: Schema) -> str:
    """A scalar in words, with its bounds."""
    if told["type"] in ("integer", "number"):
        kind = "whole number" if told["type"] == "integer" else "number"
        low = told.get("minimum", told.get("exclusiveMinimum"))
        high = told.get("maximum", told.get("exclusiveMaximum"))
        if low is not None and high is not None:
            return f"{kind}, {low:g} to {high:g}"
        return f"{kind}, {low:g} or more" if low is not None else kind
    if told["type"] == "boolean":
        return "`true` or `false`"
    return "day, `YYYY-MM-DD`" if told.get("pattern", "").startswith("^\\d{4}-") else "text"


def _words(schema: Schema) -> str:
    """A closed list of words, each with its definition."""
    lead = f"{escaped(schema['description'])}\n\n" if "description" in schema else ""
    told = zip(schema["enum"], schema[EXPLAINED], strict=True)
    return lead + "\n".join(f"`{word}`\n: {escaped(means)}\n" for word, means in told)
