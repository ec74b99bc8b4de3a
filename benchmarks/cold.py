"""Whole commands, each a process of its own: a build of the real record against what others take for less."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measured import PEERS, RECORD, Run, pages_of, reportgen, rounds, run

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "11"))
AUDIENCE = "desk"
NAME = f"{RECORD.name}.{AUDIENCE}"


def own_page(folder: Path) -> Path:
    """The memo's own HTML file: what bare WeasyPrint is given."""
    run(
        reportgen("build", str(RECORD), "--audience", AUDIENCE, "--format", "html", "--out", str(folder), "--no-report")
    )
    return folder / f"{NAME}.html"


def jobs(number: int) -> list[str]:
    """The option for so many jobs; nothing where the program has none."""
    told = run(reportgen("build", "--help")).out
    return ["--jobs", str(number)] if "--jobs" in told else []


def ways(folder: Path, page: Path) -> dict[str, Callable[[], Run]]:
    """Every command of a round, by name; what each wrote is looked at before its time counts."""
    out, peer = folder / "out", folder / "bare.pdf"
    build = reportgen("build", str(RECORD), "--format", "pdf,docx", "--out", str(out), "--no-report")
    audience, two = ["--audience", AUDIENCE], jobs(2)

    def built(*more: str, memos: int = 1) -> Run:
        for old in out.glob("*"):
            old.unlink()
        taken = run([*build, *more])
        whole(out, memos)
        return taken

    def one() -> Run:
        taken = built(*audience)
        shutil.copy(out / f"{NAME}.pdf", folder / "own.pdf")
        return taken

    def bare() -> Run:
        peer.unlink(missing_ok=True)
        taken = run([PEERS, str(Path(__file__).with_name("peers.py")), "bare", str(page), str(peer)])
        assert pages_of(peer)[0] > 1
        return taken

    asked = {
        "bare": bare,
        "one": one,
        "five": lambda: built(*two, memos=5),
        "typst": lambda: built(*audience, "--pdf-engine", "typst"),
    }
    return asked | ({"rendercv": render} if (render := rendering(folder)) else {})


def whole(out: Path, memos: int) -> None:
    """Raises unless there are so many memos in both formats, each PDF with pages, in our fonts."""
    written = sorted(out.glob("*.pdf"))
    assert len(written) == len(list(out.glob("*.docx"))) == memos, written
    for file in written:
        pages, fonts = pages_of(file)
        assert pages > 0
        assert any("Carlito" in font for font in fonts), (file, fonts)


def rendering(folder: Path) -> Callable[[], Run] | None:
    """What renders the sample that rendercv writes, or nothing where it cannot: it gets its icons from the network."""
    program = str(Path(PEERS).with_name("rendercv"))
    run([program, "new", "John Doe"], folder)

    def render() -> Run:
        for old in (folder / "rendercv_output").glob("*"):
            old.unlink()
        taken = run([program, "render", "John_Doe_CV.yaml"], folder)
        if not list(folder.glob("rendercv_output/*.pdf")):
            raise RuntimeError(taken.out[-500:])
        return taken

    try:
        render()
    except RuntimeError as error:
        print(f"rendercv does not render its sample here, so its row is left out: {error}", file=sys.stderr)
        return None
    return render


def measured(folder: Path, page: Path) -> dict[str, list[Run]]:
    """The runs of every command."""
    return rounds(ways(folder, page), ROUNDS)
