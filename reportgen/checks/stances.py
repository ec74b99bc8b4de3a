"""W211: the words of a position carry its stance: an offer is an offer by "willing", a refusal by "reject".

English words only; evidence in another language is judged by its translation, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.substance import Position
from reportgen.model.words import Speech, Stance
from reportgen.record import Record

RULE = Rule("W211", "stance-not-in-words")

CUES = {
    stance: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for stance, words in {
        Stance.WANTS: r"want|wish|prefer|hope|seek|would like|desire|expect|look(?:s|ed|ing)? forward",
        Stance.OPPOSES: r"oppos|against|object(?!ive)|resist|disagree|reject|refus|must not"
        r"|not (?:accept|support|agree)",
        Stance.PROPOSES: r"propos|suggest|put(?:s|ting)? forward|tabled|submit|introduc|present|recommend",
        Stance.CALLS_FOR: r"should|must|call|urge[sd]?\b|urging|ought|appeal|need|demand|press|stands? for|insist"
        r"|has to|have to",
        Stance.OFFERS: r"willing|ready|prepared|offer|open to|invit",
        Stance.COMMITS: r"will\b|commit|pledg|undertak|promis|shall|vow|intend|determin",
        Stance.CONDITIONS: r"if\b|once|provided|unless|after|subject to|condition|as long as|until|only when",
        Stance.CONCURS: r"shar|agree|concur|same|echo|likewise|also|support|endors|welcom|align|join",
        Stance.REQUESTS: r"request|ask|urge[sd]?\b|urging|seek|sought|appeal|invit|call",
        Stance.REJECTS: r"reject|refus|turn(?:s|ed) down|declin|dismiss|rul(?:es|ed) out|not (?:accept|agree|subject)",
        Stance.CONCERN: r"concern|worr|alarm|fear|regret|dismay|anxi|troubl|disappoint",
        Stance.RESERVES: r"reserv|no position|kept? (?:open|in the record)|undecided|study|consider|later",
    }.items()
}
"""What the words of a stance begin with. Those not here (asserts, holds, supports) need no word of their own."""
TELLING = (Stance.WANTS, Stance.OFFERS, Stance.OPPOSES, Stance.REJECTS, Stance.CONCERN)
"""Stances whose words, as operative words, do not stand for a mere statement."""


def check(record: Record) -> Iterator[Finding]:
    """Every position whose stance has no word in its evidence, or whose words are those of another stance."""
    english = {source.id for source in record.talks.sources if source.language.startswith("en")}
    for number, position in enumerate(record.talks.positions):
        words = [piece.text if piece.source in english else piece.translation or "" for piece in position.evidence]
        if not all(words):
            continue
        place = record.place(("positions", number, "stance"))
        cue = CUES.get(position.stance)
        if cue and not cue.search(" ".join(words)):
            told = f'{position.id} is said to be of the stance "{position.stance}"; no word of its evidence says so.'
            yield RULE.found(position.id, place, told, "Choose the stance that the source's words carry.")
        elif other := _other(position):
            told = f'{position.id} is said to be of the stance "{position.stance}"; its operative words say "{other}".'
            yield RULE.found(position.id, place, told, "Choose the stance that the source's words carry.")


def _other(position: Position) -> str:
    """The operative word that tells of another stance, in a position that only states something."""
    if position.stance in CUES or position.speech is Speech.JOINT_TEXT:
        return ""
    words = " ".join(position.operative_words)
    found = [match.group() for stance in (*TELLING, Stance.CALLS_FOR) if (match := CUES[stance].search(words))]
    return found[0] if found else ""
