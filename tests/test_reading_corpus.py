"""Real documents through every reader: a folder of texts beside the checkout, none of which is kept here."""

from __future__ import annotations

import os
import re
from html import escape
from io import BytesIO
from pathlib import Path

import pytest

from reportgen.sources.reading import text_form
from tests.conftest import ROOT
from tests.readouts import FURNITURE, page, printed, words
from tests.typeset import typeset

FOLDER = os.environ.get("REPORTGEN_CORPUS") or str(ROOT.parent / "shared" / "corpus")
TEXTS = sorted(Path(FOLDER).glob("*.txt")) if FOLDER else []
HEAD = "Office of the Press Secretary"
STYLES = {
    "plain": "",
    "justified": f"@page {{ @top-center {{ content: '{HEAD}' }} @bottom-right {{ content: counter(page) }} }}"
                 "p { text-align: justify }",
    "columns": "@page { size: A5 landscape; @bottom-center { content: counter(page) '/' counter(pages) } }"
               "body { columns: 2 }",
    "indents": "p { margin: 0; text-indent: 1.5em }",
}  # fmt: skip

pytestmark = pytest.mark.skipif(
    not TEXTS, reason="there is no folder of texts: neither REPORTGEN_CORPUS nor one beside the checkout"
)


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of a text, each on one line."""
    return [" ".join(each.split()) for each in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")) if each.strip()]


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Every text typeset in every style."""
    return typeset({
        f"{path.name} {name}": printed(css, "".join(f"<p>{escape(each)}</p>" for each in paragraphs(path)))
        for path in TEXTS
        for name, css in STYLES.items()
    })  # fmt: skip


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("style", STYLES)
def test_a_real_text_as_a_pdf(style: str, path: Path, made: dict[str, bytes]) -> None:
    """Every word of a real text comes through a PDF in order, and nearly every paragraph as it was."""
    form = text_form(made[f"{path.name} {style}"], "report.pdf")
    found = [" ".join(each.split()) for each in form.text.split("\n\n")]
    found = [each for each in found if each != HEAD]  # of a single page nobody can say that it repeats
    expected = paragraphs(path)
    assert words(" ".join(found)) == words(" ".join(expected))
    assert len(set(expected) - set(found)) <= 1 + len(expected) // 8


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_real_text_as_a_page(path: Path) -> None:
    """Every word of a real text comes through a web page in order, without the furniture."""
    form = text_form(page("".join(f"<p>{escape(each)}</p>" for each in paragraphs(path))).encode(), "report.html")
    assert form.text.rstrip("\n").split("\n\n") == paragraphs(path)
    assert not [each for each in FURNITURE if each in form.text]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_real_text_as_a_word_document(path: Path) -> None:
    """Every word of a real text comes through a Word document in order."""
    import docx

    document = docx.Document()
    for each in paragraphs(path):
        document.add_paragraph(each)
    buffer = BytesIO()
    document.save(buffer)
    assert text_form(buffer.getvalue(), "report.docx").text.rstrip("\n").split("\n\n") == paragraphs(path)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_real_text_as_it_is(path: Path) -> None:
    """A real text is its own text form, in a language that is recognised."""
    form = text_form(path.read_bytes(), path.name)
    assert form.text.rstrip() == path.read_text(encoding="utf-8-sig").rstrip()
    assert form.language is not None
    assert form.language.value == "en"
