"""Records that have one talks id between them: their memos would have one name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.errors import Problem


def twins(ids: Mapping[Path, str]) -> dict[Path, list[Path]]:
    """The records that share their talks id, each with the others that have it."""
    by_id: dict[str, list[Path]] = {}
    for path, name in ids.items():
        by_id.setdefault(name, []).append(path)
    return {path: [each for each in by_id[name] if each != path] for path, name in ids.items() if len(by_id[name]) > 1}


def twin_problem(path: Path, others: Sequence[Path]) -> Problem:
    """What is wrong with a record whose id ``others`` have too, at its id. Loads it."""
    from reportgen.loading import load

    record = load(path)
    message = f'The id "{record.talks.id}" is that of {", ".join(map(str, others))} too: their memos would share names.'
    return Problem(record.place(("id",)), message, "Give each record its own id.")
