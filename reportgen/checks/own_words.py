"""W216: a text rests on its own evidence, not on that of another entry.

Judged by what the words begin with, in the language of the record: evidence in another by its translation.
Reported where no word of a text stands in its evidence or its issue's title, and some in another's evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.subjects import TELLING, stems, stems_of_parties
from reportgen.finding import Finding, Rule
from reportgen.model.base import Statement
from reportgen.record import Record

RULE = Rule("W216", "evidence-of-another-entry")


def check(record: Record) -> Iterator[Finding]:
    """Every text with no word of its own evidence, and some of another entry's."""
    names = stems_of_parties(record)
    entries = [each for each in record.talks.entries() if isinstance(each[2], Statement)]
    titles = {issue.id: issue.title for issue in record.talks.issues}
    known = {
        entry.id: stems(f"{_evidence(record, entry)} {titles.get(getattr(entry, 'issue', None) or '', '')}") - names
        for _, _, entry in entries
        if isinstance(entry, Statement)
    }
    for part, number, entry in entries:
        said = stems(getattr(entry, "text", "")) - names
        if said & known[entry.id]:
            continue
        other = max(known, key=lambda name: len(said & known[name]))
        if len(said & known[other]) >= TELLING:
            told = f"No word of what {entry.id} says stands in its evidence; those of {other} have some."
            remedy = "Cite the words it rests on, or say it nearer to the source's words."
            yield RULE.found(entry.id, record.place((part, number, "text")), told, remedy)


def _evidence(record: Record, entry: Statement) -> str:
    language = record.talks.language.partition("-")[0]
    readable = {source.id for source in record.talks.sources if source.language.partition("-")[0] == language}
    conditions = [piece for condition in getattr(entry, "conditions", ()) for piece in condition.evidence]
    words = [
        piece.text if piece.source in readable else piece.translation or "" for piece in (*entry.evidence, *conditions)
    ]
    return " ".join([*words, *(derived.words for derived in entry.derived)])
