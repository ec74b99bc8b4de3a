"""Labels filled in, days and lists, in the language of one memo."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from babel import Locale, UnknownLocaleError
from msgspec import Struct, field

from reportgen.labels.counting import Counting
from reportgen.model.words import Word

PART = re.compile(r"\{(\w+)\}")
"""What is filled in."""


class Plural:
    """A label with a form for each kind of number; it says nothing until it is told the number."""

    __slots__ = ("form", "forms")

    def __init__(self, forms: tuple[str, ...], form: Counting) -> None:
        self.forms, self.form = forms, form

    def words(self, count: int) -> str:
        """The words that go with such a number."""
        return self.forms[min(self.form(abs(count)), len(self.forms) - 1)]

    def __iter__(self) -> Iterator[str]:
        return iter(self.forms)


class Labels(Struct, frozen=True):
    """The words of one language: group → key → words; and, of those that go by a number, their forms."""

    language: str
    groups: Mapping[str, Mapping[str, str]]
    plurals: Mapping[str, Mapping[str, Plural]] = field(default_factory=dict)
    english: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Group → English words → key: for words that a file of the desk's has, and may have changed."""

    def of(self, group: str, word: Word) -> str:
        """The words for a word of one of the record's vocabularies."""
        return self.groups[group][word.value]

    def fill(self, group: str, key: str, /, **parts: str | int) -> str:
        """Fixed words with their ``{parts}`` filled in, in the form that goes with ``count``."""
        texts = {name: self.number(part) if isinstance(part, int) else part for name, part in parts.items()}
        plural = self.plurals.get(group, {}).get(key)
        words = plural.words(int(parts["count"])) if plural else self.groups[group][key]
        return fill(words, **texts)

    def translated(self, group: str, english: str) -> str:
        """The words for English ones that the catalogue has; any others stay as they are."""
        key = self.english.get(group, {}).get(english)
        return self.groups[group][key] if key else english

    def number(self, number: int) -> str:
        """A whole number: 1,200."""
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=locale_of(self.language)))

    def listed(self, names: Iterable[str]) -> str:
        """Several names: Wang Yi and Antony Blinken."""
        return listed(names, self.language)

    def named(self, group: str) -> Mapping[str, str | Plural]:
        """Every label of a group by its key, as a template sees it."""
        return {**self.groups.get(group, {}), **self.plurals.get(group, {})}

    def day(self, day: date) -> str:
        """A day with its month spelt out: 27 October 2023."""
        return _written(day, "long", locale_of(self.language))

    def language_called(self, tag: str) -> str:
        """What a language (a BCP 47 tag) is called: Chinese for ``zh``; the tag itself where that is not known."""
        try:
            return locale_of(tag).get_display_name(locale_of(self.language)) or tag
        except (UnknownLocaleError, ValueError):
            return tag

    def days(self, start: date, end: date) -> str:
        """A run of days: 26–27 October 2023."""
        if start == end:
            return self.day(start)
        locale = locale_of(self.language)
        changed = "y" if start.year != end.year else "M" if start.month != end.month else "d"
        first, second = locale.interval_formats["yMMMd"][changed]
        return "".join(_written(day, _long(part), locale) for day, part in ((start, first), (end, second)))


def locale_of(language: str) -> Locale:
    """How a language (a BCP 47 tag) writes days and lists, or its main form where the region is not known.

    Raises ``ValueError`` or ``UnknownLocaleError`` where neither is.
    """
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(language.partition("-")[0])


def listed(names: Iterable[str], language: str) -> str:
    """Several names as a language lists them, with commas alone where that is not known."""
    from babel.lists import format_list

    try:
        return str(format_list([*names], locale=locale_of(language)))
    except (UnknownLocaleError, ValueError):
        return ", ".join(names)


def enumerated(names: Iterable[str], language: str) -> str:
    """Several names one after the other, as a table or a head has them: Wang Yi, Antony Blinken."""
    try:
        between = str(locale_of(language).list_patterns["standard"]["middle"])
    except (UnknownLocaleError, ValueError):
        between = "{0}, {1}"
    return between.removeprefix("{0}").removesuffix("{1}").join(names)


def _written(day: date, pattern: str, locale: Locale) -> str:
    """A day by a pattern. French calls the first of a month so, which CLDR has no pattern for: 1er novembre."""
    from babel.dates import format_date  # which knows the time zones of the world

    text = str(format_date(day, pattern, locale))
    return re.sub(r"\b1\b", "1er", text, count=1) if locale.language == "fr" and day.day == 1 else text


def _long(pattern: str) -> str:
    """A pattern for dates (CLDR) with its month spelt out."""
    return re.sub(r"(?<![ML])[ML]{3}(?![ML])", "MMMM", pattern)


def fill(words: str, /, **parts: str) -> str:
    """``words`` with each ``{name}`` replaced by the part of that name; nothing in a part is replaced again."""
    filled = ""
    for piece in pieces(words, parts):
        filled += piece  # what is safe as markup stays so, and makes the rest safe
    return filled


def pieces(words: str, parts: Mapping[str, str]) -> list[str]:
    """``words`` taken apart at each ``{name}`` of a part, the parts in place."""
    found, at = [], 0
    for match in PART.finditer(words):
        if match[1] in parts:
            found += [words[at : match.start()], parts[match[1]]]
            at = match.end()
    return [*found, words[at:]]
