"""Specification of the logo, the header and the footer of a style: in every format, and said in words."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from reportgen.audience import load_audience
from reportgen.desk import Desk
from reportgen.errors import StyleError, WriteError
from reportgen.memo.tree import Logo, Memo, PictureKind, Side
from reportgen.memo.walk import plain
from reportgen.pipeline import build
from reportgen.style import Style
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.markdown import write_markdown
from reportgen.writers.pdf import write_pdf
from reportgen.writers.variants import Engine
from tests.agreement import (
    ENGINES,
    in_docx,
    in_html,
    in_markdown,
    in_pdf,
    marked,
    marked_in_html,
    marked_in_markdown,
    pdf_of,
)
from tests.conftest import REAL, desk, record_at
from tests.logos import ALT, CANARY, SVG, png
from tests.pdf_reading import Pdf
from tests.readings import html_of
from tests.word_memo import ARABIC, MEMO, NS, File

STYLE = """
logo: {file: arms.%s, alt: '%s', width: 45, place: %s}
running:
  header: Ministry of Crossings · {audience}
  footer: "{title} ({id}), {date}, v{version}"
"""
KINDS = pytest.mark.parametrize("kind", ["png", "svg"])


def own_desk(folder: Path, kind: str = "svg", place: str = "left") -> Desk:
    """A desk whose style has a logo of such a kind, a header and a footer."""
    (folder / "style.yaml").write_text(STYLE % (kind, ALT, place), encoding="utf-8")
    (folder / "arms.png").write_bytes(png())
    (folder / "arms.svg").write_text(SVG, encoding="utf-8")
    return Desk(folder)


@cache
def memo(folder: Path, kind: str, audience: str = "desk") -> Memo:
    """The memo of the real talks, with logo, header and footer."""
    made = own_desk(folder, kind)
    return made.memo(record_at(REAL), load_audience(made.folders, audience))[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("templates")


# ------------------------------------------------------------------------------------ in the memo


@KINDS
def test_style_reaches_the_memo(folder: Path, kind: str) -> None:
    """Logo, header and footer are in the memo itself, from where every format takes them."""
    made = memo(folder, kind)
    assert made.logo is not None
    assert (made.logo.alt, made.logo.width, made.logo.height, made.logo.side) == (ALT, 45, 15, Side.LEFT)
    assert made.logo.kind is PictureKind[kind.upper()]
    assert CANARY.encode() not in made.logo.content
    assert plain(made.running.header) == "Ministry of Crossings · Briefing memo"
    assert plain(made.running.footer) == "Wang–Blinken talks (wang-blinken-2023-10), 1 November 2023, v1"


def test_nothing_said_nothing_changed() -> None:
    """The shipped style has neither logo nor header, and the footer is that of the labels."""
    made = desk().memo(record_at(REAL), load_audience(desk().folders, "desk"))[1]
    assert (made.logo, made.running.header) == (None, ())
    assert "as of" in plain(made.running.footer)


# -------------------------------------------------------------------------------- in every format


@KINDS
def test_every_format_says_what_the_memo_says(folder: Path, kind: str) -> None:
    """With a logo, header and footer the body of every format is still the memo's, and nothing else."""
    made = memo(folder, kind)
    for found, said in (in_html(made), in_docx(made), in_pdf(made), in_pdf(made, Engine.TYPST)):
        assert found == said


def test_markdown_says_the_words_of_the_logo(folder: Path) -> None:
    """Markdown, which can hold no picture, says at its head what the logo shows."""
    made = memo(folder, "svg")
    found, said = in_markdown(replace(made, logo=None))
    assert found == said
    assert marked_in_markdown(made) == marked(made)
    text = write_markdown(made).decode()
    assert text.split("\n\n")[2] == ALT.replace("&", "&")
    assert "base64" not in text


@KINDS
def test_html_holds_the_picture(folder: Path, kind: str) -> None:
    """HTML holds the picture itself before the title, with its words, and needs no other file."""
    made = memo(folder, kind)
    soup = html_of(write_html(made, desk().style, desk().css))
    (image,) = soup.find_all("img")
    assert image["alt"] == ALT
    media, _, content = str(image["src"]).removeprefix("data:").partition(";base64,")
    assert media == made.logo.kind  # type: ignore[union-attr]
    assert base64.b64decode(content) == made.logo.content  # type: ignore[union-attr]
    assert image.find_next(["h1", "p"]).name == "h1"  # type: ignore[union-attr]
    assert marked_in_html(made) == marked(made)


def figures(pdf: Pdf) -> Iterator[Any]:
    """Every figure in the structure of a PDF."""

    def below(element: Any) -> Iterator[Any]:
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, dict):
            if element.get("/S") == "/Figure":
                yield element
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, list) else [kids]:
                yield from below(kid)

    yield from below(pdf.file.root_object["/StructTreeRoot"]["/K"][0])


@KINDS
@ENGINES
def test_pdf_has_a_figure_with_words(folder: Path, kind: str, engine: Engine) -> None:
    """In PDF the logo is a figure on the first page, before the title, with its words; every page has the header."""
    made = memo(folder, kind)
    pdf = pdf_of(made, engine)
    (figure,) = figures(pdf)
    assert figure["/Alt"] == ALT
    assert figure["/Pg"] == pdf.file.pages[0]
    header, footer, marking = (plain(each) for each in (made.running.header, made.running.footer, made.running.marking))
    pages = len(pdf.running)
    assert pages > 1
    for number, running in enumerate(pdf.running, 1):
        assert sorted(running) == sorted([header, marking, footer, marking, f"Page {number} of {pages}"])


@KINDS
def test_docx_has_the_picture_with_words(folder: Path, kind: str) -> None:
    """In DOCX the logo is a picture in the first paragraph, with its words; every page has header and footer."""
    made = memo(folder, kind)
    file = File(write_docx(made, desk().style))
    first = file.document[0][0]
    (shown,) = first.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    assert (shown.get("descr"), shown.get("name")) == (ALT, "Logo")
    (extent,) = first.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent")
    assert (int(extent.get("cx")), int(extent.get("cy"))) == (45 * 36000, 15 * 36000)
    media = {name for name in file.archive.namelist() if name.startswith("word/media/")}
    assert media == {"word/media/image1.png"} | ({"word/media/logo.svg"} if kind == "svg" else set())
    assert Image.open(BytesIO(file.archive.read("word/media/image1.png"))).width == (531 if kind == "svg" else 300)
    targets = {each.get("Id"): each.get("Target") for each in file.part("word/_rels/document.xml.rels")}
    named = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
    assert {f"word/{targets[each.get(named)]}" for each in first.iter() if each.get(named)} == media
    header = "".join(file.part("word/header.xml").itertext())
    assert plain(made.running.header) in header
    assert write_docx(made, desk().style) == file.content


@pytest.mark.parametrize("side", [*Side])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_place_of_the_logo(side: Side, language: str) -> None:
    """The logo stands left, in the middle or right, in a memo of either direction."""
    logo = Logo(png(), PictureKind.PNG, ALT, 30, 10, side)
    made = replace(ARABIC if language == "ar" else MEMO, logo=logo)
    holder = html_of(write_html(made, Style(), "")).find("div", class_="logo")
    assert holder is not None
    assert str(side) in holder["class"]
    properties = File(write_docx(made, Style())).document.find("w:body/w:p/w:pPr", NS)
    # Where lines begin at the right, Word's "left" is the side where they begin.
    turned = {"left": "right", "right": "left"} if language == "ar" else {}
    wanted = {"centre": "center"}.get(side, turned.get(side, str(side)))
    assert properties.find("w:jc", NS).get(f"{{{NS['w']}}}val") == wanted
    assert (properties.find("w:bidi", NS) is not None) == (language == "ar")


def test_logo_is_no_wider_than_the_text() -> None:
    """In DOCX a logo that is wider than the text is made as wide as that."""
    logo = Logo(png(), PictureKind.PNG, ALT, 400, 100, Side.LEFT)
    (extent,) = File(write_docx(replace(MEMO, logo=logo), Style())).document.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
    )
    width, height = int(extent.get("cx")), int(extent.get("cy"))
    assert width / 36000 == pytest.approx(210 - 22 - 22, abs=0.1)
    assert width / height == pytest.approx(4, abs=0.01)


# --------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("logo", "line", "message"),
    [
        ("{file: none.png, alt: x}", 1, 'The logo "none.png" is not there.'),
        ("{file: ../arms.png, alt: x}", 1, 'The logo "../arms.png" lies outside the folder'),
        ("{file: style.yaml, alt: x}", 1, 'The logo "style.yaml" is neither a PNG nor an SVG'),
        ("{file: page.png, alt: x}", 1, 'The logo "page.png" is XML, and no SVG'),
        ("{file: arms.png}", 1, '"alt" is missing'),
        ("{file: arms.png, alt: ''}", 1, '"alt" is empty'),
        ("{file: arms.png, alt: x, width: 500}", 1, '"width" must be 120 or less'),
        ("{file: arms.png, alt: x, place: middle}", 1, '"middle" is not one of the words for "place"'),
        ("{file: tall.png, alt: x}", 1, 'The logo "tall.png" would be 90 mm high, and 60 are the most.'),
        ("arms.png", 1, '"logo" must have fields of its own'),
    ],
)
def test_refusals(logo: str, line: int, message: str, tmp_path: Path) -> None:
    """A logo that is not there, is no picture, or has no words is refused at its place in the style."""
    folder = tmp_path / "style"
    folder.mkdir()
    for place in (tmp_path, folder):
        (place / "arms.png").write_bytes(png())
    (folder / "tall.png").write_bytes(png(100, 300))
    (folder / "page.png").write_text("<html><body>Sign in</body></html>", encoding="utf-8")
    (folder / "style.yaml").write_text(f"logo: {logo}\n", encoding="utf-8")
    with pytest.raises(StyleError) as caught:
        Desk(folder)
    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.place.line == line


def test_svg_in_word_needs_something_that_draws(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is installed that draws an SVG, Word's memo is refused with both ways out, and no other is."""
    made = memo(folder, "svg")
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(WriteError, match=r"reportgen\[svg\].*name a PNG"):
        write_docx(made, desk().style)
    write_html(made, desk().style, desk().css)
    write_markdown(made)


def test_build_writes_the_logo(tmp_path: Path) -> None:
    """A build with a folder of templates that has a style and a logo writes all four formats."""
    templates = tmp_path / "templates"
    templates.mkdir()
    own_desk(templates, "svg", "right")
    built = build(REAL, audiences=["desk"], templates=templates, out=tmp_path / "out")
    assert len(built.outputs) == 4
    assert all(CANARY.encode() not in output.path.read_bytes() for output in built.outputs)


def test_glyphs_of_the_header_are_looked_for(folder: Path) -> None:
    """A header with a character that no font has stops the PDF, as any other words would."""
    made = memo(folder, "png")
    (text,) = made.running.header
    odd = replace(made, running=replace(made.running, header=(replace(text, text="\U0001e900"),)))
    with pytest.raises(WriteError, match="U\\+1E900"):
        write_pdf(odd, desk().style, desk().css)


def test_svg_in_word_is_the_cleaned_one(folder: Path) -> None:
    """The SVG inside a DOCX is the one written anew, well-formed and without what an editor left."""
    part = File(write_docx(memo(folder, "svg"), desk().style)).archive.read("word/media/logo.svg")
    etree.fromstring(part)
    assert CANARY.encode() not in part
