"""What a cluster costs against ``--jobs`` on the same records; ``make bench`` writes it into benchmarks/results.md.

Both ways have two processes on this machine, so that nothing is gained by the cluster and all it costs is seen. What a
build takes before its first record and for each is told apart by building few records and many. Processor time is of
all processes together: the command, the scheduler, the workers and what they start.
"""

from __future__ import annotations

import os
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.results import machine, put
from reportgen.cluster.parcel import gathered

ROOT = Path(__file__).parent.parent
RECORD = ROOT / "seeds" / "wang-blinken-2023-10"
FEW, MANY = 5, 45
ROUNDS = 3
SMALL = ("--audience", "principal", "--format", "md", "--no-report")
WHOLE = ("--pdf-engine", "weasyprint")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of the clock, and of the processor here and on the cluster."""

    clock: float
    here: float
    there: float = 0.0


def records(folder: Path, count: int) -> Path:
    """Copies of one record, each with an id of its own."""
    text = (RECORD / "talks.yaml").read_text(encoding="utf-8")
    for number in range(count):
        shutil.copytree(RECORD, folder / f"talks-{number}")
        own = text.replace(f"id: {RECORD.name}\n", f"id: talks-{number}\n", 1)
        (folder / f"talks-{number}" / "talks.yaml").write_text(own, encoding="utf-8")
    return folder


def built(talks: Path, *wanted: str, workers: list[int] = []) -> Took:  # noqa: B006  it is read alone
    """What one build took, of which workers had a part."""
    before, clock, there = _children(), time.perf_counter(), _cluster(workers)
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "reportgen", "build", str(talks), "--out", out, "--quiet", *wanted]
        subprocess.run(command, cwd=ROOT, check=True)
    return Took(time.perf_counter() - clock, _children() - before, _cluster(workers) - there)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _cluster(workers: list[int]) -> float:
    """Processor time of the scheduler, which runs in this process, and of the workers with what they started."""
    if not workers:
        return 0.0
    import psutil

    each = [psutil.Process(worker) for worker in workers]
    every = [*each, *(child for worker in each for child in worker.children(recursive=True))]
    return time.process_time() + sum(sum(one.cpu_times()[:4]) for one in every)


def memory(workers: list[int]) -> tuple[float, float]:
    """Megabytes of a worker, and of the fork server that it has beside it."""
    import psutil

    own = [psutil.Process(worker).memory_info().rss for worker in workers]
    beside = [child.memory_info().rss for worker in workers for child in psutil.Process(worker).children()]
    return max(own) / MEGABYTE, max(beside) / MEGABYTE


def row(name: str, few: list[Took], many: list[Took]) -> str:
    """A way's medians: seconds until its first record, and milliseconds for each."""

    def parts(of: str) -> tuple[float, float]:
        first, second = (median(getattr(took, of) for took in times) for times in (few, many))
        each = (second - first) / (MANY - FEW)
        return max(0.0, first - each * FEW), each * 1000

    (begins, clock), (_, here), (_, there) = parts("clock"), parts("here"), parts("there")
    return f"| {name} | {begins:.1f} | {clock:.0f} | {here + there:.0f} | {here:.0f} |"


def report() -> str:
    """The section of benchmarks/results.md."""
    import dask
    from distributed import LocalCluster

    dask.config.set({"distributed.worker.daemon": False})
    local = LocalCluster(2, threads_per_worker=1, dashboard_address="127.0.0.1:0")
    with tempfile.TemporaryDirectory() as folder, local:
        few, many = records(Path(folder, "few"), FEW), records(Path(folder, "many"), MANY)
        workers = [each.pid for each in local.workers.values() if each.pid]
        ways = {"`--jobs 2`": ("--jobs", "2"), "`--scheduler`": ("--scheduler", local.scheduler_address)}
        times: dict[str, tuple[list[Took], list[Took]]] = {name: ([], []) for name in ways}
        for number in range(ROUNDS + 1):
            for name, way in ways.items():
                their = workers if way[0] == "--scheduler" else []
                took = built(few, *SMALL, *way, workers=their), built(many, *SMALL, *way, workers=their)
                if number:
                    times[name][0].append(took[0])
                    times[name][1].append(took[1])
        whole = built(few, *WHOLE, *ways["`--scheduler`"], workers=workers)
        own, beside = memory(workers)
        return written(times, whole, own, beside)


def written(times: dict[str, tuple[list[Took], list[Took]]], whole: Took, own: float, beside: float) -> str:
    """The section, from what was measured."""
    from reportgen.order import Order
    from reportgen.pipeline import ready_of

    sent = sum(map(len, gathered(RECORD).values()))
    ready = ready_of(RECORD, Order(apart=True, report=True, jobs=os.cpu_count() or 1))
    each = (whole.here + whole.there) / FEW
    return "\n".join(
        [
            "## Many machines",
            "",
            f"{machine('distributed')}; medians of {ROUNDS} interleaved rounds of {FEW} and {MANY} records, each for "
            "one audience as Markdown, the least there is to make; scheduler and both workers on this machine. "
            "Milliseconds are for one record; those here are what the machine that gives the command has to do.",
            "",
            "| Way | s before the first | ms of the clock | ms of processors | of these here |",
            "|---|---:|---:|---:|---:|",
            *(row(name, *both) for name, both in times.items()),
            "",
            f"A whole record ({len(ready.outputs)} memos and the build report, PDF by WeasyPrint) on the cluster: "
            f"{each:.1f} s of processors, {each / len(ready.outputs):.2f} s for a memo. It travels there as "
            f"{sent / 1000:.0f} KB and comes back as {len(pickle.dumps(ready)) / 1000:.0f} KB, "
            f"{len(ready.files)} files. After that a worker has {own:.0f} MB, and the process beside it from which "
            f"memos are forked {beside:.0f} MB.",
        ]
    )


if __name__ == "__main__":
    put("dask", report())
