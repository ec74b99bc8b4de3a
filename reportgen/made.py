"""Memos made and not yet on disk, and whether they are as long as they may be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from msgspec import Struct

from reportgen.audience import CAVEAT, Audience
from reportgen.errors import WriteError
from reportgen.length import Lowered, Remade, lowered
from reportgen.memo.tree import Memo
from reportgen.memo.walk import anchored
from reportgen.record import Record
from reportgen.view.types import View

Names = set[str] | None
"""Where the names of templates are put that a memo is made of, if anybody asks for them."""


class Output(Struct, frozen=True):
    """One memo in one format, as written: ``pages`` only for PDF, ``seconds`` to make it."""

    path: Path
    audience: str
    format: str
    seconds: float
    pages: int = 0


class Made(Struct):
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
    lowered: Callable[[], Iterable[Lowered]] = tuple
    """What would leave it, were it too long, and by what change."""
    templates: Collection[str] = ()
    """The names of those it was made of."""
    too_long: str = ""
    """Why it may not be written: it is over a firm limit."""

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


def within_limit_unseen(made: Made, pages: Callable[[], int]) -> None:
    """Hold a memo in Word, whose pages nobody counts, to a firm limit by those of the PDF that it would be."""
    limit = made.audience.pages
    if limit is None or not limit.firm or "pdf" in made.contents or "docx" not in made.contents:
        return
    try:
        made.pages = pages()
    except WriteError as error:
        made.warnings.append(f"{made.name('docx')}: its length is not checked, for want of a PDF. {error}")
    else:
        within_limit(made)


def within_limit(made: Made) -> None:
    """Over a soft page limit the memo says so; over a firm one it may not be written. Both say what would leave it."""
    limit = made.audience.pages
    if limit is None or made.pages <= limit.limit:
        return
    pages = "1 page" if limit.limit == 1 else f"{limit.limit} pages"
    over = f"{made.name('pdf')} runs to {made.pages} pages; the limit is {pages}."
    steps, file = "; ".join(map(str, made.lowered())), f"audiences/{made.audience.name}.yaml"
    remedy = f"Shorten texts, or take a section out of {file}."
    if steps:
        which = 'Which of a list leave first is told by their "priority", 3 before 1.'
        remedy = f"In {file}, one after the other until it fits: {steps}. {which} Or shorten texts."
    if limit.firm:
        made.too_long = f"{over} {remedy}"
    else:
        made.warnings.append(f"{over} {remedy}")


def leaving(record: Record, made: Made, remade: Remade) -> Callable[[], Iterable[Lowered]]:
    """What would leave a memo, when asked; ``remade`` makes it for its audience as that is lowered."""
    ranks = {entry.id: entry.priority for _, _, entry in record.talks.entries()}
    return lambda: lowered(made.audience, (made.view, made.memo), ranks, remade)


def refuse_too_long(memos: Iterable[Made]) -> None:
    """Raises :class:`WriteError` with every memo that is over a firm limit."""
    if told := [made.too_long for made in memos if made.too_long]:
        raise WriteError("\n".join(told))
