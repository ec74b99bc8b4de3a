"""What in a record is not as a memo has it: values, entries, and the files of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from reportgen.carried import Carried, Cut
from reportgen.model.base import PARTS, Entry, words_of
from reportgen.model.talks import Talks


class Difference(Struct, frozen=True):
    """A value of the record that is not as the memo has it; "" for one that the other does not have."""

    of: str
    in_memo: str
    on_disk: str


def differences(memo: Carried, now: Carried) -> Iterator[Difference]:
    """What the record says otherwise now, of all that the memo carries or would carry."""
    yield from _fields("", memo.talks, now.talks, _header())
    before, after = _entries(memo.talks), _entries(now.talks)
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield Difference(name, words_of(before[name]) or name, "")
        elif name not in before:
            yield Difference(name, "", words_of(after[name]) or name)
        else:
            yield from _fields(f"{name}.", before[name], after[name], type(after[name]).model_fields)
    for source, digest in memo.digests.items():
        if now.digests.get(source, digest) != digest:
            yield Difference(f"{source} (the source's file)", digest[:12], now.digests[source][:12])


def _header() -> list[str]:
    """The fields of a record that are no lists of entries."""
    return [name for name in Talks.model_fields if name not in PARTS]


def _entries(talks: Cut) -> dict[str, Entry]:
    return {entry.id: entry for _, _, entry in talks.entries()}


def _fields(prefix: str, before: object, after: object, names: Iterable[str]) -> Iterator[Difference]:
    for name in names:
        was, now = getattr(before, name, None), getattr(after, name, None)
        if was != now:
            yield Difference(f"{prefix}{name}", _plain(was), _plain(now))


def _plain(value: object) -> str:
    if value is None or value == ():
        return "nothing"
    if isinstance(value, tuple):
        return "; ".join(map(_plain, value))
    dump = getattr(value, "model_dump", None)
    if dump is None:
        return str(value)
    return ", ".join(f"{name} {inner}" for name, inner in dump(mode="json", exclude_defaults=True).items())
