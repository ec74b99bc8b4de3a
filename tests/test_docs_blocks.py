"""Every command and every block of code in README and docs works as it stands."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest

from reportgen.errors import ReportgenError
from tests.conftest import ROOT
from tests.docs_blocks import PAGES, Block, blocks
from tests.docs_material import lay_out
from tests.docs_runner import Page

BY_A_TEST_OF_ITS_OWN = {
    "docs/first-record.md": "test_first_record.py::test_the_tutorial_leads_from_a_text_file_to_a_signed_memo",
    "docs/make-it-yours.md": "test_make_it_yours.py::test_the_page_runs_as_it_stands",
    "docs/python.md": "test_python_page.py::test_every_block_runs",
    "docs/ci.md": "test_ci.py::test_the_action_and_the_examples_are_what_their_runners_take",
    "docs/checks.md": "test_explain.py::test_what_is_shown_as_failing_fails",
}
"""Pages whose every block another test runs."""
SHOWN = {
    "README.md: talks.yaml:75:25: error": "test_docs.py::test_the_finding_shown_is_the_one_printed",
    "docs/builds.md: reportgen: 3 records built": "test_batch.py::test_jobs_change_nothing_but_time",
    "README.md: MEMOS :=": "test_depfile.py::test_the_lines_of_the_readme_build_memos",
    "docs/builds.md: MEMOS :=": "test_depfile.py::test_the_lines_for_one_command_build_memos",
    "docs/builds.md: rule memo": "test_depfile.py::test_ninja_knows_what_each_memo_is_made_of",
    "docs/builds.md: memos/wang": "test_depfile.py::test_make_knows_what_each_memo_is_made_of",
    "docs/builds.md: $ reportgen check --outputs": "test_outputs.py::test_an_input_that_changed_is_named",
    "docs/builds.md: left over: out/ferry": "test_ledger.py::test_what_is_left_over_is_named_and_pruned",
    "docs/sphinx.md: docs/flights.rst:7": "test_sphinx_builds.py::test_every_fault_of_a_site_is_told_at_its_place",
    "docs/mkdocs.md: Talks cannot be shown": "test_mkdocs.py::test_every_fault_is_told_once_and_none_is_printed",
    "docs/evaluate.md: # Invented talks between": "test_evaluate.py::test_both_formats_say_the_same",
}
"""What a page shows without the folder or the command that it belongs to: how the block begins, and its test."""
NOT_RUN = {
    "python -m spacy download en_core_web_sm": "fetches a pipeline from elsewhere",
    "reportgen new readout.txt --drafter spacy": "needs that pipeline; test_drafters.py runs it where there is one",
    "dask scheduler --port 8786 & dask worker tcp://127.0.0.1:8786 --nworkers 2 --nthreads 1 &":
        "goes on for ever; test_cluster.py starts the same",
    "reportgen build --scheduler tcp://127.0.0.1:8786": "needs the line before it; run by test_cluster.py",
    "for shard in talks/*/; do": "a loop over a million memos on a cluster",
}  # fmt: skip
"""Commands that are not run, each with the reason; a command over several lines by its first."""
GO_ON = ("README.md", "docs/builds.md", "docs/documents.md")
"""Pages that go on from one another: what the first one built is there for the next."""
TOGETHER = [GO_ON, *((page,) for path in PAGES if (page := path.relative_to(ROOT).as_posix()) not in GO_ON)]


def shown_elsewhere(block: Block) -> str:
    """The key of a block whose output another test looks at, or nothing."""
    return next((key for key in SHOWN if f"{block.page}: {block.text}".startswith(key)), "")


@pytest.mark.slow
@pytest.mark.parametrize("pages", TOGETHER, ids="+".join)
def test_every_block_runs(pages: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder with the real record, a page's files are written, its commands run, and print what is shown."""
    monkeypatch.chdir(tmp_path)
    for name in pages:
        shutil.rmtree(tmp_path / "seeds", ignore_errors=True)
        shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
        page = Page(tmp_path, frozenset(NOT_RUN))
        if name not in BY_A_TEST_OF_ITS_OWN:
            lay_out(tmp_path, ROOT / name)
            for block in blocks(ROOT / name):
                if not shown_elsewhere(block):
                    page.run(block)


def test_no_exception_is_left_over() -> None:
    """What is set aside stands in a page, and each test that is named for it exists."""
    every = [block for path in PAGES for block in blocks(path)]
    lines = {line for block in every for line in block.text.splitlines()}
    assert set(NOT_RUN) - lines == set()
    assert set(SHOWN) - {shown_elsewhere(block) for block in every} == set()
    assert set(BY_A_TEST_OF_ITS_OWN) - {block.page for block in every} == set()
    assert len(NOT_RUN) + len(SHOWN) + len(BY_A_TEST_OF_ITS_OWN) <= 24
    for named in (*SHOWN.values(), *BY_A_TEST_OF_ITS_OWN.values()):
        file, _, name = named.partition("::")
        tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, named


@pytest.mark.parametrize(
    ("language", "rest", "text", "told"),
    [
        ("sh", "", "reportgen check --quietly", "2"),
        ("sh", "", "reportgen why wang-blinken-2023-10 A-99", "A-99"),
        ("sh", "", "make everything", "everything"),
        ("sh", "", "pip install reportgen[magic]", "magic"),
        ("sh", "", "rm -rf seeds", "nothing here runs rm"),
        ("console", "", "$ reportgen status\nwang-blinken-2023-10: 67 entries", "67 entries"),
        ("console", "fails", "$ reportgen status", "0"),
        ("python", "", "from reportgen import tell", "tell"),
        ("yaml", "", "agreements:\n  - {id: A-01, firmnes: agreed}", "firmnes"),
        ("yaml", "", "agreements:\n  - {id: A-01, firmness: firm}", "firmness"),
        ("yaml", "", "repos:\n  - hooks:\n    - id: reportgen-chek", "reportgen-chek"),
        ("yaml", "", "jobs: {a: {steps: [{run: reportgen check --format gitlab}]}}", "gitlab"),
        ("toml", "", "audience = 'desk'", "audience"),
        ("make", "", "memos:\n\tfalse", "memos"),
        ("text", "", "words", "text"),
        ("", "", "words", "runs"),
    ],
)  # fmt: skip
def test_a_block_that_does_not_work_is_seen(
    language: str, rest: str, text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong command, option, field or word in a block, or other output than is shown, fails and says where."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    with pytest.raises((AssertionError, ImportError, ReportgenError), match=re.escape(told)):
        Page(tmp_path).run(Block("docs/page.md", 1, language, rest, text))


def test_blocks_are_told_apart() -> None:
    """Blocks in fences and blocks that are set in are both found, with their language, file and line."""
    page = ROOT / "docs" / "make-it-yours.md"
    assert len(blocks(page)) == page.read_text(encoding="utf-8").count("\n```") // 2
    assert {each.file for each in blocks(page)} >= {"reportgen.toml", "my-templates/style.yaml"}
    told = {(each.language, each.text.split()[0]) for each in blocks(ROOT / "docs" / "builds.md")}
    assert {("drawing", "reportgen"), ("console", "$"), ("sh", "reportgen"), ("toml", "jobs")} <= told
