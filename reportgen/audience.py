"""A reader: which sections in which order, how much of each, up to which handling, on how many pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from reportgen.errors import AudienceError, Place, Problem, did_you_mean
from reportgen.form import Form, Words
from reportgen.model.words import Handling
from reportgen.validate import validated
from reportgen.yamlfile import YamlFile, read

CAVEAT = ("caution", "legend", "header", "about")
"""The shipped sections that print the source caveat."""
SECTION = ".html.j2"
"""How the file name of a section's template ends."""

NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST = 60
LONGEST_TITLE = 250
DEVICES = r"con|prn|aux|nul|(com|lpt)[0-9]"
"""Names that are no file names on Windows, whatever stands after a dot."""

SectionName = Annotated[str, StringConstraints(pattern=NAME, max_length=LONGEST)]
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
    said: Count = 500
    """Of each side, in plain words."""
    next_steps: Count = 500
    cautions: Count = 2


class Audience(Form):
    """One reader's cut of the record."""

    name: SectionName
    title: Annotated[Words, StringConstraints(max_length=LONGEST_TITLE)]
    """What the memo is called: "Briefing memo"."""
    purpose: Annotated[Words, Field(alias="for")]
    """Whom it is for."""
    ceiling: Handling
    """Nothing handled more narrowly gets in: public, internal, restricted or named."""
    sections: Annotated[tuple[SectionName, ...], Field(min_length=1)]
    """In this order; each is sections/<name>.html.j2."""
    pages: Pages | None = None
    """How long the PDF may be: over a firm limit nothing is written, over another there is a warning."""
    landscape: bool = False
    """Whether the sheet lies on its side."""
    embed_record: bool = True
    """Whether PDF and DOCX carry the audience's cut of the record inside them, for extract, verify and why."""
    own_work: bool = True
    """Whether it is told who drafted, cleared, approved and signed, to whom it goes, and how sources are graded."""
    portion_marks: bool = False
    """Whether each paragraph that states something of the record begins with its own marking."""
    most: Most = Most()
    """The most of each that is shown; what is over is left out by priority, and told."""


def load_audience(folders: tuple[Path, ...], name: str) -> Audience:
    """The audience ``name`` from the first of ``folders`` that has ``audiences/<name>.yaml``.

    Raises :class:`AudienceError` when none has it, or with every problem in the file, a section that
    none of the folders has among them.
    """
    paths = [folder / "audiences" / f"{name}.yaml" for folder in folders if name in audience_names((folder,))]
    if not paths:
        if misnamed := [path for path in misnamed_audiences(folders) if path.stem == name]:
            raise AudienceError([misnaming(misnamed[0])])
        message = f'There is no audience "{name}".'
        raise AudienceError([Problem(Place(name), message, did_you_mean(name, audience_names(folders)))])
    if wrong := wrong_name(name):
        remedy = f"Call the file {called(name)}.yaml." if called(name) else "Call it, say, press.yaml."
        raise AudienceError([Problem(Place(str(paths[0])), f"This file has no name for an audience: {wrong}", remedy)])
    file = read(paths[0], error=AudienceError)
    audience = validated(Audience, file, error=AudienceError, given={"name": name})
    if problems := list(_lost_sections(audience, file, section_names(folders))):
        raise AudienceError(problems)
    return audience


def wrong_name(name: str) -> str:
    """Why an audience cannot be called this, for the name is part of every memo's file name; else nothing."""
    if re.fullmatch(DEVICES, name, re.IGNORECASE):
        return f'Windows keeps "{name}" for a device.'
    if not re.fullmatch(NAME, name):
        return f'"{name}" is not made of lower-case letters, digits and single hyphens, as press-note is.'
    return f"it is longer than {LONGEST} characters." if len(name) > LONGEST else ""


def called(name: str) -> str:
    """The nearest name an audience can have: "press-2" for "Press 2"; nothing where none is near."""
    near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST].strip("-")
    return "" if wrong_name(near) else near


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


def misnamed_audiences(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Files that are audiences but for their ending, which nothing reads."""
    return tuple(path for folder in folders for path in sorted((folder / "audiences").glob("*.yml")))


def misnaming(path: Path) -> Problem:
    """What is wrong with a file that is an audience but for its ending."""
    return Problem(
        Place(str(path)), "This file is not read: an audience's ends in .yaml.", f"Call it {path.stem}.yaml."
    )


def audience_names(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Every audience there is, by name."""
    return tuple(sorted({path.stem for folder in folders for path in (folder / "audiences").glob("*.yaml")}))
