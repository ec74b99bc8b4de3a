"""The second PDF engine: what its file says of the memo's structure, what it is given, and what it refuses."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace

from reportgen import build
from reportgen.errors import ReportgenError, WriteError
from reportgen.memo.tree import Heading, List, Memo, Span, Strong, Table, Terms, Text
from reportgen.memo.walk import blocks, links
from reportgen.style import Padding, Style, TableLines, Tables
from reportgen.writers._typst_mend import mended
from reportgen.writers.typst import write_typst
from reportgen.writers.variants import EMBEDDED, Engine, Printing, Variant
from tests.agreement import ENGINES, in_pdf, pdf_of
from tests.conftest import BUILT, LANGUAGES, NAMES, REAL, ROOT, desk, memo_for
from tests.test_cli import run
from tests.typst_reading import pieces
from tests.word_memo import ARABIC, MEMO, TERMS, heads, memo_of, row, said, words

TITLE = Heading(words("A memo"), 1)
MEMOS = pytest.mark.parametrize(("record", "audience"), BUILT, ids=NAMES)
RECORD = b'{"talks": "\\u4f1a"}'


def opened(memo: Memo, variant: Variant = Variant.ARCHIVAL, record: bytes = RECORD) -> pikepdf.Pdf:
    """The finished file, read by pikepdf."""
    return pikepdf.open(io.BytesIO(write_typst(memo, desk().style, record=record, variant=variant).content))


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every structure element, in the order of the tree."""

    def below(element: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from below(kid)

    yield from below(pdf.Root.StructTreeRoot.K[0])


def tagged(pdf: pikepdf.Pdf, *tags: str) -> list[pikepdf.Dictionary]:
    return [each for each in elements(pdf) if str(each.S) in tags]


def of_table(cell: pikepdf.Dictionary) -> pikepdf.Dictionary:
    """What a cell says of itself as part of a table."""
    (found,) = (each for each in several(cell.A) if each.O == "/Table")
    return found


def several(entry: Any) -> list[Any]:
    """The entries of a list, which may be written as one where it is one."""
    return [*entry] if isinstance(entry, pikepdf.Array) else [entry]


# ------------------------------------------------------------------------------------- structure


@MEMOS
def test_structure_has_what_the_memo_has(record: Path, audience: str) -> None:
    """The finished file has as many headings, lists, entries, tables, rows and cells as the memo, and no more."""
    memo = memo_for(record, audience)[1]
    counted = Counter(str(each.S) for each in elements(opened(memo)))
    parts = [*blocks(memo)]
    lists = [len(each.entries) if isinstance(each, List) else len(each.terms) for each in parts
             if isinstance(each, List | Terms)]  # fmt: skip
    tables = [each for each in parts if isinstance(each, Table)]
    rows = [row for table in tables for row in (table.head, *table.rows)]
    named = [cell.header for row in rows for cell in row.cells]
    tags = ("/L", "/LI", "/Table", "/THead", "/Caption", "/TR", "/TH", "/TD", "/Link")
    assert {tag: counted[tag] for tag in tags} == {
        "/L": len(lists), "/LI": sum(lists),
        "/Table": len(tables), "/THead": len(tables), "/Caption": sum(bool(table.caption) for table in tables),
        "/TR": len(rows), "/TH": named.count(True), "/TD": named.count(False),
        "/Link": len([*links(memo)]),
    }  # fmt: skip
    headings = Counter(f"/H{each.level}" for each in parts if isinstance(each, Heading))
    assert {tag: count for tag, count in counted.items() if re.fullmatch(r"/H\d?", tag)} == headings


@MEMOS
def test_every_cell_names_its_heads(record: Path, audience: str) -> None:
    """Header cells tell their scope; each data cell names the heads of its column, its group and its row."""
    memo = memo_for(record, audience)[1]
    pdf = opened(memo)
    written = tagged(pdf, "/Table")
    cells = 0
    for table, found in zip((each for each in blocks(memo) if isinstance(each, Table)), written, strict=True):
        *_, body = found.K
        head = next(part for part in found.K if part.S == "/THead").K
        columns = [str(cell.ID) for cell in several(head.K)]
        assert {str(of_table(cell).Scope) for cell in several(head.K)} == {"/Column"}
        group: list[str] = []
        for said_row, row_ in zip(table.rows, several(body.K) if table.rows else (), strict=True):
            if said_row.group:
                group = [str(row_.K.ID)]
                assert of_table(row_.K).ColSpan == len(columns) or len(columns) == 1
                continue
            own = [str(cell.ID) for cell in several(row_.K) if cell.S == "/TH"]
            assert len(own) == sum(cell.header for cell in said_row.cells)
            for column, cell in zip(columns, several(row_.K), strict=True):
                about = of_table(cell)
                is_head = cell.S == "/TH"
                assert [*map(str, about.Headers)] == [column, *group, *([] if is_head else own)]
                assert str(about.get("/Scope")) == ("/Row" if is_head else "None")
                cells += 1
    names = pdf.Root.StructTreeRoot.get("/IDTree", {}).get("/Names", [])
    known = {str(name): element for name, element in zip(names[::2], names[1::2], strict=True)}
    assert known.keys() == {str(cell.ID) for cell in tagged(pdf, "/TH")}
    assert list(known) == sorted(known)
    assert cells or not written


def test_foreign_words_are_told_in_their_language() -> None:
    """Words in another language than the memo's say so, in the structure or where they are drawn."""
    pdf = opened(MEMO)
    told = {str(each.Lang) for each in elements(pdf) if "/Lang" in each}
    for page in pdf.pages:
        told |= set(re.findall(r"/Lang ?\(([\w-]+)\)", page.Contents.read_bytes().decode("latin-1")))
    assert told == {"ar", "zh", "zh-CN", "fr", "de", "en-GB"}
    assert str(pdf.Root.Lang) == "en-GB"


def test_strong_words_are_told_where_pdf_has_a_word_for_it() -> None:
    """PDF/A-4f tells which words are strong; PDF 1.7 would take that for a span, and no element says nothing."""
    memo = memo_of(TITLE, said((Strong(words("Agreed")), Text(" to open A-01"))), TERMS)
    told = opened(memo, Variant.ARCHIVAL_2)
    assert len(tagged(told, "/Strong")) > len(TERMS.terms)
    for variant in (Variant.ARCHIVAL, Variant.PLAIN):
        pdf = opened(memo, variant)
        found = [*elements(pdf)]
        assert {str(each.S) for each in found} >= {"/H1", "/P", "/LBody"}
        assert not [each for each in found if each.S in ("/Strong", "/Span") and "/Lang" not in each]


def test_an_element_has_one_piece_on_a_page() -> None:
    """Words of several looks on several lines are one piece of marked content; a page's pieces are numbered from 0."""
    words_ = "many words " * 30
    found = opened(memo_of(TITLE, said((Text(words_), Strong(words("bold")), Text(f" {words_}")))))
    (paragraph,) = tagged(found, "/P")
    assert (paragraph.K, tagged(found, "/H1")[0].K) == (1, 0)
    parents = found.Root.StructTreeRoot.ParentTree.Nums[1]
    assert [str(each.S) for each in parents] == ["/H1", "/P"]
    content = found.pages[0].Contents.read_bytes()
    assert content.count(b"BDC") == content.count(b"EMC") - content.count(b"BMC")
    assert re.findall(rb"MCID (\d+)", content) == [b"0", b"1"]


def test_words_in_another_language_are_a_piece_of_their_own() -> None:
    """What is in another language is not put together with what stands around it."""
    french = Span(words("eau douce"), "fr")
    found = opened(memo_of(TITLE, said((Text("They said "), french, Text(" and no more")))))
    content = found.pages[0].Contents.read_bytes()
    assert len(re.findall(rb"MCID", content)) == 4
    assert len(re.findall(rb"/Lang ?\(fr\)", content)) == 1


def test_links_say_where_they_lead() -> None:
    """A link is described by its words, one that leads outside by its address too; each belongs to the structure."""
    pdf = opened(MEMO)
    told = {str(each.Contents) for page in pdf.pages for each in page.get("/Annots", [])}
    assert told == {"¶2", "A-01", "The Lirne Post (https://post.example/a?b={1}&c=%C3%A9)"}


def test_tall_rows_are_parted() -> None:
    """A row that is higher than a page goes on upon the next, and no word of it is lost."""
    many = memo_of(
        TITLE, Table("long", words("Rows"), heads("No.", "Words"), (row("R-1", said("many words " * 1199 + "end")),))
    )
    found, known = in_pdf(many, Engine.TYPST)
    assert found == known
    pages = pdf_of(many, Engine.TYPST).file.pages
    assert len(pages) > 1
    assert min(piece.y for page in pages for piece in pieces(page) if piece.glyphs) > 0


def test_a_long_word_stays_in_its_column() -> None:
    """A word that is wider than its column is broken, no letter is added to it, and it does not leave the page."""
    word = "0123456789abcdef" * 8
    memo = memo_of(TITLE, Table("x", words("T"), heads("A", "B", "C"), (row("1", word, "after"),)), said(word * 3))
    content = write_typst(memo, desk().style).content
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True).stdout
    boxes = re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"[^>]*>([0-9a-f]+)<', told.decode())
    assert len(boxes) > 3
    assert max(float(end) for _, end, _ in boxes) < 595 - 40
    found, known = in_pdf(memo, Engine.TYPST)
    assert found == known


def test_a_repeated_head_is_for_the_eyes_alone() -> None:
    """A table over several pages is one table; its head is seen on each page, and heard once."""
    rows = tuple(row(f"R-{number}", said("words " * 40)) for number in range(60))
    pdf = pdf_of(memo_of(TITLE, Table("x", words("Rows"), heads("No.", "Said"), rows)), Engine.TYPST)
    assert len(pdf.tables()) == 1
    assert len(pdf.repeated) > 2
    assert pdf.repeated == [[], *[["No.", "Said"]] * (len(pdf.repeated) - 1)]


# --------------------------------------------------------------------------------- what it is given


@pytest.mark.parametrize("variant", [*Variant])
def test_the_record_is_inside(variant: Variant) -> None:
    """The record is embedded byte for byte, as the source, with the memo's day; a plain file holds none."""
    pdf = opened(MEMO, variant)
    if variant is Variant.PLAIN:
        assert dict(pdf.attachments) == {}
        return
    (found,) = pdf.Root.AF
    assert (str(found.UF), str(found.AFRelationship)) == (EMBEDDED, "/Source")
    assert found.EF.F.read_bytes() == RECORD
    assert str(found.EF.F.Params.ModDate).startswith("D:20310514000000")


@pytest.mark.parametrize("variant", [*Variant])
def test_file_says_what_it_is(variant: Variant) -> None:
    """XMP names the standards of the variant, the language, and the digest of the record; bookmarks are shown."""
    pdf = opened(MEMO, variant)
    xmp = pdf.Root.Metadata.read_bytes().decode()
    parts = dict(re.findall(r"<(pdfaid:part|pdfaid:conformance|pdfuaid:part)>(\w+)<", xmp))
    assert (
        parts
        == {
            Variant.ARCHIVAL: {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"},
            Variant.ARCHIVAL_2: {"pdfaid:part": "4", "pdfaid:conformance": "F"},
            Variant.PLAIN: {},
        }[variant]
    )
    assert ("DataSha256" in xmp) == (variant is not Variant.PLAIN)
    assert "<rdf:li>en-GB</rdf:li>" in xmp
    assert (pdf.Root.PageMode, pdf.Root.ViewerPreferences.DisplayDocTitle) == ("/UseOutlines", True)
    assert pdf.Root.PageLabels.Nums[1].S == "/D"
    assert pdf.pdf_version == ("2.0" if variant is Variant.ARCHIVAL_2 else "1.7")


def test_every_look_of_tables_can_be_printed() -> None:
    """Every padding makes another file, without a warning."""
    written = set()
    for padding in Padding:
        pdf = write_typst(MEMO, Style(tables=Tables(lines=TableLines.GRID, stripes=True, padding=padding)))
        assert pdf.warnings == ()
        written.add(pdf.content)
    assert len(written) == len(Padding)


def test_words_are_no_program() -> None:
    """What would be markup or a call in Typst is words like others, and no file of the machine is read."""
    text = '#panic("x") #read("/etc/passwd") #sys.inputs $x$ *b* _i_ `r` @a <l> = h // c /* d */ \\u{41} ~ -- ... \'q\''
    memo = memo_of(Heading(words(text), 1), said(text), Table("x", words(text), heads(text), (row(text),)))
    found, known = in_pdf(replace(memo, properties=replace(memo.properties, title=text)), Engine.TYPST)
    assert found == known


# ------------------------------------------------------------------------------------ what it refuses


@ENGINES
def test_both_engines_refuse_a_sign_alike(engine: Engine) -> None:
    """A character no font has is the same error with either engine."""
    memo = memo_of(TITLE, said("Sign 𒀀", of="A-01.text"))
    with pytest.raises(WriteError) as refused:
        pdf_of(memo, engine)
    assert str(refused.value).startswith('No font has the character "𒀀" (U+12000) (A-01.text), so the PDF would show')


def test_what_typst_says_is_told() -> None:
    """A memo that its standard does not allow is an error in a sentence: a heading below none."""
    with pytest.raises(WriteError, match=r"^Typst cannot make the PDF: PDF/UA-1 error: .*heading.*\."):
        write_typst(memo_of(Heading((Text("x"),), 3)), desk().style)


def test_without_typst_the_extra_is_named() -> None:
    """Where Typst is not installed, the error says what installs it."""
    program = """
import sys
sys.modules["typst"] = None  # as Python marks what cannot be imported
from tests.test_typst import MEMO, desk, write_typst
from reportgen.errors import WriteError
try:
    write_typst(MEMO, desk().style)
except WriteError as error:
    print(error)
"""
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == 'PDF through Typst needs it installed: pip install "reportgen[typst]"'


def test_an_engine_writes_what_it_can() -> None:
    """PDF/A-4f with WeasyPrint is refused with both ways out, by the program and by the command line."""
    with pytest.raises(WriteError, match=r"Only Typst writes a-4f: choose it with --pdf-engine typst, or another"):
        Printing(Engine.WEASYPRINT, Variant.ARCHIVAL_2)
    with pytest.raises(ReportgenError, match=r'There is no PDF engine "latex"'):
        build(REAL, pdf_engine="latex")
    done = run("build", REAL, "--format", "pdf", "--pdf-variant", "a-4f")
    assert done.returncode == 1
    assert "Only Typst writes a-4f" in done.stderr
    assert "Traceback" not in done.stderr


# ------------------------------------------------------------------------------------------- build


def test_project_file_names_the_engine(tmp_path: Path) -> None:
    """A project file says which engine and which standard; the command line overrules it."""
    (tmp_path / "reportgen.toml").write_text('pdf_engine = "typst"\npdf_variant = "a-4f"\n', encoding="utf-8")
    for more, version in ((), b"%PDF-2.0"), (("--pdf-variant", "plain"), b"%PDF-1.7"):
        done = run("build", REAL, "--audience", "principal", "--format", "pdf", *more, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        content = (tmp_path / "out" / "wang-blinken-2023-10.principal.pdf").read_bytes()
        assert content.startswith(version)


def test_a_desk_s_own_style_is_printed_in_its_child(tmp_path: Path) -> None:
    """With templates of a desk's own Typst runs inside the limits; its memo.css has no effect, as is said."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "style.yaml").write_text('colours: {accent: "#0a3d0a"}\n', encoding="utf-8")
    (tmp_path / "own" / "memo.css").write_text("h1 { color: var(--colour-draft) }\n", encoding="utf-8")
    written, warnings = [], []
    for templates in (tmp_path / "own", None):
        built = build(
            REAL, audiences=["principal"], formats=["pdf"], templates=templates, out=tmp_path, pdf_engine="typst"
        )
        written.append(built.outputs[0].path.read_bytes())
        warnings += built.warnings
    assert written[0] != written[1]
    (warning,) = warnings
    assert "memo.css has no effect" in warning


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_limits_of_pages_are_kept(language: str, paper: str, tmp_path: Path) -> None:
    """The brief and the public page have one page in every language and on either sheet."""
    built = build(
        REAL, audiences=["principal", "public"], formats=["pdf"], language=language, paper=paper, out=tmp_path,
        pdf_engine="typst",
    )  # fmt: skip
    assert [output.pages for output in built.outputs] == [1, 1]


def test_memos_in_arabic_are_mirrored() -> None:
    """In an Arabic memo lines begin at the right, so do the columns of tables; the page's number stands at the left."""
    pdf = pdf_of(memo_for(REAL / "talks.yaml", "desk", "ar")[1], Engine.TYPST)
    assert all(running[-3].startswith("صفحة") for running in pdf.running)
    title = Heading((Span(words("Talks"), "en"),), 1)
    memo = replace(ARABIC, sections=(replace(ARABIC.sections[0], blocks=(title, *ARABIC.sections[0].blocks[1:])),))
    content = write_typst(memo, desk().style).content
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True).stdout
    at = {text: float(x) for x, text in re.findall(r'xMin="([\d.]+)"[^>]*>([^<]+)</word', told.decode())}
    assert at["A-01"] > at["Ferries"]
    assert at["Talks"] > 400


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"%PDF-1.7\nstartxref\n0\n%%EOF\n", "subsection not found"),
        (b"%PDF-1.7\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n", "the PDF has no plain trailer"),
    ],
)
def test_file_that_is_laid_out_otherwise_is_refused(content: bytes, fault: str) -> None:
    """What a Typst to come may write in another way stops the memo, with what helps."""
    with pytest.raises(WriteError) as refused:
        mended(content, MEMO, RECORD, Variant.ARCHIVAL)
    assert str(refused.value) == (
        f"Typst's PDF is not laid out as the versions that reportgen knows lay it out ({fault}). "
        'Install one of those: pip install "reportgen[typst]", or use --pdf-engine weasyprint.'
    )
