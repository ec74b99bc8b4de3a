"""``--scheduler``: records are made by the workers of a cluster while a build goes on here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportgen.cli.telling import Telling
from reportgen.console import plural
from reportgen.order import Order

if TYPE_CHECKING:
    from reportgen.cluster.executor import Cluster


@contextmanager
def on_cluster(scheduler: str | None, order: Order, tell: Telling) -> Iterator[tuple[Order, Cluster | None]]:
    """The order with its number of jobs, and the cluster whose scheduler is named; none where none is.

    In the end the workers that died meanwhile are named. Raises :class:`~reportgen.errors.ReportgenError` when
    there is no cluster, or none that can be used.
    """
    if scheduler is None:
        yield order, None
        return
    from reportgen.cluster.executor import Cluster

    cluster = Cluster(scheduler)
    try:
        yield replace(order, jobs=order.jobs or cluster.at_once), cluster
        for worker, records in cluster.died().items():
            again = f"; {plural(records, 'record')} it had went to others" if records else ""
            tell.problem(f"the worker {worker} ended before its time{again}.")
    finally:
        cluster.stop()
