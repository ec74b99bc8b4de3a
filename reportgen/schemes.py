"""Marking schemes: handling → what is printed for it, from ``markings.yaml``.

The program prints markings and does not classify.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from msgspec import Struct
from pydantic import AfterValidator, BeforeValidator, StringConstraints

from reportgen.errors import AudienceError, Place, Problem, did_you_mean
from reportgen.form import Form, Slug, Words
from reportgen.model.words import Handling
from reportgen.record import Record
from reportgen.validate import validated
from reportgen.yamlfile import read

DEFAULT = "tlp"
"""Where neither the record nor the desk names one."""


LONGEST = 250
"""Characters of a marking."""


class Marking(Form):
    """What one handling prints."""

    label: Annotated[Words, StringConstraints(max_length=LONGEST)]
    """At the top and bottom of every page."""
    short: Annotated[Words, StringConstraints(max_length=LONGEST)] | None = None
    """In brackets before a paragraph; the label when left out."""

    @property
    def portion(self) -> str:
        """What a paragraph of this handling begins with: "(AMBER)"."""
        return f"({self.short or self.label})"


def _in_full(written: object) -> object:
    return {"label": written} if isinstance(written, str) else written


class Marks(Struct, frozen=True):
    """How a desk marks: by which scheme where the record names none, and whether portion by portion."""

    scheme: str | None = None
    portions: bool = False


Scheme = dict[Handling, Annotated[Marking, BeforeValidator(_in_full, json_schema_input_type=str | Marking)]]
"""A marking for each handling; one written as plain words has no short form."""


def _complete(scheme: Scheme) -> Scheme:
    lacking = [each.value for each in Handling if each not in scheme]
    if lacking:
        raise ValueError(f"the scheme prints nothing for {', '.join(lacking)}")
    return scheme


class Markings(Form):
    """The file: schemes by name, each complete."""

    schemes: dict[Slug, Annotated[Scheme, AfterValidator(_complete)]]


def load_schemes(folders: tuple[Path, ...]) -> dict[str, Scheme]:
    """Every scheme of these folders by name; of two with one name the one of the first folder.

    Raises :class:`AudienceError` with every problem in a file.
    """
    known: dict[str, Scheme] = {}
    for folder in reversed(folders):
        if (path := folder / "markings.yaml").is_file():
            known |= validated(Markings, read(path, error=AudienceError), error=AudienceError).schemes
    return known


def load_scheme(folders: tuple[Path, ...], name: str, place: Place | None = None) -> Scheme:
    """The scheme ``name``. Raises :class:`AudienceError`, at the ``place`` that names it, when there is none."""
    known = load_schemes(folders)
    if name not in known:
        message = f'There is no marking scheme "{name}".'
        raise AudienceError([Problem(place or Place("markings.yaml"), message, did_you_mean(name, known))])
    return known[name]


def scheme_of(record: Record, folders: tuple[Path, ...], marks: Marks) -> Scheme:
    """The scheme that the record names, or else the desk. Raises as :func:`load_scheme` does."""
    if "marking_scheme" in record.talks.model_fields_set:
        return load_scheme(folders, record.talks.marking_scheme, record.place(("marking_scheme",)))
    return load_scheme(folders, marks.scheme or DEFAULT)
