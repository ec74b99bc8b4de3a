"""What was found in a sentence, remembered: each is read for who met, and again for what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from reportgen.phrases import Token

Found = TypeVar("Found")


class Remembered(Generic[Found]):
    """What was found in sentences read before, by what was looked for; so much of it at most."""

    def __init__(self, most: int = 1_000) -> None:
        self._most = most
        self._known: dict[tuple[str, int], tuple[tuple[Token, ...], tuple[Found, ...]]] = {}

    def of(
        self, part: str, tokens: tuple[Token, ...], find: Callable[[tuple[Token, ...]], Iterable[Found]]
    ) -> tuple[Found, ...]:
        """What ``find`` found, or does now, in the words of a sentence, which are known as an object, and kept."""
        known = self._known.get((part, id(tokens)))
        if known is None:
            if len(self._known) > self._most:
                self._known.clear()
            known = self._known[part, id(tokens)] = (
                tokens,
                tuple(find(tokens)),
            )
        return known[1]
