"""Rows → CSV for spreadsheets and data tools, and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from reportgen.rows import Row, Value

FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\u2212\t\r\n")
"""What a spreadsheet may take for the beginning of a formula (OWASP, "CSV Injection"), in full width and as the
mathematical minus too."""
INERT = "'"
"""Before such a cell: a spreadsheet shows it as text."""


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A table as RFC 4180 has it, in UTF-8 with the mark by which Excel knows it; days are ISO 8601.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str | int:
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    text = str(value)
    return INERT + text if _begins(text) in FORMULA else text


def _begins(text: str) -> str:
    """The first character that a spreadsheet would look at: it passes over white space and what has no shape."""
    return next((each for each in text if each in FORMULA or not _is_nothing(each)), "")


def _is_nothing(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cf", "Cc", "Mn")


def as_json(content: dict[str, Any]) -> bytes:
    """A JSON text, the same bytes for the same content; days are ISO 8601."""
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode() + b"\n"
