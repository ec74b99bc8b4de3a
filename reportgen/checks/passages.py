"""W218: no clause of a cited paragraph is overlooked: a long run of its words that no entry cites.

The paragraph that a source begins with says who met, where and when; what of it is cited differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.record import Record
from reportgen.sources.match import Missing
from reportgen.sources.script import WORD

RULE = Rule("W218", "passage-not-cited")

LONGEST = 15
"""Words in a row that may go uncited: "the minister said on Friday in a statement"."""


def check(record: Record) -> Iterator[Finding]:
    """Every longer run in a paragraph that is cited in part."""
    aside = {(omission.source, omission.para) for omission in record.talks.omitted} | _nearly_cited(record)
    numbers = {source.id: number for number, source in enumerate(record.talks.sources)}
    for (source, number), runs in _cited(record).items():
        document = record.documents[source]
        paragraph = document.paragraph(number)
        if paragraph is None or number <= 1 or (source, number) in aside:
            continue
        for start, end in _between(sorted(runs), paragraph.start, paragraph.end):
            words = document.text[start:end]
            if len(WORD.findall(words)) > LONGEST:
                told = f'No entry cites, in {source} ¶{number}: "{" ".join(words.split()[:12])} …"'
                remedy = f"Make an entry of it, or set it aside: omitted: [{{para: {number}, reason: …}}]."
                yield RULE.found(source, record.place(("sources", numbers[source])), told, remedy)


def _cited(record: Record) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """The cited runs of each paragraph that has any, as offsets: by source and number."""
    cited: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for _, _, piece in record.pieces():
        if found := record.found(piece):
            for number in found.paragraphs:
                cited[piece.source or "", number].append((found.start, found.end))
    return cited


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
