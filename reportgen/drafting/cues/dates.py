"""Days in a text: when a meeting was held, when a step is due; worked out days carry how they were worked out.

The names of months and weekdays, and the words for today and yesterday, stand in the drafting table of a language;
a day such as 2023年10月26日 or 2023-10-26 is read in any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import DraftingTable
from reportgen.drafting.proposal import Written

NUMBERS = re.compile(
    r"(?:(?P<year>\d{4})[-年]\s?)?(?P<month>\d{1,2})[-月]\s?(?P<first>\d{1,2})日?(?:[至到–-](?P<last>\d{1,2})日)?"
)
BY = re.compile(r"\b(?:by|avant le|d'ici le|d'ici au|antes del?|no later than)\s+$", re.IGNORECASE)
LATER = 31
"""Days after the publication within which a day without its year is taken to lie ahead."""


class Days(Struct, frozen=True):
    """Days as a text states them: its words, the first and the last day, how they were worked out if they were."""

    as_stated: str
    start: date | None = None
    end: date | None = None
    basis: str = ""


class Calendar(Struct, frozen=True):
    """How a language writes days: patterns with the groups first, last, month and year; its names in their order."""

    dated: tuple[re.Pattern[str], ...]
    today: re.Pattern[str] | None
    yesterday: re.Pattern[str] | None
    weekdays: re.Pattern[str] | None
    months: tuple[str, ...]
    names: tuple[str, ...]

    def month(self, written: str) -> int:
        """The number of a month by its name, or by its first letters."""
        if written.isdigit():
            return int(written)
        if written.casefold() in (names := [name.casefold() for name in self.months]):
            return names.index(written.casefold()) + 1
        start = written.casefold().rstrip(".")[:3]
        return next(number for number, name in enumerate(self.months, 1) if name.casefold().startswith(start))


@lru_cache(maxsize=16)
def calendar(language: DraftingTable) -> Calendar:
    """The patterns for a table's names of months and weekdays."""
    months, weekdays = language.listed["months"], language.listed["weekdays"]
    month = "|".join(
        f"{re.escape(name[:3])}(?:{re.escape(name[3:])}|\\.)?" if len(name) > 4 else name for name in months
    )
    year = r"(?:(?:,?\s+|\s+de\s+)(?P<year>\d{4}))?\b"
    last = r"(?:(?:\s*[–-]\s*|\s+(?:and|et|y)\s+)(?P<last>\d{1,2}))?"
    day_month = rf"\b(?P<first>\d{{1,2}})(?:er)?{last}\s+(?:de\s+)?(?P<month>{month}){year}"
    month_day = rf"\b(?P<month>{month})\s+(?P<first>\d{{1,2}}){last}{year}"
    dated = [re.compile(pattern, re.IGNORECASE) for pattern in (month_day, day_month) if months]
    names = "|".join(map(re.escape, weekdays))
    joint = r"(?:\s+(?:and|through|to|et|y|al)\s+(?:el\s+|le\s+)?"
    days = rf"\b(?:on\s+|le\s+|el\s+)?({names}){joint}({names}))?\b" if weekdays else ""
    return Calendar(
        (*dated, NUMBERS),
        _any(language.listed["today"]),
        _any(language.listed["yesterday"]),
        re.compile(days, re.IGNORECASE) if days else None,
        months,
        tuple(name.casefold() for name in weekdays),
    )


def _any(words: Iterable[str]) -> re.Pattern[str] | None:
    written = "|".join(rf"\b{re.escape(word)}\b" if word[:1] < "\u2e80" else re.escape(word) for word in words)
    return re.compile(written, re.IGNORECASE) if written else None


def days_in(text: str, published: date | None, language: DraftingTable) -> Days | None:
    """The days a sentence names: a full date, a date without its year, "today", a weekday; nothing otherwise.

    What is not a full date is counted back from the day of publication; without one only the words are known.
    """
    known = calendar(language)
    if found := _dated(text, published, known):
        return found
    for pattern, back in ((known.today, 0), (known.yesterday, 1)):
        if pattern and (match := pattern.search(text)):
            return _counted(match.group(), published, back)
    if known.weekdays and (match := known.weekdays.search(text)):
        return _weekdays(match, published, known)
    return None


def _dated(text: str, published: date | None, known: Calendar) -> Days | None:
    for pattern in known.dated:
        if match := pattern.search(text):
            stated, month = match.group(), known.month(match["month"])
            if not match["year"] and not published:
                return Days(stated)
            year = int(match["year"]) if match["year"] else _year(month, published)
            start, end = _day(year, month, match["first"]), _day(year, month, match["last"] or match["first"])
            if not start or not end or end < start:
                return Days(stated)
            worked_out = not match["year"] and published is not None
            basis = f"the year is that of the publication, {published.isoformat()}" if worked_out and published else ""
            return Days(stated, start, end, basis)
    return None


def _year(month: int, published: date | None) -> int:
    """The year in which a month lies nearest before the publication, or a month after it."""
    assert published is not None
    ahead = (published + timedelta(days=LATER)).month
    return published.year - 1 if month > ahead and month - published.month > 2 else published.year


def _day(year: int, month: int, day: str) -> date | None:
    try:
        return date(year, month, int(day))
    except ValueError:
        return None


def _counted(words: str, published: date | None, back: int) -> Days:
    if not published:
        return Days(words)
    day = published - timedelta(days=back)
    return Days(words, day, day, f'"{words}", counted from the publication of {published.isoformat()}')


def _weekdays(match: re.Match[str], published: date | None, known: Calendar) -> Days:
    if not published:
        return Days(match.group())
    named = [known.names.index(name.casefold()) for name in match.groups() if name]
    end = published - timedelta(days=(published.weekday() - named[-1]) % 7)
    start = end - timedelta(days=(named[-1] - named[0]) % 7)
    told = " and ".join(known.names[each].capitalize() for each in named)
    today = known.names[published.weekday()].capitalize()
    return Days(
        match.group(), start, end, f"the last {told} up to the publication of {published.isoformat()}, a {today}"
    )


def due(sentence: Sentence, published: date | None) -> Written:
    """When a step is due, in the source's words: a day where a full date is given, else the words; not_stated."""
    times = sentence.language.every("times", sentence.tokens)
    dated = _dated(sentence.text, None, calendar(sentence.language))
    if dated and dated.start and dated.start == dated.end:
        kind = "window" if BY.search(sentence.text[: sentence.text.index(dated.as_stated)]) else "date"
        day = "end" if kind == "window" else "date"
        return {"kind": kind, "as_stated": dated.as_stated, day: dated.start.isoformat()}
    if not times:
        return {"kind": "relative", "as_stated": dated.as_stated} if dated else "not_stated"
    first, last = max(times, key=lambda span: span[1] - span[0])
    words: dict[str, Written] = {"kind": "relative", "as_stated": sentence.words(first, last)}
    if published:
        words["anchor"] = published.isoformat()
    return words


def first_days(texts: Iterable[str], published: date | None, language: DraftingTable) -> Days | None:
    """The days of the first sentence that names any."""
    return next((found for text in texts if (found := days_in(text, published, language))), None)
