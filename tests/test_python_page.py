"""docs/python.md: its blocks run, and its table of columns is that of the program."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from reportgen.cli import main
from reportgen.frames.columns import COLUMNS
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)
LIBRARIES = ("pandas", "polars")
TYPES = {"str": "text", "int": "number", "date": "day"}


def columns() -> str:
    """The rows of the table: each column once for all the parts in which it says the same."""
    parts: dict[tuple[str, str, str], list[str]] = {}
    for part, listed in COLUMNS.items():
        for each in listed:
            parts.setdefault((each.name, TYPES[each.type.__name__], each.meaning), []).append(part)
    every = set(COLUMNS)
    return "\n".join(
        f"| `{name}` | {kind} | {'all' if set(of) == every else ', '.join(of)} | {meaning} |"
        for (name, kind, meaning), of in parts.items()
    )


def test_the_table_of_columns_is_that_of_the_program() -> None:
    """Every column is in the table with its type, its parts and its meaning."""
    assert columns() in PAGE


def test_every_block_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python block runs as it stands, in turn; those with a library that is not installed are passed over."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in BLOCKS:
        if all(f"import {name}" not in block or find_spec(name) for name in LIBRARIES):
            exec(compile(block, "docs/python.md", "exec"), names)
    assert {"public", "internal", "made", "built"} <= names.keys()
    assert [path.name for path in (tmp_path / "out" / "desk").iterdir() if path.suffix == ".ics"] == ["next_steps.ics"]


def test_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands of the page run as they stand."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^    reportgen ([^#\n]+)", PAGE, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        assert main(command.split()) == 0
    assert len(list((tmp_path / "out" / "desk").iterdir())) == 5
