"""Specification of ``reportgen.yamlfile``: what is read, and as what."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from reportgen.yamlfile import Value, parse, read
from tests.yaml_problems import NAME, SEED

WORDS = "no off on y yes true null ~ 007 1.10 12:30 1:30:00 1_000 0x1F 0o7 1e3 .inf 2024-02-30 2023-10-27 NO ="


@pytest.mark.parametrize(
    "word",
    WORDS.split(),
)
def test_words_stay_text(word: str) -> None:
    """Every scalar is text exactly as it was typed: no type is ever guessed."""
    assert parse(f"key: {word}\nlist: [{word}]\n{word}: 1\n", NAME).root == {
        "key": word,
        "list": [word],
        word: "1",
    }


def test_nothing_is_none_and_quotes_are_text() -> None:
    """A key or dash with nothing after it is None; empty quotation marks are an empty text."""
    root = parse("a:\nb: ''\nc: \"\"\nd:\n  -\n  - x\ne: {f}\n", NAME).root
    assert root == {"a": None, "b": "", "c": "", "d": [None, "x"], "e": {"f": None}}


def test_all_ways_to_write_text() -> None:
    """Plain, quoted, literal and folded text over several lines are all read."""
    text = "plain: one\n  two\nsingle: 'it''s'\ndouble: \"a\\tb \\u00e9\"\n"
    text += "literal: |\n  x\n   y\nfolded: >-\n  x\n  y\n"
    assert parse(text, NAME).root == {
        "plain": "one two",
        "single": "it's",
        "double": "a\tb é",
        "literal": "x\n y\n",
        "folded": "x y",
    }


@pytest.mark.parametrize("bom", ["", "\N{BOM}"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_bom_make_no_difference(tmp_path: Path, bom: str, end: str) -> None:
    """A byte order mark, CR LF or CR give the same text, root and places as plain LF."""
    text = SEED.read_text(encoding="utf-8")
    path = tmp_path / NAME
    path.write_bytes((bom + text.replace("\n", end)).encode())
    file, plain = read(path, name=NAME), parse(text, NAME)
    assert file == plain
    path_to_text = ("agreements", 1, "text")
    assert file.place(path_to_text) == plain.place(path_to_text)


def test_yaml_directive_and_document_marks() -> None:
    """``%YAML 1.2``, one ``---`` at the start and one ``...`` at the end are fine."""
    assert parse("%YAML 1.2\n---\na: b\n...\n", NAME).root == {"a": "b"}


def test_agrees_with_the_library_on_the_seed() -> None:
    """The root is what the library itself makes of the file when it is told to guess no types."""
    text = SEED.read_text(encoding="utf-8")
    with_nulls = parse(text, NAME).root
    assert _without_none(with_nulls) == yaml.load(text, Loader=yaml.BaseLoader)


def _without_none(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _without_none(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_none(inner) for inner in value]
    return value or ""


def test_speed() -> None:
    """The seed's 240 lines are read in some 4 ms; 100 ms would be felt when many are built."""
    text = SEED.read_text(encoding="utf-8")
    best = min(_seconds(text) for _ in range(5))
    assert best < 0.1


def _seconds(text: str) -> float:
    start = time.perf_counter()
    parse(text, NAME)
    return time.perf_counter() - start
