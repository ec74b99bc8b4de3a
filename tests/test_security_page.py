"""What docs/security.md promises is kept by tests that exist."""

from __future__ import annotations

import ast
import re

import pytest

from reportgen import audience, cuetable, pack, pictures, schemes, stylesheet
from reportgen.child import Limits
from reportgen.child.limits import LARGEST_FILE
from reportgen.fonts import files
from reportgen.labels import catalogue
from reportgen.phrases import wording as phrases
from reportgen.pictures import raster, svg
from reportgen.style import form
from reportgen.template import LARGEST_MARKUP
from reportgen.template.folders import LARGEST_TEMPLATE
from reportgen.writers import _letterhead_package as letterhead
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(test_\w+\.py)(?:::(test_\w+))?`", PAGE)))


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda part: part)
def test_every_test_named_exists(file: str, name: str) -> None:
    """A test that the page names is there."""
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    assert not name or name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_promise_names_a_test() -> None:
    """Each row of the table of promises ends with the tests that keep it."""
    table = PAGE.partition("## Promises")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("|")][2:]
    assert len(rows) >= 10
    assert all(re.search(r"`test_\w+\.py::test_\w+` \|$", row) for row in rows)


def test_the_limits_named_are_those_there_are() -> None:
    """The figures on the page are those of the program."""
    limits = Limits()
    assert f"{limits.seconds} seconds and {limits.megabytes:,} MB" in PAGE
    assert f"({LARGEST_FILE} MB)" in PAGE
    assert f"{LARGEST_MARKUP // 1_000_000} million characters" in PAGE


def test_the_limits_of_what_a_folder_brings_are_those_there_are() -> None:
    """So are those of its files, one by one."""
    kb, mb = 1024, 1024 * 1024
    told = (
        f"{pack.LARGEST // mb} MB; a template {LARGEST_TEMPLATE // mb} MB",
        f"`memo.css` {stylesheet.LARGEST // kb} kB; {pack.MOST_FILES} files",
        f"a title or a marking of {audience.LONGEST_TITLE} characters",
        f"a phrase of {phrases.LONGEST:,} characters, with {phrases.MOST_OPTIONAL} parts that may be left out",
        f"and {phrases.MOST_GAPS} gaps; {cuetable.MOST_LISTS} lists of {phrases.MOST_CHOICES:,} words",
        f"{phrases.MOST_WORDS:,} words in all wordings, and {phrases.MOST_COMPARED:,} comparisons",
        f"{catalogue.MOST_LABELS:,} labels of {catalogue.LONGEST:,} characters, lines of {catalogue.LONGEST_LINE:,}",
        f"{catalogue.MOST_FORMS} plural forms",
        f"{pictures.LARGEST // mb} MB and {raster.MOST_PIXELS // 10**6} million pixels; an SVG {svg.LARGEST // kb} kB",
        f"{svg.LARGEST_STYLE // kb} kB of style sheets, {svg.MOST_DRAWN:,} shapes drawn",
        f"{svg.LONGEST_CHAIN} references in a row",
        f"{form.MOST_FONTS} files of {files.LARGEST // mb} MB; {letterhead.LARGEST_FILE // mb} MB",
        f"unpacked {letterhead.LARGEST_WHOLE // mb} MB",
    )
    assert schemes.LONGEST == audience.LONGEST_TITLE
    assert [each for each in told if each not in PAGE] == []
