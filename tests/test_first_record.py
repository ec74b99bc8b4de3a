"""The tutorial runs as it stands: from a text file to a signed memo."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs_blocks import blocks
from tests.docs_material import add_issues, fill_in
from tests.docs_runner import Page, called


def test_the_tutorial_leads_from_a_text_file_to_a_signed_memo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block of the tutorial does what the page says, commands print what is shown, and final memos come out."""
    monkeypatch.chdir(tmp_path)
    record, desk = tmp_path / "seeds" / "strait-2033-05" / "talks.yaml", tmp_path / "out" / "strait-2033-05.desk.md"
    for block in blocks(ROOT / "docs" / "first-record.md"):
        if block.language == "text":
            (tmp_path / "readout.txt").write_text(block.text, encoding="utf-8")
        elif block.rest == "shown":
            place = record if block.language == "yaml" else desk
            assert block.text.strip() in place.read_text(encoding="utf-8"), block
        elif block.language == "yaml" and block.text.startswith("  - "):
            add_issues(record, block.text)
        elif block.language == "yaml":
            fill_in(record, block.text.splitlines())
        else:
            Page(tmp_path).run(block)
    assert "proposed" not in re.sub(r"^#.*", "", record.read_text(encoding="utf-8"), flags=re.MULTILINE)
    memo = desk.read_text(encoding="utf-8")
    assert "DRAFT" not in memo
    assert "Reopen the ferry line between Havenport and Kell in September." in memo
    assert (tmp_path / "out" / "strait-2033-05.principal.pdf").read_bytes().startswith(b"%PDF")
    code, told = called("why", "out/strait-2033-05.desk.pdf", "A-01")
    assert (code, "agreed to reopen" in told) == (0, True)
