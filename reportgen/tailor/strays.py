"""A folder of templates → what in it nothing reads: a misspelt folder, a section that no audience has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from reportgen.audience import SECTION, misnamed_audiences, misnaming
from reportgen.errors import Place, Problem, did_you_mean
from reportgen.finding import Level
from reportgen.shipped import templates

FOR_PEOPLE = frozenset({".md", ".txt", ".rst"})
"""What stands beside templates for those who keep them."""
ENDINGS = {"audiences": ".yaml", "cues": ".yaml", "labels": ".po"}
"""How the names of files end, by the folder they are in; sections are known one by one."""
NOTHING_READ = "Nothing in this folder is read."
REPORT = re.compile(r"\.report(\.[A-Za-z-]+)?\.(html|json)$")
"""Names of build reports."""
MOST = 2000
"""Files looked at; a folder with more is no folder of templates."""


class Remark(Problem, frozen=True):
    """A problem that does not stop anything."""

    level: Level = Level.WARNING


def strays(own: Path, shipped: Path, read: Iterable[str]) -> tuple[Problem, ...]:
    """What of a desk's folder is never read. ``read`` names the templates that some audience reads."""
    names = list(_names(own))
    if wrong := misplaced(own, shipped):
        return (wrong,)
    mentioned = _mentioned(own)
    kept = [name for name in names if name not in set(read) and not _is_mentioned(name, mentioned)]
    folders = _folders(shipped)
    told: list[Problem] = []
    for folder in sorted({PurePosixPath(name).parts[0] for name in kept if "/" in name} - folders):
        message = "Nothing is read from a folder of this name."
        told.append(Problem(Place(str(own / folder)), message, did_you_mean(folder, folders)))
    for name in kept:
        if PurePosixPath(name).parts[0] in folders or "/" not in name:
            told += _stray(own, shipped, name)
    return tuple(told)


def unread(own: Path) -> tuple[Problem, ...]:
    """What one should know, as warnings, of a folder before memos are made as if it, or a file, were not there."""
    wrong = misplaced(own, templates())
    every = [*map(misnaming, misnamed_audiences((own,))), *([wrong] if wrong else [])]
    return tuple(Remark(each.place, each.message, each.remedy) for each in every)


def _names(own: Path) -> Iterator[str]:
    """Every file, by its path in the folder; hidden ones and those for people are left out."""
    for number, path in enumerate(sorted(own.rglob("*"))):
        if number > MOST:
            return
        inside = path.relative_to(own)
        hidden = any(part.startswith(".") for part in inside.parts)
        for_people = path.suffix.lower() in FOR_PEOPLE or path.name.endswith(("~", ".bak"))
        if path.is_file() and not hidden and not for_people:
            yield inside.as_posix()


def _folders(shipped: Path) -> set[str]:
    return {path.name for path in shipped.iterdir() if path.is_dir()}


def misplaced(own: Path, shipped: Path) -> Problem | None:
    """Nothing in the folder is read: the one above or below is meant, or another altogether."""
    folders, files = _folders(shipped), {path.name for path in shipped.iterdir() if path.is_file()}
    tops = {PurePosixPath(name).parts[0] for name in _names(own)}
    if tops & (folders | files):
        return None
    place = Place(str(own))
    if own.resolve().name in folders:
        return Problem(
            place, f"This is the {own.resolve().name} of a folder of templates.", f"Name the one above: {own.parent}"
        )
    for top in sorted(tops):
        if (own / top).is_dir() and {path.name for path in (own / top).iterdir()} & (folders | files):
            return Problem(place, NOTHING_READ, f"Did you mean {own / top}?")
    if tops and any(did_you_mean(top, folders | files).startswith("Did") for top in tops):
        return None  # told one by one
    return Problem(
        place, NOTHING_READ, f"Read are the folders {', '.join(sorted(folders))}, {', '.join(sorted(files))}."
    )


def _stray(own: Path, shipped: Path, name: str) -> Iterator[Problem]:
    path, place = PurePosixPath(name), Place(str(own / name))
    inside = path.parts[0] if len(path.parts) > 1 else ""
    if inside == "sections" and name.endswith(SECTION) and len(path.parts) == 2:
        section = path.name.removesuffix(SECTION)
        what = (
            "No template brings in this part."
            if section.startswith("_")
            else f'No audience has the section "{section}".'
        )
        known = {each.name.removesuffix(SECTION) for each in (shipped / "sections").glob(f"*{SECTION}")}
        remedy = did_you_mean(section, known)
        other = (
            f"Add it to the sections of one, or rename it. {remedy}" if remedy.startswith("Did") else "Add it to one."
        )
        yield Remark(place, what, other)
    elif REPORT.search(name):
        yield Remark(place, "A build report lies here, and nothing reads it.", "Build into another folder: --out out")
    elif not _is_known(shipped, path):
        yield Problem(place, "Nothing reads a file of this name.", _meant(shipped, path))


def _is_known(shipped: Path, path: PurePosixPath) -> bool:
    """Whether it has the name of a shipped file, or such a name as files in its folder have."""
    ending = ENDINGS.get(path.parts[0], "")
    own = len(path.parts) == 2 and path.suffix == ending and re.fullmatch(r"[A-Za-z0-9-]+", path.stem) is not None
    return own or (shipped / path).is_file()


def _meant(shipped: Path, path: PurePosixPath) -> str:
    if len(path.parts) > 2:
        return f"Put it into {path.parts[0]}/ itself."
    if len(path.parts) == 1:
        return did_you_mean(path.name, (each.name for each in shipped.iterdir()))
    ending = ENDINGS.get(path.parts[0], SECTION)
    return f"Files in {path.parts[0]}/ are called name{ending}; a name has letters, digits and hyphens."


def _mentioned(own: Path) -> str:
    """What style.yaml and memo.css say: a font, a picture, a letterhead has any name."""
    files = (own / "style.yaml", own / "memo.css", *own.glob("audiences/*.yaml"))
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files if path.is_file())


def _is_mentioned(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w./-]){re.escape(name)}(?![\w-])", text) is not None
