"""Where a record lies."""

from __future__ import annotations

from pathlib import Path

RECORD_FILE = "talks.yaml"


def record_path(path: str | Path) -> Path:
    """The record's file: the path itself, or ``talks.yaml`` in it when it is a folder."""
    path = Path(path)
    return path / RECORD_FILE if path.is_dir() else path
