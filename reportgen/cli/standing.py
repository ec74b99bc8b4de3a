"""Whether the memos of a record are what the builds that wrote them would write now, and if not, why.

Nothing is built and no record is loaded: what memos were made of is compared with the ledger, by content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.cli.asked import all_share, asked, asked_again, command
from reportgen.cli.ordered import order_today
from reportgen.console import plural
from reportgen.errors import Place
from reportgen.finding import Finding, Rule
from reportgen.ledger import FILE, Entry, Ledger, Run
from reportgen.ledger.entry import Option
from reportgen.ledger.ledger import distrusted
from reportgen.ledger.told import Change, Kind, lost, why
from reportgen.pack import SUFFIXES
from reportgen.project import Project
from reportgen.recordfile import record_path

CHANGED, ALTERED = Rule("E901", "input-changed"), Rule("E902", "output-altered")
OTHER_PROGRAM, ASKED = Rule("E903", "other-program"), Rule("E904", "asked-otherwise")
UNKNOWN, LEFT_OVER = Rule("E905", "output-unknown"), Rule("W901", "left-over")
RULES = (CHANGED, ALTERED, OTHER_PROGRAM, ASKED, UNKNOWN, LEFT_OVER)
"""What may be found on outputs."""
MOST = 4
"""Names that are told of many."""


class Standing(Struct, frozen=True):
    """Of one record: its talks id, how many files there are of it, those not up to date, and why not."""

    talks: str
    files: frozenset[str]
    outdated: frozenset[str]
    findings: tuple[Finding, ...]


class Judge:
    """What is compared for all records of a folder of memos; ``templates`` go before those of the project."""

    def __init__(self, project: Project, out: Path, templates: str | None = None, named_out: str = "") -> None:
        self.ledger = Ledger(out)
        self._project, self._templates, self._named_out = project, templates, named_out
        self._shared: dict[tuple[str, str], dict[str, str]] = {}

    def judged(self, path: Path) -> Standing:
        """How the memos of the record at ``path`` stand."""
        entry = self.ledger.entries().get(self.ledger.key(record_path(path)))
        runs = list(live(entry)) if entry else []
        if entry is None or not runs:
            name = entry["id"] if entry else path.parent.name if path.is_file() else path.name
            return Standing(name, frozenset(), frozenset(), (self._unknown(path),))
        against = [each for run, names in runs for each in self._against(path, run, names)]
        outdated = frozenset(name for each in against for name in each.names)
        files = frozenset(name for _, names in runs for name in names)
        return Standing(entry["id"], files, outdated, tuple(self._findings(entry["id"], against)))

    def _unknown(self, path: Path) -> Finding:
        place, out = Place(str(record_path(path))), self.ledger.folder
        remedy = f"To know, build: reportgen build{f' --out {self._named_out}' if self._named_out else ''}"
        if reason := distrusted(out):
            message = f"It cannot be told whether memos of this record in {out} are up to date: {out / FILE} {reason}."
            return UNKNOWN.found("", place, message, remedy)
        return UNKNOWN.found("", place, f"No whole build of this record into {out} is known.", remedy)

    def _against(self, path: Path, run: Run, names: list[str]) -> Iterator[_Against]:
        """What stands against the files ``names`` of a run."""
        own = self._templates or (_text(run["asked"].get("templates")) if "templates" in run["named"] else "")
        order, again = order_today(self._project, Path(own) if own else None), command(run, self._named_out)
        ask = asked_again(run, asked(order, path))
        if self._templates:
            ask["templates"] = str(self._templates)
        key = (own, _text(ask["pdf_engine"]))
        if key not in self._shared:
            self._shared[key] = all_share(replace(order, pdf_engine=key[1] or None))
        changes = list(why(run, ask, record_path(path), self.ledger.shared(run["shared"]), self._shared[key]))
        yield from self._changed(path, run, names, changes, _text(ask["templates"]), again)
        for name, became in lost(run, self.ledger.folder):
            if name in names:
                since = " since it was written" if "altered" in became else ""
                place = Place(str(self.ledger.folder / name))
                yield _Against(ALTERED, place, f"This file {became}{since}", (name,), again, "")

    def _changed(
        self, path: Path, run: Run, names: list[str], changes: list[Change], own: str, again: str
    ) -> Iterator[_Against]:
        """What changed: an input each by itself, options together, and what the program is made of too."""
        record, every = record_path(path), tuple(names)
        program: list[str] = []
        for change in changes:
            if change.kind is Kind.OF_RECORD:
                place = _first(record.parent / change.name, record)
                yield _Against(CHANGED, place, f"{change} since", every, again, "made")
            elif change.kind is Kind.SHARED and own and Path(change.name).is_relative_to(own):
                if concerned := _concerned(change, Path(change.name).relative_to(own), run, names):
                    place = _first(Path(change.name), record)
                    yield _Against(CHANGED, place, f"{change} since", concerned, again, "made")
            elif change.kind is Kind.SHARED:
                program.append(str(change))
        if program:
            yield _Against(OTHER_PROGRAM, Place(str(record)), "", every, again, f"made with others: {_few(program)}")
        if told := [str(change) for change in changes if change.kind is Kind.ASKED]:
            place = Place(self._project.file.name if self._project.file else str(record))
            yield _Against(ASKED, place, "", every, again, f"asked for otherwise: {_few(told)}")

    def _findings(self, talks: str, against: list[_Against]) -> Iterator[Finding]:
        """One finding for all files against which the same stands."""
        groups: dict[tuple[object, ...], list[_Against]] = {}
        for each in against:
            groups.setdefault((each.rule, each.place, each.before, each.after), []).append(each)
        for first, *others in groups.values():
            names = sorted({name for each in (first, *others) for name in each.names})
            words = [first.before, *([self._of(talks, names), first.after] if first.after else [])]
            commands = list(dict.fromkeys(each.again for each in (first, *others)))
            remedy = f"Build again: {_few(commands)}"
            yield first.rule.found("", first.place, f"{' '.join(filter(None, words))}.", remedy)

    def _of(self, talks: str, names: list[str]) -> str:
        """So many memos, or the one: "out/….desk.pdf was"."""
        one = f"{self.ledger.folder / names[0]} was"
        return one if len(names) == 1 else f"{plural(len(names), 'file')} of {talks} in {self.ledger.folder} were"


class _Against(Struct, frozen=True):
    """What stands against files: words before and after them, and the command that makes them again."""

    rule: Rule
    place: Place
    before: str
    names: tuple[str, ...]
    again: str
    after: str


def live(entry: Entry) -> Iterator[tuple[Run, list[str]]]:
    """The builds whose files lie there: each with those that no later one wrote, and none that was done again."""
    seen: list[dict[str, object]] = []
    written: set[str] = set()
    for run in entry["runs"]:
        told: dict[str, object] = {name: run["asked"].get(name) for name in run["named"]}
        if told in seen:
            continue
        seen.append(told)
        if names := [name for name in run["files"] if name not in written]:
            yield run, names
        written |= run["files"].keys()


def _concerned(change: Change, name: Path, run: Run, names: list[str]) -> tuple[str, ...]:
    """The memos that a file of the folder of templates concerns: those made of it; a new one may concern any."""
    if change.is_new:
        return tuple(names) if name.suffix in SUFFIXES else ()
    return tuple(each for each in names if name.as_posix() in run["used"].get(each, ()))


def _first(file: Path, record: Path) -> Place:
    """The file, or the record where it is gone."""
    return Place(str(file if file.is_file() else record))


def _text(option: Option) -> str:
    return option if isinstance(option, str) else ""


def _few(told: Iterable[str]) -> str:
    every = list(told)
    more = f" and {len(every) - MOST} more" if every[MOST:] else ""
    return "; ".join(every[:MOST]) + more
