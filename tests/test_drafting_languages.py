"""Drafting in French, Spanish and Chinese; in a language without a table every sentence waits for a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from reportgen.drafting.cues import CuesDrafter
from reportgen.drafting.drafter import drafter
from reportgen.drafting.proposal import Proposal, SourceText, Table
from reportgen.drafting.starting import Started, start
from reportgen.errors import ReportgenError
from reportgen.loading import load
from reportgen.sources.document import document, read_document
from reportgen.sources.match import Found, find
from reportgen.sources.sentences import sentences
from tests.conftest import ROOT
from tests.test_new import MISSING

TONGUES = ROOT / "tests" / "tongues"
"""Invented readouts; beside each of a language with a table what is to be proposed for it."""
TOLD = sorted(TONGUES.glob("*.told"))
PUBLISHED = {
    "fr-1": "France Diplomatie", "fr-2": "Élysée", "es-1": "Secretaría de Relaciones Exteriores",
    "fr-4": "France Diplomatie", "es-2": "La Moncloa", "es-4": "Cancillería de Colombia", "zh-1": "外交部",
    "zh-2": "新华社", "zh-4": "外交部", "es-5": "Ministerio de Asuntos Exteriores",
}  # fmt: skip
"""Publishers, by text; the others have none."""
HEADER = ("parties", "participants", "meetings", "issues")


def source(name: str) -> SourceText:
    """A text as a drafter reads it, in the language that its name begins with."""
    path = TONGUES / f"{name}.txt"
    language = name.partition("-")[0]
    return SourceText(read_document(path), "S1", language, date(2033, 6, 20), publisher=PUBLISHED.get(name, ""))


def drafted(name: str) -> Sequence[Proposal]:
    """What is proposed for a text when nobody has confirmed anything."""
    return CuesDrafter().propose(source(name), Table())


def line(each: Proposal) -> str:
    """A proposal in one line: the list, whose it is, stance and speaker if it has them, its words."""
    fields = each.fields
    if each.part == "parties":
        return f"parties | {fields['id']} | {fields['name']} | {fields['role']}"
    if each.part == "participants":
        return f"participants | {fields['party'] or '?'} | {fields['name']} | {fields['title']}"
    if each.part == "meetings":
        dates = fields["dates"]
        day = dates["start"] if isinstance(dates, dict) else None
        return f"meetings | {_joined(fields['parties'])} | {day or '?'}"
    if each.part == "issues":
        return f"issues | {fields['title']}"
    whose = _joined(fields.get("parties") or fields.get("owners") or fields.get("party"))
    how = [str(fields[name]) for name in ("stance", "speaker") if fields.get(name)]
    due = fields.get("due")
    when = [str(due["as_stated"])] if isinstance(due, dict) else []
    return " | ".join([each.part, whose, *how, str(fields["text"]), *when])


def _joined(ids: object) -> str:
    return " ".join(ids) if isinstance(ids, list) else str(ids or "?")


def plain(words: str) -> str:
    """Words without regard to how they begin and end."""
    return re.sub(r"[.。]$", "", " ".join(words.split())).casefold()


@pytest.mark.parametrize("told", TOLD, ids=lambda path: path.stem)
def test_readouts_are_drafted_in_their_language(told: Path) -> None:
    """Who met, what both agreed, what each said, what was raised and what comes next, each with the right party."""
    assert [line(each) for each in drafted(told.stem)] == told.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("told", TOLD, ids=lambda path: path.stem)
def test_evidence_and_words_are_the_sources_own(told: Path) -> None:
    """The evidence stands in the source word for word, and so does the text of an entry, unless an issue was told
    apart from others in it."""
    text = source(told.stem)
    for each in drafted(told.stem):
        for run in each.evidence:
            assert isinstance(find(text.document, run, text.document.paragraph_at(each.start).number), Found)
        if each.part in HEADER or each.fields.get("issue"):
            continue
        assert plain(str(each.fields["text"])) in plain(each.evidence[0])
        operative = each.fields.get("operative_words")
        assert not operative or str(operative) in each.evidence[0]


def begun(name: str, into: Path) -> Started:
    """The record begun from a text."""
    return start([str(TONGUES / f"{name}.txt")], drafter(), into=into)


@pytest.mark.parametrize("told", TOLD, ids=lambda path: path.stem)
def test_record_of_any_of_them_loads_but_for_what_is_left_to_a_person(told: Path, tmp_path: Path) -> None:
    """A whole record is begun from each; only fields that a person has to fill are missing."""
    started = begun(told.stem, tmp_path)
    assert started.proposed > 0
    assert started.dropped == 0
    with pytest.raises(ReportgenError) as caught:
        load(started.folder / "talks.yaml")
    assert all(any(told in problem.message for told in MISSING) for problem in caught.value.problems)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["de-1", "ar-1"])
def test_language_without_a_table_gets_the_numbered_sentences_alone(name: str, tmp_path: Path) -> None:
    """Every sentence stands in a comment with its paragraph, and nothing is proposed."""
    started = begun(name, tmp_path)
    assert (started.proposed, started.left) == (0, started.sentences)
    written = " ".join((started.folder / "talks.yaml").read_text(encoding="utf-8").replace("\n# ", " ").split())
    text = source(name)
    assert len(text.lines) == started.sentences > 2
    for each in text.lines:
        assert f"¶{each.paragraph} nothing is proposed: {each.text}" in written


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Il a refusé. « Nous devons parler », a-t-il dit.", ["Il a refusé.", "« Nous devons parler », a-t-il dit."]),
        ("« Parlons. » Il a refusé.", ["« Parlons. »", "Il a refusé."]),
        ("El Sr. Salas viajó a EE. UU. ayer. ¿Volverá?", ["El Sr. Salas viajó a EE. UU. ayer.", "¿Volverá?"]),
        ("双方同意合作。他指出：“不够。”会谈结束。", ["双方同意合作。", "他指出：“不够。”", "会谈结束。"]),
    ],
)
def test_sentences_end_as_each_language_ends_them(text: str, parted: list[str]) -> None:
    """Guillemets set off by a space and marks before a question belong to their sentence; a title ends none."""
    paragraph = document(f"{text}\n".encode(), "a text").paragraphs[-1]
    assert [each.text for each in sentences(paragraph)] == parted
