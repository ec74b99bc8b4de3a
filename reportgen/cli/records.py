"""What the arguments ask for: which records, which names of a list."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from reportgen.errors import ProjectError, ReportgenError, did_you_mean
from reportgen.project import Project, load_project
from reportgen.recordfile import RECORD_FILE
from reportgen.recordfile import record_path as record_file


def project_of(options: Namespace) -> Project:
    """The project file that was named, or the one found from here upwards, or the defaults."""
    return load_project(options.project)


def record_paths(given: Sequence[str], project: Project) -> list[Path]:
    """The records named, by path or by talks id, each once; without any, every one of the project.

    Without a project file, that of the working folder goes before those.
    """
    if given:
        found: dict[Path, Path] = {}
        for path in (each for name in given for each in _within(record_path(name, project))):
            found.setdefault(record_file(path).resolve(), path)
        return list(found.values())
    if project.file is None and Path(RECORD_FILE).is_file():  # in a record's own folder, that record is meant
        return [Path(RECORD_FILE)]
    return project.records()


def _within(path: Path) -> list[Path]:
    """The record at a path; of a folder that holds none but folders of records, each of theirs."""
    if path.is_dir() and not (path / RECORD_FILE).exists():
        return sorted(path.glob(f"*/{RECORD_FILE}")) or [path]
    return [path]


def record_path(name: str, project: Project) -> Path:
    """One record by its path, or by its talks id among those of the project.

    Raises :class:`ReportgenError` when the name is neither.
    """
    if Path(name).exists() or "/" in name or "\\" in name or name.endswith(".yaml"):
        return Path(name)
    if found := known(name, project):
        return found
    where = f"under {project.patterns[0]}/" if project.file is None else f"in {project.file.name}"
    hint = did_you_mean(name, _by_folder(project))
    raise ReportgenError(f'There is no record "{name}", neither as a path nor {where}. {hint}'.rstrip())


def known(name: str, project: Project) -> Path | None:
    """The record of the project with that name, if there is one: its folder's, as a rule, or else its talks id."""
    by_folder = _by_folder(project)
    return by_folder.get(name) or next((path for path in by_folder.values() if _id(path) == name), None)


def _by_folder(project: Project) -> dict[str, Path]:
    try:
        return {path.parent.name: path for path in project.records()}
    except ProjectError:
        raise
    except ReportgenError:
        return {}


def _id(path: Path) -> str:
    from reportgen.loading import load  # reads a whole record, and is seldom needed for its name

    try:
        return load(path).talks.id
    except ReportgenError:
        return ""  # told when the record itself is asked for


def listed(given: Sequence[str] | None) -> list[str]:
    """Names given by repeating an option or with commas between them, each once.

    Raises :class:`ReportgenError` when an option was given and names nothing.
    """
    if given and not any(name.strip() for each in given for name in each.split(",")):
        raise ReportgenError("An option that takes names was given none; leave it out for all of them.")
    return list(dict.fromkeys(name.strip() for each in given or () for name in each.split(",") if name.strip()))


def processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
