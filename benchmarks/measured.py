"""Runs of whole commands: each is measured with what it started, and none counts that failed.

Every round runs each command once, so that a busy moment of the machine strikes all alike; what is told are medians,
and the median of each round's ratio.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pypdf import PdfReader

ROOT = Path(__file__).parent.parent
OURS = sys.executable
PEERS = str(ROOT / ".venv-bench" / "bin" / "python")
"""The Python of the peers' own environment, which ``make bench`` makes."""
RECORD = ROOT / "seeds" / "wang-blinken-2023-10"

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As on anybody's machine: modules are compiled once, the libraries' and ours, and not at every start."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the clock and of the processor, the most memory of a process of it in MB, and what it printed."""

    wall: float
    processor: float
    megabytes: float
    out: str


def run(command: Sequence[str], cwd: Path = ROOT) -> Run:
    """One command, start to end. Raises RuntimeError with what it said when it fails."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        begun = subprocess.Popen(command, cwd=cwd, env=ENVIRONMENT, stdout=out, stderr=errors)
        _, status, used = os.wait4(begun.pid, 0)
        wall = time.perf_counter() - start
        begun.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), errors.seek(0)
        if begun.returncode:
            raise RuntimeError(f"{command} ended with {begun.returncode}: {errors.read().decode()[-2000:]}")
        return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read().decode())


def run_python(python: str, *arguments: str) -> Run:
    """One run of a Python."""
    return run([python, *arguments])


def reportgen(*arguments: str) -> list[str]:
    """The command line of the program."""
    return [OURS, "-m", "reportgen", *arguments]


def rounds(ways: Mapping[str, Callable[[], Run]], number: int) -> dict[str, list[Run]]:
    """Every way once a round; the first round only fills the caches."""
    found: dict[str, list[Run]] = {name: [] for name in ways}
    for each in range(number + 1):
        for name, way in ways.items():
            taken = way()
            if each:
                found[name].append(taken)
    return found


def middle(runs: Sequence[Run], measure: str = "wall") -> float:
    """The median of a measure."""
    return median(getattr(each, measure) for each in runs)


def ratio(runs: Sequence[Run], others: Sequence[Run], measure: str = "wall") -> float:
    """The median of each round's ratio to the other's."""
    return median(getattr(a, measure) / getattr(b, measure) for a, b in zip(runs, others, strict=True))


def pages_of(file: Path) -> tuple[int, set[str]]:
    """The pages of a PDF, and the families it is set in. Raises when a font is not inside it."""
    reader = PdfReader(file)
    fonts: set[str] = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            name = str(font.get_object()["/BaseFont"]).removeprefix("/")
            if "+" not in name:
                raise RuntimeError(f"{file}: the font {name} is not inside it")
            fonts.add(name.partition("+")[2])
    return len(reader.pages), fonts
