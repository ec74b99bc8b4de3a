"""A memo made again and again in one process, against peers that make the same in processes of their own.

``python -m benchmarks.warm pdf|docx`` is our side: for each line it is given, it makes the memo anew.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from benchmarks.measured import ENVIRONMENT, OURS, PEERS, RECORD, ROOT
from benchmarks.peers import serve
from reportgen import load
from reportgen.audience import load_audience
from reportgen.carried import carried
from reportgen.desk import Desk
from reportgen.making import docx, pdf
from reportgen.memo.tree import Memo, Row, Table
from reportgen.memo.walk import plain

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
AUDIENCE = "desk"
FACES = {"Regular": "", "Bold": "font-weight: bold;", "Italic": "font-style: italic;"}


def memo(desk: Desk) -> tuple[Memo, bytes]:
    """The memo, and the record that it carries."""
    record, audience = load(RECORD), load_audience(desk.folders, AUDIENCE)
    made = desk.memo(record, audience)[1]
    return made, carried(record, audience, made).to_json()


def tables(of: Memo) -> list[list[list[str]]]:
    """The words of every table, row by row, the heads first."""

    def words(row: Row) -> list[str]:
        return [" ".join(plain(each.content) for each in cell.paragraphs) for cell in row.cells]

    found = [block for section in of.sections for block in section.blocks if isinstance(block, Table)]
    widths = {id(table): len(table.head.cells) for table in found}
    return [
        [each + [""] * (widths[id(table)] - len(each)) for each in map(words, (table.head, *table.rows))]
        for table in found
    ]


def with_fonts(page: str) -> str:
    """The page with the fonts it is set in named in it: what it needs to look the same anywhere."""
    files = {(ROOT / "reportgen" / "fonts" / f"Carlito-{face}.ttf").as_uri(): look for face, look in FACES.items()}
    faces = "".join(
        f'@font-face {{ font-family: "Carlito"; src: url({file}); {look} }}\n' for file, look in files.items()
    )
    return page.replace("<style>", f"<style>\n{faces}", 1)


@contextmanager
def worker(*command: str) -> Iterator[subprocess.Popen[str]]:
    """A process that makes something once for each line; it ends with the context."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, **pipes) as begun:  # type: ignore[call-overload]
        yield begun
        begun.stdin.close()


def interleaved(commands: dict[str, tuple[str, ...]]) -> dict[str, list[float]]:
    """Seconds of the processor of each, a round at a time; every document made must have some size."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    with ExitStack() as stack:
        begun = {name: stack.enter_context(worker(*command)) for name, command in commands.items()}
        for number in range(ROUNDS + 1):
            for name, each in begun.items():
                each.stdin.write("\n"), each.stdin.flush()  # type: ignore[union-attr]
                took, size = json.loads(each.stdout.readline())  # type: ignore[union-attr]
                assert size > 5000, (name, size)
                if number:
                    times[name].append(took)
    return times


def compared(folder: Path, page: Path) -> dict[str, tuple[float, float]]:
    """For each row its milliseconds and its ratio to the peer's; ``page`` is the memo's own HTML file."""
    fonts, words = folder / "fonts.html", folder / "tables.json"
    fonts.write_text(with_fonts(page.read_text(encoding="utf-8")), encoding="utf-8")
    with Desk() as desk:
        words.write_text(json.dumps(tables(memo(desk)[0])), encoding="utf-8")
    peers = (PEERS, str(Path(__file__).with_name("peers.py")))
    pdfs = interleaved(
        {
            "pdf": (OURS, "-m", "benchmarks.warm", "pdf"),
            "pdf, peer": (*peers, "warm-pdf", str(page)),
            "pdf, with fonts": (*peers, "warm-pdf", str(fonts)),
        }
    )
    words_in = interleaved(
        {"docx": (OURS, "-m", "benchmarks.warm", "docx"), "docx, peer": (*peers, "warm-docx", str(words))}
    )
    found = {}
    for times, base in ((pdfs, "pdf"), (words_in, "docx")):
        for name, taken in times.items():
            ratios = [ours / theirs for ours, theirs in zip(times[base], taken, strict=True)]
            found[name] = (median(taken) * 1000, median(ratios))
    return found


def ours(format: str) -> None:
    """Our side of it."""
    from gc import set_threshold

    from reportgen.cli import SWEEPS

    set_threshold(*SWEEPS)
    with Desk() as desk:
        made, inside = memo(desk)
        if format == "docx":
            serve(lambda: docx(made, desk.style, inside))
        else:
            serve(lambda: pdf(made, desk.style, desk.css, desk.folders, record=inside)[0])


if __name__ == "__main__":
    ours(sys.argv[1])
