"""Plain text → contents, as it is: only line ends, the byte-order mark and the final newline change."""

from __future__ import annotations

import codecs

from reportgen.sources.contents import Contents, refusal


def read(raw: bytes, name: str) -> Contents:
    """The contents of a plain text; ``LoadError`` when it is empty, binary, or neither UTF-8 nor marked UTF-16."""
    text = decoded(raw, name)
    if not text.strip():
        raise refusal(name, "The source document is empty.")
    return Contents(text if text.endswith("\n") else f"{text}\n")


def decoded(raw: bytes, name: str) -> str:
    """Bytes of UTF-8, or of UTF-16 with a byte-order mark, as text with ``\\n`` line ends."""
    encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise refusal(name, "The source document is not UTF-8 text.", "Save it as UTF-8 plain text.", line) from None
    if "\x00" in text:
        raise refusal(name, "The source document is not plain text.", "Save its text as UTF-8 plain text (.txt).")
    return text.replace("\r\n", "\n").replace("\r", "\n")
