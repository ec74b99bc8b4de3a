"""Everything a finished file holds, read by other means than the program's own: qpdf, poppler, zip, lxml.

Squeezed to small letters and digits, so that no line end, hyphen or mark-up parts a word.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import pikepdf
from lxml import etree

READABLE = re.compile(rb"[\x20-\x7e]{6,}")


def every_word(content: bytes) -> str:
    """All words in a file, of whatever kind it is told to be by its first bytes."""
    return "\n".join(re.sub(r"[\W_]+", "", text).casefold() for text in _texts(content))


def _texts(content: bytes) -> Iterator[str]:
    yield content.decode("latin-1")
    if content.startswith(b"%PDF"):
        yield from _pdf(content)
    elif content.startswith(b"PK"):
        yield from _package(content)
    else:
        text = content.decode("utf-8", "replace")
        yield from (text, unescape(text), unquote(text), re.sub(r"<[^>]*>", "", text), re.sub(r"\\(.)", r"\1", text))


def _pdf(content: bytes) -> Iterator[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        for value in pdf.objects:
            yield from _strings(value)
            if isinstance(value, pikepdf.Stream):
                try:
                    inside = value.read_bytes()
                except pikepdf.PdfError:
                    inside = value.read_raw_bytes()
                if value.get("/Type") == pikepdf.Name.EmbeddedFile:
                    yield from _texts(inside)
                yield inside.decode("latin-1")
                yield inside.decode("utf-16-be", "ignore")
        yield from _strings(pdf.trailer)
        for attached in pdf.attachments.values():
            yield attached.filename
            yield from _texts(attached.get_file().read_bytes())
    for way in ("-raw", "-layout"):
        told = subprocess.run(["pdftotext", way, "-", "-"], input=content, capture_output=True, check=True)
        yield told.stdout.decode()


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, pikepdf.String):
        yield str(value)
        yield bytes(value).decode("latin-1")
    elif isinstance(value, pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        for inner in value:
            if not getattr(inner, "is_indirect", False):
                yield from _strings(inner)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for name, inner in value.items():
            yield name
            if not getattr(inner, "is_indirect", False):
                yield from _strings(inner)


def _package(content: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as package:
        yield package.comment.decode("latin-1")
        for part in package.infolist():
            yield f"{part.filename} {part.comment!r} {part.extra!r}"
            inside = package.read(part)
            yield from _texts(inside)
            if part.filename.endswith((".xml", ".rels")):
                root = etree.fromstring(inside)
                yield "".join(root.itertext())
                for element in root.iter():
                    yield " ".join(map(str, element.attrib.values()))
                    names = re.sub(r"_([0-9a-f]{2})", lambda m: chr(int(m[1], 16)), " ".join(element.attrib.values()))
                    yield names
