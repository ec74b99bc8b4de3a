"""Specification of ``reportgen.view``: what an audience gets, in which order, and in which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import fields

from reportgen.audience import Most, load_audience
from reportgen.memo.tree import Memo, Paragraph, ParagraphRole
from reportgen.memo.walk import anchored, lines, plain
from reportgen.model.base import Evidence
from reportgen.model.substance import Due
from reportgen.model.talks import Talks
from reportgen.model.words import Attribution, DueKind
from reportgen.record import Record
from reportgen.view.spoken import Spoken
from reportgen.view.types import View
from tests.conftest import AUDIENCES, BUILT, NAMES, RECORDS, desk, memo_for, record_at
from tests.view_walk import changed, entry_of, memo_of, texts, values, view_of, with_talks

HARBOUR = next(path for path in RECORDS if path.parent.name.startswith("harbour"))


def cut(record: Record, audience: str, **most: int) -> View:
    """An audience's cut with other limits."""
    whole = load_audience(desk().folders, audience)
    return desk().view(record, whole.model_copy(update={"most": Most(**most)}))


def silences(memo: Memo) -> list[str]:
    """The paragraphs that say that the record says nothing."""
    every = (line for line in anchored(memo) if isinstance(line, Paragraph) and line.role is ParagraphRole.SILENCE)
    return [plain(line.content) for line in every]


@pytest.mark.parametrize(("path", "audience"), BUILT, ids=NAMES)
def test_made_of_plain_values(path: Path, audience: str) -> None:
    """A view is text, numbers, yes and no, in tuples and frozen types of its own; nothing stands behind it."""
    view, _ = memo_for(path, audience)
    for name, value in values(view):
        assert type(value) in (str, Spoken, int, bool, type(None)) or isinstance(value, Struct), name
        assert not hasattr(value, "__dict__"), name
        if isinstance(value, Struct):
            assert type(value).__module__.startswith("reportgen.view."), name
            with pytest.raises(AttributeError, match="immutable"):
                setattr(value, fields(value)[0].name, "other")


@pytest.mark.parametrize(("path", "audience"), BUILT, ids=NAMES)
def test_no_gap_in_the_words(path: Path, audience: str) -> None:
    """No memo has an empty text, an empty bracket, or punctuation with nothing before it."""
    _, memo = memo_for(path, audience)
    for content in lines(memo):
        text = plain(content)
        assert text.strip()
        assert not re.search(r"\(\s*\)|\(,|,\s*\)|: *[.;]|,\s*[,.]|^[,;:.]|\s[,;.](\s|$)|\.\.(?!\.)|  ", text), text


@pytest.mark.parametrize(("path", "audience"), BUILT, ids=NAMES)
def test_order_of_the_record(path: Path, audience: str) -> None:
    """Issues and parties come in the order of the record, in every list of every memo."""
    talks = record_at(path).talks
    view, _ = memo_for(path, audience)
    issues = [issue.id for issue in talks.issues]
    assert _in_order([issue.id for issue in view.issues], issues)
    for issue in view.issues:
        spoken = [party.id for party in issue.parties if party.id in talks.party_order]
        assert spoken == (
            list(talks.party_order) if issue.state_of_play else [p for p in talks.party_order if p in spoken]
        )
        for party in issue.parties:
            assert _in_order([each.id for each in party.positions], [each.id for each in talks.positions])
    assert _in_order([side.id for side in view.wants], talks.party_order)
    assert [side.id for side in view.sides][: len(talks.party_order)] == list(talks.party_order)
    for state in view.states:
        priorities = {issue.id: issue.priority for issue in talks.issues}
        listed = [issue.id for issue in state.issues]
        assert listed == sorted(listed, key=lambda name: (priorities[name], issues.index(name)))
    for group in view.agreements:
        assert _in_order([each.id for each in group.agreements], [each.id for each in talks.agreements])
    assert _in_order([each.id for each in view.next_steps], [each.id for each in talks.next_steps])


def _in_order(given: Sequence[str], order: Sequence[str]) -> bool:
    return list(given) == [name for name in order if name in given]


def test_agreements_from_the_firmest() -> None:
    """Agreements are grouped by firmness, the firmest first, each group once."""
    groups = [group.firmness for group in view_of(record_at(HARBOUR), "desk").agreements]
    order = list(desk().labels("en-GB").groups["firmness"].values())
    assert groups == sorted(set(groups), key=order.index)
    assert len(groups) > 3


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_most(limit: int) -> None:
    """Of a list with a limit the first priorities stay, in the order of the record; the rest is listed as left out."""
    record = record_at(HARBOUR)
    view = cut(record, "desk", agreements=limit, next_steps=limit)
    visible = [each for each in record.talks.agreements if each.id in _ids_of_agreements(cut(record, "desk"))]
    kept = sorted(visible, key=lambda each: each.priority)[:limit]
    assert _ids_of_agreements(view) == {each.id for each in kept}
    assert set(view.left_out) >= {each.id for each in visible} - {each.id for each in kept}
    assert len(view.next_steps) == min(limit, len(record.talks.next_steps))
    assert not _ids_of_agreements(view) & set(view.left_out)


def _ids_of_agreements(view: View) -> set[str]:
    return {each.id for group in view.agreements for each in group.agreements}


def test_most_of_each_side_and_of_the_bottom_line() -> None:
    """Wants are limited for each side, and the bottom line by its lines; the issues of further lines are left out."""
    record = record_at(HARBOUR)
    view = cut(record, "desk", wants=1, bottom_line=2)
    assert max(len(side.positions) for side in view.wants) == 1
    assert max(len(side.positions) for side in cut(record, "desk").wants) > 1
    assert view.bottom_line == view.states[:2]
    assert {issue.id for state in view.states[2:] for issue in state.issues} <= set(view.left_out)


def test_nothing_left_out_without_a_limit() -> None:
    """Without a limit that is reached nothing is left out for length."""
    for path in RECORDS:
        assert view_of(record_at(path), "desk").left_out == ()


def test_known_from_the_other_side_only() -> None:
    """A position that is known only from the other side says so, in the desk's table and over the principal's list."""
    view, memo = memo_for(RECORDS[0], "desk")
    told = desk().labels("en-GB").of("attribution", Attribution.OTHER_SIDE)
    said = {line.of: plain(line.content) for line in anchored(memo)}
    american = [each.id for each in record_at(RECORDS[0]).talks.positions if each.party == "US"]
    assert len(american) > 3
    assert all(said[f"{name}.attribution"] == told for name in american)
    assert "P-CN-01.attribution" not in said
    wants = {side.id: side.reported for side in view.wants}
    assert wants == {"CN": "", "US": told}
    _, brief = memo_for(RECORDS[0], "principal")
    assert ("US.attribution", told) in [(line.of, plain(line.content)) for line in anchored(brief)]


def test_silence() -> None:
    """Where the record says nothing, the memo says so: no position, no place, no clearance, no earlier round."""
    _, memo = memo_for(RECORDS[0], "desk")
    said = silences(memo)
    assert said.count("No position reported here") == 2
    assert said.count("Not recorded") == 3
    assert "Nothing is compared here with an earlier round." in said
    assert any(line.startswith("No position of any party is reported here on: ") for line in said)
    assert any("Place: not stated." in plain(content) for content in lines(memo))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("agreements", "No outcome is reported here."),
        ("positions", "No position is reported here."),
        ("formulae", "None is reported here."),
        ("mentions", "Nothing is reported here as discussed without content."),
        ("next_steps", "No next step is reported here."),
        ("gaps", "No gap is recorded here."),
    ],
)
def test_silence_of_a_whole_part(part: str, words: str) -> None:
    """A part of the record that is empty is said to be, under its own heading."""
    empty = with_talks(record_at(RECORDS[0]), **{"comments": (), "gaps": (), part: ()})
    assert words in silences(memo_of(empty, "desk"))


def test_comments_are_no_silence() -> None:
    """Where there is no comment, there is no heading for comments and no word of them."""
    memo = memo_of(with_talks(record_at(RECORDS[0]), comments=()), "desk")
    assert next(section for section in memo.sections if section.name == "comment").blocks == ()


DAY, LAST = date(2031, 5, 12), date(2031, 6, 2)


@pytest.mark.parametrize(
    ("due", "said", "stated"),
    [
        (Due(kind=DueKind.NOT_STATED), "Not stated", False),
        (Due(kind=DueKind.OPEN), "Open", True),
        (Due(kind=DueKind.OPEN, as_stated="in due course"), "in due course", True),
        (Due(kind=DueKind.RELATIVE, as_stated="in the coming days"), "in the coming days", True),
        (Due(kind=DueKind.DATE, date=DAY), "12 May 2031", True),
        (Due(kind=DueKind.DATE, date=DAY, as_stated="next Monday"), "next Monday", True),
        (Due(kind=DueKind.WINDOW, start=DAY, end=LAST), "12 May – 2 June 2031", True),
        (Due(kind=DueKind.WINDOW, start=DAY), "from 12 May 2031", True),
        (Due(kind=DueKind.WINDOW, end=LAST), "by 2 June 2031", True),
    ],
)
def test_due(due: Due, said: str, stated: bool) -> None:
    """When a step is due is given in the source's words, else as days with the month spelt out, else as silence."""
    step = view_of(changed(record_at(RECORDS[0]), "next_steps", 0, due=due), "desk").next_steps[0]
    assert (step.due.text.replace("\u2009", " "), step.due.stated) == (said, stated)


def test_no_place_for_what_is_not_found() -> None:
    """Evidence that stands nowhere leaves its entry without a pointer, and the memo is made all the same."""
    lost = (Evidence(text="Words that no source has.", source="S1"),)
    for name, fields_ in (("P-CN-01", {"operative_words": ()}), ("A-01", {}), ("N-01", {}), ("F-01", {}), ("M-01", {})):
        record = record_at(RECORDS[0])
        part, number = entry_of(record, name)
        record = changed(record, part, number, evidence=lost, **fields_)
        for audience in AUDIENCES:
            said = [
                plain(line.content) for line in anchored(memo_of(record, audience)) if line.of.startswith(f"{name}.")
            ]
            assert not any(re.search(r"¶|\(,|, \)|\u00a0$", text) for text in said)


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://a.org/b?c=1", True),
        ("http://a.org", True),
        ("www.a.org", False),
        ("javascript:a", False),
        ("x y", False),
    ],
)
def test_address_of_a_source(url: str, leads: bool) -> None:
    """The address of a source is printed as it is, and a link leads there only when it is one of the web."""
    memo = memo_of(changed(record_at(RECORDS[0]), "sources", 0, url=url), "desk")
    text = next(line for line in anchored(memo) if line.of == "S1.short")
    assert plain(text.content).endswith(url)
    assert (f"target={url!r}" in repr(text)) is leads


def test_draft() -> None:
    """The notice for every page comes through as it was given, and is nothing where there is none."""
    record = record_at(RECORDS[0])
    audience = load_audience(desk().folders, "desk")
    assert desk().view(record, audience).draft == ""
    assert desk().view(record, audience, 1).draft == "DRAFT: built with 1 finding open"
    assert desk().memo(record, audience, 2)[1].running.draft != ()


def test_same_facts_for_all() -> None:
    """An entry that two audiences get has the same words for both."""
    for path in RECORDS:
        views = [_entries(memo_for(each, audience)[0]) for each, audience in BUILT if each == path]
        for one, other in combinations(views, 2):
            shared = one.keys() & other.keys()
            assert len(shared) > 9
            assert all(one[name] == other[name] for name in shared)


def _entries(view: View) -> dict[str, str]:
    """Entries by id, whatever of their passages is shown."""
    agreements = {each.id: each for group in view.agreements for each in group.agreements}
    positions = {each.id: each for issue in view.issues for party in issue.parties for each in party.positions}
    entries: dict[str, Any] = {**agreements, **positions, **{each.id: each for each in view.next_steps}}
    return {name: repr(each).replace("shown=True", "shown=False") for name, each in entries.items()}


def test_record_without_anything_optional() -> None:
    """The shortest record that can be written makes a memo for every audience."""
    record = record_at(RECORDS[0])
    short = {name: getattr(record.talks, name) for name in ("id", "title", "as_of", "handling", "party_order")}
    talks = Talks(**short, sources=record.talks.sources, parties=record.talks.parties, meetings=record.talks.meetings)
    meeting = talks.meetings[0].model_copy(update={"participants": ()})
    record = replace(record, talks=talks.model_copy(update={"meetings": (meeting,)}), _matches={})
    for audience in AUDIENCES:
        assert len(silences(memo_of(record, audience))) > 1
        assert texts(view_of(record, audience))
