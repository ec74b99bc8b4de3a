"""Does a finished memo still say what it said, and does the record still say so?

In: a memo (PDF or DOCX) and, if there is one, the record on disk. Out: what in the memo was edited, whether the
record inside it is whole, and what in the record is not as it was when the memo was made.
"""

from __future__ import annotations

from msgspec import Struct

from reportgen.carried import Carried
from reportgen.finished import Finished
from reportgen.verify.differences import Difference, differences
from reportgen.verify.words import Edit, edits

__all__ = ["Difference", "Edit", "Verdict", "verify"]


class Verdict(Struct, frozen=True):
    """What became of a memo since it was made."""

    carried: Carried
    whole: bool
    """Whether the record inside it is the one that was put in."""
    edits: tuple[Edit, ...]
    marks: tuple[str, ...]
    differences: tuple[Difference, ...] | None
    """Against the record on disk; None where there is none to compare with."""

    @property
    def unchanged(self) -> bool:
        """Whether text, record inside and record on disk all say the same."""
        return self.whole and not self.edits and not self.differences


def verify(memo: Finished, now: Carried | None = None) -> Verdict:
    """Compare a finished memo with the record inside it, and that with what a memo would carry ``now``.

    Raises :class:`~reportgen.errors.ReportgenError` when the record inside it cannot be read.
    """
    carried = memo.carried
    now_otherwise = tuple(differences(carried, now)) if now else None
    return Verdict(carried, memo.whole, tuple(edits(memo, carried)), memo.marks, now_otherwise)
