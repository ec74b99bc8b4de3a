"""How memos look: ``style.yaml`` → :class:`Style`, the one source of CSS properties and Word styles.

form       what can be said in style.yaml, as frozen data
contrast   colours of words against the grounds they stand on (WCAG 2.2)
logo       the picture at the head of the first page
families   font families and files that are there and can be used
beside     files that lie beside a style, and nowhere else
parts      {parts} of running text, by name
loading    style.yaml and the files beside it → a style, or every problem at once
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.style.form import (
    Citations,
    Colours,
    Fonts,
    Letterhead,
    Logo,
    Margins,
    Padding,
    Page,
    Paper,
    RunningText,
    Sizes,
    Style,
    TableHead,
    TableLines,
    Tables,
)
from reportgen.style.parts import filled

if TYPE_CHECKING:
    from reportgen.memo import tree

__all__ = [
    "Citations",
    "Colours",
    "Fonts",
    "Letterhead",
    "Logo",
    "Margins",
    "Padding",
    "Page",
    "Paper",
    "RunningText",
    "Sizes",
    "Style",
    "TableHead",
    "TableLines",
    "Tables",
    "filled",
    "load_style",
    "logo_of",
]


def load_style(path: Path, base: Style | None = None) -> Style:
    """The style in a file, as :func:`reportgen.style.loading.load_style` reads it."""
    from reportgen.style import loading  # not where memos are dressed in a style read elsewhere

    return loading.load_style(path, base)


def logo_of(style: Style) -> tree.Logo | None:
    """The logo of a style, as :func:`reportgen.style.logo.logo_of` reads it."""
    from reportgen.style import logo

    return logo.logo_of(style)
