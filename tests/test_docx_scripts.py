"""Words of several scripts in one paragraph of Word: fonts, languages, and the order a reader sees."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.memo.tree import Emphasis, Link, Mark, Span, Strong, Text
from reportgen.style import Style
from reportgen.writers._word_scripts import Script, scripts
from reportgen.writers.docx import write_docx
from tests.word_memo import MEMO, NS, File, W, found, memo_of, said, value, words

LATIN, CHINESE, ARABIC = Script.LATIN, Script.EAST_ASIAN, Script.RIGHT_TO_LEFT


def runs(file: File) -> list[tuple[str, str]]:
    """Each run of the first paragraph and what it is set in: rtl, eastAsia or nothing."""
    first = next(file.document.iter(f"{W}p"))
    return [
        (
            "".join(run.itertext()),
            "rtl" if run.find("w:rPr/w:rtl", NS) is not None else value(run, "w:rPr/w:rFonts", "hint"),
        )
        for run in first.iter(f"{W}r")
    ]


@pytest.mark.parametrize(
    ("text", "base", "stretches"),
    [
        ("plain words", LATIN, ["plain words"]),
        ("the word سلام عليكم, peace", LATIN, ["the word ", "سلام عليكم", ", peace"]),
        ("talks محادثات (2031) ended", LATIN, ["talks ", "محادثات (2031)", " ended"]),
        ("talks (محادثات) ended", LATIN, ["talks (", "محادثات", ") ended"]),
        ("שיעור 12.5% היום", LATIN, ["שיעור 12.5% היום"]),
        ("中美“关系” and “quotes”", LATIN, ["中美", "“", "关系", "” and “quotes”"]),
        ("“五点”", CHINESE, ["“五点”"]),
        ("اتفق (flights) 12.5%.", ARABIC, ["اتفق (", "flights", ") ", "12.5", "%."]),
        ("شبكة 5G اليوم", ARABIC, ["شبكة ", "5G", " اليوم"]),
        ("e\u0301 ש\u05c1 か\u3099", LATIN, ["e\u0301 ", "ש\u05c1", " ", "か\u3099"]),
    ],
)
def test_signs_go_with_the_words_they_belong_to(text: str, base: Script, stretches: list[str]) -> None:
    """Brackets, quotation marks, numbers and spaces between words follow Unicode's bidirectional rules."""
    split = groupby(zip(text, scripts(text, base), strict=True), key=lambda pair: pair[1])
    assert ["".join(character for character, _ in group) for _, group in split] == stretches


@given(st.text(), st.sampled_from(list(Script)))
def test_every_character_has_a_script(text: str, base: Script) -> None:
    """Whatever the text, each character is given a script, and a mark that of the letter it combines with."""
    found_scripts = scripts(text, base)
    assert len(found_scripts) == len(text)
    assert all(
        found_scripts[at] is found_scripts[at - 1] for at, character in enumerate(text) if at and character == "\u0301"
    )


def test_words_in_other_scripts_need_no_mark() -> None:
    """Arabic, Hebrew and Chinese words have their direction and font without being marked."""
    file = File(write_docx(memo_of(said("peace سلام, שלום 和平")), Style()))
    assert runs(file) == [("peace ", ""), ("سلام, שלום", "rtl"), (" ", ""), ("和平", "eastAsia")]


def test_order_of_words_does_not_stop_at_emphasis() -> None:
    """A space between two Arabic words belongs to both, even where one of them is strong or a link."""
    content = (
        Text("x سلام "),
        Strong(words("سلام")),
        Text(" "),
        Link((Emphasis(words("سلام")),), "https://x.example"),
    )
    file = File(write_docx(memo_of(said(content)), Style()))
    assert runs(file) == [("x ", ""), ("سلام ", "rtl"), ("سلام", "rtl"), (" ", "rtl"), ("سلام", "rtl")]


def test_span_orders_its_own_words() -> None:
    """What ends a span of Arabic, a full stop or a bracket, stays inside it."""
    content = (Text("He said "), Span(words("(سلام)."), "ar"), Text(" Then he left."))
    file = File(write_docx(memo_of(said(content)), Style()))
    assert runs(file) == [("He said ", ""), ("(سلام).", "rtl"), (" Then he left.", "")]


def test_language_is_marked_where_word_looks_for_it() -> None:
    """A span's language is a run's, by script; the memo's is the document's."""
    file = File(write_docx(MEMO, Style()))
    marks = {(name.removeprefix(W), tag) for lang in found(file.document, ".//w:lang") for name, tag in lang.items()}
    assert marks == {("val", "fr"), ("val", "de"), ("eastAsia", "zh"), ("eastAsia", "zh-CN"), ("bidi", "ar")}
    default = file.part("word/styles.xml").find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NS)
    assert default.get(f"{W}val") == "en-GB"
    chinese = File(write_docx(memo_of(said("渡口"), language="zh-Hant"), Style()))
    default = chinese.part("word/styles.xml").find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NS)
    assert (default.get(f"{W}eastAsia"), default.get(f"{W}val")) == ("zh-Hant", "en-GB")


def test_paragraph_in_another_language_runs_its_own_way() -> None:
    """A paragraph in Arabic begins at the right even in an English memo."""
    file = File(write_docx(memo_of(said("سلام", lang="ar"), said("peace")), Style()))
    assert [p.find("w:pPr/w:bidi", NS) is not None for p in file.document.iter(f"{W}p")] == [True, False]


def test_strong_words_stay_strong_in_bold_surroundings() -> None:
    """Strong words carry bold of their own, for Word turns a bold style in a bold heading to light."""
    file = File(write_docx(memo_of(said((Strong(words("now")), Emphasis((Strong(words("here")),))))), Style()))
    read = [
        (value(run, "w:rPr/w:rStyle"), value(run, "w:rPr/w:b"), value(run, "w:rPr/w:i"))
        for run in file.document.iter(f"{W}r")
    ]
    assert read == [("Strong", "on", ""), ("Strong", "on", "on")]


def test_marked_words_are_underlined() -> None:
    """Marked words carry an underline of their own beside their style, so that they are told without colour."""
    file = File(write_docx(memo_of(said((Text("They "), Mark((Text("agreed "), Strong(words("to open"))))))), Style()))
    read = [(value(run, "w:rPr/w:rStyle"), value(run, "w:rPr/w:u")) for run in file.document.iter(f"{W}r")]
    assert read == [("", ""), ("Marked", "single"), ("Marked", "single")]
