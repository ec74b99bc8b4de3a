"""Phrases as they are written → patterns of words; a phrase out of form, or past the limits of a table, is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product

from msgspec import Struct

from reportgen.sources.script import WORD

GAP = 3
"""The most words that "…" may stand for."""

LONGEST = 1_000
"""Characters of a phrase, or of a word of a list."""
LONGEST_NAME = 40
"""Characters of a list's name."""
MOST_OPTIONAL = 8
"""Parts of a phrase that may be left out; each doubles its wordings."""
MOST_GAPS = 8
"""Gaps of a phrase, ANY among them."""
MOST_CHOICES = 1_000
"""Words of which one must stand, in one place of a phrase or in one list."""
MOST_WORDS = 200_000
"""Words of all phrases of a table, in each of their wordings."""
MOST_COMPARED = 5_000
"""Comparisons that all phrases with one first word may need where that word stands in a text."""

ANY, YEAR = "ANY", "YEAR"
"""In a phrase: any one word, and a number such as 2019."""
RESERVED = (ANY, YEAR)

PIECE = re.compile(r"\([^()]*\)|…|\.\.\.|[^\s()…]+")
NAME = re.compile(r"[A-Z]{2,}")
PLAIN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class PhraseError(ValueError):
    """A phrase cannot be read: ``words`` is the part to blame, ``remedy`` what would do."""

    def __init__(self, words: str, message: str, remedy: str = "") -> None:
        self.words, self.remedy = words, remedy
        super().__init__(message)


Alternatives = frozenset[tuple[str, ...]]
"""The runs of words of which one must stand."""


class Gap(Struct, frozen=True):
    """Up to so many words, whatever they are."""

    most: int
    least: int = 0


Pattern = tuple[Alternatives | Gap, ...]
"""One way in which a phrase may be worded; none begins or ends with a gap."""


class Budget:
    """What the phrases of a table have taken of the limits so far."""

    def __init__(self) -> None:
        self._words, self._compared = 0, Counter[str]()

    def take(self, phrase: str, patterns: tuple[Pattern, ...]) -> None:
        """Raises :class:`PhraseError` when with this phrase there is more to look for than a table may have."""
        for pattern in patterns:
            self._words += sum(1 if isinstance(slot, Gap) else len(slot) for slot in pattern)
            if self._words > MOST_WORDS:
                message = f"With this phrase the table has more than {MOST_WORDS:,} words to look for, in all wordings."
                raise PhraseError(phrase, message, "Use fewer phrases, or shorter lists.")
            compared = _compared(pattern)
            for word in first_words(pattern):
                self._compared[word] += compared
                if self._compared[word] > MOST_COMPARED:
                    message = f'Phrases that begin with "{word}" need more than {MOST_COMPARED:,} comparisons of words.'
                    raise PhraseError(phrase, message, 'Use fewer of them, or fewer "…" and brackets in them.')


def _compared(pattern: Pattern) -> int:
    """The most comparisons that finding this wording can take where its first word stands."""
    shortest = longest = compared = 0
    for slot in pattern:
        if isinstance(slot, Gap):
            each, lengths = slot.most + 1, {slot.least, slot.most}
        else:
            by_first = Counter[str]()
            for run in slot:
                by_first[run[0]] += len(run)
            each, lengths = max(by_first.values(), default=0), {len(run) for run in slot} or {0}
        compared += (longest - shortest + 1) * each
        shortest, longest = shortest + min(lengths), longest + max(lengths)
    return compared


def first_words(pattern: Pattern) -> Iterable[str]:
    """The words with which this wording can begin."""
    return by_first(pattern[0]) if isinstance(pattern[0], frozenset) else ()


def read_list(name: str, words: Iterable[str]) -> Alternatives:
    """The alternatives of a named list: parted by "/", each of one word or more.

    Raises :class:`PhraseError` when the name is not in capitals or has a meaning already, and for what is no word.
    """
    if len(name) > LONGEST_NAME:
        raise PhraseError("", f"The name of a list has at most {LONGEST_NAME} characters, and this has {len(name):,}.")
    if not NAME.fullmatch(name) or name in RESERVED:
        raise PhraseError(name, f'"{name}" cannot name a list.', "Use capitals, as in AGREE; not ANY, not YEAR.")
    every = [each for entry in words for each in entry.split("/")]
    if len(every) > MOST_CHOICES:
        raise PhraseError("", f"A list has at most {MOST_CHOICES:,} words, and this has {len(every):,}.")
    return frozenset(map(_run, every))


@lru_cache(maxsize=4096)
def _run(words: str) -> tuple[str, ...]:
    _refuse_long(words)
    if words.isascii() and words.isalpha():  # nearly all are, and need no closer look
        return (words.casefold(),)
    if not words.strip() or not all(PLAIN.fullmatch(word) for word in words.split()):
        raise PhraseError(words.strip(), f'"{words.strip()}" is not a word.')
    return tuple(match.group().casefold() for match in WORD.finditer(words))


def _refuse_long(words: str) -> None:
    if len(words) > LONGEST:
        raise PhraseError("", f"A phrase has at most {LONGEST:,} characters, and this has {len(words):,}.")


def read_phrase(phrase: str, lists: Mapping[str, Alternatives]) -> tuple[Pattern, ...]:
    """Every wording of a phrase. Raises :class:`PhraseError` when it cannot be read."""
    _refuse_long(phrase)
    if ("(" in phrase or ")" in phrase) and re.search(r"[()]", re.sub(r"\([^()]*\)", "", phrase)):
        raise PhraseError(phrase, f'A bracket in "{phrase}" is not closed, or stands inside another.')
    found = PIECE.findall(phrase)
    if sum(piece.startswith("(") for piece in found) > MOST_OPTIONAL:
        remedy = "Write a phrase for each wording that is in use."
        raise PhraseError(phrase, f"A phrase has at most {MOST_OPTIONAL} parts that may be left out.", remedy)
    choices = [_wordings(piece, lists) for piece in found]
    if sum(isinstance(slot, Gap) for wordings in choices for slot in wordings[-1]) > MOST_GAPS:
        raise PhraseError(phrase, f'A phrase has at most {MOST_GAPS} gaps ("…" and ANY).', "Write two phrases of it.")
    patterns = tuple(tuple(slot for part in chosen for slot in part) for chosen in product(*choices))
    if not all(
        pattern and not isinstance(pattern[0], Gap) and not isinstance(pattern[-1], Gap) for pattern in patterns
    ):
        raise PhraseError(phrase, "A phrase must begin and end with a word that has to be there.")
    return patterns


def _wordings(piece: str, lists: Mapping[str, Alternatives]) -> tuple[Pattern, ...]:
    if piece.startswith("("):
        return ((), tuple(_slot(inner, lists) for inner in PIECE.findall(piece[1:-1])))
    return ((_slot(piece, lists),),)


def _slot(piece: str, lists: Mapping[str, Alternatives]) -> Alternatives | Gap:
    if piece in ("…", "..."):
        return Gap(GAP)
    if piece == ANY:
        return Gap(1, 1)
    if piece in lists:
        return lists[piece]
    if piece.islower() and "/" not in piece:
        return _one(piece)
    words = piece.split("/")
    found: set[tuple[str, ...]] = set()
    if sum(len(lists.get(word, ())) or 1 for word in words) > MOST_CHOICES:
        raise PhraseError(piece, f"At most {MOST_CHOICES:,} words can stand for one another in a phrase.")
    for word in words:
        if word in lists:
            found |= lists[word]
        elif word == YEAR:
            found.add((YEAR,))
        elif NAME.fullmatch(word):
            raise PhraseError(word, f'There is no list "{word}".')
        else:
            found.add(_run(word))
    return frozenset(found)


@lru_cache(maxsize=4096)
def _one(word: str) -> Alternatives:
    """The only choice of most places."""
    return frozenset((_run(word),))


@lru_cache(maxsize=4096)  # a list of words stands in many phrases
def by_first(alternatives: Alternatives) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The alternatives by their first words."""
    first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for run in sorted(alternatives):
        first[run[0]] = (*first.get(run[0], ()), run)
    return first
