"""Loading a record: every problem at once, each at its place, in words for the person who typed it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import load
from reportgen.errors import LoadError, Problem
from tests.conftest import INVENTED, REAL
from tests.damage import damaged

FAULTS = {
    "an unknown field": (
        "    firmness: agreed\n",
        "    firmnes: agreed\n",
        '"firmnes" is not a field that is known here in agreements A-02',
        'Did you mean "firmness"?',
    ),
    "an unknown word": (
        "firmness: agreed_to_pursue\n",
        "firmness: agreed_to_persue\n",
        '"agreed_to_persue" is not one of the words for "firmness" in agreements A-01',
        'Did you mean "agreed_to_pursue"?',
    ),
    "a word with a capital and a space": (
        "kind: bilateral\n",
        "kind: Bi-lateral\n",
        '"Bi-lateral" is not one of the words for "kind" in meetings M-01',
        'Did you mean "bilateral"?',
    ),
    "an unknown party": (
        "party: US, speaker: blinken, issue: I-REL, stance: asserts",
        "party: USA, speaker: blinken, issue: I-REL, stance: asserts",
        '"USA", in positions P-US-01, is not an id of parties',
        'Did you mean "US"?',
    ),
    "an unknown issue": (
        "{id: N-02, issue: I-MAR,",
        "{id: N-02, issue: I-MARE,",
        '"I-MARE", in next_steps N-02, is not an id of issues',
        'Did you mean "I-MAR"?',
    ),
    "an unknown entry in a comment": (
        "{id: C-07, on: A-02,",
        "{id: C-07, on: A-20,",
        '"A-20", in comments C-07, is not an id of anything in the record',
        "Did you mean",
    ),
    "an id given twice": (
        "{id: P-CN-02, party",
        "{id: P-CN-01, party",
        'The id "P-CN-01" is given twice; the first is on line',
        "Give each its own id.",
    ),
    "a date that is none": (
        "as_of: 2023-11-01\n",
        "as_of: 2023-02-30\n",
        "2023-02-30 is not a day of the calendar",
        "",
    ),
    "a date in another form": (
        "as_of: 2023-11-01\n",
        "as_of: 1.11.2023\n",
        "A date is written year-month-day, as in 2023-10-27",
        "",
    ),
    "a required field left out": (
        "handling: public\n",
        "",
        '"handling" is missing',
        "Add a line: handling: …",
    ),
    "a required field left empty": (
        "handling: public\n",
        "handling:\n",
        '"handling" is missing',
        "Add a line: handling: …",
    ),
    "a hedged position without the source's words": (
        " operative_words: wants,",
        "",
        'A position that wants needs its "operative_words" in positions P-US-02',
        "",
    ),
    "derived dates without a basis": (
        "      basis: the Thursday and Friday up to the dateline of 27 October, a Friday in 2023; "
        "the year is that of the copy's date\n",
        "",
        'Derived dates need a "basis"',
        "",
    ),
    "a priority that is no number": (
        "    priority: 1\n",
        "    priority: high\n",
        '"priority" must be a number in agreements A-01',
        "",
    ),
    "a list where text belongs": (
        "short_title: Wang–Blinken talks\n",
        "short_title: [Wang, Blinken]\n",
        '"short_title" must be plain text',
        "",
    ),
    "text where a list belongs": (
        "party_order: [CN, US]\n",
        "party_order: CN\n",
        '"party_order" must be a list',
        "party_order: [one, two]",
    ),
    "an id that is no file name": (
        "id: wang-blinken-2023-10\n",
        "id: Wang/Blinken 2023\n",
        '"Wang/Blinken 2023" cannot be used for "id"',
        "Use lower-case letters, digits and single hyphens.",
    ),
    "a comma inside braces": (
        "{id: I-KOR, title: Korean Peninsula nuclear issue, scope: regional}",
        "{id: I-KOR, title: Korean Peninsula, nuclear issue, scope: regional}",
        '"nuclear issue" is not a field that is known here in issues I-KOR',
        "put text that holds a comma in quotes",
    ),
    "a source that is not there": (
        "    path: source.txt\n",
        "    path: sauce.txt\n",
        "The source document is not there",
        "Put it beside the record",
    ),
    "a source outside the folder": (
        "    path: source.txt\n",
        "    path: ../../../etc/passwd\n",
        "leads out of the record's folder",
        "Keep source documents in the record's folder.",
    ),
    "a dateline the source does not have": (
        "dateline: WASHINGTON, Oct. 27",
        "dateline: BEIJING, Oct. 27",
        "begins with its dateline",
        "",
    ),
    "a repeated key": (
        "as_of: 2023-11-01\n",
        "as_of: 2023-11-01\nas_of: 2023-11-02\n",
        "as_of",
        "",
    ),
}


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(LoadError) as caught:
        load(path)
    return caught.value.problems


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_one_problem_at_its_place(name: str, tmp_path: Path) -> None:
    """A fault in a record is told once, at its line, in words, with a remedy where there is one."""
    before, after, message, remedy = FAULTS[name]
    path = damaged(tmp_path, (before, after))
    problems = problems_of(path)
    assert len(problems) == 1, [str(problem) for problem in problems]
    (problem,) = problems
    assert message in problem.message
    assert remedy in problem.remedy
    assert problem.place.file == str(path)
    if after:
        text = path.read_text(encoding="utf-8")
        start = text[: text.rindex(after)].count("\n") + 1
        assert start <= problem.place.line <= start + after.count("\n")
        assert problem.place.text == text.splitlines()[problem.place.line - 1]


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    """Every problem of a file is told in one go, in the order of the file."""
    names = ["a date that is none", "an unknown word", "an unknown field", "a comma inside braces"]
    problems = problems_of(damaged(tmp_path, *(FAULTS[name][:2] for name in names)))
    assert [problem.place.line for problem in problems] == sorted(problem.place.line for problem in problems)
    assert len(problems) == len(names)


def test_unknown_ids_and_missing_sources_come_at_once(tmp_path: Path) -> None:
    """References that lead nowhere and source documents that are missing are told together."""
    names = ["an unknown party", "an unknown issue", "an id given twice", "a source that is not there"]
    problems = problems_of(damaged(tmp_path, *(FAULTS[name][:2] for name in names)))
    told = " ".join(problem.message for problem in problems)
    assert all(FAULTS[name][2] in told for name in names)


def test_the_caret_stands_under_the_word(tmp_path: Path) -> None:
    """A problem's column and length mark exactly the word that is wrong."""
    before, after, *_ = FAULTS["an unknown word"]
    place = problems_of(damaged(tmp_path, (before, after)))[0].place
    assert place.text[place.column - 1 : place.column - 1 + place.length] == "agreed_to_persue"


def test_a_folder_stands_for_the_record_in_it() -> None:
    """A record may be named by its file or by its folder."""
    assert load(REAL).talks == load(REAL / "talks.yaml").talks


@pytest.mark.parametrize(
    "change", [("\n", "\r\n"), ("\n", "\r"), ("# yaml", "\ufeff# yaml")], ids=["CRLF", "CR", "BOM"]
)
def test_line_ends_and_a_byte_order_mark_do_not_matter(change: tuple[str, str], tmp_path: Path) -> None:
    """A record saved with other line ends or a byte-order mark is the same record."""
    path = damaged(tmp_path)
    text = path.read_text(encoding="utf-8")
    text = text.replace(*change) if change[0] == "\n" else "\ufeff" + text
    path.write_bytes(text.encode())
    assert load(path).talks == load(REAL).talks


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.parent.name)
def test_a_file_cut_short_never_loads_as_another_record_unseen(path: Path, tmp_path: Path) -> None:
    """A record cut at any 400th character is refused, or has fewer entries than the whole one."""
    text = path.read_text(encoding="utf-8")
    whole = sum(1 for _ in load(path).talks.entries())
    for source in path.parent.iterdir():
        if source.suffix == ".txt":
            (tmp_path / source.name).write_bytes(source.read_bytes())
    cut = tmp_path / "talks.yaml"
    refused = 0
    for end in range(0, len(text) - 400, 400):
        cut.write_text(text[:end], encoding="utf-8")
        try:
            left = sum(1 for _ in load(cut).talks.entries())
        except LoadError:
            refused += 1
        else:
            assert left < whole
    assert refused > len(text) // 400 // 2


def test_a_second_name_for_nothing_is_no_record(tmp_path: Path) -> None:
    """A path that does not exist, a folder without a record and a file that is none are one problem each."""
    (tmp_path / "notes.txt").write_text("just some notes\n", encoding="utf-8")
    for path in (tmp_path / "missing.yaml", tmp_path, tmp_path / "notes.txt"):
        assert len(problems_of(path)) == 1
