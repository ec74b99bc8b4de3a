"""docs/mutations.md: what the checks catch, what they do not, and why not.

``python -m tests.mutation_page`` writes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill

from tests.conftest import ROOT
from tests.mutation_outcomes import Outcome, outcomes

PAGE = ROOT / "docs" / "mutations.md"
INTRODUCTION = """\
The real record under `seeds/` passes every check. A program damages copies of it, one damage a copy, by rule and always
the same (`tests/mutations.py`), and looks whether `reportgen check` reports each at its place: in the lines of the
damaged entry, or of one tied to it by a reference. Only errors, warnings and refusals to load count, notes do not.

What no check sees is listed below with the reason. Every change of a signed entry also makes its signature stale, so a
final build refuses until a person has read the entry again.
"""


@dataclass(frozen=True, slots=True)
class Missed:
    """Damages of one kind that no check sees: why, and which they are."""

    why: str
    names: tuple[str, ...]


NOT_CAUGHT: dict[str, Missed] = {
    "text negated": Missed(
        "The evidence has a denial of its own; the check sees that both deny, not what they deny.",
        ('P-CN-03: says "Common not interests outweigh"',),
    ),
    "a word of a text turned into its opposite": Missed(
        "The words are no pair that the check knows, and the text does not follow the evidence word for word there.",
        ('P-CN-09: says "unimportance" for "urgency"',),
    ),
    "a word of a text exchanged for one of the next": Missed(
        "A text is the analyst's own sentence. Its figures, names, strong verbs, denials and opposites are "
        "compared with the evidence, and a single strange word between two of the evidence's; a word that the "
        "evidence has elsewhere, or strange words that begin or end a run, are not.",
        (
            'A-01: says "flights" for "together"',
            'P-CN-02: says "should" for "development"',
            'P-CN-03: says "benefit" for "differences"',
            'P-CN-05: says "adhere" for "experience"',
            'P-CN-06: says "security" for "should"',
            'P-CN-09: says "two-state" for "humanitarian"',
            'P-CN-11: says "effective" for "countries"',
            'P-US-04: says "two-state" for "stability"',
            'X-02: says "nuclear" for "views"',
            'X-04: says "Francisco" for "discussed"',
            'N-01: says "maritime" for "between"',
            'N-02: says "control" for "maritime"',
            'N-03: says "diplomatic" for "nonproliferation"',
            'N-04: says "surrounding" for "diplomatic"',
            'N-05: says "disabled" for "disabilities"',
            'N-06: says "flights" for "understanding"',
            'N-07: says "between" for "passenger"',
        ),
    ),
    "the record's own day moved": Missed(
        "A later day is as possible as the right one: no source says until when the analyst looked.",
        ("as_of: is 2023-12-01",),
    ),
    "a reference to the next of its kind": Missed(
        "The entry has as much in common with the wrong one as with the right one, or with neither. Verbatim "
        "evidence proves that the words exist; which issue they belong to, and what a comment rests on, is "
        "the analyst's judgement.",
        (
            "P-CN-01: issue I-MUST, not I-REL",
            "P-CN-02: issue I-MUST, not I-REL",
            "P-CN-03: issue I-MUST, not I-REL",
            "P-CN-04: issue I-MUST, not I-REL",
            "P-CN-05: issue I-MUST, not I-REL",
            "P-CN-09: issue I-UKR, not I-MEPP",
            "P-CN-11: issue I-UKR, not I-MEPP",
            "P-CN-12: issue I-UKR, not I-MEPP",
            "P-US-01: issue I-MUST, not I-REL",
            "P-US-02: issue I-MUST, not I-REL",
            "P-US-04: issue I-UKR, not I-MEPP",
            "C-04: basis P-CN-07, not P-CN-06",
            "C-07: on A-01, not A-02",
            "C-07: basis A-01, not A-02",
            "G-03: on N-03, not N-02",
            "G-07: on X-03, not X-02",
        ),
    ),
    "an entry left out": Missed(
        "Other entries rest on the same sentence, and no entry refers to this one: nothing shows that more "
        "could be said.",
        (
            "P-CN-08: is left out",
            "X-04: is left out",
            "N-01: is left out",
            "N-07: is left out",
        ),
    ),
    "handling lowered": Missed(
        "How widely an entry may be shown is the desk's decision. The checks see that nothing narrower can be "
        "reached from what is shown, not that the decision was right.",
        (
            "C-01: is public",
            "C-02: is public",
            "C-03: is public",
            "C-04: is public",
            "C-05: is public",
            "C-06: is public",
            "C-07: is public",
            "C-08: is public",
            "G-08: is public",
            "G-09: is public",
        ),
    ),
}
"""What is not caught, exactly: a test compares."""


def page(results: Sequence[Outcome]) -> str:
    """The page of all damages, as Markdown."""
    caught = [result for result in results if result.caught]
    own = [result for result in caught if result.at_entry]
    digest = [result for result in results if result.codes == ("E102",)]
    totals = (
        f"**{len(results)} damages of {len({result.mutation.kind for result in results})} kinds, {len(caught)} caught "
        f"({_share(len(caught), len(results))}), all of these at a right place**: {len(own)} in the damaged entry, "
        f"the others at the other end of a reference. {len(digest)} are caught by the digest of the "
        f"source alone; without these it is {_share(len(caught) - len(digest), len(results) - len(digest))}."
    )
    missed = [_missed(kind, each) for kind, each in NOT_CAUGHT.items()]
    head = ["# What the checks catch\n", INTRODUCTION, fill(totals, 120), ""]
    return "\n".join([*head, *_table(results), "\n## Not caught", *missed]) + "\n"


def _share(some: int, whole: int) -> str:
    return f"{100 * some / whole:.1f} per cent"


def _table(results: Sequence[Outcome]) -> list[str]:
    rows = ["| Damage | made | caught | by |", "|---|---:|---:|---|"]
    for kind in dict.fromkeys(result.mutation.kind for result in results):
        of_kind = [result for result in results if result.mutation.kind == kind]
        codes = Counter(code for result in of_kind for code in result.codes)
        ordered = sorted(codes.items(), key=lambda each: (-each[1], each[0]))
        listed = ", ".join(f"{code} {many}" for code, many in ordered)
        rows.append(f"| {kind} | {len(of_kind)} | {sum(result.caught for result in of_kind)} | {listed} |")
    return rows


def _missed(kind: str, missed: Missed) -> str:
    names = "\n".join(f"* {name}" for name in missed.names)
    return f"\n### {kind[0].upper()}{kind[1:]}: {len(missed.names)}\n\n{fill(missed.why, 120)}\n\n{names}"


if __name__ == "__main__":
    PAGE.write_text(page(outcomes()), encoding="utf-8")
