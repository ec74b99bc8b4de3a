"""How bulletins and readouts tell briefly whose view it is, what only took place, and who is to do what."""

from __future__ import annotations

import pytest

from reportgen.drafting.proposal import PartyRow, Table
from tests.test_drafting import TABLE, drafted, told
from tests.test_drafting_voices import BOTH, MANY, of

AGREED = [("agreements", "ARL BES")]


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("Corran said the fee was unfair, and Arland agreed.", ["CRN", "ARL"]),
        ("Corran argued that the fee is unfair; Arland and Besh concurred.", ["CRN", "ARL", "BES"]),
        ("Corran welcomed the idea, as did the River Group and Besh.", ["CRN", "RG", "BES"]),
        ("Corran regretted the delay, a concern shared by Besh.", ["CRN", "BES"]),
        ("Corran, Arland and Besh (for the River Group) spoke in the same sense.", ["CRN", "ARL", "RG"]),
        ("Corran said the fees had been agreed.", ["CRN"]),
        ("Corran, with support from Besh and Arland, presented a bridging proposal.", ["CRN", "BES", "ARL"]),
        ("Corran with the backing of Besh presented a bridging proposal.", ["CRN", "BES"]),
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


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("Talks ended on Friday without a deal, though negotiators initialled a text on flights.",), AGREED),
        (("Under the text, each government may name four carriers.",), AGREED),
        (("The bargaining resulted in a partial agreement.",), AGREED),
        (("A fee of 8 per cent floated by the scientists was accepted by both delegations.",), AGREED),
        (("Quotas for eel were simply rolled over.",), AGREED),
        (("Market access offers were exchanged for the first time.",), [("mentions", "ARL BES")]),
        (("The revised draft decision on fees was distributed.",), [("mentions", "ARL BES")]),
        (("Section 5 focused on the locks.",), [("mentions", "ARL BES")]),
        (("Much time was spent, and the paper gave rise to a long debate.",), [("mentions", "ARL BES")]),
        (("The spokesperson did not respond to questions.",), []),
        (("An official spoke on condition of anonymity.",), []),
        (("Besh officials counter that the fee is fair.", "They insist on it."), [("positions", "BES")]),
        (("Coster spoke of eels.", "For Besh, a cut was out of the question; its delegation pointed to the plan."),
         [("positions", "BES")]),
        (("Besh's interest lies in the upper river.",), [("positions", "BES")]),
        (("Besh thought this was unacceptable.",), [("positions", "BES")]),
        (("Besh had come to the talks with a call for open skies.",), [("positions", "BES")]),
        (("Besh wants a longer lease.", "In the words of its chief negotiator, Mirel Osten, members will not pay."),
         [("positions", "BES")]),
        (("Her opposite number, Jon Coster, said the rest was in the hands of a coordinator.",),
         [("positions", "ARL")]),
        (("The matter was left with the heads of delegation.",), [("next_steps", "ARL BES")]),
    ],
)  # fmt: skip
def test_what_a_report_of_a_round_tells(sentences: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    """What was settled in a second clause or in the passive, what was on the table, and whose view is told first."""
    assert told(*sentences) == expected


def test_a_mediator_gives_both_their_work() -> None:
    """What one who is of no party asks of each side is a step."""
    assert of("Ms Wells has asked each side for a written statement of its priorities by the 14th.") == [
        ("next_steps", "")
    ]


def test_persons_of_two_owners_are_both() -> None:
    """ "X's N. N. and Y's N. N." is one subject of the two."""
    (one,) = drafted("Arland's Jon Coster and Besh's Mirel Osten agreed to lower the fees.")
    assert (one.part, one.fields["parties"]) == ("agreements", ["ARL", "BES"])


@pytest.mark.parametrize(
    ("publisher", "party"), [("ALPHA Section 3, Rowers", "RG"), ("Besh Evening Post", ""), ("Norland Press", "")]
)
def test_we_are_the_party_that_the_publishers_name_names(publisher: str, party: str) -> None:
    """A union's or a company's page names it by a short form; a newspaper may have its country's name."""
    rows = (*TABLE.parties, PartyRow("RG", "Rowers' Guild", ("ALPHA",), "union", "principal"))
    every = drafted("However, we seek a longer rest.", table=Table(rows), publisher=publisher)
    assert [str(each.fields.get("party") or "") for each in every] == [party]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("Besh will not pay for the canal.",), [("positions", "BES")]),
        (("A group of island states favoured a lower fee.",), [("positions", "")]),
        (("A regional group favoured a lower fee, but met objection from Corran.",), [("positions", "")]),
        (("There was agreement that each of the Annex I Parties would report.",), [("agreements", "")]),
        (("Ms Wells invited a number of delegations to consult on the fees.",), [("next_steps", "")]),
        (("Ms Wells offered to incorporate the points into a new text.",), [("next_steps", "")]),
        (("Ms Wells said she would prepare a draft text.",), [("next_steps", "")]),
        (("The Co-Chairs scheduled informal consultations for Saturday.",), [("next_steps", "")]),
        (("SBI agreed to elect a chair.",), [("agreements", "")]),
        (("Sticking points include the fees.",), [("mentions", "")]),
        (("Considerable time was spent on the fees.",), [("mentions", "")]),
        (("After much back and forth, the two sides arrived at a workable solution.",), [("agreements", "")]),
        (("Besh tabled an offer.", "This proposal would exclude the ferrymen."), [("positions", "BES")]),
        (("Under Besh's proposal, the ferrymen would have no say.",), [("positions", "BES")]),
        (("A spokesman for Besh said they were still talking.",), [("positions", "BES")]),
        (("Besh leader Tor Lind warned of a strike.",), [("positions", "BES")]),
        (("Co-Chairs Ida Wells and Jo Marr outlined a draft decision.",), [("mentions", "")]),
    ],
)  # fmt: skip
def test_what_bulletins_of_many_tell(sentences: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    """What a group without a name wants, a party will not do, a chair undertakes; whose a proposal is that goes on."""
    assert of(*sentences) == expected


def test_of_the_parties_is_no_text_of_theirs() -> None:
    """A bulletin that speaks of "Annex I Parties" again and again is no text of the sides: "will" is one's own view."""
    every = drafted(
        "Besh will lower its fees.",
        "The Annex I Parties met.", "Some of the Annex I Parties left.", "All of the Annex I Parties came.",
        table=MANY,
    )  # fmt: skip
    assert [each.part for each in every if each.evidence[0].startswith("Besh")] == ["positions"]


@pytest.mark.parametrize(
    ("sentences", "party"),
    [
        (("Management says the order book is full.",), "CF"),
        (("The company wants to close the plan.", "It offers two per cent."), "CF"),
        (("The union rejected the offer.",), "RG"),
        (("We do not accept it.",), "RG"),
        (("Our position on the pension has not changed.",), "RG"),
        (("The mediator urged restraint.",), ""),
    ],
)
def test_the_company_is_the_side_that_is_one(sentences: tuple[str, ...], party: str) -> None:
    """Where one side is a company or a union, "management" and "the union" are that side; a mediator is nobody's."""
    rows = (
        PartyRow("CF", "Corran Foundry", (), "company", "principal"),
        PartyRow("RG", "Rowers' Guild", (), "union", "principal"),
    )
    every = drafted(*sentences, table=Table(rows), publisher="Rowers' Guild")
    assert [str(each.fields.get("party") or "") for each in every if each.evidence[0] == sentences[-1]] == [party]
