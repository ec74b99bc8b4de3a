"""Specification of ``reportgen.view.visible``: of what is above an audience's ceiling, nothing gets past selection."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from reportgen.audience import load_audience
from reportgen.memo.walk import anchored
from reportgen.model.analysis import Comment
from reportgen.model.base import PARTS, Evidence
from reportgen.model.derive import state_of_play
from reportgen.model.words import Handling, Word
from reportgen.record import Record
from reportgen.view.standing import standing
from reportgen.view.types import View
from reportgen.view.visible import highest, visible
from tests.conftest import AUDIENCES, RECORDS, ROOT, desk, record_at
from tests.view_walk import changed, handled, memo_of, texts, view_of, with_talks

HARBOUR = next(path for path in RECORDS if path.parent.name.startswith("harbour"))
TOKEN = re.compile(r"[^\W\d_]\w*(?:[-'’]\w+)*")
"""A word, or an id; numbers alone are those of days and paragraphs."""


def tokens(value: Any) -> Iterator[str]:
    """The words of everything that a person typed into a form."""
    if isinstance(value, tuple):
        for inner in value:
            yield from tokens(inner)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from tokens(getattr(value, name))
    elif isinstance(value, str) and not isinstance(value, Word):
        yield from TOKEN.findall(value)


@cache
def fixed_words() -> frozenset[str]:
    """The words that memos have of themselves, and those of findings."""
    labels = desk().labels("en-GB")
    audiences = [load_audience(desk().folders, name) for name in AUDIENCES]
    said = [text for group in labels.groups.values() for text in group.values()]
    said += [text for group in labels.plurals.values() for plural in group.values() for text in plural]
    said += [text for each in audiences for text in (each.title, each.purpose, *each.sections)]
    said += [
        each.value
        for path in (ROOT / "reportgen" / "checks").glob("*.py")
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    said += [labels.day(date(2000, month, 1)) for month in range(1, 13)]
    return frozenset(word.casefold() for text in said for word in TOKEN.findall(text))


def only_there(record: Record) -> dict[str, set[str]]:
    """By id of an entry: the words, and the id, that nothing else in the record or in the labels has."""
    header = {name: getattr(record.talks, name) for name in type(record.talks).model_fields if name not in PARTS}
    by_entry = {entry.id: set(tokens(entry)) for _, _, entry in record.talks.entries()}
    counts = Counter(word for words in by_entry.values() for word in words)
    others = fixed_words() | {word.casefold() for word in tokens(tuple(header.values()))}
    return {
        name: {word for word in words if counts[word] == 1 and word.casefold() not in others}
        for name, words in by_entry.items()
    }


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_nothing_of_a_named_entry(path: Path, audience: str) -> None:
    """Of an entry for named persons, whatever list it stands in, no id and no word of its own is in the view."""
    record = record_at(path)
    own = only_there(record)
    tried = 0
    for part, number, entry in record.talks.entries():
        view = view_of(changed(record, part, number, handling=Handling.NAMED), audience, Handling.RESTRICTED)
        said = {word for _, text in texts(view) for word in TOKEN.findall(text)}
        assert said & own[entry.id] <= printed(view), (part, entry.id)
        named = {text.partition(".")[0] for name, text in texts(view) if name.endswith((".id", ".anchor"))}
        assert entry.id not in named
        listed = {text for name, text in texts(view) if name.startswith("View.")}
        assert entry.id not in listed
        tried += len(own[entry.id])
    assert tried > 80


def printed(view: View) -> set[str]:
    """The words of the source texts that a view has whole: a source that may be seen hides none of its own."""
    segments = [each for text in view.annex.texts for paragraph in text.paragraphs for each in paragraph.segments]
    return {word for each in segments for word in TOKEN.findall(each.words)}


def test_own_words_are_seen() -> None:
    """The words that the test above looks for are in the view of those who may see the entry."""
    record = record_at(HARBOUR)
    own = only_there(record)
    said = {word for _, text in texts(view_of(record, "desk")) for word in TOKEN.findall(text)}
    assert sum(bool(words & said) for words in own.values()) > 50


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_no_reference_leads_to_what_went(path: Path) -> None:
    """Whatever goes, every reference that is left leads to something that is left."""
    record = record_at(path)
    for part, number, entry in record.talks.entries():
        talks = visible(changed(record, part, number, handling=Handling.NAMED).talks, Handling.RESTRICTED)
        left = {each.id for _, _, each in talks.entries()}
        assert entry.id not in left
        for _, _, each in talks.entries():
            assert entry.id not in set(_ids(each)), (entry.id, each.id)


def _ids(value: Any, name: str = "") -> Iterator[str]:
    """Every text of a form that could be an id: one word, in a field that is not for sentences."""
    if isinstance(value, tuple):
        for inner in value:
            yield from _ids(inner, name)
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _ids(getattr(value, field), field)
    elif isinstance(value, str) and not isinstance(value, Word) and name not in {"text", "name", "source_names"}:
        yield value


@pytest.mark.parametrize(
    ("above", "falls", "stays"),
    [
        ("S5", ("A-09", "P-KEL-08", "P-OST-10", "C-05"), ("A-01", "P-KEL-01")),
        ("I-SHIP", ("A-06", "P-OST-09", "P-OST-10", "N-07", "C-01", "G-01"), ("A-01", "N-01")),
        ("pell", ("P-OST-01", "P-OST-02"), ("P-OST-04", "OST")),
        ("P-OST-09", (), ("C-01", "A-06")),
        ("A-06", ("G-01",), ("P-OST-09",)),
        ("CNH", ("P-CNH-01", "N-02"), ("N-01",)),
    ],
)
def test_what_stands_on_it_goes_with_it(above: str, falls: tuple[str, ...], stays: tuple[str, ...]) -> None:
    """What stands on an entry above the ceiling goes with it, and what stands on more than that stays."""
    record = handled(HARBOUR, above, Handling.NAMED)
    left = {entry.id for _, _, entry in visible(record.talks, Handling.RESTRICTED).entries()}
    assert not left & {above, *falls}
    assert left >= set(stays)


def test_words_of_a_withheld_source() -> None:
    """Words that only a source above the ceiling has go, though the entry has another source as well."""
    record = record_at(RECORDS[0])
    second = record.talks.sources[0].model_copy(update={"id": "S2", "handling": Handling.NAMED})
    record = with_talks(record, sources=(*record.talks.sources, second))
    hidden = Evidence(text="the two sides signed a hidden accord", source="S2")
    shown = record.talks.agreements[0].evidence
    words = ("agreed to work together toward", "signed a hidden accord")
    both = changed(record, "agreements", 0, evidence=(*shown, hidden), operative_words=words)
    agreement = visible(both.talks, Handling.RESTRICTED).agreements[0]
    assert (agreement.operative_words, agreement.evidence) == (words[:1], shown)
    assert visible(both.talks, Handling.NAMED).agreements[0].operative_words == words
    alone = changed(record, "agreements", 0, evidence=(*shown, hidden), operative_words=words[1:])
    assert "A-01" not in {each.id for each in visible(alone.talks, Handling.RESTRICTED).agreements}


@pytest.mark.parametrize(
    ("narrowest", "desk_marking", "principal_marking"),
    [
        (Handling.PUBLIC, "TLP:CLEAR", "TLP:CLEAR"),
        (Handling.INTERNAL, "TLP:AMBER", "TLP:AMBER"),
        (Handling.RESTRICTED, "TLP:AMBER+STRICT", "TLP:CLEAR"),
        (Handling.NAMED, "TLP:CLEAR", "TLP:CLEAR"),
    ],
)
def test_marking(narrowest: Handling, desk_marking: str, principal_marking: str) -> None:
    """A memo is marked with the highest handling of what its audience gets; what goes takes its marking with it."""
    record = with_handling(record_at(RECORDS[0]), Handling.PUBLIC)
    record = changed(record, "gaps", 0, handling=narrowest)
    assert view_of(record, "desk").marking == desk_marking
    assert view_of(record, "principal").marking == principal_marking
    assert highest(record.talks) is narrowest


def test_the_records_own_handling() -> None:
    """An entry that says nothing of its own is handled as the record is, and a comment as internal."""
    record = with_talks(with_handling(record_at(RECORDS[0]), None), handling=Handling.NAMED)
    assert list(visible(record.talks, Handling.RESTRICTED).entries()) == []
    assert list(visible(record.talks, Handling.NAMED).entries()) == list(record.talks.entries())
    comment = Comment.model_validate({"id": "C-01", "text": "a", "on": "A-01", "basis": "A-01", "confidence": "low"})
    assert record.talks.handling_of(comment) is Handling.INTERNAL


def with_handling(record: Record, handling: Handling | None) -> Record:
    """The record with every entry handled alike."""
    parts = {part: getattr(record.talks, part) for part in PARTS}
    alike = {part: tuple(e.model_copy(update={"handling": handling}) for e in parts[part]) for part in PARTS}
    return with_talks(record, **alike)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_where_issues_stand(path: Path) -> None:
    """Where something goes, every issue is told with the state it has for all readers, or none with any."""
    record = record_at(path)
    untold = 0
    for part, number, entry in record.talks.entries():
        if part in ("agreements", "positions", "next_steps", "mentions"):
            shown = visible(changed(record, part, number, handling=Handling.NAMED).talks, Handling.RESTRICTED)
            told = standing(record.talks, shown)
            assert told.keys() in ({issue.id for issue in shown.issues}, set()), entry.id
            for issue in shown.issues if told else ():
                assert told[issue.id] is state_of_play(record.talks, issue)
                assert told[issue.id] is state_of_play(shown, issue)
            untold += not told
    assert untold


@pytest.mark.parametrize("name", ["P-US-02", "P-CN-06", "A-02", "X-02", "A-01", "P-CN-11"])
def test_nothing_marks_the_issue_of_what_is_withheld(name: str) -> None:
    """Where an entry goes, its issue is told in summary, positions, matrix and annex as every other is."""
    record = handled(RECORDS[0], name, Handling.NAMED)
    view = view_of(record, "desk", Handling.RESTRICTED)
    for issues in (view.issues, view.matrix):
        assert len({bool(issue.state_of_play) for issue in issues}) == 1
        assert len({tuple(party.id for party in issue.parties) for issue in issues}) == 1
    assert {issue.id for state in view.states for issue in state.issues} == {issue.id for issue in view.issues}
    assert len({bool(state.state_of_play) for state in view.states}) == 1
    annex = view_of(record, "annex", Handling.RESTRICTED).annex
    (told,) = [part.entries for part in annex.parts if part.name == "issues"]
    assert len({"state_of_play" in {fact.field for fact in (*each.facts, *each.brief)} for each in told}) == 1


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_a_memo_of_what_is_left(path: Path, audience: str) -> None:
    """Whatever list is above the ceiling, there is a memo, and it prints the words for silence."""
    record = record_at(path)
    for part in PARTS:
        named = tuple(each.model_copy(update={"handling": Handling.NAMED}) for each in getattr(record.talks, part))
        memo = memo_of(with_talks(record, **{part: named}), audience, Handling.RESTRICTED)
        ids = {each.id for each in named}
        assert not ids & {line.of.partition(".")[0] for line in anchored(memo)}
