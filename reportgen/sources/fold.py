"""Levelling the differences between copies of one text that change no word.

White space (incl. no-break), the shapes of quotation marks and dashes, Unicode composition (NFC),
soft hyphens. Never compatibility forms (NFKC turns 10² into 102) and never case.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

QUOTES = {**dict.fromkeys("“”„‟«»″〝〞＂", '"'), **dict.fromkeys("‘’‚‛‹›′＇ʼ`´", "'")}
DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
DROPPED = frozenset("\u00ad\u200b\u2060\ufeff")
"""Soft hyphen, zero-width space, word joiner, byte-order mark."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Levelled text, and for each of its characters the offset in the original it came from.

    ``ends[i]`` is the offset just after the original characters behind folded character ``i``.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str) -> Folded:
    """Level ``text``; runs of white space become one space, none at either end."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for character in _level(text[start:end]):
            if character == " " and (not out or out[-1] == " "):
                continue
            out.append(character)
            starts.append(start)
            ends.append(end)
    if out and out[-1] == " ":
        out.pop()
    return Folded("".join(out), tuple(starts[: len(out)]), tuple(ends[: len(out)]))


def _clusters(text: str) -> list[tuple[int, int]]:
    """A base character with the combining marks after it, so that composing never crosses a boundary."""
    bounds = [0] if text else []
    bounds += [n for n in range(1, len(text)) if text[n] < "\u0300" or not unicodedata.combining(text[n])]
    return list(zip(bounds, [*bounds[1:], len(text)], strict=True))


def _level(cluster: str) -> str:
    if cluster in DROPPED:
        return ""
    if len(cluster) > 1 or cluster > "\u007f":
        cluster = unicodedata.normalize("NFC", "".join(c for c in cluster if c not in DROPPED))
    return "".join(" " if c.isspace() else QUOTES.get(c) or DASHES.get(c) or c for c in cluster)


def differences(wanted: str, found: str) -> tuple[str, ...]:
    """What was forgiven between two texts that fold to the same: names of the kinds of difference."""
    if wanted == found:
        return ()
    kinds = {
        "white space": lambda text: [c for c in text if c.isspace()],
        "the shape of quotation marks": lambda text: [c for c in text if c in QUOTES or c in "\"'"],
        "the shape of dashes": lambda text: [c for c in text if c in DASHES or c == "-"],
        "soft hyphens": lambda text: [c for c in text if c in DROPPED],
        "Unicode composition": lambda text: [c for c in text if ord(c) > 127 and not _levelled(c)],
    }
    return tuple(name for name, of in kinds.items() if of(wanted) != of(found)) or ("white space",)


def _levelled(character: str) -> bool:
    return character in QUOTES or character in DASHES or character in DROPPED or character.isspace()
