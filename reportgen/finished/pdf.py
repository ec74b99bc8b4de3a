"""A finished PDF: the record attached to it, and its words in the order of its structure (ISO 32000-1, 14.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject

from reportgen.errors import ReportgenError
from reportgen.finished import Finished, Piece
from reportgen.finished.direction import in_reading_order
from reportgen.finished.typst import drawn, margins, widths
from reportgen.leaks.pdf_text import glyph_words
from reportgen.writers.variants import EMBEDDED

LINES = frozenset({"/P", "/H1", "/H2", "/H3", "/Caption", "/LI", "/Lbl", "/LBody", "/TH", "/TD"})
DEEPEST = 60
_MARKER = re.compile(r"[•◦▪‣–-]|[0-9٠-٩]+[.)]?")
_STATED = re.compile(rb"DataSha256(?:>|=\")([0-9a-f]{64})")


def read_pdf(path: Path, content: bytes) -> Finished:
    """Read a finished PDF. Raises :class:`ReportgenError` when it is none, or carries no record."""
    try:
        reader = PdfReader(BytesIO(content))
        attached = reader.attachments.get(EMBEDDED, [])
        shown = [_Page(number, page, reader) for number, page in enumerate(reader.pages, start=1)]
        body = tuple(_Body(reader, shown).pieces()) if attached else ()
        metadata: Any = reader.root_object.get("/Metadata")
        stated = _STATED.search(metadata.get_object().get_data()) if metadata is not None else None
    except ReportgenError:
        raise
    except Exception as error:  # whatever a damaged file makes of its reader
        raise ReportgenError(f"{path} cannot be read as a PDF: {error}.") from None
    if not attached:
        raise ReportgenError(
            f"{path} carries no record: it was made with --pdf-variant plain, by another program, or printed anew."
        )
    running = tuple(Piece(f"page {page.number}", page.unreached()) for page in shown)
    return Finished(path, attached[0], stated[1].decode() if stated else "", body, running)


class _Page:
    """The words of one page by the numbers of its marked content; what is in none of them stands outside."""

    def __init__(self, number: int, page: Any, reader: PdfReader) -> None:
        self.number = number
        self.id = page.indirect_reference.idnum
        self._glyphs: dict[int, list[str]] = {}
        self._outside: list[list[str]] = [[]]
        self._reached: set[int] = set()
        self._from_right = _is_from_right(reader)
        self._as_read = reader.metadata is not None and "Typst" in str(reader.metadata.producer)
        if (contents := page.get_contents()) is None:
            return
        stream, resources = ContentStream(contents, reader), page.get("/Resources")
        if self._as_read:
            self._read_typst(stream, resources)
        else:
            self._read(stream, _fonts(resources))

    def _read_typst(self, stream: Any, resources: Any) -> None:
        pieces = [*drawn(stream, {name: (words, each) for name, words, each in _measured(resources)})]
        for piece in pieces:
            if piece.mark is not None:
                self._glyphs.setdefault(piece.mark, []).extend(piece.as_read())
        self._outside = [*margins(pieces)]

    def _read(self, stream: Any, fonts: dict[str, dict[bytes, str]]) -> None:
        marks: list[int | None] = []
        words: dict[bytes, str] = {}
        for operands, operator in stream.operations:
            match operator:
                case b"BDC" | b"BMC":
                    properties = operands[1] if len(operands) > 1 else None
                    own = properties.get("/MCID") if isinstance(properties, DictionaryObject) else None
                    outer = marks[-1] if marks else None
                    marks.append(int(own) if own is not None else outer)
                    if own is not None:
                        self._glyphs.setdefault(int(own), [])
                    elif outer is None:
                        self._outside.append([])
                case b"EMC" if marks:
                    marks.pop()
                case b"Tf":
                    words = fonts.get(str(operands[0]), {})
                case b"Tj" | b"TJ" | b"'" | b'"':
                    strings = operands[0] if operator == b"TJ" else operands[-1:]
                    mark = marks[-1] if marks else None
                    stretch = self._outside[-1] if mark is None else self._glyphs[mark]
                    stretch += [glyph for string in strings for glyph in _glyphs(string, words)]

    def words(self, mark: int) -> str:
        """The words of one piece of marked content, which the structure has reached."""
        self._reached.add(mark)
        glyphs = self._glyphs.get(mark, ())
        return "".join(glyphs) if self._as_read else in_reading_order(glyphs, self._from_right)

    def unreached(self) -> str:
        """The words that the structure does not reach: what stands on every page."""
        marked = [glyphs for mark, glyphs in self._glyphs.items() if mark not in self._reached]
        return "\n".join(in_reading_order(glyphs, self._from_right) for glyphs in [*marked, *self._outside])


class _Body:
    """The words that the structure of a file reaches."""

    def __init__(self, reader: PdfReader, pages: list[_Page]) -> None:
        self._root: Any = reader.root_object.get("/StructTreeRoot")
        self._pages = {page.id: page for page in pages}

    def pieces(self) -> Iterator[Piece]:
        """A piece a paragraph, entry or cell, in reading order, at the page it begins on."""
        if self._root is None:
            raise ReportgenError("The PDF has no structure any more, so that its words cannot be told in their order.")
        line = _Line("")
        for tag, page, words in self._fragments(self._root.get_object(), None, 0):
            if tag:
                yield from line.piece()
                line = _Line(tag)
            elif words:
                line.words.append((page, words))
        yield from line.piece()

    def _fragments(self, element: Any, page: Any, depth: int) -> Iterator[tuple[str, int, str]]:
        """Words with their page, and before each line and after it its tag."""
        if depth > DEEPEST:
            raise ReportgenError("The structure of the PDF is deeper than that of any memo.")
        page = element.raw_get("/Pg") if "/Pg" in element else page
        tag = str(element.get("/S"))
        if tag in LINES:
            yield tag, 0, ""
        kids = element.get("/K", [])
        for each in kids if isinstance(kids, list) else [kids]:
            kid: Any = each.get_object() if isinstance(each, IndirectObject) else each
            if isinstance(kid, int):
                yield from self._marked(page, kid)
            elif kid.get("/Type") == "/MCR":
                yield from self._marked(kid.raw_get("/Pg") if "/Pg" in kid else page, int(kid["/MCID"]))
            elif kid.get("/Type") != "/OBJR":
                yield from self._fragments(kid, page, depth + 1)
        if tag in LINES:
            yield "/end", 0, ""

    def _marked(self, page: Any, mark: int) -> Iterator[tuple[str, int, str]]:
        found = self._pages.get(page.idnum) if page is not None else None
        if found:
            yield "", found.number, found.words(mark)


class _Line(Struct):
    tag: str
    words: list[tuple[int, str]] = field(default_factory=list)

    def piece(self) -> Iterator[Piece]:
        """What it says, if anything; the sign or number before a list entry is none of the memo's words."""
        text = "".join(words for _, words in self.words)
        if self.words and not (self.tag == "/Lbl" and _MARKER.fullmatch(text.strip())):
            yield Piece(f"page {self.words[0][0]}", text)


def _is_from_right(reader: PdfReader) -> bool:
    return str(reader.root_object.get("/Lang", "")).partition("-")[0] in ("ar", "fa", "he", "ur")


def _glyphs(string: Any, words: dict[bytes, str]) -> list[str]:
    if isinstance(string, int | float):
        return []
    raw = string.original_bytes
    width = max(map(len, words), default=2)
    return [words.get(raw[at : at + width], "") for at in range(0, len(raw), width)]


def _fonts(resources: Any) -> dict[str, dict[bytes, str]]:
    named = resources.get_object().get("/Font") if resources is not None else None
    fonts = {}
    for name, font in (named.get_object() if named is not None else {}).items():
        table = font.get_object().get("/ToUnicode")
        fonts[str(name)] = glyph_words(table.get_object().get_data()) if table is not None else {}
    return fonts


def _measured(resources: Any) -> Iterator[tuple[str, dict[bytes, str], dict[int, float]]]:
    named = resources.get_object().get("/Font") if resources is not None else None
    words = _fonts(resources)
    for name, font in (named.get_object() if named is not None else {}).items():
        yield str(name), words[str(name)], widths(font.get_object())
