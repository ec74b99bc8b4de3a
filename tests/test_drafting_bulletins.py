"""How bulletins and readouts tell briefly whose view it is, what only took place, and who is to do what."""

from __future__ import annotations

import pytest

from tests.test_drafting import told
from tests.test_drafting_voices import BOTH, of


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("Corran said the fee was unfair, and Arland agreed.", ["CRN", "ARL"]),
        ("Corran argued that the fee is unfair; Arland and Besh concurred.", ["CRN", "ARL", "BES"]),
        ("Corran welcomed the idea, as did the River Group and Besh.", ["CRN", "RG", "BES"]),
        ("Corran regretted the delay, a concern shared by Besh.", ["CRN", "BES"]),
        ("Corran, Arland and Besh (for the River Group) spoke in the same sense.", ["CRN", "ARL", "RG"]),
        ("Corran said the fees had been agreed.", ["CRN"]),
        ("In Corran's view, the survey should be repeated.", ["CRN"]),
        ("From the Corran Government's point of view, flights are indispensable.", ["CRN"]),
        ("Corran, which attends as an observer, urged both neighbours to publish figures.", ["CRN"]),
        ("Corran, an observer, called on members to publish prices.", ["CRN"]),
    ],
)
def test_whose_view_a_bulletin_tells(sentence: str, parties: list[str]) -> None:
    """Who agrees or does likewise has the view too; who is urged at the end of a sentence has none."""
    assert of(sentence) == [("positions", party) for party in parties]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("Besh does not regard the cases as closed.", "It is nevertheless willing to pay."), [("positions", "BES")]),
        (("Osten warmly welcomed Coster on her first visit to Besh.", "He affirmed that fees matter."),
         [("positions", "BES")]),
        (("Besh's chief negotiator, President Osten, answered that farmers need water.",), [("positions", "BES")]),
        (("Besh entered a reservation on remote monitoring.",), [("positions", "BES")]),
        (("Besh is still seeking twelve per cent.",), [("positions", "BES")]),
        (("Both sides consider the text subject to ratification.",), BOTH),
        (("Prime Minister Coster spoke today with President Osten.",), []),
        (("On the same afternoon, Coster paid a courtesy call on the King.",), []),
        (("Coster paid tribute to the ferrymen.",), [("positions", "ARL")]),
        (("Arland and Besh issued the following statement:",), []),
        (("The meeting took place in a trusting atmosphere.",), []),
        (("Arland and Besh have shared a defence pact since 1963.",), []),
        (("On the price of power they remained far apart.",), [("mentions", "ARL BES")]),
        (("Coster is expected to make a State visit to Besh later in the year.",), [("next_steps", "ARL")]),
        (("Coster expected to see the dam.",), [("positions", "ARL")]),
    ],
)  # fmt: skip
def test_what_a_readout_tells_briefly(sentences: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    """Courtesies, calls and what has long been shared are no view; a visit that is expected is a step."""
    assert told(*sentences) == expected


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("The Standing Committee resumed on Wednesday under its Chair, Ms Ida Wells, with the draft text.", []),
        ("The Standing Committee resumed the fund.", ["agreements"]),
        ("The room also touched on the fees.", ["mentions"]),
        ("The Chair will issue a revised text over the weekend.", ["next_steps"]),
        ("Ms Wells, the Chair, invited written comments by Monday.", ["next_steps"]),
        ("The President asked Corran to consult informally and report back on Thursday.", ["next_steps"]),
        ("Negotiations resume at 10 a.m. on Thursday, and the President aims to close the text.", ["next_steps"]),
    ],
)
def test_who_is_to_do_what(sentence: str, part: list[str]) -> None:
    """What one who presides asks of others, or will do, is a step; a body that meets again has decided nothing."""
    assert [each for each, _ in of(sentence)] == part
