"""Views told beside the subject: "it was explained by X", "according to X", "objections from X", "X's request"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from reportgen.drafting.cues.closing import Verb
from reportgen.drafting.cues.names import Mention, parties_in
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import Cue
from reportgen.drafting.cues.tense import STEPS

FAR = 14
"""Words between a noun that tells a stance and the "from" of those who have it."""
AUXILIARY = 3
"""Words before a participle among which its auxiliary stands: "was also raised"."""
ASKED = ("proposes", "calls_for", "requests", "opposes")
"""Stances whose nouns have an "of" before who has them: "the request of X", not "the support of X"."""
TERMS = ("commits", "rejects")
"""Stances of the verbs with which a proposal says what somebody would do or not."""
SPEAKING = ("party", "person", "joint", "offices", "name", "unnamed")


class Told(Struct, frozen=True):
    """A view told beside the subject: the words that tell it, and whose it is."""

    cue: Cue
    mention: Mention


def told_by(sentence: Sentence) -> Told | None:
    """Whose view a sentence without a speaking subject says it is: "From X's side it was noted", "was raised by X"."""
    return _first(sentence, _voiced, _by_agent)


def told_beside(sentence: Sentence) -> Told | None:
    """Whose view stands in what is no predicate: "…, who stressed", "objections from X", "X's request was refused"."""
    if sentence.language.has("occasions", sentence.tokens):
        return _first(sentence, _in_relative)  # a call at the request of X says nothing of X's
    return _first(sentence, _in_relative, _from_somebody, _proposed_by, _own_noun)


def viewed(sentence: Sentence) -> Told | None:
    """Whose view a sentence tells at its head: "In X's view, …", "From X's point of view, …"."""
    words = sentence.language.words
    for mention in sentence.mentions:
        first, end = mention.first - 1, mention.last
        first -= first > 0 and sentence.tokens[first].word in words["determiners"]
        while end < len(sentence.tokens) and _of_view(sentence, end):
            end += 1
        word = sentence.tokens[first].word if first >= 0 else ""
        by_terms = word in words["by_terms"] and _tells_terms(sentence, end)
        heads = word in words["viewing"] or by_terms
        if (
            heads
            and mention.kind in ("party", "person", "joint")
            and sentence.opens(first)
            and (by_terms or sentence.tokens[end - 1].word in words["viewed"])
        ):
            return Told(Cue(first, end, "position", "holds"), mention)
    return None


def _tells_terms(sentence: Sentence, end: int) -> bool:
    """Whether words end with a proposal, and the sentence tells what it would do: "Under X's proposal, Y would pay";
    what Y said of it is Y's."""
    tells = all(each.cue.kind == "position" and each.cue.stance in TERMS for each in sentence.verbs)
    return sentence.tokens[end - 1].word in sentence.language.words["proposals"] and tells


def voiced_first(sentence: Sentence, verbs: tuple[Verb, ...]) -> Told | None:
    """Whose view a sentence tells first, before what a pronoun, "its delegation" or all of "members" did: "For X, that
    was too much; it …"."""
    views = bool(verbs) and verbs[0].subject.kind == "joint" and all(each.cue.kind == "position" for each in verbs)
    if not views and (not verbs or verbs[0].subject.kind not in ("it", "they", "he")):
        return None
    told = next(_voiced(sentence), None)
    return told if told and sentence.opens(told.cue.first) and told.mention.last < verbs[0].subject.first else None


def _of_view(sentence: Sentence, place: int) -> bool:
    """Whether a word belongs to "'s point of view"."""
    words, token = sentence.language.words, sentence.tokens[place]
    return token.word in words["viewed"] | words["of"] or sentence.text[token.start - 1 : token.start] in ("'", "’")


def stands_elsewhere(sentence: Sentence, verb: Verb) -> bool:
    """Whether what counts is no deed of the subject: "it was not settled", "a group will meet; it has no mandate", "the
    contact group reported that the text had been agreed"."""
    kinds = {cue.kind for cue in sentence.cues}
    if verb.subject.kind == "bodies":
        return "agreement_anyhow" in kinds
    earlier = [cue for cue in sentence.cues if cue.kind in STEPS and cue.first < verb.subject.first]
    if any(cue.first <= 1 and not verb.after for cue in earlier):  # "Talks resume at ten, and the President aims to"
        return True
    steps = bool(earlier)
    return verb.subject.kind == "it" and ("unsettled" in kinds or steps)


def _first(sentence: Sentence, *found: Callable[[Sentence], Iterator[Told]]) -> Told | None:
    return next((told for each in found for told in each(sentence)), None)


def _voiced(sentence: Sentence) -> Iterator[Told]:
    """ "According to X, …", "For X, …", "In X's view, …"; "from X's side" with a verb in the passive."""
    every = sentence.language.verbs_of(sentence.tokens)
    agreed = {place for cue in every if cue.kind == "agreement_anyhow" for place in range(cue.first, cue.last)}
    passives = [
        cue
        for cue in every
        if cue.kind in ("view_anyhow", "position") and cue.first not in agreed and _has_auxiliary(sentence, cue)
    ]
    for first, last in sentence.language.every("voices", sentence.tokens):
        mention = _at(sentence, last)
        if mention is None:
            continue
        ends = mention.last == len(sentence.tokens) or sentence.tokens[mention.last].comma
        if sentence.opens(first) and ends:
            yield Told(Cue(first, last, "position", "holds"), mention)
        elif passives and mention.last - mention.first > 1:  # "from the X side", not "from X"
            yield Told(passives[0], mention)


def _by_agent(sentence: Sentence) -> Iterator[Told]:
    """ "It was explained by X that …": a verb of speech in the passive, with an auxiliary and its agent."""
    for cue in sentence.language.verbs_of(sentence.tokens):
        if cue.kind == "position" and _has_auxiliary(sentence, cue):
            mention = _agent(sentence, cue.last)
            if mention:
                yield Told(cue, mention)


def _proposed_by(sentence: Sentence) -> Iterator[Told]:
    """ "… was a question raised by X": the same without an auxiliary."""
    for cue in sentence.language.verbs_of(sentence.tokens):
        mention = _agent(sentence, cue.last) if cue.kind == "position" else None
        if mention:
            yield Told(cue, mention)


def _in_relative(sentence: Sentence) -> Iterator[Told]:
    """ "X met Y, who stressed …": what the one who was met said."""
    for cue in sentence.language.verbs_of(sentence.tokens):
        at = sentence.before(cue.first) - 1
        if cue.kind == "position" and at > 0 and sentence.tokens[at].word in sentence.language.words["relatives"]:
            mention = sentence.ending_at(at)
            if mention and mention.kind in SPEAKING:
                yield Told(cue, mention)


def _from_somebody(sentence: Sentence) -> Iterator[Told]:
    """ "There was support from X and Y", "at the request of X", "an attempt by X to …"."""
    words = sentence.language.words
    for noun in sentence.language.found_nouns(sentence.tokens):
        for at in range(noun.last, min(noun.last + FAR, len(sentence.tokens))):
            word = sentence.tokens[at].word
            near = words["by"] | (words["of"] if noun.stance in ASKED else frozenset())
            source = word in words["from"] or (at == noun.last and word in near)
            mention = _at(sentence, at + 1) if source else None
            if mention and mention.kind != "unnamed":
                yield Told(noun, _with_others(sentence, mention, word))


def _with_others(sentence: Sentence, mention: Mention, word: str) -> Mention:
    """Somebody after a "from", with those after the next: "support from X and from Y"."""
    every, at = [mention], mention.last
    while at + 1 < len(sentence.tokens) and sentence.tokens[at].word in sentence.language.words["and"]:
        other = _at(sentence, at + 2) if sentence.tokens[at + 1].word == word else None
        if other is None:
            break
        every, at = [*every, other], other.last
    several = parties_in(every)
    return Mention(mention.first, at, "joint", parties=several) if len(several) > 1 and len(every) > 1 else mention


def _own_noun(sentence: Sentence) -> Iterator[Told]:
    """ "X's suggestion was not taken up": a noun at the end of the words for a party, at the head of a sentence."""
    for mention in sentence.mentions:
        inside = range(mention.first, mention.last)
        nouns = [cue for cue in sentence.language.found_nouns(sentence.tokens) if cue.first in inside]
        if nouns and mention.kind in ("party", "person") and sentence.opens(mention.first):
            yield Told(nouns[0], mention)


def _has_auxiliary(sentence: Sentence, cue: Cue) -> bool:
    """Whether a verb is in the passive: after an auxiliary, or with its own ("it was noted")."""
    if cue.kind == "view_anyhow":
        return True
    before = sentence.tokens[max(0, cue.first - AUXILIARY) : cue.first]
    return bool({token.word for token in before} & sentence.language.words["passives"])


def _agent(sentence: Sentence, at: int) -> Mention | None:
    """Who stands after the "by" at a place."""
    if at >= len(sentence.tokens) or sentence.tokens[at].word not in sentence.language.words["by"]:
        return None
    return _at(sentence, at + 1)


def _at(sentence: Sentence, place: int) -> Mention | None:
    """Who is named at a place, or after an article there."""
    if place < len(sentence.tokens) and sentence.tokens[place].comma:
        return None
    article = place < len(sentence.tokens) and sentence.tokens[place].word in sentence.language.words["determiners"]
    starts = (place, place + 1) if article else (place,)
    return next((each for each in sentence.mentions if each.first in starts and each.kind in SPEAKING), None)
