"""Specification of what an entry is called: one answer for reports, annexes, ``why`` and ``verify``."""

from __future__ import annotations

from reportgen.loading import load
from reportgen.model.base import words_of
from reportgen.why import answer
from tests.conftest import REAL


def test_a_participant_is_called_by_name() -> None:
    """The words of a participant are the name, not the office; an issue's its title, a source's its short name."""
    talks = load(REAL).talks
    person, issue, source = talks.participants[0], talks.issues[0], talks.sources[0]
    assert [words_of(each) for each in (person, issue, source)] == [person.name, issue.title, source.short]
    assert words_of(talks.agreements[0]) == talks.agreements[0].text
    assert words_of(talks.meetings[0]) == ""


def test_why_calls_it_so() -> None:
    """``why`` says the name of a participant."""
    record = load(REAL)
    person = record.talks.participants[0]
    assert answer(record, person.id).text == person.name
