"""Specification: the search and the canaries see a fault in selection, whichever of its cuts is left out."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.model.words import Handling
from tests.canaries import Planted
from tests.conftest import ROOT
from tests.every_word import every_word
from tests.test_leaks import CANARY, audiences, planted

SCRIPT = """
import sys
from pathlib import Path
from reportgen import load
from reportgen.audience import Audience
from reportgen.leaks import Search
from reportgen.desk import Desk
from reportgen.writers.html import write_html

record, audience, desk = load(sys.argv[1]), Audience.model_validate_json(sys.argv[2]), Desk()
content = write_html(desk.memo(record, audience)[1], desk.style, desk.css)
Path(sys.argv[3]).write_bytes(content)
print(*sorted({leak.of.of for leak in Search(record, audience.ceiling).leaks("memo.html", content)}))
"""

VISIBLE, SELECT, ENTRIES = "view/visible.py", "view/select.py", "view/entries.py"
RANK, WHOLE, THERE = ".rank > ceiling.rank}", "record.talks", "self._citations._record.talks"
FAULTS: dict[str, tuple[str, str, str]] = {
    "nothing is cut": (
        SELECT,
        "visible(record.talks, audience.ceiling)\n        self._standing",
        f"{WHOLE}\n        self._standing",
    ),
    "comments are not cut": (VISIBLE, RANK, f'{RANK[:-1]} and entry.id[0] != "C"}}'),
    "sources are not cut": (VISIBLE, RANK, f'{RANK[:-1]} and entry.id[0] != "S"}}'),
    "the ceiling is one too high": (VISIBLE, RANK, ".rank > ceiling.rank + 1}"),
    "references stay": (VISIBLE, "if not _names_gone(inner, gone, name in ids))", "if True)"),
    "shared by parties that are gone": (VISIBLE, '_values(entry, ("owners", "parties"))', "_values(entry, ())"),
    "words of withheld sources stay": (VISIBLE, "changed |= _words_kept(entry, gone)", "changed |= {}"),
    "the keywords are those of all": (
        SELECT,
        "name for party in talks.parties if",
        f"name for party in {THERE}.parties if True or",
    ),
    "all comments": (SELECT, "map(entries.comment, talks.comments)", f"map(entries.comment, {THERE}.comments)"),
    "all gaps": (SELECT, "map(entries.gap, talks.gaps)", f"map(entries.gap, {THERE}.gaps)"),
    "all that changed": (SELECT, "in _compared(talks)", f"in _compared({THERE})"),
    "signers of everything are named": (SELECT, "if each.id in shown]", "]"),
}
"""A name for each: the module, what stands there, what is put in its place."""

NOT_SEARCHED = {"shared by parties that are gone", "words of withheld sources stay"}
"""Faults whose words are within the ceiling by their own handling: the search leaves them to the canaries."""


def faulty(folder: Path, module: str, before: str, after: str) -> None:
    """A copy of the program with one fault in it."""
    ignored = shutil.ignore_patterns("__pycache__", "*.ttf")
    shutil.copytree(ROOT / "reportgen", folder / "reportgen", ignore=ignored)
    (folder / "templates").symlink_to(ROOT / "templates")
    path = folder / "reportgen" / module
    text = path.read_text(encoding="utf-8")
    assert before in text, f"{before!r} is not in {module}, so nothing would be damaged"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def made(folder: Path, record: Planted, ceiling: Handling) -> tuple[set[str], set[str]]:
    """With the program in ``folder``: the canaries above the ceiling in its memo, and what its search found."""
    audience = next(each for each in audiences() if each.name == f"all-{ceiling}")
    arguments = [str(record.path), audience.model_dump_json(by_alias=True), str(folder / "memo.html")]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    printed = record.levels.keys() & CANARY.findall(every_word((folder / "memo.html").read_bytes()))
    return {word for word in printed if record.levels[word] > ceiling.rank}, set(done.stdout.split())


@pytest.mark.slow
@pytest.mark.xdist_group("canaries")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(fault: str, tmp_path: Path) -> None:
    """With a fault planted in a copy of the program, canaries are printed, and the search finds words of theirs."""
    record, _ = planted(7, 3)
    faulty(tmp_path, *FAULTS[fault])
    canaries, found = made(tmp_path, record, Handling.INTERNAL)
    assert canaries
    assert bool(found) is (fault not in NOT_SEARCHED), found


def test_without_a_fault_nothing_is_seen(tmp_path: Path) -> None:
    """The same copy without a fault prints no canary above the ceiling, and its search finds nothing."""
    record, _ = planted(7, 3)
    faulty(tmp_path, VISIBLE, "", "")
    assert made(tmp_path, record, Handling.INTERNAL) == (set(), set())
