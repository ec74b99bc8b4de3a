"""A memo as PDF, through Typst: from its tree and the style, by one program of ours that never changes.

The tree is handed over as JSON, so its words are text and never markup. Typst sees these files and our fonts
(and the style's), no other file, no network and no clock; its wheel needs no system library.
"""

from __future__ import annotations

import atexit
import json
import tempfile
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from msgspec import Struct

from reportgen.errors import WriteError
from reportgen.fonts import fallback_families, font_folders
from reportgen.memo.tree import Memo
from reportgen.style import Style
from reportgen.writers._characters import every_character_has_a_glyph
from reportgen.writers._typst_door import load_typst
from reportgen.writers._typst_mend import mended
from reportgen.writers._typst_tree import Tree
from reportgen.writers.variants import EMBEDDED, Pdf, Variant

STANDARDS: dict[Variant, list[str]] = {
    Variant.ARCHIVAL: ["a-3a", "ua-1"],
    Variant.ARCHIVAL_2: ["a-4f"],
    Variant.PLAIN: [],
}
_PARTS = ("blocks", "inline", "running", "table")


def write_typst(memo: Memo, style: Style, *, record: bytes = b"", variant: Variant = Variant.ARCHIVAL) -> Pdf:
    """The memo as tagged PDF.

    ``record`` is what the memo was made from, as JSON; it is embedded as ``talks.json`` unless there is none or the
    file is to be plain.

    Raises :class:`WriteError` when Typst is not installed, a font lacks a character, or Typst refuses the memo.
    """
    every_character_has_a_glyph(memo, style)
    record = record if variant is not Variant.PLAIN else b""
    press = _press(style.fonts.files)
    # PDF 2.0 knows strong words; what 1.7 makes of them is a span that says nothing to a reader.
    tells_strength = variant is Variant.ARCHIVAL_2
    tree = Tree(memo, style).whole(press.families(style), attached=bool(record), tells_strength=tells_strength)
    given = _program() | {"memo.json": json.dumps(tree, ensure_ascii=False).encode()}
    given |= {EMBEDDED: record} if record else {}
    try:
        content, warnings = press.compiler.compile_with_warnings(
            given, format="pdf", pdf_standards=STANDARDS[variant], timestamp=_day(memo)
        )
    except RuntimeError as error:  # what it says of itself is among them
        raise WriteError(_told(error)) from None
    told = tuple(warning.message for warning in warnings)
    if unknown := [each for each in told if each.startswith("unknown font family")]:
        raise WriteError(f"The PDF would not be whole: {unknown[0]}.")
    content, pages = mended(content, memo, record, variant)
    return Pdf(content, pages, told)


def _day(memo: Memo) -> datetime:
    return datetime.combine(memo.properties.created, time(), UTC)


def _told(error: RuntimeError) -> str:
    """What Typst says, as one sentence, with what it thinks would help."""
    hints = "".join(f" {hint[:1].upper()}{hint[1:]}." for hint in getattr(error, "hints", ()))
    return f"Typst cannot make the PDF: {getattr(error, 'message', str(error)).rstrip('.')}.{hints}"


@cache
def _program() -> dict[str, bytes]:
    folder = files(__package__) / "layout"
    return {f"{name}.typ": (folder / f"{name}.typ").read_bytes() for name in _PARTS} | {
        "main.typ": (folder / "memo.typ").read_bytes()
    }


class Press(Struct, frozen=True):
    """A compiler that sees our fonts and some of a style's, and none of the machine's; ``own`` are their families."""

    compiler: Any
    own: tuple[str, ...]

    def families(self, style: Style) -> list[str]:
        """The text family, then what stands in for characters it lacks; each as the font itself is called."""
        text = style.fonts.text
        known = {family.casefold() for family in (*self.own, *fallback_families())}
        named = [text] if text.casefold() in known else []
        return list(dict.fromkeys([*named, *self.own, *fallback_families()]))


def prepare() -> None:
    """Do beforehand what every PDF needs: open the library."""
    load_typst()


@cache
def _press(extra: tuple[str, ...]) -> Press:
    """One a process and set of font files."""
    typst = load_typst()
    folder = tempfile.TemporaryDirectory(prefix="reportgen-typst-")
    atexit.register(folder.cleanup)
    (root := Path(folder.name) / "root").mkdir()
    paths = font_folders(Path(folder.name), [Path(name) for name in extra])
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(paths))
    shipped = {*fallback_families()}
    own = sorted(family for family in fonts.families() if family not in shipped) if extra else []
    return Press(typst.Compiler(root=root, font_paths=fonts), tuple(own))
