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
from reportgen.style.loading import load_style
from reportgen.style.logo import logo_of
from reportgen.style.parts import filled

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
