"""The documents that the validators judge, and the validators' answer.

Every record, real and invented, for every audience in its own language; every audience in every other language, on
US Letter; records by chance; and invented memos that hold every kind of node and hostile text.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from msgspec.structs import replace

from reportgen.audience import load_audience
from reportgen.carried import carried
from reportgen.memo.tree import Logo, Memo, PictureKind, Side
from reportgen.style import Citations, Paper, Style
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.pdf import write_pdf
from reportgen.writers.typst import write_typst
from reportgen.writers.variants import Engine
from tests.agreement import pdf_of
from tests.conftest import AUDIENCES, BUILT, LANGUAGES, REAL, RECORDS, ROOT, desk, memo_for, record_at
from tests.letterheads import ministry
from tests.logos import ALT, SVG, png
from tests.random_records import random_record
from tests.test_hostile_text import HOSTILE, RIGHT_TO_LEFT
from tests.test_hostile_text import memo_of as hostile_memo
from tests.view_walk import memo_of
from tests.word_memo import ARABIC, MEMO

VALIDATORS = ROOT / ".venv-validate" / "bin" / "python"
SEEDS = range(10)
"""Of the records by chance: one for each audience, twice."""
Files = Iterator[tuple[str, bytes]]
TRANSLATED = tuple(
    (record if (record, audience) in BUILT else REAL / "talks.yaml", audience, language)
    for turn, language in enumerate(LANGUAGES)
    for place, record in enumerate(RECORDS)
    for audience in [AUDIENCES[(turn + place) % len(AUDIENCES)]]
)
"""Every audience in every language, the records taking turns."""


def documents_of(path: Path) -> Files:
    """The memos of a record in every format that has validators: as they are, and those in other languages."""
    for record, audience in BUILT:
        if record == path:
            memo = memo_for(path, audience)[1]
            for engine in Engine:
                yield f"{audience}.{engine}.pdf", pdf_of(memo, engine).content
            yield from _others(audience, memo)
    for record, audience, language in TRANSLATED:
        if record == path:
            at, name = desk(language), f"{audience}.{language}"
            memo = memo_for(path, audience, language)[1]
            kept = carried(record_at(path), load_audience(at.folders, audience), memo).to_json()
            yield from _pdfs(name, memo, kept, Paper.LETTER)
            yield from _others(name, memo, kept)


def documents_by_chance() -> Files:
    """The memos of records by chance, and invented ones."""
    for seed in SEEDS:
        memo = memo_of(random_record(seed), AUDIENCES[seed % len(AUDIENCES)])
        yield from _pdfs(f"chance-{seed}", memo)
        yield from _others(f"chance-{seed}", memo)
    pictures = {"png": (png(), PictureKind.PNG), "svg": (SVG.encode(), PictureKind.SVG)}
    logos = {name: Logo(content, kind, ALT, 30, 10, Side.LEFT) for name, (content, kind) in pictures.items()}
    invented = {"every-kind": MEMO, "across": replace(MEMO, landscape=True), "arabic": ARABIC}
    invented |= {name: replace(MEMO, logo=logo) for name, logo in logos.items()}
    for name, memo in invented.items():
        yield from _pdfs(name, memo)
        yield from _others(name, memo)
    for notes in ("footnotes", "endnotes"):
        memo = memo_for(RECORDS[0], "desk")[1]
        yield f"{notes}.docx", write_docx(memo, desk().style.model_copy(update={"citations": Citations(notes)}))
    yield from _pdfs("hostile", hostile_memo(*HOSTILE, *RIGHT_TO_LEFT))
    with NamedTemporaryFile(suffix=".docx") as letterhead:
        letterhead.write(ministry())
        letterhead.flush()
        yield "letterhead.docx", write_docx(MEMO, Style.model_validate({"letterhead": letterhead.name}))


def _pdfs(name: str, memo: Memo, record: bytes = b"", paper: Paper = Paper.A4) -> Files:
    """The memo as PDF by every engine."""
    style = desk().style.on(paper)
    yield f"{name}.weasyprint.pdf", write_pdf(memo, style, desk().css, desk().folders, record=record).content
    yield f"{name}.typst.pdf", write_typst(memo, style, record=record).content


def _others(name: str, memo: Memo, record: bytes = b"") -> Files:
    yield f"{name}.docx", write_docx(memo, desk().style, record=record)
    yield f"{name}.html", write_html(memo, desk().style, desk().css)


# --------------------------------------------------------------------------------- the validators

VERDICTS = {".pdf": 2, ".docx": 3, ".html": 2}
"""How many validators look at a file."""


def validate(folder: Path, *arguments: str, python: Path = VALIDATORS) -> subprocess.CompletedProcess[str]:
    """The validators run on a folder."""
    command = [python, "-m", "tests.validators", folder, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def faults(folder: Path, files: Mapping[str, bytes]) -> dict[str, dict[str, list[str]]]:
    """Files, written into a folder: what each validator finds in each of them, by file and validator.

    Every PDF must claim PDF/A-3a and PDF/UA-1.
    """
    for name, content in files.items():
        (folder / name).write_bytes(content)
    done = validate(folder, "--claims", "3a,ua1", "--json")
    assert done.returncode in (0, 1), done.stderr
    found: dict[str, dict[str, list[str]]] = {name: {} for name in files}
    for outcome in json.loads(done.stdout):
        found[outcome["file"]][outcome["validator"]] = outcome["faults"]
    assert {name: len(each) for name, each in found.items()} == {name: VERDICTS[Path(name).suffix] for name in files}
    assert (done.returncode == 1) is any(each for verdicts in found.values() for each in verdicts.values())
    return found
