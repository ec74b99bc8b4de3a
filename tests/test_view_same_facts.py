"""Specification: what is told of an entry is the same at every ceiling at which anything is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportgen import load
from reportgen.model.base import Attested, Evidence
from reportgen.model.derive import claim
from reportgen.model.sides import Meeting
from reportgen.model.substance import Agreement, Condition, Denial, Formula, NextStep, Position, Reception
from reportgen.model.talks import Talks
from reportgen.model.words import Handling, ReceptionValue
from reportgen.record import Record
from reportgen.view.visible import visible
from tests.canaries import planted_record
from tests.conftest import RECORDS, record_at
from tests.view_walk import changed, entry_of, memo_of, view_of, with_talks

HARBOUR = next(path for path in RECORDS if path.parent.name.startswith("harbour"))
CLOSED = "The session closed a little after five."
"""Words of the restricted note."""


def facts(talks: Talks, entry: Attested) -> dict[str, Any]:
    """What no two readers may be told differently of one entry."""
    told: dict[str, Any] = {"firmness": getattr(entry, "firmness", None)}
    if isinstance(entry, Agreement | Position | NextStep):
        told["conditions"] = tuple(each.text for each in entry.conditions)
    if isinstance(entry, Agreement):
        told["denied_by"] = tuple((each.party, each.text) for each in entry.denied_by)
        told |= {"claim": claim(talks, entry), "measurable": bool(entry.when or entry.how_much)}
    if isinstance(entry, Formula):
        told["elements"] = entry.elements
    if isinstance(entry, NextStep):
        told |= {"due": entry.due, "place": entry.place}
    if isinstance(entry, Meeting):
        told |= {"dates": entry.dates, "place": entry.place}
    return told


def differing(record: Record) -> Iterator[tuple[str, Handling]]:
    """The entries of which something else is told under some ceiling."""
    whole = {entry.id: entry for _, _, entry in record.talks.entries() if isinstance(entry, Attested)}
    for ceiling in Handling:
        shown = visible(record.talks, ceiling)
        for _, _, entry in shown.entries():
            if isinstance(entry, Attested) and facts(shown, entry) != facts(record.talks, whole[entry.id]):
                yield entry.id, ceiling


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_the_same_facts_at_every_ceiling(path: Path) -> None:
    """Whatever source or party is withheld, an entry keeps claim, firmness, conditions, denials and days, or goes."""
    record = record_at(path)
    assert list(differing(record)) == []
    for part in ("sources", "parties"):
        for number in range(len(getattr(record.talks, part))):
            for handling in (Handling.INTERNAL, Handling.NAMED):
                assert list(differing(changed(record, part, number, handling=handling))) == [], (part, number)


@pytest.mark.parametrize("seed", range(12))
def test_the_same_facts_in_records_made_up(seed: int, tmp_path: Path) -> None:
    """The same in records made up, in which everything refers to everything and has sources of every handling."""

    assert list(differing(load(planted_record(tmp_path, seed, of_each=2).path))) == []


def noted(**more: Any) -> dict[str, Any]:
    return {"evidence": (Evidence(text=CLOSED, source="S5"),), **more}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("A-01", {"conditions": (Condition(text="The budget comes first.", **noted()),)}),
        ("P-KEL-04", {"conditions": (Condition(text="On equal terms.", **noted()),)}),
        ("N-01", {"conditions": (Condition(text="The budget comes first.", **noted()),)}),
        ("A-06", {"denied_by": (Denial(party="OST", text="No agreement was reached.", **noted()),)}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nothing_is_told_without_its_condition(name: str, fields: dict[str, Any]) -> None:
    """What a withheld source makes conditional, or denies, is told with that or not at all."""
    part, number = entry_of(record_at(HARBOUR), name)
    record = changed(record_at(HARBOUR), part, number, **fields)
    assert f"'{name}.text'" not in repr(memo_of(record, "principal"))
    assert getattr(record.talks, part)[number].text not in repr(memo_of(record, "public"))
    assert f"'{name}.text'" in repr(memo_of(record, "desk"))


def test_a_claim_that_rests_on_a_withheld_source() -> None:
    """An agreement that both readouts have is not told as one that only one of them has."""
    record = record_at(HARBOUR)
    part, number = entry_of(record, "S3")
    talks = visible(changed(record, part, number, handling=Handling.RESTRICTED).talks, Handling.PUBLIC)
    assert "A-05" in {each.id for each in record.talks.agreements}
    assert "A-05" not in {each.id for each in talks.agreements}


def test_time_of_a_withheld_source() -> None:
    """When a step is due is not said to be silence, for those who may not see the source that states it."""
    record = record_at(HARBOUR)
    part, number = entry_of(record, "N-01")
    step = record.talks.next_steps[number]
    carried = step.evidence[0].model_copy(update={"text": "agreed to open"})
    record = changed(record, part, number, evidence=(carried, Evidence(text="by 30 June 2031", source="S5")))
    assert "N-01" not in {each.id for each in visible(record.talks, Handling.INTERNAL).next_steps}
    assert visible(record.talks, Handling.RESTRICTED).next_steps[0].due == step.due


def test_days_of_withheld_meetings() -> None:
    """Where all meetings are withheld, no line says that their days are not recorded."""
    meetings = tuple(each.model_copy(update={"handling": Handling.NAMED}) for each in record_at(HARBOUR).talks.meetings)
    record = with_talks(record_at(HARBOUR), meetings=meetings)
    for audience in ("annex", "desk", "principal", "public"):
        memo = repr(memo_of(record, audience, Handling.RESTRICTED))
        assert "Not recorded" not in memo
        assert f"{record.talks.id}.dates" not in memo or audience == "public"


def test_reception_in_a_withheld_source() -> None:
    """Of a response that a withheld source has, nothing is told, silence neither."""
    part, number = entry_of(record_at(HARBOUR), "F-01")
    response = Reception(party="OST", value=ReceptionValue.REJECTED, **noted())
    record = changed(record_at(HARBOUR), part, number, reception=(response,))
    for audience in ("negotiator", "desk", "public"):
        memo = repr(memo_of(record, audience, Handling.INTERNAL))
        assert "three lights" in memo
        assert "F-01.reception" not in memo
    assert "F-01.reception" in repr(memo_of(record, "desk"))


def test_title_in_a_withheld_source() -> None:
    """A person whose title only a withheld source gives is named without one."""
    part, number = entry_of(record_at(HARBOUR), "tessaly")
    person = record_at(HARBOUR).talks.participants[number]
    pieces = (Evidence(text="Maruk Tessaly", source="S4"), Evidence(text=person.title, source="S5"))
    view = view_of(changed(record_at(HARBOUR), part, number, evidence=pieces), "desk", Handling.INTERNAL)
    (told,) = [each for side in view.sides for each in side.participants if each.id == "tessaly"]
    assert (told.name, told.title) == ("Maruk Tessaly", "")
