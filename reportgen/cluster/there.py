"""On a worker: a parcel → what there is to write of its record, made in a child under limits.

A worker may have several threads: each record has a process of its own, as on the user's machine, and its files lie
in that process's folder, which goes with it however it ends.
"""

from __future__ import annotations

import os
import pickle
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from reportgen.batch import for_a_record, losing
from reportgen.child import Child
from reportgen.child.plain import encoded
from reportgen.cluster.folder import unpacked
from reportgen.cluster.parcel import Parcel
from reportgen.cluster.program import differences, made_with
from reportgen.cluster.root import below, laid, linked, told_as
from reportgen.errors import RecordLost, ReportgenError

MODULES = ("reportgen.pipeline", "reportgen.cluster.there")
TEXTS = (".html", ".json", ".md")
"""Files whose bytes are text, and may name files."""

_lock = threading.Lock()
_children: dict[str, set[Child]] = {}
"""What is being made, by session."""


def made(parcel: Parcel, templates: bytes) -> bytes:
    """What comes of a parcel, encoded: the pickled value of its call, or its error. ``templates`` is its folder."""
    try:
        return encoded({"value": _made(parcel, templates)})
    except ReportgenError as error:
        return encoded({"error": error})


def end(session: str) -> None:
    """End what is being made of a session here."""
    with _lock:
        children = _children.pop(session, set())
    for child in children:
        child.close()


def _made(parcel: Parcel, templates: bytes) -> bytes:
    from distributed import get_worker

    worker = get_worker()
    if lacking := differences(parcel.program, made_with()):  # it came when others had been compared
        raise RecordLost(f"{parcel.path}: the worker {worker.address} would make other memos: {'; '.join(lacking)}.")
    folder = unpacked(parcel.templates, templates, Path(worker.local_directory)) if templates else None
    with Child(for_a_record(parcel.order.limits), modules=(*MODULES, *parcel.order.modules), trusted=True) as child:
        with _lock:
            _children.setdefault(parcel.session, set()).add(child)
        try:
            with losing(parcel.path):
                done: bytes = child.run(_in_root, parcel, folder)
                return done
        finally:
            with _lock, suppress(KeyError):
                _children[parcel.session].discard(child)


def _in_root(parcel: Parcel, folder: Path | None) -> bytes:
    """The value of a parcel's call, pickled, made in a root of its own below the folder this child stands in."""
    root = Path.cwd() / "root"
    root.mkdir()
    here, order = laid(root, parcel.stands, parcel.files), parcel.order
    names = [(str(root), "")]
    if folder and order.templates:
        linked(root, parcel.stands, order.templates, folder)
        order = replace(order, templates=below(root, order.templates))
        names.append((str(folder), parcel.home))
    os.chdir(here)
    try:
        return pickle.dumps(_renamed(parcel.call(below(root, parcel.path), order), names))
    except ReportgenError as error:
        raise told_as(error, names) from None


def _renamed(value: Any, names: list[tuple[str, str]]) -> Any:
    from reportgen.pipeline import Ready

    value = told_as(value, names)
    if not isinstance(value, Ready):
        return value
    files = {name: _file(name, content, names) for name, content in value.files.items()}
    return replace(value, files=files)


def _file(name: str, content: bytes, names: list[tuple[str, str]]) -> bytes:
    if name.endswith(TEXTS):
        for there, here in names:
            content = content.replace(there.encode(), here.encode())
    return content
