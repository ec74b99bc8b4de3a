"""Arguments → calls → exit code: 0 done, 1 the input needs work, 2 usage. The only package that prints."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module

from reportgen.cli.arguments import parsed
from reportgen.cli.named import refuse_unknown
from reportgen.errors import ReportgenError
from reportgen.memory import NO_PLUGINS, SWEEPS

# At its end Python looks through all there is for what may be forgotten, and all of it is forgotten anyway.
atexit.register(gc.freeze)

HOMES = {
    "build": "build",
    "export": "export",
    "check": "check",
    "new": "new",
    "propose": "propose",
    "accept": "propose",
    "schema": "machine",
    "doctor": "machine",
    "sign": "sign",
    "status": "sign",
    "why": "why",
    "extract": "finished",
    "verify": "finished",
    "preview": "preview",
    "audience": "audience",
}
"""Which module runs which command; it is imported when the command is given, so that --help answers at once."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code; raises ``SystemExit(2)`` for wrong usage."""
    gc.set_threshold(*SWEEPS)
    os.environ.setdefault(*NO_PLUGINS)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parsed(arguments)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _stop)
    try:
        if options.command == "build":
            _begin_build(options)
        refuse_unknown(options)
        home = import_module(f"reportgen.cli.{HOMES[options.command]}")
        code = int(getattr(home, options.command)(options))
        sys.stdout.flush()
        return code
    except ReportgenError as error:
        from reportgen.cli.show import show_error

        show_error(error)
        return 1
    except KeyboardInterrupt:
        print("\nreportgen: stopped; nothing half written is left behind.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print("reportgen: there is no room to print to.", file=sys.stderr)
        return 1


def _begin_build(options: Namespace) -> None:
    """Begin what a build waits for longest, before all else."""
    from reportgen.cli.ahead import begin

    begin(options)


def _stop(*_: object) -> None:
    """Being told to end is as Ctrl-C is: what was begun is undone, and children are ended."""
    raise KeyboardInterrupt
