"""Plain text → contents, as it is: only line ends, the byte-order mark and the final newline change."""

from __future__ import annotations

from reportgen.sources.contents import Contents
from reportgen.sources.encoding import decoded


def read(raw: bytes, name: str) -> Contents:
    """The contents of a plain text; ``LoadError`` when it is binary, or neither UTF-8 nor marked UTF-16 or UTF-32."""
    text = decoded(raw, name)
    return Contents(text if text.endswith("\n") else f"{text}\n")
