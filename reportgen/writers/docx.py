"""Memo and style → a Word document.

Structure is Word's own: heading, list and table styles, heads that repeat, fields, links and
bookmarks, nothing from python-docx's default document. What a paragraph or cell states of the
record is found by its bookmark (:func:`reportgen.writers._word_markup.bookmark_name`), which stands where
the words begin. The same memo in the same style gives the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter
from docx.oxml.ns import qn

from reportgen.errors import WriteError
from reportgen.memo.tree import Memo
from reportgen.style import Style
from reportgen.writers._letterhead import Letterhead
from reportgen.writers._word import parsed
from reportgen.writers._word_blocks import Body
from reportgen.writers._word_lines import Lines
from reportgen.writers._word_markup import encoded
from reportgen.writers._word_record import carry
from reportgen.writers._word_reference import Sheet, prepare_reference, reference

_LONGEST_PROPERTY = 255
_BODY = "word/document.xml"
_CONTENT_TYPES = "[Content_Types].xml"
_VERSIONS = frozenset({"1.2.0"})
"""Of python-docx."""
_LEVEL = 4
"""Of compression: a file is a fifteenth larger than at zlib's own 6, and packed in half the time."""
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can tell; the true ones would differ between two runs."""


def write_docx(memo: Memo, style: Style, *, record: bytes = b"") -> bytes:
    """The memo as a DOCX file, which carries the ``record`` (JSON) it was made from, where one is given.

    Raises :class:`WriteError` when one of its links leads nowhere, or the style's letterhead cannot be used.
    """
    letterhead = Letterhead.read(style.letterhead, memo) if style.letterhead else None
    width = letterhead.text_width(memo.landscape) if letterhead else Sheet.of(memo, style).text_width
    document = docx.Document(BytesIO(reference(memo, style, width, letterhead)))
    body = Body(memo, style, document, width)
    said = encoded(body.markup())
    noted = body.notes.inlines.anchors if body.notes else ()
    anchors = [*body.lines.inlines.anchors, *noted, *_running(memo, document, letterhead)]
    for anchor in anchors:
        if anchor not in body.lines.bookmarks:
            raise WriteError(f'A link leads to "#{anchor}", and no place in the memo has that name.')
    _set_properties(document.core_properties, memo)
    if record:
        carry(document.part, record)
    parts = _parts(document)
    before, begins, after = parts[_BODY].partition(b"<w:body>")
    if not begins:
        raise WriteError(
            "The reference document has no body where a memo could go: its main part does not begin with one."
        )
    parts[_BODY] = before + begins + said + after
    return _packed(parts)


def _running(memo: Memo, document: Document, letterhead: Letterhead | None) -> list[str]:
    """Write what stands on every page above what a letterhead has there; tell which places it links to."""
    running = memo.running
    above = [("Draft", running.draft), ("Marking", running.marking), ("Header", running.header)]
    anchors: list[str] = []
    for reference_to in document.element.body.sectPr.iterchildren(qn("w:headerReference"), qn("w:footerReference")):
        part = document.part.related_parts[reference_to.get(qn("r:id"))]
        kind = reference_to.get(qn("w:type"))
        lines = Lines(memo.language)
        if reference_to.tag == qn("w:headerReference"):
            written = [lines.words(name, words) for name, words in above if words]
        else:
            written = [lines.words("Marking", running.marking)] if running.marking else []
            pages = () if letterhead and letterhead.numbers_pages(kind) else running.pages
            written += [lines.words("Footer", running.footer, pages)] if running.footer or pages else []
        if not written and len(part.element) == 0:
            written = [lines.words("Header")]
        part.element[:0] = parsed("".join(line.markup() for line in written))
        lines.inlines.addresses.relate(part)
        anchors += lines.inlines.anchors
    return anchors


def _set_properties(core: CoreProperties, memo: Memo) -> None:
    """What the file says of itself; what the memo leaves empty stays out of the file."""
    properties = memo.properties
    said = {
        "title": properties.title,
        "author": properties.author,
        "last_modified_by": properties.author,
        "subject": properties.subject,
        "keywords": ", ".join(properties.keywords),
        "identifier": properties.identifier,
        "version": properties.version,
        "language": memo.language,
    }
    for name, value in said.items():
        if value:
            setattr(core, name, _cut(value))
    core.created = core.modified = datetime.combine(properties.created, time(), UTC)
    core.revision = 1


def _cut(value: str) -> str:
    """The value as long as Word lets a property be."""
    return value if len(value) <= _LONGEST_PROPERTY else value[: _LONGEST_PROPERTY - 1] + "…"


def prepare() -> None:
    """Do beforehand what every DOCX needs: read the parts of the reference document."""
    prepare_reference()


def _packed(parts: dict[str, bytes]) -> bytes:
    """A package of such parts, in a fixed order and at a fixed date."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != _CONTENT_TYPES, name)):
            entry = ZipInfo(name, _FIRST_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name], compresslevel=_LEVEL)
    return packed.getvalue()


def _parts(document: Document) -> dict[str, bytes]:
    """The parts of the package by name. In versions that are known they are taken as they are handed to the zip file;
    in any other they are packed by python-docx, and unpacked."""
    if docx.__version__ in _VERSIONS:
        taken, package, writer = _Taken(), document.part.package, cast(Any, PackageWriter)
        for part in package.parts:
            part.before_marshal()
        writer._write_content_types_stream(taken, package.parts)
        writer._write_pkg_rels(taken, package.rels)
        writer._write_parts(taken, package.parts)
        return taken.parts
    saved = BytesIO()
    document.save(saved)
    with ZipFile(saved) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class _Taken:
    """In the place of the zip file that python-docx writes into."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def write(self, name: PackURI, content: bytes) -> None:
        """Take a part."""
        self.parts[name.membername] = content
