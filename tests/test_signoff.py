"""Sign-off: who stands for which entry, and what makes a signature stale."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from reportgen import build, load
from reportgen.errors import ChecksFailed, LoadError, WriteError
from reportgen.signoff import State, as_yaml, load_signoff, signed, signers, signoff_path, states
from tests import damage
from tests.conftest import ROOT
from tests.test_cli import run

DAY = date(2023, 11, 2)


def damaged(folder: Path, *changes: tuple[str, str]) -> Path:
    """A damaged copy of the real record that nobody signed."""
    path = damage.damaged(folder, *changes)
    path.with_name("signoff.yaml").unlink()
    return path


def sign_all(path: Path) -> None:
    """Sign every entry of the record at ``path``."""
    record = load(path)
    signoff = signed(record, load_signoff(record), [e.id for _, _, e in record.talks.entries()], "A. Checker", DAY)
    signoff_path(record).write_text(as_yaml(signoff), encoding="utf-8")


def of_state(path: Path, state: State) -> set[str]:
    record = load(path)
    return {each.id for each in states(record, load_signoff(record)) if each.state is state}


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_what_is_signed_is_signed(tmp_path: Path) -> None:
    """An entry signed as it stands is signed, by whom and on which day."""
    path = damaged(tmp_path)
    assert len(of_state(path, State.UNSIGNED)) == 68
    sign_all(path)
    assert len(of_state(path, State.SIGNED)) == 68
    record = load(path)
    assert signers(states(record, load_signoff(record))) == {"A. Checker": 68}


@pytest.mark.parametrize(
    ("before", "after", "stale"),
    [
        ("text: Increase direct passenger flights", "text: More direct passenger flights", {"A-02"}),
        ("firmness: agreed\n", "firmness: agreed_in_principle\n", {"A-02"}),
        ("title: Ukraine,", "title: Ukraine (war),", {"I-UKR"}),
        ("confidence: moderate, priority: 3", "confidence: low, priority: 3", {"C-03"}),
        ("    priority: 1\n    evidence: The two sides agreed to", "    evidence: The two sides agreed to", {"A-01"}),
    ],
)  # fmt: skip
def test_a_changed_entry_is_stale_and_no_other(before: str, after: str, stale: set[str], tmp_path: Path) -> None:
    """A change in an entry makes exactly that entry stale."""
    path = damaged(tmp_path)
    sign_all(path)
    edit(path, before, after)
    assert of_state(path, State.STALE) == stale
    assert of_state(path, State.UNSIGNED) == set()


def test_what_changes_nothing_leaves_signatures(tmp_path: Path) -> None:
    """Comments, order, line breaks and the way evidence is written do not make a signature stale."""
    path = damaged(tmp_path)
    sign_all(path)
    text = path.read_text(encoding="utf-8")
    flat = "evidence: The two sides also agreed to increase more direct passenger flights between the two countries.\n"
    listed = f"evidence:\n      - {flat.removeprefix('evidence: ')}"
    text = text.replace(flat, listed, 1).replace("gaps:\n", "# what is missing\n\ngaps:\n", 1)
    path.write_text(text, encoding="utf-8")
    assert of_state(path, State.SIGNED) == of_state(damaged(tmp_path / "other"), State.UNSIGNED)


def test_a_changed_source_makes_what_rests_on_it_stale(tmp_path: Path) -> None:
    """When a source document changes, every entry with evidence in it is stale, and no other."""
    path = damaged(tmp_path)
    sign_all(path)
    edit(path.parent / "source.txt", "Provided by Xinhua", "Provided by xinhua")
    record = load(path)
    resting = {e.id for _, _, e in record.talks.entries() if hasattr(e, "evidence")}
    assert of_state(path, State.STALE) == resting | {"S1"}


def test_what_rests_on_a_stale_entry_says_so(tmp_path: Path) -> None:
    """Entries that rest on a stale one stay signed, and say what they rest on."""
    path = damaged(tmp_path)
    sign_all(path)
    edit(path, "text: Increase direct passenger flights", "text: More direct passenger flights")
    record = load(path)
    above = {each.id: each.rests_on for each in states(record, load_signoff(record)) if each.rests_on}
    assert above == {"N-07": ("A-02",), "C-07": ("A-02",), "G-02": ("A-02",)}
    assert "N-07 is signed and rests on A-02, not signed as it stands" in run("status", path).stdout


def test_a_final_build_needs_every_signature_and_no_error(tmp_path: Path) -> None:
    """A final build refuses unsigned and stale entries and error findings, and builds when all is well."""
    path = damaged(tmp_path)
    with pytest.raises(WriteError, match="68 of 68 entries are not signed as they stand"):
        build(path, formats=["md"], out=tmp_path / "out", final=True)
    sign_all(path)
    build(path, formats=["md"], out=tmp_path / "out", final=True)
    assert len(list((tmp_path / "out").iterdir())) == 5
    edit(path, "text: Increase direct", "text: More direct")
    with pytest.raises(WriteError, match=r"1 of 68 .* A-02"):
        build(path, formats=["md"], out=tmp_path / "out", final=True)
    edit(path, "operative_words: agreed to increase", "operative_words: agreed to double")
    with pytest.raises(ChecksFailed):
        build(path, formats=["md"], out=tmp_path / "out", final=True, allow_findings=True)


def ask(path: Path, answers: str, *entries: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", "sign", str(path), "--by", "A. Checker", *entries]
    return subprocess.run(command, cwd=ROOT, input=answers, capture_output=True, text=True, check=False)


def test_signing_shows_the_evidence_and_asks(tmp_path: Path) -> None:
    """Each entry is shown beside its evidence; yes signs, no does not, q ends the asking."""
    path = damaged(tmp_path)
    done = ask(path, "y\nn\nq\n", "A-01", "A-02", "N-01", "N-02")
    assert done.returncode == 0, done.stderr
    assert 'S1 ¶2: "The two sides agreed to work together toward' in done.stdout
    assert "N-02" not in done.stdout
    assert of_state(path, State.SIGNED) == {"A-01"}


def test_signing_stops_where_the_answers_stop(tmp_path: Path) -> None:
    """When nobody answers any more, what was signed so far is kept."""
    path = damaged(tmp_path)
    assert ask(path, "y\n", "A-01", "A-02").returncode == 0
    assert of_state(path, State.SIGNED) == {"A-01"}


def test_all_that_is_signed_is_shown(tmp_path: Path) -> None:
    """Before an entry is signed every field of it is shown, its handling and its priority."""
    told = ask(damaged(tmp_path), "n\nn\nn\n", "A-01", "N-04", "M-01").stdout
    for words in (
        "where: San Francisco",
        "what: a meeting between the two heads of state",
        "meeting: M-01",
        "limits: Does not say that the meeting is confirmed or scheduled.; The heads of state are not named;",
        "priority: 1",
        "handling: public",
        "dates: as_stated on Thursday and Friday, start 2023-10-26",
    ):
        assert words in " ".join(told.split()), words


def test_an_earlier_signature_is_shown(tmp_path: Path) -> None:
    """Who signed an entry before is shown with the day, and that it changed since when it did."""
    path = damaged(tmp_path)
    assert "Signed by" not in ask(path, "", "A-02").stdout
    sign_all(path)
    edit(path, "text: Increase direct passenger flights", "text: More direct passenger flights")
    told = " ".join(ask(path, "", "A-02").stdout.split())
    assert "Signed by A. Checker on 2023-11-02; the entry, its evidence or its source changed since." in told
    assert "Signed by A. Checker on 2023-11-02, and as it was then." in ask(path, "", "A-01").stdout


def test_another_s_signature_is_not_replaced_unasked(tmp_path: Path) -> None:
    """With --yes, what another signed as it stands is left and named; --replace signs it anew."""
    path = damaged(tmp_path)
    sign_all(path)
    edit(path, "text: Increase direct passenger flights", "text: More direct passenger flights")
    done = run("sign", path, "--by", "B. Checker", "--yes", "A-01", "A-02")
    assert done.returncode == 1
    assert "A-01 is left as it is. Signed by A. Checker on 2023-11-02" in done.stderr
    assert load_signoff(load(path)).entries["A-02"].by == "B. Checker"
    assert load_signoff(load(path)).entries["A-01"].by == "A. Checker"
    assert run("sign", path, "--by", "A. Checker", "--yes", "A-01").returncode == 0
    assert run("sign", path, "--by", "B. Checker", "--yes", "--replace", "A-01").returncode == 0
    assert load_signoff(load(path)).entries["A-01"].by == "B. Checker"


@pytest.mark.parametrize("by", ["", "   ", "A.\nChecker", "A.\x1b[1mChecker"])
def test_a_name_is_one_line_that_is_not_empty(by: str, tmp_path: Path) -> None:
    """No name, or one with a line break or a control character in it, is wrong usage, in one message."""
    path = damaged(tmp_path)
    done = run("sign", path, f"--by={by}", "--yes", "A-01")
    assert (done.returncode, "Traceback" in done.stderr, "a name is one line" in done.stderr) == (2, False, True)
    assert not signoff_path(load(path)).exists()


def test_nobody_signs_on_a_day_to_come(tmp_path: Path) -> None:
    """A day that is still to come is refused."""
    path = damaged(tmp_path)
    done = run("sign", path, "--by", "A. Checker", "--yes", "--date", "9999-01-01", "A-01")
    assert (done.returncode, "still to come" in done.stderr) == (2, True)


def test_an_entry_with_an_error_is_not_signed(tmp_path: Path) -> None:
    """An entry that check finds wrong cannot be signed, and is named."""
    path = damaged(tmp_path, ("operative_words: agreed to increase\n", "operative_words: agreed to double\n"))
    done = ask(path, "", "A-01", "A-02", "--yes")
    assert done.returncode == 1
    assert "not signed, since check finds errors: A-02" in done.stderr
    assert of_state(path, State.SIGNED) == {"A-01"}


def test_wrong_asking_is_one_message(tmp_path: Path) -> None:
    """An unknown entry, no entry, no name: one message each, and nothing is written."""
    path = damaged(tmp_path)
    assert 'Did you mean "A-01"' in run("sign", path, "--by", "A. Checker", "A-011").stderr
    assert "say --all" in run("sign", path, "--by", "A. Checker").stderr
    assert run("sign", path, "--all").returncode == 2
    assert not signoff_path(load(path)).exists()


def test_a_spoilt_file_of_signatures_is_told(tmp_path: Path) -> None:
    """A signoff.yaml that cannot be read is told with its place, never taken for signatures."""
    path = damaged(tmp_path)
    sign_all(path)
    edit(signoff_path(load(path)), "digest: ", "digest: zz")
    with pytest.raises(LoadError, match=r"signoff\.yaml:4"):
        states(load(path), load_signoff(load(path)))


def test_the_real_record_is_signed() -> None:
    """The real record is fully signed, by the desk that checked it."""
    done = run("status", "wang-blinken-2023-10")
    assert done.stdout == "wang-blinken-2023-10: 68 entries, 68 signed, 0 stale, 0 unsigned; by reportgen desk (68)\n"
