"""Where a verbatim run stands in its source: found, found more than once, or not there."""

from __future__ import annotations

import random
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.base import Evidence
from reportgen.sources import Document, read_document
from reportgen.sources.fold import fold
from reportgen.sources.match import Found, Missing, Repeated, find, holds
from tests.conftest import RECORDS, record_at

RECORDED = [record_at(path) for path in RECORDS]
DOCUMENTS = [document for record in RECORDED for document in record.documents.values()]
PIECES: list[tuple[Document, Evidence]] = [
    (document, piece) for record in RECORDED for _, _, piece in record.pieces() if (document := record.document(piece))
]
"""Every piece of evidence of every record, with the document it names."""


def document_of(folder: Path, text: str, dateline: str = "") -> Document:
    """A source document with this text."""
    path = folder / "source.txt"
    path.write_text(text, encoding="utf-8")
    return read_document(path, dateline=dateline)


def found(document: Document, run: str, para: int | None = None) -> Found:
    """Where a run stands, which is in one place."""
    match = find(document, run, para)
    assert isinstance(match, Found), match
    return match


def test_every_piece_of_evidence_is_found() -> None:
    """Every piece of evidence of every record stands in its source, once, with nothing forgiven but white space."""
    assert len(PIECES) > 200
    for document, piece in PIECES:
        match = found(document, piece.text, piece.para)
        assert set(match.forgiven) <= {"white space"}
        assert fold(document.text[match.start : match.end]).text == fold(piece.text).text


def spaced(text: str, space: str) -> str:
    """The same with every space another."""
    return text.replace(" ", space)


def hidden(text: str, mark: str) -> str:
    """The same with an invisible character inside every word."""
    return " ".join(word[:1] + mark + word[1:] for word in text.split(" "))


VARIANTS: dict[str, tuple[Callable[[str], str], str]] = {
    "no-break spaces": (lambda text: spaced(text, "\u00a0"), "white space"),
    "narrow no-break spaces": (lambda text: spaced(text, "\u202f"), "white space"),
    "ideographic spaces": (lambda text: spaced(text, "\u3000"), "white space"),
    "double spaces": (lambda text: spaced(text, "  "), "white space"),
    "tabs": (lambda text: spaced(text, "\t"), "white space"),
    "line ends": (lambda text: spaced(text, "\n"), "white space"),
    "Windows line ends": (lambda text: spaced(text, "\r\n"), "white space"),
    "blank lines": (lambda text: spaced(text, "\n\n"), "white space"),
    "curly quotes": (lambda text: text.replace('"', "“").replace("'", "’"), "the shape of quotation marks"),
    "low quotes": (lambda text: text.replace('"', "„").replace("'", "‚"), "the shape of quotation marks"),
    "guillemets": (lambda text: text.replace('"', "«").replace("'", "‹"), "the shape of quotation marks"),
    "fullwidth quotes": (lambda text: text.replace('"', "＂").replace("'", "＇"), "the shape of quotation marks"),
    "straight quotes": (
        lambda text: text.translate(str.maketrans("“”«»‘’", "\"\"\"\"''")), "the shape of quotation marks"),
    "primes and backticks": (lambda text: text.replace('"', "″").replace("'", "`"), "the shape of quotation marks"),
    "no-break hyphens": (lambda text: text.replace("-", "\u2011"), "the shape of dashes"),
    "en dashes": (lambda text: text.replace("-", "–"), "the shape of dashes"),
    "minus signs": (lambda text: text.replace("-", "−"), "the shape of dashes"),
    "fullwidth hyphens": (lambda text: text.replace("-", "－"), "the shape of dashes"),
    "soft hyphens": (lambda text: hidden(text, "\u00ad"), "invisible characters"),
    "zero-width spaces": (lambda text: hidden(text, "\u200b"), "invisible characters"),
    "word joiners": (lambda text: hidden(text, "\u2060"), "invisible characters"),
    "marks of direction": (lambda text: f"\u202b{hidden(text, chr(0x200F))}\u202c", "invisible characters"),
    "decomposed": (lambda text: unicodedata.normalize("NFD", text), "Unicode composition"),
    "composed": (lambda text: unicodedata.normalize("NFC", text), "Unicode composition"),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_typographic_variants_are_found(name: str) -> None:
    """Evidence copied with other typography is found at the same place, and the difference is named."""
    change, kind = VARIANTS[name]
    for document, piece in PIECES:
        variant, place = change(piece.text), found(document, piece.text, piece.para)
        match = found(document, variant, piece.para)
        assert (match.start, match.end, match.paragraphs) == (place.start, place.end, place.paragraphs)
        assert (kind in match.forgiven) == (kind in place.forgiven or variant != piece.text)


def test_the_variants_are_many() -> None:
    """The variants differ from the evidence in hundreds of cases, those of each kind in at least one."""
    changed = {
        name: sum(change(each.text) != each.text for _, each in PIECES) for name, (change, _) in VARIANTS.items()
    }
    assert sum(changed.values()) > 2000
    assert {name for name, count in changed.items() if not count} <= {"composed"}


WORDS = [
    ("They agreed to meet", "agree", False), ("They agreed to meet", "agreed", True), ("disagreed", "agreed", False),
    ("agreement", "agree", False), ("the U.S. side", "U.S.", True), ("the U.S. side", "the U", False),
    ("the U.S. side", "S. side", False), ("at 4:40 a.m.", "at 4:40 a.", False), ("at 4:40 a.m.", "at 4:40 a.m", True),
    ("They agreed.They met.", "They met", True), ("Plan B. Then", "Plan B", True), ("China's view", "China", True),
    ("sixteen", "six", False), ("a six-hour talk", "six", True), ("on 2030", "203", False),
    ("1,840 employees", "840 employees", False), ("1,840 employees", "1", False), ("3.5 percent", "5 percent", False),
    ("3.5 percent", "3", False), ("at 12:01 a.m.", "01 a.m.", False), ("by 30 June.", "by 30 June", True),
    ("in 2030, they", "2030", True), ("(2030)", "2030", True), ("8–9 April", "9 April", True),
    ("at −5 degrees", "5 degrees", False), ("(−5)", "5", False), ("15% more", "15", True), ("10² metres", "10", False),
    ("a non-binding text", "binding text", False), ("a non-binding text", "non-binding text", True),
    ("an anti\u2010dumping duty", "dumping duty", False), ("Non-binding", "binding", False),
    ("a well-known text", "known text", True), ("they can't agree", "they can", False),
    ("they can’t agree", "they can", False), ("isn't", "isn't", True), ("the parties' view", "the parties", True),
    ("snake_case", "snake", False), ("Ёлка и ёлки", "ёлк", False), ("συμφωνία", "συμφων", False),
    ("dé\u0301jà", "dé", False), ("双方同意磋商", "同意", True), ("双方同意磋商", "同意磋商", True),
    ("2033年9月", "033年", False), ("2033年9月", "9月", True), ("G20峰会", "峰会", True), ("G20峰会", "G2", False),
    ("ตกลงกัน", "ตกลง", True), ("واتفق الجانبان", "اتفق", False), ("واتفق الجانبان", "واتفق", True),
    ("٤٠ طالبًا", "٤", False), ("٤٠ طالبًا", "طالب", False), ("합의했다", "합의", False), ("Agreed.", "agreed", False),
    ("a b", "", False), ("", "a", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "expected"), WORDS, ids=[f"{words} in {text}" for text, words, _ in WORDS])
def test_whole_words(tmp_path: Path, text: str, words: str, expected: bool) -> None:
    """A run is whole words and whole numbers; scripts without spaces need no bounds; "non-" is not cut off."""
    assert holds(text, words) is expected
    if text and words:
        assert isinstance(find(document_of(tmp_path, text), words), Found) is expected


def test_runs_over_breaks(tmp_path: Path) -> None:
    """A run may cross a line break and a paragraph break; then it has both paragraphs."""
    document = document_of(tmp_path, "They agreed\nto meet.\n\nSoon, they said.\n\n双方\n同意。\n\n磋商。\n")
    line = found(document, "They agreed to meet")
    assert (line.paragraphs, line.forgiven) == ((1,), ("white space",))
    assert found(document, "to meet. Soon").paragraphs == (1, 2)
    assert found(document, "双方同意。").paragraphs == (3,)
    assert found(document, "同意。磋商").paragraphs == (3, 4)


REPEATED = (
    "HEAD They agreed.\n\nTOWN -- They agreed. They met.\n\nThey agreed.\n\nThey met and they agreed. They met.\n"
)


def test_a_repeated_run_asks_for_its_paragraph(tmp_path: Path) -> None:
    """A run that stands more than once is not guessed: its paragraphs are given, and ``para`` chooses."""
    document = document_of(tmp_path, REPEATED, "TOWN --")
    assert find(document, "They agreed.") == Repeated((0, 1, 2))
    assert [found(document, "They agreed.", para).paragraphs for para in (0, 1, 2)] == [(0,), (1,), (2,)]
    assert document.text[found(document, "They agreed.", 1).start :].startswith("They agreed. They met.")
    assert find(document, "They met", 3) == Repeated((3, 3))
    assert found(document, "TOWN -- They agreed.").paragraphs == (1,)


def test_a_run_in_another_paragraph(tmp_path: Path) -> None:
    """A run that stands elsewhere than ``para`` says is missing there; the paragraph that has it is given."""
    document = document_of(tmp_path, REPEATED, "TOWN --")
    assert find(document, "They agreed.", 3) == Missing("They agreed.", 0)
    assert find(document, "They agreed. They met.", 2) == Missing("They agreed. They met.", 1)
    assert isinstance(find(document, "They agreed.", 99), Missing)
    near = document_of(tmp_path, "They met, they agreed.\n\nThey met they agreed.\n\nNo.\n")
    assert find(near, "They met they agreed.", 3) == Missing("They met they agreed.", 2)


@pytest.mark.parametrize("run", ["", " ", "\u200b", "\n\n"])
def test_nothing_is_nowhere(tmp_path: Path, run: str) -> None:
    """A run of nothing stands nowhere, and nothing is near it."""
    assert find(document_of(tmp_path, REPEATED), run) == Missing()


def test_runs_of_marks_only(tmp_path: Path) -> None:
    """A run without a word in it is sought like any other."""
    dash = found(document_of(tmp_path, "One -- two."), "—")
    assert (dash.start, dash.end, dash.forgiven) == (4, 6, ("the shape of dashes",))
    assert find(document_of(tmp_path, "One -- two -- three."), "--") == Repeated((1, 1))


@given(st.data())
def test_any_slice_of_whole_words_is_found_at_its_place(data: st.DataObject) -> None:
    """Any run of whole words of any source is found where it was taken from, or asked for its paragraph."""
    document = data.draw(st.sampled_from(DOCUMENTS), "document")
    bounds = whole_word_bounds(document.text)
    first = data.draw(st.integers(0, len(bounds) - 1), "first word")
    last = data.draw(st.integers(first, min(first + 60, len(bounds) - 1)), "last word")
    start, end = bounds[first][0], bounds[last][1]
    match = find(document, document.text[start:end])
    paragraphs = document.paragraphs_at(start, end)
    if isinstance(match, Repeated):
        assert paragraphs[0] in match.paragraphs
        return
    assert match == Found(start, end, paragraphs)


def whole_word_bounds(text: str) -> list[tuple[int, int]]:
    """Where words as people see them begin and end: between spaces, or one Chinese character."""
    bounds: list[tuple[int, int]] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        chinese = any("\u4e00" <= character <= "\u9fff" for character in word)
        letters = [n for n in range(len(word)) if "\u4e00" <= word[n] <= "\u9fff"]
        bounds += [(at + n, at + n + 1) for n in letters] if chinese else [(at, at + len(word))]
        at += len(word)
    return bounds


def test_ten_thousand_pieces(tmp_path: Path) -> None:
    """10,000 pieces of evidence, 500 of them near misses, are looked up in a source of 1 MB in seconds."""
    chance = random.Random(7)
    names = [word for word in DOCUMENTS[0].text.split() if word.isalpha()]
    vocabulary = [f"{name}{number}" for name in names[:150] for number in range(30)]
    text = "\n\n".join(" ".join(chance.choices(vocabulary, k=80)) for _ in range(1700))
    document, words = document_of(tmp_path, text), text.split()
    starts = [chance.randrange(len(words) - 20) for _ in range(10_000)]
    runs = [words[start : start + 20] for start in starts]
    assert len(text) > 1_000_000
    before = time.perf_counter()
    assert all(isinstance(find(document, " ".join(run)), Found) for run in runs[500:])
    for run in runs[:500]:
        match = find(document, " ".join([*run[:9], "never", *run[10:]]))
        assert isinstance(match, Missing)
        assert ("never", run[9]) in match.differing
    assert time.perf_counter() - before < 15
