"""What the tests of ``reportgen.model`` share: the records, their forms, and changes to them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from reportgen.form import Form
from reportgen.model.talks import Talks
from tests.conftest import RECORDS, record_at

Path = tuple[str | int, ...]
TALKS = {path.parent.name: record_at(path).talks for path in RECORDS}
REAL, CLIMATE, HARBOUR = "wang-blinken-2023-10", "climate-2032-06", "harbour-2031-04"
MILLWORKS, LANGUAGES = "millworks-2030-11", "two-languages-2033-02"


def plain(talks: Talks) -> dict[str, Any]:
    """A record as it could have been typed in the long form: text, numbers, lists, mappings."""
    return talks.model_dump(mode="json", exclude_unset=True)


def changed(talks: Talks, path: Path, value: Any) -> dict[str, Any]:
    """The same with one value replaced, or one key added."""
    written = copy.deepcopy(plain(talks))
    at: Any = written
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return written


def minimal(**parts: Any) -> dict[str, Any]:
    """The smallest record that holds, as a person types it, with more parts added or replaced."""
    return {
        "id": "smallest",
        "title": "A meets B",
        "as_of": "2030-01-02",
        "handling": "public",
        "party_order": ["A", "B"],
        "sources": [
            {"id": "S1", "short": "S", "kind": "note", "publisher": "P", "controlled_by": "A", "path": "s.txt"}
        ],
        "parties": [{"id": each, "name": each, "kind": "state", "role": "principal"} for each in "AB"],
        "meetings": [{"id": "M-01", "kind": "call", "parties": ["A", "B"], "dates": {}, "evidence": "They spoke."}],
        "issues": [{"id": "I-1", "title": "One"}],
        **parts,
    }  # fmt: skip


def forms(value: object, path: Path = ()) -> Iterator[tuple[Path, Form]]:
    """Every form in a record, with its path."""
    if isinstance(value, Form):
        yield path, value
        for name in type(value).model_fields:
            yield from forms(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from forms(inner, (*path, number))
