"""Text → stretches of one script each, since a run of Word has one font and one direction.

A run says of itself that it is right-to-left, or East Asian, and Word takes its word for the spaces,
brackets and numbers in it as well. So these are given to one side or the other here, after rules N0
to N2 of Unicode Standard Annex 9.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import IntEnum, auto
from itertools import accumulate

from reportgen.memo.tree import is_right_to_left


class Script(IntEnum):
    """What a run can be set in; each has its own font, and its own language, in Word."""

    LATIN = auto()
    """Any script written from left to right that Word sets in the main font: Greek, Cyrillic too."""
    EAST_ASIAN = auto()
    RIGHT_TO_LEFT = auto()


_EAST_ASIAN_LANGUAGES = frozenset({"zh", "ja", "ko", "yue"})
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U0001b000-\U0001b2ff\U00020000-\U0003ffff]"
)

_OTHER = re.compile("[\u0590-\u08ff\u1100-\u11ff\u200f\u2e80-\U0010ffff]")
"""Every sign that may be East Asian or from right to left is among these, with some that are neither."""
_POINTER = re.compile(r"¶[0-9]+")
"""The number of a paragraph, which reads alike in every language."""
_NUMBER = re.compile(r"[0-9]+(?:[+,./:-][0-9]+)*")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_DEEPEST = 63
"""Brackets inside brackets that definition BD16 follows."""


def script_of(language: str) -> Script:
    """The script of a language (a BCP 47 tag)."""
    if is_right_to_left(language):
        return Script.RIGHT_TO_LEFT
    return Script.EAST_ASIAN if language.partition("-")[0].lower() in _EAST_ASIAN_LANGUAGES else Script.LATIN


def is_latin(text: str, base: Script) -> bool:
    """Whether all of a text, wherever it stands, is of the main script."""
    return (text.isascii() and base is not Script.RIGHT_TO_LEFT) or (base is Script.LATIN and not _OTHER.search(text))


def scripts(text: str, base: Script) -> list[Script]:
    """The script of each character. What belongs to none goes with its neighbours if they agree.

    Where they differ, and at both ends, it goes with ``base``, the script of the surroundings. A
    number goes with the word before it; a combining mark never leaves its letter.
    """
    if is_latin(text, base):
        return [Script.LATIN] * len(text)
    known = _known(text, base)
    _pair_brackets(text, known, base)
    before = _carried(known, base)
    after = _carried(reversed(known), base)[::-1]
    found: list[Script] = []
    for at, character in enumerate(text):
        joins = found and unicodedata.bidirectional(character) == "NSM"
        found.append(found[-1] if joins else known[at] or _between(before[at], after[at], base))
    return found


def _known(text: str, base: Script) -> list[Script | None]:
    known: list[Script | None] = []
    last = base
    for character in text:
        script = _script_of_letter(character)
        if script is None and unicodedata.bidirectional(character) == "EN":
            script = last
        last = script or last
        known.append(script)
    if base is Script.RIGHT_TO_LEFT:
        _join_numbers(text, known)
    return known


def _join_numbers(text: str, known: list[Script | None]) -> None:
    """Let ``¶2`` be one, and a number that a left-to-right letter follows at once go with it, as in ``1.5G``."""
    for pointer in _POINTER.finditer(text):
        start, end = pointer.span()
        known[start:end] = [Script.LATIN] * (end - start)
    for number in _NUMBER.finditer(text):
        start, end = number.span()
        if end < len(text) and known[end] in (Script.LATIN, Script.EAST_ASIAN):
            known[start:end] = [known[end]] * (end - start)


def _script_of_letter(character: str) -> Script | None:
    direction = unicodedata.bidirectional(character)
    if direction in ("R", "AL", "AN"):
        return Script.RIGHT_TO_LEFT
    if _EAST_ASIAN.match(character):
        return Script.EAST_ASIAN
    return Script.LATIN if direction == "L" else None


def _pair_brackets(text: str, known: list[Script | None], base: Script) -> None:
    """Let both brackets of a pair go one way (rule N0): that of the surroundings if any word inside does.

    If all inside go the other way, so do the brackets, but only after a word that does as well.
    """
    if not any(script and _turns(script, base) for script in known):
        return
    along = [0, *accumulate(bool(script and not _turns(script, base)) for script in known)]
    against = [0, *accumulate(bool(script and _turns(script, base)) for script in known)]
    last, seen = base, 0
    for start, end in sorted(_pairs(text)):
        for script in known[seen:start]:
            last = script or last
        seen = start
        if along[end] > along[start]:
            known[start] = known[end] = base
        elif against[end] > against[start]:
            known[start] = known[end] = last if _turns(last, base) else base


def _turns(script: Script, base: Script) -> bool:
    return (script is Script.RIGHT_TO_LEFT) != (base is Script.RIGHT_TO_LEFT)


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Where brackets that belong together stand (definition BD16)."""
    waiting: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        if character in _BRACKETS:
            waiting.append((_BRACKETS[character], at))
            if len(waiting) > _DEEPEST:
                return
        elif character in _BRACKETS.values():
            for depth in reversed(range(len(waiting))):
                closing, start = waiting[depth]
                if closing == character:
                    yield start, at
                    del waiting[depth:]
                    break


def _carried(known: Iterable[Script | None], base: Script) -> list[Script]:
    """For each character, the last script known up to it."""
    found: list[Script] = []
    for script in known:
        base = script or base
        found.append(base)
    return found


def _between(before: Script, after: Script, base: Script) -> Script:
    if before is after:
        # Western quotation marks stay narrow around a Chinese name; a Chinese passage is marked as one.
        return base if (before, base) == (Script.EAST_ASIAN, Script.LATIN) else before
    if Script.RIGHT_TO_LEFT not in (before, after) and base is Script.RIGHT_TO_LEFT:
        return Script.LATIN
    return base
