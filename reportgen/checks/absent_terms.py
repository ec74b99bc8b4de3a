"""E109: what a gap says is absent occurs in no source."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.finding import Finding, Rule
from reportgen.record import Record
from reportgen.sources.match import Found, Repeated, find

RULE = Rule("E109", "absent-term-present")


def check(record: Record) -> Iterator[Finding]:
    """Every absent term of a gap that a source has after all."""
    for number, gap in enumerate(record.talks.gaps):
        for term_number, term in enumerate(gap.absent_terms):
            for source, document in record.documents.items():
                match = find(document, term)
                if isinstance(match, Found | Repeated):
                    place = record.place(("gaps", number, "absent_terms", term_number), term)
                    told = f'{gap.id} says that "{term}" is absent; {source} has it in ¶{match.paragraphs[0]}.'
                    yield RULE.found(gap.id, place, told, "Take the term out, and look whether there is a gap at all.")
