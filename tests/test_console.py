"""Specification of ``reportgen.console``: a problem as a person sees it in a terminal."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.console import columns, plural, show_problem
from reportgen.errors import Place, Problem

MESSAGE = 'unknown key "firmnes" in agreement A-01.'
REMEDY = 'Did you mean "firmness"?'


def shown(text: str, column: int, length: int = 1, *, width: int = 80) -> tuple[str, str]:
    """The source line and the caret line for a place, each without the gutter."""
    place = Place("talks.yaml", 41, column, text, length)
    lines = show_problem(Problem(place, "wrong."), width=width).split("\n")
    return lines[1].partition("| ")[2], lines[2].partition("| ")[2]


def under_caret(text: str, column: int, length: int = 1, *, width: int = 80) -> str:
    """What stands right above the caret, counted in columns of the terminal."""
    source, caret = shown(text, column, length, width=width)
    start, end = len(caret) - len(caret.lstrip()), len(caret)
    found, used = "", 0
    for character in source:
        used += columns(character)
        if start < used <= end:
            found += character
    return found


def test_whole() -> None:
    """A problem is a place with what is wrong, the line with a caret under it, and what would do."""
    place = Place("talks.yaml", 41, 5, "    firmnes: agreed", 7)
    assert show_problem(Problem(place, MESSAGE, REMEDY)) == (
        'talks.yaml:41:5: error: unknown key "firmnes" in agreement A-01.\n'
        "   41 |     firmnes: agreed\n"
        "      |     ^^^^^^^\n"
        '   Did you mean "firmness"?'
    )


def test_file_as_a_whole() -> None:
    """A problem with a file as a whole shows no line, and one without a remedy none."""
    assert show_problem(Problem(Place("talks.yaml"), "the file is empty.")) == "talks.yaml: error: the file is empty."


def test_blank_line() -> None:
    """A line with nothing on it is not shown."""
    assert "|" not in show_problem(Problem(Place("talks.yaml", 3, 1, "  "), "wrong."))


@pytest.mark.parametrize("label", ["error", "warning", "note"])
def test_label(label: str) -> None:
    """The label stands after the place."""
    assert show_problem(Problem(Place("a.yaml", 1, 2, "x"), "m."), label=label).startswith(f"a.yaml:1:2: {label}: m.")


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_wrapped(width: int) -> None:
    """Message and remedy keep to the width, with a hanging indent of three, and lose no word."""
    message, remedy = "words of a message " * 20, "words of a remedy " * 20
    text = show_problem(Problem(Place("t.yaml", 1, 1, "x" * 500), message, remedy), width=width)
    lines = text.split("\n")
    assert all(columns(line) <= width for line in lines)
    assert all(line.startswith("   ") for line in lines[1:])
    assert text.count("message") == text.count("remedy") == 20


def test_place_is_never_broken() -> None:
    """A place longer than the terminal, with spaces in it, stays whole: terminals make it a link."""
    place = Place("a folder/" * 10 + "talks.yaml", 41, 5)
    first, second = show_problem(Problem(place, "wrong."), width=30).split("\n")
    assert first == f"{place}:"
    assert second == "   error: wrong."


def test_long_words_are_not_broken() -> None:
    """A path in a remedy can be copied, however narrow the terminal."""
    path = "/a/very/long/path/" * 5
    assert path in show_problem(Problem(Place("t.yaml"), "wrong.", f"See {path} now."), width=30)


def test_chinese_is_broken_between_characters() -> None:
    """Text without spaces between words is broken where it may be."""
    lines = show_problem(Problem(Place("t.yaml"), "会谈纪要" * 30), width=40).split("\n")
    assert len(lines) > 5
    assert all(columns(line) <= 40 for line in lines)


@pytest.mark.parametrize(
    ("text", "column", "length", "marked"),
    [
        ("会谈: 纪要 x", 5, 2, "纪要"),
        ("ｆｕｌｌ: x", 7, 1, "x"),
        ("e\u0301te\u0301: x", 3, 1, "t"),
        ("한국\u1112\u1161\u11ab: x", 8, 1, "x"),
        ("שלום: עולם", 7, 4, "עולם"),
        ("السلام: عليكم", 9, 5, "عليكم"),
        ("\tx\ty: z", 4, 1, "y"),
        ("😀: 👍🏽 x", 4, 2, "👍🏽"),
    ],
)
def test_caret(text: str, column: int, length: int, marked: str) -> None:
    """The caret stands under what it means: in wide, combining and right-to-left text, and after tabs."""
    assert under_caret(text, column, length) == marked


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("abc", 3),
        ("会谈", 4),
        ("ｆ", 2),
        ("e\u0301", 1),
        ("\u1112\u1161\u11ab", 2),
        ("한", 2),
        ("\u05e9\u05b8", 1),
        ("\u0643\u064e", 1),
        ("a\u200bb", 2),
        ("a\tb", 3),
        ("", 0),
    ],
)
def test_columns(text: str, count: int) -> None:
    """Wide characters take two columns, marks on a letter none, a tab one."""
    assert columns(text) == count


def test_caret_past_the_end() -> None:
    """What is missing at the end of a line is pointed at there, within the width."""
    assert shown("a: [b", 6) == ("a: [b", "     ^")
    source, caret = shown("x" * 300, 301, width=60)
    assert len(caret) == len(source) + 1 == 60 - len("   41 | ")


@pytest.mark.parametrize("before", [0, 3, 60, 500])
@pytest.mark.parametrize("after", [0, 3, 60, 500])
@pytest.mark.parametrize("letter", ["x", "会", "e\u0301"])
def test_cropped(before: int, after: int, letter: str) -> None:
    """Of a line wider than the terminal the part around the caret is shown, with … for what is not."""
    text = letter * before + "HERE" + letter * after
    source, caret = shown(text, len(letter) * before + 1, 4, width=60)
    assert columns(source) <= 60 - len("   41 | ")
    assert columns(caret) <= 60 - len("   41 | ")
    assert under_caret(text, len(letter) * before + 1, 4, width=60) == "HERE"
    assert source.startswith("…") == (before >= 60)
    assert source.endswith("…") == (after >= 60)


def test_marked_text_wider_than_the_terminal() -> None:
    """A long underlined text is shown from its beginning."""
    source, caret = shown("key: " + "x" * 300, 6, 300, width=40)
    assert source.startswith("…x")
    assert source.endswith("x…")
    assert len(source) == len(caret) == 32


def test_a_line_of_millions_of_characters() -> None:
    """Only what can be shown of a line is looked at."""
    start = time.perf_counter()
    assert under_caret("x" * 2_000_000 + "HERE" + "y" * 2_000_000, 2_000_001, 4) == "HERE"
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("character", ["\x1b", "\0", "\x07", "\r", "\x9b", "\u202e", "\u2066", "\u2028", "\ud800"])
def test_a_terminal_obeys_no_file(character: str) -> None:
    """What a terminal would obey, in a line, a message, a remedy or a name, is shown as �."""
    bad = f"a{character}b"
    text = show_problem(Problem(Place(bad, 1, 1, bad), bad, bad), colour=True)
    assert text.count("a�b") == 4
    text.encode()
    assert character not in re.sub(r"\x1b\[\d*m", "", text)


def test_colour() -> None:
    """In colour the place is bold, an error red, a warning yellow, a note cyan; the caret like its label."""
    problem = Problem(Place("t.yaml", 1, 1, "x"), "m.", "r.")
    for label, code in [("error", "31"), ("warning", "33"), ("note", "36")]:
        first, _, caret, _ = show_problem(problem, label=label, colour=True).split("\n")
        assert first == f"\x1b[1mt.yaml:1:1:\x1b[0m \x1b[{code}m{label}:\x1b[0m m."
        assert caret.endswith(f"\x1b[{code}m^\x1b[0m")


@given(st.text(), st.text(), st.integers(0, 60), st.integers(0, 60), st.integers(0, 100))
def test_colour_changes_nothing_else(message: str, line: str, column: int, length: int, width: int) -> None:
    """Without its colours a coloured problem is the plain one; lines never end early or in a space."""
    problem = Problem(Place("t.yaml", 7, column, line, length), message or ".", message)
    plain = show_problem(problem, width=width)
    assert re.sub(r"\x1b\[\d*m", "", show_problem(problem, width=width, colour=True)) == plain
    assert "\x1b" not in plain


@pytest.mark.parametrize(("count", "words"), [(0, "0 errors"), (1, "1 error"), (2, "2 errors"), (1200, "1,200 errors")])
def test_plural(count: int, words: str) -> None:
    """Counts agree with their nouns."""
    assert plural(count, "error") == words


def test_irregular_plural() -> None:
    """A plural that is not made with an s is given."""
    assert plural(2, "entry", "entries") == "2 entries"
    assert plural(1, "entry", "entries") == "1 entry"
