"""E103: words given as the source's own occur in the passage cited for them.

Operative words, dates and times "as stated", titles, the members of a formula; source terms in any
source as a whole. (A dateline that the source does not have is refused earlier, by ``load``.)
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.base import Attested
from reportgen.model.sides import Meeting, Participant
from reportgen.model.substance import Formula, NextStep
from reportgen.record import Record, Steps
from reportgen.sources.match import holds

Said = tuple[Steps, str]

RULE = Rule("E103", "words-not-in-passage")


def check(record: Record) -> Iterator[Finding]:
    """Every word given as the source's own that its passage does not have."""
    for part, number, entry in record.talks.entries():
        if isinstance(entry, Attested):
            passages = [piece.text for piece in entry.evidence]
            translated = [piece.translation for piece in entry.evidence if piece.translation]
            for path, words in _said(entry):
                # A title may be given in the record's language; words that carry weight may not.
                allowed = passages + translated if path == ("title",) else passages
                if not any(holds(passage, words) for passage in allowed):
                    yield _finding(record, (part, number, *path), entry.id, words, passages)
    yield from _of_whole_sources(record)


def _said(entry: Attested) -> Iterator[Said]:
    for number, words in enumerate(getattr(entry, "operative_words", ())):
        yield ("operative_words", number), words
    if isinstance(entry, Participant):
        yield ("title",), entry.title
    if isinstance(entry, Meeting) and entry.dates.as_stated:
        yield ("dates", "as_stated"), entry.dates.as_stated
    if isinstance(entry, NextStep) and entry.due.as_stated:
        yield ("due", "as_stated"), entry.due.as_stated
    if isinstance(entry, Formula):
        for number, element in enumerate(entry.elements):
            yield ("elements", number, "text"), element.text


def _of_whole_sources(record: Record) -> Iterator[Finding]:
    for number, issue in enumerate(record.talks.issues):
        texts = [document.text for document in record.documents.values()]
        if issue.source_term and not any(holds(text, issue.source_term) for text in texts):
            yield _finding(record, ("issues", number, "source_term"), issue.id, issue.source_term, [])


def _finding(record: Record, path: Steps, entry: str, words: str, passages: list[str]) -> Finding:
    where = "the passage cited for it does not have" if passages else "no source has"
    told = f'{entry} gives "{words}" as the source\'s words; {where} them.'
    remedy = "Quote the source's words exactly, or cite the passage that has them."
    return RULE.found(entry, record.place(path, words), told, remedy)
