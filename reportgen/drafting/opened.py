"""A record's file that is being worked on, which need not be complete: read, and written so that nothing is lost."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportgen.drafting.writing import PARTS_IN_ORDER
from reportgen.errors import LoadError, Problem, ReportgenError
from reportgen.files import write_all
from reportgen.proposed import STATUS, Proposed, proposed_in
from reportgen.recordfile import record_path
from reportgen.yamlfile import YamlFile, parse, read, text_at


def open_proposals(path: str | Path) -> tuple[YamlFile, tuple[Proposed, ...]]:
    """A record's file, which need not be complete, and what is only proposed in it.

    Raises :class:`~reportgen.errors.LoadError` for what is no YAML, or wrong in a proposal.
    """
    file = read(record_path(path))
    proposed, problems = proposed_in(file)
    problems = (*problems, *_given_twice(file))
    if problems:
        raise LoadError(sorted(problems, key=lambda each: (each.place.line, each.place.column)))
    return file, proposed


def _given_twice(file: YamlFile) -> Iterator[Problem]:
    """An id that two entries have: neither could be told from the other."""
    first: dict[str, int] = {}
    for part in PARTS_IN_ORDER:
        for number, entry in enumerate(listed(file, part)):
            if name := entry.get("id"):
                place = file.place((part, number, "id"))
                if str(name) in first:
                    told = f'The id "{name}" is given twice; the first is on line {first[str(name)]}.'
                    yield Problem(place, told, "Give each its own id.", f"{part}.{number}.id")
                first.setdefault(str(name), place.line)


def listed(file: YamlFile, part: str) -> list[dict[str, Any]]:
    """The entries of a list of a record's file; an empty one for what is none."""
    entries = file.root.get(part)
    return [entry if isinstance(entry, dict) else {} for entry in entries] if isinstance(entries, list) else []


def name_of(file: YamlFile, path: str | Path) -> str:
    """The id of a record, or the name of its folder where it has none yet."""
    return str(file.root.get("id") or record_path(path).parent.name)


def write(file: YamlFile, text: str, path: str | Path) -> None:
    """Write a record's text in place of what was read, with its line ends, its mark and its mode.

    Raises :class:`~reportgen.errors.ReportgenError`, and writes nothing, when the file was changed meanwhile, may not
    be written, or would lose something.
    """
    place = Path(os.path.realpath(record_path(path)))
    raw = place.read_bytes()
    if text_at(place, name=file.name).removeprefix("\ufeff") != file.text:
        raise ReportgenError(f"{file.name} was changed meanwhile. Nothing was written; run the command again.")
    mode = stat.S_IMODE(place.stat().st_mode)
    if not mode & 0o222:
        raise ReportgenError(f"{file.name} may not be written: it is read-only.")
    if lost := _lost(file, parse(text, file.name)):
        raise ReportgenError(f"{file.name}: {lost} would be lost. Nothing was written; please report this fault.")
    content = text.encode()
    if raw.count(b"\r\n") == raw.count(b"\n"):
        content = content.replace(b"\n", b"\r\n")
    mark = b"\xef\xbb\xbf"
    write_all({place: mark + content if raw.startswith(mark) else content})
    place.chmod(mode)


def _lost(before: YamlFile, after: YamlFile) -> str:
    """What an entry, or the head of the record, would lose; nothing where all that was there still is."""
    for name, value in before.root.items():
        if name not in PARTS_IN_ORDER and after.root.get(name) != value:
            return f'"{name}"'
    for part in PARTS_IN_ORDER:
        was, now = listed(before, part), listed(after, part)
        for number, entry in enumerate(was):
            kept = {key: value for key, value in entry.items() if key != STATUS and value is not None}
            other = now[number] if number < len(now) else {}
            if kept != {key: other.get(key) for key in kept}:
                return f"{entry.get('id') or f'number {number + 1}'} of {part}"
    return ""
