"""What a PDF can be: by which engine, to which standard; and the finished file."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from msgspec import Struct

from reportgen.errors import WriteError, did_you_mean

EMBEDDED = "talks.json"
"""What the record is called inside a file that carries it."""


class Engine(StrEnum):
    """What lays out a PDF."""

    WEASYPRINT = "weasyprint"
    """From the same markup and style sheet as the HTML file; needs the Pango text libraries."""
    TYPST = "typst"
    """From the memo's tree and the style alone; a wheel that needs nothing else."""


class Variant(StrEnum):
    """What a PDF is to conform to."""

    ARCHIVAL = "a-3a+ua-1"
    """PDF/A-3a and PDF/UA-1 in one file (ISO 19005-3, ISO 14289-1): kept for long, and read aloud."""
    ARCHIVAL_2 = "a-4f"
    """PDF/A-4f (ISO 19005-4), on PDF 2.0; Typst alone writes it."""
    PLAIN = "plain"
    """Tagged all the same, but for no standard, and with nothing embedded."""


class Printing(Struct, frozen=True):
    """How PDFs are made. Raises :class:`WriteError` for a standard that the engine does not write."""

    engine: Engine = Engine.WEASYPRINT
    variant: Variant = Variant.ARCHIVAL

    def __post_init__(self) -> None:
        if self.variant is Variant.ARCHIVAL_2 and self.engine is not Engine.TYPST:
            raise WriteError(
                f"Only Typst writes {self.variant}: choose it with --pdf-engine typst, or another --pdf-variant."
            )

    @classmethod
    def named(cls, engine: str | None, variant: str | None) -> Printing:
        """As the words say; what is left out is as ever. Raises :class:`WriteError` for words there are not."""
        return cls(
            _known(Engine, engine or Engine.WEASYPRINT, "PDF engine"),
            _known(Variant, variant or Variant.ARCHIVAL, "PDF variant"),
        )


Kind = TypeVar("Kind", bound=StrEnum)


def _known(kind: type[Kind], word: str, what: str) -> Kind:
    try:
        return kind(word)
    except ValueError:
        raise WriteError(f'There is no {what} "{word}". {did_you_mean(word, list(kind))}') from None


class Pdf(Struct, frozen=True):
    """A finished PDF: its bytes, its number of pages, and what the layout warned of."""

    content: bytes
    pages: int
    warnings: tuple[str, ...]
