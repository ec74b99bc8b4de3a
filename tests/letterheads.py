"""Letterheads of an invented ministry, made with python-docx as a Word user would, and hostile ones."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from tests.logos import png

CANARY = "CANARY-91b2"
GREEN = RGBColor(0x0B, 0x5D, 0x3B)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def field(instruction: str, result: str = "1") -> str:
    """The runs of a field."""
    return FIELD.format(instruction, result)


def paragraph(inner: str) -> object:
    """A paragraph of such runs."""
    return parse_xml(f"<w:p {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{inner}</w:p>")


def ministry(change: Callable[[Document], None] = lambda document: None) -> bytes:
    """A letterhead: crest and name above, address below, own fonts, sizes, margins, lists, and a table style."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(30),
        Mm(25),
        Mm(45),
        Mm(28),
    )
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Georgia", Pt(11)
    for name, size in (("Title", 22), ("Heading 2", 14), ("Heading 3", 12)):
        styles[name].font.name, styles[name].font.size, styles[name].font.color.rgb = "Georgia", Pt(size), GREEN
        fonts = styles[name].element.rPr.rFonts
        for each in [each for each in fonts.attrib if "Theme" in each]:
            del fonts.attrib[each]
    styles["Caption"].font.italic = True
    table = styles.add_style("Ministry Table", WD_STYLE_TYPE.TABLE)
    table.base_style = styles["Table Grid"]
    styles.add_style(f"{CANARY} unused", WD_STYLE_TYPE.PARAGRAPH)
    head = section.header.paragraphs[0]
    head.add_run().add_picture(BytesIO(png()), width=Mm(24))
    head.add_run("  Ministry of Crossings").bold = True
    head.alignment = WD_ALIGN_PARAGRAPH.LEFT
    section.footer.paragraphs[0].text = "1 Ferry Quay, Lirne · crossings.example"
    document.add_paragraph(f"{CANARY}: the letter this was made from")
    core = document.core_properties
    core.author = core.last_modified_by = core.title = core.comments = core.keywords = core.subject = CANARY
    change(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def repacked(content: bytes, changes: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> bytes:
    """A package with parts changed, added, or (None) taken out."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            change = changes.get(name, given.read(name))
            if change is not None:
                archive.writestr(name, change(given.read(name)) if callable(change) else change)
        for name, change in changes.items():
            if name not in given.namelist() and isinstance(change, bytes):
                archive.writestr(name, change)
    return made.getvalue()


def related(kind: str, target: str, *, outside: bool = True) -> Callable[[bytes], bytes]:
    """One more relationship in a .rels part."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    mode = ' TargetMode="External"' if outside else ""
    added = f'<Relationship Id="rIdX" Type="{office}/{kind}" Target="{target}"{mode}/></Relationships>'
    return lambda part: part.replace(b"</Relationships>", added.encode())


def turned(document: Document) -> None:
    """Three kinds of headers: the first page, even pages, the others; and a page lying down."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    section.first_page_header.paragraphs[0].text = "First page of the Ministry"
    section.even_page_header.paragraphs[0].text = "Even page of the Ministry"
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)


def header_part(content: bytes) -> str:
    """The name of the part that has the ministry's header."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"word/header\d*\.xml", name)]
        return next(name for name in names if b"Ministry of Crossings" in archive.read(name))


def in_header(inner: str) -> bytes:
    """A ministry's letterhead with one more paragraph in its header."""

    def change(document: Document) -> None:
        document.sections[0].header._element.append(paragraph(inner))

    return ministry(change)


def saved(folder: Path, content: bytes, more: str = "") -> Path:
    """A folder of templates whose style names the letterhead."""
    folder.mkdir(exist_ok=True)
    (folder / "ministry.docx").write_bytes(content)
    (folder / "style.yaml").write_text(f"letterhead: {{file: ministry.docx{more}}}\n", encoding="utf-8")
    return folder


def without_style(*names: str) -> bytes:
    """A ministry's letterhead that lacks styles."""

    def change(document: Document) -> None:
        for style in list(document.styles.element):
            name = style.find(qn("w:name"))
            if name is not None and name.get(qn("w:val")) in names:
                document.styles.element.remove(style)

    return ministry(change)
