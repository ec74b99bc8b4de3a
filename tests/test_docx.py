"""The Word document: the memo's words, in Word's own structure."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reportgen.errors import WriteError
from reportgen.memo import tree
from reportgen.memo.tree import Link, List, ListEntry, Memo, Table, TableNumber, Text
from reportgen.memo.walk import Names, anchored, lines, plain
from reportgen.style import Style
from reportgen.writers._word_markup import bookmark_name
from reportgen.writers.docx import write_docx
from tests.word_memo import (
    AGREEMENTS,
    BLOCKS,
    COMMENT,
    HOSTILE,
    MEMO,
    NS,
    RUNNING,
    File,
    R,
    W,
    found,
    heads,
    memo_of,
    row,
    said,
    spoken,
    value,
    words,
)

STYLE = Style(columns={"agreements": (8, 44, 30, 18)})


def written(memo: Memo, style: Style = STYLE) -> File:
    return File(write_docx(memo, style))


FILE = written(MEMO)


def test_sample_holds_every_kind_of_node() -> None:
    """What these tests say, they say of every kind of block and inline there is, in every role."""
    known = {kind.__name__ for union in (tree.Block, tree.Inline) for kind in get_args(union)}
    printed = repr(MEMO)
    missing = {name for name in known if f"{name}(" not in printed}
    roles = {str(role) for role in (*tree.ParagraphRole, *tree.BoxRole) if repr(role) not in printed}
    assert (missing, roles) == (set(), set())


def test_words_are_the_memos_words_in_order() -> None:
    """The words of the body are the memo's, all of them, in its order, and no others."""
    assert FILE.lines() == [plain(line) for line in lines(MEMO) if plain(line)]
    spaces = {text.get("{http://www.w3.org/XML/1998/namespace}space") for text in FILE.document.iter(f"{W}t")}
    assert spaces == {"preserve"}


XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
        lambda character: character >= " " or character in "\t\n\r"
    ),
    min_size=1,
)


@settings(deadline=None, max_examples=60)
@given(XML_TEXT, XML_TEXT, st.sampled_from(["en-GB", "zh", "ar"]))
def test_any_text_comes_out_as_it_went_in(paragraph: str, cell: str, language: str) -> None:
    """Whatever text XML can hold stands in a paragraph and in a cell unchanged, in a memo of any script."""
    table = Table("any", (), heads("Head"), (row(cell),))
    file = written(memo_of(said(paragraph), table, language=language))
    texts = ["".join(spoken(element)) for element in file.document.iter(f"{W}p")]
    assert texts == [paragraph, "Head", cell, ""]


# ------------------------------------------------------------------------- bookmarks and links


def test_every_name_is_a_bookmark_where_its_words_begin() -> None:
    """Each anchor and each path of what is stated is one bookmark, before the first word of it."""
    names, expected = Names(), {}
    for line in anchored(MEMO):
        expected |= {name: plain(line.content) for name in names.of(line)}
    read = {}
    for mark in FILE.document.iter(f"{W}bookmarkStart"):
        after = "".join(
            "\n" if run.tag == f"{W}br" else run.text or ""
            for run in mark.xpath("following-sibling::*/descendant-or-self::*[self::w:t or self::w:br]", namespaces=NS)
        )
        read[unescaped(mark.get(f"{W}name"))] = after
    assert read == expected


def unescaped(name: str) -> str:
    raw = re.sub(rb"_(..)", lambda byte: bytes.fromhex(byte[1].decode()), name.removeprefix("rg_").encode())
    return raw.decode()


def test_bookmarks_are_whole_and_told_apart() -> None:
    """Every bookmark has a start, then an end, an id and a name of its own, which Word allows."""
    starts, ends = found(FILE.document, ".//w:bookmarkStart"), found(FILE.document, ".//w:bookmarkEnd")
    ids = [start.get(f"{W}id") for start in starts]
    names = [start.get(f"{W}name") for start in starts]
    assert ids == [end.get(f"{W}id") for end in ends]
    assert len(set(ids)) == len(ids) > 10
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name) for name in names)


@given(st.sets(st.text(min_size=1), min_size=2, max_size=2))
@example({"A-01.text", "a-01.text"})
@example({"a" * 60 + "1", "a" * 60 + "2"})
@example({"A-01", "_41_2d01"})
def test_different_names_make_different_bookmarks(pair: set[str]) -> None:
    """No two places share a bookmark, though Word takes capital and small letters for the same."""
    first, second = (bookmark_name(name).casefold() for name in pair)
    assert first != second
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) for name in (first, second))


def test_links_lead_to_a_bookmark_or_an_address() -> None:
    """A link leads to a bookmark that is there, or to its address with nothing in it that Word refuses."""
    marks = {mark.get(f"{W}name") for mark in FILE.document.iter(f"{W}bookmarkStart")}
    links = {"".join(spoken(link)): link for link in FILE.document.iter(f"{W}hyperlink")}
    inside = {text: link.get(f"{W}anchor") for text, link in links.items() if link.get(f"{W}anchor")}
    assert inside == {"¶2": bookmark_name("S1-2"), "A-01": bookmark_name("A-01")}
    assert set(inside.values()) <= marks
    relationships = {
        each.get("Id"): each.get("Target")
        for each in FILE.part("word/_rels/document.xml.rels")
        if each.get("TargetMode")
    }
    assert relationships[links["The Lirne Post"].get(f"{R}id")] == "https://post.example/a?b=%7B1%7D&c=é"


def test_link_to_nowhere_is_refused() -> None:
    """A link to a place the memo does not have stops the writing; no reader would find out otherwise."""
    with pytest.raises(WriteError, match="#A-99"):
        write_docx(memo_of(said((Link(words("see"), "#A-99"),))), STYLE)
    with pytest.raises(WriteError, match="#A-98"):
        write_docx(memo_of(running=replace(RUNNING, footer=(Link(words("see"), "#A-98"),))), STYLE)


@pytest.mark.parametrize("sign", ["\x00", "\x0c", "\x1b", "\ud800", "\ufffe"])
def test_character_that_xml_cannot_hold_is_refused(sign: str) -> None:
    """Word opens no file with such a character in it, so none is written: neither in the body nor on every page."""
    for memo in (memo_of(said(f"a{sign}b")), memo_of(running=replace(RUNNING, footer=words(f"a{sign}b")))):
        with pytest.raises(WriteError, match=f"character U\\+{ord(sign):04X} "):
            write_docx(memo, STYLE)


# ------------------------------------------------------------------------------------ structure


def test_headings_are_words_headings() -> None:
    """Headings stand in Word's heading styles, whose outline levels are those of the memo."""
    styles = FILE.part("word/styles.xml")
    read = [
        ("".join(spoken(paragraph)), value(paragraph, "w:pPr/w:pStyle"))
        for paragraph in FILE.document.iter(f"{W}p")
        if value(paragraph, "w:pPr/w:pStyle").startswith("Heading")
    ]
    blocks = [*BLOCKS[:-5], *COMMENT.blocks, *BLOCKS[-5:]]
    assert read == [
        (plain(block.content), f"Heading{block.level}") for block in blocks if isinstance(block, tree.Heading)
    ]
    for level in (1, 2, 3):
        style = styles.find(f"w:style[@w:styleId='Heading{level}']", NS)
        assert (value(style, "w:name"), value(style, "w:pPr/w:outlineLvl")) == (
            f"heading {level}",
            str(level - 1),
        )
        assert value(style, "w:pPr/w:keepNext") == "on"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Desk memo", "Subtitle"),
        ("No position reported.", "Silence"),
        ("Room: not stated", "Term"),
        ("Agreed", "GroupRow"),
        ("Outcome", "TableHead"),
        ("A-01", "RowHead"),
        ("Ferries run daily, as The Lirne Post has it.", "TableText"),
        ("¶2", "TableNote"),
        ("Not stated", "TableSilence"),
        ("Only one side has spoken.", "Comment"),
        ("One voice. Not checked against a second source.", "Caution"),
        ("One", "ListNumber"),
        ("Fähren", "ListBullet"),
    ],
)
def test_styles_say_what_a_paragraph_is_for(text: str, style: str) -> None:
    """What a paragraph is for shows in the name of its style, so that a desk can dress it anew in Word."""
    paragraphs = [paragraph for paragraph in FILE.document.iter(f"{W}p") if text in spoken(paragraph)]
    assert value(paragraphs[0], "w:pPr/w:pStyle") == style


def test_tables_repeat_their_head_and_keep_rows_whole() -> None:
    """The first row of a table, and no other, is a head that is repeated; no row is split between pages."""
    tables = found(FILE.document, ".//w:tbl")
    assert len(tables) == 3
    for table in tables:
        rows = found(table, "w:tr")
        assert [value(each, "w:trPr/w:tblHeader") for each in rows] == ["on"] + [""] * (len(rows) - 1)
        assert all(value(each, "w:trPr/w:cantSplit") == "on" for each in rows)
        assert value(table, "w:tblPr/w:tblLook", "firstRow") == "1"
    for style in ("TableHead", "GroupRow"):
        assert value(FILE.part("word/styles.xml"), f"w:style[@w:styleId='{style}']/w:pPr/w:keepNext") == "on"


def test_a_row_taller_than_a_page_may_be_split() -> None:
    """A row that no page can hold goes on upon the next one, where Word would hide the rest; the others stay whole."""
    long = said("many words " * 800)
    table = Table("t", words("Rows"), heads("No.", "Words"), (row("1", "Few words."), row("2", long)))
    file = File(write_docx(memo_of(table), Style()))
    rows = found(file.document, ".//w:tr")
    assert [value(each, "w:trPr/w:cantSplit") for each in rows] == ["on", "on", ""]


def test_tables_have_the_widths_of_the_style() -> None:
    """Columns have their share of the text width, in every row, whatever its cells span."""
    table = found(FILE.document, ".//w:tbl")[0]
    grid = [int(column.get(f"{W}w")) for column in found(table, "w:tblGrid/w:gridCol")]
    assert value(table, "w:tblPr/w:tblLayout", "type") == "fixed"
    assert sum(grid) == int(value(table, "w:tblPr/w:tblW", "w")) == round((210 - 44) / 25.4 * 1440)
    assert [round(100 * width / sum(grid)) for width in grid] == [8, 44, 30, 18]
    for each in found(table, "w:tr"):
        spans = [int(value(cell, "w:tcPr/w:gridSpan") or 1) for cell in found(each, "w:tc")]
        assert sum(spans) == len(grid)
        assert sum(int(value(cell, "w:tcPr/w:tcW", "w")) for cell in found(each, "w:tc")) == sum(grid)


def test_captions_name_their_tables() -> None:
    """A caption stands above its table, kept with it, and is its description for those who cannot see it."""
    table = found(FILE.document, ".//w:tbl")[0]
    caption = table.getprevious()
    assert value(caption, "w:pPr/w:pStyle") == "Caption"
    assert spoken(caption) == [plain(AGREEMENTS.caption)]
    assert value(table, "w:tblPr/w:tblCaption") == "Table 1. Agreements by firmness"
    assert value(table, "w:tblPr/w:tblDescription") == "No.; Outcome; Words; Firmness"
    assert value(FILE.part("word/styles.xml"), "w:style[@w:styleId='Caption']/w:pPr/w:keepNext") == "on"


@pytest.mark.parametrize(
    ("before", "series"),
    [("Table ", "Table"), ("Tableau n° ", "Tableau_n"), ("Таблица ", "Таблица"), ("表", "表"), ("", "Table")],
)
def test_numbers_of_tables_are_fields(before: str, series: str) -> None:
    """A table's number is a field with its result, in the series that Word's own captions in that language go on."""
    caption = (*((Text(before),) if before else ()), TableNumber(7), Text(". Agreements"))
    file = written(memo_of(Table("x", caption, heads("Head"), (row("cell"),))))
    (line,) = (p for p in file.document.iter(f"{W}p") if value(p, "w:pPr/w:pStyle") == "Caption")
    assert spoken(line) == [f"{before}7. Agreements"]
    assert [each.text for each in line.iter(f"{W}instrText")] == [f" SEQ {series} \\* ARABIC "]
    assert value(file.document, ".//w:tblCaption") == f"{before}7. Agreements"


def test_tables_never_touch() -> None:
    """Two tables have a paragraph between them and the last has one after it, or Word makes them one."""
    file = written(memo_of(*(Table("x", (), heads("Head"), (row("cell"),)) for _ in range(2))))
    tags = [element.tag.removeprefix(W) for element in file.document[0]]
    assert tags == ["tbl", "p", "tbl", "p", "sectPr"]


def test_every_ordered_list_begins_at_one() -> None:
    """Each ordered list counts from 1 on its own; bullets share one list."""
    numbering = FILE.part("word/numbering.xml")
    used = [
        value(paragraph, "w:pPr/w:numPr/w:numId")
        for paragraph in FILE.document.iter(f"{W}p")
        if value(paragraph, "w:pPr/w:pStyle") == "ListNumber"
    ]
    assert used == ["3", "3", "4"]
    for number in ("3", "4"):
        definition = numbering.find(f"w:num[@w:numId='{number}']", NS)
        assert value(definition, "w:lvlOverride/w:startOverride") == "1"


def test_boxes_hold_whatever_stands_in_them() -> None:
    """Headings, lists and notes in a box keep their own styles, with the rule and the shade of the box."""
    inside = [p for p in FILE.document.iter(f"{W}p") if p.find("w:pPr/w:pBdr", NS) is not None]
    assert [value(p, "w:pPr/w:pStyle") for p in inside] == ["Heading3", "ListBullet", "ListBullet", "Note"]
    style = FILE.part("word/styles.xml").find("w:style[@w:styleId='Comment']/w:pPr", NS)
    for paragraph in inside:
        assert value(paragraph, "w:pPr/w:pBdr/w:left", "color") == value(style, "w:pBdr/w:left", "color")
        assert value(paragraph, "w:pPr/w:shd", "fill") == value(style, "w:shd", "fill")


def test_every_page_carries_marking_and_page_number() -> None:
    """Above: draft notice and marking. Below: marking, footer and page fields, filled in unasked."""
    above, below = FILE.part("word/header.xml"), FILE.part("word/footer.xml")
    styles = [[value(p, "w:pPr/w:pStyle") for p in part] for part in (above, below)]
    assert styles == [["Draft", "Marking"], ["Marking", "Footer"]]
    assert [spoken(p) for p in above] == [["DRAFT — 2 entries not signed"], ["INTERNAL & limited"]]
    assert [spoken(p) for p in below] == [["INTERNAL & limited"], ["Lirne talks · desk", "Page 1 of 1"]]
    assert [field.text for field in below.iter(f"{W}instrText")] == [" PAGE ", " NUMPAGES "]
    assert [mark.get(f"{W}fldCharType") for mark in below.iter(f"{W}fldChar")] == [
        "begin",
        "separate",
        "end",
    ] * 2
    assert FILE.part("word/settings.xml").find("w:updateFields", NS) is None


def test_lists_and_hostile_text_make_no_new_structure() -> None:
    """Text that looks like markup, a list or a template is text."""
    file = written(memo_of(said(HOSTILE), List((ListEntry(words(HOSTILE)),))))
    assert file.lines() == [HOSTILE, HOSTILE]
    assert len(found(file.document, ".//w:numPr")) == 0
