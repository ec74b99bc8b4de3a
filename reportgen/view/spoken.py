"""Text of a view of which parts are in another language than the memo.

The memo's own words (labels, days) and the record's words stand side by side in one text; so that
each can be marked with its language, such a text knows its stretches. Where record and memo speak
one language it is plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from reportgen.labels import pieces

Stretch = tuple[str, str]
"""Words, and their language (a BCP 47 tag); empty where it is the memo's."""


class Spoken(str):
    """Text for whoever reads it as text; ``stretches`` say which words are in which language."""

    __slots__ = ("stretches",)
    stretches: tuple[Stretch, ...]

    def __new__(cls, stretches: Iterable[Stretch]) -> Spoken:
        kept = tuple(stretch for stretch in stretches if stretch[0])
        text = super().__new__(cls, "".join(words for words, _ in kept))
        text.stretches = kept
        return text

    def __getitem__(self, key: Any) -> str:
        if not isinstance(key, slice) or key.step not in (None, 1):
            return super().__getitem__(key)
        start, stop, _ = key.indices(len(self))
        kept, at = [], 0
        for words, language in self.stretches:
            kept.append((words[max(start - at, 0) : max(stop - at, 0)], language))
            at += len(words)
        return Spoken(stretch for stretch in kept if stretch[0])

    def __reduce__(self) -> tuple[type[Spoken], tuple[tuple[Stretch, ...]]]:
        return Spoken, (self.stretches,)

    def changed(self, change: Callable[[str], str]) -> Spoken:
        """The text with each stretch changed, languages kept."""
        return Spoken((change(words), language) for words, language in self.stretches)


def said(words: str, language: str) -> str:
    """Words in such a language; plain text where that is empty, and so the memo's."""
    return Spoken([(words, language)]) if words and language and not isinstance(words, Spoken) else words


def whole(parts: Iterable[str]) -> str:
    """The parts as one text, each in its language."""
    pieces = list(parts)
    if not any(isinstance(piece, Spoken) for piece in pieces):
        return "".join(pieces)
    return Spoken(stretch for piece in pieces for stretch in stretches(piece))


def joined(between: str, parts: Iterable[str]) -> str:
    """The parts as one text with words of the memo's between."""
    pieces = [piece for part in parts for piece in (between, part)]
    return whole(pieces[1:])


def filled(words: str, /, **parts: str) -> str:
    """The memo's words with each ``{name}`` replaced by the part of that name, in its language."""
    return whole(pieces(words, parts))


def stretches(text: str) -> tuple[Stretch, ...]:
    """The stretches of a text; plain text is one, in the memo's language."""
    return text.stretches if isinstance(text, Spoken) else ((text, ""),)


def foreign(language: str, memo: str) -> str:
    """``language``, or nothing where it is that of the memo, whatever the region or script."""
    return "" if language.partition("-")[0] == memo.partition("-")[0] else language
