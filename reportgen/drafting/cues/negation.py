"""Whether a "not" or "failed to" turns the meaning of a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.drafting.cues.table import Cue

if TYPE_CHECKING:
    from reportgen.drafting.cues.sentence import Sentence

REACH = 4
"""Words between a negation and the verb whose meaning it turns."""
UNDERTAKEN = ("agreement", "agreement_anyhow", "deal", "undertaking", "next_step", "task", "mention_anyhow")
"""Kinds of verb that a negation leaves nothing of."""


def is_negated(sentence: Sentence, cue: Cue) -> bool:
    """Whether a "not" or "failed to" stands near before an undertaking, or within its words."""
    if cue.kind not in UNDERTAKEN and cue.stance != "commits":
        return False
    will = sentence.tokens[cue.last - 1].word in sentence.language.words["auxiliaries"]  # "will not": after it, too
    return any(
        first < cue.last + will
        and last > cue.first - REACH
        and not _parted(sentence, last, cue.first)
        and not _own_words(sentence, cue, first, last)
        for first, last in sentence.language.every("negations", sentence.tokens)
    )


def _own_words(sentence: Sentence, cue: Cue, first: int, last: int) -> bool:
    """Whether the words of a step have a "to" of their own: "is expected to make a visit"."""
    within = cue.kind == "next_step" and cue.first < first and last < cue.last
    return within and sentence.tokens[last - 1].word in sentence.language.words["links"]


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a clause ends between two words."""
    return any(token.clause or token.comma for token in sentence.tokens[first : last + 1])
