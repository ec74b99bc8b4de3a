"""``reportgen sign`` and ``reportgen status``: who stands for which entry."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import date
from textwrap import fill

from reportgen.checks import Level
from reportgen.checks import check as findings_on
from reportgen.cli.records import project_of, record_path, record_paths
from reportgen.cli.show import show_error, width
from reportgen.cli.signing import beside_evidence, earlier
from reportgen.console import plural
from reportgen.errors import ReportgenError, did_you_mean
from reportgen.files import write_all
from reportgen.loading import load
from reportgen.record import Record
from reportgen.signoff import (
    EntryState,
    SignOff,
    State,
    as_yaml,
    load_signoff,
    signed,
    signers,
    signoff_path,
    states,
)  # fmt: skip


def sign(options: Namespace) -> int:
    """Show each entry beside its evidence, ask, and keep the signatures given."""
    record = load(record_path(options.record, project_of(options)))
    signoff = load_signoff(record)
    known = {each.id: each for each in states(record, signoff)}
    wanted = _wanted(record, known, options)
    wrong = {finding.entry for finding in findings_on(record) if finding.level is Level.ERROR}
    refused = [name for name in wanted if name in wrong]
    others = [name for name in wanted if name not in wrong and _is_another_s(known[name], options)]
    asked = [name for name in wanted if name not in {*refused, *others}]
    given = asked if options.yes else list(_answers(record, known, asked))
    _keep(record, signed(record, signoff, given, options.by, options.date or date.today()))
    print(f"{record.talks.id}: {plural(len(given), 'entry', 'entries')} signed by {options.by}.")
    if refused:
        print(f"reportgen: not signed, since check finds errors: {', '.join(refused)}.", file=sys.stderr)
    for name in others:
        print(f"reportgen: {name} is left as it is. {earlier(known[name])} --replace signs it anew.", file=sys.stderr)
    return int(bool(refused or others))


def _is_another_s(entry: EntryState, options: Namespace) -> bool:
    """Whether somebody else signed it as it stands, and nobody is asked and nobody said to replace that."""
    if entry.state is not State.SIGNED or not entry.signature or options.replace or not options.yes:
        return False
    return entry.signature.by != str(options.by)


def _wanted(record: Record, known: Mapping[str, EntryState], options: Namespace) -> list[str]:
    if options.entries:
        for name in options.entries:
            if name in {each.id for each in record.proposed}:
                remedy = f"Accept it first: reportgen accept {record.talks.id} {name}"
                raise ReportgenError(f"{name} is only proposed, and nobody signs a proposal. {remedy}")
            if name not in known:
                raise ReportgenError(f'{record.talks.id} has no entry "{name}". {did_you_mean(name, known)}')
        return list(dict.fromkeys(options.entries))
    if not options.all:
        raise ReportgenError("Name the entries to sign, or say --all for all that are not signed as they are.")
    return [each.id for each in known.values() if each.state is not State.SIGNED]


def _answers(record: Record, known: Mapping[str, EntryState], names: list[str]) -> Iterator[str]:
    """The entries a person says yes to, one after the other; q or the end of input ends the asking."""
    entries = {entry.id: entry for _, _, entry in record.talks.entries()}
    room = min(width(sys.stdout), 100)
    for number, name in enumerate(names, start=1):
        print(f"\n[{number} of {len(names)}]\n{beside_evidence(record, entries[name], known[name], room)}")
        try:
            answer = input(f"Sign {name}? [y]es, [n]o, [q]uit: ").strip().lower()
        except EOFError:
            print()
            return
        if answer.startswith("q"):
            return
        if answer.startswith("y"):
            yield name


def _keep(record: Record, signoff: SignOff) -> None:
    write_all({signoff_path(record): as_yaml(signoff).encode()})


def status(options: Namespace) -> int:
    """Say for every record how many entries are signed, stale and unsigned, and which."""
    failed = False
    for path in record_paths(options.records, project_of(options)):
        try:
            record = load(path)
            entries = states(record, load_signoff(record))
        except ReportgenError as error:
            failed = True
            show_error(error)
            continue
        counts = {state: [each.id for each in entries if each.state is state] for state in State}
        told = ", ".join(f"{len(names)} {state}" for state, names in counts.items())
        by = "; ".join(f"{name} ({count})" for name, count in signers(entries).items())
        proposed = f"; {len(record.proposed)} only proposed" if record.proposed else ""
        counted = f"{plural(len(entries), 'entry', 'entries')}, {told}{proposed}"
        print(f"{record.talks.id}: {counted}{f'; by {by}' if by else ''}")
        for state in (State.STALE, State.UNSIGNED):
            if counts[state] and len(counts[state]) < len(entries):
                print(fill(f"{state}: {', '.join(counts[state])}", 100, initial_indent="  ", subsequent_indent="    "))
        for each in entries:
            if each.state is State.SIGNED and each.rests_on:
                print(f"  {each.id} is signed and rests on {', '.join(each.rests_on)}, not signed as it stands")
    return int(failed)
