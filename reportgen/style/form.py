"""What ``style.yaml`` can say, as frozen data; every key has its default here."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from reportgen.form import Form, Words
from reportgen.memo.tree import Side

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
FontName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 \-]{0,60}$")]
Points = Annotated[float, Field(ge=6, le=48)]
Millimetres = Annotated[float, Field(ge=8, le=80)]
FileName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""A file beside ``style.yaml`` or in a folder there."""
OneLine = Annotated[str, StringConstraints(strip_whitespace=True, max_length=160, pattern=r"^[^\n]*$")]


def _filling(widths: tuple[float, ...]) -> tuple[float, ...]:
    if abs(sum(widths) - 100) > 0.5:
        raise ValueError(f"the column widths add up to {sum(widths):g}, not to 100")
    return widths


Widths = Annotated[tuple[Annotated[float, Field(gt=0, le=100)], ...], AfterValidator(_filling)]
"""Column widths of a table in per cent; they add up to 100."""


def _leaving(ends: tuple[float, ...]) -> tuple[float, ...]:
    if len(ends) != 2:
        raise ValueError(f"two widths are needed, the first column's and the last's, and here stand {len(ends)}")
    if sum(ends) >= 100:
        raise ValueError(f"the two columns take up {sum(ends):g}, and leave nothing to those between")
    return ends


Width = Annotated[float, Field(gt=0, lt=100)]
Ends = Annotated[tuple[Width, ...], AfterValidator(_leaving)]
"""Widths of the first and the last column in per cent; the columns between share what is left."""


class Paper(StrEnum):
    """The sheet a memo is laid out for."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height of the sheet held upright (ISO 216; ANSI/ASME Y14.1)."""
        return (210.0, 297.0) if self is Paper.A4 else (215.9, 279.4)


MOST_FONTS = 64


class Fonts(Form):
    """Families by name, and files for scripts the shipped fonts lack."""

    text: FontName = "Carlito"
    word: FontName = "Calibri"
    word_east_asian: FontName = "Microsoft YaHei"
    word_right_to_left: FontName = "Arial"
    files: Annotated[tuple[FileName, ...], Field(max_length=MOST_FONTS)] = ()


class Sizes(Form):
    """Type sizes in points."""

    text: Points = 10.5
    table: Points = 9.5
    small: Points = 8.5
    title: Points = 19
    section: Points = 12.5
    part: Points = 10.5


class Colours(Form):
    """Colours as ``#RRGGBB``."""

    text: Colour = "#1b1f24"
    quiet: Colour = "#505a64"
    accent: Colour = "#16365c"
    shade: Colour = "#e9eef4"
    stripe: Colour = "#f6f8fa"
    rule: Colour = "#b9c3cd"
    caution: Colour = "#8a4b00"
    draft: Colour = "#a3201d"


class Margins(Form):
    """White margins in millimetres; running heads stand inside them."""

    top: Millimetres = 23
    bottom: Millimetres = 21
    left: Millimetres = 22
    right: Millimetres = 22


class Page(Form):
    """The sheet and its margins."""

    paper: Paper = Paper.A4
    margins: Margins = Margins()


class TableLines(StrEnum):
    """Which lines a table is ruled with."""

    ROWS = "rows"
    GRID = "grid"
    NONE = "none"


class TableHead(StrEnum):
    """The ground that column heads and group rows stand on."""

    SHADED = "shaded"
    PLAIN = "plain"


class Padding(StrEnum):
    """White inside a cell."""

    TIGHT = "tight"
    NORMAL = "normal"
    ROOMY = "roomy"

    @property
    def ems(self) -> tuple[float, float]:
        """White above and below the words of a cell, and beside them, in type sizes of the table."""
        return {Padding.TIGHT: (0.07, 0.3), Padding.NORMAL: (0.16, 0.4), Padding.ROOMY: (0.36, 0.55)}[self]


class Tables(Form):
    """How every table looks."""

    lines: TableLines = TableLines.ROWS
    head: TableHead = TableHead.SHADED
    stripes: bool = False
    """Whether every second row stands on ``colours.stripe``."""
    padding: Padding = Padding.NORMAL


class Citations(StrEnum):
    """What a citation is in Word, where the memo prints the passage; its words are the same in each."""

    LINKS = "links"
    FOOTNOTES = "footnotes"
    ENDNOTES = "endnotes"


class RunningText(Form):
    """Words on every page, with ``{parts}`` (:mod:`reportgen.style.parts`); without a footer, that of the labels."""

    header: OneLine = ""
    footer: OneLine = ""


class Logo(Form):
    """A picture at the head of the first page."""

    file: FileName
    alt: Annotated[Words, StringConstraints(max_length=250)]
    """What it shows, for those who do not see it."""
    width: Annotated[float, Field(ge=8, le=120)] = 30
    """In millimetres; the height follows."""
    place: Side = Side.LEFT


class Letterhead(Form):
    """A Word document whose looks DOCX memos take over."""

    file: FileName
    table_style: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""
    """The name of a table style in it; without one, tables look as ``tables`` says."""


def _named(value: object) -> object:
    return {"file": value} if isinstance(value, str) else value


class Style(Form):
    """Everything that dresses a memo, and the few words that a desk puts on every page of its memos."""

    fonts: Fonts = Fonts()
    sizes: Sizes = Sizes()
    leading: Annotated[float, Field(ge=1, le=2)] = 1.25
    colours: Colours = Colours()
    page: Page = Page()
    tables: Tables = Tables()
    columns: dict[str, Widths] = Field(default_factory=dict)
    ends: dict[str, Ends] = Field(default_factory=dict)
    running: RunningText = RunningText()
    citations: Citations = Citations.LINKS
    logo: Logo | None = None
    letterhead: Annotated[Letterhead | None, BeforeValidator(_named)] = None
    """The name of the file alone will do."""

    def widths(self, table: str, columns: int) -> tuple[float, ...]:
        """Column widths of a table in per cent; even ones when the style names none that fit."""
        if table in self.ends and columns > 2:
            first, last = self.ends[table]
            return (first, *((100 - first - last) / (columns - 2),) * (columns - 2), last)
        widths = self.columns.get(table, ())
        return widths if len(widths) == columns else (100 / columns,) * columns

    def on(self, paper: Paper) -> Style:
        """The same style on another sheet."""
        return self.model_copy(update={"page": self.page.model_copy(update={"paper": paper})})
