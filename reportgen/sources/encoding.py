"""Bytes of a text → the text, or what its encoding looks like."""

from __future__ import annotations

import codecs

from reportgen.sources.contents import refusal

_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
_COMMON = ((0x4E00, 0xA000), (0x3000, 0x3100), (0xFF01, 0xFF5F))
_EAST = {
    "SHIFT_JIS": _COMMON,
    "EUC-KR": ((0xAC00, 0xD7A4), (0x3000, 0x3100)),
    "GB18030": _COMMON,
    "BIG5": _COMMON,
}
"""Encodings with two bytes a character, and the characters that texts in them are made of."""


def decoded(raw: bytes, name: str) -> str:
    """Bytes of UTF-8, or of UTF-16 or UTF-32 with a byte-order mark, as text with ``\\n`` line ends.

    Raises ``LoadError`` with the line that is not UTF-8, what it looks like, and how to convert it.
    """
    marked = next((encoding for mark, encoding in _MARKS.items() if raw.startswith(mark)), "")
    try:
        text = raw.decode(marked or "utf-8-sig")
    except UnicodeDecodeError as error:
        line = 0 if marked else raw[: error.start].count(b"\n") + 1
        raise _undecodable(raw, name, line, marked) from None
    if "\x00" in text:
        guess = _unmarked(raw)
        if guess:
            raise _looks(name, guess, 0)
        raise refusal(name, "The source document is not plain text.", "Save its text as UTF-8 plain text (.txt).")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(raw: bytes, name: str, line: int, marked: str) -> Exception:
    if marked:
        message = f"It begins with the byte-order mark of {marked.upper()} and is not whole."
        return refusal(name, message, "Get the document anew, or save it as UTF-8 plain text.")
    guess = _unmarked(raw) or _eight_bit(raw)
    if guess:
        return _looks(name, guess, line)
    return refusal(name, "The source document is not UTF-8 text.", "Save it as UTF-8 plain text.", line)


def _looks(name: str, guess: str, line: int) -> Exception:
    message = f"The source document is not UTF-8 text; it looks like {guess}."
    return refusal(name, message, f"Convert it (iconv -f {guess} -t UTF-8), or save it as UTF-8 plain text.", line)


def _unmarked(raw: bytes) -> str:
    """UTF-16 without a mark, told by every other byte of Latin text being null."""
    start = raw[:4000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if even + odd < len(start) // 4 or min(even, odd) * 10 > max(even, odd):
        return ""
    return "UTF-16BE" if even > odd else "UTF-16LE"


def _eight_bit(raw: bytes) -> str:
    """What a text that is not UTF-8 looks like; empty where it looks like no text at all."""
    start = raw[:100_000]
    if sum(byte < 9 or 13 < byte < 27 for byte in start) * 100 > len(start):
        return ""
    letters = sum(chr(byte).isalpha() and byte < 128 for byte in start)
    high = sum(byte >= 128 for byte in start)
    if high <= letters // 2:
        return "WINDOWS-1252"
    if east := next((guess for guess in _EAST if _is_east_asian(start, guess)), ""):
        return east
    share = {
        "WINDOWS-1251": sum(byte >= 0xE0 for byte in start) / high,
        "KOI8-R": sum(0xC0 <= byte < 0xE0 for byte in start) / high,
        "WINDOWS-1256": sum(byte in b"\xc7\xe1\xed\xe3\xe6\xe4\xd1" for byte in start) / high,
    }
    if share["WINDOWS-1256"] > 0.4:
        return "WINDOWS-1256"
    guess = max(("WINDOWS-1251", "KOI8-R"), key=lambda each: share[each])
    return guess if share[guess] > 0.6 else "WINDOWS-1252"


def _is_east_asian(raw: bytes, encoding: str) -> bool:
    """Whether the bytes make a text of Chinese, Japanese or Korean; in Japanese every third character is kana."""
    text = raw.decode(encoding, errors="replace")
    beyond = [ord(each) for each in text if ord(each) > 127]
    kana = sum(0x3040 <= each < 0x3100 for each in beyond)
    common = sum(low <= each < high for each in beyond for low, high in _EAST[encoding])
    if text.count("\ufffd") > 1 or (encoding == "SHIFT_JIS" and kana * 5 < len(beyond)):
        return False
    return common * 10 > len(beyond) * 9
