"""Copies of the real record with a fault planted in them."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import REAL


def damaged(folder: Path, *changes: tuple[str, str], source: tuple[str, str] | None = None) -> Path:
    """A copy of the real record in ``folder`` with each text replaced once; the path of its talks.yaml."""
    copy = folder / "wang-blinken-2023-10"
    shutil.copytree(REAL, copy, dirs_exist_ok=True)
    for before, after in changes:
        _replace(copy / "talks.yaml", before, after)
    if source:
        _replace(copy / "source.txt", *source)
    return copy / "talks.yaml"


def _replace(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text, f"{before!r} is not in {path.name}, so nothing would be damaged"
    path.write_text(text.replace(before, after, 1), encoding="utf-8", newline="")
