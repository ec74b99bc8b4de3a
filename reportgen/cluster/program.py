"""What memos are made with, so that two machines can be compared: with the same, they make the same bytes."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

from reportgen.ledger.digests import of_content
from reportgen.ledger.program import program

EXTRAS = ("cjk", "svg", "typst")
"""Extras whose libraries show in memos."""
NAME = re.compile(r"[A-Za-z0-9._-]+")
EXTRA = re.compile(r"""extra\s*==\s*["']([\w-]+)["']""")
DIGEST = len(of_content(b""))
"""Letters of one."""


@cache
def made_with() -> dict[str, str]:
    """What memos are made with here: names for people → a version, or the digest of a content."""
    from reportgen.writers._libraries import examine

    own = program()
    return {
        "reportgen's own files": own["the program"],
        "the shipped templates": own["the shipped templates"],
        "Python": platform.python_version(),
        "the system": f"{platform.system()} {platform.machine()}",
        **{f"{library.name}": library.version for library in examine() if library.found},
        **dict(_libraries()),
    }


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    """What another machine lacks or has in another version, as words; what it has besides makes no difference."""
    return [_told(name, version, there.get(name)) for name, version in here.items() if there.get(name) != version]


def _told(name: str, here: str, there: str | None) -> str:
    if there is None:
        return f"{name} is not there"
    if len(here) == len(there) == DIGEST:
        return f"{name} differ"
    return f"{name} is {there}, and {here} here"


def _libraries() -> Iterator[tuple[str, str]]:
    """The libraries that memos are made with, and theirs, as far as they are installed, with their versions."""
    waiting: list[tuple[str, tuple[str, ...]]] = [("reportgen", EXTRAS)]
    seen: set[str] = set()
    while waiting:
        name, extras = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in seen:
            continue
        seen.add(key)
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        yield f"the library {key}", found.version
        for needed in found.requires or ():
            extra, named = EXTRA.search(needed), NAME.match(needed)
            if named and (extra is None or extra[1] in extras):
                waiting.append((named[0], ()))
