"""LibreOffice as a reader of our Word files: the structure it tells in a tagged PDF is that of the memo."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from lxml import etree

from reportgen.memo.tree import Memo
from reportgen.memo.walk import links, passages, plain
from reportgen.style import Citations
from reportgen.writers.docx import write_docx
from tests.conftest import BUILT, LANGUAGES, NAMES, RECORDS, desk, memo_for
from tests.libreoffice import converted, needed, structure, structure_of

pytestmark = [pytest.mark.slow, needed, pytest.mark.xdist_group("libreoffice")]

MEMOS = {name: (record, audience, None) for name, (record, audience) in zip(NAMES, BUILT, strict=True)}
MEMOS |= {f"desk-{language}": (RECORDS[0], "desk", language) for language in LANGUAGES}
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def memo_of(name: str) -> Memo:
    return memo_for(*MEMOS[name])[1]


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every memo as tagged PDF; all in one call, for most of its time LibreOffice is starting."""
    files = {name: write_docx(memo_of(name), desk().style) for name in MEMOS}
    return converted(files, tmp_path_factory.mktemp("tagged"))


@pytest.mark.parametrize("name", MEMOS)
def test_structure_is_the_memos(name: str, pdfs: dict[str, Path]) -> None:
    """Headings by level, lists and their entries, tables, rows, head cells and cells: as many as the memo has."""
    expected = structure_of(memo_of(name))
    read = structure(pdfs[name])
    assert {kind: read[kind] for kind in expected} == dict(expected)
    assert set(read) & {"H1", "H2", "H3", "H4", "H5", "H6", "L", "Table"} <= set(expected)


@pytest.mark.parametrize("name", MEMOS)
def test_links_are_the_memos(name: str, pdfs: dict[str, Path]) -> None:
    """Every link of the memo is one on the page; one that is broken over lines, or has several fonts, is several."""
    with pikepdf.open(pdfs[name]) as pdf:
        found = [each for page in pdf.pages for each in page.get("/Annots", []) if each.Subtype == "/Link"]
    expected = len(list(links(memo_of(name))))
    assert len(found) >= expected
    assert bool(found) == bool(expected)


@pytest.mark.parametrize("name", [name for name in MEMOS if name not in ("desk-ar", "desk-zh")])
def test_language_is_the_memos(name: str, pdfs: dict[str, Path]) -> None:
    """The PDF as a whole is in the language of the memo, where that is one of those Word calls Western."""
    with pikepdf.open(pdfs[name]) as pdf:
        assert str(pdf.Root.Lang).partition("-")[0] == memo_of(name).language.partition("-")[0]


def test_notes_are_the_memos(tmp_path: Path) -> None:
    """LibreOffice finds a note for every citation, of its kind, with the citation as its mark."""
    memo, kinds = memo_of(NAMES[1]), ("footnote", "endnote")
    styles = {kind: desk().style.model_copy(update={"citations": Citations(f"{kind}s")}) for kind in kinds}
    files = {kind: write_docx(memo, style) for kind, style in styles.items()}
    expected = [plain(link.content) for link in links(memo) if link.anchor in passages(memo)]
    for kind, made in converted(files, tmp_path, "odt").items():
        content = etree.fromstring(ZipFile(made).read("content.xml"))
        notes = list(content.iter(f"{TEXT}note"))
        assert {each.get(f"{TEXT}note-class") for each in notes} == {kind}
        assert ["".join(each.find(f"{TEXT}note-citation").itertext()) for each in notes] == expected
