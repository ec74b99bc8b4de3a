"""A zip package such as a DOCX file → the words of all its parts, their names, and what lies between them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from reportgen.leaks.encodings import text_of
from reportgen.leaks.unpack import Piece, unpacked


def package_pieces(content: bytes, where: str, depth: int) -> Iterator[Piece]:
    """The words of every part of a package, of its part names and comments, and of the bytes outside its parts."""
    inside = f"{where}: " if where else ""
    yield Piece(where, text_of(content), syntax=True)
    try:
        package = ZipFile(BytesIO(content))
    except BadZipFile:
        return
    with package:
        about = [package.comment, *(part.comment + part.extra for part in package.infolist())]
        yield Piece(f"{inside}part names", "\n".join(package.namelist()))
        yield Piece(f"{inside}part comments", "\n".join(text_of(each) for each in about))
        for part in package.infolist():
            yield from unpacked(package.read(part), inside + part.filename, depth + 1)
