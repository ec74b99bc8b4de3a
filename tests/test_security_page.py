"""What docs/security.md promises is kept by tests that exist."""

from __future__ import annotations

import ast
import re

import pytest

from reportgen.child import Limits
from reportgen.child.limits import LARGEST_FILE
from reportgen.template import LARGEST_MARKUP
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
