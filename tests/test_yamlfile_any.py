"""Specification of ``reportgen.yamlfile``: whatever the file, a document or problems with places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.errors import InputError, LoadError
from reportgen.yamlfile import YamlFile, opening, parse, read
from reportgen.yamlfile.characters import REFUSED
from reportgen.yamlfile.lines import Lines
from tests.yaml_problems import NAME, SEED, texts


def outcome(text: str) -> YamlFile | InputError:
    """What comes of a text: a file or its problems, and no other exception."""
    try:
        return parse(text, NAME)
    except InputError as fault:
        return fault


def test_cut_anywhere(tmp_path: Path) -> None:
    """A real record cut at any fiftieth byte is a document, or problems that each have a line."""
    content = SEED.read_bytes()
    path = tmp_path / NAME
    files = 0
    for end in range(200, len(content), 50):
        path.write_bytes(content[:end])
        try:
            read(path)
            files += 1
        except LoadError as fault:
            lines = [told.place.line for told in fault.problems]
            if not lines or 0 in lines:
                pytest.fail(f"cut at {end}: {fault}")
    assert 0 < files < len(content) // 50 - 10


_FRAGMENTS = [
    ": ",
    ":",
    "- ",
    "\n",
    "  ",
    "\t",
    '"',
    "'",
    "#",
    " #x",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a",
    "*a",
    "!x",
]
_FRAGMENTS += [
    "|",
    ">",
    "%",
    "@",
    "---\n",
    "...\n",
    "<<: ",
    "? ",
    "\\",
    "\0",
    "\r",
    "\N{BOM}",
    "\u2028",
    "\ud800",
    "会",
]


@st.composite
def mutated_records(draw: st.DrawFn) -> str:
    """Some lines of a real record with fragments put in, and stretches taken out."""
    lines = SEED.read_text(encoding="utf-8").split("\n")
    first = draw(st.integers(0, len(lines) - 1))
    text = "\n".join(lines[first : first + draw(st.integers(1, 40))])
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        fragment = draw(st.one_of(st.sampled_from(_FRAGMENTS), st.characters(), st.just("")))
        text = text[:start] + fragment + text[start + draw(st.integers(0, 5)) :]
    return text


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(mutated_records(), st.text(), st.lists(st.sampled_from(_FRAGMENTS)).map("".join)))
def test_nothing_but_input_errors(text: str) -> None:
    """Whatever the text: a document of permitted characters, or problems whose places are in the text."""
    result = outcome(text)
    if isinstance(result, YamlFile):
        assert not any(REFUSED.search(value) for _, value in texts(result.root))
        assert all(result.place(path).line for path, _ in texts(result.root))
        return
    lines = Lines(NAME, opening.normalise(text))
    assert result.problems
    for told in result.problems:
        assert told.place.text == lines.line(told.place.line)
        assert 0 <= told.place.column <= len(told.place.text) + 1
        assert not REFUSED.search(told.message)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_nothing_but_input_errors_from_bytes(content: bytes) -> None:
    """Whatever the bytes: their text, or one problem."""
    try:
        text = opening.decode(content, NAME)
    except opening.UnreadableError as fault:
        text = ""
        told = fault.problem.remedy
    else:
        told = ""
    assert told or text.encode() == content
