"""Words in quotation marks that run on over sentences and paragraphs: all of them are their speaker's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from reportgen.drafting.cues.names import Mention
from reportgen.drafting.cues.reading import Reading
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import Cue
from reportgen.drafting.proposal import Line

LONGEST = 8
"""Sentences of a quotation, at most, after the first."""
OPENING, CLOSING, STRAIGHT = "“«", "”»", '"'
OUTCOMES = ("agreement", "next_step")
"""What stays what it is in the mouth of a speaker: "we have signed", "we will meet in May"."""
MODAL = ("calls_for", "commits", "offers", "wants")


class Quotation(Struct):
    """Whether a quotation is open, and by whom it is: the reading that told of the speaker."""

    by: Reading | None = None
    open: bool = False
    last: Reading | None = None
    """Who was quoted last, of whom the sentence itself tells."""

    def announce(
        self,
        line: Line,
        following: Sequence[Line],
        read: Callable[[Line], Sentence],
        resolved: Callable[[Mention, Sentence], Mention],
    ) -> None:
        """Where a quotation begins, know its speaker from the line that ends it: "…,” X said"."""
        last = None if self.by or self.open else _closing_line(line, following)
        sentence = read(last) if last else None
        verb = sentence.verbs[0] if sentence and sentence.verbs else None
        if sentence and verb and verb.after and (subject := resolved(verb.subject, sentence)).party:
            self.by = Reading(sentence, "position", "asserts", verb, verb.cue, (subject.party,), subject.person)

    def introduces(self, text: str, following: str) -> bool:
        """Whether a sentence only says who speaks: "X said:", with a quotation after it."""
        return text.rstrip().endswith(":") and begins(following)

    def read(self, sentence: Sentence, own: Reading) -> Reading:
        """The reading of a sentence, ``own`` where it is no part of a quotation whose speaker is known."""
        text, opened = sentence.text, self.open
        inside = (opened or begins(text)) and self.by is not None
        self.open = is_open(text, opened)
        if inside and self.by and (self.open or _ends(text)):
            return _of_speaker(sentence, own, self.by)
        if begins(text) and own.verb and own.verb.after and own.parties:
            self.last = own
        elif self.last and not opened and _is_whole(text):
            self.by = self.last if self.open else None
            return _of_speaker(sentence, own, self.last)
        told = own.kind == "position" and not own.joint and (begins(text) or not own.continued)
        self.by = own if told and (self.open or _ends(text)) else None
        return own


def begins(text: str) -> bool:
    """Whether a sentence begins with a quotation mark."""
    return text.lstrip().startswith((*OPENING, STRAIGHT))


def _closing_line(line: Line, following: Sequence[Line]) -> Line | None:
    """The line in which a quotation ends that a line begins with, and leaves open.

    Nothing where it ends in its own line, or its end seems to be missing: another one begins before, or a paragraph
    that does not go on with the mark.
    """
    if not begins(line.text) or not is_open(line.text, False):
        return None
    paragraph = line.paragraph
    for each in following[:LONGEST]:
        marks = [sign for sign in each.text.lstrip()[1:] if sign in OPENING or sign in CLOSING]
        if (marks[:1] and marks[0] in OPENING) or (each.paragraph != paragraph and not begins(each.text)):
            return None
        if not is_open(each.text, True):
            return each
        paragraph = each.paragraph
    return None


def is_open(text: str, before: bool) -> bool:
    """Whether a quotation is open at the end of a text; ``before`` tells whether one was when it began.

    A paragraph within a quotation begins with the mark again.
    """
    now = before
    words = text.lstrip()
    for sign in words[1:] if before and begins(text) else words:
        if sign in OPENING:
            now = True
        elif sign in CLOSING:
            now = False
        elif sign == STRAIGHT:
            now = not now
    return now


def _is_whole(text: str) -> bool:
    """Whether all of a sentence is quoted, so that its subject is no speaker: "“They came late.”" """
    words = text.strip()
    return begins(text) and (is_open(text, False) or not set(words[1:].rstrip(".,;")[:-1]) & {*CLOSING, STRAIGHT})


def _ends(text: str) -> bool:
    """Whether a sentence ends with what was quoted, so that nobody is told after it to have said it."""
    return text.rstrip().rstrip(".,;").endswith((*CLOSING, STRAIGHT))


def says_what_should_be(sentence: Sentence) -> Cue | None:
    """The first verb of a sentence that says what should be, or is wanted or offered."""
    return next((cue for cue in sentence.cues if cue.stance in MODAL), None)


def of_a_proposal(sentence: Sentence, before: Reading) -> bool:
    """Whether a sentence tells what the proposal just made would do: "This proposal would exclude …"."""
    words, first = sentence.language.words, [token.word for token in sentence.tokens[:3]]
    return (
        len(first) > 2
        and before.stance in ("proposes", "offers")
        and first[0] in words["determiners"] - words["first_person"]
        and first[1] in words["proposals"]
        and first[2] in words["of_an_offer"]
    )


def of_speaker(sentence: Sentence, by: Reading) -> Reading:
    """A sentence as the view of who spoke before."""
    modal = says_what_should_be(sentence)
    stance = modal.stance if modal else "asserts"
    return Reading(sentence, "position", stance, None, modal, by.parties, by.speaker, continued=True)


def _of_speaker(sentence: Sentence, own: Reading, by: Reading) -> Reading:
    if own.kind in OUTCOMES:
        return own
    return of_speaker(sentence, by)
