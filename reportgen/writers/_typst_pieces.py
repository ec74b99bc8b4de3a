"""A page of Typst's PDF → the pieces of words that are drawn on it: where, in which direction, in which language."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from reportgen.writers._pdf_objects import Objects
from reportgen.writers._pdf_strings import strings_in

TURNED = b"/ReversedChars BMC"
_PIECE = re.compile(
    rb"/Span<</MCID (\d+)(?:/Lang ?\(([\w-]*)\))?>>BDC\nq 1 0 0 -1 ([\d.-]+) ([\d.-]+) cm"
    rb"(.*?)(?=/Span<</MCID|/Artifact|\Z)",
    re.DOTALL,
)
_FONT = re.compile(rb"/(f\d+) ([\d.]+) Tf")
_FONTS = re.compile(rb"/Font<<((?:/f\d+ \d+ 0 R)*)>>")
_NAMED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


class Piece(Struct, frozen=True):
    """Words in one font; ``size`` is that of their type, ``glyphs`` their number."""

    x: float
    y: float
    size: float
    glyphs: int
    text: str
    turned: bool
    lang: str

    @property
    def from_right(self) -> bool:
        """Whether they are read from right to left."""
        return self.turned or any(unicodedata.bidirectional(character) in {"R", "AL"} for character in self.text)

    @property
    def neutral(self) -> bool:
        """Whether it is a sign that is read the way of what is around it; of two the way would be marked."""
        letters = any(unicodedata.bidirectional(character) in {"L", "R", "AL"} for character in self.text)
        return self.glyphs == 1 and not self.turned and not letters

    def on_line_of(self, other: Piece) -> bool:
        """Whether both stand on one line, a mark above or below its letter among the rest."""
        return abs(self.y - other.y) < 0.45 * max(self.size, other.size)


def pieces_of(objects: Objects, page: bytes, content: bytes) -> Iterator[tuple[int, Piece]]:
    """The pieces of a page by their number in its structure, in the order they are drawn; none where all is plain."""
    fonts = {name: _names(stream) for name, stream in _fonts(objects, page).items()}
    if not any(map(_tells, fonts.values())):
        return
    for found in _PIECE.finditer(content):
        drawn = found[5]
        font = _FONT.search(drawn)
        named = fonts.get(font[1], {}) if font else {}
        codes = [code for text in strings_in(drawn) for code in _codes(text)]
        text = "".join(named.get(code, "") for code in codes)
        lang = (found[2] or b"").decode()
        yield (
            int(found[1]),
            Piece(
                float(found[3]), float(found[4]), float(font[2]) if font else 0, len(codes), text, TURNED in drawn, lang
            ),
        )


def content_of(stream: bytes) -> bytes:
    """What a stream holds, unpacked."""
    about, _, packed = stream.partition(b"stream\n")
    content = packed.removesuffix(b"\nendstream")
    return zlib.decompress(content) if b"/FlateDecode" in about else content


def _codes(text: str) -> Iterator[int]:
    """Two bytes a glyph; what is shorter stands for glyphs in words and is none itself."""
    raw = text.encode("latin-1", "ignore")
    yield from (int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw) - 1, 2))


def _fonts(objects: Objects, page: bytes) -> dict[bytes, bytes]:
    """For each font of a page the stream that names its glyphs."""
    resources = re.search(rb"/Resources (\d+) 0 R", page)
    listed = _FONTS.search(objects.numbered[int(resources[1])]) if resources else None
    fonts: dict[bytes, bytes] = {}
    for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", listed[1]) if listed else ():
        if named := re.search(rb"/ToUnicode (\d+) 0 R", objects.numbered[int(number)]):
            fonts[name] = objects.numbered[int(named[1])]
    return fonts


def _tells(names: dict[int, str]) -> bool:
    """Whether a font draws letters from right to left, or marks that go with letters."""
    return any(
        unicodedata.bidirectional(character) in {"R", "AL"} or unicodedata.combining(character)
        for text in names.values()
        for character in text
    )


@lru_cache(maxsize=32)
def _names(stream: bytes) -> dict[int, str]:
    pairs = _NAMED.findall(content_of(stream))
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
