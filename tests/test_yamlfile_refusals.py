"""Specification of ``reportgen.yamlfile``: what YAML allows, and is refused here."""

from __future__ import annotations

import time

import pytest

from reportgen.yamlfile import parse
from tests.yaml_problems import NAME, at, problem, problems


def test_repeated_key() -> None:
    """A repeated key is refused at the second, and the line of the first is named."""
    told = problem("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n")
    assert str(told.place) == f"{NAME}:5:3"
    assert told.message == 'the key "c" is here for the second time; the first is on line 3.'


def test_no_more_than_a_hundred_problems() -> None:
    """Reading stops at the hundredth problem: a file with more is wrong as a whole."""
    assert len(problems("a: b\n" * 1000)) == 100


@pytest.mark.parametrize("twin", ["cafe\u0301", "ca\u200cfé", "ca\u200dfé"])
def test_repeated_key_in_disguise(twin: str) -> None:
    """Keys that look alike but are spelled with other characters are repeated keys."""
    told = problem(f"café: 1\n{twin}: 2\n")
    assert str(told.place) == f"{NAME}:2:1"
    assert "line 1" in told.message


@pytest.mark.parametrize("key", ["te\u200bxt", "\u00a0text", "text\u00a0", "te\u00adxt", "te\u2060xt"])
def test_invisible_character_in_a_key(key: str) -> None:
    """A key with an invisible character in it is refused, as no reader could see what is wrong with it."""
    told = problem(f"a: b\n{key}: 2\n")
    assert str(told.place) == f"{NAME}:2:1"
    assert "invisible" in told.message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: &x b\n", "1:4"),
        ("a: &x\n  b: c\n", "1:4"),
        ("a:\n  - *x\n", "2:5"),
        ("*x : b\n", "1:1"),
        ("a:\n  <<: *x\n", "2:3"),
        ("<<: {a: b}\n", "1:1"),
        ("&k a: b\n", "1:1"),
    ],
)
def test_references(text: str, place: str) -> None:
    """Anchors, aliases and merge keys are refused, and the text is to be written out."""
    told = problem(text)
    assert str(told.place) == f"{NAME}:{place}"
    assert "reference" in told.message
    assert "Write the text out" in told.remedy


@pytest.mark.parametrize("merge", [False, True])
def test_exploding_references(merge: bool) -> None:
    """References to references, nine levels deep, are refused at once."""
    level = "a{}: &a{} {{<<: [{}]}}\n" if merge else "a{}: &a{} [{}]\n"
    text = "a0: &a0 [x]\n" + "".join(level.format(n, n, ", ".join([f"*a{n - 1}"] * 9)) for n in range(1, 10))
    start = time.perf_counter()
    assert len(problems(text)) > 9
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    "tag",
    ["!!python/object/apply:os.system", "!foo", "!!binary", "!!set", "!!str", "!", "!<tag:x>", "!important"],
)
@pytest.mark.parametrize("value", ["x", "[x]", "{x: y}"])
def test_tags(tag: str, value: str) -> None:
    """Every tag is refused where it stands, with the advice to quote it if it is text."""
    told = problem(f"a: b\nc: {tag} {value}\n")
    assert str(told.place) == f"{NAME}:2:4"
    assert "quotation marks" in told.remedy


def test_unknown_tag_handle() -> None:
    """A tag the library itself stumbles over is refused in the same place."""
    assert at("a: !e!foo bar\n") == "1:4"


def test_several_documents() -> None:
    """A second document is refused at its dashes."""
    told = problem("---\na: b\n---\nc: d\n")
    assert (str(told.place), told.place.length) == (f"{NAME}:3:1", 3)
    assert "second document" in told.message


def test_text_after_the_end() -> None:
    """Text after ``...`` is refused where it stands."""
    assert at("a: b\n...\nc: d\n") == "3:1"


@pytest.mark.parametrize("opening_mark", ["[", "- ", "{a: ", "[[", "? "])
@pytest.mark.parametrize("times", [41, 500, 100_000])
def test_depth(opening_mark: str, times: int) -> None:
    """Nesting deeper than forty levels is refused at the first level too deep, however deep it goes."""
    start = time.perf_counter()
    told = problems("a:\n  " + opening_mark * times)[-1]
    assert "40 levels deep" in told.message
    assert told.place.line == 2
    assert time.perf_counter() - start < 2


def test_forty_levels() -> None:
    """Forty levels are allowed."""
    assert parse("a: " + "[" * 39 + "]" * 39, NAME).root


def test_too_many_nodes() -> None:
    """More than 200,000 keys and values are refused at the first too many."""
    told = problem("".join(f"k{number}: v\n" for number in range(100_001)))
    assert "200,000" in told.message
    assert told.place.line == 100_000


@pytest.mark.parametrize(
    ("text", "place"),
    [("? [a]\n: b\n", "1:3"), ("{a: b}: c\n", "1:1"), ("a:\n  {{ title }}\n", "2:4"), ("[a, b]: c\n", "1:1")],
)
def test_complex_key(text: str, place: str) -> None:
    """A key that is a list or braces is refused, once, where it begins."""
    told = problem(text)
    assert str(told.place) == f"{NAME}:{place}"
    assert "a key must be" in told.message


@pytest.mark.parametrize("text", [": b\n", '"": b\n', "a: {'': b}\n"])
def test_empty_key(text: str) -> None:
    """A colon with no key before it is refused."""
    assert "no key before this colon" in problem(text).message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: Discuss point #3 today\n", "1:18"),
        ("a: b\nc:\n  - one #two\n", "3:9"),
        ("a: [one #two\n  , three]\n", "1:9"),
        ("a: first\n  second #3\n", "2:10"),
        ("a: Discuss point #3\n  and more\nb: c\n", "1:18"),
        ("a: #3\n", "1:4"),
    ],
)
def test_sentence_cut_by_a_number_sign(text: str, place: str) -> None:
    """A # glued to a word after plain text would cut the sentence: refused at the #."""
    told = problem(text)
    assert str(told.place) == f"{NAME}:{place}"
    assert "read as a comment" in told.message
    assert "quotation marks" in told.remedy


@pytest.mark.parametrize(
    "text",
    [
        "a: b  # a comment\n",
        "a: b # \n",
        "a: b #\n",
        "a: 'b' #c\n",
        "a: x#3\n",
        "a: | #c\n  x #3\n",
        "#a\na: b\n",
        "a: #c\n  - b\n",
    ],
)
def test_comments(text: str) -> None:
    """Comments are left in peace: after a space, after quotation marks, on a line of their own."""
    assert "a" in parse(text, NAME).root
