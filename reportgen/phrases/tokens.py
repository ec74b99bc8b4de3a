"""A text → its words, with where they stand and what parts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from reportgen.sources.script import WORD

CLAUSE_ENDS = re.compile(r"""[.;:!?](?=[\s"'”’»)\]]|$)|[…()\[\]—–]|\s-+\s""")
INITIAL = re.compile(r"(?:^|\W)[^\W\d_]$")


class Token(Struct, frozen=True):
    """A word of a text: in small letters, its offsets, and what stands between it and the one before."""

    word: str
    start: int
    end: int
    clause: bool
    """Whether it begins a clause."""
    comma: bool
    """Whether a comma stands before it."""


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, in order; signs of scripts without spaces count as words."""
    read: list[Token] = []
    at, between = 0, ""
    for match in WORD.finditer(text):
        between += text[at : match.start()]
        at = match.end()
        if not match.group()[0].isalnum():  # punctuation of a script without spaces
            between += "," if match.group() in "，、" else "."
            continue
        initial = (between == "." or between.startswith(". ")) and bool(read) and INITIAL.search(text[: read[-1].end])
        clause = not read or bool(CLAUSE_ENDS.search(between.removeprefix(".") if initial else between))
        read.append(Token(match.group().casefold(), match.start(), match.end(), clause, "," in between))
        between = ""
    return tuple(read)


def spans_of(text: str, words: str) -> Iterator[tuple[int, int]]:
    """The offsets at which a run of words stands in a text, whatever stands between the words."""
    read, wanted = tokens(text), [token.word for token in tokens(words)]
    for first in range(len(read) - len(wanted) + 1 if wanted else 0):
        if [token.word for token in read[first : first + len(wanted)]] == wanted:
            yield read[first].start, read[first + len(wanted) - 1].end
