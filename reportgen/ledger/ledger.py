"""The ledger: one file in the folder of the memos that says what the last build wrote, and of what.

It is written last, whole or not at all, readable by its owner alone: digests of a whole record are not for whoever
gets a memo. Its first line is the digest of the rest. Gone, cut, damaged, of another version, or somebody else's (one
that came with a copy of the folder, say), it is as if empty.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.files import alone, write_private
from reportgen.ledger.digests import digest, of_content
from reportgen.ledger.entry import Entry, is_entry, merged
from reportgen.recordfile import LEDGER_FILE

FILE = LEDGER_FILE
FORMAT = 1
"""A ledger of another format is not read."""
LARGEST = 64 * 1024 * 1024
"""Bytes; that of 200 records has 2 million."""

Shared = Mapping[str, str]
"""What many records' memos are made of: templates, the program, libraries, by name → digest or version."""


class Ledger:
    """What is known of a folder of memos: entries by record, and what they share by its digest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._changed: dict[str, Entry | None] = {}
        self._new: dict[str, dict[str, str]] = {}
        self._entries, self._shared = _read(folder / FILE)

    def key(self, record: Path) -> str:
        """What a record is called here: its file, as seen from the folder of memos, so that both may move together."""
        try:
            return Path(os.path.relpath(record.resolve(), self.folder.resolve())).as_posix()
        except ValueError:  # another drive
            return record.resolve().as_posix()

    def record(self, key: str) -> Path:
        """The file of the record that is called so."""
        return self.folder.resolve() / key

    def entries(self) -> dict[str, Entry]:
        """Every entry by the name of its record, those of this run among them."""
        known = {**self._entries, **self._changed}
        return {key: entry for key, entry in known.items() if entry}

    def known(self, key: str, talks: str) -> Entry | None:
        """The entry of the record called ``key``, or of one with its talks id whose file is gone: it was moved."""
        own = self.entries().get(key)
        if own and own["id"] == talks:
            return own
        moved = ((other, entry) for other, entry in self.entries().items() if entry["id"] == talks)
        return next((entry for other, entry in moved if self.is_gone(other)), None)

    def is_gone(self, key: str) -> bool:
        """Whether there is no file any more of the record called ``key``."""
        return not os.path.lexists(self.record(key))

    def shared(self, name: str) -> Shared:
        """What the runs that name it share; nothing where that is not known."""
        return self._new.get(name) or self._shared.get(name) or {}

    def share(self, shared: Shared) -> str:
        """The name of what runs share, kept for the next time."""
        name = digest(part.encode() for pair in sorted(shared.items()) for part in pair)
        self._new[name] = dict(shared)
        return name

    def enter(self, key: str, entry: Entry | None) -> None:
        """Keep an entry, or forget it. A file that it says was written is no other record's any more."""
        self._changed[key] = entry
        for other, theirs in self.entries().items() if entry else ():
            if other != key and (taken := theirs["files"].keys() & entry["files"].keys() if entry else ()):
                self._changed[other] = without(theirs, taken)

    def write(self) -> None:
        """Put it on disk if it changed, what another build has entered meanwhile beside it. Raises ``OSError``."""
        if self._changed:
            with alone(self.folder):
                self._write()

    def _write(self) -> None:
        base = self._entries
        self._entries, self._shared = _read(self.folder / FILE)
        for key, own in self._changed.items():
            self._changed[key] = merged(base.get(key), own, self._entries.get(key))
        entries = self.entries()
        known = {**self._shared, **self._new}
        named = {run["shared"] for entry in entries.values() for run in entry["runs"]}
        shared = {name: known[name] for name in named & known.keys()}
        whole = {"format": FORMAT, "records": entries, "shared": shared}
        text = json.dumps(whole, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()
        content = of_content(text).encode() + b"\n" + text
        if not _is(self.folder / FILE, content):
            write_private(self.folder / FILE, content)
        self._entries, self._shared, self._changed = entries, shared, {}


def without(entry: Entry, names: Any) -> Entry | None:
    """An entry without some of its files; nothing when it had no others."""
    files = {name: file for name, file in entry["files"].items() if name not in names}
    memos = {name: memo for name, memo in entry["memos"].items() if name not in names}
    runs = [run for run in entry["runs"] if not run["files"].keys() & set(names)]
    return {**entry, "files": files, "memos": memos, "runs": runs} if files else None


def _is(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _may_be_believed(found: os.stat_result) -> bool:
    """Whether it is an ordinary file, and, where that can be told, one that the user alone may write and read."""
    if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
        return False
    return os.name != "posix" or (found.st_uid == os.geteuid() and not found.st_mode & 0o077)


def distrusted(folder: Path) -> str:
    """Why the ledger of a folder is as if empty, in words that go on from its name; nothing where it is not."""
    try:
        found = os.lstat(folder / FILE)
    except OSError:
        return "is not there"
    if not _may_be_believed(found):
        return "is not believed, since others may read or write it"
    return "" if _whole(folder / FILE) else "is damaged, or of another version"


def _read(path: Path) -> tuple[dict[str, Entry], dict[str, dict[str, str]]]:
    """Entries and what they share; none where there is no whole ledger of this format."""
    whole = _whole(path)
    try:
        entries = {str(key): each for key, each in whole["records"].items() if is_entry(each)} if whole else {}
        shared = {
            str(name): {str(key): str(value) for key, value in each.items()}
            for name, each in (whole["shared"].items() if whole else ())
        }
    except (LookupError, TypeError, AttributeError, RecursionError):
        return {}, {}
    return entries, shared


def _whole(path: Path) -> Any:
    """A ledger that may be believed, as it was written; None for any other file."""
    try:
        if not _may_be_believed(os.lstat(path)):
            return None
        written, _, text = path.read_bytes().partition(b"\n")
        if of_content(text).encode() != written:
            return None
        whole = json.loads(text)
        return whole if whole["format"] == FORMAT else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
