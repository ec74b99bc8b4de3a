"""Those who preside: what a chair asks a body to do, or announces, is a step; a party's words are its position."""

from __future__ import annotations

from reportgen.drafting.cues.closing import Verb
from reportgen.drafting.cues.names import Mention
from reportgen.drafting.cues.sentence import Sentence

ANNOUNCING = ("asserts", "calls_for", "proposes", "offers")
"""Stances of the verbs with which a chair announces."""
TITLE = 3
"""Words before a name that tell of an office: "The Chair, Ms N. N."."""
STEPS = ("next_step", "task", "assigned")


def presides(mention: Mention, sentence: Sentence) -> bool:
    """Whether somebody of no party is called a chair, a facilitator or the secretariat, or is a person of none."""
    if mention.party or mention.parties:
        return False
    words = {token.word for token in sentence.tokens[mention.first : mention.last]}
    return mention.kind == "person" or bool(words & sentence.language.words["presiding"])


def only_proceeds(sentence: Sentence, verbs: list[Verb]) -> bool:
    """Whether somebody called a chair or the secretariat only gets on with the work: "The Chair presented her text"."""
    words, subject = sentence.language.words, verbs[0].subject
    if subject.party or subject.parties:
        return False
    before = sentence.tokens[max(0, subject.first - TITLE) : subject.last]
    called = {token.word for token in before} & words["presiding"]
    return bool(called) and all(sentence.tokens[verb.cue.first].word in words["procedural"] for verb in verbs)


def only_reports(sentence: Sentence, verbs: list[Verb]) -> bool:
    """Whether somebody of no party only tells what there is: "N. N. introduced a proposal", "reported on"."""
    subject, reporting = verbs[0].subject, sentence.language.words["reporting"]
    if subject.party or subject.parties or subject.kind in ("unnamed", "he", "we") or verbs[0].after:
        return False
    return all(sentence.tokens[verb.cue.first].word in reporting for verb in verbs)


def chairs_report(sentence: Sentence, verbs: tuple[Verb, ...]) -> bool:
    """Whether several who preside only tell what there is: "Co-Chairs N. and N. outlined a draft decision"."""
    subject, words = verbs[0].subject, sentence.language.words
    called = {token.word for token in sentence.tokens[subject.first : subject.last]} & words["presiding"]
    proceeds = words["reporting"] | words["procedural"]
    return (
        bool(called) and not subject.parties and all(sentence.tokens[each.cue.first].word in proceeds for each in verbs)
    )


def charged(sentence: Sentence, verb: Verb) -> str:
    """The party that one of no party gives work: "The President asked X to consult"; empty for none."""
    words = sentence.language.words
    if verb.subject.party or verb.subject.parties or sentence.tokens[verb.cue.first].word not in words["charging"]:
        return ""
    begins = {first for first, _ in sentence.language.every("charged", sentence.tokens)}
    near = (verb.cue.first + 1, verb.cue.first + 2)
    asked = (each for each in sentence.mentions if each.kind == "party" and each.first in near)
    return next((each.party for each in asked if each.last in begins), "")


def announced(sentence: Sentence, verbs: tuple[Verb, ...]) -> Verb | None:
    """The step that one who presides tells of: "asked the Secretariat to prepare", "said it would be discussed"."""
    subject = verbs[0].subject
    announces = verbs[0].cue.kind in STEPS or verbs[0].cue.stance in ANNOUNCING
    if subject.kind == "joint" or not announces:
        return None
    step = next((cue for cue in sentence.cues if cue.kind in STEPS), None)
    return Verb(step, subject) if step else None
