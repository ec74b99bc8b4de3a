"""The place of an expression in a template: the file's path, line and column, and the line itself."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import TemplateNotFound

from reportgen.errors import Place, TemplateError
from reportgen.template.folders import Folders
from reportgen.template.stamps import TAG

CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
QUOTED = re.compile(r"""["']([^"'\n]+)["']""")
REACH = 12
"""Lines below the first one of an expression that are still looked through."""


def spot(folders: Folders, template: str, line: int, words: tuple[str, ...] = ()) -> Place:
    """The place of the first of ``words`` that stands in code from ``line`` on; failing that, the line."""
    try:
        text, path = folders.text(template), folders.path(template)
    except TemplateNotFound:
        return Place(template, line)
    lines = text.split("\n")
    if not 0 < line <= len(lines):
        return Place(str(path))
    start = sum(len(each) + 1 for each in lines[: line - 1])
    end = start + sum(len(each) + 1 for each in lines[line - 1 : line - 1 + REACH])
    for sought in words:
        for match in re.finditer(_bounded(sought), text[:end]):
            if match.start() >= start and _in_code(text, match.start()):
                return _place(path, lines, text, match.start(), match.end() - match.start())
    return Place(str(path), line, _first_column(lines[line - 1]), lines[line - 1], 1)


def _place(path: Path, lines: list[str], text: str, at: int, length: int) -> Place:
    line = text.count("\n", 0, at)
    return Place(str(path), line + 1, at - text.rfind("\n", 0, at), lines[line], length)


def _bounded(words: str) -> str:
    start = r"(?<![\w])" if words[:1].isalnum() else ""
    return start + re.escape(words) + (r"(?![\w])" if words[-1:].isalnum() else "")


def _in_code(text: str, at: int) -> bool:
    return any(match.start() <= at < match.end() for match in CODE.finditer(text))


def _first_column(line: str) -> int:
    return len(line) - len(line.lstrip()) + 1


def placed(error: TemplateError, folders: tuple[Path, ...]) -> TemplateError:
    """The same error with the path of the file, and the words on its line that it is about.

    ``error.message`` names them in quotation marks, or as a ``<tag>``.
    """
    if error.place is not None:
        return error
    loader = Folders(folders)
    quoted = QUOTED.findall(error.message)
    place = spot(loader, error.template, error.line, tuple(quoted))
    place = _at_tag(place, error.message) if place.length == 1 else _whole(place)
    return TemplateError(error.message, error.template, error.line, place=place)


def _whole(place: Place) -> Place:
    """With what stands before a dot: the whole of ``view.header.titel``."""
    end = place.column - 1 + place.length
    owner = re.search(r"[\w.]+\.$", place.text[: place.column - 1])
    start = owner.start() if owner else place.column - 1
    return Place(place.file, place.line, start + 1, place.text, end - start)


def _at_tag(place: Place, message: str) -> Place:
    """The first tag on the line that the message names."""
    for name in re.findall(r"<([a-z][a-z0-9]*)>", message):
        for tag in TAG.finditer(place.text):
            if tag.group() == f"<{name}":
                return Place(place.file, place.line, tag.start() + 1, place.text, len(tag.group()))
    return place
