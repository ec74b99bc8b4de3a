"""``reportgen check --outputs``: whether the memos that lie there are up to date, told as findings are."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from textwrap import fill

from reportgen.cli.findings import WRITERS, Result
from reportgen.cli.ordered import order_today
from reportgen.cli.records import record_paths
from reportgen.cli.show import show_problems
from reportgen.cli.standing import LEFT_OVER, RULES, Judge, Standing
from reportgen.console import plural
from reportgen.errors import Place
from reportgen.ledger.leftover import Asked, left_over
from reportgen.project import Project
from reportgen.recordfile import record_path
from reportgen.shipped import search_path

EXPLAINED = {
    "E901": "A memo that is older than what it says: its record, a source document, the sign-off, or a template, an "
    "audience or another file that it was made of has other contents than when it was made. Contents count, not dates.",
    "E902": "A memo that is not there, or has other bytes than were written: somebody edited the file, or removed it.",
    "E903": "A memo that the program as it is installed now might write otherwise: its code, its templates, Python, a "
    "library or a text library of the system is of another version.",
    "E904": "A memo made for other wishes than those of the project file now: another paper, other audiences or "
    "formats. What a command line told counts as told again.",
    "E905": "A record of which nobody knows a build: none was made into this folder, its ledger is gone or not "
    "believed, or the last build lost some of its memos.",
    "W901": "A memo whose record or audience is gone, or that is no longer asked for. reportgen build --prune removes "
    "it.",
}
"""What each finding on outputs guards against, by its code."""
NOT_BESIDE = ("coverage", "fail_under", "watch", "no_cache")
"""Options of the checks of records."""


def outputs(options: Namespace, project: Project) -> int:
    """Tell of every record asked for; the exit code says whether all memos are up to date."""
    for name in NOT_BESIDE:
        if getattr(options, name):
            print(f"reportgen check: --outputs goes without --{name.replace('_', '-')}.", file=sys.stderr)
            return 2
    out = Path(options.out) if options.out else project.out
    judge = Judge(project, out, options.templates, options.out or "")
    paths = record_paths(options.records, project)
    standings = {path: judge.judged(path) for path in paths}
    results = [_result(standing) for standing in standings.values()]
    results += _left_over(options, project, judge, standings)
    if options.format != "text":
        sys.stdout.write(WRITERS[options.format](results))
    for result in results if options.format == "text" else ():
        show_problems(result.problems, sys.stdout)
        print(result.summary)
    return int(any(each.failed for each in results))


def explained_output(code: str) -> str:
    """What a finding on outputs guards against, by its code or name; nothing for another."""
    rule = next((each for each in RULES if code.lower() in (each.code.lower(), each.name)), None)
    return f"{rule.code} {rule.name} ({rule.level})\n\n{fill(EXPLAINED[rule.code], 80)}" if rule else ""


def _result(standing: Standing) -> Result:
    count = plural(len(standing.files), "file")
    if not standing.findings:
        told = f"up to date ({count})"
    elif standing.files:
        told = f"{len(standing.outdated)} of {count} not up to date"
    else:
        told = "not known to be up to date"
    return Result(standing.talks, standing.findings, summary=f"{standing.talks}: {told}")


def _left_over(options: Namespace, project: Project, judge: Judge, standings: dict[Path, Standing]) -> list[Result]:
    """Files that lie there though nothing stands for them any more; of a record that is not up to date nothing is."""
    ledger = judge.ledger
    order = order_today(project, Path(options.templates) if options.templates else None)
    audiences = {path.stem for folder in search_path(order.templates) for path in (folder / "audiences").glob("*.yaml")}
    files = {
        ledger.key(record_path(path)): set(each.files) if each.files and not each.findings else None
        for path, each in standings.items()
    }
    whole = "" if options.records or options.templates else ledger.key(project.folder)
    found = left_over(ledger, Asked(files, str(order.templates or ""), {*audiences, "report"}, whole))
    remedy = "Remove it with: reportgen build --prune"
    altered = "It was altered since it was written, and stays until you remove it."
    message = "Its record or audience is gone, or it is no longer asked for."
    findings = [
        LEFT_OVER.found("", Place(str(each.path)), f"Left over. {message}", remedy if each.intact else altered)
        for each in found
    ]
    return [Result(str(ledger.folder), findings, summary=f"{plural(len(found), 'file')} left over")] if found else []
