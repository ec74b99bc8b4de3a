"""What tags, metadata and the record inside cost a PDF, and how the engines compare; ``make bench`` writes it.

Every round makes each memo once in every way, so that a busy moment strikes all alike; what is reported are
medians of processor time in one warm process, and sizes. Untagged is what WeasyPrint, or Typst, makes of the same
page and nothing more, written its own way; all else is written ours. What tags and metadata cost is the row without
the record.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.results import machine, put
from reportgen import load
from reportgen.audience import load_audience
from reportgen.carried import carried
from reportgen.desk import Desk
from reportgen.memo.tree import Memo
from reportgen.style import Style
from reportgen.writers import pdf, typst
from reportgen.writers._typst_tree import Tree
from reportgen.writers.typst import write_typst
from reportgen.writers.variants import Pdf, Variant

ROUNDS = 9
RECORD = Path(__file__).parent.parent / "seeds" / "wang-blinken-2023-10"
AUDIENCES = ("principal", "desk", "negotiator", "public", "annex")
Way = Callable[[], Pdf]


def ways(desk: Desk, audience: str) -> dict[str, Way]:
    """How one memo can be made, by name; each is measured by the untagged one of its engine."""
    record, reader = load(RECORD), load_audience(desk.folders, audience)
    memo = desk.memo(record, reader)[1]
    inside = carried(record, reader, memo).to_json()

    def weasyprint(variant: Variant, kept: bytes = inside) -> Way:
        return lambda: pdf.write_pdf(memo, desk.style, desk.css, desk.folders, record=kept, variant=variant)

    def untagged() -> Pdf:
        options, written = pdf.OPTIONS[Variant.PLAIN], pdf._written
        pdf.OPTIONS[Variant.PLAIN], pdf._written = {}, lambda document, _, **given: document.write_pdf(**given)
        try:
            return weasyprint(Variant.PLAIN)()
        finally:
            pdf.OPTIONS[Variant.PLAIN], pdf._written = options, written

    return {
        "WeasyPrint, untagged": untagged,
        "WeasyPrint, plain (tagged)": weasyprint(Variant.PLAIN),
        "WeasyPrint, no record inside": weasyprint(Variant.ARCHIVAL, b""),
        "WeasyPrint, a-3a+ua-1": weasyprint(Variant.ARCHIVAL),
        "Typst, untagged": lambda: untagged_typst(memo, desk.style),
        "Typst, no record inside": lambda: write_typst(memo, desk.style, variant=Variant.ARCHIVAL),
        "Typst, a-3a+ua-1": lambda: write_typst(memo, desk.style, record=inside, variant=Variant.ARCHIVAL),
    }


def untagged_typst(memo: Memo, style: Style) -> Pdf:
    """What Typst makes of a memo without tags and for no standard, written its own way."""
    press = typst._press(style.fonts.files)
    tree = Tree(memo, style).whole(press.families(style), attached=False)
    given = typst._program() | {"memo.json": json.dumps(tree, ensure_ascii=False).encode()}
    content = press.compiler.compile(given, format="pdf", timestamp=typst._day(memo), pdf_tags=False)
    return Pdf(content, int(re.findall(rb"/Type/Pages/Count (\d+)", content)[0]), ())


def measured(made: dict[str, Way]) -> dict[str, tuple[float, Pdf]]:
    """Milliseconds and file of each way; the first round only fills the caches."""
    times: dict[str, list[float]] = {name: [] for name in made}
    files: dict[str, Pdf] = {}
    for number in range(ROUNDS + 1):
        for name, way in made.items():
            start = time.process_time()
            files[name] = way()
            if number:
                times[name].append((time.process_time() - start) * 1000)
    return {name: (median(times[name]), files[name]) for name in made}


def report() -> str:
    """The section of benchmarks/results.md."""
    lines = [
        "## PDF",
        "",
        f"{machine('weasyprint', 'typst')}; processor time in one warm process, medians of {ROUNDS} interleaved "
        "rounds; ratios to the file as the engine itself writes it, untagged. With no record inside, it is a-3a+ua-1 "
        "all the same: what tags and metadata make of it. The goal for these is a ratio of 1.35 in size.",
        "",
        "| Memo | Way | ms | ratio | KB | ratio |",
        "|---|---|---:|---:|---:|---:|",
    ]
    with Desk() as desk:
        for audience in AUDIENCES:
            found = measured(ways(desk, audience))
            for name, (taken, file) in found.items():
                first, first_file = found[f"{name.partition(',')[0]}, untagged"]
                size, ratio = len(file.content), len(file.content) / len(first_file.content)
                memo = f"{audience}, {file.pages} p."
                measures = f"{taken:.0f} | {taken / first:.2f} | {size / 1000:.0f} | {ratio:.2f}"
                lines.append(f"| {memo} | {name} | {measures} |")
    return "\n".join(lines)


if __name__ == "__main__":
    put("pdf", report())
