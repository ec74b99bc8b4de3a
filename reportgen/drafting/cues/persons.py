"""Names of persons: whether two are of one person, and the id that each gets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.drafting.cues.names import SUFFIXES
from reportgen.drafting.scalars import slug

LONGEST_ID = 20
"""Characters of an id, before the number that tells it from another."""


def same(one: str, other: str) -> bool:
    """Whether two names are of one person: one is a word of the other."""
    first, second = _parts(one), _parts(other)
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) == 1 and len(longer) > 1 and shorter[0] in longer


def ids_of(names: Iterable[str]) -> list[str]:
    """An id for each person: the name in plain letters, with a number where another has it or it has none."""
    ids: list[str] = []
    for name in names:
        stem = slug(" ".join(_parts(name)))[:LONGEST_ID].rstrip("-") or "person"
        number, id = 2, stem if stem != "person" else "person-1"
        while id in ids:
            id, number = f"{stem}-{number}", number + 1
        ids.append(id)
    return ids


def _parts(name: str) -> list[str]:
    return [word for word in re.split(r"[\s,·]+", name.casefold()) if word.strip(".") not in SUFFIXES and word]
