"""Every block of code in README and docs, by page, language and file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

from tests.conftest import ROOT

PAGES = (
    ROOT / "README.md",
    *sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.relative_to(ROOT).parts),
)
PROGRAMS = ("reportgen", "make", "pip", "python", "ls", "cp", "dask", "sphinx-build", "mkdocs", "pre-commit", "ninja")
"""What a line begins with that is a command, in a block without a language."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its page (from the root of the project), line, language, what else its first line says, its text."""

    page: str
    line: int
    language: str
    rest: str
    text: str

    @property
    def file(self) -> str:
        """The file that the block is, if it names one."""
        return self.rest if re.search(r"[./]", self.rest) or self.rest == "Makefile" else ""

    @property
    def is_directive(self) -> bool:
        """Whether it is for Sphinx, which the tests of the site run."""
        return self.language.startswith("{")

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@cache
def blocks(path: Path) -> tuple[Block, ...]:
    """The blocks of a page in their order, fenced or set in."""
    return tuple(_blocks(path))


def _blocks(path: Path) -> Iterator[Block]:
    for token in MarkdownIt().enable("table").parse(path.read_text(encoding="utf-8")):
        if token.type in ("fence", "code_block"):
            language, _, rest = token.info.strip().partition(" ")
            page = path.relative_to(ROOT).as_posix()
            line = (token.map or (0, 0))[0] + 1
            yield Block(page, line, language or _unsaid(token.content), rest.strip(), token.content)


def _unsaid(text: str) -> str:
    """The language of a block that names none: drawings have arrows, commands begin with a program."""
    if "──▶" in text:
        return "drawing"
    lines = [line for line in text.splitlines() if line.strip()]
    if any(line.startswith("$ ") for line in lines):
        return "console"
    return "sh" if lines and all(line.split()[0] in PROGRAMS for line in lines) else ""
