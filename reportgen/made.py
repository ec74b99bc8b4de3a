"""Memos made and not yet on disk, and whether they are as long as they may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportgen.audience import CAVEAT, Audience
from reportgen.errors import WriteError
from reportgen.memo.tree import Memo
from reportgen.memo.walk import anchored
from reportgen.view import View


@dataclass(frozen=True, slots=True)
class Output:
    """One memo in one format, as written: ``pages`` only for PDF, ``seconds`` to make it."""

    path: Path
    audience: str
    format: str
    seconds: float
    pages: int = 0


@dataclass(slots=True)
class Made:
    """One audience's memo in every format asked for, not yet on disk."""

    audience: Audience
    view: View
    memo: Memo
    contents: dict[str, bytes]
    seconds: dict[str, float]
    pages: int
    warnings: list[str]
    to_judge: list[str]
    """Warnings that may speak of what this audience may not see: for whoever holds the whole record."""
    record: bytes = b""
    """The audience's cut of the record as JSON, to be carried inside the file; none for an audience without."""

    @property
    def stem(self) -> str:
        """The name of its files, without their endings."""
        translated = f".{self.memo.language}" if self.view.properties.record_language else ""
        return f"{self.view.header.id}.{self.audience.name}{translated}"

    def name(self, format: str) -> str:
        """The file name in one format."""
        return f"{self.stem}.{format}"

    def outputs(self, folder: Path) -> list[Output]:
        """What will lie in ``folder``."""
        pages = {"pdf": self.pages}
        return [
            Output(folder / self.name(each), self.audience.name, each, self.seconds[each], pages.get(each, 0))
            for each in self.contents
        ]


def without_caveat(made: Made) -> list[str]:
    """A warning when the record has a source caveat and no section of the audience prints it."""
    caveat = made.view.header.caveat
    if not caveat or any(line.of == f"{made.view.header.id}.source_caveat" for line in anchored(made.memo)):
        return []
    name, sections = made.audience.name, ", ".join(CAVEAT)
    remedy = f"List one that does in audiences/{name}.yaml: {sections}."
    return [f"{made.stem} lacks the source caveat: no section of {name} prints it. {remedy}"]


Layout = Callable[[str, Memo], tuple[bytes, int, tuple[str, ...]]]
"""Lays out the PDF of the memo called so: its bytes, its pages, what the layout warned of."""


def within_limit_unseen(made: Made, lay_out: Layout) -> None:
    """Hold a memo in Word, whose pages nobody counts, to a firm limit by the PDF that it would be."""
    limit = made.audience.pages
    if limit is None or not limit.firm or "pdf" in made.contents or "docx" not in made.contents:
        return
    try:
        _, made.pages, _ = lay_out(made.name("pdf"), made.memo)
    except WriteError as error:
        made.warnings.append(f"{made.name('docx')}: its length is not checked, for want of a PDF. {error}")
    else:
        within_limit(made)


def within_limit(made: Made) -> None:
    """Over a firm page limit the memo fails; over a soft one it says so. Both name what to drop."""
    limit = made.audience.pages
    if limit is None or made.pages <= limit.limit:
        return
    pages = "1 page" if limit.limit == 1 else f"{limit.limit} pages"
    stated = {line.of.partition(".")[0] for line in anchored(made.memo)}
    named = ", ".join([each for each in made.view.droppable if each in stated][:6]) or "nothing in it can be"
    over = f"{made.name('pdf')} runs to {made.pages} pages; the limit is {pages}."
    drop = f"To be dropped first, by priority: {named}."
    if limit.firm:
        remedy = f'Give them "priority: 3", shorten their text, or lower "most" in audiences/{made.audience.name}.yaml.'
        raise WriteError(f"{over} {drop} {remedy}")
    made.warnings.append(f"{over} {drop}")
