"""``reportgen new``: from reports of talks to records that are begun."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from textwrap import fill
from typing import Any

from msgspec import Struct

from reportgen.cli.records import processors, project_of
from reportgen.cli.show import show_error, width
from reportgen.console import plural
from reportgen.drafting.drafter import DEFAULT, drafter
from reportgen.drafting.proposal import Drafter
from reportgen.drafting.starting import Started, start
from reportgen.errors import ReportgenError
from reportgen.project import Project
from reportgen.recordfile import RECORDS
from reportgen.shipped import search_path

READ = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx")
"""What is taken from a folder; a document named by itself is read whatever its name."""


def new(options: Namespace) -> int:
    """Begin a record of each source, or one of all with ``--id``; say what was found, and how to go on."""
    project = project_of(options)
    templates = Path(options.templates) if options.templates else project.templates()
    folders = search_path(templates)
    into = options.into or _records_folder(project.patterns)
    chosen = Chosen(options.drafter or DEFAULT, folders, options_of(project))
    one = chosen.made()
    tell_destination(one)
    sources = list(_sources(options.sources))
    if options.id or len(sources) == 1:
        started = start(sources, one, id=options.id, into=into, folders=folders)
        if not options.quiet:
            _tell(started)
        return 0
    return _each(sources, chosen, into, options)


class Chosen(Struct, frozen=True):
    """A drafter as it was asked for: made anew in each process that drafts."""

    name: str
    folders: tuple[Path, ...]
    options: Mapping[str, Any]

    def made(self) -> Drafter:
        """The drafter. Raises :class:`ReportgenError` when there is none of that name, or it cannot be used."""
        return drafter(self.name, self.folders, **self.options)


def options_of(project: Project) -> Mapping[str, Any]:
    """What the project file sets for drafters."""
    return {} if project.llm is None else {name: getattr(project.llm, name) for name in type(project.llm).model_fields}


def tell_destination(made: Drafter) -> None:
    """Say where a drafter sends the text of a source, before it does; nothing for one that keeps it here."""
    if destination := getattr(made, "destination", ""):
        print(f"reportgen: the text is sent to {destination}.", file=sys.stderr, flush=True)


def _records_folder(patterns: Sequence[str]) -> str:
    """The folder of the project's records: the first that is a folder of them, else the default."""
    return next((each for each in patterns if not each.endswith((".yaml", "*"))), RECORDS)


def _sources(given: Sequence[str]) -> Iterator[str]:
    """The documents named; of a folder, each document in it that could be a source.

    Raises :class:`ReportgenError` for a folder without any.
    """
    for name in given:
        path = Path(name)
        try:
            folder = name != "-" and path.is_dir()
            inside = sorted(path.iterdir()) if folder else []
        except OSError as error:
            raise ReportgenError(f"{name} cannot be read: {error.strerror}.") from None
        if not folder:
            yield name
            continue
        found = [each for each in inside if each.suffix.lower() in READ and each.is_file()]
        if not found:
            raise ReportgenError(f"{name} holds no document that can be read: {', '.join(READ)}.")
        yield from map(str, found)


def _tell(started: Started) -> None:
    room = min(width(sys.stdout), 100)
    print(f"{started.folder}/talks.yaml: {plural(started.proposed, 'entry', 'entries')} proposed.")
    covered = started.sentences - started.left
    print(f"  {covered} of {plural(started.sentences, 'sentence')} covered; the others stand as comments.")
    if started.dropped:
        print(f"  {plural(started.dropped, 'proposal')} dropped: the words are not in the source.")
    if started.flagged:
        print(f'  {plural(started.flagged, "proposal")} marked "over-claim": read those first.')
    for line in started.told:
        print(fill(line, room, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False))
    if not started.proposed:
        print("  No proposals: there is no table for the language of this text, or nothing in it that one reads.")
        print(f"Next: fill in {started.folder}/talks.yaml by hand; its sentences stand there, numbered.")
        return
    print("Next: fill in what stands empty; read parties, participants, meetings and issues, and then:")
    told = f"reportgen accept {started.folder} parties participants meetings issues"
    print(f"  {told}\n  reportgen propose {started.folder}")


def _each(sources: Sequence[str], chosen: Chosen, into: str, options: Namespace) -> int:
    """A record of each source, several at once; one that cannot be read keeps no other from being begun."""
    jobs = min(options.jobs or processors(), len(sources))
    failed = begun = proposed = 0
    with _bar(len(sources), options) as advance:
        for name, outcome in _outcomes(sources, chosen, into, jobs):
            advance(name)
            if isinstance(outcome, ReportgenError):
                failed += 1
                show_error(outcome)
                continue
            begun, proposed = begun + 1, proposed + outcome.proposed
            if not options.quiet and not sys.stderr.isatty():
                print(f"{outcome.folder}/talks.yaml: {plural(outcome.proposed, 'entry', 'entries')} proposed")
    if not options.quiet:
        left = f"; {plural(failed, 'source')} could not be used" if failed else ""
        print(f"{plural(begun, 'record')} begun under {into}/, {plural(proposed, 'entry', 'entries')} proposed{left}.")
    return int(bool(failed))


def _bar(total: int, options: Namespace) -> AbstractContextManager[Callable[[str], None]]:
    """A bar over the sources, on a terminal; moved on by what it gives."""
    if options.quiet or not sys.stderr.isatty():
        return nullcontext(_unseen)
    from reportgen.cli.bar import counting

    return counting(total, "sources")


def _unseen(name: str) -> None:
    """Nobody looks on."""


def _outcomes(
    sources: Sequence[str], chosen: Chosen, into: str, jobs: int
) -> Iterator[tuple[str, Started | ReportgenError]]:
    """What came of each source, as it is done; in this process alone for one job."""
    if jobs < 2:
        for name in sources:
            yield name, _one(name, chosen, into)
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    method = get_context("forkserver" if sys.platform == "linux" else "spawn")
    workers = ProcessPoolExecutor(jobs, mp_context=method, initializer=_leave_stopping_to_the_parent)
    try:
        asked = {workers.submit(_one, name, chosen, into): name for name in sources}
        for done in as_completed(asked):
            try:
                yield asked[done], done.result()
            except BrokenProcessPool:
                yield asked[done], ReportgenError(f"{asked[done]}: the process that read it was ended from outside.")
    finally:  # after Ctrl-C what is not begun is not begun, and what is begun is whole
        workers.shutdown(cancel_futures=True)


def _leave_stopping_to_the_parent() -> None:
    """Ctrl-C reaches every process of a terminal; the parent says when to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _one(name: str, chosen: Chosen, into: str) -> Started | ReportgenError:
    try:
        return start([name], chosen.made(), into=into, folders=chosen.folders)
    except ReportgenError as error:
        return error
