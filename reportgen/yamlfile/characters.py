"""Characters that have no place in a text for people, and where they stand.

Some cannot be written into a Word document, some show a reader other words than the file holds,
and some make one program see two lines where another sees one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from reportgen.errors import Problem
from reportgen.yamlfile.lines import Lines

MOST = 100
"""Problems reported for one file: a file of four million NULs is one mistake, not four million."""

_LINE_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\r"
_HALVES = "\ud800-\udfff"
_NEVER = "\ufeff\ufffe\uffff\U000e0000-\U000e007f"
REFUSED = re.compile(f"[{_LINE_BREAKS}{_DIRECTIONS}{_CONTROLS}{_HALVES}{_NEVER}]")

_REASONS = (
    (_LINE_BREAKS, "is a line break that programs do not agree on", "Replace it with a space or a new line."),
    (_DIRECTIONS, "can show a reader other words than the file holds", "Delete it."),
    (_HALVES, "is half of a character", "Type the character itself."),
    (f"{_CONTROLS}{_NEVER}", "is invisible and has no place in a text", "Delete it."),
)
_ESCAPE = re.compile(
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<letter>.))", re.DOTALL
)
_LETTERS = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "v": "\v", "f": "\f", "r": "\r"}
_LETTERS |= {"N": "\x85", "L": "\u2028", "P": "\u2029"}


def refused(lines: Lines) -> list[Problem]:
    """One problem for each character typed into the text that is refused, at most ``MOST``."""
    found = islice(REFUSED.finditer(lines.text), MOST)
    return [_problem(lines, match.start(), match.end(), match[0]) for match in found]


def refused_escapes(lines: Lines, start: int, end: int) -> Iterator[Problem]:
    """One problem for each escape, in the double-quoted text from start to end, of a refused character."""
    for match in _ESCAPE.finditer(lines.text, start, end):
        character = _meant(match)
        if REFUSED.match(character):
            yield _problem(lines, match.start(), match.end(), character)


def masked(text: str) -> str:
    """``text`` with every refused character replaced, one for one, by one that YAML reads calmly."""
    return REFUSED.sub(lambda match: " " if match[0].isspace() else "\N{REPLACEMENT CHARACTER}", text)


def _meant(escape: re.Match[str]) -> str:
    """The character an escape stands for; empty where it stands for none."""
    if letter := escape["letter"]:
        return _LETTERS.get(letter, "")
    code = int(escape["x"] or escape["u"] or escape["U"], 16)
    return chr(code) if code <= 0x10FFFF else ""


def _problem(lines: Lines, start: int, end: int, character: str) -> Problem:
    title = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
    reason, remedy = next(told for kind, *told in _REASONS if re.match(f"[{kind}]", character))
    return Problem(lines.place(start, end), f"the character {title} {reason}.", remedy)
