"""A verb with its subject; the one at the end of a sentence that tells who said all before it: "…, Wang said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from reportgen.drafting.cues.names import Mention
from reportgen.drafting.cues.table import Cue

if TYPE_CHECKING:
    from reportgen.drafting.cues.sentence import Sentence

LATE = 8
"""Words that may follow on "…, Wang said": "on the sidelines of the summit"."""
FEWEST_SAID = 3
"""Words that stand before "…, Wang said"."""
SPOKEN = ("asserts", "holds", "proposes", "concern", "calls_for")
"""Stances whose verbs may stand after what was said."""
QUOTE_ENDS = ('"', "”", "’", "»")


class Verb(Struct, frozen=True):
    """A verb phrase with the mention that is its subject; ``after`` when the sentence ends with "…, Wang said"."""

    cue: Cue
    subject: Mention
    after: bool = False


def closing_verb(sentence: Sentence) -> Verb | None:
    """ "…, Wang said." and "…, said Wang": who is told at the end to have said all before it."""
    if "，" in sentence.language.listed["speech_signs"]:
        return None  # what follows the comma is what was said
    for cue in reversed(sentence.cues):
        if cue.stance not in SPOKEN or cue.first <= FEWEST_SAID:
            continue
        quoted = _after_quotation(sentence, cue.first)  # "… in the room,” said X": no room said it
        subject = None if quoted else sentence.ending_at(sentence.before(cue.first))
        begins = _begins(sentence, subject) if subject else 0
        if subject and begins and _set_off(sentence, begins) and _ends(sentence, cue, begins):
            return Verb(cue, subject, after=True)
        follows = next((each for each in sentence.mentions if _just_after(sentence, cue, each)), None)
        ongoing = sentence.language.ends("ongoing", sentence.tokens[cue.first].word)
        if follows is None or ongoing or subject:  # "…, urging members to …" tells what was said
            continue
        if cue.stance == "calls_for" and follows.last < len(sentence.tokens):
            continue  # "X, an observer, urged Y to": Y is who is asked
        if _set_off(sentence, cue.first) and _is_last(sentence, cue, follows):
            return Verb(cue, follows, after=True)
    return None


def _just_after(sentence: Sentence, cue: Cue, mention: Mention) -> bool:
    """Whether somebody is named right after a verb, and not in what it introduces ("noting that China …")."""
    words = sentence.language.words
    governing = words["links"] | words["prepositions"] | words["barriers"]
    between = {token.word for token in sentence.tokens[cue.last : mention.first]}
    return cue.last <= mention.first <= cue.last + 2 and between.isdisjoint(governing)


def _is_last(sentence: Sentence, cue: Cue, speaker: Mention) -> bool:
    """Whether little follows on a speaker, or what was said ends with a quotation mark or before "said the Chair"."""
    says, told = sentence.tokens[cue.first].word in sentence.language.words["inverted"], sentence.main_verbs
    inverted = says and speaker.first == cue.last and bool(told) and told[0].cue.first < cue.first
    return inverted or _after_quotation(sentence, cue.first) or speaker.last >= len(sentence.tokens) - LATE


def _begins(sentence: Sentence, speaker: Mention) -> int:
    """The place where the words for a speaker begin: at the article before, after a quotation."""
    words = sentence.article(speaker.first)
    alone = words == 1 and not _after_quotation(sentence, speaker.first - 1)
    return speaker.first - (0 if alone else words)


def _after_quotation(sentence: Sentence, place: int) -> bool:
    return sentence.text[: sentence.tokens[place].start].rstrip().endswith(QUOTE_ENDS)


def _ends(sentence: Sentence, cue: Cue, begins: int) -> bool:
    """Whether little follows, and nothing that the verb could govern: "spoke about" does what follows."""
    rest = sentence.tokens[cue.last :]
    if len(rest) <= LATE and _after_quotation(sentence, begins):
        return True
    if rest and sentence.tokens[cue.last - 1].word in sentence.language.words["links"]:
        return False
    first = (
        not rest or rest[0].word in sentence.language.words["prepositions"] or sentence.text[rest[0].start].isupper()
    )
    return len(rest) <= LATE and first


def _set_off(sentence: Sentence, place: int) -> bool:
    token = sentence.tokens[place]
    before = sentence.text[: token.start].rstrip()
    return token.comma or token.clause or before.endswith((",", '"', "”", ",”", '."', "—"))
