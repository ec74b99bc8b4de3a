"""Specification of ``reportgen.yamlfile``: slips in writing YAML, told in plain words."""

from __future__ import annotations

import pytest

from reportgen.yamlfile import YamlFile, parse
from reportgen.yamlfile.lines import Lines
from reportgen.yamlfile.nodes import parse_slow
from reportgen.yamlfile.reading import read_tree
from tests.yaml_problems import NAME, SEED, at, problem, problems, texts

SYNTAX = [
    # text, place, words of the message or remedy
    ("a: b\nc: He said: yes\n", "2:11", "holds a colon and a space"),
    ("a: b: c", "1:5", "holds a colon and a space"),
    ("a: see note:\nb: c\n", "1:12", "holds a colon and a space"),
    ("a: “He said: yes”\n", "1:12", "Only straight ones count"),
    ("- a: b\n- c: He said: yes\n", "2:13", "holds a colon and a space"),
    ("a: They met\n  and he said: no\nb: c\n", "2:14", "goes on with the text of line 1"),
    ("a: @x\n", "1:4", 'begins with "@"'),
    ("a: `x`\n", "1:4", 'begins with "`"'),
    ("a: %x\n", "1:4", 'begins with "%"'),
    ("a: *note* that\n", "1:4", 'begins with "*"'),
    ("a: *note that\n", "1:4", 'begins with "*"'),
    ("a: & more\n", "1:4", 'begins with "&"'),
    ("a: , more\n", "1:4", 'begins with ","'),
    ("a: ] more\n", "1:4", 'begins with "]"'),
    ("a: [sic] he said\n", "1:4", 'begins with "["'),
    ("a: {x} he said\n", "1:4", 'begins with "{"'),
    ("a:\n  - b\n  - @c\n", "3:5", 'begins with "@"'),
    ("@a: b\n", "1:1", 'begins with "@"'),
    ("a: - x\n", "1:4", "list cannot begin on the line of its key"),
    ("a: > x\n", "1:4", "begins on the next line"),
    ("a: | x\n", "1:4", "begins on the next line"),
    ("a: 'it's'\n", "1:7", "more words follow"),
    ('a: b\nc: "Yes" he said\n', "2:8", "more words follow"),
    ('a:\n  - "x" y\n', "2:7", "more words follow"),
    ('a: b\nc: "d\ne: f\n', "2:4", "never closed"),
    ("a: b\nc: 'd\ne: f\n", "2:4", "never closed"),
    ('a: b\nc: "d\ne: "f"\ng: h\n', "2:4", "never closed"),
    ('a: "x\\qy"\n', "1:6", "\\q has no meaning"),
    ('a: "C:\\Users"\n', "1:7", "has no meaning"),
    ("a: [b\nc: d\n", "1:4", 'not closed by "]"'),
    ("a: {b: c\nd: e\n", "1:4", 'not closed by "}"'),
    ("a: {b: c\n", "1:4", 'not closed by "}"'),
    ("a:\n  - {b: c,\n     d: e\n  - {b: c}\n", "2:5", 'not closed by "}"'),
    ("a:\n  - {b: c,\n     d: e\n     f: g}\n", "3:9", "comma is missing at the end of this line"),
    ('a:\n  - {b: "c"\n     d: e}\n', "2:11", "comma is missing at the end of this line"),
    ("a: {b: He said: yes, c: d}\n", "1:15", "holds a colon and a space"),
    ("a:\n  - {b: c,\n     d: He said: yes}\n", "3:16", "holds a colon and a space"),
    ("a: {b: c, d: @e, f: g}\n", "1:14", 'begins with "@"'),
    ("a: {b: c, d: *note*}\n", "1:14", 'begins with "*"'),
    ("a: {b: c, d: & e}\n", "1:14", 'begins with "&"'),
    ("a: {b: [sic] he said}\n", "1:12", "more words follow this ]"),
    ("a: {b: 'it's'}\n", "1:11", "more words follow"),
    ("a: [b, - c]\n", "1:8", 'begins with "-"'),
    ("a: {b:c, d: e}\n", "1:6", "a space is missing after this colon"),
    ("words\na:\n  b: c\n", "1:1", "has no key"),
    ("a: b\nwords\n  - {c: d}\ne: f\n", "2:1", "has no key"),
    (": b\n", "1:1", "no key before this colon"),
    (" a: b\nc: d\n", "2:1", "further left than the first key"),
    ("a:b\nc: d\n", "1:2", "a space is missing after this colon"),
    ("a: b\nc:d\ne: f\n", "2:2", "a space is missing after this colon"),
    ("a: b\nc:d\n", "2:2", "a space is missing after this colon"),
    ("a:b\nc:d\n", "1:2", "a space is missing after this colon"),
    ("a:\n  - b:c\n    d: e\n", "2:6", "a space is missing after this colon"),
    ("a: b\nc:\u00a0d\ne: f\n", "2:2", "a space is missing after this colon"),
    ("a:\n\tb: c\n", "2:1", "Use spaces to indent"),
    ("a:\n  b: c\n\td: e\n\tf: g\n", "3:1", "So is 1 line below"),
    ("a:\n  - b: c\n  \t d: e\n", "3:3", "Use spaces to indent"),
    ("a: b\n  c: d\n", "2:3", 'indented under "a" on line 1'),
    ("- a: b\n   c: d\n", "2:4", "Begin it in column 3"),
    ("a: b\n  - c\n  - d: e\n", "3:3", "on line 1, which has a value already"),
    ("a:\n  b: 1\n c: 2\n", "3:2", "Begin it in column 3, like line 2, or in column 1, like line 1"),
    ("a:\n  - b\n - c\n", "3:2", "Begin it in column 3, like line 2"),
    ("a:\n  - b: c\n  d: e\n", "3:3", "is a list entry"),
    ("a: b\n- c\n", "2:1", "take the dash away"),
    ("a: b\nwords\nc: d\n", "2:1", "has no key"),
    ("a: b\nwords\n", "2:1", "has no key"),
    ("words\na: b\n", "1:1", "has no key"),
    ("a: one # two\n  three\n", "1:8", "goes on below it on line 2"),
    ("%FOO\n---\na: b\n", "1:1", "begins with %"),
    ("%YAML 1.2\na: b\n", "2:1", "three dashes"),
    ("%YAML 3.0\n---\na: b\n", "1:1", "begins with %"),
]


@pytest.mark.parametrize(("text", "place", "words"), SYNTAX)
def test_syntax(text: str, place: str, words: str) -> None:
    """Each common slip is one problem, pointed at where it was made, in plain words with a remedy."""
    told = problem(text)
    assert words in f"{told.message} {told.remedy}"
    assert str(told.place) == f"{NAME}:{place}"
    assert told.remedy


JARGON = (
    "mapping",
    "scalar",
    "token",
    "sequence",
    "node",
    "block",
    "flow",
    "expected",
    "stream",
    "anchor",
    "alias",
)


@pytest.mark.parametrize("text", [text for text, _, _ in SYNTAX])
def test_no_jargon(text: str) -> None:
    """No message speaks the language of YAML's makers."""
    for told in problems(text):
        assert not [word for word in JARGON if word in f"{told.message} {told.remedy}".lower()]


# The slower library passes over a % line that it does not know.
@pytest.mark.parametrize(("text", "place", "words"), [case for case in SYNTAX if "%FOO" not in case[0]])
def test_without_the_c_library(text: str, place: str, words: str) -> None:
    """Where the C library is missing, the slower one in Python leads to the same words and places."""
    lines = Lines(NAME, text)
    _, found = read_tree(lines, set(), parse_slow)
    assert [str(told.place) for told in found][:1] == [f"{NAME}:{place}"]
    assert words in f"{found[0].message} {found[0].remedy}"


@pytest.mark.parametrize("escape", ["\\UFFFFFFFF", "\\U00110000", "\\ud800", "\\xZZ"])
def test_impossible_escapes_without_the_c_library(escape: str) -> None:
    """The slower library's own exceptions do not escape either."""
    assert read_tree(Lines(NAME, f'a: "{escape}"\n'), set(), parse_slow)[1]


def test_the_seed_without_the_c_library() -> None:
    """Both libraries give the same root and the same places."""
    text = SEED.read_text(encoding="utf-8")
    tree, found = read_tree(Lines(NAME, text), set(), parse_slow)
    file = parse(text, NAME)
    assert not found
    assert tree is not None
    slow = YamlFile(NAME, text, file.root, Lines(NAME, text), tree)
    assert tree.value == file.root
    assert all(slow.place(path) == file.place(path) for path, _ in texts(file.root))


def test_every_problem_at_once() -> None:
    """One reading tells of many faults, of all kinds, in the order of their lines."""
    text = (
        "a: He said: yes\nb: @x\nc: 'it's'\nb: &x twice\nd:e\nf: point #3\n"
        "g: \u202ehidden\nh: !tag x\n\u00a0i: x\nj: *note*\nk: x\n"
    )
    found = problems(text)
    assert [told.place.line for told in found] == [1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10]


def test_a_fault_is_told_once() -> None:
    """A line already found at fault is not blamed for its syntax as well."""
    assert at("a: x\x00: y\n") == "1:5"
