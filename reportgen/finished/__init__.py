"""A finished memo, PDF or DOCX, read from the file alone: the record it carries, and the words it shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from reportgen.carried import Carried, digest, read_carried
from reportgen.errors import ReportgenError

KINDS = (".pdf", ".docx")
LARGEST = 50_000_000
"""Bytes of a file, or of what one unpacks to: no memo comes near."""


class Piece(Struct, frozen=True):
    """Words that stand together, with the place a reader would look for them: "page 2", "near A-01"."""

    where: str
    text: str


class Finished(Struct, frozen=True):
    """A memo as it lies on disk."""

    path: Path
    content: bytes
    """The record it carries, as JSON."""
    stated: str
    """The digest of that, as the file states it elsewhere."""
    body: tuple[Piece, ...]
    """Its words in reading order."""
    running: tuple[Piece, ...]
    """For each page, or each kind of it, the words that stand on every page."""
    marks: tuple[str, ...] = ()
    """What a reviewer left in it: "2 tracked changes by N. N."."""

    @property
    def carried(self) -> Carried:
        """The record it carries. Raises :class:`ReportgenError` when it cannot be read."""
        try:
            return read_carried(self.content)
        except ReportgenError as error:
            raise ReportgenError(f"{self.path}: {error}") from None

    @property
    def whole(self) -> bool:
        """Whether the record it carries is the one that was put in."""
        return digest(self.content) == self.stated


def is_memo(path: Path) -> bool:
    """Whether a path is of a kind of file that carries its record."""
    return path.suffix.lower() in KINDS


def read_finished(path: Path) -> Finished:
    """Open a finished memo. Raises :class:`ReportgenError`: no such file, not a memo, or one that carries nothing."""
    if not path.is_file():
        raise ReportgenError(f"{path}: there is no such memo.")
    if not is_memo(path):
        raise ReportgenError(f"{path}: PDF and DOCX memos carry their record; this is neither.")
    if path.stat().st_size > LARGEST:
        raise ReportgenError(f"{path} is larger than any memo ({LARGEST // 1_000_000} MB); it is not read.")
    return _reader(path)(path, path.read_bytes())


def _reader(path: Path) -> Callable[[Path, bytes], Finished]:
    # Their libraries are imported for the kind of file that is asked for.
    if path.suffix.lower() == ".pdf":
        from reportgen.finished.pdf import read_pdf

        return read_pdf
    from reportgen.finished.docx import read_docx

    return read_docx
