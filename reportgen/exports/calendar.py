"""Next steps with a day → iCalendar (RFC 5545), which calendars import: an all-day event each.

Written here and not by a library: it is one component of eleven properties, it has to be there in a plain install,
and its bytes must not change with a version of something else. The tests read it back with one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from reportgen.labels import Labels
from reportgen.model.words import Handling, Progress
from reportgen.rows import Row
from reportgen.version import VERSION

LONGEST = 75
"""Octets of a line, its end not counted (RFC 5545 § 3.1)."""
STATUS = {
    Progress.SCHEDULED: "CONFIRMED", Progress.IN_PROGRESS: "CONFIRMED",
    Progress.DELIVERED: "CONFIRMED", Progress.PARTLY_DELIVERED: "CONFIRMED",
    Progress.LAPSED: "CANCELLED", Progress.WITHDRAWN: "CANCELLED", Progress.SUPERSEDED: "CANCELLED",
}  # fmt: skip
"""How an event stands, by progress; TENTATIVE where nothing is known of it (§ 3.8.1.11)."""
CLASSES = {Handling.PUBLIC: "PUBLIC", Handling.INTERNAL: "PRIVATE"}
"""Who may see an event, by handling; CONFIDENTIAL for what is narrower (§ 3.8.1.3)."""
NO_EVENT = (
    "BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip
"""A calendar has to have a component, whatever it is (§ 3.6)."""


def days(row: Row) -> tuple[date, date] | None:
    """The first and the last day of a next step; nothing where none is known, or they are no span of time."""
    start, end = (value for name in ("due_start", "due_end") if isinstance(value := row[name], date) or value is None)
    first, last = start or end, end or start
    return (first, last) if first and last and first <= last else None


def calendar(title: str, events: Iterable[str]) -> bytes:
    """A calendar of these events: UTF-8, lines that end in CRLF and are folded."""
    texts = [*events] or ["\r\n".join(NO_EVENT) + "\r\n"]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//reportgen//reportgen {VERSION}//EN", "CALSCALE:GREGORIAN"]
    head += [_folded(f"{name}:{_escaped(title)}") for name in ("NAME", "X-WR-CALNAME")]
    return "".join([*(f"{line}\r\n" for line in head), *texts, "END:VCALENDAR\r\n"]).encode()


def event(row: Row, labels: Labels) -> str:
    """One next step that has :func:`days`, as an event; its fixed words are those of ``labels``."""
    found = days(row)
    assert found, "asked of steps with a day alone"
    progress, handling = Progress(str(row["progress"])), Handling(str(row["handling"]))
    stamp = row["as_of"]
    properties = {
        "UID": f"{row['talks']}.{row['id']}@reportgen",
        "DTSTAMP": f"{_day(stamp)}T000000Z" if isinstance(stamp, date) else "",
        "DTSTART;VALUE=DATE": _day(found[0]),
        "DTEND;VALUE=DATE": _day(_after(found[1])),
        "SUMMARY": _escaped(_summary(row, labels)),
        "DESCRIPTION": _escaped("\n".join(_description(row, labels))),
        "LOCATION": _escaped(str(row["place"] or "")),
        "CATEGORIES": ",".join(_escaped(str(each)) for each in (row["issue_title"], row["talks"]) if each),
        "STATUS": STATUS.get(progress, "TENTATIVE"),
        "CLASS": CLASSES.get(handling, "CONFIDENTIAL"),
        "TRANSP": "TRANSPARENT",
    }
    lines = ["BEGIN:VEVENT", *(f"{name}:{value}" for name, value in properties.items() if value), "END:VEVENT"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _summary(row: Row, labels: Labels) -> str:
    """Who is to do what; of a window with one end also which end the day is."""
    text = str(row["text"]).removesuffix(".")
    start, end = row["due_start"], row["due_end"]
    open_end = ""
    if isinstance(end, date) and not start:
        open_end = labels.fill("due", "until", end=labels.day(end))
    elif isinstance(start, date) and not end:
        open_end = labels.fill("due", "from", start=labels.day(start))
    return f"{row['owner_names']}{labels.groups['memo']['colon']}{text}" + (f" ({open_end})" if open_end else "")


def _description(row: Row, labels: Labels) -> Iterator[str]:
    """What is known of the step, a line each: its talks, its time and standing, then the source's words."""
    memo, field = labels.groups["memo"], labels.groups["field"]
    public = row["handling"] == Handling.PUBLIC
    told = {
        field["handling"]: None if public else labels.groups["handling"][str(row["handling"])],
        field["due"]: row["due_as_stated"],
        field["basis"]: row["due_basis"],
        field["note"]: row["due_note"],
        field["firmness"]: labels.groups["firmness"][str(row["firmness"])],
        field["progress"]: labels.groups["progress"][str(row["progress"])],
        field["conditions"]: row["conditions"],
        field["limits"]: row["limits"],
    }
    yield f"{row['talks_title']} ({row['talks']}, {row['id']})"
    for name, value in told.items():
        for line in str(value).splitlines() if value else ():
            yield f"{name}{memo['colon']}{line}"
    yield f"{memo['source_words']}{memo['colon']}".rstrip()
    pieces, places = str(row["evidence"]).split("\n"), str(row["citations"]).split("\n")
    yield from (f"{words} ({place})" for words, place in zip(pieces, places, strict=False))
    yield str(row["source_names"])


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _after(day: date) -> date:
    """The day on which an all-day event is over: the one after its last (§ 3.6.1)."""
    return day if day == date.max else day + timedelta(days=1)


def _escaped(text: str) -> str:
    """A value of type TEXT (§ 3.3.11)."""
    for character, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(character, written)
    return text


def _folded(line: str) -> str:
    """A line in lines of at most 75 octets; no character is parted."""
    lines, room = [""], LONGEST
    for character in line:
        octets = len(character.encode())
        if octets > room:
            lines.append(" ")
            room = LONGEST - 1
        lines[-1] += character
        room -= octets
    return "\r\n".join(lines)
