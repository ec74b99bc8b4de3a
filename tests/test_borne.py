"""Specification: of what the checks find, a reader is told what the reader's own cut bears out, and no more."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from reportgen import load
from reportgen.borne import borne_out, cut_to, errors_left
from reportgen.checks import check
from reportgen.finding import Level
from reportgen.model.words import Handling
from reportgen.pipeline import build
from reportgen.record import Record
from reportgen.review import review_of
from reportgen.signoff import SignOff
from tests.conftest import INVENTED, RECORDS, record_at
from tests.test_cli import run
from tests.view_walk import changed, with_talks

HARBOUR = next(path for path in INVENTED if "harbour" in str(path))


def harbour(folder: Path, before: str, after: str) -> Path:
    """A copy of an invented record, with one passage of it replaced."""
    copy = folder / HARBOUR.parent.name
    shutil.copytree(HARBOUR.parent, copy)
    text = HARBOUR.read_text(encoding="utf-8")
    assert before in text
    (copy / "talks.yaml").write_text(text.replace(before, after, 1), encoding="utf-8", newline="")
    return copy / "talks.yaml"


WITHHELD = "text: The date of the pilot station matters less to Keldun than the release of the crew."
"""What a restricted position says; the record itself is public."""


@pytest.mark.parametrize(("audience", "counted"), [("public", False), ("desk", True)])
def test_errors_on_withheld_entries_are_not_counted(audience: str, counted: bool, tmp_path: Path) -> None:
    """A memo is called a draft for what is left open on it, not for what is open on entries it may not have."""
    path = harbour(tmp_path, WITHHELD, "text: Kelmoria agreed and signed 77 things.")
    assert errors_left(load(path), Handling.PUBLIC, check(load(path))) == 0
    assert errors_left(load(path), Handling.RESTRICTED, check(load(path))) > 0
    done = run("build", path, "--allow-findings", "--audience", audience, "--format", "md", "--out", tmp_path / "out")
    (memo,) = (tmp_path / "out").glob("*.md")
    assert done.returncode == 0, done.stderr
    assert (re.search(r"finding\w* open", memo.read_text(encoding="utf-8")) is not None) is counted


def test_a_finding_that_quotes_a_withheld_source_is_not_reported(tmp_path: Path) -> None:
    """A near miss shows the passage that was meant: in the report only to those who may see its source."""
    passage = "The session closed a little after five."
    both = (
        "    evidence:\n      - {source: S2, text: Kelmoria holds that rescue at sea knows no border.}\n"
        f"      - {{source: S5, text: {passage.replace('five', 'six')}}}\n"
    )
    only = "    evidence: {source: S2, text: Kelmoria holds that rescue at sea knows no border.}\n"
    path = harbour(tmp_path, only, both)
    assert any("five" in each.message + each.remedy for each in check(load(path)))
    for audience, told in (("principal", False), ("desk", True)):
        build(path, audiences=[audience], formats=["md"], out=tmp_path / audience, allow_findings=True, report=True)
        (report,) = (tmp_path / audience).glob("*.report.json")
        findings = json.dumps(json.loads(report.read_text(encoding="utf-8"))["findings"])
        assert ("five" in findings) is told, findings


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_coverage_tells_nothing_of_what_withheld_entries_rest_on(path: Path) -> None:
    """The paragraphs that are counted as open are those, one by one, that the findings name: both are of the cut."""
    for number, _ in enumerate(record_at(path).talks.positions):
        record = uncited(changed(record_at(path), "positions", number, handling=Handling.NAMED))
        review = review_of(record, Handling.RESTRICTED, SignOff(), version="1")
        named = [each for each in review.found if each.code == "W201"]
        assert len(named) == sum(
            total - cited - aside for total, cited, aside in (c.paragraphs for c in review.covered)
        )


def uncited(record: Record) -> Record:
    """The record with a paragraph that nobody cites, or sets aside, as it is in a record still being written."""
    return with_talks(record, omitted=record.talks.omitted[1:])


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_whoever_may_see_all_is_told_all(path: Path) -> None:
    """At the highest ceiling nothing is cut, and every finding is told as it was found."""
    record, findings = record_at(path), check(record_at(path))
    assert cut_to(record, Handling.NAMED) is record
    assert borne_out(record, Handling.NAMED, findings) == tuple(findings)
    assert errors_left(record, Handling.NAMED, findings) == sum(each.level is Level.ERROR for each in findings)
