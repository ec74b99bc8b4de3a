"""A PDF → its words: of every object and stream, and of the pages as a reader sees them.

The only user of pypdf, a reader in plain Python; it is imported when a PDF is searched and not before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from reportgen.leaks.encodings import text_of
from reportgen.leaks.pdf_text import glyph_words, shown
from reportgen.leaks.unpack import Piece, unpacked

_KINDS = {
    "/Alt": "alternative text",
    "/ActualText": "alternative text",
    "/E": "alternative text",
    "/Contents": "annotations",
    "/URI": "links",
    "/Dest": "links",
    "/D": "links",
    "/Names": "named places",
    "/Title": "bookmarks and properties",
    "/Author": "properties",
    "/Subject": "properties",
    "/Keywords": "properties",
    "/Creator": "properties",
    "/Producer": "properties",
    "/F": "attachments",
    "/UF": "attachments",
    "/Desc": "attachments",
    "/ID": "structure ids",
}
_OTHER = "other strings"
_LIKE_AN_ID = re.compile(r"(?=[A-Za-z-]*\d)[\w-]{4}")
"""A name with a figure, longer than those that PDF gives to its own things (F1, A1.0)."""

Found = dict[str, list[str]]


def pdf_pieces(content: bytes, where: str, depth: int) -> Iterator[Piece]:
    """The words of a PDF by kind of place: pages, properties, bookmarks, named places, attachments, streams."""
    inside = f"{where}: " if where else ""
    reader = PdfReader(BytesIO(content))
    yield Piece(where, text_of(content), syntax=True)
    yield from _pages(reader, inside)
    strings: Found = defaultdict(list)
    names: set[str] = set()
    for number, value in _objects(reader):
        _collect(value, _OTHER, strings, names)
        if isinstance(value, StreamObject):
            yield from _stream(value, inside, number, depth)
    _collect(reader.trailer, _OTHER, strings, names)
    for kind, texts in strings.items():
        yield Piece(inside + kind, "\n".join(texts))
    yield Piece(f"{inside}names", "\n".join(sorted(names)), syntax=True)
    yield Piece(f"{inside}names", "\n".join(sorted(filter(_LIKE_AN_ID.match, names))))


def _objects(reader: PdfReader) -> Iterator[tuple[int, Any]]:
    """Every object by its number. pypdf reads all of a stream of objects with the first one it is asked for."""
    whole: set[int] = set()
    for number in sorted({number for table in reader.xref.values() for number in table} | {*reader.xref_objStm}):
        stream, _ = reader.xref_objStm.get(number, (0, 0))
        if stream in whole and (0, number) not in reader.resolved_objects:
            continue  # one that is said to be in the stream and is not: for it the stream would be read again
        whole |= {stream} - {0}
        yield number, reader.get_object(IndirectObject(number, 0, reader))


def _collect(value: Any, kind: str, strings: Found, names: set[str]) -> None:
    """Every string and name in one object; of those it refers to, each is visited for itself."""
    match value:
        case NameObject():
            names.add(str(value)[1:])
        case TextStringObject():
            strings[kind].append(str(value))
        case ByteStringObject():
            strings[kind].append(text_of(bytes(value)))
        case ArrayObject():
            for inner in list.__iter__(value):
                _collect(inner, kind, strings, names)
        case DictionaryObject():
            for name, inner in dict.items(value):
                names.add(str(name)[1:])
                _collect(inner, _KINDS.get(str(name), kind), strings, names)


def _stream(stream: StreamObject, inside: str, number: int, depth: int) -> Iterator[Piece]:
    try:
        content = stream.get_data()
    except Exception:  # a filter that pypdf does not know, as of pictures: its bytes as they lie
        content = bytes(stream._data)
    kind, subtype = stream.get("/Type"), stream.get("/Subtype")
    if kind == "/Metadata" or subtype == "/XML":
        yield from unpacked(content, f"{inside}XMP", depth + 1)
    elif kind == "/EmbeddedFile":
        yield from unpacked(content, f"{inside}attachment", depth + 1)
    elif kind not in ("/XRef", "/ObjStm"):  # their objects are visited one by one
        yield Piece(f"{inside}stream {number}", text_of(content), syntax=True)
        if subtype == "/Form":
            fonts = _fonts(stream.get("/Resources"))
            yield Piece(f"{inside}drawing {number}", "\n".join(shown(content, fonts)))


def _pages(reader: PdfReader, inside: str) -> Iterator[Piece]:
    for number, page in enumerate(reader.pages, start=1):
        contents = page.get_contents()
        lines = shown(contents.get_data(), _fonts(page.get("/Resources"))) if contents is not None else []
        yield Piece(f"{inside}page {number}", "\n".join(lines))
        turned = [line[::-1] for line in lines]
        if any(re.search("[\u0590-\u08ff\ufb1d-\ufefc]", line) for line in lines):
            yield Piece(f"{inside}page {number}", "\n".join(turned))  # shown from left to right, read from the right


def _fonts(resources: Any) -> dict[bytes, dict[bytes, str]]:
    fonts: dict[bytes, dict[bytes, str]] = {}
    named = resources.get_object().get("/Font") if resources is not None else None
    for name, font in (named.get_object() if named is not None else {}).items():
        table = font.get_object().get("/ToUnicode")
        fonts[str(name)[1:].encode()] = glyph_words(table.get_object().get_data()) if table is not None else {}
    return fonts
