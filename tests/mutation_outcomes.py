"""What the checks find of every damage, and where."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen import check, load
from reportgen.checks import Level
from reportgen.errors import LoadError
from tests.conftest import record_at
from tests.damage import damaged
from tests.mutations import Mutation, all_mutations
from tests.record_text import REAL, Steps, talks, typed

AT_LOAD = {"is not an id of": "E110", "is given twice": "E111"}
"""What problems of loading say that are explained under a code of their own."""
SOURCE_LINES: Steps = ("sources", 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one damage: the codes that report it; of these, those that point at a right place.

    A right place lies in the lines of the damaged entry (``at_entry``), or of one tied to it by a reference,
    since two ends that contradict one another can be shown at either (``at_other_end``).
    """

    mutation: Mutation
    codes: tuple[str, ...]
    at_entry: tuple[str, ...]
    at_other_end: tuple[str, ...]

    @property
    def caught(self) -> bool:
        """Whether an error, a warning or a problem of loading reports it."""
        return bool(self.codes)

    @property
    def at_a_right_place(self) -> bool:
        """Whether at least one report points there."""
        return bool(self.at_entry or self.at_other_end)


def outcome(mutation: Mutation, folder: Path) -> Outcome:
    """Plant one damage in a copy of the record in ``folder``, and check the copy."""
    changes = [mutation.change] if mutation.change else []
    found = sorted(_found(damaged(folder, *changes, source=mutation.source)))
    own = _lines(mutation.path, mutation)
    other = {line for path in _tied(mutation) for line in _lines(path, mutation)}
    return Outcome(
        mutation,
        tuple(dict.fromkeys(code for code, _ in found)),
        tuple(dict.fromkeys(code for code, line in found if line in own)),
        tuple(dict.fromkeys(code for code, line in found if line in other)),
    )


def _found(path: Path) -> Iterator[tuple[str, int]]:
    """The code and the line of every error and warning; "load" for a field that is wrong or missing."""
    try:
        for finding in check(load(path)):
            if finding.level is not Level.NOTE:
                yield finding.code, finding.place.line
    except LoadError as error:
        for problem in error.problems:
            code = next((code for words, code in AT_LOAD.items() if words in problem.message), "load")
            yield code, problem.place.line


def _tied(mutation: Mutation) -> Iterator[Steps]:
    """The entries at the other end of a reference, before the damage or after it; and those a source bears."""
    names = _ids(typed().entry(mutation.path)) | _ids(mutation.change[1] if mutation.change else "")
    for path, name in _entries():
        if path != mutation.path and (name in names or mutation.entry in _ids(typed().entry(path))):
            yield path
    if mutation.source:
        yield from _resting_on(int(mutation.entry.removeprefix("¶")))
    if mutation.kind in {"an entry left out", "evidence of the next entry in its place"}:  # its paragraph is open
        yield SOURCE_LINES
    if mutation.path in {("as_of",), ("title",)}:
        yield from ((("meetings", number)) for number, _ in enumerate(talks().meetings))


@cache
def _resting_on(paragraph: int) -> tuple[Steps, ...]:
    record = record_at(REAL)
    found = ((path, record.found(piece)) for path, _, piece in record.pieces())
    return tuple(path[:2] for path, place in found if place and paragraph in place.paragraphs)


def _lines(path: Steps, mutation: Mutation) -> set[int]:
    """The lines of an entry in the damaged file."""
    first, last = typed().lines(path)
    if not mutation.change:
        return set(range(first, last + 1))
    before, after = mutation.change
    at = typed().text[: typed().text.index(before)].count("\n") + 1
    longer = after.count("\n") - before.count("\n")
    if mutation.kind == "an id repeated":  # the second one stands at the end of the change
        second = at + after.count("\n")
        return {*range(first, last + 1), *range(second - last + first, second + 1)}
    return set(range(first + longer * (first > at), last + longer * (last >= at) + 1))


@cache
def _entries() -> tuple[tuple[Steps, str], ...]:
    return tuple(((part, number), entry.id) for part, number, entry in talks().entries() if part != "parties")


def _ids(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text))


@cache
def outcomes() -> tuple[Outcome, ...]:
    """What becomes of every damage, in the order of the kinds."""
    with tempfile.TemporaryDirectory() as folder:
        return tuple(outcome(mutation, Path(folder)) for mutation in all_mutations())
