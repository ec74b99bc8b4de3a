"""Findings for other programs, coverage by sentence, and checking again on every save."""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen import load
from reportgen.checks.coverage import sentence_coverage
from reportgen.sources.document import Paragraph
from reportgen.sources.sentences import sentences
from tests.conftest import REAL, RECORDS, ROOT, record_at
from tests.damage import damaged
from tests.test_cli import run

FAULT = ("operative_words: agreed to increase\n", "operative_words: agreed to double\n")


def test_json_has_every_finding_with_its_place(tmp_path: Path) -> None:
    """JSON gives each finding's code, level, entry, file, line, column, words and remedy."""
    path = damaged(tmp_path, FAULT)
    done = run("check", path, "--format", "json")
    assert done.returncode == 1
    (result,) = json.loads(done.stdout)
    (error,) = (finding for finding in result["findings"] if finding["level"] == "error")
    line = path.read_text(encoding="utf-8").splitlines()[error["line"] - 1]
    assert (error["code"], error["entry"], error["file"]) == ("E103", "A-02", str(path))
    assert line[error["column"] - 1 : error["column"] - 1 + error["length"]] == "agreed to double"
    assert error["remedy"]


def test_github_gets_one_annotation_a_finding(tmp_path: Path) -> None:
    """GitHub's workflow commands name file, line and column, and escape what would end them."""
    done = run("check", damaged(tmp_path, FAULT), "--format", "github")
    lines = done.stdout.splitlines()
    annotation = re.compile(
        r"::(error|warning|notice) file=[^,:]+,line=\d+,col=\d+,endColumn=\d+,title=reportgen [EWN]\d+::.+"
    )
    assert all(annotation.fullmatch(line) for line in lines)
    assert sum(line.startswith("::error ") for line in lines) == 1


def test_sarif_is_what_code_scanning_reads(tmp_path: Path) -> None:
    """SARIF 2.1.0 names the tool, its rules, and each result with a region."""
    log = json.loads(run("check", damaged(tmp_path, FAULT), "--format", "sarif").stdout)
    (scan,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert scan["tool"]["driver"]["name"] == "reportgen"
    ids = {rule["id"] for rule in scan["tool"]["driver"]["rules"]}
    for result in scan["results"]:
        assert result["ruleId"] in ids
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["endColumn"] > region["startColumn"] >= 1
        assert result["level"] in {"error", "warning", "note"}


@pytest.mark.parametrize("format", ["json", "github", "sarif"])
def test_a_record_that_cannot_be_loaded_is_told_too(format: str, tmp_path: Path) -> None:
    """Problems of loading come in the same formats."""
    done = run("check", damaged(tmp_path, ("as_of: 2023-11-01", "as_of: soon")), "--format", format)
    assert done.returncode == 1
    assert "E100" in done.stdout
    assert "year-month-day" in done.stdout


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_sentences_hold_all_the_words(path: Path) -> None:
    """The sentences of every paragraph together hold its words, in order and without overlap."""
    for document in record_at(path).documents.values():
        for paragraph in document.paragraphs:
            found = sentences(paragraph)
            assert "".join("".join(each.text for each in found).split()) == "".join(paragraph.text.split())
            assert all(document.text[each.start : each.end].strip() == each.text for each in found)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The U.S. side agreed. The other side did not.", 2),
        ("On Oct. 27 Mr. Wang spoke. He left.", 2),
        ('He said "No." Then he left!', 2),
        ("Rates rose 3.5 per cent (see No. 4).", 1),
        ("双方同意。会谈继续。", 2),
        ("اتفق الجانبان. وقال الوزير ذلك.", 2),
        ("Really? Yes.", 2),
        ("Article 4.A.2.b. Applies to all.", 1),
        ("The talks go on on October 14. A delegation will travel.", 2),
        ("The offer came to 5, 4.5 and 4. That is movement.", 2),
        ("They reserved on the whole of Section C. There was support.", 2),
        ("They meet again on Friday at 09:00. Dr Vale agreed.", 2),
        ("They lifted the ban at Berth 6. Mr Vale said so.", 2),
        ("He met H.E. Mr. Orr and the U.S. Mr. Vale agreed.", 1),
        ("He met U.S. Secretary of State Vale and U.S. President Orr.", 1),
        ("It would cost 1,200. Sundby agreed.", 2),
        ("He went to the U.S. The Secretary stayed.", 2),
        ("Article 5. The Parties shall meet.", 1),
        ("3. The Parties shall meet. 4. The Parties shall report.", 2),
        ("On 14. Oktober they met with Hon. A Ruhana.", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    """Abbreviations, initials, months and clause numbers end none, but where what follows can only begin another."""
    assert len(sentences(Paragraph(1, text, 0, 1))) == count


def test_coverage_is_shown_sentence_by_sentence() -> None:
    """--coverage prints every sentence with the entries that rest on it, or the reason it is set aside."""
    told = run("check", REAL, "--coverage").stdout
    assert "+ ¶2 [A-01, N-01]\n    The two sides agreed" in told
    assert "o ¶0 [set aside: Line added by the copy." in told
    (covered,) = sentence_coverage(load(REAL))
    assert all(sentence.cited_by or sentence.reason for sentence in covered.sentences)
    assert "100 per cent of sentences" in told


def test_fail_under_fails_a_record_that_leaves_too_much_open(tmp_path: Path) -> None:
    """--fail-under fails when fewer sentences are covered, and says how many are."""
    climate = next(path for path in RECORDS if "climate" in str(path))
    assert run("check", REAL, "--fail-under", "100").returncode == 0
    done = run("check", climate, "--fail-under", "99.5")
    assert (done.returncode, "per cent of sentences are covered, less than 99.5" in done.stderr) in {
        (1, True),
        (0, False),
    }
    gone = damaged(tmp_path, ("  - {id: X-04, ", "  - {id: X-04, handling: internal, "))
    assert run("check", gone, "--fail-under", "100").returncode == 0


def test_explain_knows_codes_and_names() -> None:
    """A check is explained by its code or its name; an unknown one helps."""
    assert run("check", "--explain", "E104").stdout == run("check", "--explain", "over-claim").stdout
    done = run("check", "--explain", "E1044")
    assert (done.returncode, "Did you mean" in done.stderr) == (2, True)


def test_watch_checks_again_on_every_save(tmp_path: Path) -> None:
    """With --watch a save, in place or by a rename over the file, is checked at once."""
    path = damaged(tmp_path)
    command = [sys.executable, "-u", "-m", "reportgen", "check", str(path), "--watch"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            assert "0 errors" in _until(process, "0 errors")
            new = path.with_name("talks.new")
            new.write_text(path.read_text(encoding="utf-8").replace(*FAULT), encoding="utf-8")
            os.replace(new, path)
            assert "[E103]" in _until(process, "1 error,")
        finally:
            process.terminate()


def _until(process: subprocess.Popen[bytes], words: str) -> str:
    """What the process prints until ``words`` come, or for 20 seconds."""
    assert process.stdout is not None
    told, end = b"", time.monotonic() + 20
    while words.encode() not in told and time.monotonic() < end:
        if select.select([process.stdout], [], [], 0.2)[0]:
            told += os.read(process.stdout.fileno(), 4096)
    return told.decode()
