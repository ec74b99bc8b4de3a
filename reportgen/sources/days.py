"""Days as documents write them, in six languages → year (where given), month and day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

_MONTHS: dict[str, int] = {}
for _names in (
    "january february march april may june july august september october november december",
    "jan feb mar apr - jun jul aug sep oct nov dec",
    "- - - - - - - - sept - - -",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr - avr - - juil - - - - déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene - - abr - - - ago - - - dic",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "янв фев мар апр - июн июл авг сен окт ноя дек",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "- - - إبريل - يونيه يوليه - - اكتوبر - -",
    "كانون\N{NO-BREAK SPACE}الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين\N{NO-BREAK SPACE}الأول "
    "تشرين\N{NO-BREAK SPACE}الثاني كانون\N{NO-BREAK SPACE}الأول",
):
    for _month, _name in enumerate(_names.split(" "), 1):
        if _name != "-":
            _MONTHS[_name.replace("\N{NO-BREAK SPACE}", " ")] = _month

_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_HAN = "〇零一二三四五六七八九"
_TENS = re.compile(r"([一二三]?)十([一二三四五六七八九]?)")
DAY = re.compile(
    rf"(?<!\d)(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?!\d)"
    rf"|(?:(?P<year_han>\d{{4}}|[{_HAN}]{{4}})\s?年\s?)?(?P<month_han>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?月\s?"
    rf"(?P<day_han>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?日"
    rf"|(?<!\w)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?\s(?:de\s)?(?P<month>{_MONTH})(?!\w)\.?"
    rf"(?:,?\s(?:de\s|del\s)?(?P<year>\d{{4}})(?!\d))?"
    rf"|(?<!\w)(?P<month_first>{_MONTH})\.?\s(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:])"
    rf"(?:,?\s(?P<year_after>\d{{4}})(?!\d))?",
    re.IGNORECASE,
)
WITHIN = timedelta(days=92)
"""How far apart two days may be so that one may lend the other its year."""


class Day(Struct, frozen=True):
    """A day as written; ``year`` is 0 where none is given."""

    year: int
    month: int
    day: int
    words: str

    @property
    def whole(self) -> date | None:
        """The day of the calendar, where the year is given."""
        return _calendar(self.year, self.month, self.day) if self.year else None

    def with_year_of(self, other: date) -> date | None:
        """This day in the last year in which it lies not after ``other``, if it lies near."""
        for year in (other.year, other.year - 1, other.year + 1):
            found = _calendar(year, self.month, self.day)
            if found and -timedelta(days=1) <= other - found <= WITHIN:
                return found
        return None


def days(text: str) -> Iterator[Day]:
    """The days that stand in a text, in order."""
    for match in DAY.finditer(text):
        part = match.groupdict()
        if part["iso"]:
            year, month, day = map(int, part["iso"].split("-"))
        elif part["month_han"]:
            year, month, day = (_number(part[name] or "0") for name in ("year_han", "month_han", "day_han"))
        else:
            month = _MONTHS[(part["month"] or part["month_first"]).casefold()]
            day = int(part["day"] or part["day_after"])
            year = int(part["year"] or part["year_after"] or 0)
        if _calendar(year or 2000, month, day):
            yield Day(year, month, day, match.group())


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    if tens := _TENS.fullmatch(text):
        return (_HAN.index(tens[1]) - 1 if tens[1] else 1) * 10 + (_HAN.index(tens[2]) - 1 if tens[2] else 0)
    value = "".join(str(max(0, _HAN.index(each) - 1)) if each in _HAN else each for each in text)
    return int(value) if value.isdigit() else 0
