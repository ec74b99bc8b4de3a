"""Where templates come from: the first folder that has them, and nothing outside the folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound

LARGEST_TEMPLATE = 1024 * 1024
"""Bytes."""


class Folders(BaseLoader):
    """Templates by name, whatever a name or a link says."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self.names: dict[str, str] = {}
        """The name of every template read so far, by the file name that Jinja puts into tracebacks."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template. Raises ``TemplateNotFound``, with the reason if there is such a file."""
        folder = self._folder(template)
        path = folder / template
        text = _text(folder, path, template)
        self.names[str(path)] = template
        return text, str(path), lambda: True

    def path(self, template: str) -> Path:
        """The file of a template. Raises ``TemplateNotFound``."""
        return self._folder(template) / template

    def is_last(self, template: str) -> bool:
        """Whether a template is that of the last folder: the shipped one, and nobody's own."""
        try:
            return self._folder(template) == self.folders[-1]
        except TemplateNotFound:
            return False

    def text(self, template: str) -> str:
        """The text of a template, lines ended by ``\\n``. Raises as ``get_source`` does."""
        folder = self._folder(template)
        return _text(folder, folder / template, template).replace("\r\n", "\n").replace("\r", "\n")

    def _folder(self, template: str) -> Path:
        for folder in self.folders:
            if _is_file(folder / template):
                return folder
        raise TemplateNotFound(template)

    def list_templates(self) -> list[str]:
        """Every template of the folders."""
        return sorted({path.relative_to(each).as_posix() for each in self.folders for path in each.rglob("*.j2")})


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
