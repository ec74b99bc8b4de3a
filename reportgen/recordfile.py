"""Where a record lies, and what is made of it, where nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

RECORD_FILE = "talks.yaml"
SIGNOFF_FILE = "signoff.yaml"
"""Beside a record, once somebody signed: who checked which entry."""
RECORDS = "seeds"
"""The folder of the records' folders."""
OUT = "out"
"""The folder memos are written into."""
LEDGER_FILE = ".reportgen.json"
"""Beside the memos: what the last build wrote, and of what."""


def record_path(path: str | Path) -> Path:
    """The record's file: the path itself, or ``talks.yaml`` in it when it is a folder."""
    path = Path(path)
    return path / RECORD_FILE if path.is_dir() else path
