"""The glossary: the words of the record's vocabularies that occur in it, and what each means."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.form import Form
from reportgen.labels import Labels
from reportgen.model import words as w
from reportgen.model.derive import attribution, claim
from reportgen.model.talks import Talks
from reportgen.view.annex import VocabularyView
from reportgen.view.facts import VOCABULARIES
from reportgen.view.meanings import meaning
from reportgen.view.standing import Standing

DEFINED = (
    w.Firmness, w.Claim, w.Progress, w.StateOfPlay, w.Stance, w.Speech, w.Attribution, w.Novelty, w.ReceptionValue,
    w.Standing, w.Confidence, w.Likelihood, w.Handling,
)  # fmt: skip
"""The vocabularies whose words a reader cannot know by themselves, in the order of the glossary."""


def vocabularies(talks: Talks, standing: Standing, labels: Labels) -> tuple[VocabularyView, ...]:
    """The glossary of some talks; ``standing`` is what is told of where issues stand."""
    used = [*_words(talks.model_copy(update={"issues": ()}))]
    used += [talks.handling_of(entry) for _, _, entry in talks.entries()]
    used += [claim(talks, each) for each in talks.agreements]
    used += [attribution(talks, each) for each in talks.positions]
    used += standing.values()
    # With its type: words of two vocabularies may be one text, and compare equal.
    known = {(type(word), word.value) for word in used}
    return tuple(
        VocabularyView(labels.groups["field"][group], tuple(meaning(labels, group, word) for word in words))
        for vocabulary in DEFINED
        if (words := [word for word in vocabulary if (vocabulary, word.value) in known])
        and (group := VOCABULARIES[vocabulary])
    )


def _words(value: object) -> Iterator[w.Word]:
    if isinstance(value, w.Word):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _words(inner)
    elif isinstance(value, Form):
        for name in type(value).model_fields:
            yield from _words(getattr(value, name))
