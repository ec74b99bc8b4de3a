"""Web pages as source documents: the article, its words as they stand, and nothing of what surrounds it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reportgen.errors import LoadError
from reportgen.sources.readers._tree import blocks, parsed
from reportgen.sources.readers.html import in_their_own_words
from reportgen.sources.reading import TextForm, text_form
from tests.conftest import ROOT
from tests.readouts import DATELINE, FURNITURE, HEADLINE, REPORT, markup, page, words


def read(html: str | bytes, name: str = "report.html") -> TextForm:
    """The text form of a page."""
    return text_form(html if isinstance(html, bytes) else html.encode(), name)


def paragraphs(form: TextForm) -> list[str]:
    """The paragraphs of a text form."""
    return form.text.rstrip("\n").split("\n\n")


def refused(html: str | bytes) -> str:
    """The one problem with a page."""
    with pytest.raises(LoadError) as caught:
        read(html)
    (problem,) = caught.value.problems
    assert problem.remedy
    return problem.message


def test_every_word_of_the_article_comes_through_in_order() -> None:
    """The article comes through word for word, paragraph by paragraph."""
    form = read(page())
    assert paragraphs(form) == [HEADLINE, *REPORT]
    assert (form.kind, form.suffix, form.is_original) == ("html", ".html", False)


def test_no_furniture_comes_through() -> None:
    """Navigation, banners, comments, related stories, hidden words, scripts and feet are left out."""
    text = read(page()).text
    assert [each for each in FURNITURE if each in text] == []


def test_what_is_left_out_inside_the_article_is_told() -> None:
    """What is left out between paragraphs of the article is told in a note."""
    aside = "<aside class='related'><h3>More on this</h3></aside>"
    notes = read(page(markup(REPORT[:4]) + aside + markup(REPORT[4:]))).notes
    assert any("More on this" in note for note in notes)


def test_lists_tables_quotes_and_line_breaks() -> None:
    """Headings, list entries, cells and quotations are paragraphs; one line break is a line, two part paragraphs."""
    more = (
        "<h2>What was agreed</h2><ul><li>Open the channel</li><li>Dredge it</li></ul>"
        "<table><tr><th>Ship</th><th>Tonnes</th></tr><tr><td>Marsh Lantern</td><td>4,200</td></tr></table>"
        "<blockquote><p>Nothing is agreed until all is agreed.</p></blockquote>"
        "<p>The first line of the statement<br>and its second.<br><br>A new paragraph of the statement.</p>"
    )
    found = paragraphs(read(page(markup() + more)))
    assert found[len(REPORT) + 1 :] == [
        "What was agreed", "Open the channel", "Dredge it", "Ship", "Tonnes", "Marsh Lantern", "4,200",
        "Nothing is agreed until all is agreed.", "The first line of the statement\nand its second.",
        "A new paragraph of the statement.",
    ]  # fmt: skip


def test_headings_and_short_paragraphs_are_not_lost() -> None:
    """A heading or paragraph that the extractor passes over is taken where it stands among those of the article."""
    parts = "".join(f"<h3><div>Part {at}</div></h3><p>{each}</p><p>Yes.</p>" for at, each in enumerate(REPORT))
    box = "<p><a href='/x'>Read more of this</a></p><div>A box in between</div>"
    root = parsed(f"<html><body>{parts}{box}<p>{HEADLINE}</p></body></html>")
    assert root is not None
    found, left = in_their_own_words(blocks(root), [*REPORT, HEADLINE])
    expected = [line for at, each in enumerate(REPORT) for line in (f"Part {at}", each, "Yes.")]
    assert found == [*expected[1:], HEADLINE]  # what stands before the first paragraph is not between any
    assert left == '"Read more of this"; "A box in between"'


def test_a_page_that_waits_for_its_scripts() -> None:
    """A page that hides itself until its scripts have run is read, and a note says so."""
    form = read(f"<html><body><div style='display: none'><main>{markup()}</main></div></body></html>")
    assert paragraphs(form) == [HEADLINE, *REPORT]
    assert any("until its scripts have run" in note for note in form.notes)


def test_words_marked_inside_a_paragraph_stay_in_it() -> None:
    """Links, emphasis and raised letters leave no gap and take no space."""
    inner = "<p>The <b>two</b> sides <a href='/x'>agreed</a> on the 3<sup>rd</sup> draft<i>.</i> It is long enough.</p>"
    assert "The two sides agreed on the 3rd draft. It is long enough." in paragraphs(read(page(markup() + inner)))


def test_what_a_page_tells_of_itself() -> None:
    """Title, publisher, day and language come from the head of the page, each with where it stands."""
    form = read(page())
    assert form.title is not None
    assert form.publisher is not None
    assert form.date is not None
    assert form.dateline is not None
    assert form.language is not None
    assert (form.title.value, form.title.basis) == (HEADLINE, 'the <meta> element "og:title"')
    assert (form.publisher.value, form.publisher.basis) == ("Fernway Wire", 'the <meta> element "og:site_name"')
    assert form.dateline.value == DATELINE
    assert form.date.value == "2031-09-14"
    assert "has no year" in form.date.basis
    assert 'the <meta> element "article:published_time", 2031-09-15' in form.date.basis
    assert (form.language.value, form.language.basis) == ("en-GB", 'the attribute "lang"')


def test_what_a_page_tells_in_json() -> None:
    """Where no <meta> element tells, the page's JSON-LD does, and a false language is told as such."""
    linked = '{"@graph": [{"@type": "NewsArticle", "headline": "H", "publisher": {"name": "The Wire"}}]}'
    head = f'<script type="application/ld+json">{linked}</script><script type="application/ld+json">[[[</script>'
    form = read(f"<html lang='fr'><head>{head}</head><body><article>{markup()}</article></body></html>")
    assert form.title is not None
    assert form.publisher is not None
    assert form.language is not None
    assert (form.title.value, form.publisher.value) == ("H", "The Wire")
    assert form.publisher.basis == '"publisher.name" of its JSON-LD'
    assert form.language.value == "en"
    assert "which says fr" in form.language.basis
    assert form.date is None


EMPTY = {
    "scripts": "<html><body><div id='root'></div><script>load('WORDS')</script></body></html>",
    "nothing": "<!DOCTYPE html><html><head><title>A title</title></head><body></body></html>",
    "hidden": "<html><body><p style='display:none'>Words.</p></body></html>",
    "cookies": "<html><body><p>We use cookies to improve your visit. Accept all cookies to go on.</p></body></html>",
    "robots": "<html><body><h1>Just a moment...</h1><p>Checking your browser before you go on.</p></body></html>",
    "no script": "<html><body><noscript>Please enable JavaScript.</noscript><script>x</script></body></html>",
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_page_with_nothing_in_it_is_refused(name: str) -> None:
    """A page of scripts, a cookie wall, a robots' check: one error that says what is missing."""
    assert refused(EMPTY[name]).startswith(("The page has nothing to read", "The page has no article in it"))


ENCODINGS = {
    "windows-1252": ("Le ministre a déclaré : « c’est prêt ». ", "windows-1252"),
    "latin": ("Le ministre a déclaré : « c'est prêt ». ", "iso-8859-1"),
    "windows-1251": ("Стороны договорились провести второй раунд переговоров. ", "windows-1251"),
    "gb2312": ("双方同意继续磋商，并于北京举行第二轮会谈。", "gb2312"),
    "utf-8": ("Les deux parties sont convenues d’un calendrier. ", "utf-8"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_the_encoding_that_a_page_declares_is_honoured(name: str) -> None:
    """A page is read in the encoding it declares."""
    sentence, encoding = ENCODINGS[name]
    html = f'<html><head><meta charset="{encoding}"></head><body><article><p>{sentence * 9}</p></article></body></html>'
    raw = html.encode({"gb2312": "gb18030", "iso-8859-1": "latin-1"}.get(encoding, encoding))
    assert words(read(raw).text) == words(sentence * 9)


def test_other_encodings_of_a_page() -> None:
    """UTF-16 with its mark is read; a false declaration is told where the page is UTF-8, and refused where not."""
    html = page().replace('<meta charset="utf-8">', '<meta charset="shift_jis">')
    assert read(page().encode("utf-16")).text == read(page()).text
    form = read(html)
    assert form.text == read(page()).text
    assert "The page says that it is in shift_jis; it is in UTF-8." in form.notes
    assert "neither in that nor in UTF-8" in refused(html.encode("windows-1252"))
    assert "looks like WINDOWS-1252" in refused(page().encode("windows-1252"))


def test_without_the_library_the_extra_is_named() -> None:
    """Where trafilatura is not installed, the error names what installs it."""
    code = (
        "import sys; sys.modules['trafilatura'] = None\n"
        "from reportgen.sources.readers.html import read\n"
        "from reportgen.errors import LoadError\n"
        "try: read(b'<html><body><p>Words.</p></body></html>', 'page.html')\n"
        "except LoadError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "trafilatura" in done.stdout
    assert 'pip install "reportgen[html]"' in done.stdout


def test_entities_reach_nothing() -> None:
    """A document type with entities, of files or of millions of words, adds nothing to the text."""
    bomb = '<!DOCTYPE html [<!ENTITY a "words words"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    form = read(f"{bomb}<html><body><article>{markup()}<p>After the entities &b; and &f; comes this.</p></article>")
    assert "root:" not in form.text
    assert len(form.text) < 3000
