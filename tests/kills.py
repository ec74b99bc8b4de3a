"""Builds that are killed at random moments, and what lies in their folder after each.

    python -m tests.kills 1000    so many kills, and what came of them

A launcher imports the program, builds once elsewhere, and forks a process for each build, so that a kill strikes the
build, and neither its imports nor what a first build alone does. Two versions of one record are built in turn, so that
every file has an old and a new form.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.files import BEGINS, ENDS
from tests.conftest import REAL, ROOT

VERSIONS = ("one", "two")
FORMATS = ("md", "html")
AUDIENCES = ("desk", "negotiator")
LAUNCHER = """
import os, sys
from pathlib import Path
from tempfile import TemporaryDirectory
import reportgen.writers.docx, reportgen.writers.html, reportgen.writers.markdown
from reportgen import build
from reportgen.loading import load
from tests.kills import AUDIENCES, FORMATS
records = {name: load(sys.argv[1] + "/" + name) for name in ("one", "two")}
def made(name):
    build(records[name], out=sys.argv[2], formats=FORMATS, audiences=AUDIENCES, report=True)
with TemporaryDirectory() as folder:
    build(records["one"], out=folder, formats=FORMATS, audiences=AUDIENCES, report=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.setsid()
        try:
            made(line.strip())
            os._exit(0)
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass
class Tally:
    """What came of so many kills: how many struck a build that went on, and every file that was neither old nor new."""

    kills: int = 0
    running: int = 0
    writing: int = 0
    torn: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.running} while the build went on, {self.writing} of them while it wrote: "
            f"{len(self.torn)} files torn, {len(self.left)} temporary files left after the next build"
        )


class Builds:
    """The launcher, the folder that is built into, and the two forms of every file."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out"
        for name in VERSIONS:
            shutil.copytree(REAL, folder / name)
        record = folder / "two" / "talks.yaml"
        text = record.read_text(encoding="utf-8")
        record.write_text(text.replace("title: ", "title: Second version of ", 1), encoding="utf-8")
        self._launcher = subprocess.Popen(
            [sys.executable, "-c", LAUNCHER, str(folder), str(self.out)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.forms: dict[str, dict[str, bytes]] = {}
        for name in VERSIONS:
            began = time.monotonic()
            assert self.run(name) == 0
            self.seconds = time.monotonic() - began
            self.forms[name] = self.files()
        assert all(self.forms["one"][file] != self.forms["two"][file] for file in self.forms["one"])

    def close(self) -> None:
        """End the launcher."""
        assert self._launcher.stdin is not None
        self._launcher.stdin.close()
        self._launcher.wait(30)
        assert self._launcher.stdout is not None
        self._launcher.stdout.close()

    def start(self, name: str) -> int:
        """A build begins; its process."""
        assert self._launcher.stdin is not None
        self._launcher.stdin.write(f"{name}\n")
        self._launcher.stdin.flush()
        return int(self._line())

    def ended(self) -> int:
        """The exit code of the build that was begun."""
        return int(self._line())

    def run(self, name: str) -> int:
        """A build from beginning to end."""
        self.start(name)
        return self.ended()

    def _line(self) -> str:
        assert self._launcher.stdout is not None
        return self._launcher.stdout.readline()

    def files(self) -> dict[str, bytes]:
        """What a reader of the folder sees."""
        return {path.name: path.read_bytes() for path in self.out.iterdir() if not path.name.startswith(".")}

    def temporary(self) -> list[str]:
        """What is not meant to be seen."""
        return [path.name for path in self.out.glob(f"{BEGINS}*{ENDS}")]

    def torn(self) -> list[str]:
        """Files that are whole in neither form, or missing."""
        files = self.files()
        forms = [self.forms[name] for name in VERSIONS]
        return [name for name in forms[0] if not any(files.get(name) == form[name] for form in forms)]


@contextmanager
def builds(folder: Path) -> Iterator[Builds]:
    """The launcher, as long as it is needed."""
    started = Builds(folder)
    try:
        yield started
    finally:
        started.close()


def killed(folder: Path, kills: int, seed: int) -> Tally:
    """Kill so many builds: half of them at any moment, half of them from the moment the first file is being written."""
    chance, tally = random.Random(seed), Tally()
    with builds(folder) as there:
        for number in range(kills):
            name = VERSIONS[number % 2]
            process = there.start(name)
            if chance.random() < 0.5:
                time.sleep(chance.uniform(0, 1.1 * there.seconds))
            else:
                _until_it_writes(there, process)
                time.sleep(chance.uniform(0, 0.02))
            tally.writing += bool(there.temporary())
            try:
                os.killpg(process, signal.SIGKILL)
            except ProcessLookupError:
                os.kill(process, signal.SIGKILL) if _goes_on(process) else None
            tally.running += there.ended() == -signal.SIGKILL
            tally.kills += 1
            tally.torn += there.torn()
            if number % 10 == 9:
                assert there.run(name) == 0
                tally.left += there.temporary()
                assert there.files() == there.forms[name]
    return tally


def _goes_on(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def _until_it_writes(there: Builds, process: int) -> None:
    end = time.monotonic() + 3 * there.seconds
    while not there.temporary() and time.monotonic() < end and _goes_on(process):
        time.sleep(0.001)


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        print(killed(Path(folder), int(sys.argv[1]), seed=1))
