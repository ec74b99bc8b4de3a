"""What is asked for of a record: for whom, in what formats, how. Plain and frozen, so that it can travel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypedDict

from msgspec import Struct
from msgspec.structs import replace

from reportgen.child import Limits, prepare
from reportgen.writers import FORMATS

RENDERING = ("reportgen.template:prepare", "reportgen.view.types")
"""What a child needs to make the markup of a memo; functions do what can be done before there is one."""
WRITING = ("reportgen.making", "reportgen.memo.tree")
"""What it needs to make a file of one."""
MODULES = (*RENDERING, *WRITING)
FIRST = {
    "pdf": ("reportgen.writers._ahead:weasyprint", "reportgen.writers.pdf:prepare"),
    "typst": ("reportgen.writers.typst:prepare",),
}
"""What it needs besides for a format, where that takes so long that it is begun before the rest."""
WRITERS = {
    "docx": ("reportgen.writers._ahead:docx",),
    "html": ("reportgen.writers.html",),
    "md": ("reportgen.writers.markdown",),
}
"""The same where it does not."""
AHEAD = "reportgen.template:prepare_all"
"""What it can do without, and has when there was time for it."""


class Wanted(TypedDict, total=False):
    """What may be wanted of a build; what is left out is as by default."""

    audiences: Sequence[str]
    """The readers, by name; all there are by default."""
    formats: Sequence[str]
    """Of ``pdf``, ``docx``, ``html`` and ``md``; all of them by default."""
    templates: str | Path | None
    """A folder searched before the shipped one."""
    paper: str | None
    """``a4`` or ``letter``; that of style.yaml by default."""
    language: str | None
    """Of the memos' own words; the record's by default."""
    allow_findings: bool
    """Build despite error findings, with DRAFT on every page."""
    with_proposals: bool
    """Print what is only proposed too, marked, with DRAFT on every page."""
    final: bool
    """Refuse error findings, and entries not signed as they stand."""
    scheme: str | None
    """Of markings, for a record that names none."""
    portion_marks: bool
    """Mark each paragraph."""
    report: bool
    """Write the build report too."""
    limits: Limits | None
    """What making one memo may take in a child; one is used for ``templates``."""
    pdf_engine: str | None
    """``weasyprint`` or ``typst``."""
    pdf_variant: str | None
    """``a-3a+ua-1``, ``plain`` or, with Typst, ``a-4f``."""


class Order(Struct, frozen=True, kw_only=True):
    """All of :class:`Wanted`; ``apart`` makes each memo in a child of its own, and then ``jobs`` of them at once."""

    audiences: tuple[str, ...] = ()
    formats: tuple[str, ...] = FORMATS
    templates: Path | None = None
    paper: str | None = None
    language: str | None = None
    allow_findings: bool = False
    with_proposals: bool = False
    final: bool = False
    scheme: str | None = None
    portion_marks: bool = False
    report: bool = False
    limits: Limits | None = None
    pdf_engine: str | None = None
    pdf_variant: str | None = None
    apart: bool = False
    jobs: int = 1

    @classmethod
    def of(cls, wanted: Wanted) -> Order:
        """What is wanted, and the defaults for the rest. Raises ``TypeError`` for what cannot be wanted."""
        plain: dict[str, Any] = dict(wanted)
        plain |= {name: tuple(plain[name]) for name in ("audiences", "formats") if name in plain}
        templates = plain.pop("templates", None)
        return cls(templates=Path(templates) if templates else None, **plain)

    @property
    def modules(self) -> tuple[str, ...]:
        """What a child needs to make this, by name; what takes longest to import follows the markup's at once."""
        formats = ["typst" if (each, self.pdf_engine) == ("pdf", "typst") else each for each in self.formats]
        first, last = ([name for each in formats for name in of.get(each, ())] for of in (FIRST, WRITERS))
        return (*RENDERING, *first, *WRITING, *last, AHEAD)

    def prepare(self) -> None:
        """Have what children need imported elsewhere, while other things are done here."""
        prepare(self.modules)

    def only(self, formats: Iterable[str]) -> Order:
        """The same in these formats alone."""
        return replace(self, formats=tuple(formats))

    def for_each(self, records: int) -> Order:
        """The same for one of so many records that are made side by side."""
        return replace(self, jobs=max(1, self.jobs // records))
