"""W218: no clause of a cited paragraph is overlooked: a long run of its words that no entry cites.

The paragraph that a source begins with says who met, where and when; what of it is cited differs.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.finding import Finding, Rule
from reportgen.record import Record
from reportgen.sources.match import Missing
from reportgen.sources.script import WORD

RULE = Rule("W218", "passage-not-cited")

LONGEST = 15
"""Words in a row that may go uncited: "the minister said on Friday in a statement"."""


def check(record: Record) -> Iterator[Finding]:
    """Every longer run in a paragraph that is cited in part."""
    cited = _cited(record)
    aside = {(omission.source, omission.para) for omission in record.talks.omitted} | _nearly_cited(record)
    for number, source in enumerate(record.talks.sources):
        document = record.documents[source.id]
        for paragraph in document.paragraphs:
            runs = [run for run in cited[source.id] if run[0] < paragraph.end and paragraph.start < run[1]]
            if not runs or paragraph.number <= 1 or (source.id, paragraph.number) in aside:
                continue
            for start, end in _between(runs, paragraph.start, paragraph.end):
                words = document.text[start:end]
                if len(WORD.findall(words)) > LONGEST:
                    told = f'No entry cites, in {source.id} ¶{paragraph.number}: "{" ".join(words.split()[:12])} …"'
                    remedy = (
                        f"Make an entry of it, or set it aside: omitted: [{{para: {paragraph.number}, reason: …}}]."
                    )
                    yield RULE.found(source.id, record.place(("sources", number)), told, remedy)


def _cited(record: Record) -> dict[str, list[tuple[int, int]]]:
    """The cited runs of each source, as offsets, in order."""
    cited: dict[str, list[tuple[int, int]]] = {source: [] for source in record.documents}
    for _, _, piece in record.pieces():
        if found := record.found(piece):
            cited[piece.source or ""].append((found.start, found.end))
    return {source: sorted(runs) for source, runs in cited.items()}


def _nearly_cited(record: Record) -> set[tuple[str | None, int]]:
    """The paragraphs of evidence that is not verbatim, which is a fault of its own."""
    matches = ((piece.source, record.match(piece)) for _, _, piece in record.pieces())
    return {(source, match.paragraph) for source, match in matches if isinstance(match, Missing)}


def _between(runs: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """What lies between ``start`` and ``end`` and in none of the runs."""
    for first, last in runs:
        if first > start:
            yield start, first
        start = max(start, last)
    if start < end:
        yield start, end
