"""W212: a text does not say the opposite of its evidence. English words only.

Either it denies (not, no, never, nobody, without, refuse …) where its evidence denies nothing; or it turns
a word round: "reduce" where the evidence says "increase". "Not named" speaks of the source, and denies nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.finding import Finding, Rule
from reportgen.model.base import Statement
from reportgen.record import Record

RULE = Rule("W212", "opposite-of-evidence")

DENIAL = re.compile(
    r"\b(?:not(?! only\b| named\b)|no(?! later\b| sooner\b)|never|none|nobody|nothing|neither|nor|cannot|without)\b"
    r"|\w+n['’]t\b|\b(?:reject|refus|oppos|declin|against|fail|den(?:y|ies|ied))\w*|\b(?:rather|other) than\b",
    re.IGNORECASE,
)
OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\w*", re.IGNORECASE), re.compile(rf"\b(?:{other})\w*", re.IGNORECASE))
    for one, other in (
        (r"increas|expand|rais|rise|enhanc|grow", r"reduc|decreas|lower|cut|limit|shrink|curb"),
        (r"open|resum|launch|start|begin", r"clos|shut|suspend|halt|end(?:s|ed|ing)?\b|stop"),
        (r"improv|stabili[sz]|strengthen", r"worsen|destabili[sz]|weaken|undermin"),
        (r"prevent|avoid|ban", r"allow|permit|invit"),
        (r"promot|support|uphold|enabl", r"hinder|obstruct|oppos|block"),
        (r"accept|adopt|welcom", r"reject|refus|declin"),
        (r"willing", r"unwilling|reluctant"),
        (r"stable|durable|sustainable|steady", r"unstable|unsustainable|fragile|unsteady"),
        (r"shar|agree", r"disput|disagree"),
        (r"constructive|fruitful|cordial|friendly|positive", r"hostile|fruitless|tense|heated|unfriendly|negative"),
        (r"common|joint|together|shared", r"separate|divergent|apart"),
        (r"more\b|larger", r"less\b|fewer\b|smaller"),
        (r"before\b", r"after\b"),
    )
)


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
    for pair in OPPOSITES:
        for one, other in (pair, pair[::-1]):
            said, meant = one.search(text), other.search(known)
            if said and meant and not one.search(known):
                yield said.group(), f'its evidence says "{meant.group()}"'
