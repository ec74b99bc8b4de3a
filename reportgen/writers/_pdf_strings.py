"""Strings in the text of a PDF: read, skipped, written (ISO 32000-1, 7.3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def string_at(text: bytes, at: int) -> tuple[str, int]:
    """The words of the string that begins at a place, and the place behind it."""
    if text[at : at + 1] == b"<":
        end = text.index(b">", at)
        return _decoded(bytes.fromhex(text[at + 1 : end].decode())), end + 1
    parts, depth = bytearray(), 0
    for part, end in _parts(text, at):
        depth += {b"(": 1, b")": -1}.get(part, 0)
        if depth == 0:
            return _decoded(bytes(parts[1:])), end
        parts += _unescaped(part)
    raise ValueError("a string of the PDF has no end")


def strings_in(text: bytes) -> Iterator[str]:
    """The words of every string in parentheses, one after the other."""
    at = text.find(b"(")
    while at >= 0:
        words, end = string_at(text, at)
        yield words
        at = text.find(b"(", end)


def _parts(text: bytes, at: int) -> Iterator[tuple[bytes, int]]:
    for found in re.compile(rb"\\[0-7]{1,3}|\\.|.", re.DOTALL).finditer(text, at):
        yield found[0], found.end()


def _unescaped(part: bytes) -> bytes:
    if part[:1] != b"\\" or len(part) == 1:
        return part
    if part[1:2].isdigit():
        return bytes([int(part[1:], 8) & 0xFF])
    return _ESCAPED.get(part[1:], part[1:])


def _decoded(raw: bytes) -> str:
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


def string_of(text: str) -> bytes:
    """Words as a string of a PDF: in the encoding that PDF shares with Latin-1 if they are in it (ISO 32000-1, D.2)."""
    if text.isprintable() and "\u00ad" not in text and max(text, default="") <= "\u00ff":
        return b"(%b)" % re.sub(rb"([\\()])", rb"\\\1", text.encode("latin-1"))
    return b"<FEFF%b>" % text.encode("utf-16-be").hex().upper().encode()
