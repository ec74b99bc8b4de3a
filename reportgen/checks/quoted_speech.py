"""E121: a position is a quotation only where its source has quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.quotation_marks import QUOTED
from reportgen.finding import Finding, Rule
from reportgen.model.base import Evidence
from reportgen.model.words import Speech
from reportgen.record import Record
from reportgen.sources.script import WORD

RULE = Rule("E121", "quote-not-in-source")

SENTENCE = 4
"""Words between quotation marks, from which on they may be a whole sentence."""


def check(record: Record) -> Iterator[Finding]:
    """Every position said to be quoted whose paragraphs quote nothing, or no whole sentence."""
    for number, position in enumerate(record.talks.positions):
        longest = SENTENCE if position.speech is Speech.DIRECT_QUOTE else 1
        if position.speech.quotes and not any(_quoted(record, piece) >= longest for piece in position.evidence):
            told = f"{position.id} is said to be a {position.speech}; no passage cited for it has one."
            place = record.place(("positions", number, "speech"))
            yield RULE.found(position.id, place, told, "Set speech: indirect_speech, or cite the passage that quotes.")


def _quoted(record: Record, piece: Evidence) -> int:
    """The words of the longest quotation in the paragraphs that a piece of evidence stands in."""
    found, document = record.found(piece), record.document(piece)
    if not found or not document:
        return SENTENCE  # not found is a fault of its own
    paragraphs = [paragraph.text for paragraph in map(document.paragraph, found.paragraphs) if paragraph]
    quotations = [match.group() for text in paragraphs for match in QUOTED.finditer(text)]
    return max((len(WORD.findall(words)) for words in quotations), default=0)
