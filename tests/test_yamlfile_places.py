"""Specification of ``reportgen.yamlfile``: every value knows where it stands."""

from __future__ import annotations

import pytest

from reportgen.yamlfile import parse, read
from tests.yaml_problems import NAME, SEED, texts

PLACES = """\
title: Talks 会谈 now
parties: [CN, US]
agreements:
  - id: A-01
    text: "They agreed
      to meet"
    limits:
    evidence: |
      The two sides "agreed"
      to meet again
  -
"""


@pytest.mark.parametrize(
    ("path", "key", "place", "shown"),
    [
        (("title",), False, "1:8", "Talks 会谈 now"),
        (("title",), True, "1:1", "title"),
        (("parties",), False, "2:10", "["),
        (("parties", 1), False, "2:15", "US"),
        (("agreements",), False, "4:3", "-"),
        (("agreements", 0), False, "4:5", "id"),
        (("agreements", 0, "text"), False, "5:11", '"They agreed'),
        (("agreements", 0, "limits"), False, "7:5", "limits"),
        (("agreements", 0, "evidence"), False, "8:15", "|"),
        (("agreements", 1), False, "11:3", "-"),
        (("agreements", 0, "firmness"), False, "4:5", "id"),
        (("agreements", 0, "firmness"), True, "4:5", "id"),
        (("agreements", 7, "text"), False, "4:3", "-"),
        (("nowhere", "at", "all"), False, "1:1", "title"),
        ((), False, "1:1", "title"),
    ],
)
def test_place(path: tuple[str | int, ...], key: bool, place: str, shown: str) -> None:
    """A value or key is pointed at where it stands; what is not there, at the nearest thing above it."""
    found = parse(PLACES, NAME).place(path, key=key)
    assert str(found) == f"{NAME}:{place}"
    assert found.text[found.column - 1 :][: found.length] == shown
    assert found.length == len(shown)


@pytest.mark.parametrize(
    ("path", "words", "place"),
    [
        (("agreements", 0, "evidence"), "to meet", "10:7"),
        (("agreements", 0, "evidence"), '"agreed" to meet', "9:21"),
        (("agreements", 0, "text"), "agreed to", "5:17"),
        (("agreements", 0, "text"), "not there", "5:11"),
        (("agreements", 0, "text"), " ", "5:11"),
        (("agreements", 0, "nothing"), "agreed", "4:5"),
        (("title",), "会谈", "1:14"),
    ],
)
def test_within(path: tuple[str | int, ...], words: str, place: str) -> None:
    """Words within a text are pointed at, over line ends; words that are not there, at the text."""
    assert str(parse(PLACES, NAME).within(path, words)) == f"{NAME}:{place}"


def test_within_quotation_marks() -> None:
    """Words that hold a quotation mark are found though it is typed twice or after a backslash."""
    file = parse("a: 'so it''s on'\nb: \"he said \\\"yes\\\" then\"\n", NAME)
    assert str(file.within(["a"], "it's on")) == f"{NAME}:1:8"
    assert file.within(["b"], 'said "yes"').length == len('said \\"yes\\"')


def test_every_plain_text_of_the_seed_stands_where_its_place_says() -> None:
    """The place of each one-line plain text of a real record underlines exactly that text."""
    file = read(SEED)
    checked = 0
    for path, text in texts(file.root):
        place = file.place(path)
        shown = place.text[place.column - 1 :][: place.length]
        if shown[:1] not in ("", '"', "'", "|", ">") and place.text.rstrip().endswith(shown):
            assert text.startswith(shown), path
            checked += 1
    assert checked > 50
