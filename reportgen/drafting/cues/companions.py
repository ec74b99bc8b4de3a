"""With whom somebody speaks: "With Y, she said" and "X, supported by Y, said" are the views of both."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.drafting.cues.closing import Verb
from reportgen.drafting.cues.names import Mention, parties_in
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import Span


def companions(sentence: Sentence, verb: Verb) -> tuple[str, ...]:
    """The parties that a subject speaks with: before it ("With Y, she said"), or after it between commas."""
    found: list[Mention] = []
    for first, last in sentence.language.every("companions", sentence.tokens):
        fronted = sentence.opens(first) and last <= verb.subject.first
        joined = first == verb.subject.last + 1 and sentence.tokens[first - 1].word in sentence.language.words["and"]
        set_off = first == verb.subject.last and sentence.tokens[first].comma
        aside = (joined or set_off) and last <= verb.cue.first
        if fronted or aside:
            end = verb.subject.first if fronted else verb.cue.first
            found += _named(sentence, (first, last), end)
        elif verb.cue.last <= first and _closes(sentence, (first, last)):
            found += [each for each in sentence.mentions if last <= each.first]
    return parties_in(found)


def _closes(sentence: Sentence, span: Span) -> bool:
    """Whether a sentence ends with who joined: "…, supported by Y and Z.", "… and was backed by Y"."""
    words, (first, last) = sentence.language.words, span
    if sentence.tokens[last - 1].word not in words["by"]:
        return False
    at = first
    while at and sentence.tokens[at - 1].word in words["passives"] | words["as_well"]:
        at -= 1
    joined = at < first and sentence.tokens[at - 1].word in words["and"]
    named = [each for each in sentence.mentions if last <= each.first and each.kind in ("party", "person", "joint")]
    places = {place for each in named for place in range(each.first, each.last)}
    rest = range(last, len(sentence.tokens))
    only = all(at in places or sentence.tokens[at].word in words["determiners"] for at in rest)
    return bool(places) and only and (joined or sentence.tokens[first].comma)


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
