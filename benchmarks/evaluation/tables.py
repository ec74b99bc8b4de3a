"""Scores → tables of Markdown: a row a drafter and genre."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median

from benchmarks.evaluation.genres import GENRES
from benchmarks.evaluation.gold import KINDS
from benchmarks.evaluation.scores import Counts, Wrong

GOALS = {
    "position": 0.95, "agreement": 0.80, "mention": 0.80, "next_step": 0.60, "party": 0.95, "precision": 0.85,
    "covered": 0.95,
}  # fmt: skip
"""What is wanted on unseen two-party readouts and bulletins; the party with the table confirmed."""
HEAD = (
    "Drafter", "Genre", "Texts", "Sentences", *(kind.replace("_", " ") for kind in KINDS), "Party", "Participants",
    "Precision", "Covered", "Dropped", "Seconds",
)  # fmt: skip

Scores = Mapping[tuple[str, str], Counts]
"""Counts by drafter and genre."""


def table(scores: Scores) -> str:
    """One table; F1 of a kind with the number of its sentences in brackets."""
    ordered = sorted(scores.items(), key=lambda each: (_first(scores, each[0][0]), GENRES.index(each[0][1])))
    rows = [_row(drafter, genre, counts) for (drafter, genre), counts in ordered]
    return "\n".join([_line(HEAD), "|---|---|" + "---:|" * (len(HEAD) - 2), *rows])


def goals() -> str:
    """The goals in a sentence."""
    told = ", ".join(f"{name.replace('_', ' ')} {_number(value)}" for name, value in GOALS.items())
    return f"Goals on unseen two-party readouts and bulletins, the table confirmed: {told}."


def wrong_sentences(wrong: Iterable[tuple[str, Wrong]]) -> str:
    """The sentences that drafters read wrongly, each with what was wanted and what was got."""
    return "\n\n".join(
        f"{drafter}, {each.text} ¶{each.paragraph}: {each.sentence}\n    wanted: {each.wanted}\n    got:    {each.got}"
        for drafter, each in wrong
    )


def _first(scores: Scores, drafter: str) -> int:
    return list(dict.fromkeys(name for name, _ in scores)).index(drafter)


def _row(drafter: str, genre: str, counts: Counts) -> str:
    kinds = [f"{_number(counts.f1(kind))} ({counts.labelled_as(kind)})" for kind in KINDS]
    shares = [_number(each) for each in (counts.party, counts.participants, counts.precision, counts.covered_share)]
    seconds = f"{median(counts.seconds):.3f}"
    return _line((drafter, genre, counts.texts, counts.sentences, *kinds, *shares, counts.dropped, seconds))


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(each) for each in cells)} |"


def _number(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}".removeprefix("0")
