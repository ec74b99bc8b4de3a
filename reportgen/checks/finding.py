"""What a check reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.errors import Problem


class Level(StrEnum):
    """How grave: an error stops the record's memos, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Problem):
    """A :class:`~reportgen.errors.Problem` with the check's stable code and the entry it speaks of."""

    code: str
    entry: str
    level: Level = Level.ERROR
