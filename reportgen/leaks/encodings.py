"""Words in disguise: other readings of a text or of bytes, without knowing what they are."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_ENTITY = re.compile(r"&(?:#\w+|\w+);")
_BOOKMARK = re.compile(r"_([0-9a-f]{2})")
_ESCAPE = re.compile(r"\\(?:u\{?([0-9A-Fa-f]{4,6})\}?|x([0-9A-Fa-f]{2})|([0-9A-Fa-f]{1,6}) ?)")
_HEX = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){3,}(?![0-9A-Fa-f])")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_PRINTABLE = re.compile(rb"(?:[\x20-\x7e\t]|[\xc2-\xf4][\x80-\xbf]{1,3}){4,}")
_WIDE = {
    "utf-16-le": re.compile(rb"(?:[^\x00-\x1f]\x00){4,}"),
    "utf-16-be": re.compile(rb"(?:\x00[^\x00-\x1f]){4,}"),
}


def other_readings(text: str) -> Iterator[str]:
    """What the text says when taken as percent-encoded, as entities, as escapes, or as a Word bookmark's name."""
    if _PERCENT.search(text):
        yield unquote(text)
    if _ENTITY.search(text):
        yield unescape(text)
    if "\\" in text:
        yield re.sub(r"\\(.)", r"\1", _ESCAPE.sub(_character, text))
    if "_" in text and _BOOKMARK.search(text):
        yield _BOOKMARK.sub(lambda match: chr(int(match[1], 16)), text.replace("rg_", " "))


def hidden_bytes(text: str) -> Iterator[bytes]:
    """What stretches of hexadecimal digits and of base64 stand for."""
    for found in _HEX.findall(text):
        yield bytes.fromhex(found)
    for found in _BASE64.findall(text):
        try:
            yield base64.urlsafe_b64decode(_padded(found))
        except (binascii.Error, ValueError):
            continue


def text_of(content: bytes) -> str:
    """Bytes as text: UTF-8 or UTF-16 when they are that, else every stretch that reads as either."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\x00" not in content:
        try:
            return content.decode()
        except UnicodeDecodeError:
            pass
    found = [match.decode(errors="replace") for match in _PRINTABLE.findall(content)]
    if b"\x00" in content:
        for encoding, stretch in _WIDE.items():
            found += [match.decode(encoding, "replace") for match in stretch.findall(content)]
    return "\n".join(found)


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2] or match[3], 16)
    return chr(number) if 0 < number < 0x110000 else ""


def _padded(found: str) -> str:
    core = found.rstrip("=").replace("+", "-").replace("/", "_")
    core = core[: len(core) - 1] if len(core) % 4 == 1 else core
    return core + "=" * (-len(core) % 4)
