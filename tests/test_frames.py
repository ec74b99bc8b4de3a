"""Specification: a record gives its parts as plain rows, whole or as far as a reader may know it."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from reportgen import load
from reportgen.audience import load_audience
from reportgen.errors import AudienceError, ReportgenError
from reportgen.frames.columns import COLUMNS
from reportgen.model.base import PARTS
from reportgen.model.words import Handling
from reportgen.record import Record
from reportgen.rows import Frames, Row, Rows
from reportgen.view.visible import visible
from tests.conftest import RECORDS, desk, memo_for, record_at
from tests.damage import damaged
from tests.test_leaks import CANARY, SEEDS, planted

HARBOUR = next(path for path in RECORDS if path.parent.name == "harbour-2031-04")


def every() -> Iterator[tuple[str, Rows]]:
    """Each part of each record of the tests."""
    for path in RECORDS:
        yield from record_at(path).frames().items()


def row(frames: Frames, part: str, name: str) -> Row:
    (found,) = (each for each in frames[part] if each["id"] == name)
    return found


def test_columns_are_stable_and_of_one_type() -> None:
    """Each row has the columns of its part in their order, and in each a value of the column's one type, or None."""
    kinds = set()
    for part, rows in every():
        assert list(rows.schema) == rows.columns == [column.name for column in COLUMNS[part]]
        for each in rows:
            assert list(each) == rows.columns
            kinds |= {type(value) for value in each.values()}
            wrong = {name for name, value in each.items() if value is not None and type(value) is not rows.schema[name]}
            assert wrong == set()
            assert "" not in each.values()
    assert kinds == {str, int, date, type(None)}


def test_there_is_a_row_for_each_entry() -> None:
    """The rows of a part are its entries, in the record's order."""
    for path in RECORDS:
        record = record_at(path)
        for part, rows in record.frames().items():
            assert part in PARTS
            assert [each["id"] for each in rows] == [entry.id for entry in getattr(record.talks, part)]
            assert {each["talks"] for each in rows} <= {record.talks.id}


def test_an_agreement_is_told_whole(real: Record) -> None:
    """A row says what was agreed, in whose words, how firmly, who says so, and where it stands."""
    told = row(real.frames(), "agreements", "A-01")
    expected = {
        "talks": "wang-blinken-2023-10", "as_of": date(2023, 11, 1), "issue": "I-LEAD",
        "issue_title": "Leaders' meeting in San Francisco", "operative_words": "agreed to work together toward",
        "firmness": "agreed_to_pursue", "claim": "reporter_narration", "parties": "CN; US",
        "party_names": "China; United States", "where": "San Francisco", "when": None, "citations": "S1 ¶2",
        "limits": "Does not say that the meeting is confirmed or scheduled.\n"
        "The heads of state are not named; no date is given.",
        "sources": "S1", "source_names": "Xinhua, 27 Oct 2023", "handling": "public", "sign_off": "signed",
    }  # fmt: skip
    assert {name: told[name] for name in expected} == expected


def test_evidence_and_citations_go_line_by_line() -> None:
    """Of several passages each has a line, and the line beside it says where it stands."""
    for part, rows in every():
        for each in rows if part not in ("issues", "parties") else ():
            assert str(each["evidence"]).count("\n") == str(each["citations"]).count("\n")
    steps = record_at(HARBOUR).frames().next_steps
    assert row(record_at(HARBOUR).frames(), "next_steps", "N-05")["citations"] == "S2 ¶9\nS2 ¶9"
    assert "date" not in {type(each["due_as_stated"]).__name__ for each in steps}


def test_a_window_has_its_days() -> None:
    """A due of one day begins and ends on it; a window has the ends that are known."""
    frames = record_at(HARBOUR).frames()
    days = {each["id"]: (each["due_kind"], each["due_start"], each["due_end"]) for each in frames.next_steps}
    assert days["N-01"] == ("window", None, date(2031, 6, 30))
    assert days["N-02"] == ("window", date(2031, 5, 12), date(2031, 5, 23))
    assert days["N-03"] == ("date", date(2031, 9, 10), date(2031, 9, 10))
    assert days["N-04"] == ("relative", None, None)


@pytest.mark.parametrize("audience", ["public", "principal", "desk"])
def test_a_reader_gets_what_a_memo_could_hold(audience: str) -> None:
    """With an audience the rows are the entries of its cut, and their words are those of its memo."""
    record = record_at(HARBOUR)
    ceiling = load_audience(desk().folders, audience).ceiling
    shown = visible(record.talks, ceiling)
    frames = record.frames(audience)
    for part, rows in frames.items():
        assert [each["id"] for each in rows] == [entry.id for entry in getattr(shown, part)]
    assert len(frames.agreements) < len(record.talks.agreements) or audience == "desk"
    view, _ = memo_for(HARBOUR, audience)
    printed = {each.id: each.text for group in view.agreements for each in group.agreements}
    assert {name: row(frames, "agreements", name)["text"] for name in printed} == printed


def test_a_reader_is_not_told_of_the_desks_own_work() -> None:
    """An audience that is told nothing of the desk's own work gets neither its ranking nor who signed."""
    for each in record_at(RECORDS[0]).frames("public").agreements:
        assert (each["priority"], each["sign_off"]) == (None, None)
    for each in record_at(RECORDS[0]).frames("desk").agreements:
        assert (each["priority"], each["sign_off"]) == (1, "signed")


@pytest.mark.parametrize("audience", [None, "desk", "public"])
def test_what_is_only_proposed_says_so(audience: str | None, tmp_path: Path) -> None:
    """Of a record that was loaded with its proposals each row of one says that it is proposed, to every reader."""
    path = damaged(tmp_path, ("{id: P-CN-05, party: CN,", "{id: P-CN-05, status: proposed, party: CN,"))
    assert "P-CN-05" not in {each["id"] for each in load(path).frames(audience).positions}
    rows = load(path, with_proposals=True).frames(audience).positions
    assert [each["id"] for each in rows if each["sign_off"] == "proposed"] == ["P-CN-05"]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("ceiling", list(Handling))
def test_no_canary_above_the_ceiling_is_in_a_row(seed: int, ceiling: Handling) -> None:
    """Rows hold nothing that is above the ceiling, and much that is not."""
    record, loaded = planted(seed)
    told = repr([list(rows) for rows in loaded.frames(ceiling=ceiling).values()])
    found = {word for word in CANARY.findall(told) if word in record.levels}
    assert len(found) > 30
    assert {record.levels[word] for word in found} <= set(range(ceiling.rank + 1))


def test_the_lower_of_two_ceilings_counts() -> None:
    """A ceiling beside an audience lowers the audience's, and never lifts it."""
    record = record_at(HARBOUR)
    assert len(record.frames("desk", ceiling="public").agreements) == len(record.frames("public").agreements)
    assert len(record.frames("public", ceiling="named").agreements) == len(record.frames("public").agreements)


def test_a_record_above_the_ceiling_is_refused() -> None:
    """Of a record that is itself above the ceiling there are no rows; the error says where, and what would do."""
    record = record_at(next(path for path in RECORDS if path.parent.name == "climate-2032-06"))
    with pytest.raises(AudienceError, match=r"talks.yaml:8:11: Nothing of climate-2032-06 is for public: .* internal"):
        record.frames("public")
    with pytest.raises(AudienceError, match="the ceiling public"):
        record.frames(ceiling=Handling.PUBLIC)


def test_words_that_name_nothing_are_refused(real: Record) -> None:
    """An audience or a handling that there is not is refused with the nearest that there is."""
    with pytest.raises(AudienceError, match='Did you mean "desk"'):
        real.frames("desks")
    with pytest.raises(ReportgenError, match=r'"publik" is no handling\. Did you mean "public"'):
        real.frames(ceiling="publik")


def test_frames_are_found_by_name_and_cannot_be_changed(real: Record) -> None:
    """Parts are attributes and keys; what is not there is a KeyError; a copy is the same."""
    frames = real.frames()
    assert list(frames) == list(COLUMNS)
    assert frames["agreements"] is frames.agreements
    with pytest.raises(KeyError):
        frames["keys"]
    with pytest.raises(AttributeError):
        frames.agreements = frames.positions  # type: ignore[misc]
    for again in (copy.deepcopy(frames.agreements), pickle.loads(pickle.dumps(frames.agreements))):
        assert again == frames.agreements
        assert again.schema == frames.agreements.schema


@pytest.mark.skipif(not find_spec("pandas"), reason="pandas is not installed, and nothing of the program needs it")
def test_pandas_takes_them() -> None:
    """pandas makes a frame of any rows, empty ones too."""
    import pandas  # type: ignore[import-not-found,unused-ignore]

    for _, rows in every():
        frame = pandas.DataFrame(rows, columns=rows.columns)
        assert frame.shape == (len(rows), len(rows.columns))


@pytest.mark.skipif(not find_spec("polars"), reason="polars is not installed, and nothing of the program needs it")
def test_polars_takes_them() -> None:
    """polars makes a frame of any rows, empty ones too, with days as days."""
    import polars  # type: ignore[import-not-found,unused-ignore]

    for part, rows in every():
        frame = polars.DataFrame(rows, schema=rows.schema)
        assert frame.shape == (len(rows), len(rows.columns))
        assert frame.schema["as_of"] == polars.Date, part
