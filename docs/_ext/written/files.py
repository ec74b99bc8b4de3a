"""A Markdown file of the project as a page of the site."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

PAGES = {"README.md": "readme.md", "CHANGELOG.md": "changelog.md", "benchmarks/results.md": "results.md"}
"""Files outside ``docs/`` that have a page of their own, by that page."""
LINK = re.compile(r"(?<=\]\()(?!https?:|#|mailto:)([^)#\s]+)")


def file_of_the_project(root: Path, name: str) -> str:
    """The file: Markdown without its first heading, its links leading to pages of the site; others as they stand."""
    text = (root / name).read_text(encoding="utf-8")
    if not name.endswith(".md"):
        return f"```{name.rpartition('.')[2]}\n{text.rstrip()}\n```"
    return LINK.sub(lambda link: _to(posixpath.normpath(posixpath.join(posixpath.dirname(name), link[1]))),
                    text.partition("\n")[2])  # fmt: skip


def inwards(text: str, page: str) -> str:
    """A page of ``docs/``, its links to files outside it leading to their pages."""
    at = posixpath.join("docs", posixpath.dirname(page))
    return LINK.sub(lambda link: _moved(link[1], posixpath.normpath(posixpath.join(at, link[1]))), text)


def _moved(link: str, target: str) -> str:
    return f"/{PAGES[target]}" if target in PAGES else link


def _to(target: str) -> str:
    """The address of a file of the project, seen from ``docs/``."""
    if target in PAGES:
        return PAGES[target]
    return target.removeprefix("docs/") if target.startswith("docs/") else f"../{target}"
