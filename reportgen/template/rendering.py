"""A view's markup, made: the work behind the door of this package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reportgen.labels import Labels
from reportgen.shipped import templates
from reportgen.template import LARGEST_MARKUP, Viewed
from reportgen.template.compiled import COMPILED
from reportgen.template.failures import FAILURES, refusal
from reportgen.template.folders import Folders
from reportgen.template.sandbox import Sandbox


def rendered(view: Viewed, labels: Labels, folders: tuple[Path, ...], root: str) -> tuple[str, tuple[str, ...]]:
    """The markup and the templates, as :func:`reportgen.template.rendered` gives them. Raises as that does."""
    loader = Folders(folders)
    sandbox = Sandbox(loader, view.properties.record_language)
    try:
        template = sandbox.get_template(root)
        return _joined(template.generate(view=view, **labels_by_name(labels))), tuple(sorted(loader.names.values()))
    except FAILURES as error:
        if isinstance(error, MemoryError) and not error.args:  # the real want of it, and not what Python says of depth
            raise
        raise refusal(error, sandbox, loader) from None


def read_compiled() -> None:
    """Read what was kept of the shipped templates."""
    COMPILED.read()


def compiled_ahead() -> Iterator[None]:
    """Compile the shipped templates, one a step, and keep them for the next time."""
    loader = Folders((templates(),))
    sandbox = Sandbox(loader, "")
    for name in sandbox.list_templates(extensions=("j2",)):
        sandbox.get_template(name)
        yield
    COMPILED.write()


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
