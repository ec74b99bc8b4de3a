"""Specification of ``reportgen.yamlfile``: characters that are refused, typed or written as escapes."""

from __future__ import annotations

import pytest

from reportgen.yamlfile import parse
from tests.yaml_problems import NAME, at, problem, problems

ESCAPES = r"\0 \a \b \e \f \v \r \x0b \x1B \u000B \N \L \P \u202E \u2066 \uFFFE \U0000202e \u2029 \uFEFF \U000E0041"
BAD_CHARACTERS = "\0 \x07 \x0b \x0c \x1b \x7f \x85 \x92 \u2028 \u2029 \u202a \u202e \u2066 \u2069 \ufeff \ufffe \uffff"


@pytest.mark.parametrize("character", [*BAD_CHARACTERS.split(" "), "\ud800", "\U000e0041"])
@pytest.mark.parametrize(
    "text", ["a: b\nc: d{}e\n", "a: b\nc: {}de\n", "a: b\nc: '{}'\n", "a: b\nc{}: d\n", "a: b\n# {}\n"]
)
def test_refused_character(text: str, character: str) -> None:
    """A character that cannot be written or cannot be seen: its place, and its number."""
    told = problem(text.format(character))
    assert (told.place.line, told.place.column) == (2, text.splitlines()[1].index("{") + 1)
    assert f"U+{ord(character):04X}" in told.message
    assert character not in told.message
    assert told.remedy


@pytest.mark.parametrize(
    "escape",
    ESCAPES.split(),
)
def test_refused_escape(escape: str) -> None:
    r"""The same characters written as escapes, in text or in a key, are refused at the escape."""
    told = problem(f'a: b\nc: "\\\\0 {escape}"\n')
    assert (told.place.line, told.place.column, told.place.length) == (2, 9, len(escape))
    assert "U+" in told.message
    assert at(f'"x{escape}": d\n') == "1:3"


def test_half_a_character_by_escape() -> None:
    """Half of a character by escape is refused at the escape."""
    told = problem('a: b\nc: "x \\ud83d\\ude00"\n')
    assert (told.place.line, told.place.column) == (2, 7)
    assert "not a character" in told.message


@pytest.mark.parametrize("escape", [r"\\0", r"\t", r"\n", r"\"", r"\/", r"\_", r"\x41", r"\u00e9", r"\U0001F600"])
def test_harmless_escapes(escape: str) -> None:
    """Escapes of ordinary characters are read; an escaped backslash before a letter is no escape."""
    assert parse(f'a: "{escape}"\n', NAME).root["a"]


def test_many_bad_characters_are_told_up_to_a_hundred() -> None:
    """A file full of bad characters yields a hundred problems, not a million."""
    assert len(problems("a: b\n" + "\0" * 100_000)) == 100


def test_line_numbers_after_a_strange_line_break() -> None:
    """U+2028 and U+0085 do not count as line ends: faults below them have the line an editor shows."""
    first, second = problems("a: b\u2028c\x85d\nb: @x\n")[0], problems("a: b\u2028c\x85d\nb: @x\n")[-1]
    assert (first.place.line, second.place.line) == (1, 2)
