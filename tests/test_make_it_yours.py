"""The page "Make it yours" walks from an audience file to a letterhead, and every step of it works as it stands."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.probe import write
from tests.test_cli import no_traceback, run

PAGE = (ROOT / "docs" / "make-it-yours.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
"""Language, file or nothing, text."""
SLIPS = (
    ("audiences/press.yaml", "ceiling: internal", "ceiling: internl"),
    ("sections/gaps-short.html.j2", "gap.text", "gap.txt"),
    ("style.yaml", "#5b1a2e", "#c98a9a"),
)
"""What the page puts wrong to show what is said, in its order."""


@pytest.mark.slow
def test_the_page_runs_as_it_stands(tmp_path: Path) -> None:
    """Every file of the page is written and every command run, in order, in a folder with the real record."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    slips = list(SLIPS)
    for language, name, text in BLOCKS:
        if language == "sh":
            for line in text.splitlines():
                program, *arguments = shlex.split(line)
                done = run(*arguments, cwd=tmp_path)
                assert (program, done.returncode) == ("reportgen", 0), f"{line}\n{done.stdout}{done.stderr}"
        elif language == "python":
            subprocess.run([sys.executable, "-c", text], cwd=tmp_path, check=True)
        elif name == "fails":
            _says(tmp_path, *slips.pop(0), text)
        else:
            write(tmp_path, name, text)
    assert slips == []
    press = (tmp_path / "out" / "wang-blinken-2023-10.press.md").read_text(encoding="utf-8")
    assert "Note for the press desk" in press
    assert "Positions of the parties" in press
    assert "What the sources do not say" in press
    desk = (tmp_path / "out" / "wang-blinken-2023-10.desk.md").read_text(encoding="utf-8")
    assert "Ministry of Foreign Affairs\n\nArms of the Ministry\n" in desk
    assert (tmp_path / "out" / "wang-blinken-2023-10.desk.docx").is_file()
    html = (tmp_path / "out" / "wang-blinken-2023-10.press.html").read_text(encoding="utf-8")
    assert "#5b1a2e" in html


def _says(folder: Path, name: str, right: str, wrong: str, told: str) -> None:
    """With a slip in one of the files, the check says what the page says; then the file is as before."""
    path = folder / "my-templates" / name
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    done = run("audience", "check", "press", "--templates", "my-templates", cwd=folder)
    assert done.returncode == 1
    assert no_traceback(done)
    said = re.sub(r"\n +\d+ \|.*\n +\|.*\^+", "", done.stdout + done.stderr)
    assert " ".join(told.split()) in " ".join(said.split())
    path.write_text(text, encoding="utf-8")


def test_every_block_is_run_or_written() -> None:
    """No block of the page is there to be looked at only."""
    assert len(BLOCKS) == len(re.findall(r"^```\w", PAGE, re.MULTILINE))
    assert {language for language, name, _ in BLOCKS if not name} == {"sh", "python"}
    assert sum(name == "fails" for _, name, _ in BLOCKS) == len(SLIPS)
