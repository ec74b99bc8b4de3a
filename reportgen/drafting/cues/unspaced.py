"""Names in scripts without spaces and capitals: from a title up to the next word that no name runs over."""

from __future__ import annotations

from functools import lru_cache

from reportgen.drafting.cues.table import DraftingTable
from reportgen.phrases import Token, tokens
from reportgen.sources.script import WORD_AS_WRITTEN

SHORTEST, LONGEST = 2, 6
"""Signs of a name, or of each part of one that is written in parts."""
PARTED = ("·", "•", "・")
"""What stands between the parts of a foreign name."""
ENDS = ("and", "prepositions", "topic", "auxiliaries", "barriers")
"""Parts of a table whose words no name runs over, after its first two signs."""


def unspaced(text: str, token: Token) -> bool:
    """Whether a word is one sign of a script without spaces."""
    return token.end - token.start == 1 and not token.word.isascii() and _alone(text[token.start])


def unspaced_name(text: str, words: tuple[Token, ...], at: int, language: DraftingTable) -> int:
    """One past the last sign of a name that begins at ``at``; ``at`` itself when none does."""
    stops, single = _stops(text, language)
    end = part = at
    while end < len(words) and end - part < LONGEST and unspaced(text, words[end]) and end not in stops:
        if end > at and (words[end].comma or words[end].clause):
            break
        if end > at and text[words[end - 1].end : words[end].start].strip() in PARTED:
            part = end
        if end - part >= SHORTEST and words[end].word in single:
            break
        end += 1
    ended = end == len(words) or end in stops or not unspaced(text, words[end]) or words[end].comma
    ended = ended or words[end].clause or words[end].word in single
    return end if ended and end - part >= SHORTEST else at


@lru_cache(maxsize=256)
def _stops(text: str, language: DraftingTable) -> tuple[frozenset[int], frozenset[str]]:
    """Places where a verb or another word begins that is in no name, and the single words that are in none."""
    words = tokens(text)
    places = {cue.first for cue in language.verbs_of(words)}
    places |= {first for part in ("between", "not_names", "titles") for first, _ in language.every(part, words)}
    places |= {first for first, _, _ in language.found_subjects(words)}
    return frozenset(places), frozenset[str]().union(*(language.words[part] for part in ENDS))


@lru_cache(maxsize=4096)
def _alone(sign: str) -> bool:
    return WORD_AS_WRITTEN().findall(sign * 2) == [sign, sign]
