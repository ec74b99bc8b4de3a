"""The objects of a PDF file that has just been written, taken apart and put together again, smaller.

For files with one plain cross-reference table, as Typst writes them; each object stays the bytes it is
unless it is changed. What is no stream is packed into object streams (ISO 32000-1, 7.5.7 and 7.5.8).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_PACKED = 200
"""Objects in one object stream, so that a reader that wants one need not unpack all."""
_TRAILER = re.compile(
    rb"trailer\n<<(/Size \d+(/Root (\d+) 0 R)(/Info (\d+) 0 R)?(/ID\[.*\]))>>\nstartxref\n(\d+)\n", re.DOTALL
)
_ENTRY = re.compile(rb"(\d{10}) \d{5} (n|f)\r\n")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass
class Objects:
    """A file as its objects by number; ``info`` is 0 where the file has no information dictionary."""

    header: bytes
    numbered: dict[int, bytes]
    root: int
    info: int
    identifier: bytes

    @classmethod
    def of(cls, content: bytes) -> Objects:
        """The objects of a finished file. Raises ValueError for one that is not written as expected."""
        found = _TRAILER.search(content, content.rindex(b"trailer\n"))
        if found is None:
            raise ValueError("the PDF has no plain trailer")
        table = int(found[7])
        starts = {
            number: int(entry[1]) for number, entry in enumerate(_ENTRY.finditer(content, table)) if entry[2] == b"n"
        }
        ends = dict(zip(sorted(starts.values()), [*sorted(starts.values())[1:], table], strict=True))
        numbered = {number: _inside(content[start : ends[start]], number) for number, start in starts.items()}
        return cls(content[: min(ends)], numbered, int(found[3]), int(found[5] or 0), found[6])

    def written(self) -> bytes:
        """The file."""
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        content = bytearray(self.header)
        streams = {number: each for number, each in self.numbered.items() if each.endswith(b"endstream")}
        packed = sorted(self.numbered.keys() - streams.keys())
        number = max(self.numbered) + 1
        for at in range(0, len(packed), _PACKED):
            some = packed[at : at + _PACKED]
            places |= {each: (2, number, index) for index, each in enumerate(some)}
            streams[number] = self._pack(some)
            number += 1
        for each, stream in sorted(streams.items()):
            places[each] = (1, len(content), 0)
            content += b"%d 0 obj\n%b\nendobj\n" % (each, stream)
        places[number] = (1, len(content), 0)
        start = len(content)
        return bytes(content) + b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, self._table(places), start)

    def _pack(self, numbers: list[int]) -> bytes:
        offsets, bodies = [], bytearray()
        for number in numbers:
            offsets.append(b"%d %d" % (number, len(bodies)))
            bodies += self.numbered[number] + b"\n"
        head = b" ".join(offsets) + b"\n"
        return _stream(b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(head)), head + bodies)

    def _table(self, places: dict[int, tuple[int, int, int]]) -> bytes:
        size = max(places) + 1
        free = (0, 0, 65535)
        rows = (places.get(number, free) for number in range(size))
        table = b"".join(b"%c" % kind + at.to_bytes(4) + index.to_bytes(2) for kind, at, index in rows)
        info = b"/Info %d 0 R" % self.info if self.info else b""
        return _stream(b"/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R%b%b" % (size, self.root, info, self.identifier), table)


def _inside(text: bytes, number: int) -> bytes:
    begin, end = b"%d 0 obj\n" % number, b"\nendobj\n"
    body = text.rstrip(b"\n") + b"\n"
    if not (body.startswith(begin) and body.endswith(end)):
        raise ValueError(f"object {number} of the PDF is not where its table says")
    return body[len(begin) : -len(end)]


def _stream(about: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (about, len(packed), packed)


# ------------------------------------------------------------------------------------------ strings


def string_at(text: bytes, at: int) -> tuple[str, int]:
    """The words of the string that begins at a place, and the place behind it (ISO 32000-1, 7.3.4)."""
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
    """Words as a string of a PDF."""
    if text.isascii() and text.isprintable():
        return b"(%b)" % re.sub(rb"([\\()])", rb"\\\1", text.encode())
    return b"<FEFF%b>" % text.encode("utf-16-be").hex().upper().encode()
