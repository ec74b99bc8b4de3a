"""``reportgen build``: the memos of records."""

from __future__ import annotations

import glob
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.cli.ahead import JSON, asked_formats, out_folder
from reportgen.cli.far import on_cluster
from reportgen.cli.last import LastBuild
from reportgen.cli.records import listed, processors, project_of, record_paths
from reportgen.cli.show import show_problems
from reportgen.cli.telling import Sums, Telling, telling
from reportgen.cli.twins import read_ids, twin_problem, twins
from reportgen.errors import LoadError, ReportgenError, did_you_mean
from reportgen.order import Order
from reportgen.project import Project
from reportgen.writers import FORMATS
from reportgen.writers.variants import Engine, Printing

if TYPE_CHECKING:
    from reportgen.cluster.executor import Cluster
    from reportgen.pipeline import Ready


def build(options: Namespace) -> int:
    """Build every record asked for that is not up to date; one that fails keeps no other from being built."""
    project = project_of(options)
    formats = _formats(options, project)
    tell = telling(as_json=JSON in formats, quiet=options.quiet, timings=options.timings)
    order, out = _order(options, project, [each for each in formats if each != JSON])
    Printing.named(order.pdf_engine, order.pdf_variant)
    far = options.scheduler or project.scheduler
    last = LastBuild(options, project, order, out, tell)
    paths = record_paths(options.records, project)
    shared = twins(read_ids(paths))
    left = [path for path in paths if path in shared or not last.current(path)]
    sums = Sums(current=len(paths) - len(left))
    scheduler = far if left else None
    if left and not scheduler:
        order.prepare()
    if left and not scheduler and "pdf" in order.formats and (problem := _pdf_problem(order)):
        tell.problem(problem)
        order = order.only(each for each in order.formats if each != "pdf")
        last.without_pdf(order)
        sums.failed += 1
    try:
        with on_cluster(scheduler, order, tell) as (order, cluster), tell.over(len(left), order):
            last.tell_current()
            for path, ready in _made(left if order.formats else [], shared, order, tell, last, cluster):
                _write(path, ready, out, tell, sums, last)
        last.tell_left_over()
    finally:
        last.write()
    tell.end(sums)
    return int(bool(sums.failed or sums.lost))


def _write(path: Path, ready: Ready | ReportgenError, out: Path, tell: Telling, sums: Sums, last: LastBuild) -> None:
    """Write what there is of a record, or tell why there is nothing."""
    try:
        if isinstance(ready, ReportgenError):
            raise ready
        written = ready.written(out)
    except ReportgenError as error:
        sums.failed += 1
        tell.failed(path, error, earlier(path, out))
    else:
        sums.add(written)
        tell.built(path, written)
        last.keep(path, written)


def _made(
    paths: Sequence[Path],
    shared: Mapping[Path, Sequence[Path]],
    order: Order,
    tell: Telling,
    last: LastBuild,
    cluster: Cluster | None,
) -> Iterator[tuple[Path, Ready | ReportgenError]]:
    """What there is to write of each record, or why nothing is; none of two with one id, as in ``shared``, is built."""
    if not paths:
        return
    from reportgen.pipeline import ready_of

    good = [path for path in paths if path not in shared]
    with _all_made(good, order, last, cluster) as made:
        for path in paths:
            if path in shared:
                last.refused(path)
                yield path, LoadError([twin_problem(path, shared[path])])
            elif made is not None:
                yield next(made)
            else:
                try:
                    yield path, ready_of(path, order, tell.progress, last.recall(path))
                except ReportgenError as error:
                    yield path, error


@contextmanager
def _all_made(
    paths: Sequence[Path], order: Order, last: LastBuild, cluster: Cluster | None
) -> Iterator[Iterator[tuple[Path, Ready | ReportgenError]] | None]:
    """Records made side by side, each in its own process, here or on a cluster; nothing where that is of no use."""
    if cluster is None and (len(paths) < 2 or order.jobs < 2):
        yield None
        return
    from reportgen.batch import Processes, made

    if cluster:
        yield made(paths, replace(order, jobs=1), cluster, order.jobs, ahead=1)
        return
    workers = Processes(min(order.jobs, len(paths)), order.limits, order.modules)
    try:
        yield made(paths, order.for_each(len(paths)), workers, order.jobs, recall=last.recall)
    finally:
        workers.stop()


def _order(options: Namespace, project: Project, formats: Sequence[str]) -> tuple[Order, Path]:
    """What is asked for, and where it goes: by the command line, or else by the project file."""
    templates = Path(options.templates) if options.templates else project.templates()
    if templates and templates.is_dir() and not options.quiet:
        from reportgen.tailor.strays import unread

        show_problems(unread(templates), sys.stderr)
    order = Order(
        audiences=tuple(listed(options.audience) or project.audiences(templates)),
        formats=tuple(formats),
        templates=templates,
        paper=options.paper or project.paper,
        language=options.language or project.language,
        allow_findings=options.allow_findings,
        with_proposals=options.with_proposals,
        final=options.final,
        scheme=options.scheme or project.scheme(templates),
        portion_marks=options.portion_marks or project.portion_marks,
        report=project.report and not options.no_report,
        limits=options.limits or project.limits,
        pdf_engine=options.pdf_engine or project.pdf_engine,
        pdf_variant=options.pdf_variant or project.pdf_variant,
        apart=True,
        jobs=_jobs(options, project),
    )
    return order, out_folder(options, project)


def _jobs(options: Namespace, project: Project) -> int:
    """How many memos are made at once here, or records given out at once to a cluster: 0 for what keeps it at work."""
    if options.scheduler and not project.scheduler:  # the project's number is meant for one machine
        return options.jobs or 0
    return options.jobs or project.jobs or (0 if project.scheduler else processors())


def _formats(options: Namespace, project: Project) -> list[str]:
    """The formats asked for, by default all there are, and ``json`` beside them where it was."""
    formats = asked_formats(options, project)
    for name in formats:
        if name not in (*FORMATS, JSON):
            print(f'reportgen build: there is no format "{name}". {did_you_mean(name, FORMATS)}', file=sys.stderr)
            raise SystemExit(2)
    return formats


def _pdf_problem(order: Order) -> str | None:
    """Why no PDF can be made here, with the remedies; nothing where it seems that it can."""
    engine = Printing.named(order.pdf_engine, order.pdf_variant).engine
    if engine is Engine.WEASYPRINT:
        from reportgen.writers._libraries import examine

        if all(library.found or library.optional for library in examine()):
            return None  # WeasyPrint itself is not imported here, but where memos are made
    from reportgen.doctor import pdf_problem

    return pdf_problem(engine)


def earlier(path: Path, out: Path) -> str:
    """What is said of memos that lie there since an earlier build, and are not what was asked for now."""
    name = read_ids([path]).get(path) or path.resolve().parent.name
    there = (each for each in out.glob(f"{glob.escape(name)}.*") if each.suffix.removeprefix(".") in FORMATS)
    found = sorted(each for each in there if ".report." not in each.name)
    if not found:
        return ""
    more = f" and {len(found) - 1} more are" if found[1:] else " is"
    return f" {found[0]}{more} from an earlier build."
