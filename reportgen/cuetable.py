"""The cue table of a language as a desk writes it: what a file may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from reportgen.form import Form
from reportgen.model.base import WordList

MOST_LISTS = 500


class CueTable(Form):
    """The file as a desk writes it: lists of phrases. How a phrase is written stands at its top."""

    lists: Annotated[dict[str, WordList], Field(max_length=MOST_LISTS)] = {}
    """Words by a name in capitals, for use in phrases."""
    barriers: WordList = ()
    """Words that neither "…" nor a negation runs over."""
    negations: WordList = ()
    """Phrases that take away the claim of the words after them."""
    by_one: WordList = ()
    """What one party can do by itself; with one party as its subject it is no outcome of both."""
    no_claim: WordList = ()
    """Phrases that claim nothing, whatever words are in them."""
    signed: WordList = ()
    adopted: WordList = ()
    agreed: WordList = Field(min_length=1)
    agreed_in_principle: WordList = ()
    agreed_to_pursue: WordList = ()
    agreed_to_consult: WordList = ()
    planned: WordList = ()
    intended: WordList = ()
    offered: WordList = ()
    view: WordList = ()
    mention: WordList = ()
