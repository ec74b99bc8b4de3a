"""Specification of memos in another language than their record's: whose words are whose, and which way they run."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from lxml import etree
from msgspec import Struct
from msgspec.structs import fields

from reportgen import build
from reportgen.errors import AudienceError
from reportgen.memo.tree import Memo, Paragraph, Span, Strong, Text
from reportgen.report import page
from reportgen.view import annex, frame, types
from reportgen.view.languages import MEMO, NONE, RECORD, SPOKEN
from reportgen.view.spoken import Spoken, filled, joined, said, stretches
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from tests.conftest import AUDIENCES, LANGUAGES, REAL, RECORDS, desk, memo_for, record_at
from tests.probe import blocks, probe_view
from tests.word_memo import found

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENGLISH = [
    path for path in RECORDS if all(source.language.startswith("en") for source in record_at(path).talks.sources)
]
"""The records in English whose sources are in English too."""
CODE = re.compile(
    r"\b(?:[A-Z]{1,3}(?:-[A-Z0-9]+)+|[SFENW][0-9]+|TLP:[A-Z+]+|[A-Z]{3,}(?:[-, ]+[A-Za-z]+)*|https?://\S+)", re.ASCII
)
"""Ids, markings, addresses: in no language."""


def latin(text: str) -> str:
    """The letters of the Latin script in a text, codes taken out."""
    return "".join(re.findall("[A-Za-z]", CODE.sub("", text)))


def arabic(text: str) -> str:
    return "".join(re.findall("[\u0620-\u064a]", text))


# ---------------------------------------------------------------------------------------- whose


def runs_of_html(memo: Memo) -> Iterator[tuple[str, str, str]]:
    """Every text of an HTML file's body with the language and the direction it stands in."""
    shipped = desk("ar")
    page = BeautifulSoup(write_html(memo, shipped.style, shipped.css), "html.parser")
    assert isinstance(page.body, Tag)
    for text in page.body.find_all(string=True):
        holders = [each for each in text.parents if each.get("lang")]
        directed = [each for each in text.parents if each.get("dir")]
        if isinstance(text, NavigableString) and text.strip():
            yield str(text), str(holders[0]["lang"]), str(directed[0]["dir"])


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.parent.name)
def test_words_are_marked_with_their_language_in_html(path: Path, audience: str) -> None:
    """In an Arabic memo of an English record every English word is marked as English, every Arabic one as Arabic."""
    seen = set()
    for text, lang, direction in runs_of_html(memo_for(path, audience, "ar")[1]):
        if latin(text) and not arabic(text):
            assert (lang.partition("-")[0], direction) == ("en", "ltr"), text
        if arabic(text) and not latin(text):
            assert (lang.partition("-")[0], direction) == ("ar", "rtl"), text
        if latin(text) and arabic(text):  # as the record itself has it
            assert (lang.partition("-")[0], direction) == ("en", "ltr"), text
        seen.add(lang.partition("-")[0])
    assert {"ar", "en"} <= seen


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.parent.name)
def test_words_are_marked_with_their_language_in_word(path: Path, audience: str) -> None:
    """In Word as well, and each run has the direction of its words."""
    with ZipFile(BytesIO(write_docx(memo_for(path, audience, "ar")[1], desk("ar").style))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    seen = set()
    for run in found(root, ".//w:r"):
        text = "".join(each.text or "" for each in run.iterchildren(f"{W}t"))
        (lang,) = [each.get(f"{W}val") or each.get(f"{W}bidi") for each in found(run, "w:rPr/w:lang")] or [""]
        from_right = bool(found(run, "w:rPr/w:rtl"))
        assert not (latin(text) and arabic(text)), text
        if latin(text):
            assert (str(lang).partition("-")[0], from_right) == ("en", False), text
        if arabic(text):
            assert from_right, text
            assert str(lang).partition("-")[0] in ("", "ar") or text.strip(" ()") in path.read_text("utf-8"), text
        seen.add(str(lang).partition("-")[0])
    assert "en" in seen


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_record_are_the_same_in_every_language(language: str) -> None:
    """Whatever the language of the memo, what it says of the record is the record's own words."""

    def of_the_record(memo: Memo) -> list[str]:
        text = [each for each, lang, _ in runs_of_html(memo) if lang.startswith("en")]
        return re.findall(r"\w+", " ".join(text))

    spanish = of_the_record(memo_for(RECORDS[0], "desk", "es")[1])
    assert of_the_record(memo_for(RECORDS[0], "desk", language)[1]) == spanish
    assert len(spanish) > 1000


def test_the_record_in_its_own_language_is_marked_with_none() -> None:
    """Where memo and record speak one language, whatever the region, no word is marked."""
    shipped = desk("en-US")
    written = write_html(memo_for(RECORDS[0], "desk", "en-US")[1], shipped.style, shipped.css).decode()
    assert {lang.partition("-")[0] for lang in re.findall(r'\blang="([^"]*)"', written)} == {"en"}


def test_every_text_of_a_view_has_a_language() -> None:
    """Every text of every view type is said to be the record's, the memo's, of several languages, or of none."""
    declared = [(view, field) for table in (RECORD, MEMO, SPOKEN, NONE) for view, its in table.items() for field in its]
    texts = {
        (form.__name__, field.name)
        for module in (annex, frame, types, page)
        for form in vars(module).values()
        if isinstance(form, type) and issubclass(form, Struct) and form.__name__.endswith(("View", "SilenceOr"))
        for field in fields(form)
        if re.search(r"\bstr\b|Maybe|Some\[str\]", str(field.type))
    }
    assert texts - set(declared) == set(), "say in view/languages.py in whose language these are"
    assert set(declared) - texts == set()
    assert len(declared) == len(set(declared)), "one language each"


def test_a_source_s_words_are_in_the_language_of_their_passage() -> None:
    """Of an entry that rests on passages in two languages, each passage's words are marked with its own."""
    view = memo_for(next(path for path in RECORDS if "two-languages" in str(path)), "desk", "fr")[0]
    spoken = [run for group in view.agreements for each in group.agreements for run in each.words]
    marked = {lang for run in spoken for words, lang in stretches(run) if arabic(words)}
    assert marked == {"ar"}
    assert {lang for run in spoken for _, lang in stretches(run)} > {"ar", "zh"}


# -------------------------------------------------------------------------------------- which way


def test_arabic_memos_run_from_right_to_left() -> None:
    """The page, its tables and its sections run from right to left in HTML and in Word."""
    memo = memo_for(RECORDS[0], "desk", "ar")[1]
    shipped = desk("ar")
    assert '<html lang="ar" dir="rtl">' in write_html(memo, shipped.style, shipped.css).decode()
    with ZipFile(BytesIO(write_docx(memo, shipped.style))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    tables = found(root, ".//w:tbl")
    assert len(found(root, ".//w:tblPr/w:bidiVisual")) == len(tables) > 3
    assert [each.get(f"{W}val") for each in found(root, ".//w:sectPr/w:bidi")] == ["1"]
    assert len(found(root, ".//w:pPr/w:bidi")) > 100


def test_pointers_are_not_turned_round() -> None:
    """An id and the number of a paragraph stand as one, from left to right, among Arabic words."""
    memo = memo_for(RECORDS[0], "desk", "ar")[1]
    shipped = desk("ar")
    page = BeautifulSoup(write_html(memo, shipped.style, shipped.css), "html.parser")
    held = {span.text for span in page.find_all("span", class_="id") if span.get("dir") == "ltr"}
    assert {"¶2", "A-01", "¶13"} <= held
    with ZipFile(BytesIO(write_docx(memo, shipped.style))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    pointers = [run for run in found(root, ".//w:r[w:t]") if re.search(r"¶\d", "".join(run.itertext()))]
    assert len(pointers) > 30
    assert not [run for run in pointers if found(run, "w:rPr/w:rtl")]


@pytest.mark.slow
def test_running_matter_of_a_pdf_is_mirrored(tmp_path: Path) -> None:
    """The page number stands at the end of the line: right in a French memo, left in an Arabic one."""
    from pypdf import PdfReader

    sides = {}
    for language in ("fr", "ar"):
        built = build(REAL, audiences=["principal"], formats=["pdf"], language=language, out=tmp_path)
        reader = PdfReader(built.outputs[0].path)
        places: list[tuple[float, str]] = []
        page = reader.pages[0]
        page.extract_text(visitor_text=lambda text, cm, tm, *_: places.append((tm[4] * cm[0] + cm[4], text)))  # noqa: B023
        (sides[language],) = [x for x, text in places if re.search(r"Page|صفحة 1|ةحفص|صفحة", text)][-1:]
        assert reader.trailer["/Root"]["/Lang"] == language
    assert sides["ar"] < 200 < 400 < sides["fr"]


# ------------------------------------------------------------------------------------------ build


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_keeps_to_its_page_in_every_language(language: str, tmp_path: Path) -> None:
    """The one-page brief on the real talks has one page on A4, and a name of its own in each language."""
    built = build(REAL, audiences=["principal"], formats=["pdf"], language=language, out=tmp_path)
    (output,) = built.outputs
    assert (output.pages, output.path.name) == (1, f"wang-blinken-2023-10.principal.{language}.pdf")


def test_the_language_of_the_record_is_the_memo_s(tmp_path: Path) -> None:
    """Without another, memos are in the record's language; asking for that changes nothing, not even the name."""
    plain = build(REAL, audiences=["desk"], formats=["md"], out=tmp_path / "a").outputs[0].path
    asked = build(REAL, audiences=["desk"], formats=["md"], language="en-GB", out=tmp_path / "b").outputs[0].path
    assert (plain.name, plain.read_bytes()) == (asked.name, asked.read_bytes())


def test_a_language_that_there_is_not(tmp_path: Path) -> None:
    """A language without labels is refused with those that there are, and nothing is written."""
    with pytest.raises(AudienceError, match=r'no labels for the language "fi".*ar, en, es, fr, ru, zh'):
        build(REAL, language="fi", out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


# ----------------------------------------------------------------------------------------- spoken


def test_texts_of_several_languages() -> None:
    """A text of several languages reads as one text, and keeps each stretch's language through what is done to it."""
    text = filled("de {who} à {where}", who=said("China", "en"), where="Paris")
    assert text == "de China à Paris"
    assert stretches(text) == (("de ", ""), ("China", "en"), (" à ", ""), ("Paris", ""))
    assert stretches(text[3:10]) == (("China", "en"), (" à", ""))
    assert text[-1] == "s"
    assert pickle.loads(pickle.dumps(text)).stretches == text.stretches
    assert stretches(joined("; ", [said("a", "en"), "b"])) == (("a", "en"), ("; ", ""), ("b", ""))
    assert not isinstance(joined("; ", ["a", "b"]), Spoken)
    assert not isinstance(said("a", ""), Spoken)


def test_templates_keep_languages(tmp_path: Path) -> None:
    """What a template does to words of the record, joins, fills in, cuts, writes small, keeps them the record's."""
    view = memo_for(RECORDS[0], "desk", "ar")[0]
    view = probe_view("principal-header", "probe") if view.properties.language != "ar" else view
    from msgspec.structs import replace

    view = replace(view, audience=replace(view.audience, sections=("principal-header", "probe")))
    marked = (Span((Text("China–U"),), "en-GB"),)
    for probe in ("{{ view.header.title[:7] }}", "{% set t = view.header.title %}{{ t[:7] }}"):
        (paragraph,) = blocks(tmp_path, f"<p>{probe}</p>", view)
        assert isinstance(paragraph, Paragraph)
        assert paragraph.content == marked
    cases = {
        "{{ view.sides[0].name | lower }}": (Span((Text("china"),), "en-GB"),),
        "{{ view.sides | map(attribute='name') | join(' · ') }}": (
            Span((Text("China"),), "en-GB"), Text(" · "), Span((Text("United States"),), "en-GB"),
        ),
        "{{ view.sides[0].name ~ '!' }}": (Span((Text("China"),), "en-GB"), Text("!")),
        "{{ view.sides[0].name + '!' }}": (Span((Text("China"),), "en-GB"), Text("!")),
        "<strong>{{ view.sides[0].name }}</strong>": (Strong((Span((Text("China"),), "en-GB"),)),),
        '<span lang="en-GB">{{ view.sides[0].name }}</span>': (Span((Text("China"),), "en-GB"),),
    }  # fmt: skip
    for probe, content in cases.items():
        (paragraph,) = blocks(tmp_path, f"<p>{probe}</p>", view)
        assert isinstance(paragraph, Paragraph)
        assert paragraph.content == content, probe
