"""``reportgen build --depfile``: what each memo was made of, for the make or Ninja that runs the build."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from reportgen.depfile import depfile, is_depfile
from reportgen.errors import WriteError
from reportgen.files import write_all
from reportgen.ledger import FILE, Run, inputs
from reportgen.order import Order
from reportgen.project import Project
from reportgen.recordfile import SIGNOFF_FILE, record_path

Runs = Sequence[tuple[Path, Run]]
"""Records as they were named, each with the build that made what lies there now."""


def refuse_another_file(path: Path, out: Path) -> None:
    """Raises :class:`~reportgen.errors.WriteError` where writing a depfile would lose what is no depfile.

    It is asked before anything is built: the record itself might have been named.
    """
    try:
        there = path.read_bytes()
    except OSError:  # nothing is there; or it cannot be written either, which is told then
        there = b""
    if not is_depfile(there) or path.resolve() == (out / FILE).resolve():
        raise WriteError(f"{path} is no depfile, and would be written over. Name another file: --depfile {path}.d")


def write_depfile(path: Path, runs: Runs, order: Order, project: Project, out: Path, began: int) -> None:
    """Write the rules of all that was asked for, whole or not at all, and date the files for make.

    ``began`` is when the build did, in nanoseconds. A file that would be the same was not written anew, and make would
    ask for it again and again: one that is older than anything that is named here gets that date. What is saved while
    a build goes on is younger still, and makes for another one.

    Raises :class:`~reportgen.errors.WriteError`.
    """
    rules = {each: list(made_of) for record, run in runs for each, made_of in _rules(record, run, order, project, out)}
    content = depfile(rules)
    if path.resolve() in {each.resolve() for each in rules}:
        raise WriteError(f"{path} is one of the files that are built. Name another one: --depfile {path}.d")
    _date(rules, began)
    if not write_all({path: content}):
        with suppress(OSError):
            os.utime(path)


def _rules(record: Path, run: Run, order: Order, project: Project, out: Path) -> Iterator[tuple[Path, Iterable[Path]]]:
    everywhere = [*_of_record(record_path(record), run, out), *([Path(project.file.name)] if project.file else [])]
    own = order.templates or Path()
    for name in run["files"]:
        yield out / name, [*everywhere, *(own / each for each in run["used"].get(name, ()))]


def _of_record(record: Path, run: Run, out: Path) -> Iterator[Path]:
    """Its file, its sign-off and its source documents.

    Where nobody has signed, its folder stands for the ``signoff.yaml`` to come, unless memos are written into it.
    """
    yield record
    signoff, folder = record.parent / SIGNOFF_FILE, record.parent.resolve()
    if signoff.exists():
        yield signoff
    elif not out.resolve().is_relative_to(folder) and not Path.cwd().is_relative_to(folder):
        yield record.parent
    names = inputs.called(record)
    yield from (record.parent / names[each] for each in run["inputs"] if each in names)


def _date(rules: Mapping[Path, Iterable[Path]], began: int) -> None:
    """All of them alike: files that one recipe makes count as one to make (grouped targets), and to Ninja."""
    newest = max((_dated(each) for each in {each for made_of in rules.values() for each in made_of}), default=0)
    for written in rules:
        with suppress(OSError):  # somebody else's file, or one that went away
            if _dated(written) < newest:
                os.utime(written, ns=(began, began))


def _dated(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
