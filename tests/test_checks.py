"""What the checks find: each fault, planted in the real record, at its place and with its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import check, load
from reportgen.checks import Finding, Level
from reportgen.checks.coverage import coverage
from reportgen.checks.figures import unknown_figures
from reportgen.record import Record
from tests.conftest import RECORDS, record_at
from tests.damage import damaged

FAULTS: dict[str, tuple[str, str, str, str, str]] = {
    # name: (text, becomes, code, entry, words of the finding)
    "a word changed": (
        "issues surrounding policies toward people with disabilities}",
        "issues concerning policies toward people with disabilities}",
        "E101",
        "N-05",
        '"concerning" for the source\'s "surrounding"',
    ),
    "a word left out": (
        "agreed to increase more direct passenger flights between the two countries}",
        "agreed to increase direct passenger flights between the two countries}",
        "E101",
        "N-07",
        '"more" is left out',
    ),
    "a negation put in": (
        "evidence: U.S. Secretary of State Antony Blinken}",
        "evidence: not U.S. Secretary of State Antony Blinken}",
        "E101",
        "blinken",
        'The source does not say "not U.S. Secretary',
    ),
    "a run that stands twice": (
        "evidence: the fundamental way out of the conflict is the two-state solution}",
        "evidence: [the fundamental way out of the conflict is the two-state solution, the two-state solution]}",
        "E101",
        "P-CN-10",
        "¶15 and ¶16 and ¶17",
    ),
    "the wrong paragraph": (
        "evidence: the fundamental way out of the conflict is the two-state solution}",
        "evidence: {text: the fundamental way out of the conflict is the two-state solution, para: 3}}",
        "E101",
        "P-CN-10",
        "does not stand in ¶3 but in ¶15",
    ),
    "another digest": ("sha256: bca1", "sha256: 0ca1", "E102", "S1", "is not the file that was read"),
    "no digest": (
        "    sha256: bca16c55e66cc77631b3826943dcf40664e9db1b4b7ce59a93da75550761e7a0\n",
        "",
        "W102",
        "S1",
        "Add: sha256: bca16c55",
    ),
    "operative words that are not in the passage": (
        "operative_words: agreed to increase\n",
        "operative_words: agreed to double\n",
        "E103",
        "A-02",
        '"agreed to double"',
    ),
    "a title the source does not give": (
        "title: U.S. Secretary of State,",
        "title: U.S. Secretary of Defense,",
        "E103",
        "blinken",
        "Secretary of Defense",
    ),
    "a due date in words the source does not use": (
        "{kind: relative, as_stated: In the coming days,",
        "{kind: relative, as_stated: In the coming weeks,",
        "E103",
        "N-02",
        "In the coming weeks",
    ),
    "an element the formula does not have": (
        "      - must stabilize bilateral relations\n",
        "      - must stabilize relations\n",
        "E103",
        "F-01",
        "must stabilize relations",
    ),
    "a plan told as agreed": (
        "text: Consultations on maritime affairs.,",
        "text: The two sides agreed on consultations on maritime affairs.,",
        "E104",
        "N-02",
        'says "agreed on consultations"; the source says "will hold separate consultations on" (¶12)',
    ),
    "an effort told as an agreement": (
        "text: Work together toward a meeting between the two heads of state in San Francisco.\n",
        "text: The two sides agreed to meet in San Francisco.\n",
        "E104",
        "A-01",
        'the source says "agreed to work together toward" (¶2)',
    ),
    "an intention told as signed": (
        "text: Signing of a memorandum",
        "text: The sides signed a memorandum",
        "E104",
        "N-06",
        'its firmness is "intended"',
    ),
    "a position told as a commitment": (
        "text: The United States wants a stable",
        "text: The United States committed to a stable",
        "E104",
        "P-US-02",
        '"committed"',
    ),
    "no caveat for one voice": (
        "source_caveat: >-\n"
        "  This memo rests on one report by Xinhua, the Chinese state news agency. Positions given for the\n"
        "  United States are as Xinhua reports them and have not been checked against a U.S. record.\n",
        "",
        "E105",
        "wang-blinken-2023-10",
        "one voice",
    ),
    "quotation marks around indirect speech": (
        "text: The fundamental way out of the conflict is the two-state solution.,",
        "text: 'The \"fundamental way out\" of the conflict is the two-state solution.',",
        "E106",
        "P-CN-10",
        "its speech is indirect_speech",
    ),
    "quotation marks in an agreement": (
        "text: Increase direct passenger flights between the two countries.\n",
        "text: Increase “direct” passenger flights between the two countries.\n",
        "E106",
        "A-02",
        "nobody is quoted",
    ),
    "a quotation the source does not have": (
        'text: The two sides should adhere to the "five musts".,',
        'text: The two sides should adhere to the "six musts".,',
        "E106",
        "P-CN-06",
        '"six musts"',
    ),
    "a number from nowhere": (
        "text: Increase direct passenger flights between the two countries.\n",
        "text: Increase direct passenger flights to 70 a week between the two countries.\n",
        "E107",
        "A-02",
        '"70"',
    ),
    "a month from nowhere": (
        "text: Meeting between the two heads of state in San Francisco.,",
        "text: Meeting between the two heads of state in San Francisco in November.,",
        "E107",
        "N-01",
        '"November"',
    ),
    "a weekday from nowhere": (
        "text: Consultations on diplomatic policies.,",
        "text: Consultations on diplomatic policies on Monday.,",
        "E107",
        "N-04",
        '"Monday"',
    ),
    "a date in the title that no meeting has": (
        "foreign-minister talks, 26–27 October 2023",
        "foreign-minister talks, 25–27 October 2023",
        "E107",
        "The title",
        '"25"',
    ),
    "an issue nothing speaks of": (
        "  - {id: I-KOR,",
        "  - {id: I-TRADE, title: Trade}\n  - {id: I-KOR,",
        "E108",
        "I-TRADE",
        "nothing in the record speaks of",
    ),
    "an absent term that is there": (
        "absent_terms: [weekly, per week, airline]",
        "absent_terms: [weekly, passenger, airline]",
        "E109",
        "G-02",
        '"passenger" is absent; S1 has "passenger" in ¶13',
    ),
    "a paragraph nobody answers for": (
        "omitted:\n  - {para: 0, reason: \"Line added by the copy. Its date is the copy's, "
        'not that of the talks or the report."}\n',
        "",
        "W201",
        "S1",
        "No entry cites S1 ¶0",
    ),
}


def findings_on(path: Path) -> tuple[Finding, ...]:
    return check(load(path))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_good_records_have_no_finding(path: Path) -> None:
    """A record that its sources bear out passes every check without an error or a warning."""
    assert [str(f) for f in check(record_at(path)) if f.level is not Level.NOTE] == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str, tmp_path: Path) -> None:
    """A fault is found once, with its code, its entry, its words, its place and a remedy."""
    before, after, code, entry, words = FAULTS[name]
    findings = [f for f in findings_on(damaged(tmp_path, (before, after))) if f.level is not Level.NOTE]
    assert [(f.code, f.entry) for f in findings] == [(code, entry)]
    finding = findings[0]
    assert words in f"{finding.message} {finding.remedy}"
    assert finding.remedy
    assert finding.level is (Level.WARNING if code.startswith("W") else Level.ERROR)


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault[1] and fault[2] != "W201"])
def test_a_finding_points_at_the_line_of_the_fault(name: str, tmp_path: Path) -> None:
    """The place of a finding lies on a line that the fault changed, or on one of its entry."""
    before, after, *_ = FAULTS[name]
    path = damaged(tmp_path, (before, after))
    text = path.read_text(encoding="utf-8")
    first = text[: text.index(after)].count("\n") + 1
    finding = next(f for f in findings_on(path) if f.level is Level.ERROR)
    assert first <= finding.place.line <= first + after.count("\n")
    assert finding.place.text == text.splitlines()[finding.place.line - 1]


def test_a_changed_source_is_an_error_even_where_no_evidence_stands(tmp_path: Path) -> None:
    """One character of the source changed makes the record fail, wherever it is."""
    path = damaged(tmp_path, source=("Provided by Xinhua", "Provided by xinhua"))
    assert [f.code for f in findings_on(path) if f.level is Level.ERROR] == ["E102"]


def test_a_changed_source_shows_the_evidence_it_breaks(tmp_path: Path) -> None:
    """Words changed in the source break exactly the evidence that quotes them."""
    path = damaged(tmp_path, source=("agreed to increase more direct", "agreed to discuss more direct"))
    broken = {f.entry for f in findings_on(path) if f.code == "E101"}
    assert broken == {"A-02", "N-07"}


def test_forgiven_differences_are_told(tmp_path: Path) -> None:
    """A quotation mark or a space of another shape is forgiven, and a note says so."""
    path = damaged(
        tmp_path,
        (
            'evidence: "Most importantly, he said, the two sides should adhere to the following \\"five musts\\""',
            'evidence: "Most importantly, he said, the two sides should adhere to the  following “five musts”"',
        ),
    )
    (note,) = (f for f in findings_on(path) if f.code != "N301")
    assert (note.code, note.level) == ("N101", Level.NOTE)
    assert "white space and the shape of quotation marks" in note.message


def test_a_derived_number_is_allowed_when_marked(tmp_path: Path) -> None:
    """A number no source states passes when the entry marks it derived, with its basis."""
    path = damaged(
        tmp_path,
        (
            "    text: Increase direct passenger flights between the two countries.\n",
            "    text: Increase direct passenger flights between the 2 countries.\n"
            '    derived: [{words: "2", basis: the two countries}]\n',
        ),
    )
    assert [f.code for f in findings_on(path) if f.level is not Level.NOTE] == []


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        ("two rounds, 2 of them", "two rounds", []),
        ("1,250 workers", "1250 workers", []),
        ("4.5 per cent", "45 per cent", ["4.5"]),
        ("in October 2023", "on Oct. 27, 2023", []),
        ("by 27 October", "on 27 November", ["October"]),
        ("They may meet", "", []),
        ("on Friday", "on Thursday and Friday", []),
        ("in 3 weeks", "in three weeks", []),
    ],
)
def test_figures_are_compared_by_what_they_mean(text: str, known: str, unknown: list[str]) -> None:
    """Figures are compared by value: number words, marks between thousands and short months do not matter."""
    assert unknown_figures(text, known) == unknown


def test_coverage_accounts_for_every_paragraph(real: Record) -> None:
    """Every paragraph of the real source is cited, or set aside with a reason."""
    (covered,) = coverage(real)
    assert covered.cited == tuple(range(1, 19))
    assert (covered.set_aside, covered.open, covered.total) == ((0,), (), 19)


def test_findings_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Findings are sorted by their place."""
    changes = [FAULTS[name][:2] for name in ("a number from nowhere", "another digest", "a weekday from nowhere")]
    found = findings_on(damaged(tmp_path, *changes))
    assert [f.code for f in found if f.level is Level.ERROR] == ["E102", "E107", "E107"]
    assert [f.place.line for f in found] == sorted(f.place.line for f in found)
