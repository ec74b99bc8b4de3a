"""Words that look like verbs of the table and are none: nouns after an article, passives, "on" before a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.drafting.cues.table import Cue

if TYPE_CHECKING:
    from reportgen.drafting.cues.sentence import Sentence

ACTIVE = ("position", "shared_view", "agreement", "mention")


def is_noun(sentence: Sentence, cue: Cue) -> bool:
    """Whether an article, "its" or a hyphen stands before the words: "the proposed line" proposes nothing."""
    if cue.first and sentence.text[sentence.tokens[cue.first].start - 1] in "-–":
        return True
    if cue.kind == "next_step":
        return False
    before = sentence.ending_at(cue.first)
    if before and before.kind != "name":  # "both accepted": the word stands for somebody
        return False
    begins = cue.kind.endswith("_anyhow") or cue.kind == "unsettled"  # "The talks focused": the noun is its own
    if begins or sentence.tokens[cue.first].comma:  # "agreeing with this, said": the word before is no article of it
        return False
    return cue.first > 0 and sentence.tokens[cue.first - 1].word in sentence.language.words["determiners"]


def ends_in_a_day(sentence: Sentence, cue: Cue) -> bool:
    """Whether the "on" of "held a call on Wednesday" is that of a day, and so tells of no subject."""
    if cue.kind != "mention" or cue.last >= len(sentence.tokens):
        return False
    linked = sentence.tokens[cue.last - 1].word in sentence.language.words["links"]
    day = sentence.words(cue.last, cue.last + 1)
    return linked and (
        day in sentence.language.listed["weekdays"] + sentence.language.listed["months"] or day[:1].isdigit()
    )


def is_passive(sentence: Sentence, cue: Cue) -> bool:
    """Whether "by" follows a verb, or "was" stands before it: who is "supported by Egypt" supports nothing."""
    words = sentence.language.words
    before = {token.word for token in sentence.tokens[max(0, cue.first - 2) : cue.first]}
    if cue.kind in ("position", "shared_view") and before & words["passives"]:
        return True
    if cue.last - cue.first > 1 and sentence.tokens[cue.first].word in words["is_so"]:
        return False  # "is disappointed by": what it is, not what was done to it
    return cue.kind in ACTIVE and sentence.by_follows(cue)
