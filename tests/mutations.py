"""Every kind of damage to the good real record and to its source, made by rule and always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import pairwise

from tests import mutations_of_entries as entries
from tests import mutations_of_words as words
from tests.record_text import SOURCE, Change, Damages, Steps, chosen, paragraphs, typed

KINDS: dict[str, Callable[[], Damages]] = {
    "a word of evidence dropped": partial(words.evidence_damaged, "dropped"),
    "a word of evidence changed": partial(words.evidence_damaged, "changed"),
    "two words of evidence swapped": partial(words.evidence_damaged, "swapped"),
    "evidence negated": partial(words.evidence_damaged, "negated"),
    "evidence cut within a word": partial(words.evidence_damaged, "cut"),
    "evidence of the next entry in its place": words.evidence_exchanged,
    'text raised to "agreed"': words.verb_raised_to_agreed,
    'text raised to "signed"': words.verb_raised_to_signed,
    "text negated": words.text_negated,
    "a word of a text turned into its opposite": words.text_turned_round,
    "a word of a text exchanged for one of the next": words.text_word_exchanged,
    "a number put into a text": partial(words.put_into_text, "15 times"),
    "a month put into a text": partial(words.put_into_text, "by March 2024"),
    "a name put into a text": partial(words.put_into_text, "with Geneva"),
    "quotation marks put into a text": words.quotation_marks_put,
    "firmness raised by one step": partial(entries.firmness_raised, 1),
    "firmness raised by three steps": partial(entries.firmness_raised, 3),
    "stance made its opposite": partial(entries.stance_changed, "opposes"),
    "stance made a commitment": partial(entries.stance_changed, "commits"),
    "a hedging stance made a statement": partial(entries.stance_changed, "asserts"),
    "indirect speech made a quotation": entries.speech_made_a_quote,
    "a word of the operative words changed": entries.operative_word_changed,
    "operative words of the next entry": entries.operative_words_exchanged,
    "state of play wrong": entries.state_of_play_wrong,
    "a step said to be delivered": entries.progress_claimed,
    "novelty said and not shown": entries.novelty_claimed,
    "a day of the meeting moved": entries.meeting_day_moved,
    "the time of a step moved": entries.due_moved,
    "a day in the title moved": entries.title_day_moved,
    "the record's own day moved": entries.record_day_moved,
    "the dateline changed": entries.dateline_changed,
    "party swapped": partial(entries.swapped, "party"),
    "speaker swapped": partial(entries.swapped, "speaker"),
    "party and speaker swapped": partial(entries.swapped, "party", "speaker"),
    "the party of a participant swapped": entries.participant_swapped,
    "parties or owners changed": entries.sides_changed,
    "a reference to nothing": entries.reference_to_nothing,
    "a reference to the next of its kind": entries.reference_to_another,
    "an entry left out": entries.entry_dropped,
    "an id repeated": entries.id_repeated,
    "a term said to be absent that is there": entries.absent_term_present,
    "handling lowered": entries.handling_lowered,
    "a formula damaged": entries.formula_damaged,
    "caveat, digest or omission changed": entries.head_damaged,
}
"""Damages to the record that change what it says. Those to its source are made from the source's text."""

HARMLESS: dict[str, Callable[[], Damages]] = {
    "white space doubled in evidence": partial(words.evidence_reshaped, "space"),
    "evidence typed as a list": partial(words.evidence_reshaped, "list"),
    "the paragraph of evidence given": partial(words.evidence_reshaped, "para"),
}
"""Changes that leave the meaning as it was, and that no check may report."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One damage: its kind, the entry it strikes (id, path), what was done, the change of the record or source."""

    kind: str
    entry: str
    path: Steps
    done: str
    change: Change | None = None
    source: Change | None = None

    @property
    def name(self) -> str:
        """What a table calls it."""
        return f"{self.entry}: {self.done}"


def mutations(kinds: dict[str, Callable[[], Damages]]) -> Iterator[Mutation]:
    """Every damage of these kinds to the record."""
    for kind, damages in kinds.items():
        for path, done, change in damages():
            if change[0] != change[1]:
                yield Mutation(kind, _name(path), path[:2], done, change)


def _name(path: Steps) -> str:
    return str(typed().node((*path[:2], "id")).value) if len(path) > 1 else str(path[0])


# --- the source

Spoilt = Callable[[str, int], str]
"""A paragraph and the place of one of its words → the paragraph spoilt."""


def _dropped(text: str, start: int) -> str:
    return text[:start] + text[text.index(" ", start) + 1 :]


def _changed(text: str, start: int) -> str:
    return text[:start] + "other" + text[text.index(" ", start) :]


def _added(text: str, start: int) -> str:
    return f"{text[:start]}not {text[start:]}"


SOURCE_KINDS: dict[str, Spoilt] = {
    "source: a word dropped": _dropped,
    "source: a word changed": _changed,
    "source: a word added": _added,
}


def source_mutations() -> Iterator[Mutation]:
    """Damages to the source document: words, paragraphs left out, neighbours that change places."""
    for kind, spoilt in SOURCE_KINDS.items():
        for number, (before, after, done) in _spoilt(kind, spoilt):
            yield _of_source(kind, number, done, (before, after))
    texts = paragraphs()
    for number, text in enumerate(texts):
        yield _of_source("source: a paragraph deleted", number, "is deleted", (text, ""))
    for number, (one, other) in enumerate(pairwise(texts)):
        change = (f"{one}\n\n{other}", f"{other}\n\n{one}")
        yield _of_source("source: two paragraphs swapped", number, f"changes places with ¶{number + 1}", change)


def renewed_mutations() -> Iterator[Mutation]:
    """The same damages to words, with the digest in the record made to fit: as if read again and not compared."""
    for kind, spoilt in SOURCE_KINDS.items():
        for number, (before, after, done) in _spoilt(kind, spoilt):
            if number:
                digest = sha256(SOURCE.read_text(encoding="utf-8").replace(before, after, 1).encode()).hexdigest()
                change = typed().replaced(("sources", 0, "sha256"), digest)
                yield _of_source(f"{kind}, digest renewed", number, done, (before, after), change)


def _spoilt(kind: str, spoilt: Spoilt) -> Iterator[tuple[int, tuple[str, str, str]]]:
    for number, text in enumerate(paragraphs()):
        starts = [at + 1 for at, letter in enumerate(text) if letter == " " and " " in text[at + 1 :] and at > 30]
        start = (starts or [1])[chosen(f"{kind}{number}", len(starts or [1]))]
        done = f'a word at "{text[start : start + 20]}…"'
        yield number, (text, spoilt(text, start), done)


def _of_source(kind: str, number: int, done: str, source: Change, change: Change | None = None) -> Mutation:
    return Mutation(kind, f"¶{number}", ("sources", 0), done, change, source)


def all_mutations() -> tuple[Mutation, ...]:
    """Every damage that changes what the record says, or what it rests on."""
    return (*mutations(KINDS), *source_mutations(), *renewed_mutations())
