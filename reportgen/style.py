"""How memos look: ``style.yaml`` as frozen data, the one source of CSS properties and Word styles."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

from reportgen.errors import Problem, StyleError
from reportgen.form import Form
from reportgen.validate import validated
from reportgen.yamlfile import read

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
FontName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 \-]{0,60}$")]
Points = Annotated[float, Field(ge=6, le=48)]
Millimetres = Annotated[float, Field(ge=8, le=80)]


def _filling(widths: tuple[float, ...]) -> tuple[float, ...]:
    if abs(sum(widths) - 100) > 0.5:
        raise ValueError(f"the column widths add up to {sum(widths):g}, not to 100")
    return widths


Widths = Annotated[tuple[Annotated[float, Field(gt=0, le=100)], ...], AfterValidator(_filling)]
"""Column widths of a table in per cent; they add up to 100."""


class Paper(StrEnum):
    """The sheet a memo is laid out for."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height of the sheet held upright (ISO 216; ANSI/ASME Y14.1)."""
        return (210.0, 297.0) if self is Paper.A4 else (215.9, 279.4)


class Fonts(Form):
    """Families by name, and files for scripts the shipped fonts lack."""

    text: FontName = "Carlito"
    word: FontName = "Calibri"
    word_east_asian: FontName = "Microsoft YaHei"
    word_right_to_left: FontName = "Arial"
    files: tuple[str, ...] = ()


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


class Style(Form):
    """Everything that dresses a memo and says nothing."""

    fonts: Fonts = Fonts()
    sizes: Sizes = Sizes()
    leading: Annotated[float, Field(ge=1, le=2)] = 1.25
    colours: Colours = Colours()
    page: Page = Page()
    columns: dict[str, Widths] = Field(default_factory=dict)

    def widths(self, table: str, columns: int) -> tuple[float, ...]:
        """Column widths of a table in per cent; even ones when the style names none that fit."""
        widths = self.columns.get(table, ())
        return widths if len(widths) == columns else (100 / columns,) * columns

    def on(self, paper: Paper) -> Style:
        """The same style on another sheet."""
        return self.model_copy(update={"page": self.page.model_copy(update={"paper": paper})})

    @property
    def text_width(self) -> float:
        """Width between the margins of an upright page, in millimetres."""
        margins = self.page.margins
        return self.page.paper.millimetres[0] - margins.left - margins.right


def load_style(path: Path, base: Style | None = None) -> Style:
    """Read ``style.yaml``; what it leaves out is as in ``base``.

    Raises :class:`StyleError` with every problem and its place.
    """
    file = read(path, error=StyleError)
    style = validated(Style, file, error=StyleError)
    lost = [
        Problem(
            file.place(("fonts", "files", number)),
            f'The font file "{name}" is not there.',
            f"It is looked for in {path.parent}.",
        )
        for number, name in enumerate(style.fonts.files)
        if not (path.parent / name).is_file()
    ]
    if lost:
        raise StyleError(lost)
    files = tuple(str((path.parent / name).resolve()) for name in style.fonts.files)
    style = style.model_copy(update={"fonts": style.fonts.model_copy(update={"files": files})}) if files else style
    return _over(base, style) if base else style


def _over(base: Form, style: Form) -> Any:
    """``base`` with what ``style`` sets, at any depth."""
    update = {}
    for name in style.model_fields_set:
        below, value = getattr(base, name), getattr(style, name)
        both = isinstance(below, dict) and isinstance(value, dict)
        update[name] = _over(below, value) if isinstance(value, Form) else {**below, **value} if both else value
    return base.model_copy(update=update)
