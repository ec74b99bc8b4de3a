"""A record's files at their places below a folder, so that whatever is told of them names them as the user does.

Below ``root`` everything lies where it lies on the user's machine, and the record is made standing where the user
stands: a relative path means what it means there. An absolute one has ``root`` before it, and what is told is freed
from that.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path, PurePath
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from reportgen.errors import ReportgenError

Names = Sequence[tuple[str, str]]
"""What is to be told in place of what."""


def laid(root: Path, stands: str, files: Mapping[str, bytes]) -> Path:
    """Write files at their places below ``root``; the folder to stand in."""
    here = Path(f"{root}{stands}")
    here.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        _way(root, here, Path(name)).write_bytes(content)
    return here


def linked(root: Path, stands: str, name: Path, folder: Path) -> None:
    """Have ``folder`` lie at the place that is called ``name``."""
    place = _way(root, Path(f"{root}{stands}"), name)
    if place.is_dir():  # the record lies in it
        shutil.copytree(folder, place, symlinks=True, dirs_exist_ok=True)
    else:
        place.symlink_to(folder)


def below(root: Path, path: Path) -> Path:
    """The path to use for one that the user gave."""
    return Path(f"{root}{path}") if path.is_absolute() else path


def _way(root: Path, here: Path, name: Path) -> Path:
    """The place of ``name``, with all folders on the way to it, those that ``..`` leaves again among them."""
    folder = root if name.is_absolute() else here
    for part in name.parent.parts[name.is_absolute() :]:
        folder /= part
        if not Path(os.path.normpath(folder)).is_relative_to(root):
            raise ReportgenError(f"{name} leads above the root of all folders. Name it by its absolute path.")
        folder.mkdir(exist_ok=True)
    return folder / name.name


def told_as(value: Any, names: Names) -> Any:
    """``value`` with other names in all its text: rows, groups, structs, paths and errors are gone through."""
    match value:
        case Enum():
            return value
        case str():
            for there, here in names:
                value = value.replace(there, here)
            return value
        case PurePath():
            return type(value)(told_as(str(value), names))
        case dict():
            return {key: told_as(each, names) for key, each in value.items()}
        case list() | tuple():
            parts = [told_as(each, names) for each in value]
            return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
        case BaseException():
            value.args = told_as(value.args, names)
            vars(value).update(told_as(vars(value), names))
            return value
        case Struct():
            return replace(value, **{name: told_as(each, names) for name, each in asdict(value).items()})
        case _:
            return value
