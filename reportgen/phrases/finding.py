"""Patterns of words → where they stand in a text."""

from __future__ import annotations

import marshal
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from reportgen.phrases.tokens import Token
from reportgen.phrases.wording import YEAR, Gap, Pattern, by_first, first_words

Slot = Mapping[str, tuple[tuple[str, ...], ...]] | tuple[int, int]
"""Alternatives by their first word, or the most and the fewest words of a gap."""
Wording = tuple[tuple[Slot, ...], int]
"""A pattern, and the number of the phrase that it words."""
Begun = tuple[list[Wording], dict[str, list[Wording]]]
"""Wordings that begin with one word: those that may go on anyhow, and the others by the word that must follow."""


class Phrases:
    """Patterns by the word they begin with, each with the number of the phrase it words.

    ``barriers`` are the words that no gap runs over; ``kept`` is what :meth:`kept` gave, read as words call for it.
    """

    def __init__(self, barriers: Collection[str] = (), kept: Mapping[str, bytes] | None = None) -> None:
        self.barriers = barriers
        self._by_word: dict[str, Begun] = {}
        self._kept = kept or {}

    def add(self, patterns: Iterable[Pattern], number: int) -> None:
        """Look for these wordings of phrase ``number`` too."""
        for pattern in patterns:
            slots = tuple((slot.most, slot.least) if isinstance(slot, Gap) else by_first(slot) for slot in pattern)
            for word in first_words(pattern):
                begun = self._beginning(word) or self._by_word.setdefault(word, ([], {}))
                _add(begun, slots, number, word)

    def kept(self) -> dict[str, bytes]:
        """What was added, by first word, to be kept for another run."""
        return {**self._kept, **{word: marshal.dumps(begun) for word, begun in self._by_word.items()}}

    def _beginning(self, word: str) -> Begun | None:
        begun = self._by_word.get(word)
        if begun is None and word in self._kept:
            begun = self._by_word[word] = marshal.loads(self._kept[word])
        return begun

    def found(self, words: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
        """Every place where a phrase stands: its first word, one past its last, the phrase's number."""
        for first, token in enumerate(words):
            word = _year(token.word)
            begun = self._beginning(word)
            if begun is None:
                continue
            following = next((_year(each.word) for each in words[first + 1 : first + 2] if not each.clause), "")
            for slots, number in chain(begun[0], begun[1].get(following, ())):
                reached = {first}  # each place once, however many ways lead to it
                for slot in slots:
                    reached = {end for at in reached for end in self._ends(slot, words, first, at)}
                    if not reached:
                        break
                else:
                    yield first, max(reached), number

    def _ends(self, slot: Slot, words: Sequence[Token], first: int, at: int) -> Iterator[int]:
        """Where what stands for one slot from ``at`` on can end, as one past its last word."""
        if isinstance(slot, tuple):
            most, fewest = slot
            for length in range(most + 1):
                if length and not self._runs_over(words, at + length - 1):
                    return
                if length >= fewest:
                    yield at + length
        elif at < len(words) and (at == first or not words[at].clause):
            for run in slot.get(_year(words[at].word), ()):
                if all(_goes_on(words, at + place, word) for place, word in enumerate(run) if place):
                    yield at + len(run)

    def _runs_over(self, words: Sequence[Token], at: int) -> bool:
        """Whether a gap may take in the word at ``at``."""
        return at < len(words) and not (words[at].clause or words[at].comma or words[at].word in self.barriers)


def _add(begun: Begun, slots: tuple[Slot, ...], number: int, word: str) -> None:
    """A wording that can begin with a word; most cannot go on with what follows it, and are left at once."""
    anyhow, then = begun
    several = isinstance(slots[0], tuple) or slots[0][word] != ((word,),)
    second = slots[1] if len(slots) > 1 else None
    if several or second is None or isinstance(second, tuple):
        anyhow.append((slots, number))
        return
    for following in second:
        then.setdefault(following, []).append((slots, number))


def _goes_on(words: Sequence[Token], at: int, word: str) -> bool:
    return at < len(words) and words[at].word == word and not words[at].clause


def _year(word: str) -> str:
    return YEAR if len(word) == 4 and word.isdigit() and word[0] in "12" else word
