"""Children started anew, as a program is: on systems that have no fork server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress

from reportgen.child.forked import environment

BEGIN = "import sys; sys.path[:] = sys.argv[1:]; from reportgen.child.inside import main; main()"


class Spawned:
    """A child that is a program of its own: two streams, and how it ended."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="reportgen-child-")
        paths = [path or os.getcwd() for path in sys.path]
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-B", "-X", "utf8", "-c", BEGIN, *paths],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=self.folder, env=environment(self.folder), start_new_session=os.name == "posix",
        )  # fmt: skip
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        self.jobs, self.answers = self._popen.stdin, self._popen.stdout

    def wait(self, seconds: float) -> int | None:
        """Its exit code, below 0 for a signal; nothing when it goes on."""
        try:
            return self._popen.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def end(self) -> None:
        """Kill it and all it started, and remove its folder."""
        if self._popen.poll() is None:
            with suppress(OSError):
                if os.name == "posix":
                    os.killpg(self._popen.pid, signal.SIGKILL)
                else:
                    self._popen.kill()
            self._popen.wait()
        for stream in (self.jobs, self.answers):
            with suppress(OSError):
                stream.close()
        shutil.rmtree(self.folder, ignore_errors=True)
