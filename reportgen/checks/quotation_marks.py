"""E106: quotation marks stand only where the source quotes, and hold the source's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.base import Statement
from reportgen.model.substance import Position
from reportgen.record import Record
from reportgen.sources.match import holds

QUOTED = re.compile(
    r"[\"“”„‟]([^\"“”„‟]*)[\"“”„‟]|[«‹]([^«»‹›]*)[»›]|「([^「」]*)」|『([^『』]*)』|(?<![\w])[‘']([^‘’']*)[’'](?![\w])"
)
MARKS = re.compile('["“”„‟«»「」『』]')


RULE = Rule("E106", "quotation-without-quote")


def check(record: Record) -> Iterator[Finding]:
    """Every quotation mark in an entry that quotes nobody, and every quotation the source does not have."""
    for part, number, entry in record.talks.entries():
        if isinstance(entry, Statement):
            for words, fault, remedy in _faults(entry):
                yield RULE.found(entry.id, record.place((part, number, "text"), words), f"{entry.id} {fault}", remedy)


def _faults(entry: Statement) -> Iterator[tuple[str, str, str]]:
    quoted = [match.group() for match in QUOTED.finditer(entry.text)]
    marked = quoted or MARKS.findall(entry.text)[:1]
    if marked and not (isinstance(entry, Position) and entry.speech.quotes):
        said = f"its speech is {entry.speech}" if isinstance(entry, Position) else "nobody is quoted"
        yield (marked[0], f"has quotation marks, {marked[0]}, but {said}.",
               "Take the marks out, or, if the source quotes, set speech: partial_quote or direct_quote.")  # fmt: skip
        return
    for marks in quoted:
        passages = [text for piece in entry.evidence for text in (piece.text, piece.translation) if text]
        if not any(holds(passage, marks[1:-1]) for passage in passages):
            yield marks, f"quotes {marks}, which its evidence does not have.", "Quote the source's words exactly."
