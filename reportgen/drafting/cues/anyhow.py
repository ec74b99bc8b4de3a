"""What a sentence tells whose subject need not be looked for: "It was agreed that", "Other topics included"."""

from __future__ import annotations

from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import Cue
from reportgen.drafting.cues.tense import is_relative, lies_ahead, of_earlier

MEANING = {
    "agreement_anyhow": "agreement",
    "next_step": "next_step",
    "task": "next_step",
    "view_anyhow": "position",
    "unsettled": "mention",
    "mention_anyhow": "mention",
}
"""What each kind of such a verb makes of a sentence; the first that there is counts."""
WHENEVER = ("mention", "position")
"""What a sentence tells of an earlier time as well."""


def told_anyhow(sentence: Sentence) -> Cue | None:
    """The verb that tells what the sentence is; nothing where there is none."""
    earlier = of_earlier(sentence)
    for kind, meaning in MEANING.items():
        cue = next((cue for cue in sentence.cues if cue.kind == kind), None)
        if cue is None or (earlier and meaning not in WHENEVER):
            continue
        if kind == "agreement_anyhow" and (lies_ahead(sentence, cue) or is_relative(sentence, cue)):
            continue
        if kind == "agreement_anyhow" and _by_terms(sentence, cue) is False:
            continue
        if kind == "view_anyhow" and _beside(sentence, cue):
            continue
        return cue
    return None


def _by_terms(sentence: Sentence, cue: Cue) -> bool | None:
    """Whether "under the agreement" tells at the head of a sentence what it would bring; None for any other words.

    What somebody did under one is none of these talks.
    """
    words = sentence.language.words
    if sentence.tokens[cue.first].word not in words["by_terms"]:
        return None
    settled = sentence.tokens[cue.last - 1].word in words["settled"]
    verbs = (sentence.words(place, place + 1) for place in range(cue.last, len(sentence.tokens)))
    return cue.first == 0 and (settled or any(verb in words["will_be"] for verb in verbs))  # "may", not "May"


def _beside(sentence: Sentence, cue: Cue) -> bool:
    """Whether a view is told beside what was talked about: "The talks focused on the dam, where … was stressed"."""
    return any(each.kind == "mention_anyhow" and each.last <= cue.first for each in sentence.cues)
