"""The logo of a style: a file → the picture that memos carry, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.errors import Place, Problem, StyleError
from reportgen.memo.tree import Logo, PictureKind
from reportgen.pictures import LARGEST, drawn
from reportgen.style import form
from reportgen.style.beside import beside, told
from reportgen.yamlfile import YamlFile

HIGHEST = 60
"""Millimetres; a logo that is higher leaves a one-page memo no room."""


def read_logo(logo: form.Logo, file: Path) -> Logo:
    """The picture in ``file``, fit to be printed. Raises ValueError in words that go on from "The logo …"."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError:
        raise ValueError("cannot be read; look whether it is there, and whether you may open it") from None
    picture = drawn(content)
    height = logo.width * picture.proportion
    if height > HIGHEST:
        widest = HIGHEST / picture.proportion
        raise ValueError(
            f"would be {height:.0f} mm high, and {HIGHEST} are the most; make it {widest:.0f} mm wide or less"
        )
    kind = PictureKind(picture.kind)
    return Logo(picture.content, kind, " ".join(logo.alt.split()), logo.width, round(height, 3), logo.place)


def logo_of(style: form.Style) -> Logo | None:
    """The logo of a style that was loaded, read anew. Raises :class:`StyleError` where it no longer can be used."""
    if style.logo is None:
        return None
    try:
        return read_logo(style.logo, Path(style.logo.file))
    except ValueError as fault:
        raise StyleError([Problem(Place(style.logo.file), *told("The logo", fault))]) from None


def logo_problems(own: form.Style, file: YamlFile) -> Iterator[Problem]:
    """What is wrong with the logo that ``file`` names."""
    if own.logo is None:
        return
    try:
        read_logo(own.logo, beside(Path(file.name), own.logo.file, "logo"))
    except ValueError as fault:
        words = told(f'The logo "{own.logo.file}"', fault)
        yield Problem(file.place(("logo", "file")), *words, field="logo.file")
