"""The way to a cluster: an address → a client of its scheduler, or in one sentence why there is none."""

from __future__ import annotations

import logging
import socket
from collections.abc import Mapping
from typing import Any

from reportgen.cluster.door import made_with_there
from reportgen.cluster.program import differences, made_with
from reportgen.errors import ReportgenError

INSTALL = 'pip install "reportgen[dask]"'
PATIENCE = 5
"""Seconds to find something at its address."""
ANSWER = 30
"""Seconds a scheduler that is busy with other things may take to answer."""
WORKERS = 10
"""Seconds in which its first worker must come."""
MOST = 3
"""Differences that are told."""


def reached(address: str) -> Any:
    """A client of the scheduler at an address that has workers which make memos with what is installed here.

    Raises :class:`ReportgenError` that says what is missing, and where.
    """
    client = _client(address)
    try:
        try:
            client.wait_for_workers(1, timeout=WORKERS)
        except TimeoutError:
            told = f"The cluster at {address} has no workers. Start one on each machine: dask worker {address}"
            raise ReportgenError(told) from None
        compare(address, client.run(made_with_there, on_error="return"))
    except BaseException:  # Ctrl-C too
        client.close()
        raise
    return client


def compare(address: str, workers: Mapping[str, object]) -> None:
    """Raises :class:`ReportgenError` that names each worker which lacks what is here, and what that is."""
    told = []
    for worker, there in workers.items():
        lacking = differences(made_with(), there) if isinstance(there, dict) else [f"reportgen cannot be used: {there}"]
        if lacking:
            more = f"; and {len(lacking) - MOST} more" if lacking[MOST:] else ""
            told.append(f"  {worker}: {'; '.join(lacking[:MOST])}{more}")
    if told:
        head = f"Workers of the cluster at {address} would not make the memos that are made here:"
        remedy = "Install the same there and here, reportgen and its libraries, and start those workers anew."
        raise ReportgenError("\n".join([head, *told, remedy]))


def _client(address: str) -> Any:
    try:
        import dask
        import distributed
        from distributed.comm.addressing import get_address_host_port
    except ImportError:
        raise ReportgenError(f"--scheduler needs Dask: {INSTALL}") from None
    # What it would log is told in one sentence by those who call it.
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # A source document may have megabytes, and is meant to travel with its record.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
    try:
        host, port = get_address_host_port(address)
        socket.create_connection((host, port), PATIENCE).close()  # Dask would go on trying where there is nothing
        reach: Any = distributed.Client
        return reach(address, timeout=ANSWER, set_as_default=False, name="reportgen")
    except (OSError, ValueError) as error:
        why = "nothing answers there" if isinstance(error, OSError) else f"that is no address ({error})"
        remedy = "Start a scheduler there, dask scheduler, and name the address that it tells: tcp://10.0.0.5:8786"
        raise ReportgenError(f"There is no cluster at {address}: {why}. {remedy}") from None
