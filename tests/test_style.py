"""Specification of ``reportgen.style``: how memos look, in one file."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from pydantic import ValidationError

from reportgen.errors import Problem, StyleError
from reportgen.memo.tree import Table
from reportgen.memo.walk import blocks
from reportgen.style import Paper, Style, load_style
from tests.conftest import AUDIENCES, RECORDS, desk, memo_for

SHIPPED = desk().folders[-1] / "style.yaml"
TEXT = SHIPPED.read_text(encoding="utf-8")


def problems(folder: Path, text: str) -> list[Problem]:
    """What is wrong with a style of one's own."""
    path = folder / "style.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StyleError) as caught:
        load_style(path)
    return list(caught.value.problems)


def test_shipped() -> None:
    """The shipped style can be used, and says everything that a style can say."""
    style = load_style(SHIPPED)
    assert style.model_fields_set == set(Style.model_fields)
    for part in (style.fonts, style.sizes, style.colours, style.page, style.page.margins):
        assert part.model_fields_set == set(type(part).model_fields)


def test_every_table_has_its_widths() -> None:
    """Every table of the shipped memos has widths of its own, one for each column; no width is for another table."""
    style, seen = load_style(SHIPPED), set()
    for path, audience in product(RECORDS, AUDIENCES):
        for block in blocks(memo_for(path, audience)[1]):
            if isinstance(block, Table):
                assert len(style.columns[block.name]) == len(block.head.cells)
                seen.add(block.name)
    assert seen == set(style.columns)


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "remedy"),
    [
        ("colours:", "colors:", r"\d+:1", '"colors" is not a field', 'Did you mean "colours"?'),
        ("  accent:", "  acent:", r"\d+:3", '"acent" is not a field', 'Did you mean "accent"?'),
        ('"#16365c"', '"#16365"', r"\d+:11", '"#16365" cannot be used for "accent"', "#16365c"),
        ('"#16365c"', "red", r"\d+:11", '"red" cannot be used for "accent"', "#16365c"),
        ('"#16365c"', '"#16365c; } body { a: b"', r"\d+:11", 'cannot be used for "accent"', "#16365c"),
        ('"#16365c"', "#16365c", r"\d+:\d+", "#", ""),
        ("text: Carlito", 'text: "Carlito; } @import"', r"\d+:9", 'cannot be used for "text"', "name of a font"),
        ("text: 10\n", "text: 4\n", r"\d+:9", '"text" must be 6 or more', ""),
        ("text: 10\n", "text: ten\n", r"\d+:9", '"text" must be a number', ""),
        ("text: 10\n", "text: nan\n", r"\d+:9", '"text" must be', ""),
        ("leading: 1.18", "leading: 0.5", r"\d+:10", '"leading" must be 1 or more', ""),
        ("top: 17", "top: 400", r"\d+:18", '"top" must be 80 or less', ""),
        ("paper: a4", "paper: a5", r"\d+:10", '"a5" is not one of the words for "paper"', "a4"),
        ("paper: a4", "paper: leter", r"\d+:10", '"leter" is not one of the words', 'Did you mean "letter"?'),
        ("[8, 48, 26, 18]", "[8, 48, 26, 8]", r"\d+:15", "The column widths add up to 90, not to 100", ""),
        ("[8, 48, 26, 18]", "[8, 48, 26, 0, 18]", r"\d+:27", '"agreements" must be more than 0', ""),
        ("[8, 48, 26, 18]", "[]", r"\d+:15", "The column widths add up to 0, not to 100", ""),
        ("[8, 48, 26, 18]", "100", r"\d+:15", "must be a list", "dash"),
        ("files: []", "files: [none.ttf]", r"\d+:\d+", 'The font file "none.ttf" is not there.', "looked for in"),
    ],
)
def test_faults(tmp_path: Path, old: str, new: str, place: str, message: str, remedy: str) -> None:
    """Every fault in a style has its place, what is wrong in plain words, and what would do."""
    assert old in TEXT
    told = problems(tmp_path, TEXT.replace(old, new, 1))
    assert len(told) == 1
    assert re.fullmatch(rf"{re.escape(str(tmp_path))}/style\.yaml:{place}", str(told[0].place))
    assert message in told[0].message
    assert remedy in told[0].remedy
    assert told[0].place.text in TEXT.replace(old, new, 1)


def test_place_of_the_fault(tmp_path: Path) -> None:
    """The place of a fault is the line that has it."""
    told = problems(tmp_path, TEXT.replace("[5, 82, 13]", "[5, 82, 23]").replace('"#1b1f24"', '"black"'))
    assert [each.place.text.split(":")[0].strip() for each in told] == ["text", "sources"]


def test_every_missing_font_file(tmp_path: Path) -> None:
    """Every font file that is missing is named, and one that is there is found beside the style."""
    (tmp_path / "there.ttf").touch()
    told = problems(tmp_path, TEXT.replace("files: []", "files:\n    - there.ttf\n    - a.ttf\n    - fonts/b.ttf"))
    assert [each.message for each in told] == [
        'The font file "a.ttf" is not there.',
        'The font file "fonts/b.ttf" is not there.',
    ]
    assert told[1].place.line == told[0].place.line + 1
    (tmp_path / "style.yaml").write_text(TEXT.replace("files: []", "files: [there.ttf]"), encoding="utf-8")
    assert load_style(tmp_path / "style.yaml").fonts.files == (str(tmp_path / "there.ttf"),)


def test_paper() -> None:
    """A style can be put on A4 or US Letter, and only the sheet changes."""
    style = load_style(SHIPPED)
    letter = style.on(Paper.LETTER)
    assert (Paper.A4.millimetres, Paper.LETTER.millimetres) == ((210.0, 297.0), (215.9, 279.4))
    assert letter.text_width - style.text_width == pytest.approx(5.9)
    assert letter.on(Paper.A4) == style
    assert letter.page.margins == style.page.margins


def test_widths() -> None:
    """A table that the style does not know, or knows with other columns, has even columns."""
    style = load_style(SHIPPED)
    assert style.widths("agreements", 4) == style.columns["agreements"]
    assert style.widths("agreements", 5) == style.widths("none", 5) == (20, 20, 20, 20, 20)


def test_frozen() -> None:
    """A style cannot be changed after it was read."""
    with pytest.raises(ValidationError):
        load_style(SHIPPED).leading = 2.0  # type: ignore[misc]


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("background", ["white", "shade"])
@pytest.mark.parametrize("name", ["text", "quiet", "accent", "caution", "draft"])
def test_contrast(name: str, background: str) -> None:
    """Every colour of words stands out from every ground it may stand on, by 4.5 to 1 at least (WCAG AA)."""
    colours = load_style(SHIPPED).colours
    ground = colours.shade if background == "shade" else "#ffffff"
    assert contrast(getattr(colours, name), ground) >= 4.5


def test_every_colour_is_looked_at() -> None:
    """There is no colour of words but those of the test above: shade is a ground, and rule is for lines."""
    names = set(type(load_style(SHIPPED).colours).model_fields)
    assert names == {"text", "quiet", "accent", "caution", "draft", "shade", "rule"}
    written = set(re.findall(r"(?:^|[ ;{])color: var\(--colour-(\w+)\)", desk().css))
    assert written <= {"text", "quiet", "accent", "caution", "draft"}
    grounds = set(re.findall(r"background(?:-color)?: (?:var\(--colour-(\w+)\)|#(\w+))", desk().css))
    assert {one or other for one, other in grounds} <= {"shade", "ffffff", "fff"}


def test_contrast_of_known_pairs() -> None:
    """The measure of contrast is right for black on white, and for the grey that just passes."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
