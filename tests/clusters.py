"""Clusters for the tests: a scheduler and workers as processes of their own, which see what they are shown."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
SETTINGS = {"DASK_DISTRIBUTED__WORKER__DAEMON": "False", "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "60s"}


@cache
def apart() -> tuple[str, ...]:
    """What gives a command a view of the file system of its own; nothing where the system does not allow that."""
    for way in (("unshare", "--mount"), ("unshare", "--map-root-user", "--mount")):
        tried = ["mount", "-t", "tmpfs", "none", "/mnt"]
        if shutil.which(way[0]) and not subprocess.run([*way, *tried], capture_output=True, check=False).returncode:
            return way
    return ()


class Machines:
    """A scheduler, and workers that are started when they are asked for; ``folder`` is theirs alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: list[subprocess.Popen[bytes]] = []
        self._file = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--dashboard-address",
            "127.0.0.1:0",
            "--scheduler-file",
            self._file,
        )
        while not self._file.exists() or not self._file.stat().st_size:
            time.sleep(0.05)
        self.address = str(json.loads(self._file.read_text(encoding="utf-8"))["address"])

    def worker(self, name: str, hidden: Path | None = None, program: Path = ROOT) -> subprocess.Popen[bytes]:
        """A worker of one thread that sees nothing of a folder; its own one has its name."""
        own = self.folder / name
        own.mkdir()
        before: Sequence[str] = ()
        if hidden:
            hide = 'mount -t tmpfs none "$0" && exec "$@"'
            before = (*apart(), "sh", "-c", hide, str(hidden))
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1", "--name", name]
        return self._start(
            "worker", self.address, *options, "--local-directory", own, before=before, own=own, program=program
        )

    def _start(
        self, *arguments: object, before: Sequence[str] = (), own: Path | None = None, program: Path = ROOT
    ) -> subprocess.Popen[bytes]:
        own = own or self.folder
        command = [*before, sys.executable, "-m", "distributed.cli.dask_" + str(arguments[0]), *map(str, arguments[1:])]
        environment = {**ENVIRONMENT, **SETTINGS, "TMPDIR": str(own), "PYTHONPATH": str(program)}
        with (own / "told").open("wb") as told:
            self._started.append(subprocess.Popen(command, cwd=own, env=environment, stdout=told, stderr=told))
        return self._started[-1]

    def stop(self) -> None:
        """End all of them."""
        for each in reversed(self._started):
            each.kill()
            each.wait()
