"""Who joins in at the end of a sentence, or stands against: "…, supported by Y and opposed by Z"."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from reportgen.drafting.cues.clauses import assenting
from reportgen.drafting.cues.closing import Verb
from reportgen.drafting.cues.names import Mention
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import Cue

NAMED = ("party", "person", "joint")
AGREEING = ("supports", "concurs")
AGAINST = ("opposes", "rejects")


class Ending(Struct, frozen=True):
    """Those who join in; and those against, with the words that tell it."""

    joining: tuple[Mention, ...] = ()
    against: tuple[Mention, ...] = ()
    cue: Cue | None = None


def ending(sentence: Sentence, verb: Verb) -> Ending:
    """Whom the end of a sentence tells of, after what its subject said; nobody where it goes on with other words."""
    if verb.after:
        return Ending()
    if who := assenting(sentence, verb):
        return Ending((who,))
    return _by(sentence, verb) or _with(sentence, verb) or _which(sentence, verb) or Ending()


def _by(sentence: Sentence, verb: Verb) -> Ending | None:
    """ "…, supported by Y and opposed by Z.", "… and was backed by Y", "…, a view echoed by Y", "…, as did Y"."""
    language = sentence.language
    by = language.words["by"]
    spans = [Cue(*span, "position", "supports") for span in language.every("companions", sentence.tokens)]
    spans += [Cue(*span, "position", "opposes") for span in language.every("opponents", sentence.tokens)]
    spans = [cue for cue in spans if sentence.tokens[cue.last - 1].word in by]
    spans += [Cue(*span, "position", "supports") for span in language.every("likewise", sentence.tokens)]
    spans = sorted((cue for cue in spans if verb.cue.last <= cue.first), key=lambda cue: cue.first)
    for number, first in enumerate(spans):
        named = [each for each in sentence.mentions if first.last <= each.first and each.kind in NAMED]
        if named and _set_off(sentence, first.first) and _nothing_else(sentence, spans[number:], named):
            return _parted(spans[number:], named)
    return None


def _parted(spans: list[Cue], named: Iterable[Mention]) -> Ending:
    found: dict[str, list[Mention]] = {"supports": [], "opposes": []}
    for each in named:
        found[next(cue.stance for cue in reversed(spans) if cue.last <= each.first)].append(each)
    against = next((cue for cue in spans if cue.stance == "opposes"), None)
    return Ending(tuple(found["supports"]), tuple(found["opposes"]), against)


def _set_off(sentence: Sentence, place: int) -> bool:
    """Whether a comma or "and" stands before "supported by", or before the noun of which it is told: "a view"."""
    words, tokens = sentence.language.words, sentence.tokens
    at = place
    while at and tokens[at - 1].word in words["passives"] | words["as_well"]:
        at -= 1
    joined = at < place and tokens[at - 1].word in words["and"]
    relative = at < place and tokens[at - 1].word in words["which"]
    this = at < place and tokens[at - 1].clause and tokens[at - 1].word in words["determiners"]
    at -= at < place and tokens[at - 1].word in words["which"] | words["that"]
    told = any(cue.last == at for cue in sentence.language.found_nouns(tokens))
    noun = told and tokens[at - 2].comma and tokens[at - 2].word in words["determiners"]
    return joined or this or noun or tokens[place].comma or tokens[place].clause or (relative and tokens[at].comma)


def _nothing_else(sentence: Sentence, spans: list[Cue], named: list[Mention]) -> bool:
    words = sentence.language.words
    between = words["determiners"] | words["and"] | words["passives"] | words["as_well"] | words["contrast"]
    places = {place for each in named for place in range(each.first, each.last)}
    places |= {place for cue in spans for place in range(cue.first, cue.last)}
    rest = range(spans[0].last, len(sentence.tokens))
    return all(at in places or sentence.tokens[at].word in between for at in rest)


def _with(sentence: Sentence, verb: Verb) -> Ending | None:
    """ "…, with Y and Z agreeing"."""
    words, end = sentence.language.words, len(sentence.tokens) - 1
    how = sentence.tokens[end].word
    if how not in words["joining"] | words["dissenting"]:
        return None
    for first, last in sentence.language.every("companions", sentence.tokens):
        named = [each for each in sentence.mentions if last <= each.first and each.kind in NAMED]
        places = {place for each in named for place in range(each.first, each.last)}
        only = all(
            at in places or sentence.tokens[at].word in words["determiners"] | words["prepositions"]
            for at in range(last, end)
        )
        if named and only and verb.cue.last <= first and sentence.tokens[first].comma:
            against = how in words["dissenting"]
            cue = Cue(end, end + 1, "position", "opposes")
            return Ending((), tuple(named), cue) if against else Ending(tuple(named))
    return None


def _which(sentence: Sentence, verb: Verb) -> Ending | None:
    """ ", which Y could support"; an adverb may follow."""
    ends = sentence.before(len(sentence.tokens))
    for at in range(verb.cue.last, len(sentence.tokens) - 1):
        set_off = sentence.tokens[at].comma or sentence.tokens[at - 1].comma  # ", to which Y objected"
        if sentence.tokens[at].word not in sentence.language.words["which"] or not set_off:
            continue
        for cue in sentence.cues:
            who = sentence.ending_at(sentence.before(cue.first)) or sentence.ending_at(cue.first)
            if who is None or who.kind not in NAMED or not at < who.first <= at + 2:
                continue
            if cue.last >= ends and cue.stance in AGREEING:
                return Ending((who,))
            if cue.last >= ends and cue.stance in AGAINST:
                return Ending((), (who,), cue)
    return None
