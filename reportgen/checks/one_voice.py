"""E105: sources that all speak with one voice need the caveat that memos print on page 1."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.derive import one_voice
from reportgen.record import Record

RULE = Rule("E105", "one-voice-no-caveat")


def check(record: Record) -> Iterator[Finding]:
    """The record, when nothing in it corroborates anything and it does not say so."""
    talks = record.talks
    if one_voice(talks) and not talks.source_caveat:
        named = ", ".join(source.short for source in talks.sources)
        told = f"All sources speak with one voice ({named}), and the record does not say so."
        remedy = "Add source_caveat: what the record rests on, and what was not checked against another account."
        yield RULE.found(talks.id, record.place(("sources",), key=True), told, remedy)
