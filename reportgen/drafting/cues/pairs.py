"""Who is told to have met: "talks between X and Y", "X and Y resumed …" at the beginning, the two of the title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.drafting.cues.introductions import capitals
from reportgen.drafting.cues.names import Names
from reportgen.drafting.cues.table import DraftingTable
from reportgen.drafting.proposal import SourceText
from reportgen.phrases import Token, tokens

OPENING = 2
"""Sentences at the beginning that may name the two who met."""
HYPHEN = re.compile(r"(?<=\w)[-–](?=[A-Z])")
SHORT = re.compile(r"\s*\(([A-Z][A-Za-z&]{1,9})\)")
"""The short form of a name in brackets after it."""


def pairs(text: SourceText, language: DraftingTable) -> list[tuple[str, ...]]:
    """Names of those who met, two and two, each with the short form given with it."""
    found: list[tuple[str, ...]] = []
    for number, told in enumerate(_beginnings(text)):
        read = tokens(told)
        starts = [last for _, last in language.every("amid", read)]
        if number == 1:
            starts.append(0)
        for at in starts:
            found += _pair(told, read, at, language)
    return found


def sides_named(text: SourceText, names: Names, publisher: str) -> tuple[str, ...]:
    """The two parties that the title names, or that "between" at the beginning does; the publisher is one of its own
    talks. All that the title of a joint statement names; else nothing where they are not two."""
    title = HYPHEN.sub(" and ", text.title)
    read = tokens(title)
    if names.language.has("joint_text", read):
        heads = {each.casefold() for each in names.language.listed["heads"]}
        end = next((place for place, token in enumerate(read) if token.word in heads), len(read))
        several = tuple(dict.fromkeys(each.party for each in names.parties(title, read) if each.first < end))
        if len(several) > 2 and (not publisher or publisher in several):
            return several
    for number, told in enumerate((title, *_beginnings(text)[1:])):
        read = tokens(told)
        at = next((last for _, last in names.language.every("amid", read)), None)
        if number and at is None:
            continue
        begins = at or 0
        ends = next((place for place in range(begins + 1, len(read)) if read[place].clause), len(read))
        every = [each.party for each in names.parties(told, read) if begins <= each.first < ends]
        named = tuple(dict.fromkeys(every))[: 3 if not number else 2]
        if len(named) == 1 and publisher and not number:
            named = tuple(dict.fromkeys((publisher, *named)))
        if len(named) == 2 and (not publisher or publisher in named):
            return named
    return ()


def _beginnings(text: SourceText) -> list[str]:
    return [text.title, *(line.text for line in text.lines[:OPENING])]


def _pair(told: str, read: tuple[Token, ...], at: int, language: DraftingTable) -> Iterator[tuple[str, ...]]:
    first = _run(told, read, at, language)
    place = first[1] if first else 0
    joined = first and place < len(read) and read[place].word in language.words["and"]
    second = _run(told, read, place + 1, language) if joined else None
    if first and second:
        yield first[0]
        yield second[0]


def _run(told: str, read: tuple[Token, ...], at: int, language: DraftingTable) -> tuple[tuple[str, ...], int] | None:
    """A name in capitals with what "of" ties to it, its short form, and the place after both."""
    at += at < len(read) and read[at].word in language.words["determiners"]
    end = capitals(told, read, at, language)
    while at < end < len(read) - 1 and read[end].word in language.words["ties"]:
        more = capitals(told, read, end + 1, language)
        if more == end + 1:
            break
        end = more
    titles = {first for first, _ in language.every("titles", read)}
    if end <= at or titles & set(range(at, end)) or not told[read[at].start].isupper():
        return None
    name = told[read[at].start : read[end - 1].end]
    short = SHORT.match(told, read[end - 1].end)
    if short:
        while end < len(read) and read[end].end <= short.end():
            end += 1
    return ((name, short[1]) if short else (name,)), end
