"""Words and their bounds, in scripts with and without spaces between words."""

from __future__ import annotations

import re
import unicodedata

from reportgen.once import later

SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e\U00020000-\U0003ffff"
)
"""Scripts written without spaces between words, for a regular expression: Thai, Lao, Burmese, Khmer,
Chinese and Japanese, with their punctuation."""

WORD = re.compile(rf"[{SPACELESS}]|(?:(?![{SPACELESS}])\w)+")
"""A word without its punctuation; a character of a script without spaces counts as one."""

WORD_AS_WRITTEN = later(rf"[{SPACELESS}]|[^\s{SPACELESS}]+")
"""The same with its punctuation."""

SPACELESS_SIGN = later(rf"[{SPACELESS}]")
"""A character of those scripts."""

_PREFIX = re.compile(r"(?:^|\W)(?:non|anti|un|counter|quasi|semi)-$", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?<!\w)[^\W\d]\.[^\W\d]")
_PARTS_OF_NUMBERS = ".,:/'٫٬"


def is_spaceless(character: str) -> bool:
    """Whether a character is of a script without spaces."""
    return character >= SPACELESS[0] and bool(SPACELESS_SIGN().match(character))


def cuts_a_word(text: str, at: int) -> bool:
    """Whether offset ``at`` lies inside a word, in a script that parts words by spaces.

    Also inside a number (1,840; 3.5) or an abbreviation (a.m.), between a minus sign and its number,
    and where the cut would take away a "non-" or a "n't": there a run would say the opposite of its
    source.
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if (_in_word(before) and _in_word(after)) or _in_abbreviation(text, at):
        return True
    if after in _PARTS_OF_NUMBERS:
        return _digits(before, text[at + 1 : at + 2]) or (before == "n" and text.startswith("'t", at))
    if before in _PARTS_OF_NUMBERS:
        return _digits(text[at - 2 : at - 1], after)
    return before == "-" and (_is_minus(text, at) or bool(_PREFIX.search(text, max(0, at - 12), at)))


def _in_word(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character == "_"
    inside = character.isalnum() or unicodedata.category(character).startswith("M")
    return inside and not is_spaceless(character)


def _in_abbreviation(text: str, at: int) -> bool:
    return bool(_ABBREVIATION.match(text, at - 1) or (text[at - 1] == "." and _ABBREVIATION.match(text, at - 2)))


def _digits(*characters: str) -> bool:
    return all(character.isdigit() for character in characters)


def _is_minus(text: str, at: int) -> bool:
    return text[at].isdigit() and (at == 1 or text[at - 2] in " (")
