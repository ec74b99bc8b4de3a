"""The site of docs/, built once for all tests, and what it holds."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from tests.conftest import ROOT

OPTIONS = ("-q", "-b", "html", "-n", "-W", "--keep-going", "-j", "auto")
"""As ``make docs`` gives them."""
ENTRY = re.compile(r"(.+?) (\S+:\S+) +-?\d+ (\S+) .*")


@dataclass(frozen=True)
class Site:
    """A folder that Sphinx wrote, and what it said while it did."""

    folder: Path
    told: str
    code: int

    @cached_property
    def pages(self) -> dict[str, HtmlElement]:
        """Every page by its address in the folder."""
        found = sorted(self.folder.rglob("*.html"))
        return {
            path.relative_to(self.folder).as_posix(): html.document_fromstring(path.read_bytes())
            for path in found
            if "_static" not in path.parts
        }

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """What can be referred to, by kind and name, with its address: what other sites are given too."""
        lines = zlib.decompress((self.folder / "objects.inv").read_bytes().split(b"\n", 4)[4]).decode().splitlines()
        names: dict[str, dict[str, str]] = {}
        for line in lines:
            found = ENTRY.fullmatch(line)
            assert found, line
            name, kind, address = found.groups()
            names.setdefault(kind, {})[name] = address.replace("$", name)
        return names

    def ids(self, page: str) -> set[str]:
        """Every id on a page."""
        return set(self.pages[page].xpath("//@id"))


def built(folder: Path) -> Site:
    """The site, written into a folder."""
    command = [sys.executable, "-m", "sphinx", *OPTIONS, "-d", folder / "doctrees", ROOT / "docs", folder / "html"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return Site(folder / "html", done.stdout + done.stderr, done.returncode)
