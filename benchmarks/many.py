"""Two hundred records at once, again with nothing changed, and again with one changed.

For a program that has ``--jobs``; without, the rows are left out, and that is said.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from benchmarks.cold import jobs
from benchmarks.measured import RECORD, Run, reportgen, run
from benchmarks.results import row

RECORDS = int(os.environ.get("BENCH_RECORDS", "200"))
"""Fewer for a quick look."""


def records(folder: Path) -> Path:
    """So many copies of the real record, each with an id of its own."""
    for number in range(RECORDS):
        copy = folder / f"talks-{number:03}"
        shutil.copytree(RECORD, copy, ignore=shutil.ignore_patterns("signoff.yaml"))
        talks = copy / "talks.yaml"
        text = talks.read_text(encoding="utf-8").replace(f"id: {RECORD.name}", f"id: {copy.name}", 1)
        talks.write_text(text, encoding="utf-8", newline="")
    return folder


def _build(folder: Path, out: Path, *more: str) -> Run:
    return run(reportgen("build", str(folder), "--format", "pdf,docx", "--out", str(out), *more))


def _memos(out: Path) -> dict[str, int]:
    """When each memo was written."""
    return {file.name: file.stat().st_mtime_ns for file in out.iterdir() if file.suffix in (".pdf", ".docx")}


def report(folder: Path, alone: float) -> list[str]:
    """Rows of a table; ``alone`` are the seconds of one cold build of all memos of one record."""
    two = jobs(2)
    if not two:
        return [row(f"{RECORDS} records: left out, there is no `--jobs` yet", "", "", "–", "at least 1.8 times faster")]
    out, many = folder / "out", records(folder / "records")
    one = _build(many, out, *jobs(1))
    shutil.rmtree(out)
    first = _build(many, out, *two)
    was = _memos(out)
    assert len(was) == RECORDS * 10, len(was)
    lines = [
        row(
            f"{RECORDS} records × 5 audiences × 2 formats, two jobs, how many times as fast as one",
            f"{first.wall:.1f} s",
            f"{one.wall:.1f} s",
            f"{one.wall / first.wall:.2f}",
            "at least 1.8",
        )
    ]
    again = _build(many, out, *two)
    rewritten = sum(was[name] != when for name, when in _memos(out).items())
    told = f"nothing changed, {RECORDS} records, against the first build; {rewritten} memos rewritten"
    seconds = f"{again.wall:.2f} s", f"{first.wall:.1f} s"
    lines.append(row(told, *seconds, f"{again.wall / first.wall:.3f}", "at most 0.02, none rewritten"))
    return [*lines, _one_changed(many, out, alone)]


def _one_changed(many: Path, out: Path, alone: float) -> str:
    was = _memos(out)
    talks = many / "talks-000" / "talks.yaml"
    text = talks.read_text(encoding="utf-8")
    talks.write_text(text.replace("title: China", "title: The China", 1), encoding="utf-8", newline="")
    changed = _build(many, out, *jobs(2))
    written = sum(was[name] != when for name, when in _memos(out).items())
    told = f"one record of {RECORDS} changed, against one cold build of five memos; {written} memos rewritten"
    seconds = f"{changed.wall:.2f} s", f"{alone:.2f} s"
    return row(told, *seconds, f"{changed.wall / alone:.2f}", "at most 1.5, only its memos")
