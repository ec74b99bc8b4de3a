"""The tutorial runs as it stands: from a text file to a signed memo."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.conftest import ROOT
from tests.test_cli import no_traceback, run

PAGE = (ROOT / "docs" / "first-record.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(text|console|yaml)\n(.*?)```", PAGE, re.DOTALL)


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
    text = record.read_text(encoding="utf-8")
    place = text.index("\nagreements:")
    record.write_text(f"{text[:place].rstrip()}\n{lines}{text[place:]}", encoding="utf-8")


def test_the_tutorial_leads_from_a_text_file_to_a_signed_memo(tmp_path: Path) -> None:
    """Every block of the tutorial does what the page says, and final memos come out."""
    record = tmp_path / "seeds" / "strait-2033-05" / "talks.yaml"
    for kind, block in BLOCKS:
        if kind == "text":
            (tmp_path / "readout.txt").write_text(block, encoding="utf-8")
        elif kind == "yaml" and block.startswith("  - "):
            add_issues(record, block)
        elif kind == "yaml":
            fill_in(record, block.splitlines())
        else:
            for line in block.splitlines():
                done = run(*shlex.split(line.removeprefix("$ "))[1:], cwd=tmp_path)
                assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
                assert no_traceback(done)
    assert "proposed" not in re.sub(r"^#.*", "", record.read_text(encoding="utf-8"), flags=re.MULTILINE)
    memo = (tmp_path / "out" / "strait-2033-05.desk.md").read_text(encoding="utf-8")
    assert "DRAFT" not in memo
    assert "Reopen the ferry line between Havenport and Kell in September." in memo
    assert (tmp_path / "out" / "strait-2033-05.principal.pdf").read_bytes().startswith(b"%PDF")
