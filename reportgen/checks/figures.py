"""E107: numbers, months and days of the week in a text stand in its evidence, or are marked derived."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.base import Statement
from reportgen.model.substance import Agreement
from reportgen.record import Record, Steps

RULE = Rule("E107", "figure-not-in-evidence")

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NUMBER_WORDS = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        range(1, 21),
        strict=True,
    )
)
CALENDAR = re.compile(
    r"\b(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)(?=\s+\d|\s+of\b|[,.;]|$)"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)


def check(record: Record) -> Iterator[Finding]:
    """Every figure or date in an entry's words that its evidence does not have."""
    for part, number, entry in record.talks.entries():
        if isinstance(entry, Statement):
            known = " ".join(f"{piece.text} {piece.translation or ''}" for piece in entry.evidence)
            known += " " + " ".join(derived.words for derived in entry.derived)
            own = [piece for condition in getattr(entry, "conditions", ()) for piece in condition.evidence]
            known += " " + " ".join(piece.text for piece in own)
            for path, text in _texts(entry):
                for figure in unknown_figures(text, known):
                    yield _finding(record, (part, number, *path), entry.id, figure)
    yield from _title(record)


def unknown_figures(text: str, known: str) -> list[str]:
    """The figures, months and days of the week in ``text`` that ``known`` does not have."""
    numbers = {_plain(number) for number in NUMBER.findall(known)}
    numbers |= {str(NUMBER_WORDS[word]) for word in re.findall(r"[a-z]+", known.lower()) if word in NUMBER_WORDS}
    missing = [number for number in NUMBER.findall(text) if _plain(number) not in numbers]
    words = [word for word in CALENDAR.findall(text) if word[:3].lower() not in _starts(known)]
    return list(dict.fromkeys(missing + words))


def _plain(number: str) -> str:
    """A number without the marks that part thousands: 1,250 and 1250 are one."""
    return re.sub(r",(?=\d{3}\b)", "", number).lstrip("0") or "0"


def _starts(text: str) -> set[str]:
    return {word[:3].lower() for word in re.findall(r"\b[A-Z][a-z]{2,}", text)}


def _texts(entry: Statement) -> Iterator[tuple[Steps, str]]:
    yield ("text",), entry.text
    for number, condition in enumerate(getattr(entry, "conditions", ())):
        yield ("conditions", number), condition.text
    if isinstance(entry, Agreement):
        for name in ("what", "where", "when", "how_much"):
            if getattr(entry, name):
                yield (name,), getattr(entry, name)


def _title(record: Record) -> Iterator[Finding]:
    days = [day for meeting in record.talks.meetings for day in (meeting.dates.start, meeting.dates.end) if day]
    known = " ".join(
        [*(f"{day:%d %B %Y} {day:%A}" for day in days), *(each.text for each in record.documents.values())]
    )
    for figure in unknown_figures(record.talks.title, known):
        yield _finding(record, ("title",), "The title", figure)


def _finding(record: Record, path: Steps, entry: str, figure: str) -> Finding:
    told = f'{entry} says "{figure}", which its evidence does not.'
    remedy = f'Take it out, cite the words that have it, or add derived: [{{words: "{figure}", basis: …}}].'
    return RULE.found(entry, record.place(path, figure), told, remedy)
