"""Specification of letterheads: a Word user's own document gives its looks to DOCX memos, and the memo its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import Mm
from msgspec.structs import replace

from reportgen.desk import Desk
from reportgen.errors import StyleError, WriteError
from reportgen.memo.walk import lines, plain
from reportgen.pipeline import build
from reportgen.style import Letterhead, Style
from reportgen.writers._word_record import PART
from reportgen.writers.docx import write_docx
from tests.conftest import REAL, RECORDS, memo_for
from tests.letterheads import CANARY, field, ministry, paragraph, saved, turned, without_style
from tests.libreoffice import needed, pdf_text
from tests.readings import Reading, docx_reading, said_by
from tests.word_faults import faults
from tests.word_memo import ARABIC, MEMO, NS, File, W, found, spoken, styles_used, value

RUNNING = re.compile(r"word/(header|footer)\d*\.xml")


def written(content: bytes, folder: Path, memo: object = MEMO, **setting: str) -> File:
    """The memo in the looks of a letterhead."""
    (folder / "ministry.docx").write_bytes(content)
    style = Style(letterhead=Letterhead(file=str(folder / "ministry.docx"), **setting))
    return File(write_docx(memo, style))  # type: ignore[arg-type]


def running(file: File) -> dict[str, list[str]]:
    """The lines of every header and footer, by part."""
    parts = [name for name in file.archive.namelist() if RUNNING.fullmatch(name)]
    return {name: [line for p in file.part(name).iter(f"{W}p") for line in spoken(p) if line] for name in parts}


def style(file: File, name: str) -> object:
    (one,) = found(file.part("word/styles.xml"), f"w:style[@w:styleId='{name}']")
    return one


# -------------------------------------------------------------------------------------- the memo


@pytest.mark.parametrize("change", [lambda document: None, turned], ids=["plain", "turned"])
@pytest.mark.parametrize("audience", ["desk", "principal"])
@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.parent.name)
def test_memo_says_the_same(record: Path, audience: str, change: Callable[[Document], None], tmp_path: Path) -> None:
    """In a letterhead the body of a memo has the same lines, headings, cells, links and places as without one."""
    memo = memo_for(record, audience)[1]
    reading: Reading = docx_reading(written(ministry(change), tmp_path, memo).content, memo)
    assert reading == said_by(memo)


def test_every_page_has_its_marking(tmp_path: Path) -> None:
    """Draft notice, marking, footer and page number are on every page, above what the ministry has there."""
    file = written(ministry(), tmp_path)
    assert running(file) == {
        "word/header.xml": ["DRAFT — 2 entries not signed", "INTERNAL & limited", "  Ministry of Crossings"],
        "word/footer.xml": ["INTERNAL & limited", "Lirne talks · desk", "Page 1 of 1",
                            "1 Ferry Quay, Lirne · crossings.example"],
    }  # fmt: skip


def test_every_kind_of_page_has_its_marking(tmp_path: Path) -> None:
    """First pages and even pages with headers of their own are marked like the others."""
    file = written(ministry(turned), tmp_path)
    told = running(file)
    assert len(told) == 6
    for name, said in told.items():
        expected = ["DRAFT — 2 entries not signed"] if "header" in name else []
        assert said[: len(expected) + 1] == [*expected, "INTERNAL & limited"]
    assert sum("Page 1 of 1" in said for said in told.values()) == 3
    own = {said[-1] for name, said in told.items() if "header" in name}
    assert own == {"  Ministry of Crossings", "First page of the Ministry", "Even page of the Ministry"}
    section = found(file.document, "w:body/w:sectPr")[0]
    kinds = [(each.tag, each.get(f"{W}type")) for each in section if each.tag.endswith("Reference")]
    assert len(set(kinds)) == 6
    assert section.find("w:titlePg", NS) is not None
    assert file.part("word/settings.xml").find("w:evenAndOddHeaders", NS) is not None


def test_page_without_a_header_of_its_own_is_marked(tmp_path: Path) -> None:
    """A letterhead with an empty first page and no word on it anywhere: the marking is there all the same."""

    def bare(document: Document) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        for each in (section.header, section.footer):
            each.is_linked_to_previous = True

    told = running(written(ministry(bare), tmp_path))
    assert len(told) == 4
    assert all("INTERNAL & limited" in said for said in told.values())


def test_pages_are_numbered_once(tmp_path: Path) -> None:
    """Where the ministry itself says page x of y, the memo does not say it again; x alone is not enough."""

    def numbered(*instructions: str) -> bytes:
        def change(document: Document) -> None:
            runs = "".join(field(each) for each in instructions)
            document.sections[0].footer._element.append(paragraph(runs))

        return ministry(change)

    both = running(written(numbered("PAGE", "NUMPAGES  \\* MERGEFORMAT"), tmp_path))["word/footer.xml"]
    one = running(written(numbered("PAGE"), tmp_path))["word/footer.xml"]
    assert "Page 1 of 1" not in both
    assert both[-1] == "11"
    assert "Page 1 of 1" in one


# ------------------------------------------------------------------------------------- the looks


def test_styles_are_the_ministrys(tmp_path: Path) -> None:
    """Text, title, headings, captions look as in the letterhead; the title is the first heading all the same."""
    file = written(ministry(), tmp_path)
    assert value(style(file, "Normal"), "w:name") == "Normal"  # type: ignore[arg-type]
    assert value(style(file, "Normal"), "w:rPr/w:rFonts", "ascii") == "Georgia"  # type: ignore[arg-type]
    assert value(style(file, "Heading1"), "w:name") == "Title"  # type: ignore[arg-type]
    assert value(style(file, "Heading1"), "w:rPr/w:sz") == "44"  # type: ignore[arg-type]
    assert value(style(file, "Heading1"), "w:pPr/w:outlineLvl") == "0"  # type: ignore[arg-type]
    assert value(style(file, "Heading2"), "w:rPr/w:color") == "0B5D3B"  # type: ignore[arg-type]
    assert value(style(file, "Heading2"), "w:pPr/w:outlineLvl") == "1"  # type: ignore[arg-type]
    defined = {each.get(f"{W}styleId") for each in file.part("word/styles.xml").iter(f"{W}style")}
    parts = [name for name in file.archive.namelist() if RUNNING.fullmatch(name)]
    used = {name for part in ("word/document.xml", "word/styles.xml", *parts) for name in styles_used(file.part(part))}
    assert used - defined == set()
    names = [value(each, "w:name").lower() for each in file.part("word/styles.xml").iter(f"{W}style")]
    assert len(names) == len(set(names))


def test_heading_1_serves_where_there_is_no_title(tmp_path: Path) -> None:
    """A letterhead without the style Title gives its Heading 1 to the title of the memo."""
    file = written(without_style("Title"), tmp_path)
    assert value(style(file, "Heading1"), "w:name") == "heading 1"  # type: ignore[arg-type]


def test_page_is_the_ministrys_and_its_direction_the_memos(tmp_path: Path) -> None:
    """Paper and margins are the letterhead's; whether the sheet lies or stands is for the memo to say."""
    for landscape in (False, True):
        for change in (lambda document: None, turned):
            file = written(ministry(change), tmp_path, replace(MEMO, landscape=landscape))
            (size,), (margins,) = found(file.document, ".//w:pgSz"), found(file.document, ".//w:pgMar")
            across, down = int(size.get(f"{W}w")), int(size.get(f"{W}h"))
            assert (across > down) == landscape == (size.get(f"{W}orient") == "landscape")
            assert {across, down} == {round(Mm(210).twips), round(Mm(297).twips)}
            assert int(margins.get(f"{W}left")) == round(Mm(30).twips)
            room = across - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
            assert {int(each.get(f"{W}w")) for each in found(file.document, ".//w:tblW")} == {room}


def test_tables_take_a_named_style(tmp_path: Path) -> None:
    """Tables look as the style says, or like a table style of the letterhead that it names."""
    plain_tables, named = written(ministry(), tmp_path), written(ministry(), tmp_path, table_style="ministry table")
    assert value(style(plain_tables, "MemoTable"), "w:name") == "Memo Table"  # type: ignore[arg-type]
    assert value(style(named, "MemoTable"), "w:name") == "Ministry Table"  # type: ignore[arg-type]
    based = value(style(named, "MemoTable"), "w:basedOn")  # type: ignore[arg-type]
    assert value(style(named, based), "w:name") == "Table Grid"  # type: ignore[arg-type]


def test_lists_are_the_ministrys(tmp_path: Path) -> None:
    """Bullets and numbers are the letterhead's; every ordered list of the memo begins at one."""
    file = written(ministry(), tmp_path)
    numbering = file.part("word/numbering.xml")
    nums = {each.get(f"{W}numId"): value(each, "w:abstractNumId") for each in found(numbering, "w:num")}
    assert [each.tag for each in numbering] == sorted(
        [each.tag for each in numbering], key=lambda tag: tag == f"{W}num"
    )
    for name in ("ListBullet", "ListNumber"):
        number = value(style(file, name), "w:pPr/w:numPr/w:numId")  # type: ignore[arg-type]
        assert int(number) > 10_000
        assert nums[number] in {each.get(f"{W}abstractNumId") for each in found(numbering, "w:abstractNum")}
    used = [each.get(f"{W}val") for each in found(file.document, ".//w:numPr/w:numId")]
    assert len(set(used)) == 2
    own = value(style(file, "ListNumber"), "w:pPr/w:numPr/w:numId")  # type: ignore[arg-type]
    assert {nums[each] for each in used if each} == {nums[own]}
    assert len(found(numbering, "w:num/w:lvlOverride/w:startOverride")) == 2


def test_lists_without_numbering_take_ours(tmp_path: Path) -> None:
    """Where the letterhead's list styles have no bullets or numbers, those of the program stand there."""

    def bare(document: Document) -> None:
        for name in ("List Bullet", "List Number"):
            properties = document.styles[name].element.pPr
            properties.remove(properties.numPr)

    file = written(ministry(bare), tmp_path)
    numbers = [value(style(file, name), "w:pPr/w:numPr/w:numId") for name in ("ListBullet", "ListNumber")]  # type: ignore[arg-type]
    assert numbers == ["1", "2"]


def test_languages_are_the_memos(tmp_path: Path) -> None:
    """The language of a letterhead is not that of the memo: spelling is checked in the memo's."""
    for memo, name, language in ((MEMO, "val", "en-GB"), (ARABIC, "bidi", "ar")):
        file = written(ministry(), tmp_path, memo)
        found_languages = found(file.part("word/styles.xml"), ".//w:lang")
        assert [each.get(f"{W}{name}") for each in found_languages] == [language]


def test_same_letterhead_same_bytes(tmp_path: Path) -> None:
    """The same memo in the same letterhead is the same file."""
    content = ministry()
    assert written(content, tmp_path).content == written(content, tmp_path).content


@pytest.mark.slow
@needed
def test_libreoffice_shows_both(tmp_path: Path) -> None:
    """LibreOffice opens the memo, and shows its words and the ministry's on the page."""
    text = pdf_text(written(ministry(), tmp_path).content, tmp_path)
    assert "Ministry of Crossings" in text
    assert "1 Ferry Quay" in text
    assert "INTERNAL & limited" in text
    assert CANARY not in text
    read = iter(re.findall(r"[A-Za-z]+", text))
    wanted = re.findall(r"[A-Za-z]+", plain(next(lines(MEMO))))
    assert [word for word in wanted if word not in read] == []


def test_letterhead_written_by_another_program(tmp_path: Path) -> None:
    """A memo of the program itself, saved as a letterhead, serves as one."""
    own = write_docx(memo_for(REAL / "talks.yaml", "desk")[1], Style())
    file = written(own, tmp_path)
    assert file.lines() == [plain(line) for line in lines(MEMO) if plain(line)]
    docx.Document(tmp_path / "ministry.docx")


def test_text_box_stays(tmp_path: Path) -> None:
    """A text box in the header, as Word writes it, stays with its words; its twin for old programs goes."""
    shape = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/><wp:docPr id="7" name="Text Box 7"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
        "<w:txbxContent><w:p><w:r><w:t>Box of the Ministry</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:t>{CANARY}</w:t></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    def change(document: Document) -> None:
        document.sections[0].header._element.append(paragraph(shape))

    file = written(ministry(change), tmp_path)
    header = file.archive.read("word/header.xml").decode()
    assert "Box of the Ministry" in header
    assert CANARY not in header


# -------------------------------------------------------------------------------- what is missing


def test_missing_styles_are_named(tmp_path: Path) -> None:
    """Styles that the memo needs and the letterhead lacks are named in one error, with those there are."""
    with pytest.raises(WriteError) as caught:
        written(without_style("List Bullet", "caption", "Title", "heading 1"), tmp_path)
    message = str(caught.value)
    assert 'ministry.docx cannot be used: it has no style "Title or Heading 1", "List Bullet", "Caption"' in message
    assert "Heading 2" in message
    assert "In Word" in message


def test_only_what_the_memo_needs_is_asked_for(tmp_path: Path) -> None:
    """A memo without lists does without the styles of lists."""
    memo = replace(MEMO, sections=(replace(MEMO.sections[0], blocks=MEMO.sections[0].blocks[:2]),))
    assert written(without_style("List Bullet", "List Number", "caption"), tmp_path, memo).lines()


def test_missing_table_style_is_named(tmp_path: Path) -> None:
    """A table style that is not there is named, with the nearest that is."""
    with pytest.raises(WriteError, match=r'no table style "Minstry Table"\. Did you mean "Ministry Table"\?'):
        written(ministry(), tmp_path, table_style="Minstry Table")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("letterhead: none.docx", 'The letterhead "none.docx" is not there.'),
        ("letterhead: ../ministry.docx", 'The letterhead "../ministry.docx" lies outside the folder'),
        ("letterhead: style.yaml", 'The letterhead "style.yaml" is no .docx or .dotx.'),
        ("letterhead: {table_style: x}", '"file" is missing'),
        ("letterhead: {file: ministry.docx, tables: x}", '"tables" is not a field'),
    ],
)
def test_style_names_a_letterhead(text: str, message: str, tmp_path: Path) -> None:
    """A letterhead that is not there, elsewhere, or no Word file is refused at its place in the style."""
    (tmp_path / "ministry.docx").write_bytes(ministry())
    folder = saved(tmp_path / "templates", ministry())
    (folder / "style.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(StyleError) as caught:
        Desk(folder)
    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.place.line == 1


def test_build_with_a_letterhead(tmp_path: Path) -> None:
    """A build takes the letterhead from the folder of templates, for DOCX; the other formats are as ever."""
    folder = saved(tmp_path / "templates", ministry())
    built = build(REAL, audiences=["principal"], templates=folder, out=tmp_path / "out", formats=["docx", "html", "md"])
    plain_built = build(REAL, audiences=["principal"], out=tmp_path / "plain", formats=["docx", "html", "md"])
    for one, other in zip(built.outputs, plain_built.outputs, strict=True):
        same = one.path.read_bytes() == other.path.read_bytes()
        assert same == (one.format != "docx")


def test_theme_goes_along_without_its_names(tmp_path: Path) -> None:
    """Colours and fonts of the theme are the letterhead's; how it is called is not told."""

    def change(document: Document) -> None:
        (part,) = [each for each in document.part.package.iter_parts() if each.partname.endswith("theme1.xml")]
        named = part.blob.replace(b'name="Office', f'name="{CANARY}'.encode()).replace(b"4F81BD", b"0B5D3B")
        part._blob = named

    theme = written(ministry(change), tmp_path).archive.read("word/theme.xml").decode()
    assert CANARY not in theme
    assert "0B5D3B" in theme


def test_record_goes_along_in_a_letterhead(tmp_path: Path) -> None:
    """A memo in a letterhead carries its record like any other, and is whole."""
    (tmp_path / "ministry.docx").write_bytes(ministry(turned))
    style = Style(letterhead=Letterhead(file=str(tmp_path / "ministry.docx")))
    content = write_docx(MEMO, style, record=b'{"id": "x"}')
    assert File(content).part(PART).text == '{"id": "x"}'
    assert faults(content) == []
