"""Drafters are replaceable: by name, by entry point, by a parser that finds subjects better."""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reportgen.doctor import State, examine
from reportgen.drafting.drafter import drafter, names
from reportgen.drafting.llm import LlmDrafter
from reportgen.drafting.proposal import PartyRow, PersonRow, SourceText, Table
from reportgen.drafting.spacy import SpacyDrafter
from reportgen.errors import ReportgenError
from reportgen.sources.document import document
from tests.conftest import ROOT

THEIRS = """\
from reportgen.drafting.proposal import Proposal


class EveryLine:
    name = "every-line"

    def propose(self, text, table):
        return [Proposal("mentions", (line.text,), {"text": line.text}, start=line.start) for line in text.lines]
"""
POINTS = """\
[reportgen.drafters]
every-line = their_drafters:EveryLine
missing = their_drafters:Missing
"""
TABLE = Table(
    (PartyRow("NOR", "Norland", role="principal"), PartyRow("SUD", "Sudmark", role="principal")),
    (
        PersonRow("vik", "Ada Vik", "NOR", "Foreign Minister"),
        PersonRow("rell", "Tomas Rell", "SUD", "Foreign Minister"),
    ),
)


def pipelines() -> list[str]:
    """The English pipelines of spaCy that are installed here."""
    if importlib.util.find_spec("spacy") is None:
        return []
    spacy = importlib.import_module("spacy")
    return [name for name in spacy.util.get_installed_models() if name.startswith("en_")]


WITH_SPACY = pytest.mark.skipif(not pipelines(), reason="spaCy and an English pipeline are not installed")
WITHOUT_SPACY = pytest.mark.skipif(importlib.util.find_spec("spacy") is not None, reason="spaCy is installed")


@pytest.fixture
def theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of somebody else's, installed in a folder of the path: a module, and its entry points."""
    (tmp_path / "their_drafters.py").write_text(THEIRS, encoding="utf-8")
    facts = tmp_path / "their_drafters-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: their-drafters\nVersion: 1.0\n", encoding="utf-8")
    (facts / "entry_points.txt").write_text(POINTS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def source(words: str) -> SourceText:
    """A text as a drafter gets it."""
    return SourceText(document(words.encode(), "readout.txt"))


def test_programs_own_drafters_come_first() -> None:
    """The program has the drafters cues, spacy and llm, cues the default."""
    assert names()[:3] == ("cues", "spacy", "llm")
    assert drafter().name == "cues"


def test_drafter_of_another_package_is_found_by_its_entry_point(theirs: Path) -> None:
    """A drafter that another package registers is there by its name, and is given the text and the table."""
    assert names() == ("cues", "spacy", "llm", "every-line", "missing")
    made = drafter("every-line", folders=(theirs,))
    (one, two) = made.propose(source("They met. They spoke."), Table())
    assert (one.evidence, two.evidence) == (("They met.",), ("They spoke.",))


def test_drafter_that_cannot_be_loaded_is_told(theirs: Path) -> None:
    """An entry point that leads nowhere is told by its name and what it names; one nobody has, with the nearest."""
    with pytest.raises(ReportgenError, match=r'The drafter "missing" \(their_drafters:Missing\) cannot be loaded'):
        drafter("missing")
    with pytest.raises(ReportgenError, match=r'no drafter "every-lin"\. Did you mean "every-line"'):
        drafter("every-lin")


def test_drafters_of_another_package_are_judged_as_well(theirs: Path) -> None:
    """The evaluation takes a drafter of another package by its name."""
    line = [sys.executable, "-m", "benchmarks.evaluate", "--golds", "tests/golds", "--drafter", "every-line"]
    environment = {"PYTHONPATH": str(theirs), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "| every-line | readout | 2 |" in done.stdout


def test_doctor_tells_what_drafters_need() -> None:
    """The doctor names the package behind each drafter of an extra; one that is missing stops nothing."""
    found = {line.name: line for line in examine().lines}
    for package, extra in (("spacy", "spacy"), ("openai", "llm")):
        told = found[package]
        if importlib.util.find_spec(package):
            assert told.state is State.OK
        else:
            assert (told.state, told.remedy) == (State.NOTE, f'pip install "reportgen[{extra}]"')


@WITHOUT_SPACY
def test_without_spacy_the_error_names_what_installs_it() -> None:
    """Where spaCy is not installed the drafter says so, with the command that installs it."""
    with pytest.raises(ReportgenError, match=r'needs spaCy.*pip install "reportgen\[spacy\]"'):
        drafter("spacy").propose(source("They met."), Table())


@WITH_SPACY
def test_without_a_pipeline_the_error_names_what_downloads_it() -> None:
    """Where spaCy has no pipeline of the language, or none of the name, the error says which would do."""
    foreign = SourceText(document(b"They met.", "readout.txt"), language="xx")
    with pytest.raises(ReportgenError, match="python -m spacy download xx_core_news_sm"):
        drafter("spacy").propose(foreign, Table())
    with pytest.raises(ReportgenError, match='The pipeline "en_none" of spaCy cannot be loaded'):
        SpacyDrafter(model="en_none").propose(source("They met."), Table())


@WITH_SPACY
@pytest.mark.parametrize(
    ("sentence", "kind", "parties"),
    [
        ("Vik, who met reporters on the quay, stressed that the quota stays.", "position", ("NOR",)),
        ("A code of conduct was proposed by Rell.", "position", ("SUD",)),
        ("Vik and Rell, after two hours in the old harbour hall, agreed to open a line.", "agreement", ("NOR", "SUD")),
        ("Norland opened its books, and in the afternoon asked Sudmark for the same.", "position", ("NOR",)),
        ("The Secretary and the Minister, when asked about it, agreed to meet.", "next_step", ("NOR", "SUD")),
        ("The harbour was called a disgrace.", "", ()),
        ("The dispute, which Sudmark says is old, goes on.", "", ()),
    ],
)
def test_parser_finds_whose_a_verb_is(sentence: str, kind: str, parties: tuple[str, ...]) -> None:
    """Subjects far from their verb, agents of passives and joint subjects are found; relative clauses are nobody's."""
    (reading,) = SpacyDrafter().readings(source(sentence), TABLE)
    assert (reading.kind, reading.parties) == (kind, parties)


@WITH_SPACY
def test_what_was_proposed_by_somebody_is_told_in_its_own_words() -> None:
    """A position told in the passive is the whole sentence, for its subject stands after the verb."""
    made = SpacyDrafter().propose(source("A code of conduct was proposed by Rell."), TABLE)
    (position,) = (each for each in made if each.part == "positions")
    assert (position.fields["text"], position.fields["speaker"]) == ("A code of conduct was proposed by Rell.", "rell")


@WITH_SPACY
def test_parser_reads_what_it_cannot_parse() -> None:
    """A sentence that is too long for a tree is read by its words; nothing crashes."""
    made = SpacyDrafter().propose(source(f"Vik said that {'so ' * 4000}it stays."), TABLE)
    assert [each.part for each in made if each.part == "positions"] == ["positions"]


def test_the_example_of_the_page_drafts() -> None:
    """The drafter that docs/drafters.md shows works as it stands."""
    page = (ROOT / "docs" / "drafters.md").read_text(encoding="utf-8")
    code = page.partition("```python\n")[2].partition("```")[0]
    made: dict[str, Any] = {}
    exec(code, made)
    (mention,) = made["Questions"]().propose(source("Who pays? Norland pays."), Table())
    assert (mention.part, mention.evidence) == ("mentions", ("Who pays?",))


def test_the_page_shows_settings_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of reportgen.toml that docs/drafters.md shows are read as they stand."""
    page = (ROOT / "docs" / "drafters.md").read_text(encoding="utf-8")
    block = page.partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "reportgen.toml").write_text(block, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_MODEL_KEY", "k-1")
    made = drafter("llm")
    assert isinstance(made, LlmDrafter)
    assert "http://localhost:8080/v1 (the model the-name-it-has-there, on this machine)" in made.destination
