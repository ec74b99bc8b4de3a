"""What is worked out of shipped files is kept as Python keeps its modules, and never believed further than that."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen import pycache

MADE_OF = bytes(range(32))
VALUE = {"a": ["one", "two"], "b": None}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in which a value is kept, in a folder that was not there."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    file = tmp_path / "__pycache__" / "some.kept"
    pycache.write(file, MADE_OF, VALUE)
    assert file.is_file()
    return file


def test_what_was_kept_is_read(kept: Path) -> None:
    """For what it was made of alone."""
    assert pycache.read(kept, MADE_OF) == VALUE
    assert pycache.read(kept, bytes(32)) is None
    assert pycache.read(kept.with_name("no such"), MADE_OF) is None


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "zeros": lambda content: bytes(len(content)),
    "cut": lambda content: content[:-5],
    "altered": lambda content: content.replace(b"one", b"two"),
    "another file": lambda content: b"no such thing",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_file_is_as_none(kept: Path, damage: str) -> None:
    """A file cut off, altered, or of another kind holds nothing, without a word."""
    kept.write_bytes(DAMAGE[damage](kept.read_bytes()))
    assert pycache.read(kept, MADE_OF) is None


def test_file_is_kept_where_python_keeps_its_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the modules of the package, and not at all where Python keeps none, or where nothing can be written."""
    file = pycache.kept("some")
    assert file.parent.name == "__pycache__" or os.environ.get("PYTHONPYCACHEPREFIX")
    assert file.parent.parent == Path(pycache.__file__).parent or os.environ.get("PYTHONPYCACHEPREFIX")
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    pycache.write(tmp_path / "file" / "some.kept", MADE_OF, VALUE)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    pycache.write(tmp_path / "some.kept", MADE_OF, VALUE)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("table", ["drafting", "cues"])
def test_shipped_table_is_kept_for_the_next_run(table: str, tmp_path: Path) -> None:
    """A second process reads what the first one kept, and makes it anew where table, module or file has changed."""
    cached = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    cached.pop("PYTHONDONTWRITEBYTECODE", None)
    code = (
        "import sys; from reportgen.cues import cues; from reportgen.drafting.cues.table import drafting_table;"
        f"{'drafting_table' if table == 'drafting' else 'cues'}('en'); print('yaml' in sys.modules)"
    )

    def reads_yaml() -> str:
        done = subprocess.run([sys.executable, "-c", code], env=cached, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    assert (reads_yaml(), reads_yaml()) == ("True", "False")
    (file,) = tmp_path.rglob(f"{table}-en.*.kept")
    file.write_bytes(file.read_bytes()[:-1])
    assert (reads_yaml(), reads_yaml()) == ("True", "False")


def test_what_is_kept_is_of_all_it_was_made_of(tmp_path: Path) -> None:
    """The digest changes with each of the files."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"a"), two.write_bytes(b"b")
    before = pycache.made_of(one, two)
    one.write_bytes(b"ab"), two.write_bytes(b"")
    between = pycache.made_of(one, two)
    two.write_bytes(b"b")
    assert len({before, between, pycache.made_of(one, two), pycache.made_of(two, one)}) == 4
