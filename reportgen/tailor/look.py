"""Audience + folders → what its templates come to, worked out where a stranger's templates can do no harm."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from reportgen.audience import Audience
from reportgen.child import Limits
from reportgen.errors import InputError, Problem
from reportgen.labels import Labels, load_labels
from reportgen.making import Making
from reportgen.template.lint import Linted, lint_plainly

LANGUAGE = "en"
"""The catalogue that every other falls back to."""


class Look:
    """Looks at audiences of these folders, one after the other."""

    def __init__(self, own: Path | None, folders: tuple[Path, ...], limits: Limits | None = None) -> None:
        self.problems: list[Problem] = []
        """What is wrong with the labels; templates are then looked at with the shipped ones."""
        self.making = Making(own, folders, limits)
        """Where what a stranger brings is used."""
        self._folders = folders
        self._labels = self._read_labels()

    def __enter__(self) -> Look:
        return self

    def __exit__(self, *_: object) -> None:
        self.making.close()

    def __call__(self, audience: Audience, *, whole: bool) -> Linted:
        """What is known of an audience's templates; ``whole`` reads their markup in every scene there can be.

        Raises :class:`~reportgen.errors.WriteError` when they take too much.
        """
        linted = Linted(**self.making(audience.name, lint_plainly, audience, self._labels, self._folders, whole))
        return replace(linted, problems=tuple(self._as_typed(each) for each in linted.problems))

    def _as_typed(self, problem: Problem) -> Problem:
        """With the path of the folder as a person typed it: a child knows it from the root on."""
        file = Path(problem.place.file)
        for folder in self._folders:
            if file.is_relative_to(folder.absolute()):
                typed = str(folder / file.relative_to(folder.absolute()))
                return replace(problem, place=replace(problem.place, file=typed))
        return problem

    def _read_labels(self) -> Labels:
        try:
            return load_labels(self._folders, LANGUAGE)
        except InputError as error:
            self.problems += error.problems
            return load_labels(self._folders[-1:], LANGUAGE)
