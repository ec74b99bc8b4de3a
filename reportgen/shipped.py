"""Where the shipped templates lie: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import InputError, Place, Problem
from reportgen.pack import examine


def templates() -> Path:
    """The folder of the shipped templates, styles, labels and audiences."""
    package = Path(__file__).parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def search_path(own: Path | None) -> tuple[Path, ...]:
    """The folders templates are looked for in, in order: a desk's own first, then the shipped one.

    Raises :class:`InputError` when there is no such folder, or it holds what is not for one.
    """
    if own and not own.is_dir():
        raise InputError([Problem(Place(str(own)), "There is no such folder of templates.")])
    if own:
        examine(own)
    return (own, templates()) if own else (templates(),)


def first(folders: tuple[Path, ...], name: str) -> Path:
    """The first file of that name; the shipped one always exists."""
    return next((path for folder in folders if (path := folder / name).is_file()), folders[-1] / name)
