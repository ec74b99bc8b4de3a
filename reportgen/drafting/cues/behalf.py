"""Who speaks for whom: what "X, on behalf of G," says is G's."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.drafting.cues.names import Mention
from reportgen.drafting.cues.table import DraftingTable
from reportgen.phrases import Token

NAMED = ("party", "person", "name")
"""Kinds of mention of somebody who can speak for another."""


def spoken_for(found: list[Mention], tokens: tuple[Token, ...], language: DraftingTable) -> list[Mention]:
    """Mentions in order, with "X, on behalf of G" as one mention of G: the speaker's own party says nothing there."""
    spans = dict(language.every("on_behalf", tokens)) if language.plain["on_behalf"] else {}
    kept: list[Mention] = []
    for each in found:
        article = each.first > 0 and tokens[each.first - 1].word in language.words["determiners"]
        starts = (each.first, each.first - 1) if article else (each.first,)
        speaker = kept[-1] if kept and kept[-1].kind in NAMED and each.kind in ("party", "name") else None
        if speaker and _stands_between(speaker, starts, spans, tokens):
            kept[-1] = _with_speaker(speaker, each, tokens, language)
        elif kept and (group := _fronted(kept[-1], each, spans, tokens, language)):
            kept[-1] = group
        elif (at := _listed(kept, each, tokens)) and _speaks_for(kept[at - 1], spans, tokens, language):
            kept[at - 1 :] = [_at_place_of(each, kept[at - 1])]
        else:
            kept.append(each)
    return kept


def _listed(kept: list[Mention], speaker: Mention, tokens: tuple[Token, ...]) -> int:
    """How many mentions there are up to a group whose members stand in brackets before its speaker; 0 for none."""
    ends = speaker.kind in NAMED and tokens[speaker.first].comma and tokens[speaker.first].clause
    opened = (at for at, each in enumerate(kept[:-1], 1) if tokens[each.last].clause and each.last == kept[at].first)
    return next(opened, 0) if ends else 0


def _with_speaker(speaker: Mention, group: Mention, tokens: tuple[Token, ...], language: DraftingTable) -> Mention:
    """The group from its speaker's first word on; with an "also" the speaker's own party as well."""
    between = {token.word for token in tokens[speaker.last : group.first]}
    if between & language.words["as_well"] and speaker.party and group.party:
        return Mention(speaker.first, group.last, "joint", parties=(speaker.party, group.party))
    return replace(group, first=speaker.first)


def _fronted(
    group: Mention, speaker: Mention, spans: dict[int, int], tokens: tuple[Token, ...], language: DraftingTable
) -> Mention | None:
    """ "Speaking for G, X": one mention of G at the place of X; of the group named last where it is "the group"."""
    follows = speaker.first - group.last <= 1 and tokens[group.last].comma and not tokens[group.last].clause
    if not follows or speaker.kind not in NAMED or not _speaks_for(group, spans, tokens, language):
        return None
    return _at_place_of(speaker, group)


def _at_place_of(speaker: Mention, group: Mention) -> Mention:
    """A group where its speaker stands; "the group" is told later."""
    return Mention(speaker.first, speaker.last, "group" if group.kind == "bodies" else group.kind, party=group.party)


def _speaks_for(group: Mention, spans: dict[int, int], tokens: tuple[Token, ...], language: DraftingTable) -> bool:
    """Whether "speaking for" stands before a group, at the head of a clause."""
    article = group.first > 0 and tokens[group.first - 1].word in language.words["determiners"]
    start = next((first for first, last in spans.items() if last in (group.first, group.first - article)), None)
    opens = start is not None and spans[start] - start > 1 and (tokens[start].clause or tokens[start].comma)
    return opens and group.kind in (*NAMED, "bodies")


def with_short_forms(found: list[Mention], text: str, tokens: tuple[Token, ...]) -> list[Mention]:
    """Mentions in order, each with the short form that stands in brackets after it: "the River Group (RG)"."""
    kept: list[Mention] = []
    for each in found:
        if kept and each.last <= kept[-1].last:
            continue  # the short form by itself
        at = each.last
        if each.kind in NAMED and at < len(tokens) and text.startswith(" (", tokens[at - 1].end):
            short = text[tokens[at].start : tokens[at].end]
            closed = text.startswith(")", tokens[at].end)
            each = replace(each, last=at + 1) if closed and short.isupper() and len(short) > 1 else each
        kept.append(each)
    return kept


def _stands_between(
    speaker: Mention, starts: tuple[int, ...], spans: dict[int, int], tokens: tuple[Token, ...]
) -> bool:
    """Whether nothing but words for "on behalf of" stands between; one word alone ("for") needs a comma before it."""
    first = speaker.last
    if first not in spans or spans[first] not in starts:
        return False
    return tokens[first].comma or tokens[first].clause or spans[first] - first > 1
