"""Specification of what a letterhead may do to words: dress them, and never hide them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.errors import WriteError
from reportgen.memo.walk import lines, plain
from reportgen.style import Letterhead, Style
from reportgen.writers.docx import write_docx
from tests.letterheads import CANARY, in_header, ministry, repacked
from tests.libreoffice import needed, pdf_text
from tests.word_memo import MEMO, File

CONTENT = ministry()
NORMAL = re.compile(rb'(<w:style [^>]*w:styleId="Normal".*?)</w:style>', re.DOTALL)
HIDING = "<w:rPr><w:vanish/><w:specVanish/><w:webHidden/></w:rPr>"


def normal(inner: str) -> bytes:
    """The letterhead with more in its style Normal, in place of what it has."""

    def change(part: bytes) -> bytes:
        changed, times = NORMAL.subn(rb'<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
                                     rb'<w:name w:val="Normal"/>' + inner.encode() + rb"</w:style>", part)  # fmt: skip
        assert times == 1
        return changed

    return repacked(CONTENT, {"word/styles.xml": change})


def written(content: bytes, folder: Path, **setting: str) -> File:
    (folder / "ministry.docx").write_bytes(content)
    return File(write_docx(MEMO, Style(letterhead=Letterhead(file=str(folder / "ministry.docx"), **setting))))


def test_hidden_words_are_shown(tmp_path: Path) -> None:
    """A style that hides its words hides none of a memo, nor do defaults and numbering."""
    defaults = (b"<w:rPrDefault><w:rPr>", b"<w:rPrDefault><w:rPr><w:vanish/>")
    content = repacked(normal(HIDING), {"word/styles.xml": lambda part: NORMAL.sub(
        rb"\1" + HIDING.encode() + b"</w:style>", part.replace(*defaults))})  # fmt: skip
    file = written(content, tmp_path)
    for part in ("word/styles.xml", "word/numbering.xml"):
        assert not re.search(rb"vanish|specVanish|webHidden", file.archive.read(part), re.IGNORECASE)


def test_hidden_words_of_a_header_stay_behind(tmp_path: Path) -> None:
    """Words that a header hides are not shown in a memo, and are not in it."""
    content = in_header(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{CANARY}</w:t></w:r><w:r><w:t>Seen</w:t></w:r>")
    header = written(content, tmp_path).archive.read("word/header.xml").decode()
    assert CANARY not in header
    assert "Seen" in header


def test_frames_stay_behind(tmp_path: Path) -> None:
    """A style's frame, which may stand off the page, is not taken over."""
    place = '<w:framePr w:w="10" w:h="10" w:hRule="exact" w:x="-9000" w:y="-9000"/>'
    assert b"framePr" not in written(normal(f"<w:pPr>{place}</w:pPr>"), tmp_path).archive.read("word/styles.xml")


REFUSED = {
    '<w:rPr><w:sz w:val="2"/></w:rPr>': "size 1 pt, where a page holds 4 to 96 pt",
    '<w:rPr><w:sz w:val="0.5mm"/></w:rPr>': "size 1.4 pt",
    '<w:rPr><w:sz w:val="x"/></w:rPr>': "size x, where",
    '<w:rPr><w:spacing w:val="-400"/></w:rPr>': "spacing of letters -20 pt",
    '<w:rPr><w:w w:val="1"/></w:rPr>': "scale of letters 1 %, where a page holds 50 to 200 %",
    '<w:rPr><w:position w:val="3000"/></w:rPr>': "height above the line 1500 pt",
    '<w:pPr><w:spacing w:before="31680"/></w:pPr>': "white 1584 pt",
    '<w:pPr><w:spacing w:afterLines="9000"/></w:pPr>': "white 90 lines",
    '<w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr>': "height of lines 0.1 pt",
    '<w:pPr><w:spacing w:line="10"/></w:pPr>': "height of lines 0 lines",
    '<w:pPr><w:ind w:left="-9000"/></w:pPr>': "indent -450 pt, where a page holds -85",
    '<w:pPr><w:ind w:leftChars="-9000"/></w:pPr>': "indent -90 characters",
    '<w:pPr><w:ind w:right="9000"/></w:pPr>': "indent 450 pt",
    '<w:pPr><w:ind w:left="0" w:hanging="2500"/></w:pPr>': "hanging indent of 125 pt, which begins off the page",
    '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>': 'words in the #ffffff of its style "Normal" have a contrast of 1.0 to '
    "1 on the white page; they need 3 to 1",
    '<w:rPr><w:color w:val="000000" w:themeColor="background1"/></w:rPr>': "words in the #ffffff",
    '<w:rPr><w:color w:val="000000" w:themeColor="text1" w:themeTint="0A"/></w:rPr>': "words in the #f5f5f5",
    '<w:rPr><w:color w:val="202020"/><w:shd w:val="clear" w:fill="000000"/></w:rPr>': "on the #000000 of its style",
    '<w:rPr><w:color w:val="202020"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/></w:rPr>': "on the #000000",
    '<w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr><w:rPr><w:color w:val="FFFFFF"/></w:rPr>': "on the #000000",
    '<w:rPr><w:color w:val="202020"/><w:highlight w:val="black"/></w:rPr>': "on the #000000",
    '<w:pPr><w:spacing w:line="100" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="28"/></w:rPr>': "of exactly 5 pt",
}


@pytest.mark.parametrize("inner", REFUSED)
def test_what_would_hide_words_is_refused(inner: str, tmp_path: Path) -> None:
    """A length that no page can hold and a colour that nobody can read are told with file, style and value."""
    with pytest.raises(WriteError) as caught:
        written(normal(inner), tmp_path)
    told = str(caught.value)
    assert told.startswith("The letterhead ministry.docx cannot be used: ")
    assert 'style "Normal"' in told
    assert REFUSED[inner] in told
    assert "\n" not in told


def test_table_style_with_dark_heads_is_refused(tmp_path: Path) -> None:
    """Heads of columns stand out from the ground that a table style gives them."""
    dark = b'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="16365C"/></w:tcPr></w:tblStylePr>'
    name = b'<w:name w:val="Ministry Table"/>'
    content = repacked(CONTENT, {"word/styles.xml": lambda part: re.sub(
        rb"(?s)(" + name + rb".*?)</w:style>", rb"\1" + dark + b"</w:style>", part, count=1)})  # fmt: skip
    with pytest.raises(WriteError, match=r'on the #16365c of its style "Ministry Table"'):
        written(content, tmp_path, table_style="Ministry Table")
    written(content, tmp_path)


def test_high_header_is_refused(tmp_path: Path) -> None:
    """White in a header that leaves no page for the memo is refused."""
    with pytest.raises(WriteError, match="its header has for white 1584 pt"):
        written(in_header('<w:pPr><w:spacing w:before="31680"/></w:pPr><w:r><w:t>x</w:t></w:r>'), tmp_path)


@pytest.mark.slow
@needed
def test_libreoffice_prints_every_word(tmp_path: Path) -> None:
    """LibreOffice prints a memo and its marking where the letterhead's Normal is hidden."""
    text = pdf_text(written(normal(HIDING), tmp_path).content, tmp_path)
    assert "INTERNAL & limited" in text
    read = iter(re.findall(r"[A-Za-z]+", text))
    assert [word for word in re.findall(r"[A-Za-z]+", plain(next(lines(MEMO)))) if word not in read] == []
