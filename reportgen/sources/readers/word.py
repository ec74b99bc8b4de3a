"""DOCX → contents: paragraphs, table cells, text boxes and footnotes in order, tracked changes as if accepted.

Opened by python-docx, walked here: its own ``text`` leaves out insertions, content controls and text boxes.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Any

from reportgen.sources.contents import Contents, Told, refusal
from reportgen.sources.readers._wordtree import Walk

LARGEST = 64 * 1024 * 1024
"""Bytes of a package unpacked; a report of talks with pictures has a tenth of it."""
MOST_PARTS = 5000
AGAIN = "Open it in Word or LibreOffice and save it as .docx again."
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_PARTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def read(raw: bytes, name: str) -> Contents:
    """The contents of a Word document. Raises ``LoadError`` when it is damaged, or unpacks to more than it should."""
    _examine(raw, name)
    document = _opened(raw, name)
    walk = Walk()
    walk.read(document.element.body)
    for part, each in _NOTES.items():
        for note in _notes(document, part, each):
            walk.read(note)
    if not walk.paragraphs:
        pictures = any("image" in each.reltype for each in document.part.rels.values())
        why = "has pictures and no text" if pictures else "has no text"
        raise refusal(name, f"The document {why}.", "Run text recognition (OCR) on the pictures." if pictures else "")
    return Contents("\n\n".join(walk.paragraphs) + "\n", **_told(document), notes=tuple(walk.notes()))


def _examine(raw: bytes, name: str) -> None:
    """Refuse a package that would unpack to far more than a document holds, or declares entities."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > LARGEST:
                message = f"It unpacks to more than {LARGEST // 1024 // 1024} megabytes."
                raise refusal(name, message, "Take the pictures out, or save its text as UTF-8 plain text (.txt).")
            for each in parts:
                if each.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(each)[:4096]:
                    message = f"Its part {each.filename} declares a document type, which no .docx does."
                    raise refusal(name, message, AGAIN)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        raise refusal(name, "It is a damaged .docx document.", f"Get it anew. {AGAIN}") from None


def _opened(raw: bytes, name: str) -> Any:
    import docx

    try:
        document = docx.Document(BytesIO(raw))
        if document.element.body is None:
            raise ValueError
    except Exception:  # python-docx has no error of its own for a package that lacks what it needs
        raise refusal(name, "It is no .docx document that can be read.", AGAIN) from None
    return document


def _notes(document: Any, part: str, each: str) -> list[Any]:
    """The notes of a kind, without the lines that part them from the text."""
    from lxml import etree

    found = [
        rel.target_part for rel in document.part.rels.values() if rel.reltype == _PARTS + part and not rel.is_external
    ]
    if not found:
        return []
    try:
        tree = etree.fromstring(found[0].blob, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return []
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [note for note in tree.iter(f"{space}{each}") if note.get(f"{space}type") in (None, "normal")]


def _told(document: Any) -> dict[str, Told | None]:
    """The title and language in its properties; when it was made lends a dateline its year."""
    try:
        properties = document.core_properties
        title, language = (properties.title or "").strip(), (properties.language or "").strip()
        made = properties.modified or properties.created
    except Exception:  # dates that are none, a part that is not XML
        return {}
    return {
        "title": Told(title, "the document's properties") if title and title != "Word Document" else None,
        "language": Told(language, "the document's properties") if language.isascii() and language.isalpha() else None,
        "made": Told(made.date().isoformat(), "the day on which the file was last saved") if made else None,
    }
