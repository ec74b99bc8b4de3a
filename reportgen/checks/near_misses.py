"""W219: a text that follows the source's words does not put another in the place of one.

"Work between toward a meeting", where the evidence has "work together toward a meeting": the word's
neighbours are the evidence's, the word is not. The same is told of evidence by E101.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.subjects import stems
from reportgen.finding import Finding, Rule
from reportgen.model.base import Statement
from reportgen.record import Record

RULE = Rule("W219", "word-exchanged")

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def check(record: Record) -> Iterator[Finding]:
    """Every word of a text that stands between two words of its evidence, where the evidence has another."""
    for part, number, entry in record.talks.entries():
        if isinstance(entry, Statement):
            pieces = [piece for piece in entry.evidence if record.found(piece)]  # what is not verbatim, E101 tells
            passages = [words for piece in pieces for words in (piece.text, piece.translation) if words]
            for said, meant in _exchanged(entry.text, passages):
                told = f'{entry.id} says "{said}" where its evidence says "{meant}".'
                place = record.place((part, number, "text"), said)
                yield RULE.found(entry.id, place, told, "Use the source's word, or say it in another way.")


def _exchanged(text: str, passages: list[str]) -> Iterator[tuple[str, str]]:
    between: dict[tuple[str, str], str] = {}
    known = stems(" ".join(passages))
    for passage in passages:
        words = ["", *WORD.findall(passage.lower()), ""]
        between |= {(a, b): word for a, word, b in zip(words, words[1:], words[2:], strict=False)}
    said = ["", *WORD.findall(text), ""]
    for before, word, after in zip(said, said[1:], said[2:], strict=False):
        meant = between.get((before.lower(), after.lower()))
        if meant and stems(word) - known and stems(meant):
            yield word, meant
