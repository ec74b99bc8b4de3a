"""Specification of ``reportgen.memo.reader``, the gate: what has no place in a memo is refused where it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.errors import TemplateError
from reportgen.memo.reader import read_memo
from reportgen.memo.tree import Box, BoxRole, List, ListEntry, Paragraph, ParagraphRole, Term, Terms, Text
from tests.probe import PROBE, blocks, refusal, write

Told = tuple[str, int, str]


def told(folder: Path, probe: str) -> Told:
    """Template, line and message of the refusal of ``probe``, which stands below a heading."""
    error = refusal(folder, f"<h2>A</h2>\n{probe}\n")
    return error.template, error.line, error.message


EMPTY = "is empty; where the record says nothing, print the words for silence."


@pytest.mark.parametrize(
    ("wrong", "line", "message"),
    [
        ("\n<div>a</div>", 3, "<div> has no place in <section>. Use one of: aside, dl, h1, h2, h3, ol, p, table, ul."),
        ("<dll/>", 2, '<dll> has no place in <section>. Did you mean "dl"?'),
        ("<h4>a</h4>", 2, "<h4> has no place in <section>. Use one of: aside, dl, h1, h2, h3, ol, p, table, ul."),
        ("<script>a</script>", 2, "<script> has no place in <section>."),
        ("<li>a</li>", 2, "<li> has no place in <section>."),
        ("<memo/>", 2, "<memo> has no place in <section>."),
        ("<section name='a'/>", 2, "<section> has no place in <section>."),
        ("<p>a <b>b</b></p>", 2, "<b> may not stand in <p>."),
        ("<p>\na\n<storng>b</storng></p>", 4, '<storng> may not stand in <p>. Did you mean "strong"?'),
        ("<p>\n<p>a</p></p>", 3, "<p> may not stand in <p>."),
        ("<p><strong>\n<ul><li>a</li></ul></strong></p>", 3, "<ul> may not stand in <strong>."),
        ("<p><page/></p>", 2, "<page> may not stand in <p>."),
        ("<h2>\n<p>a</p></h2>", 3, "<p> may not stand in <h2>."),
        ("<p><img src='a.png'/></p>", 2, "<img> may not stand in <p>."),
        ("<p>a<br>b</br></p>", 2, "<br/> holds nothing."),
        ("<p/>", 2, f"<p> {EMPTY}"),
        ("<p> \n </p>", 2, f"<p> {EMPTY}"),
        ("<p>&#160;</p>", 2, f"<p> {EMPTY}"),
        ("<p>&#8203;&#173;</p>", 2, f"<p> {EMPTY}"),
        ("<p><br/></p>", 2, f"<p> {EMPTY}"),
        ("<p><strong> </strong></p>", 2, f"<p> {EMPTY}"),
        ("<h3></h3>", 2, f"<h3> {EMPTY}"),
        ("<ul><li>a</li>\n<li>{{ '' }}</li></ul>", 3, f"<li> {EMPTY}"),
        ("<ul/>", 2, "<ul> has no entry; where there is nothing to list, say so in a <p>."),
        ("<ol>\n<p>a</p></ol>", 3, "<p> may not stand in <ol>; its entries are <li>."),
        ("<ul><li>\n<ul><li>a</li></ul></li></ul>", 3, "<ul> may not stand in <li>."),
        ("<dl/>", 2, "<dl> holds pairs: a <dt>, then its <dd>."),
        ("<dl>\n<dd>a</dd></dl>", 3, "<dl> holds pairs: a <dt>, then its <dd>."),
        ("<dl><dt>a</dt></dl>", 2, "<dl> holds pairs: a <dt>, then its <dd>."),
        ("<dl><dt>a</dt>\n<dt>b</dt><dd>c</dd></dl>", 3, "<dl> holds pairs: a <dt>, then its <dd>."),
        ("<dl><dt/>\n<dd>c</dd></dl>", 2, f"<dt> {EMPTY}"),
        ("<dl><dt>a</dt>\n<dd/></dl>", 3, f"<dd> {EMPTY}"),
        ("<dl><dt>a</dt><dd><p>b</p>\n<p/></dd></dl>", 3, f"<p> {EMPTY}"),
        ("<aside>a</aside>", 2, '<aside> needs role, and has "". Use one of: caution, comment.'),
        ("<aside role='coment'><p>a</p></aside>", 2, '<aside> needs role, and has "coment". Did you mean "comment"?'),
        ("<aside role='comment'/>", 2, "<aside> is empty."),
        ("<aside role='comment'>\n<table/></aside>", 3, "<table> has no place in <aside>."),
        ("<aside role='comment'>\n<aside role='comment'/></aside>", 3, "<aside> has no place in <aside>."),
    ],
)
def test_tag(tmp_path: Path, wrong: str, line: int, message: str) -> None:
    """A tag that is unknown, out of place or empty is refused by template, line and name."""
    template, at, said = told(tmp_path, wrong)
    assert (template, at) == (PROBE, line)
    assert said.startswith(message)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ('<p class="a">a</p>', '<p> has no attribute "class". Use one of: anchor, lang, of, role.'),
        ('<p style="color: red">a</p>', '<p> has no attribute "style".'),
        ('<p onclick="a()">a</p>', '<p> has no attribute "onclick".'),
        ('<p rloe="note">a</p>', '<p> has no attribute "rloe". Did you mean "role"?'),
        ('<h2 role="note">a</h2>', '<h2> has no attribute "role".'),
        ('<ul of="A-01.text"><li>a</li></ul>', '<ul> has no attribute "of".'),
        ('<ul><li role="note">a</li></ul>', '<li> has no attribute "role".'),
        ('<dl><dt of="A-01.text">a</dt><dd>b</dd></dl>', '<dt> has no attribute "of".'),
        ('<p><strong of="A-01.text">a</strong></p>', '<strong> has no attribute "of".'),
        ('<p><a href="#a" target="b">a</a></p>', '<a> has no attribute "target".'),
        ('<p role="notes">a</p>', '<p> has no role "notes". Did you mean "note"?'),
        ('<p role="">a</p>', '<p> has no role "".'),
        ('<p of="">a</p>', '<p> has of="", which is not an id and a field, as in A-01.text.'),
        ('<p of="A 01">a</p>', '<p> has of="A 01", which is not an id and a field, as in A-01.text.'),
        ('<p of="A-01.text P-01.text">a</p>', '<p> has of="A-01.text P-01.text", which is not'),
        ('<h2 of="#A-01">a</h2>', '<h2> has of="#A-01", which is not'),
        ('<ul><li of="Á.text">a</li></ul>', '<li> has of="Á.text", which is not'),
        ('<p anchor="">a</p>', '<p> has anchor="", which is not letters, digits, hyphens and dots'),
        ('<p anchor="a b">a</p>', '<p> has anchor="a b", which is not'),
        ('<p anchor="&lt;a">a</p>', '<p> has anchor="<a", which is not'),
        ('<p lang="">a</p>', '<p> needs lang, a language tag such as zh or ar, and has "".'),
        ('<p lang="Chinese">a</p>', '<p> needs lang, a language tag such as zh or ar, and has "Chinese".'),
        ('<ul><li lang="x y">a</li></ul>', "<li> needs lang"),
        ("<p><span>a</span></p>", '<span> needs lang, a language tag such as zh or ar, and has "".'),
        ('<p><span lang="12">a</span></p>', "<span> needs lang"),
    ],
)
def test_attribute(tmp_path: Path, wrong: str, message: str) -> None:
    """An attribute or a value that is not in the vocabulary is refused by template, line and tag."""
    template, line, said = told(tmp_path, wrong)
    assert (template, line) == (PROBE, 2)
    assert said.startswith(message)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", " https://a.org", "file:///etc/passwd", "data:text/html,a",
        "vbscript:a", "//a.org", "/a", "a.html", "", "#", "ftp://a.org", "https://a b.org", "https://a.org/<b>",
        "HTTPS:a",
    ],
)  # fmt: skip
def test_address(tmp_path: Path, href: str) -> None:
    """A link leads to a place in the memo or to an address of the web or of mail, and nowhere else."""
    written = href.replace("<", "&lt;")
    template, line, said = told(tmp_path, f'<p>a\n<a href="{written}">b</a></p>')
    assert (template, line) == (PROBE, 3)
    assert said == f'<a> leads to "{href}"; it may lead to #anchor, https:, http: or mailto:.'


@pytest.mark.parametrize("href", ["https://a.org/b?c=d&amp;e#f", "http://a.org", "mailto:desk@a.org"])
def test_address_that_may_be(tmp_path: Path, href: str) -> None:
    """Addresses of the web and of mail get through as they were written."""
    assert href.replace("&amp;", "&") in repr(blocks(tmp_path, f'<p><a href="{href}">a</a></p>'))


def test_link_without_words_or_in_a_link(tmp_path: Path) -> None:
    """A link has words, and no link inside."""
    outside = 'href="https://a.org"'
    assert told(tmp_path, f"<p>a <a {outside}> </a></p>")[2].startswith(
        '<a> leads to "https://a.org", and has no words'
    )
    nested = f"<p>a <a {outside}>b <em>\n<a {outside}>c</a></em></a></p>"
    assert told(tmp_path, nested) == (PROBE, 3, "<a> may not stand in another <a>.")


@pytest.mark.parametrize(
    ("wrong", "line", "message"),
    [
        ("a", 1, 'In <section> the words "a" stand bare; put them in a <p>.'),
        ("<p>b</p>\n\na <p>c</p>", 2, 'In <section> the words "a" stand bare; put them in a <p>.'),
        ("{{ view.header.version }}", 1, 'In <section> the words "1" stand bare; put them in a <p>.'),
        ("<ul>\n<li>b</li> a</ul>", 3, 'In <ul> the words "a" stand bare; put them in a <p>.'),
        ("<ul>a\n<li>b</li></ul>", 3, 'In <ul> the words "a" stand bare; put them in a <p>.'),
        ("<dl>a</dl>", 2, 'In <dl> the words "a" stand bare; put them in a <p>.'),
        ("<dl><dt>b</dt><dd>\n<p>c</p> a</dd></dl>", 3, 'In <dd> the words "a" stand bare; put them in a <p>.'),
        ("<aside role='comment'>\na<p>b</p></aside>", 3, 'In <aside> the words "a" stand bare; put them in a <p>.'),
        ("<table>\na</table>", 2, 'In <table> the words "a" stand bare; put them in a <p>.'),
    ],
)
def test_bare_words(tmp_path: Path, wrong: str, line: int, message: str) -> None:
    """Words outside a paragraph are refused in the template that has them, at the nearest tag."""
    assert told(tmp_path, wrong) == (PROBE, line, message)


def test_bare_words_before_the_first_tag(tmp_path: Path) -> None:
    """Words before a section's first tag are refused in the section's template, not in the memo's."""
    error = refusal(tmp_path, "a\n\n<h2>A</h2>")
    assert (error.template, error.line) == (PROBE, 3)


def test_paragraphs_in_a_cell_or_term(tmp_path: Path) -> None:
    """Where there are <p>s inside, attributes stand on them, and nothing stands beside them."""
    for name, value in (("of", "A-01.text"), ("role", "note"), ("anchor", "a"), ("lang", "zh")):
        wrong = f'<dl><dt>a</dt><dd {name}="{value}"><p>b</p></dd></dl>'
        assert told(tmp_path, wrong) == (PROBE, 2, f"<dd> holds <p>s, so {name} stands on them and not on <dd>.")
    beside = "<dl><dt>a</dt><dd><p>b</p>\n<em>c</em></dd></dl>"
    assert told(tmp_path, beside) == (PROBE, 3, "<em> may not stand beside <p> in <dd>.")


def test_what_gets_through(tmp_path: Path) -> None:
    """Paragraphs, lists, terms and boxes come through with their roles, names and languages."""
    probe = (
        '<p role="note" of="A-01.text" anchor="a" lang="zh-Hant">a</p><ol><li of="A-01.text">b</li></ol>'
        '<dl><dt>c</dt><dd role="silence">d</dd></dl><aside role="caution"><p>e</p></aside>'
    )
    assert blocks(tmp_path, probe) == (
        Paragraph((Text("a"),), ParagraphRole.NOTE, "A-01.text", "a", "zh-Hant"),
        List((ListEntry((Text("b"),), "A-01.text"),), ordered=True),
        Terms((Term((Text("c"),), (Paragraph((Text("d"),), ParagraphRole.SILENCE),)),)),
        Box(BoxRole.CAUTION, (Paragraph((Text("e"),)),)),
    )


@pytest.mark.parametrize(
    ("wrong", "line", "message"),
    [
        ("<p>a", 2, "A closing tag does not match: <p> is still open."),
        (
            "<p>a\n<em>b</em>\n</h2>",
            2,
            "A closing tag does not match: <p> is still open; the last tag before it is on line 3.",
        ),
        ("<p><em>a</p></em>", 2, "A closing tag does not match: <em> is still open."),
        ("<p>a</p></p>", 2, "A closing tag does not match: <section> is still open (memo.html.j2:22)."),
        ("<p>a</P>", 2, "A closing tag does not match: <p> is still open."),
        ("<p>a &nbsp; b</p>", 2, "A named entity is not known inside <p>; write the character, or its number: &#160;"),
        ("<p>a & b</p>", 2, "The markup cannot be read after here inside <p>: not well-formed (invalid token)."),
        ("<p>a < b</p>", 2, "The markup cannot be read after here inside <p>: not well-formed (invalid token)."),
        ("<p of=a>a</p>", 1, "The markup cannot be read after here"),
        ('<p of="a" of="b">a</p>', 1, "A tag has the same attribute twice."),
        ("<p>a</p><![CDATA[b]]>", 2, "The markup holds a CDATA section, which has no place in a memo."),
        ("<p>a<?php b ?></p>", 2, "The markup holds a processing instruction, which has no place in a memo."),
        ("<p>a</p><!DOCTYPE p>", 2, "The markup cannot be read after here"),
        ("<p>{{ '\\x01' }}</p>", 2, "The markup cannot be read after here inside <p>"),
        ("<p>{{ '\\ud800' }}</p>", 0, "The markup holds half a character (a lone surrogate)."),
        ("<p>" + "<em>" * 50 + "a" + "</em>" * 50 + "</p>", 2, "<em> stands more than 40 elements deep."),
    ],
)
def test_broken_markup(tmp_path: Path, wrong: str, line: int, message: str) -> None:
    """Markup that is not well formed, or holds anything but elements, is refused near where it breaks."""
    template, at, said = told(tmp_path, wrong)
    assert (template, at) == (PROBE if line else "memo.html.j2", line)
    assert said.startswith(message)


@pytest.mark.parametrize(
    "whole",
    [
        '<!DOCTYPE memo [<!ENTITY a "b">]><memo>&a;</memo>',
        '<!DOCTYPE memo [<!ENTITY a SYSTEM "file:///etc/passwd">]><memo>&a;</memo>',
        '<!DOCTYPE memo SYSTEM "https://a.org/a.dtd"><memo/>',
        "<!DOCTYPE memo><memo/>",
    ],
)
def test_document_type(whole: str) -> None:
    """A document type, and with it every entity of one's own, is refused before anything of it is read."""
    with pytest.raises(TemplateError, match="holds a document type"):
        read_memo(whole)


@pytest.mark.parametrize("whole", ["", "a", "<!-- a -->", "<memo/><memo/>"])
def test_no_markup(tmp_path: Path, whole: str) -> None:
    """A memo template that writes no memo, or two, is refused."""
    write(tmp_path, "memo.html.j2", whole)
    error = refusal(tmp_path, "")
    assert error.template == "memo.html.j2"
