"""``reportgen audience``: which readers there are, what each gets, a new one, and whether its templates hold."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import fill
from typing import Any

from reportgen.audience import Audience, load_audience
from reportgen.cli.findings import WRITERS, Result, plain
from reportgen.cli.show import show_problems, width
from reportgen.console import columns, plural
from reportgen.errors import Problem
from reportgen.project import load_project
from reportgen.tailor.shelf import Part, Shelf, limits, shelf
from reportgen.tailor.strays import unread


def audience(options: Namespace) -> int:
    """Run one of the commands on audiences."""
    return {"list": _list, "show": _show, "new": _new, "check": _check}[options.verb](options)


def _list(options: Namespace) -> int:
    there = shelf(_own(options))
    if options.format == "json":
        return _print_json([_plain(there, each) for each in there.audiences], there.problems)
    rows = [("name", "for", "ceiling", "length", "file")]
    rows += [
        (each.name, each.purpose, each.ceiling.value, limits(each)[0].partition(":")[0], _where(there.file(each)))
        for each in there.audiences
    ]
    widths = [max(columns(row[number]) for row in rows) for number in range(4)]
    for row in rows:
        cells = [cell + " " * (wide - columns(cell)) for cell, wide in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[4]]).rstrip())
    show_problems([*there.problems, *(unread(there.folders[0]) if there.folders[1:] else ())], sys.stderr)
    return int(bool(there.problems))


def _where(part: Part) -> str:
    return f"{part.path}{'' if part.own else ' (shipped)'}"


def _plain(there: Shelf, each: Audience) -> dict[str, Any]:
    return {
        "name": each.name,
        "title": each.title,
        "for": each.purpose,
        "ceiling": each.ceiling.value,
        "marking": there.marking(each),
        "pages": each.pages.model_dump() if each.pages else None,
        "landscape": each.landscape,
        "most": each.most.model_dump(),
        "file": str(there.file(each).path),
        "own": there.file(each).own,
        "sections": [{"name": name, "file": str(part.path), "own": part.own}
                     for name, part in zip(each.sections, there.sections(each), strict=True)],
    }  # fmt: skip


def _print_json(told: object, problems: Sequence[Problem]) -> int:
    show_problems(problems, sys.stderr)
    print(json.dumps(told, indent=2, ensure_ascii=False))
    return int(bool(problems))


def _own(options: Namespace) -> Path | None:
    """The folder of one's own templates: the one named, or the project file's."""
    return Path(options.templates) if options.templates else load_project(options.project).templates()


# ------------------------------------------------------------------------------------------- show


def _show(options: Namespace) -> int:
    from reportgen.tailor.look import Look

    own = _own(options)
    there = shelf(own)
    shown = load_audience(there.folders, options.name)
    with Look(own, there.folders, options.limits) as look:
        never = look(shown, whole=False).never_printed
    if options.format == "json":
        return _print_json({**_plain(there, shown), "never_prints": never}, ())
    print(f"{shown.name}: {shown.title}, for {shown.purpose}")
    print(f"  file      {_where(there.file(shown))}")
    print(f"  ceiling   {shown.ceiling.value}, marked at most {there.marking(shown)}")
    print(f"  length    {'; '.join(limits(shown))}")
    print(f"  sheet     {'on its side' if shown.landscape else 'upright'}")
    print("  sections, in order")
    wide = max(map(len, shown.sections))
    for number, (name, part) in enumerate(zip(shown.sections, there.sections(shown), strict=True), start=1):
        print(f"    {number:>2}  {name:<{wide}}  {_where(part)}")
    _never_printed(never)
    return 0


def _never_printed(paths: Sequence[str]) -> None:
    print("  never printed, of what its view holds")
    room = min(width(sys.stdout), 100)
    for line in _grouped(paths):
        print(fill(line, room, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False))


def _grouped(paths: Sequence[str]) -> Iterator[str]:
    """Paths by what they are in; a field that goes unprinted in many places, once."""
    ends: dict[str, list[str]] = {}
    for path in paths:
        ends.setdefault(".".join(path.split(".")[-2:]), []).append(path)
    often = {end for end, found in ends.items() if len(found) > 2 and "[]." in end}
    whole = [path for path in paths if "." not in path]
    groups: dict[str, list[str]] = {}
    for path in paths:
        owner, dot, name = path.rpartition(".")
        if dot and ".".join(path.split(".")[-2:]) not in often:
            groups.setdefault(owner, []).append(name)
    if whole:
        yield f"nothing of: {', '.join(whole)}"
    yield from (f"{owner}: {', '.join(names)}" for owner, names in groups.items())
    yield from (f"anywhere: {end}" for end in sorted(often))


# -------------------------------------------------------------------------------------- new, check


def _new(options: Namespace) -> int:
    from reportgen.tailor.start import HOME, start

    project = load_project(options.project)
    home = Path(options.templates) if options.templates else project.own_folder or Path(HOME)
    for path in start(
        options.name, options.source, home, sections=options.section or (), style=options.style, css=options.css
    ):
        print(path)
    print(f"Next: edit it, then\n  reportgen audience check {options.name} --templates {home}")
    print(f"  reportgen build --audience {options.name} --templates {home}")
    return 0


def _check(options: Namespace) -> int:
    from reportgen.tailor.proof import proof

    proven = proof(_own(options), options.name or "", options.limits)
    wrong = [each for each in proven.problems if getattr(each, "level", "error") == "error"]
    if options.format == "json":
        told = {
            "problems": [plain(each) for each in proven.problems],
            "audiences": [
                {"name": each.name, "never_prints": linted.never_printed} for each, linted in proven.audiences
            ],
        }
        print(json.dumps(told, indent=2, ensure_ascii=False))
    elif options.format != "text":
        sys.stdout.write(WRITERS[options.format]([Result("templates", proven.problems)]))
    else:
        show_problems(proven.problems, sys.stdout)
        for each, linted in proven.audiences:
            made = f"{plural(len(each.sections), 'section')} in {plural(len(linted.templates), 'template')}"
            print(f"{each.name}: {made}, {_counted(linted.problems, wrong)}")
            if options.never_printed:
                _never_printed(linted.never_printed)
            elif options.name and not wrong:
                many = plural(len(linted.never_printed), "field")
                print(f"{many} of its view it never prints: --never-printed lists them")
    return int(bool(wrong))


def _counted(own: Sequence[Problem], every: Sequence[Problem]) -> str:
    """What is wrong with the templates of one audience, and whether all else holds."""
    if own:
        return plural(len(own), "error")
    if every:
        return f"nothing wrong in them; {plural(len(every), 'error')} elsewhere"
    return "every expression exists, and the markup can be read"
