"""Phrases as a desk writes them → where they stand in a text, word by word.

A text is read as words; what parts them decides only whether a phrase may run on: a comma may stand
inside a phrase, the end of a clause (``. ; : ! ?``, a dash, a bracket) may not. Words are compared
without regard to case, so that "Agreed" is "agreed"; how a phrase is written stands at the top of
``templates/cues/en.yaml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

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
CLAUSE_ENDS = re.compile(r"""[.;:!?](?=[\s"'”’»)\]]|$)|[…()\[\]—–]|\s-+\s""")
INITIAL = re.compile(r"(?:^|\W)[^\W\d_]$")


class PhraseError(ValueError):
    """A phrase cannot be read: ``words`` is the part to blame, ``remedy`` what would do."""

    def __init__(self, words: str, message: str, remedy: str = "") -> None:
        self.words, self.remedy = words, remedy
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: in small letters, its offsets, and what stands between it and the one before."""

    word: str
    start: int
    end: int
    clause: bool
    """Whether it begins a clause."""
    comma: bool
    """Whether a comma stands before it."""


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, in order; signs of scripts without spaces count as words."""
    read: list[Token] = []
    at, between = 0, ""
    for match in WORD.finditer(text):
        between += text[at : match.start()]
        at = match.end()
        if not match.group()[0].isalnum():  # punctuation of a script without spaces
            between += "," if match.group() in "，、" else "."
            continue
        initial = between.startswith(". ") and bool(read) and INITIAL.search(text[: read[-1].end])
        clause = not read or bool(CLAUSE_ENDS.search(between.removeprefix(".") if initial else between))
        read.append(Token(match.group().casefold(), match.start(), match.end(), clause, "," in between))
        between = ""
    return tuple(read)


Alternatives = frozenset[tuple[str, ...]]
"""The runs of words of which one must stand."""


@dataclass(frozen=True, slots=True)
class Gap:
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
            for word in _first_words(pattern):
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


def _first_words(pattern: Pattern) -> set[str]:
    return {run[0] for run in pattern[0]} if isinstance(pattern[0], frozenset) else set()


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


def _run(words: str) -> tuple[str, ...]:
    _refuse_long(words)
    if not words.strip() or not all(PLAIN.fullmatch(word) for word in words.split()):
        raise PhraseError(words.strip(), f'"{words.strip()}" is not a word.')
    return tuple(match.group().casefold() for match in WORD.finditer(words))


def _refuse_long(words: str) -> None:
    if len(words) > LONGEST:
        raise PhraseError("", f"A phrase has at most {LONGEST:,} characters, and this has {len(words):,}.")


def read_phrase(phrase: str, lists: Mapping[str, Alternatives]) -> tuple[Pattern, ...]:
    """Every wording of a phrase. Raises :class:`PhraseError` when it cannot be read."""
    _refuse_long(phrase)
    if any(bracket in re.sub(r"\([^()]*\)", "", phrase) for bracket in "()"):
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
    found: set[tuple[str, ...]] = set()
    words = piece.split("/")
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


Slot = Mapping[str, tuple[tuple[str, ...], ...]] | Gap
"""Alternatives by their first word, or a gap."""


class Phrases:
    """Patterns by the word they begin with, each with the number of the phrase it words.

    ``barriers`` are the words that no gap runs over.
    """

    def __init__(self, barriers: Collection[str] = ()) -> None:
        self.barriers = barriers
        self._by_word: dict[str, list[tuple[tuple[Slot, ...], int]]] = {}

    def add(self, patterns: Iterable[Pattern], number: int) -> None:
        """Look for these wordings of phrase ``number`` too."""
        for pattern in patterns:
            slots = tuple(slot if isinstance(slot, Gap) else _by_first(slot) for slot in pattern)
            for word in _first_words(pattern):
                self._by_word.setdefault(word, []).append((slots, number))

    def found(self, words: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
        """Every place where a phrase stands: its first word, one past its last, the phrase's number."""
        for first, token in enumerate(words):
            word = _year(token.word)
            following = next((_year(each.word) for each in words[first + 1 : first + 2] if not each.clause), "")
            able = (each for each in self._by_word.get(word, ()) if _may_go_on(each[0], word, following))
            for slots, number in able:
                reached = {first}  # each place once, however many ways lead to it
                for slot in slots:
                    reached = {end for at in reached for end in self._ends(slot, words, first, at)}
                    if not reached:
                        break
                else:
                    yield first, max(reached), number

    def _ends(self, slot: Slot, words: Sequence[Token], first: int, at: int) -> Iterator[int]:
        """Where what stands for one slot from ``at`` on can end, as one past its last word."""
        if isinstance(slot, Gap):
            for length in range(slot.most + 1):
                if length and not self._runs_over(words, at + length - 1):
                    return
                if length >= slot.least:
                    yield at + length
        elif at < len(words) and (at == first or not words[at].clause):
            for run in slot.get(_year(words[at].word), ()):
                if all(_goes_on(words, at + place, word) for place, word in enumerate(run) if place):
                    yield at + len(run)

    def _runs_over(self, words: Sequence[Token], at: int) -> bool:
        """Whether a gap may take in the word at ``at``."""
        return at < len(words) and not (words[at].clause or words[at].comma or words[at].word in self.barriers)


def _by_first(alternatives: Alternatives) -> dict[str, tuple[tuple[str, ...], ...]]:
    first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for run in sorted(alternatives):
        first[run[0]] = (*first.get(run[0], ()), run)
    return first


def _may_go_on(slots: tuple[Slot, ...], word: str, following: str) -> bool:
    """Whether a phrase that begins with ``word`` can go on with ``following``: most cannot, and are left at once."""
    then = slots[1] if len(slots) > 1 else None
    several = isinstance(slots[0], Gap) or slots[0][word] != ((word,),)
    return several or then is None or isinstance(then, Gap) or following in then


def _goes_on(words: Sequence[Token], at: int, word: str) -> bool:
    return at < len(words) and words[at].word == word and not words[at].clause


def _year(word: str) -> str:
    return YEAR if len(word) == 4 and word.isdigit() and word[0] in "12" else word


def spans_of(text: str, words: str) -> Iterator[tuple[int, int]]:
    """The offsets at which a run of words stands in a text, whatever stands between the words."""
    read, wanted = tokens(text), [token.word for token in tokens(words)]
    for first in range(len(read) - len(wanted) + 1 if wanted else 0):
        if [token.word for token in read[first : first + len(wanted)]] == wanted:
            yield read[first].start, read[first + len(wanted) - 1].end
