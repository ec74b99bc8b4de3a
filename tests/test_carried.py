"""What a memo carries inside it: its audience's cut of the record, no more and no less."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen.audience import load_audience
from reportgen.carried import FORMAT, FRAME, Carried, carried, read_carried
from reportgen.errors import ReportgenError
from reportgen.leaks.words import tokens
from reportgen.memo.walk import lines, plain
from reportgen.model.references import dangling
from reportgen.view.visible import visible
from tests.conftest import BUILT, NAMES, RECORDS, desk, memo_for, record_at

MEMOS = pytest.mark.parametrize(("record", "audience"), BUILT, ids=NAMES)


def carried_by(record: Path, audience: str) -> Carried:
    """What the memo of a record for an audience carries."""
    return carried(record_at(record), load_audience(desk().folders, audience), memo_for(record, audience)[1])


@MEMOS
def test_it_is_read_back_as_it_was_written(record: Path, audience: str) -> None:
    """The JSON read and written again is the same JSON."""
    content = carried_by(record, audience).to_json()
    assert read_carried(content).to_json() == content


@MEMOS
def test_nothing_above_the_ceiling_is_in_it(record: Path, audience: str) -> None:
    """Every entry of the cut is one that the audience may see, with what it may see of it."""
    ceiling = load_audience(desk().folders, audience).ceiling
    may_see = {entry.id: entry.model_dump() for _, _, entry in visible(record_at(record).talks, ceiling).entries()}
    untold = [("priority", 2), ("grading", None)]
    for _, _, entry in carried_by(record, audience).talks.entries():
        told = {name: value for name, value in entry.model_dump().items() if (name, value) not in untold}
        assert told.items() <= may_see[entry.id].items()


@MEMOS
def test_every_entry_that_is_printed_is_in_it(record: Path, audience: str) -> None:
    """Whoever reads an id in the memo can ask the file where it comes from; and nothing in it leads nowhere."""
    cut = carried_by(record, audience)
    kept = {entry.id for _, _, entry in cut.talks.entries()}
    known = {entry.id for _, _, entry in record_at(record).talks.entries()}
    printed = {word for content in lines(memo_for(record, audience)[1]) for word in tokens(plain(content))}
    assert printed & known <= kept
    assert not list(dangling(cut.talks))


def test_what_a_memo_does_not_speak_of_is_not_in_it() -> None:
    """Of the real talks the principal's page prints 28 entries; others that nothing there refers to stay out."""
    cut = carried_by(RECORDS[0], "principal")
    parts = {name for name, _, _ in cut.talks.entries()}
    assert set(FRAME) <= parts
    kept = {entry.id for part, _, entry in cut.talks.entries() if part not in FRAME}
    assert "A-02" in kept
    assert not {"P-CN-12", "C-03", "X-02"} & kept


def test_of_the_source_only_the_cited_words_are_in_it() -> None:
    """The rest of a paragraph is not carried: who needs it has the source."""
    content = carried_by(RECORDS[0], "desk").to_json().decode()
    assert "agreed to increase more direct passenger flights" in content
    assert "Xinhua) -- " not in content


def test_the_desks_own_work_is_not_told_to_others() -> None:
    """The public page carries neither who drafted and signed nor how sources were graded and entries ranked."""
    told = json.loads(carried_by(RECORDS[0], "public").to_json())
    assert "signed" not in told
    assert not {"prepared_by", "cleared_by", "distribution", "omitted", "accepted"} & set(told["talks"])
    assert all("grading" not in source for source in told["talks"]["sources"])
    assert "priority" not in json.dumps(told["talks"])
    desk_told = json.loads(carried_by(RECORDS[0], "desk").to_json())
    assert desk_told["signed"]["A-01"] == {"state": "signed", "by": "reportgen desk", "on": "2026-11-22"}
    assert "prepared_by" in desk_told["talks"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe", "it is not JSON"),
        (b"[]", 'of another kind ("None")'),
        (b'{"format": "urn:reportgen:memo:9"}', 'of another kind ("urn:reportgen:memo:9"); this program reads'),
        (json.dumps({"format": FORMAT, "program": "reportgen 9"}).encode(), "made by reportgen 9; this is reportgen"),
    ],
    ids=["empty", "bytes", "list", "later", "incomplete"],
)
def test_what_is_not_ours_is_refused(content: bytes, message: str) -> None:
    """JSON of another kind or version is one sentence, and no traceback."""
    with pytest.raises(ReportgenError) as refused:
        read_carried(content)
    assert message in str(refused.value)
