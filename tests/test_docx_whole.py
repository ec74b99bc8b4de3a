"""The Word file as a whole: what no validator sees holds in every memo, and is seen where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from reportgen.style import Style
from reportgen.writers.docx import write_docx
from tests.conftest import BUILT, LANGUAGES, NAMES, RECORDS, desk, memo_for
from tests.letterheads import ministry
from tests.word_faults import faults
from tests.word_memo import ARABIC, MEMO, memo_of, said

WRITTEN = write_docx(MEMO, Style())


@pytest.mark.parametrize(("record", "audience"), BUILT, ids=NAMES)
def test_every_memo_is_whole(record: Path, audience: str) -> None:
    """Bookmarks, links, ids, heads of tables, fields, notes, styles and parts are in order in every memo."""
    assert faults(write_docx(memo_for(record, audience)[1], desk().style)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_memos_in_every_language_are_whole(language: str) -> None:
    """So they are in the desk's memo in every language."""
    assert faults(write_docx(memo_for(RECORDS[0], "desk", language)[1], desk(language).style)) == []


def test_samples_are_whole(tmp_path: Path) -> None:
    """So they are in the memo of every kind of node, in one from right to left, in one line, and in a letterhead."""
    (tmp_path / "ministry.docx").write_bytes(ministry())
    style = Style.model_validate({"letterhead": str(tmp_path / "ministry.docx")})
    written = (write_docx(MEMO, style), *(write_docx(memo, Style()) for memo in (MEMO, ARABIC, memo_of(said("One.")))))
    assert [faults(each) for each in written] == [[]] * 4


PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" name="x" descr="y"/></wp:inline></w:drawing></w:r></w:p>'
)
CONTROL = '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr></w:sdt>'
NOTED = '<w:r><w:footnoteReference w:id="4"/></w:r>'
DOCUMENT, FOOTER = "word/document.xml", "word/footer.xml"
FAULTS: dict[str, tuple[str, str, str, str]] = {
    "no end": (DOCUMENT, r'<w:bookmarkEnd w:id="1"/>', "", "bookmark 1 has no end"),
    "no start": (DOCUMENT, r'<w:bookmarkStart w:id="1"[^>]*>', "", "bookmark 1 ends and did not begin"),
    "id twice": (DOCUMENT, r'w:id="1"', 'w:id="0"', "bookmark id 0 stands 2 times"),
    "name twice": (DOCUMENT, r'w:name="rg_[^"]*"', 'w:name="RG_X"', "bookmark rg_x stands"),
    "dangling": (DOCUMENT, r'w:anchor="[^"]*"', 'w:anchor="rg_x"', "nothing has the name rg_x"),
    "dangling field": (FOOTER, " PAGE ", " PAGEREF rg_x ", "nothing has the name rg_x"),
    "drawing twice": (DOCUMENT, "<w:body>", f"<w:body>{PICTURE * 2}", "drawing 1 stands 2 times"),
    "silent drawing": (DOCUMENT, "<w:body>", f"<w:body>{PICTURE.replace('y', '')}", "a picture is not described"),
    "control twice": (DOCUMENT, "<w:body>", f"<w:body>{CONTROL * 2}", "content control 7 stands 2 times"),
    "no head": (DOCUMENT, "<w:tblHeader/>", "", "table 1 does not repeat"),
    "two heads": (DOCUMENT, "<w:cantSplit/></w:trPr>", "<w:tblHeader/></w:trPr>", "table 1 does not repeat"),
    "silent table": (DOCUMENT, "<w:tblDescription[^>]*>", "", "table 1 is not described"),
    "open field": (FOOTER, '<w:fldChar w:fldCharType="end"/>', "", "a field is not whole"),
    "empty field": (FOOTER, "<w:t [^>]*>1</w:t>", "", "a field is not whole"),
    "prompt": ("word/settings.xml", "<w:defaultTabStop", "<w:updateFields/><w:defaultTabStop", "Word asks"),
    "no note": (DOCUMENT, "</w:p>", f"{NOTED}</w:p>", "footnotes [] are referred to as ['4'"),
    "no style": (DOCUMENT, 'w:val="Note"', 'w:val="Nowhere"', "no style Nowhere"),
    "no list": (DOCUMENT, '<w:numId w:val="3"/>', '<w:numId w:val="99"/>', "no list 99"),
    "no relation": (DOCUMENT, 'r:id="link1"', 'r:id="link9"', "has no relationship link9"),
    "lost part": ("word/_rels/document.xml.rels", '"theme.xml"', '"thema.xml"', "leads to word/thema.xml"),
    "part alone": ("word/_rels/document.xml.rels", "<Relationship [^>]*theme.xml[^>]*>", "", "nothing leads to word/t"),
    "type alone": ("[Content_Types].xml", "/word/theme.xml", "/word/thema.xml", "word/thema.xml has a type"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_seen(name: str) -> None:
    """Each fault, planted in a file that is whole, is told of."""
    part, pattern, planted, told = FAULTS[name]
    changed = _changed(WRITTEN, part, lambda text: re.sub(pattern, planted, text))
    assert any(told in fault for fault in faults(changed)), faults(changed)


def _changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as parts, ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            text = parts.read(name)
            if name == part:
                text = change(text.decode()).encode()
                assert text != parts.read(name)
            archive.writestr(name, text)
    return packed.getvalue()
