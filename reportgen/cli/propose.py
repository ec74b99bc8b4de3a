"""``reportgen propose`` and ``reportgen accept``: a draft on its way to a record."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from textwrap import fill

from reportgen.cli.new import options_of, tell_destination
from reportgen.cli.records import project_of, record_path
from reportgen.cli.show import width
from reportgen.console import plural
from reportgen.drafting.accepting import Accepted
from reportgen.drafting.accepting import accept as accepted
from reportgen.drafting.again import propose as proposed_again
from reportgen.drafting.drafter import DEFAULT, drafter
from reportgen.drafting.opened import open_proposals
from reportgen.errors import ReportgenError
from reportgen.proposed import Proposed
from reportgen.shipped import search_path


def propose(options: Namespace) -> int:
    """Draft again by the confirmed table, and say what was added and filled in."""
    project = project_of(options)
    folders = search_path(Path(options.templates) if options.templates else project.templates())
    path = record_path(options.record, project)
    made = drafter(options.drafter or DEFAULT, folders, **options_of(project))
    tell_destination(made)
    again = proposed_again(path, made, folders)
    if again.added:
        print(
            _folded(
                f"{again.record}: {plural(len(again.added), 'entry', 'entries')} proposed: {', '.join(again.added)}."
            )
        )
    if again.filled:
        listed = ", ".join(f"{name} {field}" for name, field in again.filled)
        print(_folded(f"{again.record}: {plural(len(again.filled), 'field')} filled in: {listed}."))
    if not again.added and not again.filled:
        print(f"{again.record}: nothing new is proposed.")
    if again.dropped:
        print(f"{again.record}: {plural(again.dropped, 'proposal')} dropped: the words are not in the source.")
    return 0


def accept(options: Namespace) -> int:
    """Accept the proposals named, or those a person says yes to; say what stands in the way of the others."""
    path = record_path(options.record, project_of(options))
    if not options.entries and not options.all:
        return _ask(path, options.issue)
    done = accepted(path, options.entries, every=options.all, issue=options.issue)
    return _tell(done)


def _tell(done: Accepted) -> int:
    named = f": {', '.join(done.accepted)}" if done.accepted else ""
    print(_folded(f"{done.record}: {plural(len(done.accepted), 'entry', 'entries')} accepted{named}."))
    for each in done.lacking:
        fields = ", ".join(f'"{name}"' for name in each.lacks)
        named = each.id or f"number {each.number + 1} of {each.part}"
        print(f"reportgen: {named} is left as a proposal: {fields} is missing ({each.place}).", file=sys.stderr)
    if any(each.lacks == ("issue",) for each in done.lacking):
        told = "give them one with --issue ID, or write it in the record."
        print(f"reportgen: where only the issue is missing, {told}", file=sys.stderr)
    if done.leaning:
        names = ", ".join(done.leaning)
        print(f"reportgen: what was accepted refers to {names}, only proposed: accept these too.", file=sys.stderr)
    return int(bool(done.lacking))


def _ask(path: Path, issue: str) -> int:
    """Ask for each proposal that lacks nothing; q or the end of input ends the asking."""
    file, proposals = open_proposals(path)
    ready = [each for each in proposals if not [name for name in each.lacks if not (name == "issue" and issue)]]
    if not proposals:
        raise ReportgenError(f"{file.name}: nothing is proposed.")
    if not ready:
        lacking = len(proposals) - len(ready)
        raise ReportgenError(
            f"{file.name}: no proposal could be accepted as it stands"
            + (f"; {plural(lacking, 'proposal')} lack fields, see: reportgen check" if lacking else ".")
        )
    chosen: list[str] = []
    for number, each in enumerate(ready, start=1):
        print(f"\n[{number} of {len(ready)}]\n{_shown(file.text, each)}")
        try:
            answer = input(f"Accept {each.id}? [y]es, [n]o, [q]uit: ").strip().lower()
        except EOFError:
            print()
            break
        if answer.startswith("q"):
            break
        if answer.startswith("y"):
            chosen.append(each.id)
    return _tell(accepted(path, chosen, issue=issue)) if chosen else 0


def _shown(text: str, proposed: Proposed) -> str:
    """The lines of a proposal, as they stand in the record."""
    lines = text.split("\n")[proposed.place.line - 1 :]
    indent = len(lines[0]) - len(lines[0].lstrip())
    shown = [lines[0]]
    for line in lines[1:]:
        depth = len(line) - len(line.lstrip())
        if not line.strip() or depth < indent or (depth == indent and line.lstrip()[0] in "-#"):
            break
        shown.append(line)
    return "\n".join(line[indent:] for line in shown)


def _folded(words: str) -> str:
    return fill(
        words, min(width(sys.stdout), 100), subsequent_indent="  ", break_on_hyphens=False, break_long_words=False
    )
