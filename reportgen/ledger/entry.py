"""What is kept of one record, as plain values: digests, names, numbers and options, and no word of the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypedDict, TypeVar

MOST_RUNS = 4
"""Ways to ask for a record's memos that are kept, the latest first: one paper in turn with another."""
MOST_RUNS_OF_FILES = 200
"""And these, of which some file is: whoever builds each memo by itself asks in as many ways as there are memos."""

Option = str | bool | list[str] | None
Part = TypeVar("Part")


class MemoFile(TypedDict):
    """One memo: ``given`` is the digest of all that its writer was given; without ``sha256``, of its length alone."""

    given: str
    sha256: str
    pages: int
    warnings: list[str]


class Owned(TypedDict):
    """A file that was written, for whom, with which templates.

    ``project`` is that of the build, when nothing was named in it: no record, no audience, no format.
    """

    sha256: str
    audience: str
    templates: str
    project: str


class Run(TypedDict):
    """One build of a record: what was asked, what it was made of, what came of it.

    ``named`` are the names in ``asked`` that the command line told; the others are as the project file has them, or by
    default. ``inputs`` are those of the record alone; ``shared`` names those that others share (:mod:`.ledger`), and
    ``used`` says which files of the folder of templates each memo is made of.
    """

    asked: dict[str, Option]
    named: list[str]
    inputs: dict[str, str]
    shared: str
    used: dict[str, list[str]]
    files: dict[str, str]
    warnings: int


class Entry(TypedDict):
    """Everything that is kept of one record."""

    id: str
    runs: list[Run]
    memos: dict[str, MemoFile]
    files: dict[str, Owned]


class Wrote(TypedDict):
    """What a build says of one record: its id and sources as they were read, its memos, every file with its audience.

    ``sources`` are digests by name, as seen from the record's folder; ``used`` are names in the folder of templates.
    """

    id: str
    sources: dict[str, str]
    used: dict[str, list[str]]
    memos: dict[str, MemoFile]
    same: list[str]
    """Those of the memos that were not made anew."""
    files: dict[str, tuple[str, str]]
    warnings: int


def entered(last: Entry | None, run: Run | None, wrote: Wrote, *, project: str, templates: str) -> Entry:
    """The entry after a build: what others asked for stays, what this one made goes before it.

    There is no ``run`` of a build in which memos were lost: it is not to be taken for a whole one.
    """
    before: Entry = last if last and last["id"] == wrote["id"] else {"id": "", "runs": [], "memos": {}, "files": {}}
    files = dict(before["files"])
    for name, (audience, sha256) in wrote["files"].items():
        was = files[name]["project"] if name in files else ""
        files[name] = {"sha256": sha256, "audience": audience, "templates": templates, "project": project or was}
    earlier = [each for each in before["runs"] if run is None or each["asked"] != run["asked"]]
    runs = _kept([*([run] if run else []), *earlier])
    return {"id": wrote["id"], "runs": runs, "memos": {**before["memos"], **wrote["memos"]}, "files": files}


def merged(base: Entry | None, own: Entry | None, theirs: Entry | None) -> Entry | None:
    """``own`` with what another build has entered meanwhile; ``base`` is what both began with."""
    if theirs is None or theirs == base or (own and own["id"] != theirs["id"]):
        return own
    if own is None:
        return theirs
    asked = [run["asked"] for run in own["runs"]]
    known = base["runs"] if base else []
    others = [run for run in theirs["runs"] if run not in known and run["asked"] not in asked]
    before: Mapping[str, MemoFile] = base["memos"] if base else {}
    owned: Mapping[str, Owned] = base["files"] if base else {}
    return {
        "id": own["id"],
        "runs": _kept([*own["runs"], *others]),
        "memos": _both(before, own["memos"], theirs["memos"]),
        "files": _both(owned, own["files"], theirs["files"]),
    }


def _both(base: Mapping[str, Part], own: Mapping[str, Part], theirs: Mapping[str, Part]) -> dict[str, Part]:
    """Their parts with those of one's own that are others than in ``base``, and without those it lost since."""
    changed = {name: part for name, part in own.items() if base.get(name) != part}
    return {name: part for name, part in theirs.items() if name in own or name not in base} | changed


def _kept(runs: list[Run]) -> list[Run]:
    """The latest, and each that is the last which wrote some file."""
    kept: list[Run] = []
    written: set[str] = set()
    for number, run in enumerate(runs[:MOST_RUNS_OF_FILES]):
        if number < MOST_RUNS or run["files"].keys() - written:
            kept.append(run)
        written |= run["files"].keys()
    return kept


def is_entry(value: Any) -> bool:
    """Whether a value that was read is an entry, to the last of its parts."""
    parts = {"id": _text, "runs": _each(_is_run), "memos": _all(_is_memo), "files": _all(_is_owned)}
    return _has(value, parts) and all(map(_is_name, (*value["files"], *value["memos"])))


Test = Callable[[Any], bool]


def _is_run(value: Any) -> bool:
    parts: dict[str, Test] = {"asked": _all(_is_option), "inputs": _all(_text), "shared": _text, "files": _all(_text)}
    more: dict[str, Test] = {"named": _each(_text), "used": _all(_each(_text)), "warnings": _number}
    return _has(value, {**parts, **more})


def _is_memo(value: Any) -> bool:
    return _has(value, {"given": _text, "sha256": _text, "pages": _number, "warnings": _each(_text)})


def _is_owned(value: Any) -> bool:
    return _has(value, {"sha256": _text, "audience": _text, "templates": _text, "project": _text})


def _is_option(value: Any) -> bool:
    return value is None or isinstance(value, str | bool) or _each(_text)(value)


def _has(value: Any, parts: Mapping[str, Test]) -> bool:
    return isinstance(value, dict) and value.keys() == parts.keys() and all(parts[key](value[key]) for key in parts)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _is_name(value: str) -> bool:
    """Whether it names a file in the folder itself, and nothing outside it."""
    return bool(value) and not set(value) & set("/\\\0:")


def _number(value: Any) -> bool:
    return type(value) is int and value >= 0


def _each(test: Test) -> Test:
    return lambda value: isinstance(value, list) and all(map(test, value))


def _all(test: Test) -> Test:
    return lambda value: isinstance(value, dict) and all(map(_text, value)) and all(map(test, value.values()))
