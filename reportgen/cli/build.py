"""``reportgen build``: the memos of records."""

from __future__ import annotations

import glob
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportgen.cli.ahead import JSON
from reportgen.cli.far import on_cluster
from reportgen.cli.last import LastBuild
from reportgen.cli.ordered import formats_of, order_of
from reportgen.cli.records import project_of, record_paths
from reportgen.cli.telling import Sums, Telling, telling
from reportgen.cli.twins import read_ids, twin_problem, twins
from reportgen.errors import LoadError, ReportgenError
from reportgen.order import Order
from reportgen.project import Project
from reportgen.writers import FORMATS
from reportgen.writers.variants import Engine, Printing

if TYPE_CHECKING:
    from reportgen.cluster.executor import Cluster
    from reportgen.pipeline import Ready


def build(options: Namespace) -> int:
    """Build every record asked for that is not up to date; one that fails keeps no other from being built."""
    began = time_ns()
    project = project_of(options)
    formats = formats_of(options, project)
    tell = telling(as_json=JSON in formats, quiet=options.quiet, timings=options.timings)
    order, out = order_of(options, project, [each for each in formats if each != JSON])
    Printing.named(order.pdf_engine, order.pdf_variant)
    _refuse_another_file(options, out)
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
    whole = not (sums.failed or sums.lost) and _told_to_make(options, paths, order, project, last, tell, began)
    tell.end(sums)
    return int(not whole)


def _refuse_another_file(options: Namespace, out: Path) -> None:
    if options.depfile:
        from reportgen.cli.depfile import refuse_another_file

        refuse_another_file(Path(options.depfile), out)


def _told_to_make(
    options: Namespace,
    paths: Sequence[Path],
    order: Order,
    project: Project,
    last: LastBuild,
    tell: Telling,
    began: int,
) -> bool:
    """Write the depfile, where one is asked for, of a build in which nothing failed; whether that could be done.

    After another build the one that is there stays: it still says what has to be made.
    """
    if options.depfile:
        from reportgen.cli.depfile import write_depfile

        try:
            write_depfile(Path(options.depfile), last.runs(paths), order, project, last.folder, began)
        except ReportgenError as error:
            tell.problem(str(error))
            return False
    return True


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
