"""Specification of ``reportgen.style``: how memos look, in one file."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from textwrap import dedent

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
    """The shipped style can be used, and says everything that a style can say but what is a desk's own."""
    style = load_style(SHIPPED)
    assert style.model_fields_set == set(Style.model_fields) - {"logo", "letterhead"}
    parts = (style.fonts, style.sizes, style.colours, style.page, style.page.margins, style.tables, style.running)
    for part in parts:
        assert part.model_fields_set == set(type(part).model_fields)


def test_every_table_has_its_widths() -> None:
    """Every table of the shipped memos has widths of its own, one for each column; no width is for another table."""
    style, seen = load_style(SHIPPED), set()
    for path, audience in product(RECORDS, AUDIENCES):
        for block in blocks(memo_for(path, audience)[1]):
            if isinstance(block, Table):
                if block.name not in style.ends:
                    assert len(style.columns[block.name]) == len(block.head.cells)
                seen.add(block.name)
    seen |= set(re.findall(r'<table name="([\w-]+)"', (SHIPPED.parent / "report.html.j2").read_text(encoding="utf-8")))
    assert seen == {*style.columns, *style.ends}


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
        ("lines: rows", "lines: gird", r"\d+:10", '"gird" is not one of the words for "lines"', 'Did you mean "grid"?'),
        ("head: shaded", "head: dark", r"\d+:9", '"dark" is not one of the words for "head"', "plain, shaded"),
        ("stripes: no", "stripes: maybe", r"\d+:12", '"stripes" must be yes or no', ""),
        ("padding: normal", "padding: 3", r"\d+:12", '"3" is not one of the words for "padding"', "roomy"),
        ('header: ""', "header: '{titel} x'", r"\d+:12", 'Nothing fills in "{titel}"', 'Did you mean "title"?'),
        ('footer: ""', "footer: a {owner}", r"\d+:13", 'Nothing fills in "{owner}"', "audience, date, id, title"),
        ('footer: ""', f"footer: {'x' * 161}", r"\d+:11", '"footer" may have 160 characters', ""),
        ("[13, 23]", "[60, 40]", r"\d+:11", "The two columns take up 100, and leave nothing to those between", ""),
        ("[13, 23]", "[13]", r"\d+:11", "Two widths are needed", ""),
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


def test_every_fault_of_whatever_kind_is_told_at_once(tmp_path: Path) -> None:
    """A fault in a value hides none in the files, the colours or the words of the same style."""
    own = """
        leading: 7
        fonts: {text: Carlitto, files: [../a.ttf]}
        sizes: {texts: 11}
        columns: {agreements: [1, 2, three]}
        colours: {quiet: "#999999"}
        running: {footer: "{day}"}
        logo: {file: none.png, alt: The arms}
        letterhead: none.docx
    """
    told = problems(tmp_path, dedent(own))
    assert [each.place.line for each in told] == [2, 3, 4, 5, 6, 6, 7, 8, 9]
    assert {each.place.file for each in told} == {str(tmp_path / "style.yaml")}
    assert all(each.remedy for each in told if each.place.line not in (2, 5))


def test_own_style_over_the_shipped_one(tmp_path: Path) -> None:
    """What a style leaves out is as in the one it builds on, at any depth; what it says counts."""
    base = load_style(SHIPPED)
    (tmp_path / "style.yaml").write_text('colours: {accent: "#004225"}\ntables: {stripes: yes}\n', encoding="utf-8")
    style = load_style(tmp_path / "style.yaml", base)
    assert (style.colours.accent, style.tables.stripes) == ("#004225", True)
    assert style.colours.quiet == base.colours.quiet
    assert style.sizes == base.sizes


def test_paper() -> None:
    """A style can be put on A4 or US Letter, and only the sheet changes."""
    style = load_style(SHIPPED)
    letter = style.on(Paper.LETTER)
    assert (Paper.A4.millimetres, Paper.LETTER.millimetres) == ((210.0, 297.0), (215.9, 279.4))
    assert letter.model_copy(update={"page": style.page}) == style
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
