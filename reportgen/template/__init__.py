"""A view → markup, through Jinja: sandboxed, strict about unknown names, always escaping.

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

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from reportgen.labels import Labels
from reportgen.shipped import templates
from reportgen.template.failures import FAILURES, refusal
from reportgen.template.folders import ROOT, Folders
from reportgen.template.places import placing
from reportgen.template.sandbox import Sandbox
from reportgen.view.frame import PropertiesView

__all__ = ["LARGEST_MARKUP", "placing", "render"]

LARGEST_MARKUP = 8 * 1024 * 1024
"""Characters; the markup of a long memo is a fortieth of it."""


class Viewed(Protocol):
    """What a template can be rendered from: plain frozen data that knows its languages."""

    @property
    def properties(self) -> PropertiesView:
        """What the file says of itself."""


def render(view: Viewed, labels: Labels, folders: tuple[Path, ...], root: str = ROOT) -> str:
    """The markup of a memo: ``root`` (``memo.html.j2``) from the first of ``folders`` that has it, and its sections.

    Raises :class:`~reportgen.errors.TemplateError` with template and line for a name that does not
    exist, a syntax error, a missing section, too much work, or anything the sandbox refuses.
    """
    loader = Folders(folders)
    sandbox = Sandbox(loader, view.properties.record_language)
    try:
        template = sandbox.get_template(root)
        return _joined(template.generate(view=view, **labels_by_name(labels)))
    except FAILURES as error:
        if isinstance(error, MemoryError) and not error.args:  # the real want of it, and not what Python says of depth
            raise
        raise refusal(error, sandbox, loader) from None


def prepare() -> Iterator[None]:
    """Do beforehand what every memo needs: compile the shipped templates, one a step."""
    loader = Folders((templates(),))
    sandbox = Sandbox(loader, "")
    for name in sandbox.list_templates(extensions=("j2",)):
        sandbox.get_template(name)
        yield


def labels_by_name(labels: Labels) -> dict[str, Mapping[str, Any]]:
    """The labels as templates see them: ``memo.wants``, and those of the other groups as ``labels.stance.holds``."""
    groups = {group: labels.named(group) for group in (*labels.groups, *labels.plurals)}
    return {"memo": groups["memo"], "labels": groups}


def _joined(pieces: Iterator[str]) -> str:
    markup: list[str] = []
    length = 0
    for piece in pieces:
        markup.append(piece)
        length += len(piece)
        if length > LARGEST_MARKUP:
            raise ValueError(f"the memo grows beyond {LARGEST_MARKUP:,} characters")
    return "".join(markup)
