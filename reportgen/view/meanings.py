"""A word of a vocabulary → what a legend or a glossary says of it."""

from __future__ import annotations

from reportgen.labels import Labels
from reportgen.model.words import Word
from reportgen.view.frame import MeaningView


def meaning(labels: Labels, group: str, word: Word) -> MeaningView:
    """A word of the vocabulary that this group of labels names, and what it means."""
    return MeaningView(labels.of(group, word), labels.of(f"{group}_meaning", word))
