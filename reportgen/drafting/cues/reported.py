"""Who tells of the talks as their spokesman or chair: "stated that the two sides agreed" is what the two sides did."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.drafting.cues.closing import Verb
from reportgen.drafting.cues.joint import joint_reading
from reportgen.drafting.cues.names import Mention
from reportgen.drafting.cues.quoted import begins
from reportgen.drafting.cues.reading import Reading
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import Cue
from reportgen.drafting.cues.tense import STEPS

KINDS = ("agreement", "deal", "shared_view", "mention", "next_step")
"""Kinds of verb of both sides that a spokesman may tell of."""

TOGETHER = ("joint", "bodies")
"""Kinds of mention of both sides, or of their meeting: "the meeting dealt with"."""


def reported(
    sentence: Sentence, verb: Verb, resolved: Callable[[Mention, Sentence], Mention], sides: tuple[str, ...]
) -> Reading | None:
    """What the clause says after "the Spokesman stated that", "the Co-Chair reported that": of both sides, or that the
    talks touched on something.

    Nothing where somebody else speaks, or where the clause tells the view of one side.
    """
    if verb.after:
        return _settled(sentence, verb, resolved, sides)
    start = _clause(sentence, verb)
    for cue in sentence.cues if start else ():
        if cue.kind == "mention_anyhow" and start <= cue.first <= start + 1:
            return Reading(sentence, "mention", "", None, cue, sides, joint=True)
        who = sentence.ending_at(sentence.before(cue.first)) or sentence.ending_at(cue.first)
        who = who or _again(sentence, cue, start)
        if cue.kind in KINDS and who and who.kind in TOGETHER and start <= who.first <= start + 1:
            verbs = tuple(Verb(each, who) for each in sentence.cues if each.first >= cue.first)
            return joint_reading(sentence, resolved(who, sentence), verbs, sides, joint_text=False)
    return None


def _again(sentence: Sentence, cue: Cue, start: int) -> Mention | None:
    """The subject at the beginning of the clause that a second verb after "but had" has too."""
    words, before = sentence.language.words, sentence.before(cue.first)
    if not before or sentence.tokens[before - 1].word not in words["and"] | words["barriers"]:
        return None
    return next((each for each in sentence.mentions if start <= each.first <= start + 1), None)


def _clause(sentence: Sentence, verb: Verb) -> int:
    """The place after "that" where a clause of a spokesman or a chair begins; 0 for none."""
    words, subject = sentence.language.words, verb.subject
    said = {token.word for token in sentence.tokens[subject.first : subject.last]}
    chair = said & words["presiding"] and sentence.tokens[verb.cue.first].word in words["reporting"]
    if verb.cue.kind != "position" or not (chair or said & words["spokespersons"]):
        return 0
    at = verb.cue.last
    at += at < len(sentence.tokens) and sentence.tokens[at].word in words["that"]
    return at if sentence.tokens[at - 1].word in words["that"] else 0


def _settled(
    sentence: Sentence, said: Verb, resolved: Callable[[Mention, Sentence], Mention], sides: tuple[str, ...]
) -> Reading | None:
    """What both are to do, as one tells at the end ("The two sides agreed to meet, X announced"); or also what both
    think, where one of no party does: "“Both sides welcomed the pact,” said the ministry"."""
    verbs, teller = sentence.main_verbs, resolved(said.subject, sentence)
    nobodys = not teller.party and not teller.parties and teller.kind in ("name", "unnamed")
    if (begins(sentence.text) and not nobodys) or not verbs or verbs[0].cue.first >= said.cue.first:
        return None
    subject = resolved(verbs[0].subject, sentence)
    read = joint_reading(sentence, subject, verbs, sides, joint_text=False) if subject.kind == "joint" else None
    if read and nobodys and sentence.tokens[verbs[0].cue.first].word in sentence.language.words["oughts"]:
        return Reading(sentence, "position", verbs[0].cue.stance or "calls_for", said, verbs[0].cue, (), teller.person)
    return read if read and (nobodys or read.kind in ("agreement", *STEPS)) else None
