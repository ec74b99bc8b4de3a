"""Specification of ``tables`` in a style: a few words that mean the same in CSS and in Word."""

from __future__ import annotations

import re
from itertools import product

import pytest

from reportgen.style import Padding, Style, TableHead, TableLines, Tables
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.pdf import write_pdf
from tests.conftest import desk
from tests.readings import html_of
from tests.word_memo import MEMO, File, W, found, value

TABLE = "w:style[@w:styleId='MemoTable']"
EVERY = [
    Tables(lines=lines, head=head, stripes=stripes, padding=padding)
    for lines, head, stripes, padding in product(TableLines, TableHead, (False, True), Padding)
]


def properties(style: Style) -> dict[str, str]:
    """The custom properties of the HTML file."""
    html = html_of(write_html(MEMO, style, desk().css))
    css = "".join(each.get_text() for each in html.find_all("style"))
    return dict(re.findall(r"--([\w-]+): ([^;]+);", css))


@pytest.mark.parametrize("tables", EVERY, ids=lambda tables: "-".join(str(word) for _, word in tables))
def test_css_and_word_agree(tables: Tables) -> None:
    """Lines, grounds, stripes and padding are those of the style, in HTML and in DOCX alike."""
    style = Style(tables=tables)
    css, file = properties(style), File(write_docx(MEMO, style))
    (dress,) = found(file.part("word/styles.xml"), TABLE)
    between_rows = value(dress, "w:tblPr/w:tblBorders/w:insideH") == "single"
    between_columns = value(dress, "w:tblPr/w:tblBorders/w:insideV") == "single"
    assert between_rows == (css["table-row-line"] != "none") == (tables.lines is not TableLines.NONE)
    assert between_columns == (css["table-column-line"] != "none") == (tables.lines is TableLines.GRID)
    head = value(dress, "w:tblStylePr[@w:type='firstRow']/w:tcPr/w:shd", "fill")
    assert (head == "auto") == (css["table-head-ground"] == "transparent") == (tables.head is TableHead.PLAIN)
    groups = {each.get(f"{W}fill") for each in found(file.document, ".//w:tc/w:tcPr/w:shd")}
    assert groups == {head}
    stripe = value(dress, "w:tblStylePr[@w:type='band2Horz']/w:tcPr/w:shd", "fill")
    assert f"#{stripe}" == style.colours.stripe
    striped = {look.get(f"{W}noHBand") for look in found(file.document, ".//w:tblLook")} == {"0"}
    assert striped == (css["table-stripe"] != "transparent") == tables.stripes
    ems = [float(each.removesuffix("em")) for each in css["table-padding"].split()]
    points = [int(value(dress, f"w:tblPr/w:tblCellMar/w:{side}", "w")) / 20 for side in ("top", "left")]
    assert points == pytest.approx([em * style.sizes.table for em in ems], abs=0.05)


def test_look_says_the_same_in_both_its_forms() -> None:
    """The bits by which older programs know a table's look are those that newer ones read by name (17.4.55)."""
    for stripes in (False, True):
        file = File(write_docx(MEMO, Style(tables=Tables(stripes=stripes))))
        for look in file.document.iter(f"{W}tblLook"):
            bits = int(look.get(f"{W}val"), 16)
            for name, bit in {"firstRow": 0x20, "firstColumn": 0x80, "noHBand": 0x200, "noVBand": 0x400}.items():
                assert look.get(f"{W}{name}") == ("1" if bits & bit else "0")


def test_every_look_can_be_printed() -> None:
    """The PDF takes every look without a warning, and each makes another file."""
    written = set()
    for padding in Padding:
        pdf = write_pdf(MEMO, Style(tables=Tables(lines=TableLines.GRID, stripes=True, padding=padding)), desk().css)
        assert pdf.warnings == ()
        written.add(pdf.content)
    assert len(written) == 3


def test_all_properties_are_used() -> None:
    """Every property of the look of tables is used in memo.css, and no other is."""
    declared = {name for name in properties(Style()) if name.startswith("table-")}
    assert set(re.findall(r"var\(--(table-[\w-]+)\)", desk().css)) == declared
