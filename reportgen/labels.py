"""The fixed words of memos, from one catalogue a language, and dates in that language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from reportgen.errors import AudienceError, Place, Problem, did_you_mean
from reportgen.model.words import Word
from reportgen.yamlfile import YamlFile, read


@dataclass(frozen=True)
class Labels:
    """The words of one catalogue: group → key → words."""

    language: str
    groups: Mapping[str, Mapping[str, str]]

    def of(self, group: str, word: Word) -> str:
        """The words for a word of one of the record's vocabularies."""
        return self.groups[group][word.value]

    def fill(self, group: str, key: str, /, **parts: str) -> str:
        """Fixed words with their ``{parts}`` filled in."""
        return fill(self.groups[group][key], **parts)

    def day(self, day: date) -> str:
        """A day with its month spelt out: 27 October 2023."""
        return str(format_date(day, "long", locale=self._locale))

    def days(self, start: date, end: date) -> str:
        """A run of days: 26–27 October 2023."""
        if start == end:
            return self.day(start)
        locale = self._locale
        changed = "y" if start.year != end.year else "M" if start.month != end.month else "d"
        first, second = locale.interval_formats["yMMMd"][changed]
        return "".join(str(format_date(day, _long(part), locale)) for day, part in ((start, first), (end, second)))

    @property
    def _locale(self) -> Locale:
        try:
            return Locale.parse(self.language, sep="-")
        except (UnknownLocaleError, ValueError):
            return Locale.parse(self.language.partition("-")[0])


def _long(pattern: str) -> str:
    """A pattern for dates (CLDR) with its month spelt out."""
    return re.sub(r"\bM{3}\b|\bL{3}\b", "MMMM", pattern)


def fill(words: str, /, **parts: str) -> str:
    """``words`` with each ``{name}`` replaced by the part of that name; nothing in a part is replaced again."""
    out, rest = "", words
    while rest:
        before, brace, after = rest.partition("{")
        name, closed, remainder = after.partition("}")
        known = bool(brace and closed and name in parts)
        out += before + (parts[name] if known else brace)
        rest = remainder if known else after
    return out


def load_labels(folders: tuple[Path, ...], language: str) -> Labels:
    """The catalogue for ``language`` (``en-GB`` falls back to ``en``) in the ``labels`` of these folders.

    Words that the first folder's catalogue lacks come from the next one's. Raises
    :class:`AudienceError` when there is none at all, or one is not groups of words.
    """
    primary = language.partition("-")[0]
    names = dict.fromkeys((language, primary))
    paths = [p for folder in folders for name in names if (p := folder / "labels" / f"{name}.yaml").is_file()]
    if not paths:
        known = sorted({each.stem for folder in folders for each in (folder / "labels").glob("*.yaml")})
        message = f'There are no labels for the language "{language}".'
        raise AudienceError([Problem(Place(str(folders[0] / "labels")), message, did_you_mean(language, known))])
    groups: dict[str, dict[str, str]] = {}
    for path in reversed(paths):
        groups = _groups(read(path, error=AudienceError), groups)
    return Labels(language, groups)


def _groups(file: YamlFile, base: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    groups = {name: dict(words) for name, words in base.items()}
    problems: list[Problem] = []
    for name, words in file.root.items() if isinstance(file.root, dict) else ():
        if not isinstance(words, dict):
            problems.append(
                Problem(file.place((name,)), f'"{name}" must be a group of words.', "Indent its words under it.")
            )
            continue
        group = groups.setdefault(name, {})
        for key, text in words.items():
            if isinstance(text, str) and text:
                group[key] = text
            else:
                problems.append(Problem(file.place((name, key)), f'The label "{key}" has no words.', "Write them."))
    if problems:
        raise AudienceError(problems)
    return groups
