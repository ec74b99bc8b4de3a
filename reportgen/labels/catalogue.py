"""A gettext catalogue → its labels, each with its place; or every fault in it.

Babel reads the words; what it passes over in silence (a line without its closing quotation mark, a
label given twice) is looked for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po
from msgspec import Struct

from reportgen.errors import AudienceError, Place, Problem
from reportgen.labels.counting import Counting
from reportgen.labels.keeping import TEMPLATE
from reportgen.yamlfile import characters, opening
from reportgen.yamlfile.lines import Lines

LINE = re.compile(r'(?:(?P<keyword>msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"(?P<words>(?:[^"\\]|\\.)*)"')
NAME = re.compile(r"\w+\.\w+")
FORMS = re.compile(r"nplurals\s*=\s*(\d+)")
LONGEST = 4_000
"""Characters of a label, in English or in any of its forms; the longest that is shipped has 280."""
LONGEST_LINE = 8_000
MOST_LABELS = 5_000
MOST_FORMS = 6
"""Plural forms; Arabic has so many."""
MOST_PROBLEMS = 20
"""Told at once."""


class Label(Struct, frozen=True):
    """One label of a file: ``english`` as the file has it, and its ``words``, one or one a plural form."""

    group: str
    key: str
    english: tuple[str, ...]
    words: tuple[str, ...]
    fuzzy: bool
    line: int
    """Where its ``msgid`` stands."""

    @property
    def name(self) -> str:
        """As ``msgctxt`` has it."""
        return f"{self.group}.{self.key}"


class Catalogue(Struct, frozen=True):
    """A file's labels by name, and which plural form a number takes."""

    labels: dict[str, Label]
    form: Counting
    lines: Lines

    def place(self, label: Label, part: str = "") -> Place:
        """Where a label stands; or, of its last line with such a part, the part."""
        first = label.line
        texts = self.lines.lines
        last = next((at for at in range(first, len(texts)) if not texts[at].strip()), len(texts))
        found = [at for at in range(first - 1, last) if part in texts[at]]
        line = (found[-1] if part and found else first - 1) + 1
        column = texts[line - 1].find(part) + 1
        return Place(self.lines.name, line, column, texts[line - 1], max(len(part), 1))


def read_catalogue(path: Path, language: str) -> Catalogue:
    """The catalogue at ``path``; ``language`` has the say where its head says nothing of plurals.

    Raises :class:`AudienceError` with every fault.
    """
    name = str(path)
    try:
        lines = Lines(name, opening.read_text(path, name))
    except opening.UnreadableError as fault:
        raise AudienceError([fault.problem]) from None
    if problems := list(islice(_too_much(lines), MOST_PROBLEMS)):
        raise AudienceError(problems)
    named, problems = _names(lines)
    wrong = chain(characters.refused(lines), _broken_lines(lines), problems)
    if problems := list(islice(wrong, MOST_PROBLEMS)):
        raise AudienceError(problems)
    try:
        read = read_po(lines.lines, _locale(language), ignore_obsolete=True, abort_invalid=True)
        form = Counting(read.plural_expr)
    except PoFileError as error:
        message = str(error).rpartition(" on ")[0]
        raise AudienceError(
            [Problem(_line(lines, error.lineno + 1), f"The catalogue breaks off: {message}.")]
        ) from None
    except (ValueError, UnknownLocaleError) as error:
        raise AudienceError([Problem(Place(name), f"The head of the catalogue cannot be used: {error}.")]) from None
    labels = list(_labels(read, template=path.name == TEMPLATE))
    catalogue = Catalogue({label.name: label for label in labels}, form, lines)
    faults = (problem for label in labels for problem in _unusable(catalogue, label))
    if problems := list(islice(faults, MOST_PROBLEMS)):
        raise AudienceError(problems)
    if lost := [
        Problem(_line(lines, line), f'The label "{name}" has no msgid.', f"Write its English words, as in {TEMPLATE}.")
        for name, line in named.items()
        if name not in catalogue.labels
    ]:
        raise AudienceError(lost[:MOST_PROBLEMS])
    return catalogue


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.partition("-")[0])
    except (UnknownLocaleError, ValueError):
        return None


def _labels(read: Catalog, *, template: bool) -> Iterator[Label]:
    for message in read:
        if message.id:
            group, _, key = (message.context or "").partition(".")
            english = _several(message.id)
            words = english if template else _several(message.string)
            yield Label(group, key, english, words, message.fuzzy, message.lineno or 1)


def _several(words: str | Sequence[str] | None) -> tuple[str, ...]:
    return (words or "",) if isinstance(words, str | None) else tuple(words)


def _unusable(catalogue: Catalogue, label: Label) -> Iterator[Problem]:
    """What makes a label useless, whatever the others are."""
    english = label.english[0]
    if longest := max((len(words) for words in (*label.english, *label.words) if len(words) > LONGEST), default=0):
        message = f"A label has at most {LONGEST:,} characters, and this has {longest:,}."
        yield Problem(catalogue.place(label), message, "Make it shorter, or print such a text in a section.")
    elif not NAME.fullmatch(label.name):
        remedy = 'Write the line msgctxt "group.key" above its msgid.'
        yield Problem(catalogue.place(label), f'The label "{english}" has no name.', remedy)
    elif label.fuzzy:
        remedy = 'Check its words, and delete "fuzzy".'
        yield Problem(
            catalogue.place(label), f'The label "{label.name}" is marked fuzzy: nobody has checked it.', remedy
        )
    elif any(label.words) and not all(words.strip() for words in label.words):
        message = f'The label "{label.name}" has no words'
        yield Problem(
            catalogue.place(label), f"{message}{' in one of its forms' * (len(label.words) > 1)}.", "Write them."
        )


def _too_much(lines: Lines) -> Iterator[Problem]:
    """What would take without end to read."""
    labels = 0
    for number, line in enumerate(lines.lines, start=1):
        if len(line) > LONGEST_LINE:
            message = f"A line of a catalogue has at most {LONGEST_LINE:,} characters, and this has {len(line):,}."
            yield Problem(Place(lines.name, number, 1), message, "A label may be written over several lines.")
        elif any(int(count) > MOST_FORMS for count in FORMS.findall(line)):
            message = f"A language has at most {MOST_FORMS} plural forms (nplurals)."
            yield Problem(_line(lines, number), message, "Copy the line from a catalogue of that language.")
        labels += line.lstrip().startswith("msgid ")
        if labels > MOST_LABELS:
            yield Problem(_line(lines, number), f"A catalogue has at most {MOST_LABELS:,} labels.", "Take some out.")
            return


def _broken_lines(lines: Lines) -> Iterator[Problem]:
    for number, line in enumerate(lines.lines, start=1):
        text = line.strip().removeprefix("#~").strip()
        if text and not text.startswith("#") and not LINE.fullmatch(text):
            message = "This line is neither a comment nor a keyword of gettext with words in quotation marks."
            remedy = 'As in: msgstr "words"; a quotation mark among the words is written \\".'
            yield Problem(_line(lines, number), message, remedy)


def _names(lines: Lines) -> tuple[dict[str, int], list[Problem]]:
    """The names of the labels with their lines, and a problem for each that is given twice."""
    seen: dict[str, int] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines.lines, start=1):
        found = LINE.fullmatch(line.strip())
        if found and found["keyword"] == "msgctxt":
            name = found["words"]
            if name in seen:
                message = f'The label "{name}" stands here for the second time; the first is on line {seen[name]}.'
                problems.append(Problem(_line(lines, number), message, "Delete one of them."))
            seen.setdefault(name, number)
    return seen, problems


def _line(lines: Lines, number: int) -> Place:
    text = lines.line(number)
    return Place(lines.name, number, 1, text, max(len(text), 1))
