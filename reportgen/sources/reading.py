"""A source document of any kind → its text form, and what it tells of itself.

The text form is what is kept beside the record and what evidence is checked against: UTF-8, paragraphs parted
by one blank line. :func:`~reportgen.sources.read_document` of it numbers the paragraphs.
"""

from __future__ import annotations

import sys
from pathlib import Path, PurePath

from msgspec import Struct

from reportgen.sources.contents import Contents, Told, refusal
from reportgen.sources.document import LARGEST
from reportgen.sources.kinds import kind_of
from reportgen.sources.recognised import recognised

__all__ = ["STANDARD_INPUT", "TextForm", "Told", "read_text_form", "text_form"]

STANDARD_INPUT = "standard input"
"""What a person is told of a document that came through a pipe."""


class TextForm(Struct, frozen=True):
    """A source document as text, and what was recognised in it (:class:`Told`: shown, never trusted silently).

    ``text`` has ``\\n`` line ends and a final newline. Of a PDF, a form feed stands where each page but the first
    begins: before the page's first paragraph, or in the middle of one in place of the space.
    """

    text: str
    kind: str
    """One of: text, markdown, html, pdf, docx."""
    suffix: str
    """Of the original's name, in lower case: ".pdf"; empty where it has none."""
    original: bytes
    title: Told | None
    publisher: Told | None
    date: Told | None
    """The day of publication; ``None`` where no part of the document gives the year."""
    dateline: Told | None
    """Verbatim: "WASHINGTON, Oct. 27 (Xinhua) --"."""
    language: Told | None
    notes: tuple[str, ...] = ()
    """Remarks on the reading, for a person: pages without text, changes that were not accepted."""

    @property
    def is_original(self) -> bool:
        """Whether the original serves as its own text form, so that nothing need be kept beside it."""
        return self.kind == "text" and not self.original.startswith((b"\xff\xfe", b"\xfe\xff"))


def read_text_form(path: str | Path) -> TextForm:
    """The text form of a file, or of standard input for "-".

    Raises :class:`~reportgen.errors.LoadError` with one problem: the file is not there, is a folder, cannot be
    read, or :func:`text_form` refuses it.
    """
    if str(path) == "-":
        return text_form(sys.stdin.buffer.read(LARGEST + 1), STANDARD_INPUT)
    path, name = Path(path), str(path)
    try:
        if path.is_dir():
            raise refusal(name, "It is a folder.", "Name a document in it.")
        if not path.exists():
            raise refusal(name, "There is no such file.", "Correct the path.")
        if not path.is_file():
            raise refusal(name, "It is no file but a pipe or a device.", 'Name a file, or use "-" for standard input.')
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", "") or "the path is none"
        raise refusal(name, f"The source document cannot be read: {why}.") from None
    return text_form(raw, name)


def text_form(raw: bytes, name: str) -> TextForm:
    """The text form of a document's bytes; its kind is told by content and by the suffix of ``name``.

    Raises :class:`~reportgen.errors.LoadError` with one problem and its remedy, whatever the bytes are.
    """
    if len(raw) > LARGEST:
        raise refusal(
            name, f"The source document is larger than the limit of {LARGEST:,} bytes.", "Is it the right file?"
        )
    if not raw.strip():
        raise refusal(name, "The source document is empty.")
    suffix = PurePath(name).suffix.lower() if name != STANDARD_INPUT else ""
    kind = kind_of(raw, suffix, name)
    contents, dateline = recognised(_contents(kind, raw, name))
    return TextForm(
        text=contents.text,
        kind=kind,
        suffix=suffix,
        original=raw,
        title=contents.title,
        publisher=contents.publisher,
        date=contents.date,
        dateline=dateline,
        language=contents.language,
        notes=contents.notes,
    )


def _contents(kind: str, raw: bytes, name: str) -> Contents:
    """What the reader of this kind makes of the bytes; plain text needs no library, and no process of its own."""
    if kind == "text":
        from reportgen.sources.readers.plain import read

        contents = read(raw, name)
    else:
        from reportgen.sources.apart import read_apart

        contents = read_apart(kind, raw, name)
    if not contents.text.strip():
        raise refusal(name, "The source document is empty.")
    if len(contents.text.encode()) > LARGEST:
        message = f"Its text is larger than the limit of {LARGEST:,} bytes."
        raise refusal(name, message, "Take out the part that matters.")
    return contents
