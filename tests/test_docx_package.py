"""The Word document as a file: its looks, what it says of itself, its bytes, and how others read it."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace

from reportgen.errors import WriteError
from reportgen.memo.walk import lines, plain
from reportgen.style import Colours, Fonts, Paper, Sizes, Style
from reportgen.writers._word_record import NAMESPACE, PART, STORE_ID
from reportgen.writers.docx import write_docx
from tests.libreoffice import needed, pdf_text
from tests.word_faults import faults
from tests.word_memo import ARABIC, HOSTILE, MEMO, NS, PROPERTIES, File, W, found, memo_of, said, styles_used, value

STYLE = Style()
FILE = File(write_docx(MEMO, STYLE))
PARTS = {name: FILE.archive.read(name).decode() for name in FILE.archive.namelist()}


# --------------------------------------------------------------------------------------- looks


def test_every_style_used_is_defined() -> None:
    """No paragraph, run, table or style refers to a style that is not there."""
    styles = FILE.part("word/styles.xml")
    defined = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    parts = (FILE.part(f"word/{name}.xml") for name in ("document", "header", "footer", "styles"))
    used = {name for part in parts for name in styles_used(part)}
    assert used - defined == set()
    names = [value(style, "w:name") for style in styles.iter(f"{W}style")]
    assert len(set(names)) == len(names)


def test_no_value_of_the_style_is_left_open() -> None:
    """Every place a style fills in the reference document is filled."""
    assert not [name for name, text in PARTS.items() if re.search(r"\$\{?[a-z]+_?[a-z]*\}?\"", text)]


def test_colours_are_those_of_the_style() -> None:
    """No colour but those of the style occurs: neither Word's blue nor anything else written by hand."""
    colours = {name: f"#{number:06x}" for number, name in enumerate(Colours.model_fields, start=0xA0B1C2)}
    file = File(write_docx(MEMO, STYLE.model_copy(update={"colours": Colours(**colours)})))
    text = "".join(file.archive.read(name).decode() for name in file.archive.namelist())
    read = set(re.findall(r'(?:color|fill|val)="([0-9A-Fa-f]{6})"', text))
    assert read - {colour.lstrip("#") for colour in colours.values()} <= {"FFFFFF"}
    link = file.part("word/styles.xml").find("w:style[@w:styleId='Hyperlink']", NS)
    assert value(link, "w:rPr/w:color") == colours["accent"].lstrip("#")
    assert not re.search("0563C1|0000FF", text, re.IGNORECASE)


def test_fonts_and_sizes_are_those_of_the_style() -> None:
    """Fonts, by script, and sizes come from the style."""
    fonts = Fonts(text="Stand In", word="Latin", word_east_asian="East", word_right_to_left="Right")
    style = STYLE.model_copy(update={"fonts": fonts, "sizes": Sizes(title=31.5), "leading": 1.5})
    file = File(write_docx(MEMO, style))
    styles = file.part("word/styles.xml")
    default = styles.find("w:docDefaults/w:rPrDefault/w:rPr/w:rFonts", NS)
    read = {name.removeprefix(W): font for name, font in default.attrib.items()}
    assert read == {"ascii": "Latin", "hAnsi": "Latin", "eastAsia": "East", "cs": "Right"}
    title = styles.find("w:style[@w:styleId='Heading1']", NS)
    assert (value(title, "w:rPr/w:sz"), value(title, "w:rPr/w:szCs")) == ("63", "63")
    assert value(title, "w:pPr/w:spacing", "line") == str(round(31.5 * 1.5 * 20))


def test_fonts_have_stand_ins() -> None:
    """Where Word's fonts are not installed those of the PDF stand in, script by script; each font is named once."""
    own = Fonts(text="Stand In", word="Latin", word_east_asian="East", word_right_to_left="Right")
    read = {
        name: _stand_ins(fonts) for name, fonts in (("own", own), ("shipped", Fonts()), ("one", Fonts(word="Arial")))
    }
    assert read["own"] == {
        "Latin": "Stand In, Carlito, Noto Sans",
        "East": "Noto Sans CJK SC",
        "Right": "Noto Naskh Arabic, Noto Sans Hebrew",
    }
    assert list(read["shipped"]) == ["Calibri", "Microsoft YaHei", "Arial"]
    assert list(read["one"]) == ["Arial", "Microsoft YaHei"]


def _stand_ins(fonts: Fonts) -> dict[str, str]:
    """The fonts of the font table, with what may stand in for each."""
    table = File(write_docx(MEMO, STYLE.model_copy(update={"fonts": fonts}))).part("word/fontTable.xml")
    names = [str(font.get(f"{W}name")) for font in table]
    assert len(set(names)) == len(names)
    return {name: value(font, "w:altName") for name, font in zip(names, table, strict=True)}


@pytest.mark.parametrize(
    ("paper", "landscape", "size"),
    [
        (Paper.A4, False, (11906, 16838)),
        (Paper.A4, True, (16838, 11906)),
        (Paper.LETTER, False, (12240, 15840)),
        (Paper.LETTER, True, (15840, 12240)),
    ],
)
def test_paper_and_direction(paper: Paper, landscape: bool, size: tuple[int, int]) -> None:
    """A4 and US Letter, upright and turned; tables and the page number reach to the right margin."""
    file = File(write_docx(replace(MEMO, landscape=landscape), STYLE.on(paper)))
    page = "w:body/w:sectPr/w:pgSz"
    assert (int(value(file.document, page, "w")), int(value(file.document, page, "h"))) == size
    assert value(file.document, page, "orient") == ("landscape" if landscape else "portrait")
    margins = [int(value(file.document, "w:body/w:sectPr/w:pgMar", side)) for side in ("left", "right")]
    wide = size[0] - sum(margins)
    tab = value(file.part("word/styles.xml"), "w:style[@w:styleId='Footer']/w:pPr/w:tabs/w:tab", "pos")
    widths = {int(width.get(f"{W}w")) for width in found(file.document, ".//w:tblW")}
    assert all(abs(width - wide) <= 1 for width in (int(tab), *widths))


# ---------------------------------------------------------------------- what it says of itself


def test_core_properties_are_the_memos() -> None:
    """Title, author, subject, keywords, language, identifier, version and dates are the memo's."""
    core = docx.Document(BytesIO(FILE.content)).core_properties
    day = datetime(2031, 5, 14, tzinfo=UTC)
    assert (core.title, core.author, core.last_modified_by) == (
        "Arvenia–Sorland talks",
        "Crossings Desk",
        "Crossings Desk",
    )
    assert (core.subject, core.keywords, core.language) == ("Talks of 12 May 2031", "ferries, Lirne", "en-GB")
    assert (core.identifier, core.version, core.revision, core.comments) == ("lirne-2031-05", "2", 1, "")
    assert [moment.replace(tzinfo=UTC) for moment in (core.created, core.modified)] == [day, day]


def test_long_title_is_cut() -> None:
    """A property longer than Word allows ends in an ellipsis at its limit."""
    memo = replace(MEMO, properties=replace(PROPERTIES, title="x" * 300))
    core = docx.Document(BytesIO(write_docx(memo, STYLE))).core_properties
    assert core.title == "x" * 254 + "…"


def test_empty_properties_are_left_out() -> None:
    """What the memo does not say of itself the file does not either."""
    memo = replace(MEMO, properties=replace(PROPERTIES, author="", subject="", keywords=()))
    core = File(write_docx(memo, STYLE)).archive.read("docProps/core.xml").decode()
    assert not re.search("creator|lastModifiedBy|subject|keywords", core)


def test_nothing_is_left_of_other_programs() -> None:
    """The file has our parts and no others, and nothing of python-docx's default document."""
    assert set(PARTS) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        *(f"word/{name}.xml" for name in ("document", "fontTable", "footer", "header", "numbering")),
        *(f"word/{name}.xml" for name in ("settings", "styles", "theme")),
    }
    assert "<Application>reportgen</Application>" in PARTS["docProps/app.xml"]
    assert not re.search("python-docx|2013-|Macintosh|thumbnail|customXml", "".join(PARTS.values()))


RECORD = '{"id": "lirne-2031-05", "said": "“Ferries” & <quays> \r\n 渡口 \U0001f54a"}'.encode()


def test_record_is_carried() -> None:
    """A record that is given lies in the file as it is, with its name, its kind and its digest."""
    file = File(write_docx(MEMO, STYLE, record=RECORD))
    record = file.part(PART)
    assert record.tag == f"{{{NAMESPACE}}}record"
    assert record.text.encode() == RECORD
    assert dict(record.attrib) == {
        "name": "talks.json",
        "mediaType": "application/json",
        "sha256": hashlib.sha256(RECORD).hexdigest(),
    }
    assert set(file.archive.namelist()) - set(PARTS) == {
        PART,
        "customXml/itemProps1.xml",
        "customXml/_rels/item1.xml.rels",
    }
    assert STORE_ID.encode() in file.archive.read("customXml/itemProps1.xml")
    assert faults(file.content) == []
    assert write_docx(MEMO, STYLE, record=RECORD) == file.content


def test_record_that_xml_cannot_hold_is_refused() -> None:
    """A character that no XML may hold stops the writing: the digest would be another."""
    with pytest.raises(WriteError, match="character U\\+FFFE of the record"):
        write_docx(MEMO, STYLE, record='{"a": "\ufffe"}'.encode())


# --------------------------------------------------------------------------------------- bytes


def test_same_memo_makes_the_same_bytes(tmp_path: Path) -> None:
    """Two processes with other hash seeds, time zones and folders write the same file."""
    program = "import sys; from test_docx_package import FILE; sys.stdout.buffer.write(FILE.content)"
    tests = Path(__file__).parent
    path = os.pathsep.join([str(tests), str(tests.parent)])
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": path},
            cwd=tmp_path,
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert runs[0] == runs[1] == FILE.content


def test_parts_stand_in_a_fixed_order_at_a_fixed_date() -> None:
    """Content types first, as readers that stream want it, then by name; no time tells two runs apart."""
    entries = FILE.archive.infolist()
    names = [entry.filename for entry in entries]
    assert names == ["[Content_Types].xml", *sorted(set(names) - {"[Content_Types].xml"})]
    assert {(entry.date_time, entry.create_system) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 0)}


# -------------------------------------------------------------------------------------- others


@pytest.mark.slow
@needed
def test_libreoffice_shows_every_word(tmp_path: Path) -> None:
    """LibreOffice opens the file, and its PDF has every word of the memo in Latin letters, in order."""
    text = pdf_text(FILE.content, tmp_path)
    read = iter(re.findall(r"[A-Za-z0-9]+", text))
    wanted = re.findall(r"[A-Za-z0-9]+", "\n".join(plain(line) for line in lines(MEMO) if plain(line) != HOSTILE))
    lost = [word for word in wanted if word not in read]
    assert lost == []
    assert "US & China <b> {{ x }} 1. *not* | a “q” 'r' \"s\"" in " ".join(text.split())
    assert "INTERNAL & limited" in text


def test_right_to_left_memo_is_turned_round() -> None:
    """In an Arabic memo everything runs from right to left, except a paragraph in another language."""
    file = File(write_docx(ARABIC, STYLE))
    assert value(file.document, "w:body/w:sectPr/w:bidi") == "1"
    assert all(table.find("w:bidiVisual", NS) is not None for table in file.document.iter(f"{W}tblPr"))
    turned = {"".join(p.itertext()): p.find("w:pPr/w:bidi", NS) is not None for p in file.document.iter(f"{W}p")}
    assert [text for text, bidi in turned.items() if not bidi] == ["Ferries run daily."]
    rule = file.part("word/styles.xml").find("w:style[@w:styleId='Caution']/w:pPr/w:pBdr", NS)
    assert value(rule, "w:right", "color") == STYLE.colours.caution.lstrip("#")
    assert file.lines() == [plain(line) for line in lines(ARABIC) if plain(line)]


def test_memo_of_one_paragraph_is_a_document() -> None:
    """A memo without running matter, tables or lists is written as well."""
    empty = replace(MEMO.running, marking=(), draft=(), footer=(), pages=())
    file = File(write_docx(memo_of(said("Alone."), running=empty), STYLE))
    assert file.lines() == ["Alone."]
    assert len(file.part("word/header.xml")) == len(file.part("word/footer.xml")) == 1
