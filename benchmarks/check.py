"""How long ``reportgen check`` takes; ``make bench`` writes it into benchmarks/results.md.

Each round runs every command once, so that a busy moment of the machine strikes all alike; what is reported
are medians, and the median of each round's ratio to the bare import of the two libraries.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.results import machine, put
from reportgen import check, load

ROOT = Path(__file__).parent.parent
ROUNDS = 31
RECORD = "seeds/wang-blinken-2023-10"
PIECES = 10_000
SOURCE_SIZE = 1_000_000
"""Characters of the invented source."""

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As on anybody's machine: modules are compiled once, the libraries' and ours, and not at every start."""

COMMANDS = {
    'python -c "import pydantic, yaml"': ["-c", "import pydantic, yaml"],
    'python -c "from pydantic import BaseModel; import yaml"': ["-c", "from pydantic import BaseModel; import yaml"],
    "reportgen check RECORD, unchanged since the last check": ["-m", "reportgen", "check", RECORD],
    "reportgen check RECORD, for the first time (--no-cache)": ["-m", "reportgen", "check", RECORD, "--no-cache"],
    "reportgen --help": ["-m", "reportgen", "--help"],
    "reportgen --version": ["-m", "reportgen", "--version"],
}
"""The first is what the others are measured by; it imports little of pydantic, which the second does."""


def seconds(arguments: list[str]) -> float:
    """One run of Python, start to end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
    return time.perf_counter() - start


def interleaved() -> dict[str, list[float]]:
    """The times of every command, a round at a time; the first round only fills the caches."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(ROUNDS + 1):
        for name, arguments in COMMANDS.items():
            taken = seconds(arguments)
            if number:
                times[name].append(taken)
    return times


def invented(folder: Path) -> Path:
    """A record of 10,000 pieces of evidence, and its source of 1 MB, of invented words."""
    chance = Random(1)
    letters = "abdeghiklmnoprstuvwz"
    vocabulary = ["".join(chance.choices(letters, k=chance.randint(2, 11))) for _ in range(20_000)]
    paragraphs, size = [], 0
    while size < SOURCE_SIZE:
        paragraphs.append(" ".join(chance.choices(vocabulary, k=chance.randint(30, 120))))
        size += len(paragraphs[-1]) + 2
    source = "\n\n".join(paragraphs)
    (folder / "source.txt").write_text(source, encoding="utf-8", newline="")
    path = folder / "talks.yaml"
    path.write_text(_head(source) + "".join(_mentions(paragraphs, chance)), encoding="utf-8", newline="")
    return path


def _head(source: str) -> str:
    digest = sha256(source.encode()).hexdigest()
    return f"""\
id: invented
title: Invented talks
as_of: 2031-01-01
handling: public
party_order: [A]
source_caveat: Invented.
sources:
  - {{id: S1, short: Invented, kind: note, publisher: Nobody, controlled_by: A, path: source.txt, sha256: {digest}}}
parties:
  - {{id: A, name: Nobody, kind: other, role: principal}}
meetings:
  - {{id: M-01, kind: other, parties: [A], dates: {{}}, evidence: "{" ".join(source.split()[:8])}"}}
mentions:
"""


def _mentions(paragraphs: list[str], chance: Random) -> list[str]:
    found = []
    for number in range(PIECES):
        paragraph = paragraphs[number % len(paragraphs)].split()
        at = chance.randrange(len(paragraph) - 12)
        run = " ".join(paragraph[at : at + chance.randint(6, 12)])
        operative = " ".join(run.split()[:2])
        found.append(
            f'  - {{id: X-{number}, parties: [A], operative_words: "{operative}", text: "{run}", evidence: "{run}"}}\n'
        )
    return found


def matching() -> tuple[float, float, float]:
    """For the invented record, in seconds: loading it, finding all its evidence, every check of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = invented(Path(folder))
        start = time.perf_counter()
        record = load(path)
        loaded = time.perf_counter()
        found = sum(record.found(piece) is not None for _, _, piece in record.pieces())
        matched = time.perf_counter()
        check(record)
        checked = time.perf_counter()
    assert found > PIECES * 0.99, found
    return loaded - start, matched - loaded, checked - matched


def report() -> str:
    """The part of benchmarks/results.md that this benchmark writes."""
    times = interleaved()
    bare, *_ = times.values()
    rows = [
        f"| `{name}` | {median(taken) * 1000:.0f} | {median(a / b for a, b in zip(taken, bare, strict=True)):.2f} |"
        for name, taken in times.items()
    ]
    loading, matching_took, checking = matching()
    return "\n".join(
        [
            "## `reportgen check`\n",
            f"{machine('pydantic', 'pyyaml')}; medians of {ROUNDS} interleaved rounds; RECORD is {RECORD}. The goal "
            "for checking is a ratio of 2.00. A record that is as it was when last checked is answered from what was "
            "found then; one that changed is read and checked anew, and importing pydantic with BaseModel is a third "
            "of that.\n",
            "| Command | ms | ratio |",
            "|---|---:|---:|",
            *rows,
            "",
            f"{PIECES:,} pieces of evidence against an invented source of {SOURCE_SIZE:,} characters: found in "
            f"{matching_took:.2f} s, after {loading:.2f} s to load the record; then all checks in {checking:.2f} s. "
            "The goal for finding them is about a second.",
        ]
    )


if __name__ == "__main__":
    put("check", report())
