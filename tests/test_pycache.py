"""What is worked out of shipped files is kept as Python keeps its modules, and never believed further than that."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen import pycache
from reportgen.shipped import templates
from reportgen.yamlfile import plain, shipped

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


@pytest.mark.parametrize("name", ["drafting/en.yaml", "cues/en.yaml"])
def test_shipped_table_is_the_same_from_its_file_and_as_kept(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is read for the first time or was kept; and a table that has changed since is read anew."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    path = tmp_path / "kept-test" / Path(name).name
    path.parent.mkdir()
    path.write_bytes((templates() / name).read_bytes())
    file = pycache.kept(f"kept-test-{path.stem}")
    try:
        first = shipped(path)
        assert file.is_file() or not os.access(Path(pycache.__file__).parent, os.W_OK)
        assert first == shipped(path)
        assert first.root == plain._composed(path.read_text(encoding="utf-8"))
        path.write_text("a: [one]\n", encoding="utf-8")
        assert shipped(path).root == {"a": ["one"]}
    finally:
        file.unlink(missing_ok=True)
