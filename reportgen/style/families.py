"""Font families and files that a style names: are they there, and can memos be set in them?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.errors import Problem, did_you_mean
from reportgen.fonts import fallback_families
from reportgen.fonts.files import families_in
from reportgen.style.beside import beside, told
from reportgen.style.form import Style
from reportgen.yamlfile import YamlFile


def font_problems(style: Style, own: Style, file: YamlFile) -> Iterator[Problem]:
    """What is wrong with the font files that ``file`` names, and with the family of the text.

    ``own`` is what ``file`` says, ``style`` that with what it builds on. The families for Word are not
    looked at: Word has fonts that this machine has not.
    """
    known, doubtful = set(fallback_families()), False
    if style.fonts.files != own.fonts.files:
        known |= {family for name in style.fonts.files for family in families_in(Path(name))}
    for number, name in enumerate(own.fonts.files):
        place = file.place(("fonts", "files", number))
        try:
            known |= set(families_in(beside(Path(file.name), name, "font file")))
        except ValueError as fault:
            doubtful = True
            yield Problem(place, *told(f'The font file "{name}"', fault), field=f"fonts.files.{number}")
    if style.fonts.text not in known and not doubtful:
        message = f'There is no font family "{style.fonts.text}" here, and another would be taken in silence.'
        remedy = f"{did_you_mean(style.fonts.text, known)} Or name its files under fonts.files."
        yield Problem(file.place(("fonts", "text")), message, remedy, "fonts.text")
