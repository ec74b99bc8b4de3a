"""What a check is, and what it reports."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from reportgen.above import above
from reportgen.errors import Place, Problem


class Level(StrEnum):
    """How grave: an error stops the record's memos, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(Problem, frozen=True, kw_only=True):
    """A :class:`~reportgen.errors.Problem` with the check's stable code and the entry it speaks of."""

    code: str
    entry: str
    level: Level = Level.ERROR

    def _repr_html_(self) -> str:
        """The finding as a notebook shows it, with the line it is about."""
        return str(above("notebook:of_finding")(self))


class Findings(tuple[Finding, ...]):
    """What a check reports: a tuple of findings, which a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(above("notebook:of_findings")(self))


class Rule(Struct, frozen=True):
    """One check: its stable code and its name. What it guards against stands in ``rules.yaml``."""

    code: str
    name: str

    @property
    def level(self) -> Level:
        """The level its code begins with."""
        return {"E": Level.ERROR, "W": Level.WARNING, "N": Level.NOTE}[self.code[0]]

    def found(self, entry: str, place: Place, message: str, remedy: str = "") -> Finding:
        """A finding of this check."""
        return Finding(code=self.code, level=self.level, entry=entry, place=place, message=message, remedy=remedy)
