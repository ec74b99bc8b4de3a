"""Whose words a report tells, in whichever way it tells them: passives, offices, pronouns, groups, companions."""

from __future__ import annotations

import pytest

from reportgen.drafting.proposal import PartyRow, PersonRow, Table
from tests.test_drafting import TABLE, drafted, told

BOTH = [("positions", "ARL"), ("positions", "BES")]
MANY = Table(
    (
        *TABLE.parties,
        PartyRow("CRN", "Corran", (), "state", "principal"),
        PartyRow("RG", "River Group", ("RIVER GROUP",), "bloc", "principal"),
    ),
    (
        PersonRow("coster", "Jon Coster", "ARL", "External Trade Minister"),
        PersonRow("osten", "Mirel OSTEN Vara", "BES", "Secretary (North)"),
        PersonRow("wells", "Ida Wells", "", "Chair"),
    ),
)


def of(*sentences: str) -> list[tuple[str, str]]:
    """Of the proposals for the last of some sentences of talks of several parties: the list, and the party."""
    every = drafted(*sentences, table=MANY)
    last = [each for each in every if each.evidence[0] == sentences[-1]]
    return [(each.part, str(each.fields.get("party") or "")) for each in last]


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("Corran, for the RIVER GROUP, said the fees are unfair.", ["RG"]),
        ("Corran, speaking on behalf of the River Group, urged restraint.", ["RG"]),
        ("Arland, Besh and Corran, for the River Group, opposed the fee.", ["ARL", "BES", "RG"]),
        ("Corran, supported by Besh, called for a survey.", ["CRN", "BES"]),
        ("Corran, with Besh and opposed by Arland, called for a survey.", ["CRN", "BES", "ARL"]),
        ("On the DAM, ARLAND, BESH and CORRAN reiterated their offers.", ["ARL", "BES", "CRN"]),
        ("It was explained by Corran that the dam is old.", ["CRN"]),
        ("Whether fees are due at all was a question raised by Corran.", ["CRN"]),
        ("From the Corran side it was emphasised that the dam is old.", ["CRN"]),
        ("According to Corran, the dam is old.", ["CRN"]),
        ("For Besh, a survey without a date would be of little use.", ["BES"]),
        ("There was broad support for the survey, including from Corran and Besh.", ["CRN", "BES"]),
        ("This met with objections from Besh.", ["BES"]),
        ("Corran's suggestion that the survey be published was not taken up.", ["CRN"]),
        ("At the request of Corran, the reference was put in brackets.", ["CRN"]),
        ("Besh, for the River Group (RG), urged restraint.", ["RG"]),
        ("Besh, for the River Group and supported by Arland, urged restraint.", ["RG", "ARL"]),
        ("Arland supported the fee, while Corran called it unfair.", ["ARL", "CRN"]),
        ("Two delegations reserved their positions.", [""]),
        ("The MARSH STATES, supported by Besh, called for a survey.", [""]),
        ("Youth representatives demanded a seat.", [""]),
        ("ETM conveyed his condolences.", ["ARL"]),
        ("Secretary (North) underlined the value of the ferry.", ["BES"]),
        ("Minister Osten placed emphasis on the ferry.", ["BES"]),
        ('"I value how direct we are," says Osten, who sees in it a sign of what both can do for the river.', ["BES"]),
    ],
)  # fmt: skip
def test_a_view_is_of_those_who_hold_it(sentence: str, parties: list[str]) -> None:
    """A group for which one speaks has the view alone; who supports it has it too; a passive's agent has it."""
    assert of(sentence) == [("positions", party) for party in parties]


@pytest.mark.parametrize(
    ("sentences", "parties"),
    [
        (("Corran opposed the fee.", "She added that it is too high."), ["CRN"]),
        (("Corran, for the River Group, urged restraint.", "He regretted the delay."), ["RG"]),
        (("Corran opposed the fee.", "With Besh, she said it is too high."), ["CRN", "BES"]),
        (("Corran opposed the fee.", "Supported by Besh and, with doubts, Arland, she added a date."),
         ["CRN", "BES", "ARL"]),
        (("Corran opposed the fee.", "The Chair proposed a pause.", "She warned of delays."), [""]),
    ],
)  # fmt: skip
def test_a_pronoun_is_carried_to_whoever_spoke_last(sentences: tuple[str, ...], parties: list[str]) -> None:
    """In bulletins a delegation is he or she; a chair who spoke since is of no party."""
    assert of(*sentences) == [("positions", party) for party in parties]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("Coster raised the fees.", "His colleague showed understanding for this."), [("positions", "BES")]),
        (("The President met with Prime Minister Coster, who stressed the need for calm.",), [("positions", "ARL")]),
        (("President Osten called on Prime Minister Coster.",), []),
        (("President Osten called on Prime Minister Coster to lower the fees.",), [("positions", "BES")]),
        (("President Osten was also received by Prime Minister Coster.",), []),
        (("The call took place at the request of the Besh side.",), []),
        (("It was not possible to agree on the fees.",), [("mentions", "ARL BES")]),
        (("No common ground could be found on the fees.",), [("mentions", "ARL BES")]),
        (("On the ferry there is still a good deal of ground to cover.",), [("mentions", "ARL BES")]),
        (("The fees were talked through at length.",), [("mentions", "ARL BES")]),
        (("In the afternoon the discussion moved to the ferry.",), [("mentions", "ARL BES")]),
        (("Articles 3 to 7 were agreed ad referendum.",), [("agreements", "ARL BES")]),
        (("A paragraph on locks was accepted as amended.",), [("agreements", "ARL BES")]),
        (("The two sides agreed to establish a dialogue mechanism and to launch the second phase of a survey.",),
         [("agreements", "ARL BES")]),
        (("Both sides have undertaken to keep the ferry running: there is to be no strike.",),
         [("agreements", "ARL BES")]),
        (("The two sides agreed that the treaty of 2029 remains in force.",), [("agreements", "ARL BES")]),
        (("The two sides confirmed their readiness to build.",), BOTH),
        (("The two sides resumed talks on the fees this week.",), []),
        (("The two ministers, on a walk before lunch, spoke about the dam.",), [("mentions", "ARL BES")]),
        (("On the fees, the gap could not be bridged.",), [("mentions", "ARL BES")]),
        (("The talks on the fees ended without result.",), [("mentions", "ARL BES")]),
        (("Arland and Besh established the ferry in 1983.",), []),
        (("President Osten welcomed Prime Minister Coster at the palace.",), []),
        (("There was a convergence of views on the need for calm.",), BOTH),
        (("A new text will be available on Monday.",), [("next_steps", "")]),
        (("The executive meets on Saturday.",), [("next_steps", "ARL BES")]),
        (("The output of the group is due with the chairs by noon.",), [("next_steps", "")]),
        (("The Chair asked the Secretariat to prepare a clean version.",), [("next_steps", "")]),
        (("Besh asked the Secretariat to prepare a clean version.",), [("positions", "BES")]),
    ],
)  # fmt: skip
def test_what_came_of_it(sentences: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    """What was settled, left open, only spoken of or is to come; a visit or a call by itself is nothing."""
    assert told(*sentences) == expected


def test_each_of_two_speakers_has_the_own_words() -> None:
    """A sentence with two speakers gives each their clause, with the stance of their verb."""
    said = drafted("Arland called for higher fees, while Besh opposed them.")
    assert [(each.fields["party"], each.fields["stance"], each.fields["text"]) for each in said] == [
        ("ARL", "calls_for", "Arland called for higher fees."),
        ("BES", "opposes", "Besh opposed them."),
    ]


def test_what_was_said_is_not_parted() -> None:
    """A clause within what somebody said is theirs, whoever is its subject."""
    assert told("Coster said that Arland had asked for a survey, and Besh refused.") == [("positions", "ARL")]


def test_a_body_of_many_decides_for_all() -> None:
    """What a plenary or a body with a short name adopts is agreed; what it notes is nobody's."""
    assert {part for part, _ in of("Plenary adopted the agenda.")} == {"agreements"}
    assert {part for part, _ in of("The WGF adopted conclusions on fees.")} == {"agreements"}


LONG = Table(
    (*MANY.parties, *(PartyRow(f"P{number}", f"Port{number}", (), "state", "principal") for number in range(4))),
    MANY.people,
)


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("Corran, also speaking for Besh and Arland, offered a date.", ["CRN", "BES", "ARL"]),
        ("Corran and Besh both urged restraint.", ["CRN", "BES"]),
        ("Speaking for the River Group, Corran argued that the fees are unfair.", ["RG"]),
        ("On behalf of the RIVER GROUP, CORRAN opposed the fee.", ["RG"]),
        ("On behalf of the River Group, Besh thanked the Chair.", ["RG"]),
        ("Corran complained of delays and was backed by Arland and Besh.", ["CRN", "ARL", "BES"]),
        ("Corran called for a survey, supported by Besh.", ["CRN", "BES"]),
        ("Corran and Arland called for a survey, supported by Besh.", ["CRN", "ARL", "BES"]),
        ("Corran called for a fund, supported by a levy.", ["CRN"]),
        ("Corran went further, warning that the dam is old.", ["CRN"]),
        ("An observer from the RIVER GROUP regretted that meetings had been closed.", ["RG"]),
        ("Corran and Besh endorsed the Arland proposal.", ["CRN", "BES"]),
        ("There was broad support for a survey.", [""]),
        ("There was little appetite for higher fees.", [""]),
        ("DRAFTING GROUP 2: CORRAN opposed the fee.", ["CRN"]),
        ("DRAFTING GROUP 2: Chair Ida Wells (Corran) introduced a paper, urging delegates to be brief.", [""]),
        ("President Osten met Prime Minister Dr. Coster, who stressed the need for calm.", ["ARL"]),
    ],
)  # fmt: skip
def test_a_bulletin_tells_who_joins_whom(sentence: str, parties: list[str]) -> None:
    """Who speaks for others too, who is backed at the end of a sentence; no heading speaks, nor a chair's country."""
    assert of(sentence) == [("positions", party) for party in parties]


@pytest.mark.parametrize("sentence", ["They agreed to meet.", "Both opposed the fee.", "The parties discussed fees."])
def test_nothing_is_given_to_all_of_a_long_table(sentence: str) -> None:
    """ "Both" or "they" of more than five parties are nobody in particular."""
    found = [each for each in drafted(sentence, table=LONG) if each.evidence[0] == sentence]
    assert found
    assert not any(each.fields.get(name) for each in found for name in ("party", "parties", "owners"))


@pytest.mark.parametrize(
    "sentences",
    [
        ("Prime Minister Coster said:\n\n", "“Besh is a friend.", "I am determined to build the ferry.”"),
        ("Coster said: “Our door is open.", "Besh has been told so.”"),
        ("Coster said: “Our door is open.\n\n", "“Besh has been told so.”"),
        ("“Our door is open,” Coster said.", "“Besh has been told so.", "It is a friend.”"),
    ],
)
def test_a_quotation_is_its_speakers_to_its_end(sentences: tuple[str, ...]) -> None:
    """What stands in one quotation is all of whom it is told of, whatever paragraph it goes on in."""
    assert of(*sentences) == [("positions", "ARL")]


def test_after_a_quotation_others_speak() -> None:
    """A quotation that has ended says nothing of who speaks next; and who only introduces one says nothing yet."""
    assert of("Coster said: “Our door is open.”", "The ferry is old.") == []
    assert of("Prime Minister Coster said:\n\n", "“Besh is a friend.”", "Osten opposed the fee.") == [
        ("positions", "BES")
    ]
    assert not [each for each in drafted("Prime Minister Coster said:\n\n", "“Besh is a friend.”")
                if each.evidence[0] == "Prime Minister Coster said:"]  # fmt: skip


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("Coster said that the dam is old.", "The two sides should repair it."), [("positions", "ARL")]),
        (("The two sides should repair the dam.",), BOTH),
        (("Coster said that the dam is old.", "Both leaders were clear that it should be repaired."), BOTH),
        (("Osten conveyed an invitation, and the two leaders agreed on a date in May.",),
         [("positions", "BES"), ("agreements", "ARL BES")]),
        (("The ferry was a main focus of the conversation.",), [("mentions", "ARL BES")]),
        (("The ferry stood at the centre of the talks.",), [("mentions", "ARL BES")]),
        (("The dam dominated the exchange.",), [("mentions", "ARL BES")]),
        (("Osten briefed her on the latest developments at the dam.",), [("mentions", "ARL BES")]),
        (("Osten briefed her on a plan to close the dam.",), [("positions", "BES")]),
        (("Views diverged on the fees.",), [("mentions", "ARL BES")]),
        (("An agreement on the fees was not reached.",), [("mentions", "ARL BES")]),
        (("They parted without an agreement on the fees.",), [("mentions", "ARL BES")]),
        (("There was a frank exchange of views on the ferry.",), [("mentions", "ARL BES")]),
        (("Besh withdrew its objection.",), [("positions", "BES")]),
        (("Delegations were split on the fees.",), [("mentions", "ARL BES")]),
        (("It was also agreed that a panel, with four members from each side, is to review the fees every year.",),
         [("agreements", "ARL BES")]),
        (("Whether the fees fall this year remains open.",), []),
        (("Whether the fees fall was left open.",), [("mentions", "ARL BES")]),
        (("The Besh side is to put the offer to its cabinet.",), [("next_steps", "BES")]),
        (("The customs offices are to start work before the summer.",), [("next_steps", "ARL BES")]),
        (("Coster welcomed the Foreign Minister of Besh, Mirel Osten, to the castle.",), []),
    ],
)  # fmt: skip
def test_what_is_told_of_both(sentences: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    """What one side asks of both is its own; what both agree in a second clause is theirs; a topic is a mention."""
    assert told(*sentences) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Our offer depends on the roster.",
        "This is the most that we can afford.",
        "Our final offer stands until May.",
        "Our offer covers all.",
    ],
)
def test_a_publisher_tells_of_its_own_offer(sentence: str) -> None:
    """In an account in the first person, what "our offer" is and what "we can afford" is the publisher's position."""
    found = drafted("The Besh side said that fees are too high.", sentence, publisher="Arland")
    assert [each.fields["party"] for each in found if each.evidence[0] == sentence] == ["ARL"]


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("Delegations provisionally approved paragraph 17 as amended by Corran.", "agreements"),
        ("The drafting group reported that brackets had been lifted from the preamble.", "agreements"),
        ("GROUP 1: This group, co-chaired by Ida Wells (Corran) and Jon Coster, addressed the fees.", "mentions"),
    ],
)  # fmt: skip
def test_what_bodies_do_is_of_all(sentence: str, part: str) -> None:
    """What delegations approve and bodies report as agreed is agreed; what a group addresses is a mention."""
    assert {each for each, _ in of(sentence)} == {part}


def test_a_welcome_before_the_subject_says_nothing_of_it() -> None:
    """ "Warmly welcoming the guest, the Head of our state noted": the publisher's own head of state does."""
    found = drafted("Warmly welcoming the guest, the Head of our state noted the growth of trade.", publisher="Arland")
    assert [each.fields["party"] for each in found if each.part == "positions"] == ["ARL"]
