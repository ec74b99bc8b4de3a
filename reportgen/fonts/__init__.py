"""The fonts memos are set in: files shipped with the program, what they cover, and how to ask for them.

A memo looks the same on every machine because nothing but these files, the CJK extra and the files a
style names is ever visible to the layout engine. All are static TrueType (``glyf``) or, for CJK, an
OpenType collection: variable fonts are several times slower and depend on the clock, region subsets
of CID fonts make invalid PDF/A. Importing this package reads no font.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from reportgen.fonts.charmap import glyphs_of
from reportgen.fonts.configuration import configuration

CJK_INSTALL = 'pip install "reportgen[cjk]"'

_HERE = Path(__file__).parent
_WESTERN = "Latin, Greek, Cyrillic"
_SHIPPED = (
    ("Carlito", _WESTERN, ("Carlito-Regular", "Carlito-Bold", "Carlito-Italic", "Carlito-BoldItalic")),
    ("Noto Sans", f"{_WESTERN}, rarer letters", ("NotoSans-Regular", "NotoSans-Bold")),
    ("Noto Naskh Arabic", "Arabic", ("NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold")),
    ("Noto Sans Hebrew", "Hebrew", ("NotoSansHebrew-Regular", "NotoSansHebrew-Bold")),
    ("Noto Sans Symbols2", "arrows, shapes, check marks", ("NotoSansSymbols2-Regular",)),
    ("Noto Emoji", "emoji, in outline", ("NotoEmoji-Regular",)),
)
CJK_FAMILY = "Noto Sans CJK SC"
_CJK_PACKAGE, _CJK_FILE = "noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc"
_CJK_LETTERS = re.compile("CJK|HANGUL|HIRAGANA|KATAKANA|BOPOMOFO|IDEOGRAPHIC|KANGXI|FULLWIDTH|HALFWIDTH")

# Format characters that do have a shape, unlike the rest of their category.
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
_SHAPELESS_MARKS = frozenset("\u034f") | {chr(n) for n in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}


class Face(Struct, frozen=True):
    """One font file: its family, as CSS names it, and the scripts it is here for, in words."""

    family: str
    file: Path
    scripts: str


def faces() -> tuple[Face, ...]:
    """The shipped faces in order of preference, then the CJK extra where it is installed."""
    shipped = (Face(family, _HERE / f"{name}.ttf", scripts) for family, scripts, names in _SHIPPED for name in names)
    cjk = _cjk_file()
    return (*shipped, Face(CJK_FAMILY, cjk, "Chinese, Japanese, Korean")) if cjk else tuple(shipped)


def fallback_families() -> tuple[str, ...]:
    """Families to try, in this order, after those a style names.

    CJK comes last, so that installing it changes nothing the shipped faces already draw.
    """
    return tuple(dict.fromkeys(face.family for face in faces()))


def missing_characters(text: str, extra: Sequence[Path] = ()) -> tuple[str, ...]:
    """The characters of ``text`` that no face has a glyph for, each once, in order.

    ``extra`` are further font files. What draws nothing (white space, controls, joiners, variation
    selectors, soft hyphens) is never missing.
    """
    missing = [character for character in dict.fromkeys(text) if _is_drawn(character)]
    for file in (*(face.file for face in faces()), *extra):
        if not missing:
            break
        covered = glyphs_of(file)
        missing = [character for character in missing if ord(character) not in covered]
    return tuple(missing)


def remedy_for(character: str) -> str:
    """What gets a character of :func:`missing_characters` its glyph."""
    if _CJK_LETTERS.match(unicodedata.name(character, "")) and _cjk_file() is None:
        return f"Install the CJK fonts: {CJK_INSTALL}"
    return "Name a font file that has it under fonts.files in style.yaml."


def write_configuration(folder: Path, extra: Sequence[Path] = ()) -> Path:
    """Write a fontconfig file into ``folder`` that shows our faces and ``extra``, and nothing of the host.

    Point ``FONTCONFIG_FILE`` at the returned path before fontconfig reads its configuration. Whatever
    families are asked for, :func:`fallback_families` follow. ``folder`` holds links to single font
    files and fontconfig's cache, so it must exist as long as the configuration is in use.
    """
    places = font_folders(folder, extra)
    path = folder / "fonts.conf"
    path.write_text(configuration(places, folder / "cache", fallback_families()), encoding="utf-8")
    return path


def font_folders(folder: Path, extra: Sequence[Path] = ()) -> tuple[Path, Path]:
    """Two folders that hold our faces and ``extra``, and no other font: our own, and one made in ``folder``."""
    cjk = _cjk_file()
    single = (*((cjk,) if cjk else ()), *extra)
    linked = folder / "fonts"
    linked.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(single):
        _link(file.resolve(), linked / f"{number}-{file.name}")
    return _HERE, linked


def _link(file: Path, place: Path) -> None:
    # fontconfig 2.14 looks at folders only (a file named as <dir> is passed over), and the folder of
    # a single file may hold anything.
    place.unlink(missing_ok=True)
    try:
        place.symlink_to(file)
    except OSError:  # Windows grants symbolic links to developers only
        place.write_bytes(file.read_bytes())


def _cjk_file() -> Path | None:
    spec = find_spec(_CJK_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    file = Path(spec.origin).parent / _CJK_FILE
    return file if file.is_file() else None


def _is_drawn(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        return character in _VISIBLE_FORMATS
    return category not in {"Cc", "Zs", "Zl", "Zp"} and character not in _SHAPELESS_MARKS
