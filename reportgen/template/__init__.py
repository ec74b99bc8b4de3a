"""A view → markup, through Jinja: sandboxed, strict about unknown names, always escaping.

    rendering  a view → markup
    folders    where templates come from, and from nowhere else
    language   the part of Jinja that a template is written in
    sandbox    what a template may reach, and how much work it may make
    stamps     where every tag was written, so that wrong markup can be shown there
    failures   what went wrong, by template and line
    places     the file, line and column of it
    lint       whether templates are sound, without a record

The only user of Jinja.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reportgen.errors import TemplateError

if TYPE_CHECKING:
    from reportgen.labels import Labels
    from reportgen.view.frame import PropertiesView

__all__ = ["LARGEST_MARKUP", "ROOT", "placing", "prepare", "prepare_all", "render", "rendered"]

LARGEST_MARKUP = 8 * 1024 * 1024
"""Characters; the markup of a long memo is a fortieth of it."""
ROOT = "memo.html.j2"
"""The template that a memo begins with."""


class Viewed(Protocol):
    """What a template can be rendered from: plain frozen data that knows its languages."""

    @property
    def properties(self) -> PropertiesView:
        """What the file says of itself."""


# Jinja is imported where a memo is rendered, which as a rule is in another process than this.


def render(view: Viewed, labels: Labels, folders: tuple[Path, ...], root: str = ROOT) -> str:
    """The markup that :func:`rendered` gives."""
    return rendered(view, labels, folders, root)[0]


def rendered(view: Viewed, labels: Labels, folders: tuple[Path, ...], root: str = ROOT) -> tuple[str, tuple[str, ...]]:
    """The markup of a memo, and the names of the templates it was made of.

    These are ``root`` (``memo.html.j2``) from the first of ``folders`` that has it, its sections, what they take in.

    Raises :class:`~reportgen.errors.TemplateError` with template and line for a name that does not
    exist, a syntax error, a missing section, too much work, or anything the sandbox refuses.
    """
    from reportgen.template.rendering import rendered as made_of

    return made_of(view, labels, folders, root)


def prepare() -> None:
    """Do beforehand what every memo needs: import Jinja, and read the templates that an earlier run compiled."""
    from reportgen.template.rendering import read_compiled

    read_compiled()


def prepare_all() -> Iterator[None]:
    """Compile the shipped templates of every memo, one a step, where they are not as they were."""
    from reportgen.template.rendering import compiled_ahead

    return compiled_ahead()


@contextmanager
def placing(folders: tuple[Path, ...]) -> Iterator[None]:
    """An error of a template that is raised inside goes on with its place."""
    try:
        yield
    except TemplateError as error:
        from reportgen.template.places import placed

        raise placed(error, folders) from None
