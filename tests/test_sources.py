"""Source documents: what is read, as which paragraphs, and what levelling forgives."""

from __future__ import annotations

import re
import time
import unicodedata
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.errors import LoadError
from reportgen.sources import Document, read_document
from reportgen.sources.document import LARGEST
from reportgen.sources.fold import DASHES, DROPPED, QUOTES, differences, fold
from reportgen.sources.script import SPACELESS
from tests.conftest import RECORDS, record_at

DOCUMENTS = {
    f"{path.parent.name}-{name}": document for path in RECORDS for name, document in record_at(path).documents.items()
}
TEXT = "HEAD\nLINE\n\nSecond head\n\nTOWN, 1 May -- First.\nStill first.\n\n\n  \nSecond.\n\nThird.\n"


def written(folder: Path, text: str | bytes, name: str = "source.txt") -> Path:
    """A file with this text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(path: Path, dateline: str = "") -> LoadError:
    """The error that reading gives, with its one problem."""
    with pytest.raises(LoadError) as caught:
        read_document(path, "the source", dateline)
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].place.file == "the source"
    return caught.value


def test_paragraphs_are_blocks_between_blank_lines(tmp_path: Path) -> None:
    """Paragraphs are blocks between blank lines, numbered from 1, with their offset and line."""
    document = read_document(written(tmp_path, TEXT))
    assert [each.number for each in document.paragraphs] == [1, 2, 3, 4, 5]
    assert [each.text for each in document.paragraphs][2:4] == ["TOWN, 1 May -- First.\nStill first.", "Second."]
    assert [each.line for each in document.paragraphs] == [1, 4, 6, 11, 13]
    assert all(document.text[each.start : each.end] == each.text for each in document.paragraphs)


def test_paragraph_0_stands_before_the_dateline(tmp_path: Path) -> None:
    """What stands before the paragraph that begins with the dateline is paragraph 0, together."""
    document = read_document(written(tmp_path, TEXT), dateline="TOWN, 1 May --")
    assert [each.number for each in document.paragraphs] == [0, 1, 2, 3]
    assert document.paragraphs[0].text == "HEAD\nLINE\n\nSecond head"
    assert document.paragraphs[1].text.startswith("TOWN")
    assert [each.line for each in document.paragraphs] == [1, 6, 11, 13]


@pytest.mark.parametrize("dateline", ["TOWN, 1\u00a0May --", "TOWN, 1 May —", "TOWN,  1 May"])
def test_the_dateline_may_differ_in_its_typography(tmp_path: Path, dateline: str) -> None:
    """A dateline copied with other spaces or dashes is still the dateline."""
    document = read_document(written(tmp_path, TEXT), dateline=dateline)
    assert document.paragraphs[0].number == 0


def test_a_dateline_at_the_beginning_leaves_no_paragraph_0(tmp_path: Path) -> None:
    """A document that begins with its dateline has paragraphs from 1."""
    document = read_document(written(tmp_path, "TOWN -- One.\n\nTwo.\n"), dateline="TOWN --")
    assert [each.number for each in document.paragraphs] == [1, 2]


def test_a_dateline_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A dateline that no paragraph begins with is refused: every paragraph number would be wrong."""
    problem = refused(written(tmp_path, TEXT), "CITY, 1 May --").problems[0]
    assert problem.message == 'No paragraph of the source document begins with its dateline, "CITY, 1 May --".'


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark(tmp_path: Path, end: str, mark: bytes) -> None:
    """Line ends of any system and a byte-order mark make no difference but to the digest."""
    raw = mark + TEXT.replace("\n", end).encode()
    document = read_document(written(tmp_path, raw), dateline="TOWN")
    same = read_document(written(tmp_path, TEXT, "same.txt"), dateline="TOWN")
    assert (document.text, document.paragraphs) == (same.text, same.paragraphs)
    assert document.sha256 == sha256(raw).hexdigest() != same.sha256


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "The source document is empty."),
        (b" \n\r\n\t\n", "The source document is empty."),
        (b"\xef\xbb\xbf", "The source document is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xde\xad", "The source document is not UTF-8 text."),
        (b"%PDF-1.7 \x00\x01\x02", "The source document is not plain text."),
        ("déjà vu".encode("latin-1"), "The source document is not UTF-8 text."),
        ("Plain words.".encode("utf-16"), "The source document is not UTF-8 text."),
        (b"\xed\xa0\x80", "The source document is not UTF-8 text."),
        (b"a" * (LARGEST + 1), "The source document has 8,388,609 bytes; the limit is 8,388,608."),
    ],
    ids=["empty", "blank", "only a mark", "picture", "zeros", "Latin-1", "UTF-16", "surrogate", "too large"],
)
def test_files_that_are_no_text(tmp_path: Path, raw: bytes, message: str) -> None:
    """A file that is empty, binary, in another encoding or too large gives one problem in plain words."""
    assert refused(written(tmp_path, raw)).problems[0].message == message


def test_the_line_that_is_not_utf_8(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are shown by their line."""
    assert refused(written(tmp_path, b"One\n\ntwo\nd\xe9j\xe0 vu\n")).problems[0].place.line == 4


def test_missing_files(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, gives one problem that says what to do."""
    for path in (tmp_path / "none.txt", tmp_path, tmp_path / "x" / "none.txt"):
        problem = refused(path).problems[0]
        assert problem.message == "The source document is not there."
        assert problem.remedy == 'Put it beside the record, or correct "path".'


@pytest.mark.parametrize("text", ["a" + "\n" * 300_000, "a" + "\n " * 150_000, "-" * 300_000, "\u200b" * 10_000])
def test_strange_files_take_no_longer(tmp_path: Path, text: str) -> None:
    """A file of hundreds of thousands of line ends, dashes or hidden characters is read as fast as any other."""
    before = time.perf_counter()
    fold(read_document(written(tmp_path, text)).text)
    assert time.perf_counter() - before < 5


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_paragraphs_of_the_records(document: Document) -> None:
    """In every source of the records each character but white space is in one paragraph, found by its offset."""
    outside = document.text
    for each in document.paragraphs:
        assert document.paragraph(each.number) is each
        assert document.paragraphs_at(each.start, each.end) == (each.number,)
        assert document.paragraph_at(each.start) is document.paragraph_at(each.end - 1) is each
        outside = outside.replace(each.text, "", 1)
    assert not outside.strip()
    assert document.paragraph(-1) is None
    assert document.paragraph(document.paragraphs[-1].number + 1) is None


def test_a_run_over_paragraphs_touches_both(tmp_path: Path) -> None:
    """The paragraphs of a run are all those that it touches; the blank line between belongs to none."""
    document = read_document(written(tmp_path, "One.\n\nTwo.\n\nThree.\n"))
    assert document.paragraphs_at(2, 8) == (1, 2)
    assert document.paragraphs_at(0, len(document.text)) == (1, 2, 3)
    assert document.paragraphs_at(4, 6) == ()


FORGIVEN = [
    *[("a b", f"a{space}b", "white space") for space in "\u00a0\u202f\u2009\u3000\t\n\u2028\x0b\x0c"],
    ("a b", "a \n  b", "white space"),
    ("双方同意磋商", "双方\n同意 磋商", "white space"),
    *[('"a"', f"{quote}a{quote}", "the shape of quotation marks") for quote in QUOTES if QUOTES[quote] == '"'],
    *[("it's", f"it{quote}s", "the shape of quotation marks") for quote in QUOTES if QUOTES[quote] == "'"],
    *[("a-b", f"a{dash}b", "the shape of dashes") for dash in DASHES],
    ("a - b", "a -- b", "the shape of dashes"),
    ("a — b", "a --- b", "the shape of dashes"),
    *[("word", f"wo{hidden}rd", "invisible characters") for hidden in sorted(DROPPED)],
    ("déjà", unicodedata.normalize("NFD", "déjà"), "Unicode composition"),
    ("طالبًا أحمد", unicodedata.normalize("NFD", "طالبًا أحمد"), "Unicode composition"),
    ("한국", unicodedata.normalize("NFD", "한국"), "Unicode composition"),
    ("が", unicodedata.normalize("NFD", "が"), "Unicode composition"),
    ("Å", "\u212b", "Unicode composition"),
]
"""Two texts that are one, and what is said to have been forgiven."""


@pytest.mark.parametrize(("one", "other", "kind"), FORGIVEN, ids=[ascii(other) for _, other, _ in FORGIVEN])
def test_what_is_forgiven(one: str, other: str, kind: str) -> None:
    """White space, quotation marks, dashes, invisible characters and composition are levelled, and named."""
    assert one != other
    assert fold(one).text == fold(other).text
    assert differences(one, other) == differences(other, one) == (kind,)


def test_several_differences_are_all_named() -> None:
    """Of several differences each is named."""
    one, other = '"déjà" - vu', "“" + unicodedata.normalize("NFD", "dé\u00adjà") + "”\u00a0— vu"
    assert fold(one).text == fold(other).text
    assert set(differences(one, other)) == {kind for _, _, kind in FORGIVEN}
    assert differences(one, one) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Agreed", "agreed"), ("10²", "102"), ("½", "1/2"), ("ﬁve", "five"), ("…", "..."), ("é", "e"), ("ß", "ss"),
        ('"a"', "'a'"), ('"a"', "''a''"), ("a, b", "a b"), ("a b", "ab"), ("a-b", "a b"), ("a-b", "ab"), ("٤٠", "40"),
        ("１", "1"), ("，", ","), ("，", "、"), ("colour", "color"), ("U.S.", "US"), ("а", "a"), ("ا", "أ"), ("ه", "ة"),
        ("「a」", '"a"'), ("国", "國"), ("m\u200ci", "mi"), ("طالبًا", "طالبا"), ("a.", "a"),
    ],
)  # fmt: skip
def test_what_is_never_forgiven(one: str, other: str) -> None:
    """Case, compatibility forms, accents, vowel signs, other marks and other spellings are differences."""
    assert fold(one).text != fold(other).text


def levelled(text: str) -> str:
    """What levelling means, said in another way: the whole text at once, without offsets."""
    text = unicodedata.normalize("NFC", "".join(each for each in text if each not in DROPPED))
    text = "".join(QUOTES.get(each) or DASHES.get(each) or (" " if each.isspace() else each) for each in text)
    text = re.sub("-+", "-", re.sub(" +", " ", text)).strip(" ")
    return re.sub(rf"(?<=[{SPACELESS}]) (?=[{SPACELESS}])", "", text)


MIXED = st.text(
    st.one_of(
        st.sampled_from(
            "ab AZ09 .,-'\"`_~éÉ\u0301\u0308\u0327\u00ad\u200b\u200f—–“”«»‘’ \n\t\u00a0双方，。「」ー－＂ \u3000"
        ),
        st.sampled_from("طالبًاأ٤한국\u1112\u1161\u11abがか\u3099กำนี้ไทย\u09c7\u09be②ﬁ😀\u200d\ufe0f"),
        st.characters(exclude_categories=["Cs"]),
    )
)


@given(MIXED)
@example("e\u00ad\u0301")
@example("한\u200b국 -\u00ad- b")
@example("a\u3000双\n方 b 双")
def test_levelling_in_stretches_is_levelling(text: str) -> None:
    """Levelling stretch by stretch gives what levelling the whole text gives."""
    assert fold(text).text == levelled(text)


@given(MIXED)
def test_levelling_keeps_the_places(text: str) -> None:
    """Each levelled character knows where it came from: in order, within the text, and levelling to itself."""
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    for character, start, end in zip(folded.text, folded.starts, folded.ends, strict=True):
        assert character == " " or character in fold(text[start:end]).text


@given(MIXED)
def test_levelled_text_stays(text: str) -> None:
    """Levelling a levelled text changes nothing."""
    once = fold(text).text
    assert fold(once).text == once
