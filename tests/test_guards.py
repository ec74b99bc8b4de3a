"""What the project holds itself to: style, types, imports, sizes, words."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODULES = sorted((ROOT / "reportgen").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TOP_LEVEL = {
    "pyproject.toml", "reportgen", "templates", "seeds", "out", "tests", "Makefile", "README.md", "CHANGELOG.md",
    "LICENSE", "docs", "benchmarks",
}  # fmt: skip
NEVER = re.compile(r"(?:^|_)(?:items?|data|info|manager|helpers?|utils|process|handle)(?:_|$)")


def tool(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *arguments], cwd=cwd, capture_output=True, text=True, check=False)


def test_ruff_finds_nothing() -> None:
    """The code keeps the rules of the linter."""
    done = tool("ruff", "check", "--output-format", "concise", ".")
    assert done.returncode == 0, done.stdout


def test_the_code_is_formatted() -> None:
    """The code is formatted as the formatter would."""
    done = tool("ruff", "format", "--check", ".")
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_types_hold() -> None:
    """The types hold, strictly."""
    done = tool("mypy")
    assert done.returncode == 0, done.stdout


def lint_imports(cwd: Path) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"
    )
    return subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=False)


def test_imports_run_one_way() -> None:
    """The import contracts are kept."""
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout
    assert "5 kept, 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("memo/tree.py", "from reportgen import view"),
        ("writers/html.py", "from reportgen.model import Talks"),
        ("checks/figures.py", "import jinja2"),
        ("sources/reading.py", "import docx"),
        ("sources/readers/plain.py", "import pypdfium2"),
        ("errors.py", "from reportgen import form"),
        ("record.py", "from reportgen import loading"),
        ("audience.py", "from reportgen import style"),
        ("integrations/embedding.py", "import docutils"),
        ("integrations/mkdocs/page.py", "import sphinx"),
        ("integrations/records.py", "import mkdocs"),
        ("integrations/shown.py", "from reportgen import cli"),
    ],
)
def test_the_contract_sees_a_wrong_import(module: str, line: str, tmp_path: Path) -> None:
    """A wrong import, planted in a copy, breaks the contract."""
    shutil.copytree(ROOT / "reportgen", tmp_path / "reportgen", ignore=shutil.ignore_patterns("__pycache__", "*.ttf"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path = tmp_path / "reportgen" / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout


def test_the_top_level_holds_what_it_should() -> None:
    """At the top level lies what the layout names, and nothing else."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    found = {name.partition("/")[0] for name in listed if name and not name.startswith(".")}
    assert found <= TOP_LEVEL, found - TOP_LEVEL


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_files_are_short(path: Path) -> None:
    """No file of the program is longer than 300 lines, none of the tests longer than 480."""
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= (300 if path in MODULES else 480)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_are_short_and_words_are_the_fields(path: Path) -> None:
    """No function is longer than 45 lines, and no name is one of the words that say nothing."""
    for node in functions(path):
        if not isinstance(node, ast.ClassDef):
            assert (node.end_lineno or 0) - node.lineno < 45, node.name
        assert not NEVER.search(node.name.lower()), node.name
    assert not NEVER.search(path.stem)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_public_says_what_it_is(path: Path) -> None:
    """Every module says what it is for, and every public function what goes in and comes out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), path.name
    if "/view/" in path.as_posix() or "tree.py" in path.name:
        return  # plain frozen data, whose fields say it all
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name}"


@pytest.mark.parametrize("path", [p for p in TESTS if p.name.startswith("test_")], ids=lambda p: p.name)
def test_every_test_is_a_sentence_of_the_specification(path: Path) -> None:
    """Every test's docstring is a sentence."""
    for node in functions(path):
        if node.name.startswith("test_"):
            assert (ast.get_docstring(node) or "").rstrip().endswith("."), node.name


def test_no_test_mocks_our_own_code() -> None:
    """No test replaces a part of the program."""
    words = ("unittest." + "mock", "monkeypatch." + "setattr", "mock." + "patch")
    assert not [p.name for p in TESTS if any(word in p.read_text(encoding="utf-8") for word in words)]
