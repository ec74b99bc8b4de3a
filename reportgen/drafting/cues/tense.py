"""What a sentence tells of by its tense: what is to come, what was of an earlier time, what is told beside."""

from __future__ import annotations

from reportgen.drafting.cues.names import Mention
from reportgen.drafting.cues.negation import is_negated
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import Cue

STEPS = ("next_step", "task")
"""Kinds of verb that tell of what is to be done."""
BEGINNING = 14
"""Words at the beginning of a sentence in which another time may be named."""


def of_earlier(sentence: Sentence) -> bool:
    """Whether a sentence tells of an earlier time."""
    found = sentence.language.every("earlier", sentence.tokens)
    return any(first < BEGINNING and not _reported(sentence, first) for first, _ in found)


def _reported(sentence: Sentence, place: int) -> bool:
    """Whether "had agreed" is what somebody reports of these talks: "reported that parties had agreed"."""
    words, tokens = sentence.language.words, sentence.tokens
    near = range(1, place if tokens[place].word in words["pluperfect"] else 0)
    return any(tokens[at].word in words["that"] and tokens[at - 1].word in words["reporting"] for at in near)


def timed(sentence: Sentence) -> bool:
    """Whether a sentence names a time that lies ahead."""
    return bool(sentence.language.has("times", sentence.tokens))


def step_ahead(sentence: Sentence) -> Cue | None:
    """The "will" of a sentence that tells with a time what is to be done; nothing where it is not."""
    will = sentence.language.has("will", sentence.tokens)
    cue = Cue(*will, "next_step") if will else None
    ahead = cue and timed(sentence) and not is_negated(sentence, cue) and not of_earlier(sentence)
    return cue if ahead else None


def lies_ahead(sentence: Sentence, cue: Cue) -> bool:
    """Whether a "will" stands before the words: what will be signed is not signed; "Articles 3 to 5" are no "to"."""
    words = [token.word for token in sentence.tokens[max(0, cue.first - 2) : cue.first]]
    before = set(words[-1:] if words and words[-1].isdigit() else words)
    return bool(before & (sentence.language.words["auxiliaries"] | sentence.language.words["ahead"]))


def is_relative(sentence: Sentence, cue: Cue) -> bool:
    """Whether words belong to what is told beside: "the treaty that was signed in 2029"."""
    return cue.first > 0 and sentence.tokens[cue.first - 1].word in sentence.language.words["barriers"]


def only_asks(sentence: Sentence, cue: Cue) -> bool:
    """Whether a report only asks how a thing will end: "Whether the fees fall remains open" tells of no talks."""
    words = sentence.language.words
    past = any(token.word in words["passives"] for token in sentence.tokens[cue.first : cue.last])
    told = sentence.language.ends("past", sentence.tokens[cue.first].word)
    return sentence.tokens[0].word in words["asking"] and not past and not told


def takes_place(sentence: Sentence, cue: Cue) -> bool:
    """Whether a step is told as what will be: by its own words, or by a time beside a "will"."""
    return not of_earlier(sentence) and (cue.kind in STEPS or timed(sentence))


def will_be_done(sentence: Sentence, subject: Mention, cue: Cue) -> bool:
    """Whether a "will" is a step: beside a time, of a chair or others who do the work, or with a paper."""
    words = sentence.language.words
    if cue.stance != "commits" or sentence.tokens[cue.first].word not in words["auxiliaries"]:
        return False
    done = sentence.tokens[cue.last].word if cue.last < len(sentence.tokens) else ""
    return subject.kind in ("unnamed", "name") or done in words["handing_in"] or timed(sentence)
