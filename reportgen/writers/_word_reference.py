"""Style and memo → an empty Word document dressed with them: our own reference document.

It is kept as its parts in ``reference/``, with a ``$name`` wherever a value of the style belongs.
"""

from __future__ import annotations

from functools import cache, lru_cache
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from string import Template
from zipfile import ZipFile

from msgspec import Struct

from reportgen.memo.tree import Memo
from reportgen.style import Style, TableHead, TableLines
from reportgen.writers._letterhead import Letterhead
from reportgen.writers._word_fonts import font_table
from reportgen.writers._word_scripts import Script, script_of

_TERM_SHARE = 0.2
"""Share of the text width that the names of a header block take."""

_RUNNING_AT = 0.45
"""Where running matter stands in its margin, from the edge of the sheet."""

_LANGUAGES = {Script.LATIN: "en-GB", Script.EAST_ASIAN: "zh-CN", Script.RIGHT_TO_LEFT: "ar-SA"}
"""Languages of words in another script than the memo's that are not marked with one."""


class Sheet(Struct, frozen=True):
    """A page in twentieths of a point, turned as the memo wants it; the margins stay where they are."""

    width: int
    height: int
    text_width: int

    @classmethod
    def of(cls, memo: Memo, style: Style) -> Sheet:
        width, height = sorted(style.page.paper.millimetres, reverse=memo.landscape)
        margins = style.page.margins
        between = width - margins.left - margins.right
        return cls(twentieths(width), twentieths(height), twentieths(between))


def twentieths(millimetres: float) -> int:
    """Millimetres in twentieths of a point, as Word measures."""
    return round(millimetres * 1440 / 25.4)


def reference(memo: Memo, style: Style, text_width: int, letterhead: Letterhead | None = None) -> bytes:
    """The reference document as a DOCX file without content, for such a memo in such a style.

    ``text_width`` is the room between the margins, in twentieths of a point; a letterhead changes its looks.
    """
    values = _values(memo, style) | {"text_width": text_width, "term_width": round(text_width * _TERM_SHARE)}
    parts = _filled(tuple(values.items())) | {"word/fontTable.xml": font_table(style)}
    return _package(tuple((letterhead.over(parts, memo.landscape) if letterhead else parts).items()))


@lru_cache(maxsize=8)
def _filled(values: tuple[tuple[str, str | int], ...]) -> dict[str, bytes]:
    """The parts, a value in the place of each name."""
    escaped = {name: escape(str(value), quote=False).replace('"', "&quot;") for name, value in values}
    return {name: part.substitute(escaped).encode() for name, part in _parts().items()}


@lru_cache(maxsize=8)
def _package(parts: tuple[tuple[str, bytes], ...]) -> bytes:
    """The parts as a file: those of all memos that look alike are the same."""
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return package.getvalue()


def prepare_reference() -> None:
    """Read the parts of the reference document, which are the same for every memo."""
    _parts()


@cache
def _parts() -> dict[str, Template]:
    return dict(_read(files(__package__) / "reference"))


def _read(folder: Traversable, path: str = "") -> list[tuple[str, Template]]:
    found: list[tuple[str, Template]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found.extend(_read(entry, f"{path}{entry.name}/"))
        else:
            found.append((f"{path}{entry.name}", Template(entry.read_text(encoding="utf-8"))))
    return found


def _values(memo: Memo, style: Style) -> dict[str, str | int]:
    """What each ``$name`` in the parts stands for."""
    fonts = style.fonts
    languages = _LANGUAGES | {script_of(memo.language): memo.language}
    values: dict[str, str | int] = {
        "font_latin": fonts.word,
        "font_east_asian": fonts.word_east_asian,
        "font_right_to_left": fonts.word_right_to_left,
        "language_latin": languages[Script.LATIN],
        "language_east_asian": languages[Script.EAST_ASIAN],
        "language_right_to_left": languages[Script.RIGHT_TO_LEFT],
        "right_to_left": int(memo.right_to_left),
    }
    for name, points in style.sizes.model_dump().items():
        values[f"size_{name}"] = round(points * 2)
        values[f"line_{name}"] = round(points * style.leading * 20)
    return values | _page(memo, style) | _colours(memo, style) | _tables(style)


def _page(memo: Memo, style: Style) -> dict[str, str | int]:
    margins, sheet = style.page.margins, Sheet.of(memo, style)
    return {
        "sheet_width": sheet.width,
        "sheet_height": sheet.height,
        "orientation": "landscape" if memo.landscape else "portrait",
        "margin_top": twentieths(margins.top),
        "margin_right": twentieths(margins.right),
        "margin_bottom": twentieths(margins.bottom),
        "margin_left": twentieths(margins.left),
        "head_at": twentieths(margins.top * _RUNNING_AT),
        "foot_at": twentieths(margins.bottom * _RUNNING_AT),
    }


def _tables(style: Style) -> dict[str, str | int]:
    tables, (above, beside) = style.tables, style.tables.padding.ems
    return {
        "row_line": "nil" if tables.lines is TableLines.NONE else "single",
        "column_line": "single" if tables.lines is TableLines.GRID else "nil",
        "head_ground": ground_of_heads(style),
        "above_words": round(above * style.sizes.table * 20),
        "beside_words": round(beside * style.sizes.table * 20),
    }


def ground_of_heads(style: Style) -> str:
    """The fill of column heads and group rows."""
    return style.colours.shade.lstrip("#") if style.tables.head is TableHead.SHADED else "auto"


def _colours(memo: Memo, style: Style) -> dict[str, str]:
    colours = {name: colour.lstrip("#") for name, colour in style.colours.model_dump().items()}
    start, end = ("right", "left") if memo.right_to_left else ("left", "right")
    for box, rule in (("comment", colours["accent"]), ("caution", colours["caution"])):
        colours |= {f"{box}_{start}": rule, f"{box}_{end}": colours["shade"]}
    return colours
