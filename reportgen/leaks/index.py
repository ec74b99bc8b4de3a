"""Search for many withheld words in much text at once: time grows with the text, not with text times words."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from msgspec import Struct

from reportgen.leaks.withheld import Words
from reportgen.leaks.words import has_dense, is_dense, squeezed, tokens


class Measure(Struct, frozen=True):
    """How much of a script says something: the least to search for, and the least of a longer string."""

    whole: int
    """Strings of fewer letters are searched only where they are names, as whole words."""
    part: int
    """Of a longer string, any run of so many letters and digits is searched."""

    @property
    def stride(self) -> int:
        """Windows of ``whole`` characters, one every so many, of which every run of ``part`` holds one."""
        return self.part - self.whole + 1


SPACED, DENSE = Measure(12, 30), Measure(4, 10)


class Phrases:
    """Finds strings, and runs of longer ones, in text that was :func:`~reportgen.leaks.words.squeezed`.

    What the audience may be told does not count: a run is passed over when it occurs in ``told``, or
    when it is two such put together, as a name and a title are.
    """

    def __init__(self, withheld: Iterable[Words], told: Iterable[str]) -> None:
        self._told = "\0".join(map(squeezed, told))
        self._strings: list[tuple[str, Words]] = []
        self._windows: dict[int, dict[str, list[tuple[int, int]]]] = {
            SPACED.whole: defaultdict(list), DENSE.whole: defaultdict(list),
        }  # fmt: skip
        for words in withheld:
            self._add(words)

    def _add(self, words: Words) -> None:
        text = squeezed(words.text)
        measure = DENSE if is_dense(text) else SPACED
        if sum(letter.isalpha() for letter in text) < measure.whole or text in self._told:
            return
        number = len(self._strings)
        self._strings.append((text, words))
        last = len(text) - measure.whole if len(text) >= measure.part else 0
        for at in range(0, last + 1, measure.stride):
            self._windows[measure.whole][text[at : at + measure.whole]].append((number, at))

    def found(self, text: str) -> Iterator[tuple[str, Words]]:
        """Runs of withheld strings in squeezed text, each with the string it is of."""
        for width, windows in self._windows.items():
            after = 0
            for at in _standing(text, width, windows):
                if at < after:
                    continue
                start, end, words = self._longest(text, at, windows[text[at : at + width]])
                if words and not self._is_told(text[start:end]):
                    yield text[start:end], words
                after = end - width + 1 if words else 0

    def _longest(self, text: str, at: int, places: list[tuple[int, int]]) -> tuple[int, int, Words | None]:
        """The longest run around ``at`` that is a withheld string, or enough of one."""
        best: tuple[int, int, Words | None] = (at, at, None)
        for number, offset in places:
            string, words = self._strings[number]
            before = _common(text, at, string, offset, -1)
            after = _common(text, at, string, offset, 1)
            enough = len(string) if len(string) < _measure(string).part else _measure(string).part
            if before + after >= enough and before + after > best[1] - best[0]:
                best = (at - before, at + after, words)
        return best

    def _is_told(self, run: str) -> bool:
        """Whether a run is no more than what may be told: as it stands, as two such, or but for a few letters."""
        before = _most(len(run), lambda length: run[:length] in self._told)
        after = _most(len(run), lambda length: run[len(run) - length :] in self._told)
        least = min(_measure(run).whole, len(run) // 3)
        return len(run) - max(before, after) < least or (min(before, after) >= least and before + after >= len(run))


def _standing(text: str, width: int, windows: Collection[str]) -> list[int]:
    """Where one of the windows stands in a text: most of the time of a search goes by here."""
    if not windows:
        return []
    return [at for at in range(len(text) - width + 1) if text[at : at + width] in windows]


def _most(length: int, holds: Callable[[int], bool]) -> int:
    """The greatest number up to ``length`` that holds, where each below it does."""
    return bisect_left(range(1, length + 1), True, key=lambda number: not holds(number))


class Names:
    """Finds names and ids as whole words, with their capitals, however short."""

    def __init__(self, names: Iterable[Words], ids: Iterable[str], told: Iterable[str], firm: Iterable[str]) -> None:
        """``told`` excuses names and ids that are words (CN, pell); only ``firm`` excuses ids with a figure."""
        self._first: dict[str, list[tuple[tuple[str, ...], Words]]] = defaultdict(list)
        self._dense = [(squeezed(each.text), each) for each in names if len(each.text) > 1 and has_dense(each.text)]
        told_words, firm_words = tokens("\n".join(told)), tokens("\n".join(firm))
        for name in ids:
            if name not in (firm_words if _has_figure(name) else told_words) and len(name) > 1:
                self._first[name].append(((name,), Words(f"{name}.id", name)))
        said = " ".join(told_words)
        for words in names:
            split = tuple(tokens(words.text))
            if sum(map(str.isalpha, words.text)) > 2 and split and f" {' '.join(split)} " not in f" {said} ":
                self._first[split[0]].append((split, words))
        told_squeezed = squeezed(said)
        self._dense = [(text, words) for text, words in self._dense if text not in told_squeezed]

    def found(self, text: str, own: frozenset[str]) -> Iterator[tuple[str, Words]]:
        """Names and ids in a text. ``own``: what stands before ``#`` in a reference to the record itself."""
        said = [_referred(token, own) if "#" in token else token for token in tokens(text)]
        for at, token in enumerate(said) if not self._first.keys().isdisjoint(said) else ():
            for split, words in self._first.get(token, ()):
                if tuple(said[at : at + len(split)]) == split:
                    yield words.text, words
        if self._dense and has_dense(text):
            whole = squeezed(text)
            yield from ((words.text, words) for name, words in self._dense if name in whole)


def _referred(token: str, own: frozenset[str]) -> str:
    """An id after ``#`` is ours when what stands before it is; else it is an entry of other talks."""
    before, mark, name = token.partition("#")
    return name if mark and before.rpartition(".")[2] in own else token


def _has_figure(name: str) -> bool:
    return any(character.isdigit() for character in name)


def _measure(text: str) -> Measure:
    return DENSE if is_dense(text) else SPACED


def _common(text: str, at: int, string: str, offset: int, step: int) -> int:
    """How many characters two texts have in common from two places on, forwards, or backwards before them."""
    shift = 0 if step > 0 else -1
    length = 0
    while (
        0 <= (left := at + shift + length * step) < len(text)
        and 0 <= (right := offset + shift + length * step) < len(string)
        and text[left] == string[right]
    ):
        length += 1
    return length
