"""Records that have one talks id between them: their memos would have one name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reportgen.errors import Problem, ReportgenError

_ID = re.compile(rb"^(?:\xef\xbb\xbf)?id:[ \t]*([A-Za-z0-9-]+)[ \t]*(?:#.*)?\r?$", re.MULTILINE)
"""An id as nearly everybody writes it: a plain word, at the start of a line of its own."""


def read_ids(paths: Iterable[Path]) -> dict[Path, str]:
    """The talks id of each record that has one and can be read; a record is loaded only where that takes it."""
    return {path: name for path in paths if (name := _id(path))}


def _id(path: Path) -> str:
    from reportgen.recordfile import record_path

    try:
        found = _ID.findall(record_path(path).read_bytes())
        if len(found) == 1:
            return bytes(found[0]).decode()
        from reportgen.loading import load

        return load(path).talks.id
    except (OSError, ReportgenError):
        return ""  # told when the record itself is built


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
