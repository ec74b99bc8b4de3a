"""What the tests of many records have a worker do."""

from __future__ import annotations

import os
import time
from pathlib import Path

from reportgen.errors import LoadError, Place, Problem
from tests.child_calls import crash, die, eat, fail, forever


def where(path: Path, wanted: object) -> tuple[Path, int, str]:
    """The task, and which process does it, standing where."""
    return path, os.getpid(), os.getcwd()


def as_named(path: Path, wanted: object) -> str:
    """What its name says: waits, refuses, or goes wrong in some way."""
    name = path.name
    if name.startswith("slow"):
        time.sleep(0.3)
    if name == "refused":
        raise LoadError([Problem(Place("talks.yaml", 3, 1), "It has no title.")])
    calls = {"forever": forever, "crash": crash, "die": die, "eat": eat, "fail": fail}
    if name in calls:
        calls[name]()
    return name
