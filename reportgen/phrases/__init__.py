"""Phrases as a desk writes them → where they stand in a text, word by word.

    written phrases ──wording──▶ patterns ──finding──▶ places in the words of a text

A text is read as words; what parts them decides only whether a phrase may run on: a comma may stand
inside a phrase, the end of a clause (``. ; : ! ?``, a dash, a bracket) may not. Words are compared
without regard to case, so that "Agreed" is "agreed"; how a phrase is written stands at the top of
``templates/cues/en.yaml``.
"""

from __future__ import annotations

from reportgen.phrases import finding, wording
from reportgen.phrases.finding import Phrases
from reportgen.phrases.tokens import Token, spans_of, tokens
from reportgen.phrases.wording import Alternatives, Budget, Pattern, PhraseError, read_list, read_phrase
from reportgen.sources import script

SOURCES = (finding.__file__, wording.__file__, script.__file__)
"""The modules that what is kept of phrases for another run depends on."""

__all__ = [
    "SOURCES",
    "Alternatives",
    "Budget",
    "Pattern",
    "PhraseError",
    "Phrases",
    "Token",
    "read_list",
    "read_phrase",
    "spans_of",
    "tokens",
]
