"""benchmarks/results.md: where and with what was measured, and the part of each benchmark in it."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

from reportgen import __version__

RESULTS = Path(__file__).parent / "results.md"


def machine(*libraries: str) -> str:
    """Where and with what this was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    system = f"{platform.system()} {platform.machine()}, {_processor()}, Python {platform.python_version()}"
    return f"{system}, {versions}, reportgen {__version__}"


def row(told: str, ours: str, peer: str, ratio: str, goal: str) -> str:
    """A row of a table of ratios."""
    return f"| {told} | {ours} | {peer} | **{ratio}** | {goal} |"


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(named)} × {named[0]}" if named else platform.processor() or "unknown processor"


def put(name: str, part: str) -> None:
    """Print a part, and put it between the markers of ``name`` in the file, which other benchmarks write to as well."""
    print(part)
    first, last = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Benchmarks\n"
    before, _, rest = text.partition(first)
    _, _, after = rest.partition(last)
    between = f"{first}\n\n{part}\n\n{last}"
    RESULTS.write_text(f"{before.rstrip()}\n\n{between}\n{after.lstrip()}", encoding="utf-8", newline="")
