"""Drafters are judged on golds: what is counted, which golds are refused, what the command prints."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.evaluate import evaluate
from benchmarks.evaluation.drafted import drafted
from benchmarks.evaluation.folders import Collection, collected
from benchmarks.evaluation.genres import genre_of
from benchmarks.evaluation.gold import Gold, Label
from benchmarks.evaluation.keyword import KeywordDrafter
from benchmarks.evaluation.scores import Counts, count, party_is_right
from reportgen.drafting.drafter import drafter
from reportgen.drafting.proposal import Proposal, SourceText, Table
from reportgen.errors import LoadError, ReportgenError
from tests.conftest import ROOT

GOLDS = ROOT / "tests" / "golds"
TEXT = """\
Vik and Rell met today. They agreed to open a line. Vik said the line is overdue.

Rell wants a code of conduct. He also said that it must bind both. They will meet in May.
"""
LABELS = """\
genre | readout
party | NOR | Norland
party | SUD | Sudmark
person | Ada Vik | NOR
person | Tomas Rell | SUD
1 | Vik and Rell met | ?
1 | They agreed | agreement | NOR, SUD
1 | Vik said | position | NOR
2 | Rell wants | position | SUD
2 | He also said | position, agreement | SUD
2 | They will meet | next_step
"""


class Scripted:
    """A drafter that proposes what it is told: by the beginning of a sentence, parts and parties."""

    name = "scripted"

    def __init__(self, *proposed: tuple[str, str, str | None]) -> None:
        self.proposed = proposed

    def propose(self, text: SourceText, table: Table) -> Sequence[Proposal]:
        """The proposals told, each with its whole sentence as evidence."""
        lines = {
            begins: next(line for line in text.lines if line.text.startswith(begins)) for begins, *_ in self.proposed
        }
        return [
            Proposal(part, (lines[begins].text,), {"party": party}, start=lines[begins].start)
            for begins, part, party in self.proposed
        ]


class Crashing:
    """A drafter with a fault."""

    name = "crashing"

    def propose(self, text: SourceText, table: Table) -> Sequence[Proposal]:
        """Fails on every text."""
        raise IndexError("no such word")


def written(folder: Path, labels: str = LABELS, text: str = TEXT) -> Path:
    """A folder with one gold."""
    (folder / "one.txt").write_text(text, encoding="utf-8")
    (folder / "one.labels").write_text(labels, encoding="utf-8")
    return folder


def scored(folder: Path, *proposed: tuple[str, str, str | None]) -> Counts:
    """What a scripted drafter scores on the gold of a folder, the table confirmed."""
    (gold,) = collected([folder]).golds
    counts = Counts()
    count(counts, gold, drafted(Scripted(*proposed), gold.text, gold.table, gold), with_people=False)
    return counts


def test_everything_right_scores_one(tmp_path: Path) -> None:
    """A drafter that names what each sentence carries, and whose it is, has 1 everywhere."""
    counts = scored(
        written(tmp_path),
        ("They agreed", "agreements", None),
        ("Vik said", "positions", "NOR"),
        ("Rell wants", "positions", "SUD"),
        ("He also said", "positions", "SUD"),
        ("They will meet", "next_steps", None),
    )
    assert [counts.f1(kind) for kind in ("position", "agreement", "next_step")] == [1, 1, 1]
    assert (counts.party, counts.precision, counts.covered_share) == (1, 1, 1)
    assert counts.f1("mention") is None
    assert (counts.sentences, counts.labelled) == (5, 5)


def test_what_is_wrong_is_counted_as_said(tmp_path: Path) -> None:
    """A wrong kind, a missed sentence, a wrong party and a proposal for nothing give the scores of the rule."""
    counts = scored(
        written(tmp_path, LABELS.replace("1 | Vik and Rell met | ?\n", "")),
        ("Vik and Rell met", "mentions", None),
        ("They agreed", "positions", None),
        ("Vik said", "positions", "SUD"),
        ("Rell wants", "positions", "SUD"),
    )
    # positions: two right, one wrong, one missed (the sentence of two kinds, once); nothing right for the other kinds
    assert counts.f1("position") == pytest.approx(4 / 6)
    assert [counts.f1(kind) for kind in ("agreement", "mention", "next_step")] == [0, 0, 0]
    assert counts.missed == {"position": 1, "agreement": 1, "next_step": 1}
    assert (counts.party, counts.precision) == (0.5, 0.5)
    assert counts.covered_share == pytest.approx(3 / 5)


def test_one_of_several_kinds_is_enough(tmp_path: Path) -> None:
    """Of a sentence with two entries either kind is right, and neither is missed then; both are right together."""
    either = scored(written(tmp_path), ("He also said", "agreements", None))
    assert (either.right["agreement"], either.missed["position"]) == (1, 2)
    both = scored(tmp_path, ("He also said", "agreements", None), ("He also said", "positions", "SUD"))
    assert both.right == {"agreement": 1, "position": 1}
    assert both.precision == 1


@pytest.mark.parametrize(
    ("wanted", "got", "right"),
    [
        ([("A",)], [("A",)], True),
        ([("A",)], [("B",)], False),
        ([("A",)], [()], False),
        ([()], [()], True),
        ([("A", "B")], [("A",), ("B",)], True),
        ([("A", "B")], [("A",)], False),
        ([("A",), ("B",)], [("B",)], True),
        ([("A",), ("B",)], [("A",), ("B",)], True),
        ([None], [("A",)], None),
    ],
)
def test_party_is_one_of_the_positions_or_all_of_them(
    wanted: list[tuple[str, ...] | None], got: list[tuple[str, ...]], right: bool | None
) -> None:
    """A party is right as that of one of the sentence's positions or of all together, and open where the gold is."""
    carried = tuple(Label("position", each) for each in wanted)
    assert party_is_right(carried, tuple(Label("position", each) for each in got)) is right


def test_evidence_that_is_not_in_the_text_is_dropped_and_counted(tmp_path: Path) -> None:
    """A proposal passes the gate before it is counted: one whose words are not in the text only counts as dropped."""
    (gold,) = collected([written(tmp_path)]).golds

    class Inventing(Scripted):
        def propose(self, text: SourceText, table: Table) -> Sequence[Proposal]:
            return [Proposal("positions", ("Vik said that all is lost.",), {"party": "NOR"})]

    made = drafted(Inventing(), gold.text, gold.table, gold)
    assert (made.dropped, made.labels) == (1, {})


def test_first_draft_is_scored_by_names_of_parties(tmp_path: Path) -> None:
    """A party that a drafter proposes under an id of its own is the gold's by its name; so are participants."""
    (gold,) = collected([written(tmp_path)]).golds

    class Naming(Scripted):
        def propose(self, text: SourceText, table: Table) -> Sequence[Proposal]:
            party = Proposal("parties", (), {"id": "N", "name": "the Norland", "kind": "state"})
            person = Proposal("participants", ("Vik",), {"id": "v", "name": "Vik"}, start=0)
            said = next(line for line in text.lines if line.text.startswith("Vik said"))
            return [party, person, Proposal("positions", (said.text,), {"party": "N"}, start=said.start)]

    counts = Counts()
    count(counts, gold, drafted(Naming(), gold.text, Table(), gold), with_people=True)
    assert counts.party == 1
    assert counts.participants == pytest.approx(2 / 3)


def test_crash_is_told_and_does_not_stop_the_others(tmp_path: Path) -> None:
    """A drafter that fails on a text is told with what failed where; the others are judged all the same."""
    collection = collected([written(tmp_path)])
    bare = Collection(collection.golds, (("bare", collection.golds[0].text),))
    outcome = evaluate(bare, [Crashing(), KeywordDrafter()])
    assert len(outcome.crashes) == 3
    assert outcome.crashes[0].startswith("crashing, one: IndexError: no such word (test_evaluate.py:")
    assert list(outcome.confirmed) == [("keyword", "readout")]
    assert outcome.runs == 6


def test_drafter_that_cannot_be_used_is_left_out(tmp_path: Path) -> None:
    """A drafter that lacks something is not judged, and its reason is told."""

    class Lacking(Crashing):
        name = "lacking"

        def propose(self, text: SourceText, table: Table) -> Sequence[Proposal]:
            raise ReportgenError("Install it.")

    outcome = evaluate(collected([written(tmp_path)]), [Lacking()])
    assert (outcome.unusable, outcome.crashes, outcome.first) == (["lacking: Install it."], [], {})


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("genre | readout", "genre | redout", 1, 'Did you mean "readout"?'),
        ("position | NOR", "positon | NOR", 8, 'Did you mean "position"?'),
        ("position | NOR", "position | NRO", 8, 'Did you mean "NOR"?'),
        ("1 | Vik said", "1 | Vik sang", 8, 'No sentence of paragraph 1 begins "Vik sang".'),
        ("1 | Vik said", "1 | ", 8, '3 sentences of paragraph 1 begin "".'),
        ("1 | Vik said", "7 | Vik said", 8, "There is no paragraph 7."),
        ("party | NOR | Norland", "party | NOR", 2, "A party has an id and a name."),
        ("party | NOR | Norland", "party | NOR | Norland | stat", 2, 'Did you mean "state"?'),
        ("person | Ada Vik | NOR", "person", 4, "A person has a name."),
        ("2 | Rell wants", "two | Rell wants", 9, "paragraph | beginning of the sentence | kind | party"),
    ],
)
def test_labels_that_do_not_fit_are_refused(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    """A line of labels that does not fit the text or the format is refused with its file, its line and a remedy."""
    with pytest.raises(LoadError) as refusal:
        collected([written(tmp_path, LABELS.replace(old, new))])
    (problem,) = refusal.value.problems
    assert (Path(problem.place.file).name, problem.place.line) == ("one.labels", line)
    assert told in str(problem)


@pytest.mark.parametrize(
    ("gold", "told"),
    [
        (
            {"positions": [{"party": "X", "evidence": ["Vik said nothing"]}]},
            'positions[0].evidence[0]: "Vik said nothing"',
        ),
        ({"positions": [{"party": "X"}]}, "positions[0]: evidence is a list of verbatim runs."),
        ({"positions": {"party": "X"}}, "positions: here a list is expected."),
        ({"positions": ["Vik"]}, "positions[0]: here an object with keys is expected."),
        ({"parties": [{"id": "X"}], "positions": []}, "parties[0]: a party has a name."),
        ({"genre": "radeout", "positions": []}, 'Did you mean "readout"?'),
        ({"entries": []}, "A gold has at least one of the lists"),
        ([], "A gold has at least one of the lists"),
    ],
)
def test_entries_that_do_not_fit_are_refused(tmp_path: Path, gold: object, told: str) -> None:
    """A gold of entries that does not fit the text or the format is refused with its file and the entry."""
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    with pytest.raises(LoadError) as refusal:
        collected([tmp_path])
    assert f"{tmp_path / 'one.gold.json'}" in str(refusal.value)
    assert told in str(refusal.value)


def test_broken_json_is_refused_with_its_line(tmp_path: Path) -> None:
    """A file that is no JSON is refused with the line of the fault."""
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.gold.json").write_text('{\n "positions": [}', encoding="utf-8")
    with pytest.raises(LoadError, match=r"one\.gold\.json:2:1: This is no JSON"):
        collected([tmp_path])


def test_both_formats_say_the_same(tmp_path: Path) -> None:
    """Labels and written-out entries of the same text give the same gold."""
    (labelled,) = collected([written(tmp_path)]).golds
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.txt").write_text(TEXT, encoding="utf-8")
    gold = {
        "genre": "readout",
        "parties": [{"id": "NOR", "name": "Norland"}, {"id": "SUD", "name": "Sudmark", "role": "participant (host)"}],
        "participants": [{"name": "Ada Vik", "party": "Norland"}, {"name": "Tomas Rell", "party": "SUD"}],
        "agreements": [
            {"by": ["Norland", "Sudmark"], "evidence": ["They agreed to open a line."]},
            {"by": "Sudmark", "evidence": ["it must bind both"]},
            {"id": "x1", "by": ["Norland"], "evidence": ["Rell wants a code of conduct."]},
        ],
        "positions": [
            {"party": "Norland", "evidence": "Vik said the line is overdue."},
            {"party": "SUD", "evidence": ["Rell wants a code", "He also said"]},
        ],
        "next_steps": [{"evidence": ["will meet in May"]}],
    }
    (other / "one.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (entries,) = collected([other]).golds

    def kinds(gold: Gold) -> dict[int, set[Label]]:
        return {number: set(each) for number, each in gold.labels.items()}

    assert kinds(entries) == kinds(labelled)
    assert entries.genre == labelled.genre
    assert entries.table == labelled.table


def test_record_is_the_gold_of_its_sources() -> None:
    """A validated record labels the sentences its evidence stands in, with its own parties."""
    (gold,) = collected([ROOT / "seeds"]).golds
    assert (gold.name, gold.genre) == ("wang-blinken-2023-10:S1", "news")
    kinds = [each.kind for labels in gold.labels.values() for each in labels]
    assert {"position", "agreement", "mention", "next_step"} == set(kinds)
    assert [row.id for row in gold.table.parties] == ["CN", "US", "UN"]


@pytest.mark.parametrize("path", sorted(GOLDS.glob("*.txt")), ids=lambda path: path.stem)
def test_genre_is_recognised_by_simple_signs(path: Path) -> None:
    """The genre of every text of the invented golds is recognised without its gold's word."""
    gold = next(each for each in collected([GOLDS]).golds if each.name == path.stem)
    assert genre_of(gold.text) == gold.genre


def test_folder_with_nothing_to_judge_is_refused(tmp_path: Path) -> None:
    """A folder that is not there, or holds no text and no record, is refused by name."""
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(ReportgenError, match=str(folder)):
            collected([folder])


def test_default_drafter_holds_on_the_invented_golds() -> None:
    """On the invented golds the drafter by cues is far above the keyword, and never below a floor by genre."""
    outcome = evaluate(collected([GOLDS]), [KeywordDrafter(), drafter("cues")])
    assert outcome.crashes == []
    for genre in ("readout", "bulletin", "news"):
        cues_, keyword = outcome.confirmed["cues", genre], outcome.confirmed["keyword", genre]
        assert (cues_.f1("position") or 0) >= max(0.75, keyword.f1("position") or 0)
        assert (cues_.precision or 0) >= 0.75
        assert (cues_.covered_share or 0) >= 0.75
        assert (cues_.party or 0) >= 0.75


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """``python -m benchmarks.evaluate`` in the folder of the project."""
    line = [sys.executable, "-m", "benchmarks.evaluate", *arguments]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)


def test_command_prints_a_table_and_lists_what_is_wrong() -> None:
    """The command prints a row for each drafter and genre, and with --wrong each sentence, wanted and got."""
    results = (ROOT / "benchmarks" / "results.md").read_text(encoding="utf-8")
    done = command("--golds", str(GOLDS), "--drafter", "cues", "--wrong")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    genres = ("readout", "bulletin", "news", "joint", "labour")
    expected = {(f"| {name}", genre) for name in ("keyword", "cues") for genre in genres}
    assert {tuple(row.split(" | ")[:2]) for row in rows} == expected | {("| Drafter", "Genre")}
    assert "0 crashes" in done.stdout
    assert "keyword, table confirmed, fisheries-readout ¶2: She expressed concern" in done.stdout
    assert (ROOT / "benchmarks" / "results.md").read_text(encoding="utf-8") == results


def test_command_refuses_a_gold_it_cannot_read(tmp_path: Path) -> None:
    """The command says which line of which gold is wrong, and ends with 1."""
    written(tmp_path, LABELS.replace("agreement |", "agrement |", 1))
    done = command("--golds", str(tmp_path))
    assert done.returncode == 1
    assert "one.labels:7:1" in done.stderr
    assert "Traceback" not in done.stderr
