"""Which one party alone agrees in a passage: "Ostwyn agreed to lower the dues" is no outcome of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportgen.cues import Claimed
from reportgen.model.talks import Talks
from reportgen.phrases import Token, tokens

NEAR = 2
"""The most words between a party's name and its verb: "the Ostwynian side has also agreed"."""

Names = Mapping[tuple[str, ...], str]
"""What parties are called, in words, and the party."""


def party_names(talks: Talks) -> Names:
    """What the record's parties and their people are called; persons by their last name too."""
    called = {name: each.id for each in talks.parties for name in (each.name, *each.source_names)}
    for person in talks.participants:
        called |= {person.name: person.party, person.name.split()[-1]: person.party}
    return {tuple(token.word for token in tokens(name)): party for name, party in called.items()}


def agreeing_alone(passages: str, claims: Iterable[Claimed], names: Names) -> str:
    """The one party that is the subject of everything claimed, if there is one; else nothing.

    A party is the subject where its name stands just before the verb, and no other party is named in
    the clause: "Ostwyn agreed with Kelmoria to …" is both.
    """
    words = tokens(passages)
    subjects = {_subject(words, claim, names) if claim.by_one else "" for claim in claims}
    return subjects.pop() if len(subjects) == 1 else ""


def _subject(words: Sequence[Token], claim: Claimed, names: Names) -> str:
    verb = next(place for place, token in enumerate(words) if token.start >= claim.start)
    first = next((place for place in range(verb, -1, -1) if words[place].clause), 0)
    last = next((place for place in range(verb + 1, len(words)) if words[place].clause), len(words))
    named = [
        (party, start + len(name))
        for name, party in names.items()
        for start in range(first, last - len(name) + 1)
        if tuple(token.word for token in words[start : start + len(name)]) == name
    ]
    alone = len({party for party, _ in named}) == 1 and any(0 <= verb - end <= NEAR for _, end in named)
    return named[0][0] if alone else ""
