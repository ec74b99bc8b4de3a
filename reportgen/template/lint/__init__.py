"""Are an audience's templates sound, whatever the record? View types + templates → problems, each at its place.

kinds        what an expression can be, from the types of the view
sources      the templates as trees and text, and what was found in them
walk         through every statement, both ways at every test, with the kinds of all names
expressions · calls · filters     what comes of an expression
synthetic    views made up from their types: lists without members, text without words
reading      the markup of such views, read as any memo's is
paths        whether ``of="…"`` leads to a field
printed      what an audience never prints
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from reportgen.audience import Audience
from reportgen.errors import Problem
from reportgen.labels import Labels
from reportgen.memo.tree import Heading, Memo, Table
from reportgen.memo.walk import plain
from reportgen.template import ROOT
from reportgen.template.folders import Folders
from reportgen.template.lint.kinds import Kind, ViewOf, Words
from reportgen.template.lint.printed import never_printed
from reportgen.template.lint.reading import Reading
from reportgen.template.lint.sources import Sources
from reportgen.template.lint.synthetic import Scene, scenes
from reportgen.template.lint.walk import Walk
from reportgen.template.rendering import labels_by_name
from reportgen.view.cite import SHOWING
from reportgen.view.types import AudienceView, View

__all__ = ["Linted", "lint", "lint_plainly"]


class Linted(Struct, frozen=True):
    """What is known of an audience's templates without a record."""

    problems: tuple[Problem, ...]
    never_printed: tuple[str, ...]
    """Paths in the view: ``agreements[].agreements[].limits``."""
    templates: tuple[str, ...]
    """Every template that is read for it."""
    tables: Mapping[str, int]
    """The tables it can hold, with their numbers of columns."""
    headings: Mapping[str, str]
    """The first heading of each section, but for the title."""


def lint(audience: Audience, labels: Labels, folders: tuple[Path, ...], *, whole: bool = True) -> Linted:
    """Look at everything in the templates of an audience, at both sides of every test, and read what they write.

    ``whole`` reads it in every scene there can be; else, where all of its templates are those of the
    last folder, in the fullest only, which is quick.
    """
    fixed = {
        ("AudienceView", field.name): getattr(audience, field.name)
        for field in fields(AudienceView)
        if hasattr(audience, field.name)
    }
    fixed["CitationView", "shown"] = SHOWING in audience.sections
    walk = _walked(audience, labels, folders)
    sources = walk.sources
    whole = whole or any(not walk.sources.folders.is_last(name) for name in walk.read)
    memo = Reading(sources, labels, fixed).through(scenes(walk.fields) if whole else (Scene(),))
    tables = {block.name: len(block.head.cells) for block in _blocks(memo) if isinstance(block, Table) and block.name}
    return Linted(sources.problems, never_printed(walk.printed), tuple(sorted(walk.read)), tables, _headings(memo))


def lint_plainly(audience: Audience, labels: Labels, folders: tuple[Path, ...], whole: bool) -> dict[str, Any]:
    """The same as plain values, by the names of :class:`Linted`: what a child process can answer."""
    linted = lint(audience, labels, folders, whole=whole)
    return {field.name: getattr(linted, field.name) for field in fields(Linted)}


def _walked(audience: Audience, labels: Labels, folders: tuple[Path, ...]) -> Walk:
    walk = Walk(Sources(Folders(folders)), {("AudienceView", "sections"): audience.sections})
    words: dict[str, Kind] = {
        name: Words("" if name == "labels" else name, group) for name, group in labels_by_name(labels).items()
    }
    try:
        walk.memo({"view": ViewOf(View), **words})
    except RecursionError:
        walk.sources.tell(ROOT, 1, "In a template of this audience, an expression or a test is nested without end.")
    return walk


def _blocks(memo: Memo | None) -> list[object]:
    return [block for section in (memo.sections if memo else ()) for block in section.blocks]


def _headings(memo: Memo | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in memo.sections if memo else ():
        for block in section.blocks:
            if isinstance(block, Heading) and block.level > 1:  # the title is the record's
                found.setdefault(section.name, plain(block.content))
    return found
