"""Specification of ``reportgen.memo.reader`` for what only a whole memo shows: frame, headings, anchors, links."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from reportgen.errors import TemplateError
from reportgen.memo.reader import read_memo
from reportgen.memo.tree import (
    Emphasis,
    Link,
    PageCount,
    PageNumber,
    Paragraph,
    Properties,
    Running,
    Section,
    Strong,
    Text,
)
from reportgen.memo.walk import anchored, links
from tests.conftest import RECORDS, desk, memo_for, record_at
from tests.probe import PROBE, blocks, memo, probe_view, refusal, write

SHIPPED = (desk().folders[-1] / "memo.html.j2").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("probe", "line", "message"),
    [
        ("<h2>A</h2>\n\n<h1>B</h1>", 3, "<h1> stands here for the second time; the first is sections/principal-header"),
        ("\n<h3>A</h3>", 2, "<h3> follows <h1>; heading levels may not be skipped."),
        ('<h2>A</h2>\n<p anchor="a">b</p>\n<p anchor="a">c</p>', 3, f'<p> has the anchor "a", as {PROBE}:2 has.'),
        (
            '\n<p anchor="A-1.text">b</p><p of="A-1.text">c</p>',
            2,
            '<p> has the anchor "A-1.text", which is an of as well.',
        ),
        (
            '<p anchor="S1.p2">b</p>\n<p><a href="#S1.p3">c</a></p>',
            2,
            '<a> leads to "#S1.p3", and nothing has that anchor.',
        ),
        ('\n<p><a href="#a">c</a></p>', 2, '<a> leads to "#a", and nothing has that anchor.'),
        ('\n<p of="a"><a href="#a">c</a></p>', 2, '<a> leads to "#a", and nothing has that anchor.'),
    ],
)
def test_refused(tmp_path: Path, probe: str, line: int, message: str) -> None:
    """A heading out of order, an anchor given twice, a link to nothing is refused at its own line."""
    error = refusal(tmp_path, probe)
    assert (error.template, error.line) == (PROBE, line)
    assert error.message.startswith(message)


def test_lost_link_names_the_nearest(tmp_path: Path) -> None:
    """A link to nothing is told with the nearest anchor there is."""
    error = refusal(tmp_path, '<p anchor="S1.p2">b</p><p><a href="#S1.p3">c</a></p>')
    assert 'Did you mean "S1.p2"?' in error.message


def test_link_if_there(tmp_path: Path) -> None:
    """A link that is one "if there" leads to its anchor where the memo has it; else its words stay, and are plain."""
    probe = (
        '<p anchor="a">b, <a href="#a" if="there">a</a>, <strong><a href="#z" if="there"><em>z</em></a></strong>, '
        '<a href="#y" if="there">y</a>.</p>'
    )
    (paragraph,) = blocks(tmp_path, probe)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content == (
        Text("b, "), Link((Text("a"),), "#a"), Text(", "), Strong((Emphasis((Text("z"),)),)), Text(", y."),
    )  # fmt: skip


@pytest.mark.parametrize(("href", "condition"), [("#a", "printed"), ("#a", ""), ("https://a.org", "there")])
def test_other_conditions_are_refused(tmp_path: Path, href: str, condition: str) -> None:
    """No other condition is known, and none is for a link that leads outside."""
    error = refusal(tmp_path, f'<p>\n<a href="{href}" if="{condition}">c</a></p>')
    assert (error.line, error.message) == (
        2,
        f'<a href="{href}" if="{condition}"> is not known; there is <a href="#anchor" if="there">.',
    )


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_passages_lead_back_to_what_cites_them(path: Path) -> None:
    """Beside each passage of a desk's memo stand links to every entry that cites it and that the memo prints."""
    view, whole = memo_for(path, "desk")
    anchors = {line.anchor for line in anchored(whole)}
    citing = {each.anchor for source in view.sources for one in source.paragraphs for each in one.cited_by}
    (section,) = (each for each in whole.sections if each.name == "sources")
    back = {link.anchor for link in links(replace(whole, sections=(section,))) if link.anchor}
    assert back == citing & anchors
    people = {person.id for person in record_at(path).talks.participants}
    assert citing - anchors <= people


def test_link_forward_and_back(tmp_path: Path) -> None:
    """Links lead forward and back, and more than one may lead to one place."""
    probe = '<p><a href="#a">b</a></p><p anchor="a">c</p><p>d <em><a href="#a">e</a></em></p>'
    assert repr(memo(tmp_path, probe)).count("target='#a'") == 2


@pytest.mark.parametrize(
    ("sections", "template", "message"),
    [
        (("probe",), PROBE, "<h2> stands before the <h1>; a memo begins with its title."),
        ((), "memo.html.j2", "A memo begins with its title, the one <h1>, and there is none."),
    ],
)
def test_title(tmp_path: Path, sections: tuple[str, ...], template: str, message: str) -> None:
    """A memo begins with its title."""
    error = refusal(tmp_path, "<h2>A</h2>", probe_view(*sections))
    assert (error.template, error.message) == (template, message)


def test_levels_may_fall_as_they_like(tmp_path: Path) -> None:
    """Levels rise by one and fall as they like."""
    assert len(memo(tmp_path, "<h2>A</h2><h3>B</h3><h3>C</h3><h2>D</h2><h3>E</h3>").sections[-1].blocks) == 5


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("<memo ", '<memo dir="rtl" ', 1, '<memo> has no attribute "dir". Use one of'),
        ('lang="{{ view.properties.language }}"', "", 1, "<memo> needs lang, a language tag such as zh or ar"),
        ("<memo ", '<memo landscape="maybe" ', 1, '<memo> has landscape="maybe"; it is "yes" or "no".'),
        ("<properties>", "<properties a='b'>", 2, '<properties> has no attribute "a".'),
        ("<title>{{ view.header.title }}</title>", "", 2, "<properties> need a <title>."),
        ("<title>", "<title>a</title><title>", 3, "<title> stands here for the second time."),
        ("<author>", "<athor>a</athor><author>", 4, "<athor> is no property. Did you"),
        ("<author>", "<author><em>a</em>", 4, "<em> may not stand in <author>, which holds words only."),
        ("<created>{{ view.properties.created }}", "<created>1 May", 2, "<created> is a day, as in 2023-11-01, and"),
        ("<created>{{ view.properties.created }}</created>", "", 2, '<created> is a day, as in 2023-11-01, and is "".'),
        ("<marking>{{ view.marking }}</marking>", "", 13, "Every page carries a <marking>, and here it is"),
        ("{{ view.marking }}", "&#160;", 13, "Every page carries a <marking>, and here it is"),
        ("{{ memo.page }} <page/> {{ memo.page_of }} <pages/>", "", 13, "Every page carries a <pages>, and here it is"),
        ("<marking>", "<marking>a</marking><marking>", 14, "<marking> stands here for the second time."),
        ("<draft>", "<drafts>a</drafts><draft>", 15, '<drafts> does not run on every page. Did you mean "draft"?'),
        ("<draft>", "<draft><p>a</p>", 15, "<p> may not stand in <draft>."),
        ('<section name="{{ name }}">', "<section>", 22, "<section> needs a name, as in the audience file."),
        ('<section name="{{ name }}">', '<section name="a" of="b">', 22, '<section> has no attribute "of".'),
        ("</memo>", "<p>a</p></memo>", 27, "<p> may not stand here in <memo>:"),
        ("</running>", "</running><running/>", 18, "<running> may not stand here in <memo>"),
        ("<running>", "<section name='a'>", 14, "<marking> has no place in <section>."),
    ],
)  # fmt: skip
def test_frame(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    """A fault in a memo template of one's own is refused by line and tag."""
    assert old in SHIPPED
    changed = SHIPPED.replace(old, new, 1)
    if new.startswith("<section name='a'>"):
        changed = changed.replace("</running>", "</section>")
    write(tmp_path, "memo.html.j2", changed)
    error = refusal(tmp_path, "<p>a</p>")
    assert error.template == "memo.html.j2"
    assert error.message.startswith(message)
    assert error.line == line


def test_root() -> None:
    """A memo's markup is one <memo>."""
    with pytest.raises(TemplateError, match="begins with <memo>, not <meno>"):
        read_memo("<meno/>")


@pytest.mark.parametrize("part", ["properties", "running"])
def test_missing_part(part: str) -> None:
    """A memo has properties, and matter that runs on every page."""
    other = {"properties": "running", "running": "properties"}[part]
    with pytest.raises(TemplateError, match=f"<memo> has no <{part}>"):
        read_memo(f'<memo lang="en"><{other}/></memo>')


def test_frame_gets_through(tmp_path: Path) -> None:
    """Properties and running matter come through as the record has them, no-break spaces kept."""
    write(tmp_path, "memo.html.j2", SHIPPED.replace("{{ view.header.title }}", "A\n  &#160;b  c"))
    view = probe_view("principal-header", "probe")
    whole = memo(tmp_path, "<p>a</p>", view)
    assert whole.properties == Properties(
        title="A \u00a0b c", author="reportgen desk", subject="Briefing memo", keywords=("China", "United States"),
        created=date(2023, 11, 1), identifier="wang-blinken-2023-10.desk", version="1",
    )  # fmt: skip
    pages = (Text("Page "), PageNumber(), Text(" of "), PageCount())
    footer = (Text("Wang–Blinken talks · as of 1 November 2023 · version 1"),)
    assert whole.running == Running((Text("TLP:AMBER"),), (), footer, pages)
    assert (whole.language, whole.landscape, whole.sections[-1].name) == ("en-GB", False, "probe")


def test_section_without_blocks(tmp_path: Path) -> None:
    """A section that has nothing to say may be empty, and stays in its place."""
    assert memo(tmp_path, "{% if false %}<p>a</p>{% endif %}").sections[-1] == Section("probe", ())
