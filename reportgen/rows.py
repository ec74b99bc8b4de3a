"""Rows of plain values under fixed columns: what a record gives to pandas, polars, CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from msgspec import Struct

from reportgen.above import above

Value = str | int | date | None
Row = dict[str, Value]
"""One entry by column; ``None`` where the record says nothing."""


class Column(Struct, frozen=True):
    """A column: its name, the one type of its values, and what it says."""

    name: str
    type: type[str] | type[int] | type[date]
    meaning: str


class Rows(tuple[Row, ...]):
    """The rows of one part of a record: a tuple of dicts, with its columns even where there is no row.

    pandas takes them as ``DataFrame(rows, columns=rows.columns)``, polars as ``DataFrame(rows, schema=rows.schema)``.
    """

    columns: list[str]
    """The names of the columns, in their order."""
    schema: dict[str, type]
    """The type of each column by its name: ``str``, ``int`` or ``datetime.date``."""

    def __new__(cls, columns: Iterable[Column], rows: Iterable[Row]) -> Rows:
        """Rows that have these columns, in this order."""
        made = super().__new__(cls, rows)
        made.schema = {column.name: column.type for column in columns}
        made.columns = list(made.schema)
        return made

    def __getnewargs__(self) -> tuple[list[Column], tuple[Row, ...]]:
        """What a copy is made of."""
        return [Column(name, kind, "") for name, kind in self.schema.items()], tuple(self)

    def _repr_html_(self) -> str:
        """The rows as a notebook shows them."""
        return str(above("notebook:of_rows")(self))


@dataclass(frozen=True, slots=True, eq=False)
class Frames(Mapping[str, Rows]):
    """The parts of a record as rows, by attribute or by name: ``frames.agreements``, ``frames["agreements"]``."""

    agreements: Rows
    positions: Rows
    next_steps: Rows
    mentions: Rows
    formulae: Rows
    issues: Rows
    parties: Rows

    def __getitem__(self, name: str) -> Rows:
        if name not in set(self):
            raise KeyError(name)
        rows: Rows = getattr(self, name)
        return rows

    def __iter__(self) -> Iterator[str]:
        return (field.name for field in fields(self))

    def __len__(self) -> int:
        return len(fields(self))
