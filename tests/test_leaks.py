"""Specification: what is above an audience's ceiling is nowhere in what is written for it, in no format."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reportgen import load
from reportgen.audience import Audience, audience_names, load_audience, section_names
from reportgen.desk import Desk
from reportgen.leaks import Search
from reportgen.memo.tree import Memo
from reportgen.model.words import Handling
from reportgen.record import Record
from reportgen.schemes import Marks
from reportgen.shipped import first
from reportgen.view.types import View
from reportgen.writers import FORMATS
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.markdown import write_markdown
from reportgen.writers.pdf import write_pdf
from tests.canaries import LETTERS, PREFIX, Planted, planted_record, string_fields
from tests.conftest import desk
from tests.every_word import every_word
from tests.test_cli import run

SEEDS = {20261122: None, 7: "fr", 4711: "ar"}
"""With the language of the memos made from each; those in another than the record's are drafts with portion marks."""
CANARY = re.compile(f"{PREFIX}[{LETTERS}]{{10}}")
FOLDERS: list[TemporaryDirectory[str]] = []
"""Where the planted records stand; they go with the run."""
NO_WORDS = {"id", "sha256", "language", "marking_scheme", "check"}
"""Fields with a form of their own; ids are canaries all the same."""


def audiences() -> list[Audience]:
    """Every audience, without its page limit; and for each ceiling one with every section but other titles.

    The annex prints every entry once more, and stands apart.
    """
    folders = desk().folders
    shipped = [load_audience(folders, name) for name in audience_names(folders)]
    texts = {name: first(folders, f"sections/{name}.html.j2").read_text("utf-8") for name in section_names(folders)}
    sections = ["header", *(name for name, text in texts.items() if "<h1" not in text)]
    apart = {
        "all": [name for name in sections if not name.startswith("annex-")],
        "annex": ["header", *(name for name in sections if name.startswith("annex-"))],
    }
    whole = {"title": "All there is", "for": "everyone"}
    every = [
        Audience.model_validate({"name": f"{kind}-{each}", "ceiling": each, "sections": names, **whole})
        for kind, names in apart.items()
        for each in Handling
    ]
    return [each.model_copy(update={"pages": None}) for each in (*shipped, *every)]


@cache
def planted(seed: int, of_each: int = 1) -> tuple[Planted, Record]:
    """A record full of canaries, and the same loaded. The seed of a failing test makes it again."""
    folder = TemporaryDirectory(prefix="reportgen-canaries-")
    FOLDERS.append(folder)
    record = planted_record(Path(folder.name), seed, of_each=of_each)
    return record, load(record.path)


def written(desk_: Desk, view: View, memo: Memo, format: str) -> bytes:
    """The memo in one format."""
    match format:
        case "pdf":
            return write_pdf(memo, desk_.style, desk_.css, desk_.folders).content
        case "docx":
            return write_docx(memo, desk_.style)
        case "html":
            return write_html(memo, desk_.style, desk_.css)
        case _:
            return write_markdown(memo)


def test_every_string_of_the_model_is_planted() -> None:
    """There is a canary in every field that a person types words into, and in every id."""
    record, loaded = planted(next(iter(SEEDS)))
    lacking = {(form, name) for form, name in string_fields() - record.plan.planted if name not in NO_WORDS}
    assert not lacking
    assert record.plan.planted <= string_fields()
    ids = {entry.id.partition("-")[2] for _, _, entry in loaded.talks.entries()}
    assert ids <= {canary.word for canary in record.canaries}
    levels = Counter(record.levels.values())
    assert all(levels[rank] > 50 for rank in range(4)), levels


def test_a_run_has_two_thousand_canaries() -> None:
    """One run plants at least 2,000 canaries."""
    counts = [len(planted(seed)[0].canaries) for seed in SEEDS]
    print(f"canaries planted: {sum(counts)} in {len(SEEDS)} records, seeds {[*SEEDS]}")
    assert sum(counts) >= 2000


@cache
def desk_of(seed: int) -> Desk:
    """What makes the memos of a seed."""
    language = SEEDS[seed]
    return Desk(language=language, marks=Marks(portions=True)) if language else desk()


@pytest.mark.parametrize("audience", ["public", "principal"])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_canary_in_the_report_or_on_the_terminal(seed: int, audience: str, tmp_path: Path) -> None:
    """Neither the build report nor what the terminal prints of a build holds a canary above the audience's ceiling.

    What a person has to judge is told to whoever holds the whole record, in a warning, and is not asked about here.
    """
    record = planted(seed)[0]
    arguments = ["--audience", audience, "--format", "md", "--allow-findings", "--portion-marks", "--out", tmp_path]
    arguments += ["--language", language] if (language := SEEDS[seed]) else []
    done = run("build", record.path, *arguments)
    assert done.returncode == 0, done.stderr
    printed = [line for line in done.stderr.splitlines() if not line.startswith("warning:")]
    texts = {"the terminal": "\n".join([done.stdout, *printed])}
    texts |= {path.name: every_word(path.read_bytes()) for path in tmp_path.iterdir()}
    assert len([name for name in texts if ".report." in name]) == 2
    ceiling = load_audience(desk().folders, audience).ceiling
    for name, text in texts.items():
        words = {word for word in CANARY.findall(text) if word in record.levels}
        assert words or name == "the terminal"
        assert {word for word in words if record.levels[word] > ceiling.rank} == set(), name


@pytest.mark.slow
@pytest.mark.parametrize("audience", audiences(), ids=lambda audience: audience.name)
@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=pytest.mark.xdist_group(f"canaries-{seed}")) for seed in SEEDS]
)
def test_no_canary_above_the_ceiling(seed: int, audience: Audience) -> None:
    """No format of any audience's memo holds a canary above its ceiling; those below it that are printed are found."""
    record, loaded = planted(seed)
    maker = desk_of(seed)
    view, memo = maker.memo(loaded, audience, 3 if SEEDS[seed] else 0)
    assert bool(memo.running.draft) is bool(SEEDS[seed])
    of = {canary.word: canary.of for canary in record.canaries}
    groups = maker.labels(SEEDS[seed] or "en-GB").groups.values()
    search = Search(loaded, audience.ceiling, [maker.css, *(text for group in groups for text in group.values())])
    seen: dict[str, set[str]] = {}
    for format in FORMATS:
        name = f"{view.header.id}.{audience.name}.{format}"
        content = written(maker, view, memo, format)
        found = of.keys() & CANARY.findall(every_word(content) + every_word(name.encode()))
        above = {word: of[word] for word in found if record.levels[word] > audience.ceiling.rank}
        assert above == {}, (seed, format)
        assert list(search.leaks(name, content)) == [], (seed, format)
        seen[format] = found
    told = of.keys() & CANARY.findall(every_word(str(view.left_out).encode()))
    assert not {word for word in told if record.levels[word] > audience.ceiling.rank}
    assert seen["md"] <= seen["html"] & seen["docx"] & seen["pdf"]
    if audience.name == "all-named":
        printed = len(seen["pdf"]) / len(of)
        print(f"seed {seed}: {len(seen['pdf'])} of {len(of)} canaries printed, {printed:.0%}")
        assert printed > 0.6
