"""Specification: next steps with a day are an iCalendar that other programs read; judged by the library icalendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from reportgen import export
from reportgen.cli import main
from tests.conftest import REAL, RECORDS, record_at
from tests.damage import damaged

DUE = "due: not_stated, place: San Francisco"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The calendar of every record, for the desk."""
    folder = tmp_path_factory.mktemp("calendar")
    export([record_at(path) for path in RECORDS], out=folder, audience="desk", formats=["ics"])
    return (folder / "next_steps.ics").read_bytes()


def events(content: bytes) -> dict[str, Event]:
    """The events by uid, each read without an error."""
    (calendar,) = Calendar.from_ical(content, multiple=True)
    assert calendar.errors == []
    found = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert all(event.errors == [] for event in found.values())
    assert len(found) == content.count(b"BEGIN:VEVENT")
    return found


def one(path: Path, out: Path) -> Event:
    """The event of N-01 in a record that may have findings."""
    export(path, out=out, formats=["ics"], allow_findings=True, audience="desk")
    return events((out / "next_steps.ics").read_bytes())["wang-blinken-2023-10.N-01@reportgen"]


def test_steps_with_a_day_are_events_and_no_others(content: bytes) -> None:
    """Each step with a day is an event from its first day to the one after its last; a step without one is none."""
    steps = [row for path in RECORDS for row in record_at(path).frames("desk").next_steps]
    dated = {f"{row['talks']}.{row['id']}@reportgen": row for row in steps if row["due_start"] or row["due_end"]}
    found = events(content)
    assert list(found) == list(dated)
    for uid, row in dated.items():
        first, last = row["due_start"] or row["due_end"], row["due_end"] or row["due_start"]
        start, end = found[uid]["DTSTART"].dt, found[uid]["DTEND"].dt
        assert (type(start), start, (end - last).days) == (date, first, 1)


def test_a_window_runs_over_its_days(content: bytes) -> None:
    """A window has all its days; one with a last day alone is an event on that day, and says so."""
    found = events(content)
    council, station = (found[f"harbour-2031-04.{name}@reportgen"] for name in ("N-02", "N-01"))
    assert (council["DTSTART"].dt, council["DTEND"].dt) == (date(2031, 5, 12), date(2031, 5, 24))
    assert str(station["SUMMARY"]) == (
        "Kelmoria; Ostwyn: The joint pilot station opens at Quell Harbour (by 30 June 2031)"
    )


def test_an_event_says_what_its_step_says(content: bytes) -> None:
    """An event has the source's words with where they stand, the issue, the place, how it stands, who may see it."""
    event = events(content)["harbour-2031-04.N-03@reportgen"]
    told = str(event["DESCRIPTION"])
    assert "Due: on 10 September 2031\n" in told
    assert "Firmness: Planned\nProgress: scheduled\n" in told
    assert "The third round will be held in Lanmoor on 10 September 2031, with the Saltmere" in told
    assert "in the chair. (S1 ¶6)\nJoint statement, 9 Apr 2031" in told
    assert event["CATEGORIES"].cats == ["The course of the talks", "harbour-2031-04"]
    assert (event["LOCATION"], event["STATUS"], event["CLASS"]) == ("Lanmoor", "CONFIRMED", "PUBLIC")
    assert event["TRANSP"] == "TRANSPARENT"
    assert events(content)["climate-2032-06.N-01@reportgen"]["CLASS"] == "PRIVATE"


def test_the_stamp_is_the_records_day(content: bytes) -> None:
    """The stamp of an event is the day of the record and not the clock's."""
    assert events(content)["harbour-2031-04.N-03@reportgen"]["DTSTAMP"].dt.isoformat() == "2031-04-12T00:00:00+00:00"


def test_lines_are_folded(content: bytes) -> None:
    """Lines end in CRLF and have 75 octets at most; no character is parted, in Chinese either."""
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) == 75
    assert all(line.decode() for line in lines[:-1])
    assert "自2033年9月1日起" in content.replace(b"\r\n ", b"").decode()


@pytest.mark.parametrize(
    ("progress", "status"),
    [("pending", "TENTATIVE"), ("delivered", "CONFIRMED"), ("withdrawn", "CANCELLED"), ("lapsed", "CANCELLED")],
)
def test_progress_is_the_status(progress: str, status: str, tmp_path: Path) -> None:
    """How an event stands follows from the progress of its step."""
    due = f"due: {{kind: date, date: 2023-11-17}}, progress: {progress}"
    assert one(damaged(tmp_path, (DUE, due)), tmp_path / "out")["STATUS"] == status


def test_every_sign_comes_through(tmp_path: Path) -> None:
    """Commas, semicolons, backslashes, quotation marks and what looks like a property come through as they are."""
    place = 'C:\\\\new; a, b: "c"\\nEND:VEVENT'
    due = f'due: {{kind: date, date: 2023-11-17}}, place: "{place.replace(chr(34), chr(92) + chr(34))}"'
    event = one(damaged(tmp_path, (DUE, due)), tmp_path / "out")
    assert str(event["LOCATION"]) == 'C:\\new; a, b: "c" END:VEVENT'


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ("kind: window, start: 2023-11-20", ("20231120", "20231121")),
        ("kind: date, date: 9999-12-31", ("99991231", "99991231")),
        ("kind: date, date: 0999-01-02", ("09990102", "09990103")),
        ("kind: window, start: 2023-11-20, end: 2023-11-19", None),
    ],
)
def test_days_at_the_edge(
    days: str, found: tuple[str, str] | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A window with a first day alone is on that day; days that are no span of time are none; no year is too far."""
    path = damaged(tmp_path, (DUE, f"due: {{{days}}}"))
    assert main(["export", str(path), "--allow-findings", "--format", "ics", "--out", str(tmp_path)]) == 0
    text = (tmp_path / "next_steps.ics").read_text("utf-8")
    stated = (f"DTSTART;VALUE=DATE:{found[0]}", f"DTEND;VALUE=DATE:{found[1]}") if found else ()
    assert all(each in text for each in stated)
    assert text.count("BEGIN:VEVENT") == bool(found)
    assert f"{7 - bool(found)} of 7 next steps left out of" in capsys.readouterr().err


def test_a_calendar_without_a_day_is_a_calendar(tmp_path: Path) -> None:
    """Where no step has a day there is a calendar all the same: no event, and the one component that it must have."""
    export(REAL, out=tmp_path, formats=["ics"])
    calendar = Calendar.from_ical((tmp_path / "next_steps.ics").read_bytes())
    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]
    assert str(calendar["NAME"]).replace("\\,", ",") == record_at(RECORDS[0]).talks.title
