"""Sign-off: a person's word for an entry, kept beside the record, and stale when the entry changes.

``signoff.yaml`` keeps, for each entry, the SHA-256 digest of its canonical content with its evidence
and the digests of the sources that carry it, who signed and on which day. It is a record of who
checked, not a legal signature.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from msgspec import Struct
from pydantic import Field

from reportgen.form import Date, Form, Words
from reportgen.model.base import Attested, Entry
from reportgen.model.references import resting
from reportgen.once import once
from reportgen.record import Record
from reportgen.recordfile import SIGNOFF_FILE
from reportgen.validate import validated
from reportgen.yamlfile import parse, text_at

HEAD = (
    "# Who checked which entry, and when; written by `reportgen sign`. The digest is that of the entry with its\n"
    "# evidence and sources: an entry that changed since is stale. A record of who checked, not a legal signature.\n"
)


class Signature(Form):
    """One person's word for one entry as it stood."""

    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    by: Words
    on: Date


class SignOff(Form):
    """Every signature beside one record, by entry id."""

    entries: dict[str, Signature] = Field(default_factory=dict)


class State(StrEnum):
    """Where an entry stands: signed as it is, changed since it was signed, or never signed."""

    SIGNED = "signed"
    STALE = "stale"
    UNSIGNED = "unsigned"


class EntryState(Struct, frozen=True):
    """One entry's state; ``rests_on`` names entries it rests on that are not signed as they are."""

    id: str
    state: State
    signature: Signature | None
    rests_on: tuple[str, ...]


def digest(record: Record, entry: Entry) -> str:
    """The SHA-256 of an entry's canonical content: its fields, and the digests of the sources it rests on."""
    sources = {piece.source or "" for piece in entry.evidence} if isinstance(entry, Attested) else {entry.id}
    documents = {name: record.documents[name].sha256 for name in sorted(sources) if name in record.documents}
    content = {"entry": entry.model_dump(mode="json", exclude_defaults=True), "sources": documents}
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def signoff_path(record: Record) -> Path:
    """Where the signatures of a record are kept."""
    return record.folder / SIGNOFF_FILE


def load_signoff(record: Record) -> SignOff:
    """The signatures beside a record; none when the file is not there. Raises ``LoadError`` for a bad file."""
    path = signoff_path(record)
    return _signatures(str(path), text_at(path)) if path.is_file() else SignOff()


@lru_cache(maxsize=4)
def _signatures(name: str, text: str) -> SignOff:
    return validated(SignOff, parse(text, name))


@once(latest=8)
def states(record: Record, signoff: SignOff) -> tuple[EntryState, ...]:
    """The state of every entry, in the order of the record."""
    own = {entry.id: _state(record, entry, signoff) for _, _, entry in record.talks.entries()}
    below = resting(record.talks)
    return tuple(
        EntryState(
            name, state, signoff.entries.get(name),
            tuple(other for other in below.get(name, ()) if own.get(other) not in (None, State.SIGNED)),
        )
        for name, state in own.items()
    )  # fmt: skip


def _state(record: Record, entry: Entry, signoff: SignOff) -> State:
    signature = signoff.entries.get(entry.id)
    if signature is None:
        return State.UNSIGNED
    return State.SIGNED if signature.digest == digest(record, entry) else State.STALE


def signed(record: Record, signoff: SignOff, ids: Iterable[str], by: str, on: date) -> SignOff:
    """The signatures with those of ``ids`` added or renewed; those of entries no longer there are dropped."""
    wanted = set(ids)
    entries = dict(signoff.entries)
    present = {entry.id: entry for _, _, entry in record.talks.entries()}
    for name in wanted & present.keys():
        entries[name] = Signature(digest=digest(record, present[name]), by=by, on=on)
    return SignOff(entries={name: entries[name] for name in present if name in entries})


def as_yaml(signoff: SignOff) -> str:
    """The file's text: one line an entry, in the order of the record, so that a difference reads well."""
    lines = [f"  {name}: {_line(signature)}\n" for name, signature in signoff.entries.items()]
    return HEAD + ("entries:\n" + "".join(lines) if lines else "entries: {}\n")


def _line(signature: Signature) -> str:
    by = json.dumps(signature.by, ensure_ascii=False)
    return f"{{digest: {signature.digest}, by: {by}, on: {signature.on.isoformat()}}}"


def signers(states_: Iterable[EntryState]) -> Mapping[str, int]:
    """Who signed, and how many of the entries that are signed as they are."""
    counts: dict[str, int] = {}
    for each in states_:
        if each.state is State.SIGNED and each.signature:
            counts[each.signature.by] = counts.get(each.signature.by, 0) + 1
    return counts
