"""Bytes and a suffix → the kind of a source document, or why it cannot be read."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from reportgen.sources.contents import refusal

SUFFIXES = {
    ".txt": "text", ".text": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".docx": "docx",
}  # fmt: skip
AS_TEXT = "Save its text as UTF-8 plain text (.txt)."
AS_DOCX = "Open it in Word or LibreOffice and save it as .docx."
HTML_INSTALL = 'pip install "reportgen[html]"'
"""What brings the library that finds the article in a web page."""
OCR = "Run text recognition (OCR) on it first, for example ocrmypdf, and name the PDF that comes of it."

_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office document (.doc, .xls, .ppt) or an encrypted .docx",
     "Open it in Word or LibreOffice and save it as .docx, without a password."),
    (b"{\\rtf", "a Rich Text document (.rtf)", AS_DOCX),
    (b"\x89PNG", "a picture (PNG)", OCR),
    (b"\xff\xd8\xff", "a picture (JPEG)", OCR),
    (b"GIF8", "a picture (GIF)", OCR),
    (b"II*\x00", "a picture (TIFF)", OCR),
    (b"MM\x00*", "a picture (TIFF)", OCR),
    (b"%!PS", "a PostScript document", "Make a PDF of it, for example with ps2pdf."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it, and name the document in it."),
    (b"7z\xbc\xaf", "a compressed file (7z)", "Unpack it, and name the document in it."),
    (b"Rar!", "a compressed file (RAR)", "Unpack it, and name the document in it."),
    (b"BZh", "a compressed file (bzip2)", "Unpack it, and name the document in it."),
    (b"SQLite format 3\x00", "a database", AS_TEXT),
)  # fmt: skip
"""How files begin that are no source document, what they are, and what would do."""

_AS_PAGE = "Save the page as HTML."
_BY_SUFFIX = {
    ".doc": ("a .doc", AS_DOCX), ".rtf": ("a .rtf", AS_DOCX), ".odt": ("a .odt", AS_DOCX),
    ".pages": ("a .pages", AS_DOCX), ".eml": ("an e-mail (.eml)", AS_TEXT), ".msg": ("an e-mail (.msg)", AS_TEXT),
    ".mht": ("a web archive (.mht)", _AS_PAGE), ".mhtml": ("a web archive (.mhtml)", _AS_PAGE),
    ".epub": ("an e-book (.epub)", AS_TEXT), ".xlsx": ("a workbook (.xlsx)", AS_TEXT),
    ".pptx": ("a presentation (.pptx)", AS_TEXT),
}  # fmt: skip
_PACKAGES = {
    "word/": ("docx", ""), "xl/": ("", ".xlsx"), "ppt/": ("", ".pptx"), "Index/": ("", ".pages"),
}  # fmt: skip
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def kind_of(raw: bytes, suffix: str, name: str) -> str:
    """One of text, markdown, html, pdf, docx. Raises ``LoadError`` for every other kind of file, named with a remedy.

    How the bytes begin counts for more than the suffix; without a suffix that is known the bytes alone count.
    """
    for magic, what, remedy in _REFUSED:
        if raw.startswith(magic):
            raise _not_read(name, what, remedy)
    if raw[4:12] in (b"ftypheic", b"ftypheix", b"ftypavif") or (raw[:4] == b"RIFF" and raw[8:12] == b"WEBP"):
        raise _not_read(name, "a picture", OCR)
    if b"%PDF-" in raw[:1024] and suffix not in (".txt", ".md", ".html"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return _package(raw, name)
    wanted = SUFFIXES.get(suffix, "")
    if wanted in ("pdf", "docx"):
        looks = "HTML" if _HTML.match(raw) else "something else"
        remedy = "Get the document anew, or name the file by what it is."
        raise refusal(
            name, f"It is named {suffix} and is no {wanted.upper()} document; it begins like {looks}.", remedy
        )
    if suffix in _BY_SUFFIX:
        raise _not_read(name, *_BY_SUFFIX[suffix])
    return wanted or ("html" if _HTML.match(raw) else "text")


def _not_read(name: str, what: str, remedy: str) -> Exception:
    return refusal(name, f"It is {what}, which is not read.", remedy)


def _package(raw: bytes, name: str) -> str:
    """The kind of a zip archive that holds a document."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            names = package.namelist()
            mimetype = package.read("mimetype")[:80] if "mimetype" in names and _small(package) else b""
    except Exception:  # zipfile has a dozen ways to say that an archive is damaged
        raise refusal(name, "It is a damaged archive (zip, .docx).", "Get the document anew.") from None
    if b"opendocument" in mimetype:
        raise _not_read(name, *_BY_SUFFIX[".odt"])
    if b"epub" in mimetype:
        raise _not_read(name, *_BY_SUFFIX[".epub"])
    for folder, (kind, suffix) in _PACKAGES.items():
        if any(each.startswith(folder) for each in names):
            if kind:
                return kind
            raise _not_read(name, *_BY_SUFFIX[suffix])
    raise _not_read(name, "an archive (zip)", "Unpack it, and name the document in it.")


def _small(package: zipfile.ZipFile) -> bool:
    return package.getinfo("mimetype").file_size < 1000
