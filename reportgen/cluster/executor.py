"""An executor that has records made by the workers of a Dask cluster: :func:`reportgen.batch.made` takes it as any.

What comes of a record is written here; workers see neither the user's disk nor each other's. A worker that dies is
survived: what it had is given to others, which is Dask's part.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

from reportgen.child.plain import NotPlainError, decoded
from reportgen.cluster.door import end_there, kept_there, made_there
from reportgen.cluster.folder import Packed, packed
from reportgen.cluster.parcel import Parcel, gathered
from reportgen.cluster.program import made_with
from reportgen.cluster.reach import reached
from reportgen.errors import RecordLost, ReportgenError

AT_ONCE = 2
"""Records given out for each thread of the cluster: the next one is there when one is done."""
CLOSING = 2
"""Seconds to take leave of a scheduler, which may be gone."""
TRIES = 2
"""Times that a record is given out whose workers all died: it may have been another's doing, beside it."""


class Cluster(Executor):
    """The workers of the Dask cluster at ``address``. Raises :class:`ReportgenError` when there are none to use.

    A call raises what it raises here, and :class:`RecordLost` when making it took too much or killed its workers.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._client = reached(address)
        self._session = token_hex(8)
        self._began = max((stamp for stamp, _ in self._client.get_events("all")), default=0.0)
        self._templates: dict[Path, tuple[Packed, Any] | ReportgenError] = {}
        self._given: set[Any] = set()
        self._stopped = self._gone = False

    @property
    def at_once(self) -> int:
        """How many records keep all of its threads at work."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, AT_ONCE * sum(threads.values()))

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **_: Any) -> Future[Any]:
        """Have ``call(path, order)`` made for a record; its value can be pickled.

        Raises :class:`ReportgenError` when the cluster is gone.
        """
        path, order = arguments
        coming: Future[Any] = Future()
        try:
            sent = self._sent(order.templates)
            files = gathered(path)
        except ReportgenError as error:
            coming.set_exception(error)
            return coming
        except OSError as error:  # a file went away while it was read
            coming.set_exception(RecordLost(f"{path}: it cannot be read ({error})."))
            return coming
        folder, templates = sent or (None, b"")
        parcel = Parcel(
            call=call,
            path=path,
            order=order,
            files=files,
            stands=os.getcwd(),
            home=folder.home if folder else "",
            templates=folder.digest if folder else "",
            program=made_with(),
            session=self._session,
        )
        self._give(coming, parcel, templates, TRIES)
        return coming

    def died(self) -> dict[str, int]:
        """The workers that ended before their time since this began, each with the number of records it had."""
        with suppress(OSError):
            events = () if self._gone else self._client.get_events("all")
            return {
                told["worker"]: len([key for key in told["processing-tasks"] if key.startswith(made_there.__name__)])
                for stamp, told in events
                if stamp > self._began and told.get("action") == "remove-worker" and not told["expected"]
            }
        return {}

    def stop(self) -> None:
        """End what is being made, and leave the cluster as it was."""
        self._stopped = True
        with suppress(Exception):  # it may be gone
            if self._given and not self._gone:
                self._client.cancel(list(self._given), force=True)
                self._client.run(end_there, self._session, wait=False)
        self._given.clear()
        self._templates.clear()
        self._client.close(CLOSING)
        self.shutdown()

    def _sent(self, folder: Path | None) -> tuple[Packed, Any] | None:
        """A folder of templates, and what stands for it on the cluster: it travels to a worker once, and can again."""
        if folder is None:
            return None
        if folder not in self._templates:
            try:
                pack = packed(folder)
                self._templates[folder] = pack, self._client.submit(kept_there, pack.content, pure=False, retries=TRIES)
            except ReportgenError as error:
                self._templates[folder] = error
        found = self._templates[folder]
        if isinstance(found, ReportgenError):
            raise found
        return found

    def _give(self, coming: Future[Any], parcel: Parcel, templates: Any, tries: int) -> None:
        if self._gone:
            raise self._lost()
        task = self._client.submit(made_there, pickle.dumps(parcel), templates, pure=False, retries=TRIES)
        self._given.add(task)
        task.add_done_callback(lambda done: self._take(coming, parcel, templates, tries, done))

    def _take(self, coming: Future[Any], parcel: Parcel, templates: Any, tries: int, done: Any) -> None:
        """Hand over what came of a parcel, and let the cluster forget it."""
        from distributed import KilledWorker

        self._given.discard(done)
        try:
            match _outcome(done.result()):
                case ReportgenError() as error:
                    coming.set_exception(error)
                case value:
                    coming.set_result(value)
        except KilledWorker as killed:
            if tries > 1 and not self._stopped:
                self._give(coming, parcel, templates, tries - 1)
                return
            told = (
                f"{parcel.path}: {(killed.allowed_failures + 1) * TRIES} workers died while they made it, the last of"
            )
            coming.set_exception(RecordLost(f"{told} them {killed.last_worker.address}."))
        except CancelledError:
            self._gone = True
            coming.set_exception(self._lost())
        except Exception as error:
            told = f"{parcel.path}: it could not be made on the cluster: {type(error).__name__}: {error}"
            coming.set_exception(RecordLost(told))

    def _lost(self) -> ReportgenError:
        return ReportgenError(
            f"The cluster at {self.address} is gone. What is written stays; build again when it is back."
        )


def _outcome(content: bytes) -> Any:
    match decoded(content):
        case {"value": bytes(value)}:
            return pickle.loads(value)
        case {"error": ReportgenError() as error}:
            return error
        case _:
            raise NotPlainError("an answer that cannot be read")
