"""Folders of templates → which audiences there are, what each is made of, and where that lies."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from reportgen.audience import SECTION, Audience, audience_names, load_audience
from reportgen.errors import AudienceError, Problem
from reportgen.schemes import DEFAULT, load_scheme
from reportgen.shipped import first, search_path


class Part(Struct, frozen=True):
    """A file an audience is made of. ``own`` when it lies in the desk's folder."""

    name: str
    path: Path
    own: bool


class Shelf(Struct, frozen=True):
    """The audiences of these folders, by name, and what is wrong with those that cannot be used."""

    folders: tuple[Path, ...]
    audiences: tuple[Audience, ...]
    problems: tuple[Problem, ...]

    def part(self, name: str) -> Part:
        """The file of that name that counts: a desk's own before the shipped one."""
        path = first(self.folders, name)
        return Part(name, path, path != self.folders[-1] / name)

    def file(self, audience: Audience) -> Part:
        """The audience file."""
        return self.part(f"audiences/{audience.name}.yaml")

    def sections(self, audience: Audience) -> tuple[Part, ...]:
        """The section templates, in their order."""
        return tuple(self.part(f"sections/{name}{SECTION}") for name in audience.sections)

    def marking(self, audience: Audience) -> str:
        """What the ceiling prints at most, where neither a record nor a desk names another scheme."""
        return load_scheme(self.folders, DEFAULT)[audience.ceiling].label


def shelf(own: str | Path | None) -> Shelf:
    """Every audience there is. A fault in one keeps no other from being read.

    Raises :class:`~reportgen.errors.InputError` for a folder that is not there.
    """
    folders = search_path(Path(own) if own is not None else None)
    audiences: list[Audience] = []
    problems: list[Problem] = []
    for name in audience_names(folders):
        try:
            audiences.append(load_audience(folders, name))
        except AudienceError as error:
            problems += error.problems
    return Shelf(folders, tuple(audiences), tuple(problems))


def limits(audience: Audience) -> tuple[str, ...]:
    """How long the memo may be, and how much of each is shown, in words."""
    pages = audience.pages
    firm = "firm: over it nothing is written" if pages and pages.firm else "soft: over it there is a warning"
    told = [f"{pages.limit} {'page' if pages.limit == 1 else 'pages'}, {firm}" if pages else "no page limit"]
    if audience.most.model_fields_set:
        chosen = {name: getattr(audience.most, name) for name in audience.most.model_fields_set}
        told.append(
            "at most " + ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in sorted(chosen.items()))
        )
    return tuple(told)
