"""A plain-text source document → numbered paragraphs with stable offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from reportgen.errors import LoadError, Place, Problem
from reportgen.sources.fold import Folded, fold

LARGEST = 8 * 1024 * 1024
"""Bytes; a report of talks is far below, and a larger file is a mistake in the path."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its number, its text, where it starts in the document (offset) and in the file (line)."""

    number: int
    text: str
    start: int
    line: int

    @property
    def end(self) -> int:
        """The offset just after its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Document:
    """A source document as it was read: text with ``\\n`` line ends, digest of the bytes, paragraphs in order."""

    name: str
    text: str
    sha256: str
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def folded(self) -> Folded:
        """The text with forgiven differences levelled, for matching."""
        return fold(self.text)

    def paragraphs_at(self, start: int, end: int) -> tuple[int, ...]:
        """The numbers of the paragraphs that the run from offset ``start`` to ``end`` touches."""
        return tuple(each.number for each in self.paragraphs if each.start < end and start < each.end)

    def paragraph(self, number: int) -> Paragraph | None:
        """The paragraph with this number."""
        return next((each for each in self.paragraphs if each.number == number), None)


def read_document(path: Path, name: str = "", dateline: str = "") -> Document:
    """Read a source document of plain text (UTF-8).

    Paragraphs are blocks between blank lines, numbered from 1. What stands before the paragraph
    that begins with ``dateline`` (the line of a copy, a headline) together is paragraph 0.
    Raises :class:`LoadError` when the file is missing, too large, empty or not UTF-8 text.
    """
    name = name or str(path)
    try:
        size = path.stat().st_size if path.is_file() else -1
        raw = path.read_bytes() if 0 <= size <= LARGEST else b""
    except OSError as error:
        raise _cannot(name, f"The source document cannot be read: {error.strerror}.") from None
    if size < 0:
        raise _cannot(name, "The source document is not there.", "Put it beside the record, or correct \"path\".")
    if size > LARGEST:
        raise _cannot(name, f"The source document has {size:,} bytes; the limit is {LARGEST:,}.", "Is it the right file?")
    text = _decode(raw, name)
    paragraphs = _paragraphs(text, dateline)
    if not paragraphs:
        raise _cannot(name, "The source document is empty.")
    return Document(name, text, sha256(raw).hexdigest(), paragraphs)


def _cannot(name: str, message: str, remedy: str = "", line: int = 0) -> LoadError:
    return LoadError([Problem(Place(name, line, 1 if line else 0), message, remedy)])


def _decode(raw: bytes, name: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _cannot(name, "The source document is not UTF-8 text.", "Save it as UTF-8 plain text.", line) from None
    if "\x00" in text:
        raise _cannot(name, "The source document is not plain text.", "Save its text as UTF-8 plain text (.txt).")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _paragraphs(text: str, dateline: str) -> tuple[Paragraph, ...]:
    blocks = [(match.start(), match.group().rstrip()) for match in re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", text)]
    first = next((number for number, (_, block) in enumerate(blocks) if dateline and block.startswith(dateline)), 0)
    if first:
        start, (last, block) = blocks[0][0], blocks[first - 1]
        front = text[start : last + len(block)]
        blocks = [(start, front), *blocks[first:]]
    return tuple(
        Paragraph(number, block, start, text.count("\n", 0, start) + 1)
        for number, (start, block) in enumerate(blocks, start=0 if first else 1)
    )
