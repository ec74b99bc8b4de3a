"""The baseline: a keyword makes the entry, whoever the subject is. What every drafter has to be better than."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.drafting.proposal import Line, Proposal, SourceText, Table

KEYWORDS = (("agreements", re.compile(r"\bagreed\b", re.I)), ("positions", re.compile(r"\bsaid\b", re.I)))


class KeywordDrafter:
    """ "agreed" makes an agreement of all parties, "said" a position of the first party that the sentence names."""

    name = "keyword"

    def propose(self, text: SourceText, table: Table) -> Sequence[Proposal]:
        """An entry for every keyword in a sentence; neither parties nor participants."""
        return [each for line in text.lines for each in _entries(line, table)]


def _entries(line: Line, table: Table) -> Iterator[Proposal]:
    for part, keyword in KEYWORDS:
        if keyword.search(line.text):
            named = _named(line.text, table)
            whose = {"party": named[0] if named else None} if part == "positions" else {"parties": named or None}
            yield Proposal(part, (line.text,), {**whose, "text": line.text}, start=line.start)


def _named(words: str, table: Table) -> list[str]:
    """The parties a sentence names, or names a person of, in its order."""
    names = [(name, row.id) for row in table.parties for name in (row.name, *row.names)]
    names += [(row.name.split()[-1], row.party) for row in table.people if row.party and row.name]
    places = sorted((at, party) for name, party in names if (at := words.find(name)) >= 0)
    return list(dict.fromkeys(party for _, party in places))
