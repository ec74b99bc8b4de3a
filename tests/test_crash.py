"""Whole or not at all: whatever is killed, full, forbidden or done at once, a file is the old one or the new one."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reportgen import build
from reportgen.errors import WriteError
from reportgen.files import BEGINS, ENDS, sweep, write_all
from tests.conftest import REAL, ROOT, record_at
from tests.kills import killed
from tests.test_cli import no_traceback, run

WANTED: dict[str, Any] = {"audiences": ["desk"], "formats": ["md", "html"], "report": True}
WRITER = """
import sys
from pathlib import Path
from reportgen.files import write_all
folder = Path(sys.argv[1])
for line in sys.stdin:
    content = line.strip().encode() * 1_000_000
    print("begun", flush=True)
    write_all({folder / f"{name}.bin": content + name.encode() for name in "abc"})
    print("done", flush=True)
"""


def files(folder: Path) -> dict[str, bytes]:
    """What a reader of a folder sees."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if not path.name.startswith(".")}


def temporary(folder: Path) -> list[Path]:
    """What is not meant to be seen."""
    return list(folder.glob(f"{BEGINS}*{ENDS}"))


# ------------------------------------------------------------------------------------------- killed


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="forks, and reads /proc")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_builds_that_are_killed(seed: int, tmp_path: Path) -> None:
    """Of 300 builds killed at random moments none leaves a torn file, and the next one leaves nothing else either."""
    tally = killed(tmp_path, kills=100, seed=seed)
    assert (tally.torn, tally.left) == ([], [])
    assert tally.running > 20
    assert tally.writing > 2


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_writer_that_is_killed(tmp_path: Path) -> None:
    """Files of some megabytes, killed while they are written over and over, are old or new; a reader sees no other."""
    whole = {
        hashlib.sha256(word * 1_000_000 + name).digest() for word in (b"old", b"new") for name in (b"a", b"b", b"c")
    }
    seen: list[str] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            digests = {path: hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.glob("[abc].bin")}
            seen.extend(path.name for path, digest in digests.items() if digest not in whole)

    reader = threading.Thread(target=read)
    reader.start()
    chance = random.Random(7)
    try:
        for number in range(60):
            with _writer(tmp_path) as writer:
                assert writer.stdin is not None
                assert writer.stdout is not None
                for turn in range(6):
                    writer.stdin.write(f"{'old' if (number + turn) % 2 else 'new'}\n")
                writer.stdin.flush()
                writer.stdout.readline()
                time.sleep(chance.uniform(0, 0.08))
                writer.send_signal(signal.SIGKILL)
                writer.wait(10)
    finally:
        stop.set()
        reader.join()
    assert seen == []
    assert {path.name for path in tmp_path.glob("*.bin")} == {"a.bin", "b.bin", "c.bin"}
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.bin", "b.bin", "c.bin"]


def _writer(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


# ------------------------------------------------------------------------------------ a fault a call


def _failing(call: Callable[..., Any], at: int, number: int) -> Callable[..., Any]:
    """The call, which fails once, when it is made for the time ``at``."""
    count = iter(range(1, 10_000))

    def sometimes(*arguments: Any, **named: Any) -> Any:
        if next(count) == at:
            raise OSError(number, os.strerror(number))
        return call(*arguments, **named)

    return sometimes


def _refusal(call: Callable[[], object]) -> WriteError | None:
    try:
        call()
    except WriteError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("name", "number", "cause"),
    [
        ("fsync", errno.EIO, "input/output error"),
        ("fsync", errno.ENOSPC, "no space left on device"),
        ("replace", errno.EACCES, "permission denied"),
        ("replace", errno.EXDEV, "invalid cross-device link"),
        ("chmod", errno.EPERM, "operation not permitted"),
        ("fdopen", errno.EMFILE, "too many open files"),
    ],
)
def test_a_fault_of_the_system_at_any_call(
    name: str, number: int, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever call of a build the system refuses, each file is the old or the new one, and the cause is named."""
    out = tmp_path / "out"
    record = record_at(REAL / "talks.yaml")
    new = {path.name for path in build(record, out=out, **WANTED).report and out.iterdir()}
    whole = files(out)
    old = dict.fromkeys(new, b"old")
    refused = 0
    for at in range(1, 50):
        for file, content in old.items():
            (out / file).write_bytes(content)
        with monkeypatch.context() as fault:
            fault.setattr(os, name, _failing(getattr(os, name), at, number))
            error = _refusal(lambda: build(record, out=out, **WANTED))
        if error is None:
            break
        assert cause in str(error)
        refused += 1
        assert all(content in (b"old", whole[file]) for file, content in files(out).items())
        assert temporary(out) == []
    assert refused >= len(whole) > 2
    assert files(out) == whole


def test_no_room_on_the_disk(tmp_path: Path) -> None:
    """On a disk that is full the old memos stay, the cause is named, and room is given back."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not _mounted(disk):
        pytest.skip("a small disk can be mounted by root alone")
    try:
        out = disk / "out"
        wanted = ["--audience", "desk", "--format", "md,html", "--out", out]
        assert run("build", REAL, *wanted).returncode == 0
        before = files(out)
        for room in (0, 4096, 30_000):
            filler = disk / "filler"
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            filler.write_bytes(bytes(max(0, free - room)))
            done = run("build", REAL, *wanted, "--paper", "letter", "--portion-marks")
            no_traceback(done)
            assert done.returncode == 1
            assert "no space left on device" in done.stderr
            assert files(out) == before
            assert temporary(out) == []
            filler.unlink()
        assert run("build", REAL, *wanted, "--portion-marks").returncode == 0
        assert files(out) != before
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _mounted(folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    return os.name == "posix" and shutil.which("mount") is not None and subprocess.run(
        command, check=False, stderr=subprocess.DEVNULL
    ).returncode == 0  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    """In a read-only folder nothing changes, and the cause is named."""
    out = tmp_path / "out"
    out.mkdir()
    disk = os.geteuid() == 0  # whom permissions do not stop
    if disk and not _mounted(out):
        pytest.skip("no disk can be mounted here")
    try:
        wanted = ["--audience", "desk", "--format", "md", "--no-report", "--out", out]
        assert run("build", REAL, *wanted).returncode == 0
        before = files(out)
        subprocess.run(["mount", "-o", "remount,ro", str(out)], check=True) if disk else out.chmod(0o555)
        done = run("build", REAL, *wanted, "--portion-marks")
        no_traceback(done)
        assert done.returncode == 1
        assert ("read-only file system" if disk else "permission denied") in done.stderr
        assert files(out) == before
    finally:
        subprocess.run(["umount", "-l", str(out)], check=True) if disk else out.chmod(0o755)


# ---------------------------------------------------------------------------------------- at once


def test_two_builds_in_one_folder(tmp_path: Path) -> None:
    """Builds of two versions into one folder, at once and again and again: a reader sees whole files, old or new."""
    record = record_at(REAL / "talks.yaml")
    forms: list[dict[str, bytes]] = []
    for paper in ("a4", "letter"):
        build(record, out=tmp_path / paper, paper=paper, scheme="us" if paper == "a4" else "uk", **WANTED)
        forms.append(files(tmp_path / paper))
    whole = {name: {form[name] for form in forms} for name in forms[0]}
    out = tmp_path / "out"
    write_all({out / name: content for name, content in forms[0].items()})
    stop, wrong, reads = threading.Event(), [], [0]

    def read() -> None:
        while not stop.is_set():
            for name, there in files(out).items():
                reads[0] += 1
                if there not in whole[name]:
                    wrong.append(name)

    def write(form: dict[str, bytes]) -> Iterator[None]:
        for _ in range(150):
            yield write_all({out / name: content for name, content in form.items()}) and None

    threads = [threading.Thread(target=lambda form=form: list(write(form))) for form in (*forms, forms[0])]
    reader = threading.Thread(target=read)
    for thread in (reader, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    reader.join()
    assert wrong == []
    assert reads[0] > 100
    assert temporary(out) == []


def test_a_sweep_takes_nothing_from_another_who_writes(tmp_path: Path) -> None:
    """What another program is writing is left alone; what a killed one left is not, nor is anything of the user's."""
    left = tmp_path / f"{BEGINS}memo.pdf.abc{ENDS}"
    others = [tmp_path / name for name in (".hidden", "memo.pdf", f"kept{ENDS}")]
    for path in (left, *others):
        path.write_bytes(b"x")
    code = (
        "import sys; from pathlib import Path; from reportgen.files import _writing\n"
        "with _writing(Path(sys.argv[1])):\n"
        "    open(sys.argv[2], 'w').close(); print('in', flush=True); sys.stdin.read()\n"
    )
    held = tmp_path / f"{BEGINS}other.pdf.def{ENDS}"
    command = [sys.executable, "-c", code, str(tmp_path), str(held)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        assert not left.exists()
        sweep(tmp_path)
        assert held.exists()
        other.kill()
        other.wait(10)
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in others)
