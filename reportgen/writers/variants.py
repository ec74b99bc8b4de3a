"""What a PDF can be: by which engine, to which standard; and the finished file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF: its bytes, its number of pages, and what the layout warned of."""

    content: bytes
    pages: int
    warnings: tuple[str, ...]
