"""``reportgen why``: where does it say that?"""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from textwrap import fill

from reportgen.cli.records import known, project_of, record_path
from reportgen.cli.show import coloured, width
from reportgen.errors import ReportgenError
from reportgen.finished import is_memo, read_finished
from reportgen.loading import load
from reportgen.project import Project
from reportgen.record import Record
from reportgen.why import Answer, answer, answer_from


def why(options: Namespace) -> int:
    """Print what an entry claims, the source's words in their context, who signed, and what rests on it."""
    _show(_answer(options))
    return 0


def _answer(options: Namespace) -> Answer:
    """What was asked for: ``RECORD ENTRY``, or ``MEMO#ENTRY``, which PDF and DOCX answer from the file alone."""
    project = project_of(options)
    place, mark, name = str(options.record).partition("#")
    path, entry = Path(place), options.entry or name
    if not entry:
        raise ReportgenError(f"Name an entry: reportgen why {place} A-01")
    if is_memo(path):
        return answer_from(read_finished(path).carried, entry)
    if mark or path.suffix in {".html", ".md"}:
        return answer(_record_of(path, project), entry)
    return answer(load(record_path(place, project)), entry)


def _record_of(memo: Path, project: Project) -> Record:
    """The record of a memo that carries none: the one that its file is named after."""
    if not memo.is_file():
        raise ReportgenError(f"{memo}: there is no such memo.")
    talks = memo.name.split(".")[0]
    path = known(talks, project)
    if path is None:
        where = project.file.name if project.file else f"{project.patterns[0]}/"
        raise ReportgenError(f"{memo} is a memo of {talks}, and that record is not in {where} here.")
    return load(path)


def _show(told: Answer) -> None:
    room = min(width(sys.stdout), 100)
    bold = "\x1b[1m{}\x1b[0m" if coloured(sys.stdout) else "{}"
    print(bold.format(f"{told.id}  ") + fill(told.text, room - 8, subsequent_indent="      "))
    for name, value in told.facts:
        print(fill(f"{name}: {value}", room, initial_indent="  ", subsequent_indent="    "))
    for passage in told.passages:
        marked = "{}{}{}".format(
            passage.before, bold.format(passage.words) if coloured(sys.stdout) else f"[{passage.words}]", passage.after
        )
        print(f"\n  {passage.source}, {passage.where}")
        print(fill(" ".join(marked.split()), room, initial_indent="    ", subsequent_indent="    "))
    print(f"\n  sign-off: {told.signature}")
    if told.rests_on:
        print(f"  rests on: {', '.join(told.rests_on)}")
    print(f"  on it rest: {', '.join(told.below) or 'nothing'}")
