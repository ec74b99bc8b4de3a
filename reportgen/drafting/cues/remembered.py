"""What was found in a sentence, remembered: each is read for who met, and again for what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from reportgen.phrases import Token

MOST = 20_000
"""What is remembered at once."""
Found = TypeVar("Found")


class Remembered(Generic[Found]):
    """What was found in sentences read before, by what was looked for."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[tuple[Token, ...], tuple[Found, ...]]] = {}

    def of(
        self, part: str, tokens: tuple[Token, ...], find: Callable[[tuple[Token, ...]], Iterable[Found]]
    ) -> tuple[Found, ...]:
        """What ``find`` found, or does now, in the words of a sentence, which are known as an object, and kept."""
        known = self._known.get((part, id(tokens)))
        if known is None:
            if len(self._known) > MOST:
                self._known.clear()
            known = self._known[part, id(tokens)] = (
                tokens,
                tuple(find(tokens)),
            )
        return known[1]
