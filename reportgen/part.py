"""What of a memo is wanted in another document: one section, some issues, some parties; or all of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from reportgen.audience import Audience, section_names
from reportgen.errors import AudienceError, Place, Problem, did_you_mean
from reportgen.model.talks import Talks
from reportgen.view.narrow import entries_about, narrowed
from reportgen.view.types import View


class Part(Struct, frozen=True):
    """One section of an audience's memo, by name; without one, the memo. Of ``issues`` and ``parties``, or of any.

    A section that the audience does not have can be asked for all the same: what the audience may see of the record is
    decided by its ceiling, before any section. Only of a section can issues or parties be asked for.
    """

    section: str | None = None
    issues: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()

    @property
    def untitled(self) -> bool:
        """Whether it begins with no title of a memo."""
        return self.section is not None

    @property
    def narrow(self) -> bool:
        """Whether it tells of some issues or parties only."""
        return bool(self.issues or self.parties)

    def cut(self, audience: Audience, folders: tuple[Path, ...]) -> Audience:
        """The audience with that section alone. Raises :class:`AudienceError` where there is no such section."""
        if self.section is None:
            return audience
        if self.section not in (known := section_names(folders)):
            message, remedy = f'There is no section "{self.section}".', did_you_mean(self.section, known)
            raise AudienceError([Problem(Place(audience.name), message, remedy)])
        return audience.model_copy(update={"sections": (self.section,), "pages": None})

    def known_in(self, talks: Talks, place: Place) -> None:
        """Raises :class:`AudienceError` when an issue or a party asked for is none of these talks, or no section is
        named: a whole memo in which some is left out would say of the rest that there is nothing."""
        if self.narrow and self.section is None:
            message = f"Of a whole memo nothing can be left out, and {' and '.join([*self.issues, *self.parties])} is"
            remedy = 'Name the section too, as in "section: positions".'
            raise AudienceError([Problem(place, f"{message} all that is asked for.", remedy)])
        asked = (("issue", self.issues, talks.issues), ("party", self.parties, talks.parties))
        problems = [
            Problem(place, f'"{name}" is no {kind} of {talks.id}.', did_you_mean(name, ids))
            for kind, names, entries in asked
            for ids in [[each.id for each in entries]]
            for name in names
            if name not in ids
        ]
        if problems:
            raise AudienceError(problems)

    def of(self, view: View, talks: Talks) -> View:
        """What of a view belongs to it; ``talks`` are those the audience may see."""
        return narrowed(view, talks, self.issues, self.parties) if self.narrow else view

    def says_something(self, stated: Iterable[str], talks: Talks) -> bool:
        """Whether any of the entries asked for is among those that a memo states, by their paths."""
        about = entries_about(talks, self.issues, self.parties)
        return any(path.partition(".")[0] in about for path in stated)
