"""What memos are made with: the program, its tables, Python and the libraries, each by a name for people."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportgen.ledger.digests import digest, of_files, of_folder
from reportgen.shipped import templates

ENDINGS = ("-info",)
"""How the folders end that say which version of a library is installed."""
PACKAGE = Path(__file__).parent.parent


@cache
def rules() -> str:
    """One digest of all that findings depend on but for the record: code, tables of cues, Python, the libraries."""
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.yaml")]
    parts = [of_files(files, PACKAGE), of_files(templates().glob("cues/*.yaml"), templates()), str(PACKAGE)]
    return digest(part.encode() for part in [*parts, sys.version, *map(str, sorted(libraries()))])


@cache
def program() -> dict[str, str]:
    """What every memo is made with: names of things → their version, or the digest of their content."""
    shipped = templates()
    return {
        "the program": of_folder(PACKAGE),
        "the shipped templates": of_folder(shipped),
        "Python": sys.version,
        **{f"the library {name}": version for name, version in libraries()},
    }


def libraries() -> list[tuple[str, str]]:
    """Every library that Python finds, with its version; of two of one name the one found first."""
    found: dict[str, str] = {}
    for folder in sys.path:
        for name, version in sorted(_installed(folder)):
            found.setdefault(name, version)
    return sorted(found.items())


def _installed(folder: str) -> Iterator[tuple[str, str]]:
    try:
        names = os.listdir(folder or ".")
    except OSError:
        return
    for name in names:
        if name.endswith(ENDINGS):
            library, _, version = name.rpartition(".")[0].partition("-")
            yield library, version
