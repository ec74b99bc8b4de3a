"""Which templates a memo is made from, told from their text alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import TemplateError
from jinja2.meta import find_referenced_templates

from reportgen.audience import SECTION
from reportgen.template import ROOT
from reportgen.template.folders import Folders
from reportgen.template.sandbox import Sandbox


def used(sections: Sequence[str], folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files of the templates that a memo of these sections is made from: its root, theirs, and what those name.

    ``folders`` are searched in order. A template that is named by an expression counts as every template there is;
    one that is not there, or cannot be read as a template, as none: who renders it says so.
    """
    loader = Folders(folders)
    waiting = [ROOT, *(f"sections/{name}{SECTION}" for name in sections)]
    found: dict[str, Path] = {}
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = loader.path(name)
            waiting += _named(loader, name)
        except (TemplateError, RecursionError):
            found.pop(name, None)
    return tuple(sorted(found.values()))


def _named(loader: Folders, name: str) -> Iterator[str]:
    """The templates that one names. Of the root, the sections are those asked for, whatever its expression says."""
    for other in find_referenced_templates(Sandbox(loader).parse(loader.text(name), name)):
        if other is not None:
            yield other
        elif not (name == ROOT and loader.is_last(name)):
            yield from loader.list_templates()
