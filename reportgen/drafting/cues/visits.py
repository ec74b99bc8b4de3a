"""Verbs that tell of a visit, not of a view: "called on the President", "welcomed the Minister at the palace"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.drafting.cues.table import Cue

if TYPE_CHECKING:
    from reportgen.drafting.cues.sentence import Sentence

VISITORS = ("person", "offices", "joint")
VISITED = 4
"""Words after "called on" within which the one who was visited is named: "H.E. Mr. …"."""


def is_a_visit(sentence: Sentence, cue: Cue) -> bool:
    """Whether "called on" is followed by whom was visited, not by what was asked; "welcomed" by whom, and where."""
    words = sentence.language.words["visits"]
    if sentence.tokens[cue.last - 1].word not in words or cue.kind != "position":
        return False
    near = range(cue.last, cue.last + VISITED)
    met = next((each for each in sentence.mentions if each.first in near and each.kind in VISITORS), None)
    follows = sentence.tokens[met.last].word if met and met.last < len(sentence.tokens) else ""
    if sentence.tokens[cue.last - 1].word in sentence.language.words["links"]:
        return met is not None and met.kind != "joint" and follows not in sentence.language.words["links"]
    words_between = {token.word for token in sentence.tokens[cue.last : met.first]} if met else set()
    directly = met is not None and words_between <= sentence.language.words["determiners"]
    return directly and follows in sentence.language.words["places"]


def only_took_place(sentence: Sentence, place: int) -> bool:
    """Whether a verb at a place tells that somebody met, or that something took place."""
    met = any(cue.first == place and cue.kind == "meetings" for cue in sentence.cues)
    return met or place in sentence.occasions
