"""How long ``reportgen new`` takes beside the bare import of pydantic, and how long a folder of 1,000 readouts;
``make bench`` writes it into benchmarks/results.md.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.measured import ENVIRONMENT, ROOT
from benchmarks.results import machine, put

ROUNDS = 21
READOUTS = 1_000
SOURCE = ROOT / "seeds" / "wang-blinken-2023-10" / "source.txt"
GOAL = 4


def seconds(arguments: list[str]) -> float:
    """One run of Python, start to end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
    return time.perf_counter() - start


def one(folder: Path) -> tuple[float, float, float]:
    """Medians of the import, of ``new`` on two pages, and of their ratio in each round; the first fills the caches."""
    pairs = []
    for number in range(ROUNDS + 1):
        bare = seconds(["-c", "import pydantic"])
        ours = seconds(["-m", "reportgen", "new", str(SOURCE), "--into", str(folder / str(number)), "--quiet"])
        pairs.append((bare, ours))
    kept = pairs[1:]
    return median(b for b, _ in kept), median(o for _, o in kept), median(o / b for b, o in kept)


def thousand(folder: Path, jobs: int) -> float:
    """Seconds for a folder of 1,000 copies of the report, each made a record of its own."""
    reports = folder / f"reports-{jobs}"
    reports.mkdir()
    for number in range(READOUTS):
        shutil.copyfile(SOURCE, reports / f"readout-{number:04}.txt")
    into = str(folder / f"records-{jobs}")
    return seconds(["-m", "reportgen", "new", str(reports), "--into", into, "--jobs", str(jobs), "--quiet"])


def report() -> str:
    """The section of benchmarks/results.md."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare, ours, ratio = one(folder)
        alone, together = thousand(folder, 1), thousand(folder, 2)
    words = len(SOURCE.read_text(encoding="utf-8").split())
    return "\n".join(
        [
            "## Drafting a record",
            "",
            f"{machine('pydantic')}; a report of {words} words, the drafter `cues`; medians of {ROUNDS} interleaved "
            "rounds.",
            "",
            "| Command | ms | ratio | goal |",
            "|---|---:|---:|---:|",
            f'| `python -c "import pydantic"` | {bare * 1000:.0f} | 1.00 | |',
            f"| `reportgen new source.txt` | {ours * 1000:.0f} | **{ratio:.2f}** | at most {GOAL} |",
            "",
            f"A folder of {READOUTS:,} such reports, a record each: {alone:.1f} s with one job, {together:.1f} s with "
            f"two ({alone / together:.2f} times as fast).",
        ]
    )


if __name__ == "__main__":
    put("draft", report())
