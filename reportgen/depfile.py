"""What was made of what, in the syntax of Makefiles, as ``gcc -MD -MP`` writes it: for GNU make and for Ninja.

Both read the same escapes: ``\\ `` for a space, ``\\#``, ``\\:``, ``$$``; what only one of them would read is refused.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.errors import WriteError

UNREADABLE = re.compile(r"^~|[\x00-\x1f\x7f*;<>^`|]|\\[#:]|[\\: ]$|^&$|\(.*\)$")
"""In a name: what make takes for part of a rule, or Ninja for its end, however it is escaped."""
NO_TARGET = frozenset("%=")
"""Characters that make of a rule for a name one for a pattern, or a variable: these names have none."""

Rules = Mapping[Path, Iterable[Path]]
"""Files that were written → the files they were made of."""


def depfile(rules: Rules) -> bytes:
    """A rule for each file that was written, and one without anything for each that it was made of.

    The latter lets make go on when one of those is gone. Names stand as they are given, with ``/`` between folders.
    Raises :class:`WriteError` for a name that make or Ninja would misread.
    """
    lines, every = [], dict[str, None]()
    for target, inputs in rules.items():
        names = sorted(dict.fromkeys(_shown(each) for each in inputs), key=lambda name: "=" in name)
        if names and "=" in names[0]:
            raise _misread(names[0], "=")
        every |= dict.fromkeys(names)
        lines.append(" \\\n  ".join([f"{escaped(_target(target))}:", *map(escaped, names)]))
    lines += [f"{escaped(name)}:" for name in sorted(every) if not NO_TARGET & set(name)]
    return os.fsencode("\n\n".join(lines) + "\n")


def is_depfile(content: bytes) -> bool:
    """Whether a file is of this form, or empty: then it may be written over. A record or a memo may not."""
    rules = content.decode(errors="replace").strip().split("\n\n") if content.strip() else []
    return all(_is_rule(rule.split("\n")) for rule in rules)


def _is_rule(lines: list[str]) -> bool:
    goes_on = all(line.endswith(" \\") for line in lines[:-1]) and all(line.startswith("  ") for line in lines[1:])
    return goes_on and not lines[0].startswith((" ", "#")) and lines[0].removesuffix(" \\").endswith(":")


def escaped(name: str) -> str:
    """A name as make and Ninja read it. Raises :class:`WriteError` where there is no such way."""
    if found := UNREADABLE.search(name):
        raise _misread(name, found[0])
    name = re.sub(r"(\\*) ", r"\1\1\\ ", name)
    for character, written in (("#", "\\#"), (":", "\\:"), ("$", "$$")):
        name = name.replace(character, written)
    return _with_its_drive(name)


def _shown(path: Path) -> str:
    """A path as make has it: of a folder, which may end in anything, with a slash behind it."""
    name = path.as_posix()
    return f"{name}/" if path.is_dir() else name


def _target(path: Path) -> str:
    name = path.as_posix()
    if found := NO_TARGET & set(name):
        raise _misread(name, min(found))
    return name


def _with_its_drive(name: str) -> str:
    """``C:/`` is read as it stands, by both."""
    return name.replace("\\:", ":", 1) if os.name == "nt" and name[1:3] == "\\:" else name


def _misread(name: str, what: str) -> WriteError:
    remedy = "Call it otherwise, or build without --depfile."
    return WriteError(f"The name {name!r} cannot stand in a depfile: make or Ninja would misread {what!r}. {remedy}")
