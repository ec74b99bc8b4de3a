"""Where does it say that? From an entry to the source's words, from the record or from a memo."""

from __future__ import annotations

from pathlib import Path

from reportgen import load
from reportgen.why import answer
from tests.conftest import REAL
from tests.test_cli import run


def test_why_answers_from_the_record() -> None:
    """An entry's claim, the source's words in their context, the sign-off and what rests on it are told."""
    told = run("why", "wang-blinken-2023-10", "A-02").stdout
    assert told.startswith("A-02  Increase direct passenger flights between the two countries.")
    assert "operative words: agreed to increase" in told
    assert "S1 Xinhua, 27 Oct 2023, ¶13" in told
    assert "[The two sides also agreed to increase more direct passenger flights between the two countries.]" in told
    assert "claim: reporter narration" in told
    assert "signed by reportgen desk on" in told
    assert "on it rest: N-07, C-07, G-02" in told


def test_the_words_stand_in_their_paragraph() -> None:
    """The cited words are shown inside the rest of their paragraph."""
    (passage,) = answer(load(REAL), "N-06").passages
    assert passage.words.startswith("eyeing the signing")
    assert passage.before.startswith("In the coming days")
    assert passage.after == "."


def test_why_answers_from_a_memo(tmp_path: Path) -> None:
    """A memo's file name and an entry's id are enough."""
    run("build", "wang-blinken-2023-10", "--format", "md", "--audience", "desk", "--out", tmp_path)
    told = run("why", f"{tmp_path / 'wang-blinken-2023-10.desk.md'}#P-US-05")
    assert told.stdout == run("why", "wang-blinken-2023-10", "P-US-05").stdout
    assert "known from: as reported by the other side" in told.stdout


def test_wrong_questions_are_answered_in_one_line(tmp_path: Path) -> None:
    """An unknown record, entry or memo is one message that helps."""
    assert 'Did you mean "A-02"' in run("why", "wang-blinken-2023-10", "A-2").stderr
    assert "wang-blinken-2023-10" in run("why", "wang-blinken-2023", "A-02").stderr
    assert "no such memo" in run("why", "out/nothing.desk.pdf#A-01").stderr
    assert "Name an entry" in run("why", "wang-blinken-2023-10").stderr
