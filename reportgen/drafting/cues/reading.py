"""What a sentence is read as, and the points of lists."""

from __future__ import annotations

import re

from msgspec import Struct

from reportgen.drafting.cues.closing import Verb
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import Cue

BULLET = re.compile(r"^\s*(?:[-–—•·*▪◦]|\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")
"""The sign at the beginning of a point of a list."""


class Reading(Struct, frozen=True):
    """What a sentence is: kind ("" for nothing), stance of a position, the verb behind it, who, by whom."""

    sentence: Sentence
    kind: str = ""
    stance: str = ""
    verb: Verb | None = None
    cue: Cue | None = None
    parties: tuple[str, ...] = ()
    speaker: str = ""
    joint: bool = False
    continued: bool = False
    """A position without a verb of speech, placed with a speaker's remarks."""
    second: bool = False
    """The view of another speaker in a second clause."""
    also: Reading | None = None
    """What another says in a second clause of the same sentence."""
    lead: Reading | None = None
    """Of a point of a list: what stands before the list, and is said of every point of it."""

    @property
    def second_verb(self) -> Verb | None:
        """The verb of the second clause, where another speaks in one."""
        return self.also.verb if self.also else None


def text_of_point(text: str) -> str:
    """The words of a point of a list, without the sign before them; of any other sentence all of them."""
    return BULLET.sub("", text, count=1)
