"""TOML for people: path → ``TomlFile``, which knows where every key and value stands.

``tomllib`` reads the file and judges it, and keeps no places. A statement of TOML is whole exactly when it
can be read by itself, so the lines of each are found by reading them by themselves; the key and the value
are then looked for in these lines only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reportgen.errors import InputError, Place, Problem
from reportgen.yamlfile.lines import Lines
from reportgen.yamlfile.opening import UnreadableError, normalise, read_bytes

Keys = tuple[str, ...]
TEXT = re.compile(r"""#[^\n]*|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
"""A text in quotes, or a comment, in which quotes mean nothing."""

REMEDY = 'Write lines such as: out = "memos"'
IN_WORDS = {
    "Cannot overwrite a value": "This is set for the second time.",
    "Cannot declare": "This table stands here for the second time.",
    "Invalid value": "This is no value of TOML; text stands in quotes.",
}
"""What the library says, in words for whoever typed it."""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file that could be read, or one table of it: ``root`` holds its keys and values."""

    name: str
    root: Mapping[str, Any]
    _lines: Lines = field(repr=False, compare=False)
    _above: Keys = ()

    def table(self, *keys: str) -> TomlFile | None:
        """The table at ``keys``, with the places it has in the file; nothing when there is no such table."""
        inner: Any = self.root
        for key in keys:
            inner = inner.get(key) if isinstance(inner, Mapping) else None
        return replace(self, root=inner, _above=(*self._above, *keys)) if isinstance(inner, Mapping) else None

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """The place of the value at ``path``, or of its key; failing that, of the nearest on the way."""
        keys = (*self._above, *_leading(path))
        for length in range(len(keys), 0, -1):
            if span := self._statement(keys[:length]):
                after = list(path)[length - len(self._above) :]
                number = after[0] if after and isinstance(after[0], int) else None
                return self._lines.place(*self._within(span, keys[length - 1], number, key or length < len(keys)))
        return self._lines.whole()

    def _statement(self, keys: Keys) -> tuple[int, int] | None:
        """The span of the first statement that sets ``keys``."""
        return next((span for span, found in _statements(self._lines) if keys in found), None)

    def _within(self, span: tuple[int, int], key: str, number: int | None, only_key: bool) -> tuple[int, int]:
        """The span of a key in its statement, or of its value, or of the text that is ``number`` in its list."""
        text = self._lines.text
        typed = re.compile(rf"(?<![\w-])([\"']?){re.escape(key)}\1(?=\s*[.=\]])").search(text, *span)
        if not typed:
            return span
        equals = text.find("=", typed.end(), span[1])
        if only_key or equals < 0:
            return typed.span()
        found = [each for each in TEXT.finditer(text, equals + 1, span[1]) if each[0][0] != "#"]
        if number is not None and number < len(found):
            return found[number].span()
        value = re.compile(r"[ \t]*([^#\n]*[^#\s])").match(text, equals + 1, span[1])
        return value.span(1) if value else typed.span()


def read(path: Path, *, error: type[InputError]) -> TomlFile:
    """The TOML file at ``path``. Raises ``error`` with the first fault, and nothing else for any file whatever."""
    try:
        return parse(_text(path), str(path), error=error)
    except UnreadableError as fault:
        raise error([fault.problem]) from None


def _text(path: Path) -> str:
    if not os.path.lexists(path):
        raise UnreadableError(Place(str(path)), "there is no such file.")
    content = read_bytes(path, str(path))
    try:
        return normalise(content.decode("utf-8"))
    except UnicodeDecodeError as fault:
        place = Place(str(path), content.count(b"\n", 0, fault.start) + 1, 1)
        raise UnreadableError(place, "this line is not saved as UTF-8.", "Save the file as UTF-8.") from None


def parse(text: str, name: str, *, error: type[InputError]) -> TomlFile:
    """The TOML in ``text``, called ``name`` in places. Raises as ``read`` does."""
    import tomllib  # only where there is a file to read

    lines = Lines(name, text)
    try:
        return TomlFile(name, tomllib.loads(text), lines)
    except tomllib.TOMLDecodeError as fault:
        raise error([_problem(lines, str(fault))]) from None
    except RecursionError:
        raise error([Problem(lines.whole(), "Brackets are nested too deeply.", REMEDY)]) from None


def _problem(lines: Lines, told: str) -> Problem:
    """The library's message at its place, in words."""
    words, _, _ = told.partition(" (at ")
    where = re.search(r"\(at line (\d+), column (\d+)\)$", told)
    last = lines.text.rstrip()
    number, column = (int(where[1]), int(where[2])) if where else (last.count("\n") + 1, len(last) + 1)
    message = next((better for start, better in IN_WORDS.items() if words.startswith(start)), f"{words}.")
    line = lines.line(number)
    return Problem(Place(lines.name, number, min(column, len(line) + 1), line), message, REMEDY)


def _statements(lines: Lines) -> Iterator[tuple[tuple[int, int], set[Keys]]]:
    """Every statement: the span of its lines, and the keys it sets, each with those of the tables it is in."""
    import tomllib

    table: Keys = ()
    first = 1
    for number in range(1, len(lines.lines) + 1):
        alone = "\n".join(lines.lines[first - 1 : number])
        try:
            said = tomllib.loads(alone)
        except tomllib.TOMLDecodeError:
            continue  # it goes on in the next line
        set_ = set(_paths(said))
        if alone.lstrip().startswith("["):
            table = max(set_, key=len)
            yield _span(lines, first, number), set_
        else:
            yield _span(lines, first, number), {(*table, *keys) for keys in set_}
        first = number + 1


def _span(lines: Lines, first: int, last: int) -> tuple[int, int]:
    indent = len(lines.line(first)) - len(lines.line(first).lstrip())
    return lines.start(first) + indent, lines.start(last) + len(lines.line(last))


def _paths(value: object) -> Iterator[Keys]:
    """Every run of keys that leads to something in ``value``."""
    inner = value[0] if isinstance(value, list) and value else value
    if isinstance(inner, Mapping):
        for key, below in inner.items():
            yield (key,)
            yield from ((key, *keys) for keys in _paths(below))


def _leading(path: Sequence[str | int]) -> Keys:
    """The keys of a path up to its first place in a list."""
    keys: list[str] = []
    for step in path:
        if isinstance(step, int):
            break
        keys.append(step)
    return tuple(keys)
