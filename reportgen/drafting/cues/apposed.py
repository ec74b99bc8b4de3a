"""What stands beside a name and is no subject of its own: a country in brackets, "both", a heading in capitals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from reportgen.drafting.cues.names import Mention, Names
from reportgen.phrases import Token, tokens

HEADING = re.compile(r"^\W*[^\W\d_a-z][^a-z:]+:\s+(?=\S)")
"""A heading in capitals that a bulletin begins a paragraph with: "CONTACT GROUP 1: "."""


def without_heading(found: Iterable[Mention], text: str, read: tuple[Token, ...]) -> list[Mention]:
    """Mentions without the bodies and unknown names in a heading; a party or person there is one who speaks."""
    match = HEADING.match(text)
    end = match.end() if match else 0
    return [each for each in found if each.kind in ("party", "person") or read[each.last - 1].end > end]


def with_countries(found: Iterable[Mention], text: str, read: tuple[Token, ...], names: Names) -> Iterator[Mention]:
    """Mentions in order, each person with the party in brackets after: "N. N. (X)"; who presides stays of none."""

    def joined(kept: Mention, each: Mention) -> Mention | None:
        if kept.kind == "person" and each.kind == "party" and _in_brackets(kept, each, text, read):
            party = kept.party if kept.party or _presides(kept, read, names) else each.party
            return replace(kept, last=each.last, party=party)
        return None

    return _joined(found, joined)


def with_both(found: Iterable[Mention], read: tuple[Token, ...], names: Names) -> Iterator[Mention]:
    """Mentions in order, "X and Y" with the "both" that may follow, "G and its members" as G: of nobody else."""

    def joined(kept: Mention, each: Mention) -> Mention | None:
        named = kept.kind == "joint" and bool(kept.parties)
        alone = each.kind == "joint" and not each.parties and each.last - each.first == 1
        both = named and alone and kept.last == each.first and not read[each.first].comma
        members = kept.kind in ("party", "joint") and not each.parties and _members(kept, each, read, names)
        return replace(kept, last=each.last) if both or members else None

    return _joined(found, joined)


def _joined(found: Iterable[Mention], joined: Callable[[Mention, Mention], Mention | None]) -> Iterator[Mention]:
    """Mentions in order, each as one with what follows it where ``joined`` makes it so."""
    kept: Mention | None = None
    for each in found:
        if kept and (one := joined(kept, each)):
            kept = one
            continue
        if kept:
            yield kept
        kept = each
    if kept:
        yield kept


def _members(group: Mention, members: Mention, read: tuple[Token, ...], names: Names) -> bool:
    """Whether "and its member states" follows a group: those are the group."""
    between = [token.word for token in read[group.last : members.first]]
    words = names.language.words
    own = len(between) == 2 and between[0] in words["and"] and between[1] in words["theirs"]
    of = 0 < len(between) <= 2 and between[0] in words["ties"]  # "the Group of exporting members"
    return (own or of) and members.kind == "joint" and not read[group.last].comma


def _in_brackets(person: Mention, party: Mention, text: str, read: tuple[Token, ...]) -> bool:
    opened = text[read[person.last - 1].end : read[party.first].start] == " ("
    return opened and party.first == person.last and text.startswith(")", read[party.last - 1].end)


def _presides(mention: Mention, read: tuple[Token, ...], names: Names) -> bool:
    title = next((row.title for row in names.known.people if row.id == mention.person), "")
    said = {token.word for token in (*read[mention.first : mention.last], *tokens(title))}
    return bool(said & names.language.words["presiding"])
