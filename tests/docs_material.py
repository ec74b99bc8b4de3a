"""What a page takes for granted in the reader's folder: reports of invented talks, by the names that the page uses."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from weasyprint import HTML

from tests.conftest import ROOT
from tests.docs_blocks import blocks


def lay_out(folder: Path, page: Path) -> None:
    """Write the reports that the page names and does not bring itself; they are those of other pages."""
    named = " ".join(block.text for block in blocks(page) if not block.file)
    if "readout.pdf" in named:
        (folder / "readout.pdf").write_bytes(HTML(string=_html(_tutorial())).write_pdf())
    if "ours.html" in named:
        ours, theirs = _two_readouts()
        (folder / "ours.html").write_text(_html(ours + _tutorial()), encoding="utf-8")
        (folder / "theirs.html").write_text(_html(theirs), encoding="utf-8")
    if "readouts/" in named:
        (folder / "readouts").mkdir()
        for number, text in enumerate(_two_readouts()):
            (folder / "readouts" / f"readout-{number}.txt").write_text(text, encoding="utf-8")


def _tutorial() -> str:
    return next(block.text for block in blocks(ROOT / "docs" / "first-record.md") if block.language == "text")


def _two_readouts() -> tuple[str, ...]:
    return tuple(block.text for block in blocks(ROOT / "docs" / "two-readouts.md") if block.language == "text")


def _html(text: str) -> str:
    paragraphs = "".join(f"<p>{escape(each)}</p>" for each in text.split("\n\n"))
    return f'<html lang="en"><head><title>Talks</title></head><body><article>{paragraphs}</article></body></html>'


TYPED = {
    "reportgen accept cn-us-2023-10 parties participants M-01": [
        "kind: readout",
        "kind: readout",
        "kind: state",
        "kind: state",
    ],
    "reportgen accept cn-us-2023-10 --all": ["issue: I-01"] * 7,
}
"""What a person types into the record before a command, by how that begins."""


def type_in(folder: Path, command: str) -> None:
    """Fill in what a person knows and the draft cannot."""
    for begins, lines in TYPED.items():
        if command.startswith(begins):
            fill_in(folder / "seeds" / command.split()[2] / "talks.yaml", lines)


def fill_in(record: Path, lines: list[str]) -> None:
    """Type each line over the next empty field of that name."""
    text, at = record.read_text(encoding="utf-8"), 0
    for line in lines:
        key = line.partition(":")[0]
        empty = re.compile(rf"^( *){key}: *(?:#.*)?$", re.MULTILINE).search(text, at)
        assert empty, f"no empty {key} is left to fill in"
        text = text[: empty.start()] + empty[1] + line + text[empty.end() :]
        at = empty.start()
    record.write_text(text, encoding="utf-8")


def add_issues(record: Path, lines: str) -> None:
    """Type issues at the end of their list."""
    text = record.read_text(encoding="utf-8")
    place = text.index("\nagreements:")
    record.write_text(f"{text[:place].rstrip()}\n{lines}{text[place:]}", encoding="utf-8")
