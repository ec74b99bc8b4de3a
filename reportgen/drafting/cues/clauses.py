"""The second clause of a sentence with a speaker of its own: "X supported the text, while Y opposed it"."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.drafting.cues.closing import Verb
from reportgen.drafting.cues.names import Mention
from reportgen.drafting.cues.sentence import Sentence

OUTCOMES = ("agreement", "deal", "next_step")
SPEAKING = ("party", "person", "joint", "name")


def assenting(sentence: Sentence, first: Verb) -> Mention | None:
    """Who is told in a clause at the end to agree with what the first says: "X said …, and Y agreed"."""
    end = len(sentence.tokens) - 1
    who = sentence.ending_at(sentence.before(end)) or sentence.ending_at(end)
    if sentence.tokens[end].word not in sentence.language.words["assenting"]:
        return None
    if who is None or not (who.party or who.parties):
        return None
    begins = first.cue.last <= who.first and _parts(sentence, who, reported=False, fronted=False)
    return who if begins else None


def second_clause(sentence: Sentence, first: Verb) -> Verb | None:
    """The verb of speech in the past of another clause, with its own subject; nothing where it may be reported speech.

    A clause after "said" may be what was said, so there only "while" or a semicolon parts two speakers.
    """
    words = sentence.language.words
    opening = sentence.tokens[0].word in words["fronted"]
    for cue in sentence.cues:
        if cue.kind != "position" or cue.first < first.cue.last or not _past(sentence, cue.first):
            continue
        subject = sentence.ending_at(sentence.before(cue.first))
        if subject is None or subject.kind not in SPEAKING or subject.first < first.cue.last:
            continue
        if subject == assenting(sentence, first):
            continue
        if _parts(sentence, subject, reported=first.cue.stance == "asserts", fronted=opening):
            return Verb(cue, subject)
    return None


def joint_outcome(sentence: Sentence, first: Verb) -> tuple[Verb, ...]:
    """The verbs of a second clause in which all sides agree: "X extended an invitation, and both sides agreed …"."""
    for cue in sentence.cues:
        if cue.kind not in OUTCOMES or cue.first < first.cue.last or not _past(sentence, cue.first):
            continue
        subject = sentence.ending_at(sentence.before(cue.first))
        if subject is None or subject.kind != "joint" or subject.first < first.cue.last:
            continue
        if subject == assenting(sentence, first):
            continue
        if _parts(sentence, subject, reported=False, fronted=False):
            return tuple(Verb(each, subject) for each in sentence.cues if each.first >= cue.first)
    return ()


def conceded(sentence: Sentence) -> tuple[Verb, ...]:
    """The verbs of a clause after a comma in which all sides agree, where the first has none: "Talks ended, though
    negotiators initialled a text"."""
    for cue in sentence.cues:
        subject = sentence.ending_at(sentence.before(cue.first)) if cue.kind in ("agreement", "deal") else None
        after = sentence.tokens[cue.last : cue.last + 1]  # "agreed that" tells a view, "initialled a text that" none
        view = cue.last - cue.first == 1 and bool(after) and after[0].word in sentence.language.words["that"]
        if (
            subject
            and subject.kind == "joint"
            and not view
            and _parts(sentence, subject, reported=False, fronted=False)
        ):
            return tuple(Verb(each, subject) for each in sentence.cues if each.first >= cue.first)
    return ()


def without_second(words: str, sentence: Sentence, second: Verb | None) -> str:
    """What the first of two speakers said, without the clause of the second; all of it where they share its end."""
    if second is None:
        return words
    end = second.cue.last
    if end >= len(sentence.tokens) or sentence.tokens[end].comma:
        return words
    at = second.subject.first
    while (
        at
        and sentence.tokens[at - 1].word in sentence.language.words["determiners"] | sentence.language.words["contrast"]
    ):
        at -= 1
    tail = sentence.text[sentence.tokens[at].start :]
    return f"{words[: -len(tail)].rstrip(' ,;')}." if words.endswith(tail) and len(words) > len(tail) else words


def _past(sentence: Sentence, place: int) -> bool:
    word, words = sentence.tokens[place].word, sentence.language.words
    return sentence.language.ends("past", word) or word in words["told_so"] if words["past"] else False


def _parts(sentence: Sentence, subject: Mention, *, reported: bool, fronted: bool) -> bool:
    """Whether a clause begins at a subject: after a semicolon, or a comma and "while" or "and"."""
    words, at = sentence.language.words, subject.first
    at -= at > 0 and sentence.tokens[at - 1].word in words["determiners"]
    between = sentence.text[: sentence.tokens[at].start].rstrip()
    if between.endswith(";") or (fronted and between.endswith(",")):
        return True
    joins = sentence.tokens[at - 1] if at else None
    if joins is None or joins.word not in words["contrast"] or not (joins.comma or joins.clause):
        return False
    return joins.word in words["fronted"] or not reported


def goes_on_to_say(sentence: Sentence, first: Verb, positions: Sequence[Verb]) -> bool:
    """Whether one who "discussed" something then says "that" something is so: what is said counts, not the subject."""
    if first.subject.kind not in ("party", "person", "he", "offices"):
        return False
    after = (sentence.tokens[each.cue.last : each.cue.last + 1] for each in positions)
    return any(token.word in sentence.language.words["that"] for each in after for token in each)
