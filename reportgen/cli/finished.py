"""``reportgen extract`` and ``reportgen verify``: what a finished memo carries, and whether all still say the same."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from textwrap import fill, shorten

from reportgen.carried import Carried
from reportgen.cli.records import known, project_of, record_path
from reportgen.cli.show import width
from reportgen.desk import Desk
from reportgen.errors import ReportgenError
from reportgen.files import write_all
from reportgen.finished import read_finished
from reportgen.loading import load
from reportgen.project import Project
from reportgen.record import Record
from reportgen.verify import Difference, Edit, Verdict
from reportgen.verify import verify as compared

LONGEST = 160
MOST = 20
ALTERED = "The record inside it is not the one that was put in: its digest differs."


def extract(options: Namespace) -> int:
    """Write the record that a memo carries, as it is in there. Fails when it is not the one that was put in."""
    memo = read_finished(Path(options.memo))
    if options.out:
        write_all({Path(options.out): memo.content})
        print(f"{options.out}: the cut of {memo.carried.talks.id} for {memo.carried.audience}", file=sys.stderr)
    else:
        sys.stdout.write(memo.content.decode("utf-8", "replace"))
    if not memo.whole:
        print(f"reportgen: {memo.path}: {ALTERED}", file=sys.stderr)
    return 0 if memo.whole else 1


def verify(options: Namespace) -> int:
    """Say of each memo whether it is unchanged, edited, or from another version. Fails unless all are unchanged."""
    project = project_of(options)
    templates = Path(options.templates) if options.templates else None
    verdicts = [_verdict(Path(name), options.record, templates, project) for name in options.memos]
    return 0 if all(verdicts) else 1


def _verdict(path: Path, named: str | None, templates: Path | None, project: Project) -> bool:
    memo = read_finished(path)
    carried = memo.carried
    record = _on_disk(carried, named, project)
    now, why_not = None, ""
    if record:
        try:
            now = _now(record, carried, templates or project.templates())
        except ReportgenError as error:
            why_not = f"{record.file.name} cannot be compared with it: {error}"
    else:
        why_not = f"No record {carried.talks.id} is here to compare it with; name one with --record."
    verdict = compared(memo, now)
    _show(path, verdict, record.file.name if record else "", why_not)
    return verdict.unchanged and not (record and why_not)


def _on_disk(carried: Carried, named: str | None, project: Project) -> Record | None:
    """The record that was named, or the one of this project that has the memo's id."""
    if named:
        return load(record_path(named, project))
    path = known(carried.talks.id, project)
    return load(path) if path else None


def _now(record: Record, carried: Carried, templates: Path | None) -> Carried:
    """What a memo of the record as it is now would carry for the same audience."""
    if record.talks.id != carried.talks.id:
        raise ReportgenError(f"The memo is one of {carried.talks.id}, and {record.file.name} holds {record.talks.id}.")
    with Desk(templates, language=carried.language) as desk:
        return desk.carried(record, carried.audience)


def _show(path: Path, verdict: Verdict, record: str, why_not: str) -> None:
    room = min(width(sys.stdout), 100)
    carried = verdict.carried
    of = f"{carried.talks.id}, version {carried.talks.version}, for {carried.audience}; made by {carried.program}"
    print(f"{path}: {_word(verdict)}")
    _told([of], room)
    if not verdict.whole:
        _told([ALTERED], room)
    if not verdict.edits:
        _told(["Its words are those of the record inside it."], room)
    _told(map(_edit, verdict.edits), room)
    _told((f"It holds {mark}." for mark in verdict.marks), room)
    if why_not:
        _told([why_not], room)
    elif not verdict.differences:
        _told([f"The record inside it is that of {record}."], room)
    else:
        _told([f"{record} is not as it was then:"], room)
        _told(map(_difference, verdict.differences), room)


def _word(verdict: Verdict) -> str:
    words = [] if verdict.whole and not verdict.edits else ["edited"]
    words += ["from another version of the record"] if verdict.differences else []
    if words:
        return ", ".join(words)
    return "unchanged" if verdict.differences is not None else "unchanged since it was made"


def _told(lines: Iterable[str], room: int) -> None:
    listed = list(lines)
    more = [f"… and {len(listed) - MOST} more"] if len(listed) > MOST else []
    for line in [*listed[:MOST], *more]:
        print(fill(line, room, initial_indent="  ", subsequent_indent="    "))


def _edit(edit: Edit) -> str:
    what = f"{edit.of}, {edit.where}" if edit.of else edit.where
    if not edit.was:
        return f'{what}: added: "{_short(edit.now)}"'
    if not edit.now:
        return f'{what}: taken out: "{_short(edit.was)}"'
    return f'{what}: was "{_short(edit.was)}", is "{_short(edit.now)}"'


def _difference(each: Difference) -> str:
    if not each.on_disk:
        return f'{each.of}: not in the record any more: "{_short(each.in_memo)}"'
    if not each.in_memo:
        return f'{each.of}: new: "{_short(each.on_disk)}"'
    return f'{each.of}: in the memo "{_short(each.in_memo)}", now "{_short(each.on_disk)}"'


def _short(text: str) -> str:
    return shorten(" ".join(text.split()), LONGEST, placeholder=" …")
