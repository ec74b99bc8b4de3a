"""Patterns of words → where they stand in a text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from reportgen.phrases.tokens import Token
from reportgen.phrases.wording import YEAR, Alternatives, Gap, Pattern, beginning, by_first, first_words, read_phrase

Slot = Mapping[str, tuple[tuple[str, ...], ...]] | Gap
"""Alternatives by their first word, or a gap."""
Wording = tuple[tuple[Slot, ...], int]
"""A pattern, and the number of the phrase that it words."""


class Phrases:
    """Patterns by the word they begin with, each with the number of the phrase it words.

    ``barriers`` are the words that no gap runs over.
    """

    def __init__(self, barriers: Collection[str] = ()) -> None:
        self.barriers = barriers
        self._by_word: dict[str, _Beginning] = {}
        self._unread: dict[str, list[tuple[str, int]]] = {}
        self._beginnings: dict[str, list[str]] = {}
        self._patterns: dict[str, tuple[tuple[Pattern, int], ...]] = {}
        self._lists: Mapping[str, Alternatives] = {}

    def add(self, patterns: Iterable[Pattern], number: int) -> None:
        """Look for these wordings of phrase ``number`` too."""
        for pattern in patterns:
            for word in first_words(pattern):
                self._by_word.setdefault(word, _Beginning()).add(pattern, number, word)

    def add_unread(self, phrase: str, lists: Mapping[str, Alternatives], number: int) -> None:
        """Look for phrase ``number`` too, which is known to be in form, of a table with these lists.

        It is read when a word that it begins with stands in a text: of a long table most never are.
        """
        self._lists = lists
        piece = beginning(phrase)
        if piece.startswith("("):  # it may be left out
            self.add(read_phrase(phrase, lists), number)
            return
        if piece not in self._unread:
            self._unread[piece] = []
            for word in first_words(read_phrase(piece, lists)[0]):
                self._beginnings.setdefault(word, []).append(piece)
        self._unread[piece].append((phrase, number))

    def _read(self, word: str) -> None:
        """Read what begins with a word; it is there before it is unread no more, since threads may share a table."""
        begun = _Beginning(self._by_word.get(word))
        for piece in self._beginnings.get(word, ()):
            if piece not in self._patterns:
                every = ((read_phrase(phrase, self._lists), number) for phrase, number in self._unread[piece])
                self._patterns[piece] = tuple((pattern, number) for patterns, number in every for pattern in patterns)
            for pattern, number in self._patterns[piece]:
                begun.add(pattern, number, word)
        self._by_word[word] = begun
        self._beginnings.pop(word, None)

    def found(self, words: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
        """Every place where a phrase stands: its first word, one past its last, the phrase's number."""
        for first, token in enumerate(words):
            word = _year(token.word)
            if word in self._beginnings:
                self._read(word)
            if word not in self._by_word:
                continue
            following = next((_year(each.word) for each in words[first + 1 : first + 2] if not each.clause), "")
            for slots, number in self._by_word[word].going_on(following):
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


class _Beginning:
    """Wordings that begin with one word, by the word that must follow: most cannot go on, and are left at once."""

    def __init__(self, known: _Beginning | None = None) -> None:
        self._anyhow: list[Wording] = list(known._anyhow) if known else []
        self._then: dict[str, list[Wording]] = {word: list(of) for word, of in known._then.items()} if known else {}

    def add(self, pattern: Pattern, number: int, word: str) -> None:
        """A wording that can begin with the word."""
        slots = tuple(slot if isinstance(slot, Gap) else by_first(slot) for slot in pattern)
        then = slots[1] if len(slots) > 1 else None
        several = isinstance(slots[0], Gap) or slots[0][word] != ((word,),)
        if several or then is None or isinstance(then, Gap):
            self._anyhow.append((slots, number))
            return
        for following in then:
            self._then.setdefault(following, []).append((slots, number))

    def going_on(self, following: str) -> Iterable[Wording]:
        """The wordings that can go on with a word; an empty one at the end of a clause."""
        return chain(self._anyhow, self._then.get(following, ()))


def _goes_on(words: Sequence[Token], at: int, word: str) -> bool:
    return at < len(words) and words[at].word == word and not words[at].clause


def _year(word: str) -> str:
    return YEAR if len(word) == 4 and word.isdigit() and word[0] in "12" else word
