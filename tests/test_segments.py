"""Specification of ``reportgen.view.segments``: overlapping runs part a paragraph, and nothing of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.sources import Document
from reportgen.sources.document import Paragraph
from reportgen.view.segments import Run, segments

TEXT = st.text(st.sampled_from("ab،五. “\n"), min_size=1, max_size=24)


def document(*texts: str) -> Document:
    """A document of such paragraphs, two line ends between them."""
    paragraphs: list[Paragraph] = []
    start = 0
    for number, text in enumerate(texts, 1):
        paragraphs.append(Paragraph(number, text, start, number))
        start += len(text) + 2
    return Document("a.txt", "\n\n".join(texts), "", tuple(paragraphs))


def told(read: Document, *runs: Run) -> list[list[tuple[str, tuple[int, ...]]]]:
    """The words of each segment and what rests on them, by paragraph."""
    return [[(read.text[each.start : each.end], each.entries) for each in part] for part in segments(read, runs)]


def test_nested_and_crossing_runs() -> None:
    """Where runs overlap, each stretch has all the entries whose runs hold it."""
    read = document("They agreed to meet in May.")
    assert told(read, Run(0, 27, 1), Run(5, 19, 2)) == [
        [("They ", (1,)), ("agreed to meet", (1, 2)), (" in May.", (1,))]
    ]
    assert told(read, Run(0, 14, 1), Run(5, 19, 2)) == [
        [("They ", (1,)), ("agreed to", (1, 2)), (" meet", (2,)), (" in May.", ())]
    ]


def test_a_full_stop_alone_is_no_segment() -> None:
    """Signs that one passage has and another leaves out stay with the words before them, or after them."""
    read = document("“They agreed.” Then, they left.")
    assert told(read, Run(1, 12, 1), Run(0, 14, 2), Run(15, 30, 3)) == [
        [("“They agreed.” ", (1, 2)), ("Then, they left.", (3,))]
    ]


def test_a_run_over_two_paragraphs() -> None:
    """A passage that goes on in the next paragraph is marked in both."""
    assert told(document("a b", "c d"), Run(2, 6, 1)) == [[("a ", ()), ("b", (1,))], [("c", (1,)), (" d", ())]]


def test_two_runs_of_one_entry_that_overlap() -> None:
    """An entry with two passages that overlap rests on their words once."""
    assert told(document("a b c"), Run(0, 3, 1), Run(2, 5, 1)) == [[("a b c", (1,))]]


@given(st.lists(TEXT, min_size=1, max_size=3), st.data())
def test_every_word_has_exactly_what_rests_on_it(texts: list[str], data: st.DataObject) -> None:
    """Segments tile the paragraph, and every letter lies in one that names the entries whose runs hold it."""
    read = document(*texts)
    place = st.integers(0, len(read.text))
    pairs = data.draw(st.lists(st.tuples(place, place, st.integers(0, 3)), max_size=6))
    runs = [Run(min(a, b), max(a, b), entry) for a, b, entry in pairs if a != b]
    for paragraph, parts in zip(read.paragraphs, segments(read, runs), strict=True):
        assert "".join(read.text[each.start : each.end] for each in parts) == paragraph.text
        for each in parts:
            for at in range(each.start, each.end):
                if read.text[at].isalnum():
                    assert set(each.entries) == {run.entry for run in runs if run.start <= at < run.end}
