"""Specification of fonts in a style: what is asked for is there, or is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from reportgen.errors import Problem, StyleError
from reportgen.fonts import faces
from reportgen.style import Style, load_style
from reportgen.writers.pdf import write_pdf
from tests.conftest import desk
from tests.pdf_reading import Pdf
from tests.word_memo import memo_of, said

SHIPPED = load_style(desk().folders[-1] / "style.yaml")
CARLITO = next(face.file for face in faces() if face.family == "Carlito")


def own(folder: Path, text: str) -> Style:
    """A style of one's own over the shipped one."""
    (folder / "style.yaml").write_text(text, encoding="utf-8")
    return load_style(folder / "style.yaml", SHIPPED)


def problems(folder: Path, text: str) -> list[Problem]:
    with pytest.raises(StyleError) as caught:
        own(folder, text)
    return list(caught.value.problems)


def font_file(path: Path, family: str) -> Path:
    """A small TrueType font of an invented family, which can draw a few letters."""
    letters = "ABCabc "
    names = [".notdef", *(f"letter{number}" for number in range(len(letters)))]
    pen = TTGlyphPen(None)
    for place, draw in zip([(0, 0), (0, 700), (500, 700), (500, 0)], [pen.moveTo, *[pen.lineTo] * 3], strict=True):
        draw(place)
    pen.closePath()
    built = FontBuilder(1000, isTTF=True)
    built.setupGlyphOrder(names)
    built.setupCharacterMap({ord(letter): name for letter, name in zip(letters, names[1:], strict=True)})
    built.setupGlyf(dict.fromkeys(names, pen.glyph()))
    built.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    built.setupHorizontalHeader(ascent=800, descent=-200)
    built.setupNameTable({"familyName": family, "styleName": "Regular"})
    built.setupOS2()
    built.setupPost()
    built.save(path)
    return path


def test_shipped_families_can_be_named(tmp_path: Path) -> None:
    """Every family that comes with the program can be the family of the text."""
    for family in {face.family for face in faces()}:
        assert own(tmp_path, f"fonts: {{text: {family}}}").fonts.text == family


def test_family_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A family nobody has is refused, with the nearest there is and with what would bring it."""
    (problem,) = problems(tmp_path, "fonts:\n  text: Carlitto\n")
    assert (problem.place.line, problem.place.column) == (2, 9)
    assert 'no font family "Carlitto"' in problem.message
    assert problem.remedy.startswith('Did you mean "Carlito"?')
    assert "fonts.files" in problem.remedy


def test_own_family_is_set(tmp_path: Path) -> None:
    """A family named by its file is what the PDF is set in; a file in a folder below is found."""
    (tmp_path / "own").mkdir()
    font_file(tmp_path / "own" / "desk.ttf", "Desk Face")
    style = own(tmp_path, "fonts:\n  text: Desk Face\n  files: [own/desk.ttf]\n")
    assert style.fonts.files == (str(tmp_path / "own" / "desk.ttf"),)
    pdf = Pdf(write_pdf(memo_of(said("abc ABC")), style, desk().css).content)
    fonts = {str(font["/BaseFont"]) for font in pdf.file.pages[0]["/Resources"]["/Font"].values()}
    assert any(name.endswith("+Desk-Face") for name in fonts), fonts
    assert own(tmp_path, "fonts:\n  text: Desk Face\n  files: [own/desk.ttf]\n") == style


def test_family_of_a_style_built_upon(tmp_path: Path) -> None:
    """A style may name a family whose files the style it builds on has."""
    base = tmp_path / "base"
    base.mkdir()
    font_file(base / "desk.ttf", "Desk Face")
    below = own(base, "fonts: {files: [desk.ttf]}")
    (tmp_path / "style.yaml").write_text("fonts: {text: Desk Face}", encoding="utf-8")
    style = load_style(tmp_path / "style.yaml", below)
    assert (style.fonts.text, style.fonts.files) == ("Desk Face", below.fonts.files)


def variable(path: Path) -> None:
    font = TTFont(CARLITO)
    font["fvar"] = font["name"]  # the mark of a variable font is that it has the table
    font.save(path)


def cut_short(path: Path) -> None:
    path.write_bytes(CARLITO.read_bytes()[:5000])


def without_outlines(path: Path) -> None:
    font = TTFont(CARLITO)
    del font["glyf"], font["loca"]
    font.save(path)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.touch(), "is no TrueType or OpenType font"),
        (lambda path: path.write_text("<html>"), "is no TrueType or OpenType font"),
        (lambda path: path.write_bytes(b"wOF2" + bytes(90)), "is made for web pages"),
        (lambda path: path.mkdir(), "is no file"),
        (cut_short, "is damaged"),
        (variable, "is a variable font"),
        (without_outlines, "has no outlines"),
    ],
)
def test_files_that_are_no_fonts_are_refused(make: object, message: str, tmp_path: Path) -> None:
    """A font file is looked into: what memos cannot be set in is refused by name, once, and with its place."""
    make(tmp_path / "odd.ttf")  # type: ignore[operator]
    (problem,) = problems(tmp_path, "fonts:\n  text: Odd\n  files:\n    - odd.ttf\n")
    assert f'The font file "odd.ttf" {message}' in problem.message
    assert problem.place.line == 4


def test_every_missing_font_file(tmp_path: Path) -> None:
    """Every font file that is missing is named, one beside the style is found."""
    shutil.copy(CARLITO, tmp_path / "there.ttf")
    told = problems(tmp_path, "fonts:\n  files:\n    - there.ttf\n    - a.ttf\n    - fonts/b.ttf\n")
    assert [each.message for each in told] == [
        'The font file "a.ttf" is not there.',
        'The font file "fonts/b.ttf" is not there.',
    ]
    assert [each.place.line for each in told] == [4, 5]
    assert own(tmp_path, "fonts: {files: [there.ttf]}").fonts.files == (str(tmp_path / "there.ttf"),)


@pytest.mark.parametrize("name", ["../out.ttf", "{outside}", "link.ttf", "folder/out.ttf"])
def test_files_outside_the_folder_are_refused(name: str, tmp_path: Path) -> None:
    """A style from elsewhere reaches no file but those in its own folder, neither by a path nor by a link."""
    folder = tmp_path / "style"
    folder.mkdir()
    shutil.copy(CARLITO, tmp_path / "out.ttf")
    (folder / "link.ttf").symlink_to(tmp_path / "out.ttf")
    (folder / "folder").symlink_to(tmp_path)
    written = name.format(outside=tmp_path / "out.ttf")
    (problem,) = problems(folder, f"fonts: {{files: [{written}]}}")
    assert f'The font file "{written}" lies outside the folder' in problem.message
