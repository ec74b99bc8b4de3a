"""How long and how much a call in a child may take."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import fields

LARGEST_FILE = 64
"""Megabytes of a file that a child may write: its fonts' cache is the largest, and has 2."""

LARGEST_ANSWER = 256
"""Megabytes that a child may answer with; the memo of a long round of talks has less than 1."""

OUT_OF_MEMORY = 86
"""The exit code of a child that had too little memory to begin, or to answer."""
GRACE = 5
"""Seconds of the processor over those of the clock: the parent stops a child first, if there still is one."""


class Limits(Struct, frozen=True):
    """What one call may take. A memo of four pages takes 1 second and 200 megabytes.

    ``megabytes`` are of address space, and hold where the system keeps such a limit: Linux does,
    macOS and Windows do not. ``seconds`` of the clock hold everywhere. ``processor`` is seconds of the processor; 0
    stands for some more than those of the clock, which then stop a call first.
    """

    seconds: int = 40
    megabytes: int = 1500
    processor: int = 0

    def __post_init__(self) -> None:
        if self.seconds < 1 or self.megabytes < 1 or self.processor < 0:
            raise ValueError("a limit is a whole number above 0")

    @property
    def processor_seconds(self) -> int:
        """Seconds of the processor for one call."""
        return self.processor or self.seconds + GRACE

    @classmethod
    def read(cls, text: str) -> Limits:
        """Limits as they are typed: ``seconds=120,megabytes=3000``; what is left out stays as it is.

        Raises ``ValueError`` that says how they are written.
        """
        given: dict[str, int] = {}
        known = [field.name for field in fields(cls)]
        for part in text.split(","):
            name, _, number = (word.strip() for word in part.partition("="))
            if name not in known or not (number.isascii() and number.isdigit()) or len(number) > 6 or not int(number):
                raise ValueError(f'"{part.strip()}" is no limit; write them as seconds=120,megabytes=3000')
            given[name] = int(number)
        return cls(**given)
