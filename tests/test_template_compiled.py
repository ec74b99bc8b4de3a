"""Compiled templates are kept for the next run; what keeps them is judged in ``test_pycache``."""

from __future__ import annotations

from pathlib import Path
from types import CodeType

import pytest
from jinja2.bccache import Bucket

from reportgen.shipped import templates
from reportgen.template import compiled, prepare_all
from reportgen.template.compiled import COMPILED, Compiled
from reportgen.template.folders import Folders
from reportgen.template.sandbox import Sandbox


def bucket(of: Compiled, name: str, text: str) -> Bucket:
    """What Jinja asks for a template called ``name`` with."""
    sandbox = Sandbox(Folders(()))
    asked = Bucket(sandbox, of.get_cache_key(name, name), of.get_source_checksum(text))
    of.load_bytecode(asked)
    return asked


def code(text: str) -> CodeType:
    return compile(text, "a template", "exec")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in which one template is kept, in a folder that was not there."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    made = Compiled()
    asked = bucket(made, "a.j2", "{{ a }}")
    asked.code = code("a = 1")
    made.dump_bytecode(asked)
    file = tmp_path / "__pycache__" / "templates.kept"
    made.write(file)
    assert file.is_file()
    return file


def test_next_run_has_what_was_compiled(kept: Path) -> None:
    """What one process compiled another one has, for the same text alone."""
    again = Compiled()
    again.read(kept)
    assert bucket(again, "a.j2", "{{ a }}").code == code("a = 1")
    assert bucket(again, "a.j2", "{{ b }}").code is None
    assert bucket(again, "b.j2", "{{ a }}").code is None


def test_what_is_here_goes_before_what_was_kept(kept: Path) -> None:
    """A template compiled since, in a process that could not write it down, stays when the file is read."""
    newer = Compiled()
    asked = bucket(newer, "a.j2", "{{ b }}")
    asked.code = code("b = 2")
    newer.dump_bytecode(asked)
    newer.read(kept)
    assert bucket(newer, "a.j2", "{{ b }}").code == code("b = 2")


def test_nothing_new_is_not_written_again(kept: Path) -> None:
    """A run that compiled nothing leaves the file alone."""
    before = kept.stat()
    again = Compiled()
    again.read(kept)
    again.write(kept)
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("changed", ["language.py", "sandbox.py", "stamps.py"])
def test_another_language_compiles_anew(kept: Path, changed: str, tmp_path: Path) -> None:
    """When the modules that say what a template may do are others, nothing kept counts."""
    for name in compiled.LANGUAGE:
        text = Path(compiled.__file__).with_name(name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text + ("# changed\n" if name == changed else ""), encoding="utf-8")
    again = Compiled(tmp_path)
    again.read(kept)
    assert bucket(again, "a.j2", "{{ a }}").code is None


def test_every_shipped_template_is_compiled_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the steps taken ahead a memo finds all of them compiled."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    steps = list(prepare_all())
    shipped = {path.relative_to(templates()).as_posix() for path in templates().rglob("*.j2")}
    assert len(steps) == len(shipped) > 30
    for name in shipped:
        path = templates() / name
        asked = Bucket(Sandbox(Folders(())), COMPILED.get_cache_key(name, str(path)), "")
        assert asked.key in COMPILED._kept, name
