"""Word and Markdown documents as source documents."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest

from reportgen.errors import LoadError
from reportgen.sources.reading import TextForm, text_form
from tests.readouts import DATELINE, HEADLINE, MARKDOWN, REPORT, WHOLE, saved, word_document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(document: Any) -> TextForm:
    """The text form of a Word document of python-docx, or of its bytes."""
    return text_form(document if isinstance(document, bytes) else saved(document), "report.docx")


def paragraphs(form: TextForm) -> list[str]:
    """The paragraphs of a text form."""
    return form.text.rstrip("\n").split("\n\n")


def inserted(xml: str) -> list[str]:
    """The paragraphs of the report with one of WordprocessingML after it."""
    from docx.oxml import parse_xml

    document = word_document()
    named = (
        f'<w:p xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{xml}</w:p>'
    )
    document.paragraphs[-1]._p.addnext(parse_xml(named))
    return paragraphs(read(document))[len(WHOLE) :]


def changed(document: Any, part: str, old: bytes, new: bytes) -> bytes:
    """The document with bytes of one of its parts changed."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(document))) as package, zipfile.ZipFile(buffer, "w") as other:
        for each in package.infolist():
            content = package.read(each)
            other.writestr(each.filename, content.replace(old, new) if each.filename == part else content)
    return buffer.getvalue()


def refused(raw: bytes) -> str:
    """The one problem with a document."""
    with pytest.raises(LoadError) as caught:
        text_form(raw, "report.docx")
    (problem,) = caught.value.problems
    assert problem.remedy
    return problem.message


def test_every_word_of_a_word_document_comes_through_in_order() -> None:
    """A Word document comes through paragraph by paragraph, without its heads and feet."""
    form = read(word_document())
    assert paragraphs(form) == list(WHOLE)
    assert (form.kind, form.suffix, form.is_original, form.notes) == ("docx", ".docx", False, ())
    assert form.dateline is not None
    assert form.dateline.value == DATELINE


def test_lists_and_tables_of_a_word_document() -> None:
    """List entries are paragraphs; a table is read cell by cell, in its place; a page break is none of the words."""
    document = word_document()
    document.add_paragraph("Open the channel", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("Ship", "Tonnes", "Lantern", ""), strict=True):
        cell.text = text
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "4,200"
    document.add_page_break()
    document.add_paragraph("After\tthe table\nand a break")
    assert paragraphs(read(document))[len(WHOLE) :] == [
        "Open the channel", "Ship", "Tonnes", "Lantern", "4,200", "After the table\nand a break",
    ]  # fmt: skip


TRACKED = (
    '<w:r><w:t xml:space="preserve">The sides </w:t></w:r>'
    '<w:del w:id="1" w:author="x"><w:r><w:delText>signed</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="x"><w:r><w:t>agreed</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r>'
)
PIECES = {
    "tracked changes": (TRACKED, ["The sides agreed."]),
    "content control": ("<w:sdt><w:sdtContent><w:r><w:t>Held</w:t></w:r></w:sdtContent></w:sdt>", ["Held"]),
    "link": ("<w:hyperlink><w:r><w:t>A link</w:t></w:r></w:hyperlink>", ["A link"]),
    "field": ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", ["3"]),
    "hidden": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r><w:r><w:t>Seen</w:t></w:r>", ["Seen"]),
    "shown again": ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen</w:t></w:r>', ["Seen"]),
    "hyphens": ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>opera</w:t><w:softHyphen/><w:t>tion</w:t></w:r>",
                ["co\u2011operation"]),
    "text box": (
        "<w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent>"
        "<mc:Choice Requires='wps'><wps:txbx><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
        "</wps:txbx></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Fallback></mc:AlternateContent></w:r>",
        ["Before", "In a box"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PIECES)
def test_pieces_of_a_word_document(name: str) -> None:
    """Insertions, controls, links and boxes are read; deletions, field codes and hidden words are not."""
    xml, expected = PIECES[name]
    assert inserted(xml) == expected


def test_tracked_changes_are_told() -> None:
    """A note says that changes were read as if accepted."""
    document = word_document()
    document.paragraphs[1]._p.append(_parsed(TRACKED))
    notes = read(document).notes
    assert "1 insertions, 1 deletions" in notes[0]
    assert "as if all of them were accepted" in notes[0]


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(f'<w:smartTag xmlns:w="{W}">{xml}</w:smartTag>')


def test_footnotes_stand_at_the_end() -> None:
    """Footnotes come after the text, each a paragraph; the lines that part them from it do not."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p>'
        "</w:footnote>"
        '<w:footnote w:id="2"><w:p><w:r><w:t>Told by telephone.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    document = word_document()
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert paragraphs(read(document)) == [*WHOLE, "Told by telephone."]


def test_the_properties_of_a_word_document() -> None:
    """Its title and language are told; the day of its last saving lends the dateline its year."""
    document = word_document()
    document.core_properties.title = "Channel to open"
    document.core_properties.language = "en"
    document.core_properties.modified = datetime(2031, 9, 15, 12, 0)
    form = read(document)
    assert form.title is not None
    assert form.date is not None
    assert (form.title.value, form.title.basis) == ("Channel to open", "the document's properties")
    assert form.date.value == "2031-09-14"
    assert "the day on which the file was last saved, 2031-09-15" in form.date.basis


def test_a_document_type_is_refused() -> None:
    """A part with a document type, whose entities may name files or grow without end, is refused by name."""
    bomb = b'<!DOCTYPE w:document [<!ENTITY a "words words">]><w:document'
    raw = changed(word_document(), "word/document.xml", b"<w:document", bomb)
    assert refused(raw) == "Its part word/document.xml declares a document type, which no .docx does."


def test_a_package_that_unpacks_without_end_is_refused() -> None:
    """A package of kilobytes that unpacks to hundreds of megabytes is refused before it is unpacked."""
    buffer = BytesIO(saved(word_document()))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image1.xml", b" " * 70_000_000)
    assert "unpacks to more than 64 megabytes" in refused(buffer.getvalue())


def test_more_text_than_can_be_kept_is_refused() -> None:
    """A small file whose text is larger than a source document may be is refused."""
    document = word_document()
    document.add_paragraph("words " * 1_500_000)
    assert "Its text is larger than the limit of 8,388,608 bytes." in refused(saved(document))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", b"w:body", b"w:corpse"),
        ("word/document.xml", b"</w:document>", b""),
        ("[Content_Types].xml", b"document.main", b"nothing"),
        ("_rels/.rels", b"word/document.xml", b"word/missing.xml"),
    ],
)
def test_a_damaged_word_document_is_refused(part: str, old: bytes, new: bytes) -> None:
    """A package without what makes it a document is one error."""
    assert "no .docx document that can be read" in refused(changed(word_document(), part, old, new))


def test_a_cut_package_is_refused() -> None:
    """A package that is cut short is one error."""
    assert "damaged" in refused(saved(word_document())[:2000])


def test_a_document_of_pictures_is_refused() -> None:
    """A Word document without a word is refused."""
    import docx

    with pytest.raises(LoadError, match="The document has no text"):
        text_form(saved(docx.Document()), "report.docx")


def test_every_word_of_a_markdown_text_comes_through() -> None:
    """A Markdown text loses its markup and line breaks and no word; its front matter is told, not read."""
    form = text_form(MARKDOWN.encode(), "report.md")
    assert paragraphs(form) == list(WHOLE)
    assert form.kind == "markdown"
    assert form.title is not None
    assert form.publisher is not None
    assert form.date is not None
    assert form.language is not None
    assert (form.title.value, form.title.basis) == (HEADLINE, '"title" of the front matter')
    assert (form.publisher.value, form.language.value) == ("Fernway Wire", "en")
    assert form.date.value == "2031-09-14"
    assert '"date" of the front matter' in form.date.basis


def test_blocks_of_a_markdown_text() -> None:
    """Headings, list entries, cells and quotations are paragraphs; HTML is read as a page shows it."""
    text = (
        "Heading\n=======\n\n* one\n* two\n  1. three\n\n> quoted\n> words\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        "A \\*star\\* and `code` &amp; <b>bold</b> <!-- hidden -->word.\n\n<div hidden>no</div>\n\n    four spaces\n"
    )
    assert paragraphs(text_form(text.encode(), "report.markdown")) == [
        "Heading", "one", "two", "three", "quoted words", "a", "b", "c", "d", "A *star* and code & bold word.",
        "four spaces",
    ]  # fmt: skip


def test_a_line_of_dashes_is_no_front_matter() -> None:
    """A rule at the top of a text is a rule."""
    assert paragraphs(text_form(f"---\n\n{REPORT[1]}\n".encode(), "report.md")) == [REPORT[1]]
