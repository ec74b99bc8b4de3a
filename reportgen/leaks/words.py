"""Text levelled for the search: hyphenation, line ends, ligatures and shapes of letters hide nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reportgen.sources.script import SPACELESS_SIGN

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_ASCII_SIGNS = bytes(number for number in range(128) if not chr(number).isalnum())
_DROPPED = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""What has no shape: soft hyphens, joiners, marks of direction."""

_TOKEN = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*(?:#\w+(?:-\w+)*)?")
_REFERENCE = re.compile(r"(?<=\w)#\s*\n\s*(?=\w)")
_BROKEN = re.compile(r"(?<=\w)([-\u2010\u2011])\s*\n\s*(?=\w)")


def squeezed(text: str) -> str:
    """Letters and digits only, in small letters and compatibility form: what is left of words anywhere."""
    plain = unicodedata.normalize("NFKC", text if text.isascii() else _DROPPED.sub("", text)).casefold()
    # Nearly all that goes is ASCII, and bytes lose it in half the time that the expression needs.
    rest = plain.encode("utf-8", "surrogatepass").translate(None, _ASCII_SIGNS).decode("utf-8", "surrogatepass")
    return rest if rest.isascii() else _NOT_ALPHANUMERIC.sub("", rest)


def is_dense(text: str) -> bool:
    """Whether text is mostly in a script without spaces, where few characters say much."""
    return len(SPACELESS_SIGN().findall(text)) * 2 > len(text)


def has_dense(text: str) -> bool:
    """Whether any character is of a script without spaces."""
    return bool(SPACELESS_SIGN().search(text))


def tokens(text: str) -> list[str]:
    """Words and ids with their capitals; ``A-03`` is one, and so is ``other-talks#A-03``."""
    plain = _REFERENCE.sub("#", unicodedata.normalize("NFKC", _DROPPED.sub("", text)))
    return _TOKEN.findall(plain.replace("\u2010", "-").replace("\u2011", "-"))


def readings(text: str) -> Iterator[str]:
    """The text with its lines joined in every way it may have been broken at a hyphen."""
    yield text
    if _BROKEN.search(text):
        yield _BROKEN.sub("-", text)
        yield _BROKEN.sub("", text)
