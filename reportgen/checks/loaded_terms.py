"""W206: a source's loaded name for an issue is not used as the desk's own."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.quotation_marks import QUOTED
from reportgen.finding import Finding, Rule
from reportgen.model.base import Statement
from reportgen.record import Record, Steps
from reportgen.sources.match import holds

RULE = Rule("W206", "loaded-term")


def check(record: Record) -> Iterator[Finding]:
    """Every title, text or comment that uses a source's term outside quotation marks."""
    terms = [(issue.source_term, issue) for issue in record.talks.issues if issue.source_term]
    for path, entry, text in _own_words(record):
        for term, issue in terms:
            if term != issue.title and holds(_unquoted(text), term):
                told = f'{entry} uses "{term}", the source\'s name for "{issue.title}", as the desk\'s own.'
                remedy = f'Say "{issue.title}"; or quote the term, where the source quotes it.'
                yield RULE.found(entry, record.place(path, term), told, remedy)


def _own_words(record: Record) -> Iterator[tuple[Steps, str, str]]:
    for part, number, entry in record.talks.entries():
        for name in () if part in ("participants", "sources") else ("title", "text"):
            if isinstance(text := getattr(entry, name, None), str):
                yield (part, number, name), entry.id, text
        if isinstance(entry, Statement):
            for place, limit in enumerate(entry.limits):
                yield (part, number, "limits", place), entry.id, limit


def _unquoted(text: str) -> str:
    return QUOTED.sub(" ", text)
