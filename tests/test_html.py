"""The HTML file: one file, whole, well-formed, and told apart by machines."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from lxml import etree

from reportgen.memo.tree import Memo
from reportgen.style import Style
from reportgen.writers._html import css_with_values
from reportgen.writers.html import write_html
from tests.conftest import BUILT, desk, memo_for
from tests.readings import html_of, text_of
from tests.word_memo import ARABIC, MEMO

MEMOS = pytest.mark.parametrize(
    ("record", "audience"),
    [pytest.param(record, audience, id=f"{record.parent.name}-{audience}") for record, audience in BUILT],
)
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "aside", "div",
    "h1", "h2", "h3", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "colgroup", "col", "thead",
    "tbody", "tr", "th", "td", "a", "em", "mark", "strong", "span", "br",
}  # fmt: skip


def written(memo: Memo) -> bytes:
    return write_html(memo, desk().style, desk().css)


def soup_of(record: Path, audience: str) -> BeautifulSoup:
    return html_of(written(memo_for(record, audience)[1]))


@MEMOS
def test_file_needs_no_other(record: Path, audience: str) -> None:
    """The file loads nothing: no script, frame, picture, font or style sheet, and its CSS names no address."""
    soup = soup_of(record, audience)
    assert {element.name for element in soup.find_all()} <= ELEMENTS
    attributes = Counter(name for element in soup.find_all() for name in element.attrs)
    assert {name for name in attributes if name.startswith("on") or name in ("src", "srcset", "background")} == set()
    css = "".join(each.get_text() for each in soup.find_all("style"))
    assert css.count("--font-text") == 2
    assert re.findall(r"url\(|@import|image-set|src:", css) == []
    targets = [str(link["href"]) for link in soup.find_all("a")]
    assert [target for target in targets if not target.startswith(("#", "https://", "http://", "mailto:"))] == []


@MEMOS
def test_file_is_well_formed(record: Path, audience: str) -> None:
    """A strict reader, too, finds every element closed where it should be, and no id twice."""
    text = written(memo_for(record, audience)[1]).decode()
    assert text.startswith("<!DOCTYPE html>\n")
    strict = re.sub(r"<(meta|col|br)\b([^>]*)>", r"<\1\2/>", text.removeprefix("<!DOCTYPE html>\n"))
    root = etree.fromstring(strict.encode())
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) > 10
    assert [name for name, count in Counter(ids).items() if count > 1] == []


@MEMOS
def test_headings_descend_step_by_step(record: Path, audience: str) -> None:
    """There is one <h1>, it comes first and is the title in print; no level is skipped on the way down."""
    soup = soup_of(record, audience)
    levels = [int(heading.name[1]) for heading in soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [below for above, below in pairwise(levels) if below > above + 1] == []
    assert soup.title is not None
    assert soup.title.string == memo_for(record, audience)[1].properties.title


@MEMOS
def test_cells_are_told_their_heads(record: Path, audience: str) -> None:
    """Every table has a caption and a head; each <th> says whether it heads a column, a row or a group of rows."""
    tables = soup_of(record, audience).find_all("table")
    assert len(tables) > 0
    for table in tables:
        assert [child.name for child in table.find_all(recursive=False)] == ["caption", "colgroup", "thead", "tbody"]
        columns = len(table.find_all("col"))
        for row in table.find_all("tr"):
            assert sum(int(str(cell.get("colspan", 1))) for cell in row.find_all(["th", "td"])) == columns
            for cell in row.find_all("th"):
                assert cell.get("scope") == scope_of(row, cell)
            assert not [cell for cell in row.find_all("td") if cell.get("scope")]


def scope_of(row: Tag, cell: Tag) -> str:
    if row.parent is not None and row.parent.name == "thead":
        return "col"
    return "rowgroup" if cell.get("colspan") else "row"


def test_language_and_direction_are_told() -> None:
    """The memo says its language and direction, and each part in another language says its own."""
    html = html_of(written(MEMO)).html
    assert html is not None
    assert (html["lang"], html["dir"]) == ("en-GB", "ltr")
    told = {(text_of(part), part["lang"], part["dir"]) for part in html.find_all(lang=True)}
    assert told == {
        ("“اتفق الجانبان”", "ar", "rtl"),
        ("渡口问题“五点”", "zh", "ltr"),
        ("محادثات (لیرنه) 2031", "ar", "rtl"),
        ("Fähren", "de", "ltr"),
        ("“五个必须”，王毅", "zh-CN", "ltr"),
        ("accord de principe", "fr", "ltr"),
        ("“اتفق” 12.5%", "ar", "rtl"),
    }
    arabic = html_of(written(ARABIC)).html
    assert arabic is not None
    assert (arabic["lang"], arabic["dir"]) == ("ar", "rtl")


# --------------------------------------------------------------------------------------- colours

PAPER = "#ffffff"
LEAST = 4.5
"""The least contrast of text (WCAG 2.2, 1.4.3)."""


@pytest.mark.parametrize(
    ("ink", "ground"),
    [(ink, ground) for ink in ("text", "quiet", "accent", "caution", "draft") for ground in (PAPER, "shade")],
)
@pytest.mark.parametrize("style", [desk().style, Style()], ids=["style.yaml", "by default"])
def test_text_stands_out_from_its_ground(style: Style, ink: str, ground: str) -> None:
    """Every colour of text has a contrast of at least 4.5 to 1 on paper and on the shade of heads and boxes."""
    colours = dict(style.colours)
    lighter, darker = sorted((luminance(colours[ink]), luminance(colours.get(ground, ground))), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= LEAST


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@MEMOS
def test_colours_are_those_of_the_style(record: Path, audience: str) -> None:
    """Colours come from the style by name; memo.css itself knows none but the white of a screen."""
    soup = soup_of(record, audience)
    css = "".join(each.get_text() for each in soup.find_all("style"))
    own = {f"--colour-{name}: {colour};" for name, colour in desk().style.colours}
    assert {declared for declared in own if declared in css} == own
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", desk().css) == [PAPER]
    assert set(re.findall(r"var\((--[a-z-]+)\)", css)) <= set(re.findall(r"(--[a-z-]+):", css))
    assert [each for each in soup.find_all(style=True) if each.name != "col"] == []


def test_a_style_sheet_with_values_says_what_one_with_properties_does() -> None:
    """Where values stand for custom properties none is left to work out, and a property that the sheet sets itself
    stays one."""
    style = desk().style
    css = css_with_values(style, f"{desk().css}\np {{ color: var(--colour-text); border: var(--table-row-line); }}")
    assert "var(" not in css
    assert f"p {{ color: {style.colours.text}; border: 0.5pt solid {style.colours.rule}; }}" in css
    own = css_with_values(style, "p { --colour-text: red; color: var(--colour-text); padding: var(--table-padding); }")
    assert own.startswith(":root { ")
    assert own.endswith("p { --colour-text: red; color: var(--colour-text); padding: 0.16em 0.4em; }")
