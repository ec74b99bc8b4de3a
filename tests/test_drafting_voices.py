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
        ("Corran, with Besh and opposed by Arland, called for a survey.", ["CRN", "BES"]),
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
