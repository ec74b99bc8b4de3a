"""A reader: which sections in which order, how much of each, up to which handling, on how many pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from reportgen.errors import AudienceError, Place, Problem, did_you_mean
from reportgen.form import Form, Words
from reportgen.model.words import Handling
from reportgen.validate import validated
from reportgen.yamlfile import YamlFile, read

SECTION = ".html.j2"
"""How the file name of a section's template ends."""

SectionName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Count = Annotated[int, Field(ge=0, le=500)]


class Pages(Form):
    """How long the PDF may be, and whether that is firm: over a firm limit nothing is written."""

    limit: Annotated[int, Field(ge=1)]
    firm: bool = False


class Most(Form):
    """The most that is printed of each; the rest is left out for length, lowest priority first, and reported."""

    bottom_line: Count = 12
    agreements: Count = 500
    wants: Count = 500
    """Of each side."""
    next_steps: Count = 500
    cautions: Count = 2


class Audience(Form):
    """One reader's cut of the record."""

    name: SectionName
    title: Words
    """What the memo is called: "Briefing memo"."""
    purpose: Annotated[Words, Field(alias="for")]
    """Whom it is for."""
    ceiling: Handling
    """Nothing handled more narrowly gets in."""
    sections: Annotated[tuple[SectionName, ...], Field(min_length=1)]
    pages: Pages | None = None
    landscape: bool = False
    portion_marks: bool = False
    """Whether each paragraph that states something of the record begins with its own marking."""
    most: Most = Most()


def load_audience(folders: tuple[Path, ...], name: str) -> Audience:
    """The audience ``name`` from the first of ``folders`` that has ``audiences/<name>.yaml``.

    Raises :class:`AudienceError` when none has it, or with every problem in the file, a section that
    none of the folders has among them.
    """
    paths = [folder / "audiences" / f"{name}.yaml" for folder in folders if name in audience_names((folder,))]
    if not paths:
        message = f'There is no audience "{name}".'
        raise AudienceError([Problem(Place(name), message, did_you_mean(name, audience_names(folders)))])
    file = read(paths[0], error=AudienceError)
    audience = validated(Audience, file, error=AudienceError, given={"name": name})
    if problems := list(_lost_sections(audience, file, section_names(folders))):
        raise AudienceError(problems)
    return audience


def _lost_sections(audience: Audience, file: YamlFile, known: tuple[str, ...]) -> Iterator[Problem]:
    for number, section in enumerate(audience.sections):
        place = file.place(("sections", number))
        if section not in known:
            yield Problem(place, f'There is no section "{section}".', did_you_mean(section, known))
        elif section in audience.sections[:number]:
            yield Problem(place, f'The section "{section}" is here for the second time.', "Take one of them out.")


def section_names(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Every section there is, by name; a template whose name begins with ``_`` is part of others."""
    names = {
        path.name.removesuffix(SECTION) for folder in folders for path in (folder / "sections").glob(f"*{SECTION}")
    }
    return tuple(sorted(name for name in names if not name.startswith("_")))


def audience_names(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Every audience there is, by name."""
    return tuple(sorted({path.stem for folder in folders for path in (folder / "audiences").glob("*.yaml")}))
