"""With whom somebody speaks: "With Y, she said" and "X, supported by Y, said" are the views of both."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.drafting.cues.closing import Verb
from reportgen.drafting.cues.ending import NAMED, ending
from reportgen.drafting.cues.names import Mention, parties_in
from reportgen.drafting.cues.reading import Reading
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import Cue, Span

SHORT = 2
"""Words of "supported by"; more, as "with the support of", need no comma before them."""
STATEMENT = 4
"""Words between a verb and "on behalf of": "a joint statement"."""


def companions(sentence: Sentence, verb: Verb) -> tuple[str, ...]:
    """The parties that a subject speaks with: before it ("With Y, she said"), or after it between commas."""
    found: list[Mention] = []
    for first, last in sentence.language.every("companions", sentence.tokens):
        fronted = sentence.opens(first) and last <= verb.subject.first
        joined = first == verb.subject.last + 1 and sentence.tokens[first - 1].word in sentence.language.words["and"]
        set_off = first == verb.subject.last and (sentence.tokens[first].comma or last - first > SHORT)
        aside = (joined or set_off) and last <= verb.cue.first
        if fronted or aside:
            end = verb.subject.first if fronted else verb.cue.first
            found += _named(sentence, (first, last), end)
    return parties_in(found)


def joined(reading: Reading) -> Reading:
    """A position, of those too who join in or support it, never theirs alone; with the view of those against it."""
    verb, sentence = reading.verb, reading.sentence
    if reading.kind != "position" or verb is None or not reading.parties:
        return reading
    told = ending(sentence, verb)
    against, cue = (told.against, told.cue) if told.against else _opposed(sentence, verb)
    parties = (*reading.parties, *companions(sentence, verb), *parties_in(told.joining))
    if group := spoken_later(sentence, verb):
        parties = (group, *parties[len(reading.parties) :])
    reading = replace(reading, parties=tuple(dict.fromkeys(parties)))
    others = parties_in(against)
    if not others:
        return reading
    other = Reading(sentence, "position", "opposes", None, cue, others, joint=len(others) > 1, second=True)
    return replace(reading, also=reading.also or other)


def _opposed(sentence: Sentence, verb: Verb) -> tuple[tuple[Mention, ...], Cue | None]:
    """Who is told between a subject and its verb to be against: "X, supported by Y and opposed by Z, said"."""
    for first, last in sentence.language.every("opponents", sentence.tokens):
        by = sentence.tokens[last - 1].word in sentence.language.words["by"]
        if by and verb.subject.last <= first and last <= verb.cue.first:
            named = [each for each in sentence.mentions if last <= each.first and each.last <= verb.cue.first]
            return tuple(each for each in named if each.kind in NAMED), Cue(first, last, "position", "opposes")
    return (), None


def spoken_later(sentence: Sentence, verb: Verb) -> str:
    """The group in whose name a statement was made: "X delivered a statement on behalf of G"; empty for none."""
    words = sentence.language.words
    for first, last in sentence.language.every("on_behalf", sentence.tokens):
        aside = verb.subject.last <= first <= verb.subject.last + STATEMENT and first < verb.cue.first
        near = (aside or verb.cue.last <= first <= verb.cue.last + STATEMENT) and last - first > 1
        if not near or sentence.tokens[first].comma or words["as_well"] & {sentence.tokens[first].word}:
            continue
        starts = (last, last + (sentence.tokens[min(last, len(sentence.tokens) - 1)].word in words["determiners"]))
        group = next((each for each in sentence.mentions if each.kind == "party" and each.first in starts), None)
        if group:
            return group.party
    return ""


def _named(sentence: Sentence, span: Span, end: int) -> Iterator[Mention]:
    """The parties from a place on; none after "opposed by", and after a bare "with" none but names in a row."""
    words, (first, last) = sentence.language.words, span
    named = [each for each in sentence.mentions if last <= each.first and each.last <= end]
    places = {place for each in named for place in range(each.first, each.last)}
    at = last
    while at < end and (at in places or sentence.tokens[at].word in words["determiners"] | words["and"]):
        at += 1
    others = at < end and sentence.tokens[min(at + 1, end - 1)].word not in words["by"]
    if others and last - first == 1:
        return
    for each in named:
        if any(sentence.tokens[place].word in words["by"] for place in range(max(last, each.first - 2), each.first)):
            return
        if each.kind in ("party", "joint", "person"):
            yield each
