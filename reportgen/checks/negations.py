"""W212: a text does not say the opposite of its evidence. English words only.

Either it denies (not, no, never, nobody, without, refuse …) where its evidence denies nothing; or it turns
a word round: "reduce" where the evidence says "increase". "Not named" speaks of the source, and denies nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from reportgen.finding import Finding, Rule
from reportgen.model.base import Statement
from reportgen.record import Record

RULE = Rule("W212", "opposite-of-evidence")

DENIAL = re.compile(
    r"\b(?:not(?! only\b| named\b)|no(?! later\b| sooner\b)|never|none|nobody|nothing|neither|nor|cannot|without)\b"
    r"|\w+n['’]t\b|\b(?:reject|refus|oppos|declin|against|fail|den(?:y|ies|ied))\w*|\b(?:rather|other) than\b",
    re.IGNORECASE,
)
OPPOSITES = tuple(
    (tuple(one.split()), tuple(other.split()))
    for one, other in (
        ("increas expand rais rise enhanc grow", "reduc decreas lower cut limit shrink curb"),
        ("open resum launch start begin", "clos shut suspend halt ending ended stop"),
        ("improv stabili strengthen", "worsen destabili weaken undermin"),
        ("prevent avoid ban", "allow permit invit"),
        ("promot support uphold enabl", "hinder obstruct oppos block"),
        ("accept adopt welcom", "reject refus declin"),
        ("willing", "unwilling reluctant"),
        ("stable durable sustainable steady", "unstable unsustainable fragile unsteady"),
        ("shar agree", "disput disagree"),
        ("constructive fruitful cordial friendly positive", "hostile fruitless tense heated unfriendly negative"),
        ("common joint together", "separate divergent apart"),
        ("more larger", "less fewer smaller"),
        ("before", "after"),
    )
)
"""What words begin with that turn one another round."""
WORD = re.compile(r"[^\W\d_]+")


def check(record: Record) -> Iterator[Finding]:
    """Every text that denies, or turns round, what its evidence says."""
    english = {source.id for source in record.talks.sources if source.language.startswith("en")}
    for part, number, entry in record.talks.entries():
        if not isinstance(entry, Statement):
            continue
        words = [piece.text if piece.source in english else piece.translation or "" for piece in entry.evidence]
        known = " ".join([*words, *(derived.basis for derived in entry.derived)])
        for said, meant in (*_denied(entry.text, known), *_turned(entry.text, known)) if all(words) else ():
            told = f'{entry.id} says "{said}"; {meant}.'
            place = record.place((part, number, "text"), said)
            yield RULE.found(entry.id, place, told, "Say it as the source does, or cite the words that say so.")


def _denied(text: str, known: str) -> Iterator[tuple[str, str]]:
    said = DENIAL.search(text)
    if said and not DENIAL.search(known):
        yield said.group(), "nothing in its evidence denies anything"


def _turned(text: str, known: str) -> Iterator[tuple[str, str]]:
    said, meant = _first_words(text), _first_words(known)
    for side, word in sorted(said.items()):
        opposite = meant.get(side ^ 1)
        if opposite and side not in meant:
            yield word, f'its evidence says "{opposite}"'


def _first_words(text: str) -> dict[int, str]:
    """For each side of a pair that stands in the text, by its number, the first word of it."""
    first: dict[int, str] = {}
    for word in WORD.findall(text):
        for side in _sides(word.lower()):
            first.setdefault(side, word)
    return first


@lru_cache(maxsize=8192)
def _sides(word: str) -> tuple[int, ...]:
    return tuple(side for side, beginnings in enumerate(chain(*OPPOSITES)) if word.startswith(beginnings))
