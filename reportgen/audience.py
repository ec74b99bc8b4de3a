"""A reader: which sections in which order, how much of each, up to which handling, on how many pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from reportgen.errors import AudienceError, Place, Problem, did_you_mean
from reportgen.form import Form, Words
from reportgen.model.words import Handling
from reportgen.validate import validated
from reportgen.yamlfile import read

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
    most: Most = Most()


def load_audience(folders: tuple[Path, ...], name: str) -> Audience:
    """The audience ``name`` from the first of ``folders`` that has ``audiences/<name>.yaml``.

    Raises :class:`AudienceError` when none has it, or with every problem in the file.
    """
    path = next((p for folder in folders if (p := folder / "audiences" / f"{name}.yaml").is_file()), None)
    if path is None or not name.replace("-", "").isalnum():
        message = f'There is no audience "{name}".'
        raise AudienceError([Problem(Place(name), message, did_you_mean(name, audience_names(folders)))])
    return validated(Audience, read(path, error=AudienceError), error=AudienceError, given={"name": name})


def audience_names(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Every audience there is, by name."""
    return tuple(sorted({path.stem for folder in folders for path in (folder / "audiences").glob("*.yaml")}))


def marking(folders: tuple[Path, ...], scheme: str, handling: Handling) -> str:
    """What a scheme prints for a handling. Raises :class:`AudienceError` for an unknown scheme."""
    path = next(p for folder in folders if (p := folder / "markings.yaml").is_file())
    schemes = validated(Markings, read(path, error=AudienceError), error=AudienceError).schemes
    if scheme not in schemes:
        message = f'There is no marking scheme "{scheme}".'
        raise AudienceError([Problem(Place(str(path)), message, did_you_mean(scheme, schemes))])
    return schemes[scheme][handling]


class Markings(Form):
    """Marking schemes: what each prints for each handling."""

    schemes: dict[str, dict[Handling, Words]]
