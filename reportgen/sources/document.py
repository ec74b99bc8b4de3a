"""A plain-text source document → numbered paragraphs with stable offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from reportgen.errors import LoadError, Place, Problem
from reportgen.sources.fold import Folded, fold
from reportgen.sources.words import WordIndex, word_index

BLOCK = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*")
"""Lines without a blank one between them."""
PAGE = "\f"
"""Where a page begins."""
LARGEST = 8 * 1024 * 1024
"""Bytes; a report of talks is far below, and a larger file is a mistake in the path."""


class Paragraph(Struct, frozen=True):
    """One paragraph: its number, its text, where it starts (offset in the document, line of the file, page)."""

    number: int
    text: str
    start: int
    line: int
    page: int | None = None
    """From 1; none in a document without pages."""

    @property
    def end(self) -> int:
        """The offset just after its last character."""
        return self.start + len(self.text)


class Document(Struct, frozen=True, dict=True):
    """A source document as it was read: text with ``\\n`` line ends, digest of the bytes, paragraphs.

    A form feed of the file, where a page begins, is a space in ``text``: nothing that prints words meets one.
    """

    name: str
    text: str
    sha256: str
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def folded(self) -> Folded:
        """The text with forgiven differences levelled, for matching."""
        return fold(self.text)

    @cached_property
    def index(self) -> WordIndex:
        """Where each word of the levelled text stands."""
        return word_index(self.folded.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.paragraphs]

    def paragraphs_at(self, start: int, end: int) -> tuple[int, ...]:
        """The numbers of the paragraphs that the run from offset ``start`` to ``end`` touches."""
        first = max(0, bisect_right(self._starts, start) - 1)
        near = self.paragraphs[first : bisect_left(self._starts, end)]
        return tuple(each.number for each in near if start < each.end)

    def paragraph_at(self, offset: int) -> Paragraph:
        """The paragraph that an offset lies in, or the last one before it."""
        return self.paragraphs[max(0, bisect_right(self._starts, offset) - 1)]

    def pointer(self, number: int) -> str:
        """How a paragraph is told in the program's own words: "¶12", with its page "p. 3, ¶12"."""
        page = self.page(number)
        return f"p. {page}, ¶{number}" if page else f"¶{number}"

    def page(self, number: int) -> int | None:
        """The page on which a paragraph begins, where the document has pages."""
        paragraph = self.paragraph(number)
        return paragraph.page if paragraph else None

    def paragraph(self, number: int) -> Paragraph | None:
        """The paragraph with this number."""
        place = number - self.paragraphs[0].number
        return self.paragraphs[place] if 0 <= place < len(self.paragraphs) else None


def read_document(path: Path, name: str = "", dateline: str = "") -> Document:
    """Read a source document of plain text (UTF-8).

    Paragraphs are blocks between blank lines, numbered from 1; where the file has form feeds, each has a page.
    What stands before the paragraph that begins with ``dateline`` (the line of a copy, a headline) together is
    paragraph 0.
    Raises :class:`LoadError` when the file is missing, too large, empty or not UTF-8 text, and when
    no paragraph begins with the dateline: every number after it would be wrong.
    """
    name = name or str(path)
    try:
        size = path.stat().st_size if path.is_file() else -1
        raw = path.read_bytes() if 0 <= size <= LARGEST else b""
    except OSError as error:
        raise _cannot(name, f"The source document cannot be read: {error.strerror}.") from None
    if size < 0:
        remedy = 'Put it beside the record, or correct "path".'
        raise _cannot(name, "The source document is not there.", remedy)
    if size > LARGEST:
        message = f"The source document has {size:,} bytes; the limit is {LARGEST:,}."
        raise _cannot(name, message, "Is it the right file?")
    return document(raw, name, dateline)


def document(raw: bytes, name: str, dateline: str = "") -> Document:
    """A document of plain text by its bytes, numbered as :func:`read_document` says. Raises as it does."""
    text = _decode(raw, name)
    paragraphs = _paragraphs(text, dateline, name)
    if not paragraphs:
        raise _cannot(name, "The source document is empty.")
    return Document(name, text.replace(PAGE, " "), sha256(raw).hexdigest(), paragraphs)


def _cannot(name: str, message: str, remedy: str = "", line: int = 0, field: str = "path") -> LoadError:
    """The error for a document; ``field`` is the field of the record's source that would put it right."""
    return LoadError([Problem(Place(name, line, 1 if line else 0), message, remedy, field)])


def _decode(raw: bytes, name: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "The source document is not UTF-8 text."
        raise _cannot(name, message, "Save it as UTF-8 plain text.", line) from None
    if "\x00" in text:
        message = "The source document is not plain text."
        raise _cannot(name, message, "Save its text as UTF-8 plain text (.txt).")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _paragraphs(text: str, dateline: str, name: str) -> tuple[Paragraph, ...]:
    words = text.replace(PAGE, " ")
    blocks = [(match.start(), match.group().rstrip()) for match in BLOCK.finditer(words)]
    first = _dateline(blocks, dateline)
    if first is None:
        message = f'No paragraph of the source document begins with its dateline, "{dateline}".'
        raise _cannot(name, message, 'Copy "dateline" from the source, or leave it out.', field="dateline")
    if first:
        start, (last, block) = blocks[0][0], blocks[first - 1]
        blocks = [(start, words[start : last + len(block)]), *blocks[first:]]
    return tuple(_numbered(text, blocks, 0 if first else 1))


def _dateline(blocks: list[tuple[int, str]], dateline: str) -> int | None:
    """The place of the block that begins with the dateline; the first when there is none to look for."""
    wanted = fold(dateline).text
    if not wanted or not blocks:
        return 0
    return next((place for place, (_, block) in enumerate(blocks) if _begins(block, wanted)), None)


def _begins(block: str, wanted: str) -> bool:
    return fold(block[: 4 * len(wanted) + 40]).text.startswith(wanted)


def _numbered(text: str, blocks: list[tuple[int, str]], first: int) -> Iterator[Paragraph]:
    line, page, counted = 1, 1 if PAGE in text else None, 0
    for number, (start, block) in enumerate(blocks, first):
        line += text.count("\n", counted, start)
        if page is not None:
            page += text.count(PAGE, counted, start)
        counted = start
        yield Paragraph(number, block, start, line, page)
