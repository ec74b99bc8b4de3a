"""What the tests of ``reportgen.yamlfile`` share: a text or file → its problems."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.errors import LoadError, Problem
from reportgen.yamlfile import Value, opening, parse, read
from reportgen.yamlfile.lines import Lines

SEED = Path(__file__).parent.parent / "seeds" / "wang-blinken-2023-10" / "talks.yaml"
NAME = "talks.yaml"


def problems(text: str) -> tuple[Problem, ...]:
    """The problems of a text that cannot be read."""
    with pytest.raises(LoadError) as caught:
        parse(text, NAME)
    for problem in caught.value.problems:
        assert problem.place.file == NAME
        assert problem.message.endswith((".", '."')), problem.message
        if problem.place.line:
            assert problem.place.text == Lines(NAME, opening.normalise(text)).line(problem.place.line)
    return caught.value.problems


def problem(text: str) -> Problem:
    """The only problem of a text."""
    (only,) = problems(text)
    return only


def at(text: str) -> str:
    """``line:column`` of the only problem of a text."""
    place = problem(text).place
    return f"{place.line}:{place.column}"


def refused_file(path: Path) -> Problem:
    """The only problem of a file."""
    with pytest.raises(LoadError) as caught:
        read(path, name=NAME)
    (only,) = caught.value.problems
    return only


def texts(value: Value, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in a value, with the path to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts(inner, (*path, number))
