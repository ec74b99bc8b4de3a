"""Patterns of words → where they stand in a text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from reportgen.phrases.tokens import Token
from reportgen.phrases.wording import YEAR, Gap, Pattern, by_first, first_words

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
            slots = tuple(slot if isinstance(slot, Gap) else by_first(slot) for slot in pattern)
            for word in first_words(pattern):
                self._by_word.setdefault(word, []).append((slots, number))

    def found(self, words: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
        """Every place where a phrase stands: its first word, one past its last, the phrase's number."""
        for first, token in enumerate(words):
            word = _year(token.word)
            if word not in self._by_word:
                continue
            following = next((_year(each.word) for each in words[first + 1 : first + 2] if not each.clause), "")
            able = (each for each in self._by_word[word] if _may_go_on(each[0], word, following))
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


def _may_go_on(slots: tuple[Slot, ...], word: str, following: str) -> bool:
    """Whether a phrase that begins with ``word`` can go on with ``following``: most cannot, and are left at once."""
    then = slots[1] if len(slots) > 1 else None
    several = isinstance(slots[0], Gap) or slots[0][word] != ((word,),)
    return several or then is None or isinstance(then, Gap) or following in then


def _goes_on(words: Sequence[Token], at: int, word: str) -> bool:
    return at < len(words) and words[at].word == word and not words[at].clause


def _year(word: str) -> str:
    return YEAR if len(word) == 4 and word.isdigit() and word[0] in "12" else word
