"""The fixed words of memos, from one catalogue a language, and dates in that language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
    return re.sub(r"(?<![ML])[ML]{3}(?![ML])", "MMMM", pattern)


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
    :class:`AudienceError` when there is none at all, or with every fault: what is not groups of
    words, a ``{part}`` that nothing fills in, a word that the shipped English catalogue has and this lacks.
    """
    names = dict.fromkeys((language, language.partition("-")[0]))
    paths = [p for folder in folders for name in names if (p := folder / "labels" / f"{name}.yaml").is_file()]
    place = Place(str(paths[0] if paths else folders[0] / "labels"))
    if not paths:
        known = sorted({each.stem for folder in folders for each in (folder / "labels").glob("*.yaml")})
        message = f'There are no labels for the language "{language}".'
        raise AudienceError([Problem(place, message, did_you_mean(language, known))])
    english = _groups(read(folders[-1] / "labels" / "en.yaml", error=AudienceError), {}, {})
    groups: Groups = {}
    for path in reversed(paths):
        groups = _groups(read(path, error=AudienceError), groups, english)
    if problems := [*_lacking(groups, english, place), *_no_calendar(language, place)]:
        raise AudienceError(problems)
    return Labels(language, groups)


Groups = dict[str, dict[str, str]]
PART = re.compile(r"\{(\w+)\}")


def _groups(file: YamlFile, base: Groups, english: Groups) -> Groups:
    groups = {name: dict(words) for name, words in base.items()}
    problems: list[Problem] = []
    for name, words in file.root.items():
        if not isinstance(words, dict):
            message = f'"{name}" must be a group of words.'
            problems.append(Problem(file.place((name,)), message, "Indent its words under it."))
            continue
        for key, text in words.items():
            if isinstance(text, str) and text.strip():
                groups.setdefault(name, {})[key] = text
                problems += _stray_parts(file, (name, key), text, english)
            else:
                problems.append(Problem(file.place((name, key)), f'The label "{key}" has no words.', "Write them."))
    if problems:
        raise AudienceError(problems)
    return groups


def _stray_parts(file: YamlFile, path: tuple[str, str], text: str, english: Groups) -> Iterator[Problem]:
    """Parts in braces that nothing fills in; a desk's own labels may have any."""
    group, key = path
    if key in english.get(group, {}):
        known = PART.findall(english[group][key])
        for part in PART.findall(text):
            if part not in known:
                place = file.within(path, f"{{{part}}}")
                yield Problem(place, f'Nothing fills in "{{{part}}}" in the label "{key}".', did_you_mean(part, known))


def _lacking(groups: Groups, english: Groups, place: Place) -> Iterator[Problem]:
    for group, words in english.items():
        for key, text in words.items():
            if key not in groups.get(group, {}):
                yield Problem(place, f'The labels have no words for "{group}: {key}".', f'In English: "{text}".')


def _no_calendar(language: str, place: Place) -> Iterator[Problem]:
    try:
        Labels(language, {}).day(date(2000, 1, 1))
    except (UnknownLocaleError, ValueError):
        yield Problem(place, f'How days are written in the language "{language}" is not known.', "Use a tag of CLDR.")
