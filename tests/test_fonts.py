"""The shipped fonts: what they cover, and that nothing else is ever used."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reportgen.fonts import (
    CJK_FAMILY,
    Face,
    faces,
    fallback_families,
    missing_characters,
    remedy_for,
    write_configuration,
)
from reportgen.fonts.charmap import glyphs_of, name_of
from reportgen.fonts.forms import forms_of
from reportgen.writers._weasyprint import load_weasyprint

CJK_NUMBER = 2  # of the simplified Chinese face in its collection; other files hold one face
LINE = "Latin ąéő Ελληνικά Кирилица العربية עברית 会谈 日本語 한국어 😀 ✓ ₽"


def shipped() -> list[Face]:
    return [face for face in faces() if face.family != CJK_FAMILY]


def without_cjk(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(sys.modules, "noto_cjk_sans_otc", None)


def font(file: Path, family: str, character: str) -> Path:
    """A font file with a single character in it."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    pen.lineTo((500, 700))
    pen.lineTo((900, 0))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "sign"])
    builder.setupCharacterMap({ord(character): "sign"})
    builder.setupGlyf({".notdef": pen.glyph(), "sign": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "sign": (1000, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family})
    builder.setupOS2()
    builder.setupPost()
    builder.save(file)
    return file


def embedded(
    html: str, folder: Path, patch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *extra: Path
) -> set[str]:
    """The families in the PDF of ``html``, as poppler reads them; anything WeasyPrint says is a fault."""
    patch.setenv("FONTCONFIG_FILE", str(write_configuration(folder / "fonts", extra)))
    weasyprint = load_weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    pdf = folder / "line.pdf"
    with caplog.at_level(logging.WARNING, "weasyprint"):
        weasyprint.HTML(string=html).write_pdf(pdf, font_config=FontConfiguration())
    assert caplog.messages == []
    told = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    names = [line.split()[0].partition("+")[2].replace("-", " ") for line in told]
    return {name.removesuffix(" Italic").removesuffix(" Bold") for name in names}


def test_files_are_static_truetype() -> None:
    """Every shipped face is static TrueType: no variable font, no CFF outlines."""
    from fontTools.ttLib import TTFont

    for face in shipped():
        with TTFont(face.file, lazy=True) as opened:
            tables = set(opened.keys())
        assert "glyf" in tables, face.file.name
        assert not tables & {"fvar", "CFF ", "CFF2"}, face.file.name


def test_family_names_are_those_of_the_files() -> None:
    """A face is asked for by the name its file gives itself."""
    from fontTools.ttLib import TTFont

    for face in faces():
        with TTFont(face.file, lazy=True, fontNumber=CJK_NUMBER) as opened:
            assert opened["name"].getDebugName(1) == face.family


def test_licence_names_every_file() -> None:
    """The licence beside the fonts gives the copyright line of each file."""
    licence = (shipped()[0].file.parent / "OFL.txt").read_text(encoding="utf-8")
    assert all(face.file.name in licence for face in shipped())
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_importing_reads_no_font() -> None:
    """Importing the package costs nothing: no font library comes with it."""
    code = "import sys, reportgen.fonts; sys.exit(any(m.startswith('fontTools') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_text_of_the_six_languages_is_covered() -> None:
    """The languages of the United Nations, Hebrew, symbols and emoji need no further font."""
    assert missing_characters(LINE + "¶ § – — … • → ≥ ≤ ± № € ☐ ☑ ✓ ✗ ■ ▸ “„«»” ‑ ′ 🇺🇸 ⚠") == ()


def test_missing_characters_come_once_and_in_order() -> None:
    """What no face has is told once each, in the order of the text."""
    assert missing_characters("aⰁbⰀcⰁ𓀀") == ("Ⰱ", "Ⰰ", "𓀀")


def test_what_draws_nothing_is_never_missing() -> None:
    """White space, controls, joiners, marks of direction and variation selectors need no glyph."""
    assert (
        missing_characters("\t\r\n\u00a0\u202f\u3000\u00ad\u200b\u200c\u200d\u200e\u2067\ufeff\ufe0f\U000e0100") == ()
    )


def test_chinese_asks_for_the_extra_only_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the CJK fonts the remedy is the command that installs them; with them it cannot be."""
    assert remedy_for("会") == "Name a font file that has it under fonts.files in style.yaml."
    without_cjk(monkeypatch)
    assert missing_characters("a会b") == ("会",)
    assert remedy_for("会") == 'Install the CJK fonts: pip install "reportgen[cjk]"'
    assert remedy_for("Ⰰ") == "Name a font file that has it under fonts.files in style.yaml."
    assert CJK_FAMILY not in fallback_families()


def test_cjk_fonts_come_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Installing the CJK fonts changes nothing that is drawn without them."""
    every = fallback_families()
    without_cjk(monkeypatch)
    assert every == (*fallback_families(), CJK_FAMILY)
    assert every[0] == "Carlito"


@pytest.mark.parametrize("family", ["Carlito", "DejaVu Sans", "Arial", "serif", "emoji"])
def test_only_our_fonts_are_embedded(
    family: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever the style asks for and the host has installed, a PDF holds our families only."""
    html = f"<p lang=en style='font-family: {family}'>{LINE} <b>{LINE}</b> <i lang=zh>{LINE}</i>"
    found = embedded(html, tmp_path, monkeypatch, caplog)
    assert found == set(fallback_families())


def test_a_file_named_by_the_style_is_used_and_its_neighbours_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A further font file serves the characters ours lack; the folder it lies in stays hidden."""
    glagolitic = font(tmp_path / "glagolitic.ttf", "Glagolitic", "Ⰰ")
    font(tmp_path / "neighbour.ttf", "Neighbour", "a")
    html = "<p lang=en style='font-family: Neighbour'>aⰀ"
    assert embedded(html, tmp_path, monkeypatch, caplog, glagolitic) == {"Carlito", "Glagolitic"}
    assert missing_characters("aⰀⰁ", [glagolitic]) == ("Ⰱ",)


def test_a_configuration_can_be_written_again(tmp_path: Path) -> None:
    """Writing into the same folder gives the same configuration, byte for byte."""
    first = write_configuration(tmp_path).read_text(encoding="utf-8")
    assert write_configuration(tmp_path).read_text(encoding="utf-8") == first


@pytest.mark.parametrize("file", [face.file for face in faces()], ids=lambda file: file.stem)
def test_tables_of_fonts_are_read_as_fonttools_reads_them(file: Path) -> None:
    """Characters' glyphs, other forms of glyphs and a font's names are those that fontTools finds."""
    with TTFont(file, lazy=True, fontNumber=0) as font:
        assert glyphs_of(file) == {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
        assert [name_of(file, number) for number in (1, 2)] == [font["name"].getDebugName(each) for each in (1, 2)]
        lookups = font["GSUB"].table.LookupList.Lookup if "GSUB" in font else ()
        tables = [getattr(each, "ExtSubTable", each) for lookup in lookups for each in lookup.SubTable]
        pairs = [pair for each in tables if each.LookupType == 1 for pair in each.mapping.items()]
        assert [*forms_of(file)] == [(font.getGlyphID(glyph), font.getGlyphID(form)) for glyph, form in pairs]
