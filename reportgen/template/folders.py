"""Where templates come from: the first folder that has them, and nothing outside the folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound

ROOT = "memo.html.j2"
LARGEST_TEMPLATE = 1024 * 1024
"""Bytes."""


class Folders(BaseLoader):
    """Templates by name, whatever a name or a link says."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self.names: dict[str, str] = {}
        """The name of every template read so far, by the file name that Jinja puts into tracebacks."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template. Raises ``TemplateNotFound``, with the reason if there is such a file."""
        for folder in self._folders:
            path = folder / template
            if _is_file(path):
                text = _text(folder, path, template)
                self.names[str(path)] = template
                return text, str(path), lambda: True
        raise TemplateNotFound(template)

    def list_templates(self) -> list[str]:
        """Every template of the folders."""
        return sorted({path.relative_to(each).as_posix() for each in self._folders for path in each.rglob("*.j2")})


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long for the file system, or with a null character
        return False


def _text(folder: Path, path: Path, template: str) -> str:
    if not path.resolve().is_relative_to(folder.resolve()):
        raise TemplateNotFound(template, f'The template "{template}" lies outside the folder of templates.')
    try:
        whole = _bytes(path)
        text = whole.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TemplateNotFound(template, f'The template "{template}" is not UTF-8 text.') from None
    except OSError as error:
        raise TemplateNotFound(template, f'The template "{template}" cannot be read: {error.strerror}.') from None
    if len(whole) > LARGEST_TEMPLATE:
        raise TemplateNotFound(template, f'The template "{template}" is larger than {LARGEST_TEMPLATE:,} bytes.')
    return text


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_TEMPLATE + 1)
