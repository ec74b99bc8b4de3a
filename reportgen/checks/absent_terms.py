"""E109: what a gap says is absent occurs in no source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.record import Record

RULE = Rule("E109", "absent-term-present")


def check(record: Record) -> Iterator[Finding]:
    """Every absent term of a gap that a source has after all, in any case and with any ending."""
    for number, gap in enumerate(record.talks.gaps):
        for term_number, term in enumerate(gap.absent_terms):
            words = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, term.split())), re.IGNORECASE)
            for source, document in record.documents.items():
                if match := words.search(document.text):
                    place = record.place(("gaps", number, "absent_terms", term_number), term)
                    paragraph = document.paragraph_at(match.start()).number
                    told = f'{gap.id} says that "{term}" is absent; {source} has "{match.group()}" in ¶{paragraph}.'
                    yield RULE.found(gap.id, place, told, "Take the term out, and look whether there is a gap at all.")
