"""A finished file → every word in it, wherever it lies: nothing is skipped for not being printed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from reportgen.leaks.encodings import hidden_bytes, other_readings, text_of

_DEEPEST = 4
"""A file in a file in a file; our own are never deeper than two."""


class Piece(Struct, frozen=True):
    """Some words of a file and where they lie. ``syntax``: the format's own words, or noise, may be among them."""

    where: str
    text: str
    syntax: bool = False


def unpacked(content: bytes, where: str = "", depth: int = 0) -> Iterator[Piece]:
    """Every word in a file of any kind, told by its content; files within it too."""
    if depth > _DEEPEST:
        return
    for piece in _opened(content, where, depth):
        yield piece
        for text in other_readings(piece.text):
            yield replace(piece, text=text)
        for hidden in hidden_bytes(piece.text):
            yield from _revealed(hidden, piece.where, depth)


def _opened(content: bytes, where: str, depth: int) -> Iterator[Piece]:
    # Each reader is imported only where there is a file of its kind.
    if content.startswith(b"%PDF-"):
        from reportgen.leaks.pdf import pdf_pieces

        yield from pdf_pieces(content, where, depth)
    elif content.startswith(b"PK\x03\x04"):
        from reportgen.leaks.package import package_pieces

        yield from package_pieces(content, where, depth)
    elif content.startswith((b"\x1f\x8b", b"\x78\x01", b"\x78\x9c", b"\x78\xda")) and (plain := _inflated(content)):
        yield from unpacked(plain, where, depth + 1)
    else:
        from reportgen.leaks.markup import markup_pieces

        text = text_of(content)
        yield Piece(where, text, syntax="<" in text)
        if "<" in text:
            yield from markup_pieces(text, where)


def _revealed(hidden: bytes, where: str, depth: int) -> Iterator[Piece]:
    if hidden.startswith((b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x78\x9c")):
        yield from unpacked(hidden, where, depth + 1)
    elif text := text_of(hidden):
        yield Piece(where, text, syntax=len(text.encode()) < len(hidden))
        if depth < _DEEPEST:
            for again in hidden_bytes(text):
                yield from _revealed(again, where, depth + 1)


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=47).decompress(content, 100_000_000)
    except zlib.error:
        return b""
