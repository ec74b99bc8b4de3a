"""How long ``reportgen build`` takes against others; ``make bench`` writes it into benchmarks/results.md.

The peers are in an environment of their own (``.venv-bench``). Every ratio is of runs that were interleaved; whether
a run ended well, what it wrote, its pages and its fonts are looked at, or it does not count.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import cold, long_table, many, warm
from benchmarks.measured import PEERS, Run, middle, pages_of, ratio, run
from benchmarks.results import machine, put, row

HEAD = ["| What | ours | peer | ratio | goal |", "|---|---:|---:|---:|---|"]
ABOUT = (
    "{machine}; peers: {peers}. Whole commands by the clock, medians of {cold} interleaved rounds; warm memos by the "
    "processor, {warm} rounds. The memo is the desk's of the real record, as shipped, {ours} pages: of the shipped "
    "audiences the nearest to three. The peer prints the memo's own HTML file, with nothing read, checked, tagged or "
    "embedded, in the fonts the machine has: {theirs} pages. A ratio below 1 is less than the peer's."
)
GROWTH = "One table in a memo, seconds of the processor, in a process of its own; the goal for the exponent is 1.1:"
COLD = [
    ("cold build, one audience, PDF (WeasyPrint) + DOCX", "one", "bare", "wall", "at most 0.95"),
    ("the same by the processor", "one", "bare", "processor", ""),
    ("cold build, five audiences, PDF (WeasyPrint) + DOCX, {two}", "five", "bare", "wall", "at most 1.5"),
    ("cold build, one audience, PDF (Typst) + DOCX; `rendercv render`", "typst", "rendercv", "wall", "at most 0.35"),
    ("peak memory of a cold build, one audience, MB", "one", "bare", "megabytes", "at most 1.4"),
]  # fmt: skip
WARM = [
    ("warm PDF (WeasyPrint), ms; the peer's page with fonts by `@font-face`", "pdf", "pdf, with fonts", "at most 0.65"),
    ("warm PDF (WeasyPrint), ms; the peer's page with the system's fonts", "pdf", "pdf, peer", "at most 0.65"),
    ("warm DOCX, ms; docxtpl makes the same tables and nothing else", "docx", "docx, peer", "at most 0.40"),
]  # fmt: skip


def versions() -> str:
    """The peers' versions, as they are in their environment."""
    names = ("weasyprint", "docxtpl", "rendercv")
    code = f"from importlib.metadata import version as v; print(', '.join(f'{{n}} {{v(n)}}' for n in {names}))"
    return run([PEERS, "-c", code]).out.strip()


def commands(runs: dict[str, list[Run]]) -> list[str]:
    """Rows for whole commands; one whose peer could not be run says so."""
    two = "two jobs" if cold.jobs(2) else "one job, for want of `--jobs`"
    lines = []
    for told, ours, peer, measure, goal in COLD:
        taken = f"{middle(runs[ours], measure):.{0 if measure == 'megabytes' else 2}f}"
        if peer in runs:
            others = f"{middle(runs[peer], measure):.{0 if measure == 'megabytes' else 2}f}"
            by = f"{ratio(runs[ours], runs[peer], measure):.2f}"
        else:
            others, by = "could not be run", "–"
        lines.append(row(told.format(two=two), taken, others, by, goal))
    return lines


def again(found: dict[str, tuple[float, float]]) -> list[str]:
    """Rows for memos made in a warm process."""
    return [
        row(told, f"{found[ours][0]:.0f}", f"{found[peer][0]:.0f}", f"{found[peer][1]:.2f}", goal)
        for told, ours, peer, goal in WARM
    ]


def report() -> str:
    """The part of benchmarks/results.md that this benchmark writes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = cold.own_page(folder)
        runs = cold.measured(folder, page)
        lines = [*HEAD, *commands(runs), *again(warm.compared(folder, page))]
        lines += many.report(folder, middle(runs["five"]))
        about = ABOUT.format(
            machine=machine("weasyprint", "typst", "python-docx"),
            peers=versions(),
            cold=cold.ROUNDS,
            warm=warm.ROUNDS,
            ours=pages_of(folder / "own.pdf")[0],
            theirs=pages_of(folder / "bare.pdf")[0],
        )
    return "\n".join(["## `reportgen build`\n", about, "", *lines, "", GROWTH, "", *long_table.report()])


if __name__ == "__main__":
    put("build", report())
