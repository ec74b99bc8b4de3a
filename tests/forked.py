"""``reportgen`` as a process of its own, without the half second in which Python imports it.

One process imports the program once (``served``) and forks for every call: what a call does is done by a process that
has run no other call, with its own working directory, environment, output and exit. Where the system cannot fork, or a
call sets what Python reads only as it starts, ``python -m reportgen`` is run.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
SECONDS = 120
READ_AT_START = ("PYTHON", "LC_", "LANG", "LD_")
SERVER = "from tests.forked import served; import sys; sys.exit(served())"


def called(arguments: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """``reportgen`` with these arguments: its exit code and its output. Raises ``TimeoutExpired``."""
    command = [sys.executable, "-m", "reportgen", *arguments]
    if sys.platform != "linux" or _differs_from_the_start(environment):
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS
        )
    with TemporaryDirectory(prefix="reportgen-call-") as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        code = _server(os.getpid()).call([arguments, str(cwd), dict(environment), str(out), str(err)])
        if code == -signal.SIGKILL:
            raise subprocess.TimeoutExpired(command, SECONDS, out.read_text("utf-8"), err.read_text("utf-8"))
        return subprocess.CompletedProcess(command, code, out.read_text("utf-8"), err.read_text("utf-8"))


def _differs_from_the_start(environment: Mapping[str, str]) -> bool:
    names = {name for name in {*environment, *os.environ} if name.startswith(READ_AT_START)} - {"PYTHONPATH"}
    return any(environment.get(name) != os.environ.get(name) for name in names)


class _Server:
    """The process that forks, from the first call to the end of this one."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        atexit.register(self.close)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def call(self, order: object) -> int:
        """Have one call made, and its exit code, or the signal that ended it as a negative number."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        process = int(self._process.stdout.readline())
        end = threading.Timer(SECONDS, os.kill, (process, signal.SIGKILL))
        end.start()
        try:
            return int(self._process.stdout.readline())
        finally:
            end.cancel()


@cache
def _server(process: int) -> _Server:
    """The server of this process; one that is forked from it has another."""
    return _Server()


# ------------------------------------------------------------------------------ in the other process


def served() -> int:
    """Fork for every line read. Returns in the forked process alone, with the exit code of its call."""
    from reportgen.cli import HOMES

    for home in sorted({*HOMES.values()}):
        import_module(f"reportgen.cli.{home}")
    for module in ("pipeline", "writers.docx", "writers.html", "writers.markdown", "writers.pdf", "writers.typst"):
        import_module(f"reportgen.{module}")
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            return _call(*json.loads(line))
        print(process, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
    return 0


def _call(arguments: Sequence[str], cwd: str, environment: Mapping[str, str], out: str, err: str) -> int:
    from reportgen.cli import main

    for number, path in ((0, os.devnull), (1, out), (2, err)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND if number else os.O_RDONLY)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    random.seed()
    sys.argv = [str(ROOT / "reportgen" / "__main__.py"), *arguments]
    return main()
