"""E119: days agree with the words they were worked out from, with the dateline and with the record's day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from reportgen.finding import Finding, Rule
from reportgen.model.sides import MeetingDates
from reportgen.model.substance import Due
from reportgen.model.words import Certainty, DueKind
from reportgen.record import Record, Steps

RULE = Rule("E119", "day-not-as-stated")

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = re.compile(rf"\b({'|'.join(MONTHS)})[a-z]*\b\.?(?=\s*\d|[,;]|$)|(?<=\d )({'|'.join(MONTHS)})[a-z]*\b", re.I)
WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)\b", re.I)
DAY = re.compile(r"(?<![\d:.])\d{1,2}(?![\d:.]\d|\d)")
WEEK = timedelta(days=7)

Fault = tuple[Steps, str, str]


def check(record: Record) -> Iterator[Finding]:
    """Every day that cannot be the one the source's words mean."""
    for entry, (path, told, remedy) in _faults(record):
        yield RULE.found(entry, record.place(path), f"{entry} {told}", remedy)


def _faults(record: Record) -> Iterator[tuple[str, Fault]]:
    latest = max(datelines(record), default=None)
    if latest and latest > record.talks.as_of:
        told = f"is as of {record.talks.as_of}, and has a source of {latest}."
        yield "The record", (("as_of",), told, "Write as_of: the last day of the material used.")
    for number, meeting in enumerate(record.talks.meetings):
        for fault in _of_meeting(record, ("meetings", number, "dates"), meeting.dates):
            yield meeting.id, fault
    for number, step in enumerate(record.talks.next_steps):
        path: Steps = ("next_steps", number, "due")
        days = {"date": step.due.date, "start": step.due.start, "end": step.due.end}
        for fault in (*_of_days(path, days, step.due.as_stated or ""), *_of_due(record, path, step.due)):
            yield step.id, fault


def datelines(record: Record) -> list[date]:
    """The days of the sources' datelines, as far as they can be read; a year left out is that of the record."""
    found: list[date] = []
    for source in record.talks.sources:
        line = source.dateline or ""
        months, days, years = _months(line), DAY.findall(line), re.findall(r"\b\d{4}\b", line)
        if len(months) == 1 and days:
            with suppress(ValueError):
                found.append(date(int(years[0]) if years else record.talks.as_of.year, min(months), int(days[0])))
    return found


def _months(text: str) -> set[int]:
    return {MONTHS.index((first or second).lower()) + 1 for first, second in MONTH.findall(text)}


def _of_days(path: Steps, days: dict[str, date | None], stated: str) -> Iterator[Fault]:
    """Days of the week, months and days of the month in the source's words."""
    weekdays = {WEEKDAYS.index(each.lower()) for each in WEEKDAY.findall(stated)}
    months, numbers = _months(stated), {int(each) for each in DAY.findall(stated)}
    for name, day in days.items():
        if day is None:
            continue
        wrong = weekdays and day.weekday() not in weekdays
        if wrong or (months and (day.month not in months or day.day not in numbers)):
            told = f'gives {day:%A} {day}; the source says "{stated}".'
            yield (*path, name), told, "Correct the day, or the words that state it."


def _of_meeting(record: Record, path: Steps, dates: MeetingDates) -> Iterator[Fault]:
    """A day of the week without a date is one of the seven days up to the dateline."""
    days, stated = {"start": dates.start, "end": dates.end}, dates.as_stated or ""
    yield from _of_days(path, days, stated)
    if dates.certainty is Certainty.STATED and dates.start and not DAY.search(stated):
        told = f'gives {dates.start} as stated; the source says "{stated}".'
        yield (*path, "certainty"), told, "Write certainty: derived, with the basis."
    start, end = dates.start, dates.end or dates.start
    held = {(start + timedelta(each)).weekday() for each in range((end - start).days + 1)} if start and end else set()
    if start and {WEEKDAYS.index(each.lower()) for each in WEEKDAY.findall(stated)} - held:
        told = f'gives {start} to {end}; the source says "{stated}", and one of them is missing.'
        yield (*path, "end"), told, "Correct the days."
    lines = datelines(record)
    weekday_only = bool(lines and WEEKDAY.search(stated) and not _months(stated))
    for name, day in days.items():
        if day and day > record.talks.as_of:
            yield (*path, name), f"gives {day}, which is after the record's own day.", "Correct the day, or as_of."
        elif day and weekday_only and not any(line - WEEK < day <= line for line in lines):
            told = f'gives {day}; the source, of {max(lines)}, says "{stated}", which is one of the days before.'
            yield (*path, name), told, "Correct the day."


def _of_due(record: Record, path: Steps, due: Due) -> Iterator[Fault]:
    """A day has words, or a basis; relative words count from the day of a source or of a meeting."""
    if (due.date or due.start or due.end) and not (due.as_stated or due.basis):
        yield (*path,), "is due on a day, with no words that state it.", "Add as_stated: the words; or the basis."
    held = {day for each in record.talks.meetings for day in (each.dates.start, each.dates.end) if day}
    if due.kind is DueKind.RELATIVE and due.anchor and due.anchor not in held | {*datelines(record)}:
        told = f'counts "{due.as_stated}" from {due.anchor}, on which no source is dated and no meeting was held.'
        yield (*path, "anchor"), told, "Count from the dateline of the source that says so."
