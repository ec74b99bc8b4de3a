"""Files are written whole or not at all."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.errors import WriteError
from reportgen.files import write_all, write_private
from tests.conftest import ROOT


def test_files_and_their_folder_are_made(tmp_path: Path) -> None:
    """Every file is written, in a folder that is made if need be, and nothing else is left there."""
    write_all({tmp_path / "new" / "a.txt": b"a", tmp_path / "new" / "b.txt": b"b"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()} == {"a.txt": b"a", "b.txt": b"b"}


def test_files_can_be_read_as_the_umask_says(tmp_path: Path) -> None:
    """A memo can be read by those whom the user's umask lets read."""
    before = os.umask(0o022)
    try:
        write_all({tmp_path / "a.txt": b"a"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o644


@pytest.mark.parametrize("name", ["taken", "a" * 300])
def test_when_one_cannot_be_written_none_is(name: str, tmp_path: Path) -> None:
    """When one file of several cannot be written, the others keep their old contents and no trace is left."""
    (tmp_path / "taken").mkdir()
    (tmp_path / "first.txt").write_bytes(b"old")
    with pytest.raises(WriteError) as caught:
        write_all({tmp_path / "first.txt": b"new", tmp_path / name: b"x"})
    assert name[:40] in str(caught.value)
    assert (tmp_path / "first.txt").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.txt", "taken"]


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    """A file in the place of the output folder is named, with what to do."""
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(WriteError, match="is a file; memos are written into a folder"):
        write_all({tmp_path / "out" / "a.txt": b"a"})


def test_a_full_disk_leaves_the_old_files(tmp_path: Path) -> None:
    """When there is no room, the old files stay, the cause is named, and no trace is left."""
    (tmp_path / "a.bin").write_bytes(b"old")
    code = (
        "import resource, sys; from pathlib import Path; from reportgen.files import write_all, write_private\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (4096, {resource.RLIM_INFINITY}))\n"
        "folder = Path(sys.argv[1])\n"
        "write_all({folder / 'a.bin': b'small', folder / 'b.bin': b'x' * 100_000})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "WriteError" in done.stderr
    assert "file too large" in done.stderr
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.bin", b"old")]


def test_private_files_are_for_their_owner(tmp_path: Path) -> None:
    """A private file is readable by nobody else, replaces what was there, and leaves nothing beside it."""
    path = tmp_path / "answer.json"
    for content in (b"one", b"two"):
        write_private(path, content)
    assert (path.read_bytes(), path.stat().st_mode & 0o777, list(tmp_path.iterdir())) == (b"two", 0o600, [path])
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_private(tmp_path / "folder", b"three")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["answer.json", "folder"]
