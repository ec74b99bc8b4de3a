"""The PDF: what a reader's program makes of it, and what stops it from being written."""

from __future__ import annotations

import base64
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from reportgen.fonts import faces
from reportgen.memo.tree import Heading, Memo, PageCount, PageNumber, Table, Text
from reportgen.memo.walk import blocks, plain
from reportgen.style import Paper
from reportgen.writers.pdf import write_pdf
from reportgen.writers.typst import write_typst
from reportgen.writers.variants import Engine
from tests.agreement import ENGINES, in_pdf, pdf_of, printed
from tests.conftest import MEMOS, desk, memo_for
from tests.pdf_reading import Pdf
from tests.word_memo import ARABIC, RUNNING, TERMS, heads, memo_of, row, said, words

DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNiAAAABgADNjd8qAAAAABJRU5ErkJggg==")


def table_of(rows: int) -> Table:
    """A long table whose rows are three lines high."""
    made = (row(f"R-{number}", said(f"Row {number} " + "of many words " * 24), "Last.") for number in range(rows))
    return Table("long", words("All the rows"), heads("No.", "Words", "End"), tuple(made))


TITLE = Heading(words("A memo"), 1)
LONG = memo_of(TITLE, table_of(60))


def write(memo: Memo, css: str = "", *folders: Path) -> bytes:
    """The memo in our own style, with more CSS after it and more folders for pictures."""
    return write_pdf(memo, desk().style, desk().css + css, (*desk().folders, *folders)).content


# ------------------------------------------------------------------------------------ properties


PRODUCERS = {Engine.WEASYPRINT: "WeasyPrint 70.0", Engine.TYPST: "Typst 0.15.1"}


@MEMOS
@ENGINES
def test_properties_are_those_of_the_memo(record: Path, audience: str, engine: Engine) -> None:
    """A PDF names title, author, subject, keywords and language of the memo; its only dates are the record's."""
    memo = memo_for(record, audience)[1]
    pdf, properties = pdf_of(memo, engine), memo.properties
    day = properties.created
    midnight = "000000Z" if engine is Engine.TYPST else ""
    said = {
        "/Title": properties.title,
        "/Author": properties.author,
        "/Subject": properties.subject,
        "/Keywords": ", ".join(properties.keywords),
        "/Creator": "reportgen",
        "/Producer": PRODUCERS[engine],
        "/CreationDate": f"D:{day:%Y%m%d}{midnight}",
        "/ModDate": f"D:{day:%Y%m%d}{midnight}",
    }
    assert {name: value for name, value in pdf.file.metadata.items() if value} == {n: v for n, v in said.items() if v}
    assert pdf.file.root_object["/Lang"] == memo.language
    xmp = pdf.file.root_object["/Metadata"].get_data().decode()
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}", xmp)) <= {day.isoformat()}
    assert re.findall(rb"D:\d{8}", pdf.content) == []  # nor any outside the compressed objects


@MEMOS
@ENGINES
def test_bookmarks_are_the_headings(record: Path, audience: str, engine: Engine) -> None:
    """The bookmarks are the headings of the memo, in order and at their depth."""
    memo = memo_for(record, audience)[1]
    headings = [(block.level, plain(block.content)) for block in blocks(memo) if isinstance(block, Heading)]
    assert pdf_of(memo, engine).outlines() == headings


# ------------------------------------------------------------------------------------- structure


def standards(xmp: bytes) -> set[tuple[str, str, str]]:
    """What a file says that it conforms to: standard, which of its properties, value; written either way of RDF."""
    said = set()
    for element in ElementTree.fromstring(xmp).iter():
        for name, value in [(element.tag, element.text), *element.attrib.items()]:
            if found := re.fullmatch(r"\{http://www\.aiim\.org/(pdfu?a)/ns/id/\}(\w+)", name):
                said.add((*found.groups(), value or ""))
    return said


@MEMOS
@ENGINES
def test_file_is_tagged(record: Path, audience: str, engine: Engine) -> None:
    """The file is tagged, shows its title, claims PDF/A-3a and PDF/UA-1; a list holds entries and nothing else."""
    pdf = pdf_of(memo_for(record, audience)[1], engine)
    root = pdf.file.root_object
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    archival = {("pdfa", "part", "3"), ("pdfa", "conformance", "A"), ("pdfua", "part", "1")}
    assert standards(root["/Metadata"].get_data()) == archival
    entries = [entry for each in pdf.root.nodes("L") for entry in each.kids]
    assert {entry.tag for entry in entries} == {"LI"}
    assert {part.tag for entry in entries for part in entry.kids} == {"Lbl", "LBody"}


@ENGINES
def test_term_and_what_stands_beside_it_are_one_entry(engine: Engine) -> None:
    """Of a line of a header block the name is the label and the rest the body of one list entry."""
    (found,) = pdf_of(memo_of(TITLE, TERMS), engine).root.nodes("L")
    read = [[(part.tag, part.lines()) for part in entry.kids] for entry in found.kids]
    assert read == [
        [
            ("Lbl", [plain(term.name)]),
            ("LBody", [printed(plain(each.content)) for each in term.paragraphs]),
        ]
        for term in TERMS.terms
    ]


@ENGINES
def test_memo_from_right_to_left_is_read_in_its_order(engine: Engine) -> None:
    """A memo in Arabic reads in order, its title and its marking among the rest."""
    found, known = in_pdf(ARABIC, engine)
    assert found == known
    assert pdf_of(ARABIC, engine).file.root_object["/Lang"] == "ar"
    assert pdf_of(ARABIC, engine).running == [["داخلي", "1", "داخلي", "محادثات"]]  # drawn from the left


@ENGINES
def test_glyph_is_named_after_what_it_shows_everywhere(engine: Engine) -> None:
    """What is copied is what was printed, whatever a glyph stood for first: a sign turned round, a letter's accent."""
    arabic = said("قال «نعم» [ثم] (لا)، وسيُحدَّد", lang="ar")
    again = said("د ح س", lang="ar")
    memo = memo_of(TITLE, said("a\u00a0b"), arabic, said("« oui » [x] (y) a b"), said("x\u0302"), said("x y"), again)
    found, known = in_pdf(memo, engine)
    assert found == known


# ----------------------------------------------------------------------------------------- pages


def test_head_of_a_table_repeats_on_every_page() -> None:
    """A table over several pages has its head on each of them, and every row on one page only."""
    pdf = pdf_of(LONG)
    (table,) = pdf.tables()
    pages = len(pdf.file.pages)
    assert pages > 4
    assert [head.lines() for head in table.repeated] == [["No.", "Words", "End"]] * (pages - 1)
    assert [head.page for head in table.repeated] == list(range(1, pages))
    assert [row.lines()[0] for row in table.rows[1:]] == [f"R-{number}" for number in range(60)]
    assert {row.pages() for row in table.rows} == {frozenset({page}) for page in range(pages)}


@MEMOS
@ENGINES
def test_rows_are_whole(record: Path, audience: str, engine: Engine) -> None:
    """No row of a memo is broken over two pages."""
    rows = [row for table in pdf_of(memo_for(record, audience)[1], engine).tables() for row in table.rows]
    assert len(rows) > 1
    assert [row.lines() for row in rows if len(row.pages()) > 1] == []


@ENGINES
def test_every_page_says_which_of_how_many_it_is(engine: Engine) -> None:
    """Page fields may stand in any order among words, and each page has its own number."""
    memo = replace(LONG, running=replace(RUNNING, pages=(Text("of "), PageCount(), Text(": "), PageNumber())))
    pages = [running[-1] for running in pdf_of(memo, engine).running]
    assert len(pages) > 4
    assert pages == [f"of {len(pages)}: {number}" for number in range(1, len(pages) + 1)]


@pytest.mark.parametrize(
    ("paper", "landscape", "width", "height"),
    [
        (Paper.A4, False, 595.28, 841.89),
        (Paper.A4, True, 841.89, 595.28),
        (Paper.LETTER, False, 612, 792),
        (Paper.LETTER, True, 792, 612),
    ],
)
@ENGINES
def test_sheet_is_the_one_asked_for(paper: Paper, landscape: bool, width: float, height: float, engine: Engine) -> None:
    """Every page is A4 or US Letter, upright or across, as the style and the memo say."""
    memo, style = replace(memo_of(TITLE, table_of(12)), landscape=landscape), desk().style.on(paper)
    written = write_pdf(memo, style, desk().css) if engine is Engine.WEASYPRINT else write_typst(memo, style)
    content = written.content
    sizes = {(page.mediabox.width, page.mediabox.height) for page in Pdf(content).file.pages}
    assert [(round(float(across), 2), round(float(up), 2)) for across, up in sizes] == [(width, height)]


# ----------------------------------------------------------------------------------------- fonts


@MEMOS
@ENGINES
def test_only_our_fonts_are_embedded(record: Path, audience: str, engine: Engine, tmp_path: Path) -> None:
    """Every font of a memo is one of ours, embedded as the part that is used, with names for its glyphs."""
    file = tmp_path / "memo.pdf"
    file.write_bytes(pdf_of(memo_for(record, audience)[1], engine).content)
    told = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    fonts = [re.fullmatch(r"[A-Z]{6}\+(\S+) .* (yes|no) (yes|no) (yes|no) +\d+ +\d+", line) for line in told]
    assert len(fonts) > 1
    ours = "|".join({face.family.replace(" ", "") for face in faces()})
    for font in fonts:
        assert font is not None
        name = font[1].replace("-", "").removesuffix("IdentityH")  # the CJK face by its number of glyphs
        assert re.fullmatch(f"({ours})(Regular|Bold)?(Italic)?", name, re.IGNORECASE)
        assert font.groups()[1:] == ("yes", "yes", "yes")
