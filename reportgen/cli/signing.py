"""What a person sees of an entry before signing it: all that the signature will stand for."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from reportgen.model.base import Attested, Entry
from reportgen.record import Record
from reportgen.signoff import EntryState, State

HEADS = ("text", "title", "name", "short")
"""What an entry says, in the first of these fields that it has."""
APART = {"id", "evidence", "handling", "priority"}
"""Fields that have a line of their own."""


def beside_evidence(record: Record, entry: Entry, state: EntryState, width: int) -> str:
    """The entry in lines of at most ``width`` columns: words, fields, earlier signature, evidence."""
    head = next((name for name in HEADS if getattr(entry, name, None)), "")
    lines = [_line(f"{entry.id}  {getattr(entry, head, '')}", width, "", "      ")]
    lines += [_line(f"{name}: {told}", width, "    ", "      ") for name, told in _fields(record, entry, head)]
    if before := earlier(state):
        lines.append(_line(before, width, "    ", "    "))
    for piece in entry.evidence if isinstance(entry, Attested) else ():
        found = record.found(piece)
        document = record.document(piece)
        where = ", ".join(map(document.pointer, found.paragraphs)) if found and document else "not found"
        lines.append(_line(f'{piece.source} {where}: "{piece.text}"', width, "  | ", "  | "))
        if piece.translation:
            lines.append(_line(f'translation: "{piece.translation}"', width, "  | ", "  | "))
    return "\n".join(lines)


def earlier(state: EntryState) -> str:
    """Who signed the entry before, and whether it changed since; nothing for one that nobody signed."""
    if state.signature is None:
        return ""
    told = f"Signed by {state.signature.by} on {state.signature.on.isoformat()}"
    if state.state is State.STALE:
        return f"{told}; the entry, its evidence or its source changed since. What it was then is not kept."
    return f"{told}, and as it was then."


def _fields(record: Record, entry: Entry, head: str) -> Iterator[tuple[str, str]]:
    """Every field that is set, by name; handling and priority whether set or not."""
    for name, value in entry.model_dump(mode="json", exclude_defaults=True).items():
        if name not in APART | {head}:
            yield name, _plain(value)
    yield "handling", str(record.talks.handling_of(entry))
    yield "priority", str(entry.priority)


def _plain(value: object) -> str:
    match value:
        case dict():
            return ", ".join(f"{name} {_plain(each)}" for name, each in value.items())
        case list():
            return "; ".join(map(_plain, value))
        case _:
            return str(value)


def _line(text: str, width: int, first: str, further: str) -> str:
    return fill(text, width, initial_indent=first, subsequent_indent=further, break_on_hyphens=False)
