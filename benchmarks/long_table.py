"""How long a table takes to write, by its rows: ``python -m benchmarks.long_table pdf 5000`` prints seconds and pages.

Each size has a process of its own, which has written a table of ten rows before; what is reported is processor time.
``growth`` is the exponent: 1 where twice as many rows take twice as long.
"""

from __future__ import annotations

import json
import sys
import time
from math import log
from pathlib import Path

from msgspec.structs import replace

from benchmarks.measured import OURS, run_python
from reportgen import load
from reportgen.audience import load_audience
from reportgen.desk import Desk
from reportgen.making import docx, pdf
from reportgen.memo.tree import Cell, Memo, Paragraph, Row, Section, Strong, Table, Text

RECORD = Path(__file__).parent.parent / "seeds" / "wang-blinken-2023-10"
SIZES = (100, 1000, 5000)
FORMATS = ("pdf", "docx")
WORDS = "The two sides agreed to set up a channel for talks on matter number {}, and to meet again within the year."


def table(rows: int) -> Table:
    """A table of so many agreements, each found by its id."""

    def cell(text: str, of: str = "", anchor: str = "", header: bool = False) -> Cell:
        words = (Strong((Text(text),)),) if header else (Text(text),)
        return Cell((Paragraph(words, of=of, anchor=anchor),), header)

    head = Row(tuple(cell(name, header=True) for name in ("Id", "Agreed", "Firmness", "Resting on")))
    ids = [f"A-{number:04}" for number in range(1, rows + 1)]
    body = (
        (cell(id, anchor=id, header=True), cell(WORDS.format(id), f"{id}.text"), cell("agreed"), cell("¶2"))
        for id in ids
    )
    return Table("", (Text("Agreements"),), head, tuple(Row(cells) for cells in body))


def memo(desk: Desk, rows: int) -> Memo:
    """The desk's memo of the real record, with one long table in the place of its sections."""
    own = desk.memo(load(RECORD), load_audience(desk.folders, "desk"))[1]
    return replace(own, sections=(Section("agreements", (table(rows),)),))


def written(format: str, rows: int) -> tuple[float, int]:
    """Seconds of the processor for a table of so many rows, and the pages it has (0 where nobody knows)."""
    with Desk() as desk:

        def write(of: Memo) -> int:
            if format == "docx":
                assert len(docx(of, desk.style)) > rows
                return 0
            content, pages, _ = pdf(of, desk.style, desk.css, desk.folders)
            assert content.startswith(b"%PDF")
            return pages

        write(memo(desk, 10))
        long = memo(desk, rows)
        start = time.process_time()
        pages = write(long)
        return time.process_time() - start, pages


def growth(times: dict[int, float]) -> float:
    """The exponent from the smallest to the largest size."""
    small, large = min(times), max(times)
    return log(times[large] / times[small]) / log(large / small)


def report() -> list[str]:
    """Rows of a table: format, the seconds for each size, and the exponent."""
    lines = ["| Table of | " + " | ".join(f"{size:,} rows, s" for size in SIZES) + " | pages | exponent |"]
    lines.append("|---|" + "---:|" * (len(SIZES) + 2))
    for format in FORMATS:
        found = {size: json.loads(run_python(OURS, "-m", __spec__.name, format, str(size)).out) for size in SIZES}
        times = {size: took for size, (took, _) in found.items()}
        pages = found[max(SIZES)][1] or "–"
        seconds = " | ".join(f"{took:.2f}" for took in times.values())
        lines.append(f"| {format.upper()} | {seconds} | {pages} | **{growth(times):.2f}** |")
    return lines


if __name__ == "__main__":
    from gc import set_threshold

    from reportgen.cli import SWEEPS

    set_threshold(*SWEEPS)
    print(json.dumps(written(sys.argv[1], int(sys.argv[2]))))
