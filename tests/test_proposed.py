"""Proposed is a state: what nobody accepted reaches no memo, and cannot be signed."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.checks import check
from reportgen.errors import LoadError, WriteError
from reportgen.loading import load
from reportgen.pipeline import build
from reportgen.signoff import load_signoff, states
from tests.conftest import REAL
from tests.test_cli import run

AGREEMENT = """\
  - id: A-09
    status: proposed
    issue: I-MAR
    text: Hold separate consultations on maritime affairs.
    operative_words: will hold separate consultations on
    firmness: planned
    parties: [CN, US]
    evidence: the two sides will hold separate consultations on maritime affairs
"""
WITHOUT_ISSUE = AGREEMENT.replace("A-09", "A-10").replace("    issue: I-MAR\n", "    issue:  # which?\n")
PARTY = "  - {id: IL, status: proposed, name: Israel, kind: state, role: mentioned}\n"


def with_proposals(tmp_path: Path, *proposals: tuple[str, str], head: str = "") -> Path:
    """A copy of the real record with entries put before the first of a list."""
    folder = tmp_path / REAL.name
    shutil.copytree(REAL, folder)
    text = (folder / "talks.yaml").read_text(encoding="utf-8")
    for part, entry in proposals:
        assert f"\n{part}:\n" in text
        text = text.replace(f"\n{part}:\n", f"\n{part}:\n{entry}", 1)
    (folder / "talks.yaml").write_text(text, encoding="utf-8")
    return folder


def test_no_memo_knows_of_a_proposal(tmp_path: Path) -> None:
    """Every memo of a record with proposals is, byte for byte, that of the record without them, but for the digest of
    the record's file in the annex; how many were left out is said."""
    folder = with_proposals(tmp_path, ("agreements", AGREEMENT), ("parties", PARTY), ("agreements", WITHOUT_ISSUE))
    built = build(folder, out=tmp_path / "with", report=False)
    build(REAL, out=tmp_path / "without", report=False)
    made = {path.name: path.read_bytes() for path in (tmp_path / "without").iterdir() if path.suffix != ".json"}
    assert len(made) == 20
    others = {name: (tmp_path / "with" / name).read_bytes() for name in made}
    assert {name for name, content in made.items() if others[name] != content and ".annex." not in name} == set()
    was, now = (sha256((path / "talks.yaml").read_bytes()).hexdigest() for path in (REAL, folder))
    for name in (f"{REAL.name}.annex.md", f"{REAL.name}.annex.html"):
        assert others[name].replace(now.encode(), was.encode()) == made[name]
    assert any("3 entries only proposed, in no memo" in warning for warning in built.warnings)


def test_places_and_findings_stay_those_of_the_file(tmp_path: Path) -> None:
    """What comes after a proposal is found where it stands; the checks say the same but for the lines."""
    folder = with_proposals(tmp_path, ("agreements", AGREEMENT))
    record, real = load(folder), load(REAL)
    text = (folder / "talks.yaml").read_text(encoding="utf-8").split("\n")
    assert text[record.place(("agreements", 0, "id")).line - 1] == "  - id: A-01"
    assert [each.message for each in check(record)] == [each.message for each in check(real)]
    assert [each.id for each in record.proposed] == ["A-09"]
    assert [each.state for each in states(record, load_signoff(record))] == [
        each.state for each in states(real, load_signoff(real))
    ]


def test_check_lists_what_is_proposed_and_what_it_lacks(tmp_path: Path) -> None:
    """``check`` notes the proposals of each list and the fields they lack, also as JSON, and is content."""
    folder = with_proposals(tmp_path, ("agreements", AGREEMENT), ("agreements", WITHOUT_ISSUE))
    done = run("check", folder)
    assert done.returncode == 0
    words = " ".join(done.stdout.split())
    assert 'Agreements only proposed: A-10, A-09. "issue" is missing in A-10. [N401]' in words
    assert '"code": "N401"' in run("check", folder, "--format", "json").stdout


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (AGREEMENT.replace("planned", "plannd"), '"plannd" is not one of the words for "firmness" in agreements A-09.'),
        (AGREEMENT.replace("status: proposed", "status: maybe"), '"maybe" is no status an entry can have.'),
        (AGREEMENT.replace("issue:", "isue:"), '"isue" is not a field that is known here in agreements A-09.'),
    ],
    ids=["word", "status", "field"],
)
def test_wrong_word_in_a_proposal_is_told(tmp_path: Path, entry: str, told: str) -> None:
    """A proposal may lack fields; what it has must be right, and is told with its place."""
    folder = with_proposals(tmp_path, ("agreements", entry))
    with pytest.raises(LoadError) as caught:
        load(folder)
    assert told in [problem.message for problem in caught.value.problems]
    assert all(problem.place.line > 1 for problem in caught.value.problems)


def test_entry_that_refers_to_a_proposal_says_so(tmp_path: Path) -> None:
    """An accepted entry cannot rest on what is only proposed; the remedy is to accept that too."""
    folder = with_proposals(tmp_path)
    text = (folder / "talks.yaml").read_text(encoding="utf-8")
    text = text.replace("{id: I-FLY, ", "{id: I-FLY, status: proposed, ", 1)
    (folder / "talks.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        load(folder)
    told = {(problem.message, problem.remedy) for problem in caught.value.problems}
    remedy = "Accept it too: reportgen accept wang-blinken-2023-10 I-FLY"
    assert ('"I-FLY", in agreements A-02, is only proposed.', remedy) in told


def test_drafts_print_proposals_marked(tmp_path: Path) -> None:
    """With proposals asked for, each is printed with its mark in every format, one without an issue too, and every page
    says DRAFT and how many there are; the mark is in the memo's language."""
    folder = with_proposals(tmp_path, ("agreements", AGREEMENT), ("agreements", WITHOUT_ISSUE))
    build(folder, out=tmp_path / "out", audiences=["desk"], formats=["md", "html", "pdf"], with_proposals=True)
    memo = (tmp_path / "out" / f"{REAL.name}.desk.md").read_text(encoding="utf-8")
    assert memo.count(r"\[Proposed\] Hold separate consultations on maritime affairs.") == 2
    assert "DRAFT: with 2 entries that are only proposed" in memo
    assert "Issue not named yet" in memo
    build(folder, out=tmp_path / "out", audiences=["desk"], formats=["md"], with_proposals=True, language="fr")
    french = (tmp_path / "out" / f"{REAL.name}.desk.fr.md").read_text(encoding="utf-8")
    assert r"\[Proposé\] Hold separate" in french


def test_final_memo_refuses_proposals(tmp_path: Path) -> None:
    """A final build prints nothing that is only proposed, and names the way out."""
    folder = with_proposals(tmp_path, ("agreements", AGREEMENT))
    with pytest.raises(WriteError, match="Leave out --with-proposals"):
        build(folder, out=tmp_path / "out", final=True, with_proposals=True)
    assert not (tmp_path / "out").exists()


def test_sign_refuses_a_proposal(tmp_path: Path) -> None:
    """Nobody signs a proposal: by name it is refused, and all entries are those that count."""
    folder = with_proposals(tmp_path, ("agreements", AGREEMENT))
    done = run("sign", folder, "--by", "desk", "--yes", "A-09")
    assert done.returncode == 1
    assert "A-09 is only proposed, and nobody signs a proposal." in done.stderr
    assert "; 1 only proposed" in run("status", folder).stdout
    run("sign", folder, "--by", "desk", "--yes", "--all")
    assert "A-09" not in (folder / "signoff.yaml").read_text(encoding="utf-8")


def test_record_of_proposals_alone_says_what_to_accept(tmp_path: Path) -> None:
    """A record whose parties are all proposed cannot be built, and says what to accept."""
    folder = with_proposals(tmp_path)
    text = (folder / "talks.yaml").read_text(encoding="utf-8")
    for party in ("CN", "US", "UN"):
        text = text.replace(f"  - {{id: {party}, ", f"  - {{id: {party}, status: proposed, ", 1)
    (folder / "talks.yaml").write_text(text, encoding="utf-8")
    done = run("build", folder, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "All of parties is only proposed (CN, US, UN)." in done.stderr
    assert "reportgen accept wang-blinken-2023-10 CN US UN" in " ".join(done.stderr.split())
