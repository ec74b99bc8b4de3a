"""Every document passes the validators of others, and a broken one does not."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from reportgen.audience import load_audience
from reportgen.carried import carried
from reportgen.memo.tree import Logo, PictureKind, Side
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.pdf import write_pdf
from reportgen.writers.typst import write_typst
from reportgen.writers.variants import Variant
from tests.conftest import AUDIENCES, RECORDS, desk, memo_for, record_at
from tests.corpus import documents_by_chance, documents_of, faults, validate
from tests.letterheads import repacked
from tests.logos import png
from tests.validators.claims import claimed
from tests.word_memo import MEMO

Verdicts = Mapping[str, Mapping[str, list[str]]]
CLEAN: dict[str, dict[str, list[str]]] = {}


def found_in(verdicts: Verdicts) -> dict[str, dict[str, list[str]]]:
    """The faults alone."""
    told = {file: {name: each for name, each in by.items() if each} for file, by in verdicts.items()}
    return {file: by for file, by in told.items() if by}


# ------------------------------------------------------------------------------------- every memo


@pytest.mark.slow
@pytest.mark.parametrize(
    "record",
    [pytest.param(path, id=path.parent.name, marks=pytest.mark.xdist_group(path.parent.name)) for path in RECORDS],
)
def test_every_memo_passes(record: Path, tmp_path: Path) -> None:
    """A record's memos pass all validators: for every audience, in six languages between them, on both papers."""
    assert found_in(faults(tmp_path, dict(documents_of(record)))) == CLEAN


def test_the_other_archival_variant_passes(tmp_path: Path) -> None:
    """What claims PDF/A-4f, with the record inside, passes veraPDF's profile of it."""
    for audience in AUDIENCES:
        memo = memo_for(RECORDS[0], audience)[1]
        kept = carried(record_at(RECORDS[0]), load_audience(desk().folders, audience), memo).to_json()
        written = write_typst(memo, desk().style, record=kept, variant=Variant.ARCHIVAL_2)
        (tmp_path / f"{audience}.pdf").write_bytes(written.content)
    done = validate(tmp_path, "--claims", "4f", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert {(each["file"], bool(each["faults"])) for each in json.loads(done.stdout)} == {
        (f"{audience}.pdf", False) for audience in AUDIENCES
    }


# ------------------------------------------------------------------------------------ broken files

LOGO = Logo(png(), PictureKind.PNG, "Crossings Desk", 20, 10, Side.LEFT)
PICTURED = replace(MEMO, logo=LOGO)
PdfChange = Callable[[pikepdf.Pdf], None]


def pdf(*changes: PdfChange) -> bytes:
    """A memo as PDF, changed."""
    return changed_pdf(write_pdf(PICTURED, desk().style, desk().css, desk().folders, record=b"{}").content, *changes)


def typst(*changes: PdfChange) -> bytes:
    """A memo as PDF by the second engine, changed."""
    return changed_pdf(write_typst(PICTURED, desk().style, record=b"{}").content, *changes)


def changed_pdf(content: bytes, *changes: PdfChange) -> bytes:
    """A PDF, changed and put together again."""
    made = BytesIO()
    with pikepdf.open(BytesIO(content)) as opened:
        for change in changes:
            change(opened)
        opened.save(made, compress_streams=False)
    return made.getvalue()


def docx(part: str = "", pattern: str = "", planted: str = "") -> bytes:
    """A memo as DOCX, one thing in a part replaced."""
    written = write_docx(PICTURED, desk().style)
    return repacked(written, {part: lambda text: once(text.decode(), pattern, planted).encode()}) if part else written


def html(pattern: str = "", planted: str = "") -> bytes:
    """A memo as HTML, one thing in it replaced."""
    written = write_html(PICTURED, desk().style, desk().css)
    return once(written.decode(), pattern, planted).encode() if pattern else written


def once(text: str, pattern: str, planted: str) -> str:
    """The text with the first such place replaced, which there must be."""
    changed, many = re.subn(pattern, planted, text, count=1)
    assert many == 1, pattern
    return changed


def elements(opened: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    """The elements of the structure with such a tag."""
    every = (each for each in opened.objects if isinstance(each, pikepdf.Dictionary))
    return [each for each in every if each.get("/S") == f"/{tag}" and "/P" in each]


def without(name: str) -> PdfChange:
    """A PDF without something of its catalog."""

    def change(opened: pikepdf.Pdf) -> None:
        del opened.Root[f"/{name}"]

    return change


def saying(pattern: str, planted: str) -> PdfChange:
    """A PDF whose XMP says something else."""

    def change(opened: pikepdf.Pdf) -> None:
        xmp = opened.Root.Metadata.read_bytes().decode()
        opened.Root.Metadata.write(once(xmp, pattern, planted).encode())

    return change


def without_alt(opened: pikepdf.Pdf) -> None:
    """Take the words for the picture away."""
    (figure,) = elements(opened, "Figure")
    del figure["/Alt"]


def skipping(opened: pikepdf.Pdf) -> None:
    """Leave levels of headings out."""
    elements(opened, "H2")[0]["/S"] = pikepdf.Name.H5


def unembedded(opened: pikepdf.Pdf) -> None:
    """Take a font away."""
    fonts = [each for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each]
    del fonts[0]["/FontFile2"]


def widened(opened: pikepdf.Pdf) -> None:
    """Tell a width of the Chinese glyphs that is not theirs."""
    composed = [each for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/DescendantFonts" in each]
    (chinese,) = [each.DescendantFonts[0] for each in composed if "CJK" in str(each.BaseFont)]
    chinese.W = pikepdf.Array([0, 9999, 640])


UA_MARK = r"<pdfuaid:part>1</pdfuaid:part>"
BOTH = {"veraPDF", "page-validation"}
SDK = "Open XML SDK"
DOCUMENT = "word/document.xml"
BROKEN: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "language.pdf": (lambda: pdf(without("Lang")), BOTH),
    "xmp.pdf": (lambda: pdf(without("Metadata")), BOTH),
    "tags.pdf": (lambda: pdf(without("StructTreeRoot")), BOTH),
    "mark.pdf": (lambda: pdf(saying(UA_MARK, "")), BOTH),
    "other-mark.pdf": (lambda: pdf(saying(UA_MARK, "<pdfuaid:part>7</pdfuaid:part>")), BOTH),
    "no-xml.pdf": (lambda: pdf(saying("<rdf:RDF", "<rdf:RDF <")), BOTH),
    "alt.pdf": (lambda: pdf(without_alt), BOTH),
    "levels.pdf": (lambda: pdf(skipping), BOTH),
    "font.pdf": (lambda: pdf(unembedded), BOTH),
    "widths.pdf": (lambda: typst(widened), BOTH),
    "half.pdf": (lambda: pdf()[:9000], BOTH),
    "child.docx": (lambda: docx(DOCUMENT, "<w:body>", "<w:body><w:nothing/>"), {SDK, "openxml-audit"}),
    "order.docx": (lambda: docx(DOCUMENT, r"(<w:tblPr>.*?</w:tblPr>)(<w:tblGrid>.*?</w:tblGrid>)", r"\2\1"), {SDK}),
    "relation.docx": (lambda: docx(DOCUMENT, 'r:id="link1"', 'r:id="link9"'), {SDK, "ooxml-integrity"}),
    "style.docx": (lambda: docx(DOCUMENT, 'w:val="Note"', 'w:val="Nowhere"'), {"openxml-audit", "ooxml-integrity"}),
    "half.docx": (lambda: docx()[:4000], {SDK, "openxml-audit", "ooxml-integrity"}),
    "twice.html": (lambda: html('<p id="[^"]*"', '<p id="A-01"'), {"Nu"}),
    "language.html": (lambda: html(' lang="en-GB"', ""), {"Nu", "axe"}),
    "alt.html": (lambda: html(' alt="[^"]*"', ""), {"Nu", "axe"}),
    "nesting.html": (lambda: html("</main>", "</div></main>"), {"Nu"}),
    "blank.html": (lambda: html(r"data:image/png;base64,", "data:image/png;base64,x"), {"axe"}),
    "pale.html": (lambda: html("<h2", '<h2 style="color: #ddd"'), {"axe"}),
}
"""Files broken one way each, and who must see it."""
WHOLE: dict[str, Callable[[], bytes]] = {"whole.pdf": pdf, "second.pdf": typst, "whole.docx": docx, "whole.html": html}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """What the validators, started once for all, say of the broken files, of whole ones and of memos by chance."""
    made = WHOLE | {name: make for name, (make, _) in BROKEN.items()}
    files = {name: make() for name, make in made.items()} | dict(documents_by_chance())
    return faults(tmp_path_factory.mktemp("invented"), files)


@pytest.mark.slow
@pytest.mark.xdist_group("broken")
def test_memos_by_chance_pass(verdicts: Verdicts) -> None:
    """Records with fields left out, foreign text and long tables, and memos of every kind of node pass as well."""
    by_chance = {name: by for name, by in verdicts.items() if name not in {*WHOLE, *BROKEN}}
    assert len(by_chance) > 50
    assert found_in(by_chance) == CLEAN


@pytest.mark.xdist_group("broken")
@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_seen(name: str, verdicts: Verdicts) -> None:
    """Each way to break a file is seen by those who should see it."""
    assert BROKEN[name][1] <= {validator for validator, found in verdicts[name].items() if found}


@pytest.mark.xdist_group("broken")
@pytest.mark.parametrize("name", WHOLE)
def test_whole_files_pass(name: str, verdicts: Verdicts) -> None:
    """The same files, taken apart and put together in the same way without a fault, pass."""
    assert found_in({name: verdicts[name]}) == CLEAN


# ---------------------------------------------------------------------------------- the run itself


@pytest.mark.xdist_group("broken")
def test_a_file_is_judged_by_what_it_claims(tmp_path: Path) -> None:
    """A plain file is told as one and no more; what calls itself PDF/A-4f is judged by that, and not by others."""
    plain = write_pdf(MEMO, desk().style, desk().css, desk().folders, variant=Variant.PLAIN).content
    (tmp_path / "plain.pdf").write_bytes(plain)
    done = validate(tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^plain\.pdf +plain: claims no standard +plain: claims no standard$", done.stdout, re.MULTILINE)
    named = pdf(saying('part="3" pdfaid:conformance="A"', 'part="4" pdfaid:conformance="F"'), saying(UA_MARK, ""))
    (tmp_path / "named.pdf").write_bytes(named)
    done = validate(tmp_path)
    assert done.returncode == 1, done.stderr
    assert re.search(r"^named\.pdf +\d+ faults? +knows no 4f$", done.stdout, re.MULTILINE)
    assert re.search(r"^named\.pdf: veraPDF: 4f 6\.", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_a_missing_validator_stops_the_run(kind: str, tmp_path: Path) -> None:
    """Where a validator is not installed, nothing passes for it, and the run says so."""
    (tmp_path / f"memo.{kind}").write_bytes(b"x")
    done = validate(tmp_path, python=Path(sys.executable))
    assert (done.returncode, done.stdout) == (2, "")
    assert "A validator is missing: No module named" in done.stderr


def test_nothing_to_validate_is_no_pass(tmp_path: Path) -> None:
    """An empty folder passes nothing."""
    done = validate(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing to validate" in done.stderr


ARCHIVAL = 'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
ACCESSIBLE = 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'


@pytest.mark.parametrize(
    ("xmp", "profiles"),
    [
        (f"<x {ARCHIVAL} pdfaid:part='4' pdfaid:conformance='F'/>", ("4f",)),
        (f"<x {ARCHIVAL}><pdfaid:part>4</pdfaid:part></x>", ("4",)),
        (f"<x {ARCHIVAL} {ACCESSIBLE} pdfaid:part='3'><pdfaid:conformance>A</pdfaid:conformance>"
         "<pdfuaid:part>1</pdfuaid:part></x>", ("3a", "ua1")),
        (f"<x {ACCESSIBLE} pdfuaid:part='2'/>", ("ua2",)),
        ("<x/>", ()),
    ],
)  # fmt: skip
def test_claims_are_read_from_the_xmp(xmp: str, profiles: tuple[str, ...]) -> None:
    """Marks stand as elements or as attributes; each standard is one profile."""
    assert claimed(xmp.encode()) == profiles
