"""Damages to the good real record: what changes its meaning is caught, at its place; what does not is let pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutation_outcomes import Outcome, outcome, outcomes
from tests.mutation_page import NOT_CAUGHT, PAGE, page
from tests.mutations import HARMLESS, KINDS, Mutation, mutations

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("mutations")]


@pytest.fixture(scope="module")
def results() -> tuple[Outcome, ...]:
    """What becomes of every damage, found out once."""
    return outcomes()


def told(result: Outcome) -> str:
    """A damage for a reader of a failing test."""
    return f"{result.mutation.kind}: {result.mutation.name} {result.codes}"


def test_there_are_many_damages_of_every_kind(results: tuple[Outcome, ...]) -> None:
    """At least 200 damages are made, some of every kind, no two the same."""
    made = [(each.mutation.change, each.mutation.source) for each in results]
    assert len(made) >= 200
    assert len(set(made)) >= len(made) - 5  # the next entry's words are now and then those of another kind of damage
    assert {each.mutation.kind for each in results} >= set(KINDS)


def test_what_is_not_caught_is_listed_with_its_reason(results: tuple[Outcome, ...]) -> None:
    """The damages that no check sees are exactly those listed, and fewer than one in twenty."""
    missed: dict[str, list[str]] = {}
    for each in results:
        if not each.caught:
            missed.setdefault(each.mutation.kind, []).append(each.mutation.name)
    assert missed == {kind: list(listed.names) for kind, listed in NOT_CAUGHT.items()}
    assert sum(map(len, missed.values())) <= len(results) / 20


def test_what_is_caught_is_shown_at_a_right_place(results: tuple[Outcome, ...]) -> None:
    """Every damage that is caught is reported in the damaged entry, or in one tied to it."""
    assert [told(each) for each in results if each.caught and not each.at_a_right_place] == []


def test_what_is_not_a_reference_is_shown_in_the_entry_itself(results: tuple[Outcome, ...]) -> None:
    """Damaged words, firmness, stances and days are reported in the lines of their own entry."""
    kinds = {"evidence", "text", "firmness", "stance", "operative", "speech", "number", "month", "name", "quotation"}
    own = [each for each in results if each.caught and kinds & set(each.mutation.kind.split())]
    elsewhere = [told(each) for each in own if not each.at_entry and "next" not in each.mutation.kind]
    assert len(own) > 500
    assert elsewhere == []


@pytest.mark.parametrize("mutation", list(mutations(HARMLESS)), ids=lambda each: f"{each.kind}: {each.name}")
def test_what_leaves_the_meaning_is_let_pass(mutation: Mutation, tmp_path: Path) -> None:
    """A change that leaves the meaning as it was brings no error and no warning."""
    assert outcome(mutation, tmp_path).codes == ()


def test_the_page_of_damages_is_made_from_the_same_results(results: tuple[Outcome, ...]) -> None:
    """docs/mutations.md is what the program writes."""
    assert PAGE.read_text(encoding="utf-8") == page(results)
