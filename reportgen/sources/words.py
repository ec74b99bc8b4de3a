"""Where each word of a document stands, so that a run is sought at its rarest word only."""

from __future__ import annotations

from bisect import bisect_left

from msgspec import Struct

from reportgen.sources.script import WORD, cuts_a_word


class WordIndex(Struct, frozen=True):
    """The words of a levelled text in order, numbered from 0.

    ``starts`` holds the offset of each; ``places`` the numbers under which a word stands. A run is a
    row of whole words, so it can stand only where its rarest word does: looking there alone finds
    10,000 runs in a text of 1 MB within a second, where reading through takes several.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    places: dict[str, list[int]]

    def rarity(self, word: str) -> int:
        """How often a word stands in the text."""
        return len(self.places.get(word, ()))

    def occurrences(self, run: str) -> list[int]:
        """The offsets at which a levelled run stands, whole."""
        words = [(match.group(), match.start()) for match in WORD.finditer(run)]
        if not words:
            return occurrences(self.text, run)
        word, offset = min(words, key=lambda each: self.rarity(each[0]))
        candidates = (self.starts[number] - offset for number in self.places.get(word, ()))
        return [at for at in candidates if at >= 0 and self._stands(run, at)]

    def _stands(self, run: str, at: int) -> bool:
        return self.text.startswith(run, at) and _whole(self.text, run, at)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The words that begin from offset ``start`` up to ``end``: the first, and one past the last."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def word_index(text: str) -> WordIndex:
    """The index of a levelled text."""
    words: list[str] = []
    starts: list[int] = []
    places: dict[str, list[int]] = {}
    for number, match in enumerate(WORD.finditer(text)):
        words.append(match.group())
        starts.append(match.start())
        places.setdefault(match.group(), []).append(number)
    return WordIndex(text, tuple(words), tuple(starts), places)


def occurrences(text: str, run: str) -> list[int]:
    """The offsets at which a levelled run stands in a levelled text, whole; reads the text through."""
    places: list[int] = []
    at = text.find(run) if run else -1
    while at >= 0:
        if _whole(text, run, at):
            places.append(at)
        at = text.find(run, at + 1)
    return places


def _whole(text: str, run: str, at: int) -> bool:
    return not cuts_a_word(text, at) and not cuts_a_word(text, at + len(run))
