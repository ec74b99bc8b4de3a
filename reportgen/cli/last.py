"""The last build and this one: which records are up to date, what the others have of it, what is left over."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from reportgen.cli.asked import NAMING, all_share, asked, libraries, named
from reportgen.cli.telling import Telling
from reportgen.ledger import FILE, Entry, Ledger, Recall, Run, inputs
from reportgen.ledger.digests import digest
from reportgen.ledger.entry import entered
from reportgen.ledger.leftover import Asked, left_over, prune
from reportgen.ledger.program import program
from reportgen.ledger.told import lost, nearest, why
from reportgen.order import Order
from reportgen.project import Project
from reportgen.recordfile import record_path
from reportgen.shipped import templates as shipped_templates

if TYPE_CHECKING:
    from reportgen.pipeline import Ready

SAVED = 5
"""Seconds between two times that the ledger is written, so that a build of many records that is killed loses few."""


class LastBuild:
    """What the ledger in the folder of the memos says, and what is to be said in it of this build.

    Inputs are digested before they are read for the memos: one that is saved in between is seen the next time.
    """

    def __init__(self, options: Namespace, project: Project, order: Order, out: Path, tell: Telling) -> None:
        self._explain, self._no_cache, self._prune = options.explain, options.no_cache, options.prune
        self._order, self._tell = order, tell
        self._ledger = Ledger(out)
        self._project = "" if any(getattr(options, name) for name in NAMING) else self._ledger.key(project.folder)
        self._named = named(options)
        self._shared = all_share(order)
        self._share = self._ledger.share(self._shared)
        self._before: dict[Path, dict[str, str]] = {}
        self._names: dict[str, set[str] | None] = {}
        self._current: list[tuple[Path, str, Run]] = []
        self._runs: dict[Path, Run] = {}
        self._changed: list[str] = []
        self._saved = monotonic()

    def without_pdf(self, order: Order) -> None:
        """PDF is not made here, so that this is not the whole of what the project asks for."""
        self._order, self._project = order, ""

    def current(self, path: Path) -> bool:
        """Whether a record is up to date; :meth:`tell_current` tells it."""
        file, key = record_path(path), self._key(path)
        self._before[path] = inputs.of_record(file)
        self._names[key] = None
        entry = None if self._no_cache else self._ledger.entries().get(key)
        for run in entry["runs"] if entry else ():
            if inputs.current(run, asked(self._order, path), self._share, file, self._ledger.folder):
                self._names[key] = set(run["files"])
                self._current.append((path, entry["id"] if entry else "", run))
                self._runs[path] = run
                return True
        if self._explain:
            self._changed += [f"{path}: {line}" for line in self._why(path, entry)]
        return False

    def tell_current(self) -> None:
        """Tell of each record that is up to date, and with ``--explain`` what changed of the others."""
        for path, talks, run in self._current:
            self._tell.current(path, talks, len(run["files"]), run["warnings"])
        for line in self._changed:
            self._tell.remark("explain", line)

    def refused(self, path: Path) -> None:
        """A record that is not looked at: what it had stays."""
        self._names[self._key(path)] = None

    def recall(self, path: Path) -> Recall:
        """What is known of the memos of the record at ``path``, or of any that lie there, if it was moved."""
        entries = {} if self._no_cache else self._ledger.entries()
        moved = (entry["memos"] for key, entry in entries.items() if self._ledger.is_gone(key))
        own = entries[self._key(path)]["memos"] if self._key(path) in entries else {}
        known = {name: memo for memos in (*moved, own) for name, memo in memos.items()}
        made_with = digest(part.encode() for pair in program().items() for part in pair)
        return Recall(self._ledger.folder, known, made_with, libraries(self._order))

    def keep(self, path: Path, written: Ready) -> None:
        """Enter what came of a record, once its files are written."""
        wrote, key = written.wrote, self._key(path)
        run = Run(
            asked=asked(self._order, path),
            named=self._named,
            inputs=self._before[path] | inputs.of_sources(wrote["sources"]),
            shared=self._share,
            used=wrote["used"],
            files={name: sha256 for name, (_, sha256) in wrote["files"].items()},
            warnings=wrote["warnings"],
        )
        last, whole = self._ledger.known(key, wrote["id"]), not written.lost
        if whole:
            self._runs[path] = run
        entry = entered(last, run if whole else None, wrote, project=self._project, templates=self._templates)
        self._ledger.enter(key, entry)
        self._names[key] = set(run["files"]) if whole else None
        if self._explain:
            anew = [name for name, memo in wrote["memos"].items() if name not in wrote["same"] and memo["sha256"]]
            for told, names in (("made anew", anew), ("the same", wrote["same"])):
                if names:
                    self._tell.remark("explain", f"{path}: {told}: {_listed(wrote['id'], names)}")
        if monotonic() - self._saved > SAVED:
            self.write()

    @property
    def folder(self) -> Path:
        """Where the memos lie."""
        return self._ledger.folder

    def runs(self, paths: Sequence[Path]) -> list[tuple[Path, Run]]:
        """Of each record the build that made what lies there, this one or an earlier one."""
        return [(path, self._runs[path]) for path in paths]

    def write(self) -> None:
        """Put the ledger on disk."""
        try:
            self._ledger.write()
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            place = self._ledger.folder / FILE
            self._tell.remark("warning", f"{place} cannot be written: {why}. The next build makes all anew.")
        self._saved = monotonic()

    def tell_left_over(self) -> None:
        """Name what is left over of earlier builds, or remove it."""
        folders = [*([self._order.templates] if self._order.templates else []), shipped_templates()]
        audiences = {path.stem for folder in folders for path in (folder / "audiences").glob("*.yaml")} | {"report"}
        found = left_over(self._ledger, Asked(self._names, self._templates, audiences, self._project))
        removed = set(prune(self._ledger, found)) if self._prune else set()
        for each in found:
            if each.path in removed:
                self._tell.remark("removed", f"removed: {each.path}")
            elif each.intact:
                self._tell.remark("left over", f"left over: {each.path}")
            else:
                self._tell.remark("left over", f"left over: {each.path}, and altered since it was written: it stays.")
        if any(each.intact for each in found) and not self._prune:
            why = "Their record or audience is gone, or is no longer asked for."
            self._tell.remark("left over", f"{why} Remove them with: reportgen build --prune")

    def _why(self, path: Path, entry: Entry | None) -> Iterator[object]:
        ask = asked(self._order, path)
        run = nearest(entry["runs"], ask) if entry else None
        if run is None:
            yield "all is made anew" if self._no_cache else "nothing is known of an earlier build"
            return
        yield from why(run, ask, record_path(path), self._ledger.shared(run["shared"]), self._shared)
        yield from (f"{self._ledger.folder / name} {became}" for name, became in lost(run, self._ledger.folder))

    @property
    def _templates(self) -> str:
        return str(self._order.templates or "")

    def _key(self, path: Path) -> str:
        return self._ledger.key(record_path(path))


def _listed(talks: str, names: Iterable[str]) -> str:
    return ", ".join(name.removeprefix(f"{talks}.") for name in names)
