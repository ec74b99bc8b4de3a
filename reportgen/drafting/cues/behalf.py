"""Who speaks for whom: what "X, on behalf of G," says is G's."""

from __future__ import annotations

from dataclasses import replace

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
            kept[-1] = replace(each, first=speaker.first)
        else:
            kept.append(each)
    return kept


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
