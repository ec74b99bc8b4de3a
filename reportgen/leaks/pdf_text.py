"""What the pages of a PDF show: glyph numbers → words, by each font's own table (ISO 32000-2, 9.10)."""

from __future__ import annotations

import re

from reportgen.leaks.encodings import text_of

_SHOWN = re.compile(
    rb"/([^\s/\[\]<>(){}%]+)\s+[-+.\d]+\s+Tf\b"  # the font from here on
    rb"|(\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\))"  # a literal string
    rb"|<([0-9A-Fa-f\s]*)>"  # a hexadecimal string
    rb"|\b(T[Jj*dDm]|ET)\b",  # the end of a line, or of a stretch of glyphs
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(rb"<([^<>]*)>\s*<([^<>]*)>")
_RANGE = re.compile(rb"<([^<>]*)>\s*<([^<>]*)>\s*(?:<([^<>]*)>|\[([^\]]*)\])")


def glyph_words(table: bytes) -> dict[bytes, str]:
    """A font's ToUnicode table: the bytes of each glyph's number → the characters it stands for."""
    words: dict[bytes, str] = {}
    for kind, block in _BLOCK.findall(table):
        if kind == b"bfchar":
            words |= {_bytes(glyph): _text(_bytes(text)) for glyph, text in _PAIR.findall(block)}
            continue
        for first, last, text, texts in _RANGE.findall(block):
            start, length = int(first, 16), len(_bytes(first))
            each = [_text(_bytes(one)) for one in re.findall(rb"<([^<>]*)>", texts)]
            for offset in range(min(int(last, 16) - start + 1, 65536)):
                character = each[offset : offset + 1] if texts else [_after(_text(_bytes(text)), offset)]
                words[(start + offset).to_bytes(length)] = "".join(character)
    return words


def shown(content: bytes, fonts: dict[bytes, dict[bytes, str]]) -> list[str]:
    """The words that a content stream shows, one a stretch of glyphs, in the order in which they are drawn."""
    lines: list[str] = [""]
    words: dict[bytes, str] = {}
    for font, literal, hexadecimal, operator in _SHOWN.findall(content):
        if font:
            words = fonts.get(font, {})
        elif operator:
            lines += [""] if lines[-1] else []
        else:
            raw = _unescaped(literal[1:-1]) if literal else _bytes(hexadecimal)
            lines[-1] += _read(raw, words)
    return lines


def _read(raw: bytes, words: dict[bytes, str]) -> str:
    if not words:
        return text_of(raw)
    width = max(map(len, words))
    return "".join(words.get(raw[at : at + width], "") for at in range(0, len(raw), width))


def _unescaped(literal: bytes) -> bytes:
    def plain(match: re.Match[bytes]) -> bytes:
        code = match[1]
        return bytes([int(code, 8) & 255]) if code.isdigit() and code < b"8" else _PLAIN.get(code, code)

    return _ESCAPED.sub(plain, literal)


def _bytes(hexadecimal: bytes) -> bytes:
    digits = b"".join(hexadecimal.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _text(raw: bytes) -> str:
    return raw.decode("utf-16-be", "replace")


def _after(text: str, offset: int) -> str:
    return text[:-1] + chr(ord(text[-1]) + offset) if text else ""
