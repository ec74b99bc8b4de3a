"""The gate that every drafter's proposals pass, and the tables that a desk may edit."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from reportgen.cues import cues
from reportgen.drafting.cues import CuesDrafter
from reportgen.drafting.cues.table import PLAIN, drafting_table
from reportgen.drafting.gate import FIELDS, passed
from reportgen.drafting.proposal import PartyRow, Proposal, SourceText, Table
from reportgen.errors import InputError
from reportgen.model.talks import Talks
from reportgen.phrases import tokens
from reportgen.shipped import search_path, templates
from reportgen.sources.document import document
from tests.test_cli import run
from tests.test_new import REPORT

ROOT = Path(__file__).parent.parent
TEXT = SourceText(
    document(
        b"The two sides will meet in May.\n\nNorway said no.\n\nNorway said no.\n\nThey agreed to talk.\n", "a text"
    )
)
TABLE = Table((PartyRow("NO", "Norway"), PartyRow("SE", "Sweden")))
ENGLISH = cues("en")


def gate(*proposals: Proposal) -> tuple[list[Proposal], list[str], int]:
    """What passes, what is dropped, how many are flagged."""
    through = passed(proposals, TEXT, TABLE, ENGLISH)
    return list(through.proposals), list(through.dropped), through.flagged


def test_evidence_that_is_not_verbatim_is_dropped_and_counted() -> None:
    """A run that does not stand in the source, or no run at all, drops the proposal, whoever made it."""
    good = Proposal("positions", ("Norway said no.",), {"party": "NO", "stance": "rejects", "text": "No."}, start=34)
    invented = Proposal("agreements", ("The two sides agreed to merge.",), {"text": "Merge."})
    changed = Proposal("mentions", ("The two sides will meet in June.",), {"text": "Meet in June."})
    without = Proposal("agreements", (), {"text": "Be friends."})
    kept, dropped, _ = gate(good, invented, changed, without)
    assert [each.part for each in kept] == ["positions"]
    assert dropped == ["The two sides agreed to merge.", "The two sides will meet in June.", "Be friends."]


def test_run_that_stands_twice_gets_its_paragraph() -> None:
    """Where a run is repeated, evidence names the paragraph the drafter meant."""
    second = TEXT.document.text.rindex("Norway said no.")
    through = passed([Proposal("positions", ("Norway said no.",), {"party": "NO"}, start=second)], TEXT, TABLE, ENGLISH)
    assert through.runs[0] == ({"text": "Norway said no.", "para": "3"},)


@pytest.mark.parametrize(
    ("part", "field", "value", "left"),
    [
        ("agreements", "firmness", "very_firm", None),
        ("agreements", "parties", ["NO", "XX"], ["NO"]),
        ("positions", "party", "XX", None),
        ("positions", "stance", "dislikes", None),
        ("next_steps", "due", {"kind": "whenever"}, None),
        ("agreements", "operative_words", "agreed to merge", None),
        ("agreements", "operative_words", "will meet", "will meet"),
        ("agreements", "issue", "I-99", None),
        ("positions", "speaker", "ghost", None),
        ("meetings", "place", "Paris", None),
        ("meetings", "place", "not_stated", "not_stated"),
        ("meetings", "participants", ["nobody"], None),
        ("next_steps", "text", 5, "5"),
    ],
)
def test_words_of_no_list_are_left_out(part: str, field: str, value: object, left: object) -> None:
    """A word of no closed list, a party nobody has, operative words that are not there: the field stands empty."""
    kept, _, _ = gate(Proposal(part, ("The two sides will meet in May.",), {field: value}))  # type: ignore[dict-item]
    assert kept[0].fields[field] == left


@pytest.mark.parametrize(
    ("text", "firmness", "flagged"),
    [
        ("The two sides agreed to meet in May.", "planned", 1),
        ("The two sides signed a deal.", "signed", 1),
        ("Meet in May.", "signed", 1),
        ("Meet in May.", "planned", 0),
    ],
)
def test_over_claims_are_flagged(text: str, firmness: str, flagged: int) -> None:
    """A text that claims more than its evidence is kept, and says so to who reads it."""
    fields = {"text": text, "firmness": firmness, "operative_words": "will meet"}
    kept, _, count = gate(Proposal("next_steps", ("The two sides will meet in May.",), fields))
    assert count == flagged
    assert ("over-claim" in kept[0].note) == bool(flagged)


def test_shipped_tables_keep_to_the_limits_of_a_desks_own(tmp_path: Path) -> None:
    """The tables that are shipped are read without the limits; in a folder of one's own they are within them."""
    for path in (templates() / "drafting").glob("*.yaml"):
        (tmp_path / "drafting").mkdir(exist_ok=True)
        (tmp_path / "drafting" / path.name).write_bytes(path.read_bytes())
        assert drafting_table(path.stem, search_path(tmp_path))
    for path in (templates() / "cues").glob("*.yaml"):
        (tmp_path / "cues").mkdir(exist_ok=True)
        (tmp_path / "cues" / path.name).write_bytes(path.read_bytes())
        assert cues(path.stem, search_path(tmp_path))


@pytest.mark.parametrize("language", ["en", "fr", "es", "zh"])
def test_shipped_table_finds_what_a_copy_of_it_finds(language: str, tmp_path: Path) -> None:
    """Phrases that are read when a text calls for them, and those of a desk's own table, which are read at once."""
    (tmp_path / "drafting").mkdir()
    (tmp_path / "drafting" / f"{language}.yaml").write_bytes(
        (templates() / "drafting" / f"{language}.yaml").read_bytes()
    )
    own, shipped = drafting_table(language, search_path(tmp_path)), drafting_table(language)
    assert own
    assert shipped
    assert own is not shipped
    count = 0
    for path in sorted((ROOT / "tests" / "golds").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            words = tokens(line)
            for part in PLAIN:
                assert own.every(part, words) == shipped.every(part, words), (part, line)
            assert own.verbs_of(words) == shipped.verbs_of(words)
            assert list(own.found_subjects(words)) == list(shipped.found_subjects(words))
            assert own.found_nouns(words) == shipped.found_nouns(words)
            count += len(own.verbs_of(words))
    assert count > 100 or language != "en"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("jont: [the two sides]\n", 'There is no part "jont". Did you mean "joint"?'),
        ("joint:\n  - the SIDES\n", 'There is no list "SIDES".'),
        ("agreement:\n  - agreed (to\n", "A bracket"),
        ("positions: [said]\n", "Here keys are expected, each with a list."),
        ("states:\n  NO: {a: b}\n", "Here a list of words is expected."),
        ("groups:\n  bloc:\n    AB: [A B]\nstates:\n  AB: Abland\n", '"AB" is the id of a state, too.'),
    ],
)
def test_fault_in_a_table_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    """A part, list or phrase that is none is told with file and line, also by the command, and nothing is written."""
    (tmp_path / "own" / "drafting").mkdir(parents=True)
    (tmp_path / "own" / "drafting" / "en.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        drafting_table("en", search_path(tmp_path / "own"))
    assert told in caught.value.problems[0].message + " " + caught.value.problems[0].remedy
    assert caught.value.problems[0].place.line >= 1
    (tmp_path / "readout.txt").write_text(REPORT, encoding="utf-8")
    done = run("new", "readout.txt", "--id", "one", "--templates", "own", cwd=tmp_path)
    assert done.returncode == 1
    assert "own/drafting/en.yaml:" in done.stderr
    assert not (tmp_path / "seeds").exists()


def test_desk_edits_its_table(tmp_path: Path) -> None:
    """A verb that a desk adds to its own table is read from then on."""
    own = tmp_path / "drafting"
    own.mkdir()
    table = (templates() / "drafting" / "en.yaml").read_text(encoding="utf-8")
    table = table.replace("    - opposed / opposes", "    - pooh-poohed / opposed / opposes")
    (own / "en.yaml").write_text(table, encoding="utf-8")
    text = SourceText(document(b"Norway pooh-poohed the plan.\n", "a text"))
    assert [each.part for each in CuesDrafter().propose(text, TABLE)] == []
    (found,) = CuesDrafter(search_path(tmp_path)).propose(text, TABLE)
    assert (found.fields["party"], found.fields["stance"]) == ("NO", "opposes")


@pytest.mark.parametrize("field", ["status", "evidence", "foo", "handling"])
def test_fields_that_nobody_may_propose_are_left_out(field: str) -> None:
    """A drafter cannot accept its own proposal, nor write a field that an entry does not have."""
    kept, _, _ = gate(Proposal("agreements", ("The two sides will meet in May.",), {"text": "Meet.", field: "x"}))
    assert set(kept[0].fields) == {"text"}


def test_fields_that_can_be_proposed_are_those_of_the_record() -> None:
    """Every field of the gate's lists is one of the form it is for."""
    for part, names in FIELDS.items():
        assert names <= set(get_args(Talks.model_fields[part].annotation)[0].model_fields)
