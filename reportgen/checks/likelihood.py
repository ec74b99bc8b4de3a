"""W205: a sentence speaks of likelihood or of confidence, not of both (ICD 203, section D.6.e.2.a)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.record import Record

RULE = Rule("W205", "likelihood-and-confidence")

LIKELIHOOD = re.compile(
    r"\b(?:almost certain(?:ly)?|(?:very |highly |un)?likely|probabl[ey]|improbable|remote chance|even chance)\b", re.I
)
CONFIDENCE = re.compile(r"\b(?:high|moderate|low) confidence\b|\bconfident(?:ly)?\b", re.I)
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def check(record: Record) -> Iterator[Finding]:
    """Every sentence of a comment that has words of both kinds."""
    for number, comment in enumerate(record.talks.comments):
        for sentence in SENTENCE.split(comment.text):
            likely, sure = LIKELIHOOD.search(sentence), CONFIDENCE.search(sentence)
            if likely and sure:
                told = f'{comment.id} says "{likely.group()}" and "{sure.group()}" in one sentence.'
                remedy = "Say how likely it is in one sentence, and leave how sure you are to the field confidence."
                yield RULE.found(comment.id, record.place(("comments", number, "text"), likely.group()), told, remedy)
