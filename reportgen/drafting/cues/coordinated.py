"""Several who are named in a row: "X, Y and Z" is one subject of all of them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.drafting.cues.names import Mention, Names, parties_in
from reportgen.drafting.cues.offices import holder
from reportgen.drafting.cues.table import DraftingTable
from reportgen.phrases import Token

COORDINATED = {"party", "person", "name", "he", "we", "unnamed", "offices", "guests", "counterparts"}
"""Kinds of mention that "and" makes one of."""


def coordinated(found: list[Mention], text: str, read: tuple[Token, ...], names: Names) -> Iterator[Mention]:
    """Mentions in order, with those joined by "and" or commas before an "and" made one."""
    words, at = names.language.words, 0
    while at < len(found):
        chain, end = [found[at]], at + 1
        while end < len(found) and _joined(chain[-1], found[end], text, read, names.language):
            chain.append(found[end])
            end += 1
        while len(chain) > 1 and not any(
            token.word in words["and"] for token in read[chain[-2].last : chain[-1].first]
        ):
            chain.pop()
            end -= 1
        yield _one([holder(each, read, names) for each in chain] if len(chain) > 1 else chain)
        at = at + len(chain)


def _joined(one: Mention, other: Mention, text: str, read: tuple[Token, ...], language: DraftingTable) -> bool:
    between = _without_adjective(read[one.last : other.first], text, language)
    words = [token.word for token in between if token.word not in language.words["determiners"]]
    if _is_topic(one, text, read, language):
        return False
    joins = all(word in language.words["and"] for word in words) and len(between) <= 2
    comma = not words and len(between) <= 1 and other.first < len(read) and read[one.last].comma
    return _coordinates(one) and _coordinates(other) and ((joins and bool(words)) or comma)


def _without_adjective(between: tuple[Token, ...], text: str, language: DraftingTable) -> tuple[Token, ...]:
    """The words between two names, without what stands after an article ("and the rebel X") or is an owner's ("and
    China's N. N.")."""
    owner = len(between) > 2 and between[-1].word == "s" and text[between[-2].start].isupper()
    if owner and between[0].word in language.words["and"] and text[between[-1].start - 1] in "'’":
        return between[:1]
    adjective = len(between) == 3 and between[1].word in language.words["determiners"]
    plain = adjective and between[2].word.isalpha() and text[between[2].start].islower()
    return between[:2] if plain else between


def _is_topic(mention: Mention, text: str, read: tuple[Token, ...], language: DraftingTable) -> bool:
    """Whether a name after "On the …," at the head of a sentence is what it is about."""
    head = text[read[0].start : read[mention.first - 1].end] if mention.first else ""
    plain = " ".join(word for word in head.split() if word.casefold() not in language.words["determiners"])
    return mention.kind == "name" and bool(head) and plain in language.listed["heads"]


def _coordinates(mention: Mention) -> bool:
    return mention.kind in COORDINATED or (mention.kind == "joint" and bool(mention.parties))


def _one(chain: list[Mention]) -> Mention:
    """Several coordinated mentions as one: joint when they are of several parties."""
    if len(chain) == 1:
        return chain[0]
    parties = parties_in(chain)
    kinds = {each.kind for each in chain}
    several = (
        len(parties) > 1 or bool(kinds & {"name", "unnamed", "we", "offices"}) or (kinds == {"person"} and not parties)
    )
    first, last = chain[0].first, chain[-1].last
    if several or len({each.party for each in chain}) > 1:
        return Mention(first, last, "joint", parties=parties)
    return replace(chain[0], last=last)
