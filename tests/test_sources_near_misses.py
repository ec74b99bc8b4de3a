"""Near misses, made from the real text by program: never accepted, and shown with what is nearest."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from reportgen.sources import Document
from reportgen.sources.fold import fold
from reportgen.sources.match import Found, Missing, Repeated, find
from tests.conftest import RECORDS, record_at

CHINESE = re.compile("[\u4e00-\u9fff]")
OTHER = {"agreed": "pledged", "will": "shall", "the": "a", "and": "or", "to": "toward", "said": "says", "is": "was"}
"""A slip for a word: what a tired drafter types."""


def evidence() -> list[tuple[Document, list[str], str, tuple[int, ...]]]:
    """Passages of at least six words: document, words, what parts them, paragraphs."""
    passages: list[tuple[Document, list[str], str, tuple[int, ...]]] = []
    for record in map(record_at, RECORDS):
        for _, _, piece in record.pieces():
            document, place = record.document(piece), record.found(piece)
            chinese = bool(CHINESE.search(piece.text))
            words = list(piece.text) if chinese else piece.text.split()
            if document and place and len(words) >= 6 and len(place.paragraphs) == 1:
                passages.append((document, words, "" if chinese else " ", place.paragraphs))
    return passages


PASSAGES = evidence()


def dropped(words: list[str], at: int) -> list[str]:
    """A word left out."""
    return [*words[:at], *words[at + 1 :]]


def changed(words: list[str], at: int) -> list[str]:
    """A word typed wrong."""
    return [*words[:at], OTHER.get(words[at], f"un{words[at]}"), *words[at + 1 :]]


def swapped(words: list[str], at: int) -> list[str]:
    """Two words in the wrong order."""
    return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]


def negated(words: list[str], at: int) -> list[str]:
    """A "not" put in."""
    return [*words[:at], "不" if CHINESE.search("".join(words)) else "not", *words[at:]]


def doubled(words: list[str], at: int) -> list[str]:
    """A word typed twice."""
    return [*words[:at], words[at], *words[at:]]


def shouted(words: list[str], at: int) -> list[str]:
    """A word with its letters in another case."""
    return [*words[:at], words[at].swapcase(), *words[at + 1 :]]


def shortened(words: list[str], at: int) -> list[str]:
    """The last word cut short: "agree" for "agreed"."""
    return [*words[:-1], re.sub(r"\w\W*$", "", words[-1])] if len(words[-1]) > 2 else words


def added(words: list[str], at: int) -> list[str]:
    """A figure that nobody gave."""
    return [*words[:at], "42", *words[at:]]


SLIPS: tuple[Callable[[list[str], int], list[str]], ...] = (
    dropped, changed, swapped, negated, doubled, shouted, shortened, added,
)  # fmt: skip


def near_misses(slip: Callable[[list[str], int], list[str]]) -> list[tuple[Document, str, tuple[int, ...]]]:
    """For each passage, the slip somewhere inside it."""
    chance = random.Random(slip.__name__)
    misses = []
    for document, words, space, paragraphs in PASSAGES:
        at = chance.randrange(1, len(words) - 2)
        if (wrong := slip(words, at)) != words:
            misses.append((document, space.join(wrong), paragraphs))
    return misses


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
def test_near_misses_are_never_accepted(slip: Callable[[list[str], int], list[str]]) -> None:
    """Evidence with one slip in it is never found; the paragraph it comes from is the nearest."""
    misses = near_misses(slip)
    assert len(misses) >= 60
    for document, run, paragraphs in misses:
        match = find(document, run)
        assert not isinstance(match, Found | Repeated), run
        assert match.paragraph in paragraphs, (run, match)
        assert match.differing


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
def test_the_nearest_passage_is_the_sources_own(slip: Callable[[list[str], int], list[str]]) -> None:
    """The nearest passage stands in the source, word for word; the difference, put right, gives it."""
    for document, run, _ in near_misses(slip):
        match = find(document, run)
        assert isinstance(match, Missing)
        assert match.passage in document.folded.text
        assert not isinstance(find(document, match.passage), Missing)
        for ours, theirs in match.differing:
            assert ours in fold(run).text
            assert theirs in match.passage


def real(run: str) -> Missing:
    """What is nearest to a run in the report of the real talks."""
    match = find(record_at(RECORDS[0]).documents["S1"], run)
    assert isinstance(match, Missing)
    return match


@pytest.mark.parametrize(
    ("run", "paragraph", "differing"),
    [
        ("The two sides agreed to a meeting between the two heads of state", 2, (("", "work together toward"),)),
        ("The two sides agreed to increase direct passenger flights", 13, (("", "also"), ("", "more"))),
        ("the two sides agreed to hold separate consultations on maritime affairs", 12, (("agreed to", "will"),)),
        ("must keep communications channels open", 8, (("communications", "communication"),)),
        ("five musts: must abide by the consensus", 8, (("musts:", 'musts":'),)),
        ("The two sides agreed to work together towards a meeting", 2, (("towards", "toward"),)),
        ("The United States wants a stable and sustainable relationship with china", 11, (("china", "China,"),)),
    ],
)
def test_the_difference_in_words(run: str, paragraph: int, differing: tuple[tuple[str, str], ...]) -> None:
    """A near miss is shown with the words that differ: ours, and the source's."""
    match = real(run)
    assert (match.paragraph, match.differing) == (paragraph, differing)


def test_the_difference_in_chinese() -> None:
    """In Chinese the difference is shown by characters, and the passage as it is written."""
    document = record_at(next(path for path in RECORDS if "two-languages" in str(path))).documents["S1"]
    match = find(document, "云澜国反对通过协商解决运河通行费问题。")
    assert match == Missing("云澜国主张通过协商解决运河通行费问题。", 3, (("反对", "主张"),))


def test_a_near_miss_over_a_paragraph_break() -> None:
    """A near miss that runs over a paragraph break is shown as it runs on."""
    match = real(
        "a meeting between the two leaders in San Francisco. The current situation is undergoing transformation"
    )
    assert match.passage == (
        "a meeting between the two heads of state in San Francisco. The current international situation is "
        "undergoing transformation"
    )
    assert match.differing == (("leaders", "heads of state"), ("", "international"))


def test_nothing_near() -> None:
    """Where less than half of the words are, nothing is near."""
    assert real("The delegation visited a museum on Saturday and bought postcards") == Missing()
    assert real("zzz") == Missing()
