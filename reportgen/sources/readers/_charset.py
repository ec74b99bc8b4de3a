"""The bytes of a web page → its text, by its byte-order mark, what it declares, or as UTF-8."""

from __future__ import annotations

import re

from reportgen.sources.contents import refusal
from reportgen.sources.encoding import decoded

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.I
)
_KNOWN = re.compile(
    r"utf-?8|(?:us-)?ascii|iso-?8859-\d{1,2}|latin-?\d|windows-\d{3,4}|cp\d{3,4}|koi8-[ru]|gb2312|gbk|gb18030|big5(?:-hkscs)?|"
    r"(?:x-)?(?:shift[_-]jis|sjis)|euc-(?:jp|kr)|iso-2022-jp|macintosh|tis-620",
    re.IGNORECASE,
)
_READ_AS = {
    "iso-8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252", "ascii": "windows-1252",
    "us-ascii": "windows-1252", "iso-8859-9": "windows-1254", "gb2312": "gb18030", "gbk": "gb18030",
    "x-sjis": "shift_jis", "iso8859-1": "windows-1252", "macintosh": "mac_roman", "shift-jis": "shift_jis",
}  # fmt: skip
"""Names that browsers read as a larger encoding."""


def decoded_page(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a page, and a note where it is not in the encoding that it declares.

    Raises ``LoadError`` when it is neither in that nor in UTF-8.
    """
    match = _DECLARED.search(raw[:4096])
    declared = match[1].decode("ascii").lower() if match else ""
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or not _KNOWN.fullmatch(declared):
        return decoded(raw, name), ()
    if declared in ("utf-8", "utf8"):
        return decoded(raw, name), ()
    try:
        text = raw.decode(_READ_AS.get(declared, declared))
    except (UnicodeDecodeError, LookupError):
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            message = f"The page says that it is in {declared}, and is neither in that nor in UTF-8."
            raise refusal(name, message, "Save its text as UTF-8 plain text (.txt).") from None
        return text, (f"The page says that it is in {declared}; it is in UTF-8.",)
    return text.replace("\r\n", "\n").replace("\r", "\n"), ()
