"""Plain values and errors as bytes, and back: what a child may say.

A child may have been taken over by what it read, so its answer is never unpickled. It is JSON with
the bytes after it, and can hold text, numbers, truth, nothing, bytes, groups by name, rows, findings, and the
errors of :mod:`reportgen.errors`; no other object comes of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from reportgen import errors
from reportgen.errors import Place, Problem, ReportgenError
from reportgen.finding import Finding, Level

Plain = Any
"""None, bool, int, float, str, bytes; tuples, and dicts with text as keys, of these."""

_KINDS: dict[str, Any] = {
    name: each
    for name, each in vars(errors).items()
    if isinstance(each, type) and (issubclass(each, ReportgenError) or each in (Place, Problem))
} | {Finding.__name__: Finding}
_BYTES, _ROW, _KIND = "bytes", "row", "kind"


class NotPlainError(TypeError):
    """Something that cannot be said in plain values, or an answer that is none."""


def encoded(value: Plain | ReportgenError) -> bytes:
    """``value`` as bytes. Raises :class:`NotPlainError` for any other object."""
    blobs: list[bytes] = []
    tree = _tree(value, blobs)
    head = json.dumps([tree, [len(blob) for blob in blobs]]).encode("ascii")
    return b"".join([len(head).to_bytes(8, "big"), head, *blobs])


def decoded(answer: bytes) -> Plain | ReportgenError:
    """What :func:`encoded` made bytes of, lists as tuples. Raises :class:`NotPlainError` for any other bytes."""
    try:
        start = 8 + int.from_bytes(answer[:8], "big")
        tree, lengths = json.loads(answer[8:start])
        blobs = []
        for length in lengths:
            blobs.append(answer[start : start + length])
            start += length
        return _value(tree, blobs)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise NotPlainError("the answer of a child cannot be read") from error


def _tree(value: object, blobs: list[bytes]) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case bytes() | bytearray():
            blobs.append(bytes(value))
            return {_BYTES: len(blobs) - 1}
        case list() | tuple():
            return [_tree(each, blobs) for each in value]
        case Mapping() if all(isinstance(name, str) for name in value):
            return {_ROW: [[name, _tree(each, blobs)] for name, each in value.items()]}
        case ReportgenError():
            return {_KIND: _name(value), "args": _tree(value.args, blobs), "held": _tree(vars(value), blobs)}
        case Place() | Problem():
            held = {name: getattr(value, name) for name in _KINDS[_name(value)].__struct_fields__}
            return {_KIND: _name(value), "held": _tree(held, blobs)}
        case _:
            raise NotPlainError(f"a child cannot answer with {type(value).__name__}")


def _name(value: object) -> str:
    """The nearest class that both sides know."""
    return next(str(each.__name__) for each in type(value).__mro__ if _KINDS.get(each.__name__) is each)


def _value(tree: Any, blobs: list[bytes]) -> Any:
    match tree:
        case list():
            return tuple(_value(each, blobs) for each in tree)
        case {"bytes": int(number)}:
            return blobs[number]
        case {"row": list(pairs)}:
            return {str(name): _value(each, blobs) for name, each in pairs}
        case {"kind": str(name)}:
            return _known(_KINDS[name], _value(tree.get("args", []), blobs), _value(tree["held"], blobs))
        case dict():
            raise NotPlainError("the answer of a child cannot be read")
        case _:
            return tree


def _known(kind: type, args: tuple[object, ...], held: dict[str, Any]) -> Any:
    if kind is Finding:
        held = {**held, "level": Level(held["level"])}
    if not issubclass(kind, ReportgenError):
        return kind(**held)
    error = kind.__new__(kind)
    error.args = args
    vars(error).update(held)
    return error
