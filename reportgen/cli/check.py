"""``reportgen check``: what is not borne out, what is covered, what a check means.

What checks a record is imported only when there is something to check: an unchanged record is answered
from what was found the last time (:mod:`reportgen.cli.kept`).
"""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from reportgen.cli.findings import WRITERS, Result
from reportgen.cli.kept import Kept
from reportgen.cli.records import project_of, record_paths
from reportgen.cli.show import show_problems, width
from reportgen.cli.twins import twin_problem, twins
from reportgen.errors import did_you_mean
from reportgen.recordfile import record_path
from reportgen.watching import POLL, snapshot

NARROWEST = 40
"""Columns; a sentence is not broken into shorter lines."""


def check(options: Namespace) -> int:
    """Check every record asked for, print what was found, and say with the exit code whether all hold."""
    if options.explain:
        return _explain(options.explain)
    project = project_of(options)
    if options.outputs:
        from reportgen.cli.outputs import outputs

        return outputs(options, project)
    if options.out:
        print("reportgen check: --out goes with --outputs alone.", file=sys.stderr)
        return 2
    if own := project.templates():
        options.templates = options.templates or str(own)
    paths = record_paths(options.records, project)
    if not options.watch:
        return _run(paths, options)
    folders = [record_path(path).parent for path in paths] + ([Path(options.templates)] if options.templates else [])
    seen: object = None
    while True:
        now = snapshot(folders)
        if now != seen:
            seen = now
            print(f"\x1b[2J\x1b[H{time.strftime('%H:%M:%S')}" if sys.stdout.isatty() else "--")
            _run(paths, options)
            sys.stdout.flush()
        time.sleep(POLL)


def _run(paths: Sequence[Path], options: Namespace) -> int:
    results: list[Result] = []
    for path in paths:
        result, coverage = _checked(path, options)
        results.append(result)
        if options.format == "text":
            _show(result, coverage)
    shared = twins({path: each.record for path, each in zip(paths, results, strict=True) if each.summary})
    for number, path in enumerate(paths):
        if path in shared:
            problem = twin_problem(path, shared[path])
            results[number] = replace(results[number], problems=[*results[number].problems, problem])
            if options.format == "text":
                show_problems([problem], sys.stdout)
    if options.format != "text":
        sys.stdout.write(WRITERS[options.format](results))
    low = [each for each in results if each.summary and each.covered < options.fail_under]
    for each in low:
        told = f"{each.record}: {each.covered:.0f} per cent of sentences are covered"
        print(f"reportgen: {told}, less than {options.fail_under:g}.", file=sys.stderr)
    return int(any(each.failed for each in results) or bool(low))


def _checked(path: Path, options: Namespace) -> tuple[Result, Sequence[str]]:
    """What is found on a record, and its coverage in lines when that was asked for."""
    own_cues = options.templates and (Path(options.templates) / "cues").is_dir()
    plain = not (options.no_cache or options.coverage or own_cues or options.watch)
    kept = Kept(path) if plain else None
    if kept and (known := kept.result()):
        return known, ()
    from reportgen.cli.checking import checked, coverage_listed

    result, record = checked(path, options.templates)
    if kept and record:
        kept.keep(result, record)
    room = max(width(sys.stdout) - 2, NARROWEST)
    return result, coverage_listed(record, room) if record and options.coverage else ()


def _show(result: Result, coverage: Sequence[str]) -> None:
    if not result.summary:
        show_problems(result.problems, sys.stderr)
        return
    for line in coverage:
        print(line)
    show_problems(result.problems, sys.stdout)
    for finding, reason in result.set_aside:
        print(f"set aside: {finding.message} Reason: {reason}")
    print(result.summary)


def _explain(code: str) -> int:
    from reportgen.checks.explain import explained, explanations, page
    from reportgen.cli.outputs import explained_output

    if code == "all":
        sys.stdout.write(page())
        return 0
    if told := explained_output(code):
        print(told)
        return 0
    if code.upper() not in explanations():
        named = {rule.name: key for key, rule in explanations().items()}
        if code not in named:
            hint = did_you_mean(code, [*explanations(), *named])
            print(f'reportgen check: there is no check "{code}". {hint}', file=sys.stderr)
            return 2
        code = named[code]
    sys.stdout.write(explained(code.upper()))
    return 0
