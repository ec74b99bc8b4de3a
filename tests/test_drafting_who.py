"""Who met, by the text alone: whose account it is, who belongs to whom, who is nobody's."""

from __future__ import annotations

import pytest

from reportgen.drafting.cues import CuesDrafter
from reportgen.drafting.proposal import SourceText, Table
from reportgen.sources.document import document


def drafted(body: str, **known: str) -> tuple[dict[str, str], list[str], list[tuple[str, str]]]:
    """The party of each participant, the principal parties by name, and of each position the words and whose."""
    found = list(CuesDrafter().propose(SourceText(document(f"{body}\n".encode(), "a text"), **known), Table()))
    names = {str(each.fields["id"]): str(each.fields["name"]) for each in found if each.part == "parties"}
    people = {
        str(each.fields["name"]): names.get(str(each.fields["party"]), "")
        for each in found
        if each.part == "participants"
    }
    sides = [
        str(each.fields["name"]) for each in found if each.part == "parties" and each.fields["role"] == "principal"
    ]
    said = [(each.evidence[0], names.get(str(each.fields["party"]), "")) for each in found if each.part == "positions"]
    return people, sides, said


@pytest.mark.parametrize(
    ("body", "known", "people"),
    [
        (
            "The Norwegian side was led by State Secretary Ada Vik, and the Chilean one by Ambassador Luis Prado.",
            {},
            {"Ada Vik": "Norway", "Luis Prado": "Chile"},
        ),
        (
            "Minister of Trade Ada Vik received the Chilean Minister of Trade, H.E. Mr. Luis Prado, in Oslo.",
            {"publisher": "Ministry of Trade of Norway"},
            {"Ada Vik": "Norway", "Luis Prado": "Chile"},
        ),
        (
            "Minister Ada Vik met Minister Luis Prado. The Chilean Minister of Fisheries thanked her.",
            {"publisher": "Government of Norland", "title": "Meeting with Chile"},
            {"Ada Vik": "Norland", "Luis Prado": "Chile"},
        ),
        (
            "Ambassador Ada Vik Holm, Secretary for Fisheries, led the Norwegian delegation. Holm regretted the delay.",
            {},
            {"Ada Vik Holm": "Norway"},
        ),
        (
            "Norway's Ada Vik and Chile's Luis Prado met in Oslo. Vik said the fees were fair.",
            {},
            {"Ada Vik": "Norway", "Luis Prado": "Chile"},
        ),
        (
            "On 5 May, Ms. Ada Vik, Minister for Fisheries, held a telephone talk with Mr. Luis Prado, Minister of "
            "Trade of Chile. She regretted the delay.",
            {"publisher": "Ministry of Fisheries of Norway"},
            {"Ada Vik": "Norway", "Luis Prado": "Chile"},
        ),
        (
            "On 5 May, Ms. Ada Vik, Minister for Fisheries, held a Norway-U.S. Fisheries Ministers’ telephone talk "
            "with Mr. Luis Prado, EU Commissioner for Security Policy. She regretted the delay.",
            {"publisher": "Ministry of Fisheries of Norway"},
            {"Ada Vik": "Norway", "Luis Prado": "European Union"},
        ),
        (
            "Minister Ada Vik of Norway spoke with EU Commissioner for Security Policy Luis Prado. Prado regretted it.",
            {},
            {"Ada Vik": "Norway", "Luis Prado": "European Union"},
        ),
        (
            "Norway's Minister of Foreign Affairs, Ambassador Ada Vik, met with Chile's Ambassador Luis Prado.",
            {},
            {"Ada Vik": "Norway", "Luis Prado": "Chile"},
        ),
        (
            "On election of officers other than the Chair, SBSTA Chair Ada Vik (Norway) noted consultations. SBSTA "
            "adopted a text. Luis Prado, Minister of Trade of Chile, regretted it.",
            {},
            {"Ada Vik": "Norway", "Luis Prado": "Chile"},
        ),
        (
            "Minister of Defence Ada Vik spoke by phone with Chilean Secretary of State for Defence Luis Prado.",
            {"publisher": "Ministry of Defence of Norway"},
            {"Ada Vik": "Norway", "Luis Prado": "Chile"},
        ),
        ("On Friday, Vik met Chile's foreign minister. Vik regretted the delay.", {}, {}),
        ("Norway's Coast Guard met Chile's Fishing Fleet. The Coast Guard said it was late.", {}, {}),
    ],
    ids=[
        "led by",
        "received",
        "the other of two",
        "led",
        "no title",
        "by telephone",
        "states before a noun",
        "policy",
        "two titles",
        "a title within",
        "a portfolio",
        "a day",
        "a body",
    ],
)
def test_a_person_belongs_to_whom_the_text_says(body: str, known: dict[str, str], people: dict[str, str]) -> None:
    """By who leads a delegation, whose account it is, and as the other of two who met: never by who is near."""
    assert drafted(body, **known)[0] == people


@pytest.mark.parametrize(
    ("body", "known", "sides"),
    [
        ("Talks between Norland and the Republic of Velmark resumed.", {}, ["Norland", "Republic of Velmark"]),
        ("The ministers spoke of Peru.", {"title": "Norway-Chile Consultations"}, ["Norway", "Chile"]),
        (
            "We tabled an offer. The Guild (RG) refused. Norland Ferries and the Rowers' Guild (RG) met.",
            {"publisher": "Norland Ferries Ltd., Employee Relations"},
            ["Norland Ferries"],
        ),
        (
            "Round 4 of the negotiations for a modern trade agreement between Norland and Velmark ended.",
            {},
            ["Velmark"],
        ),
        (
            "The River Commission met. Delegations from Norland and Velmark were there.",
            {"publisher": "Secretariat of the River Commission for the Orla"},
            ["Norland", "Velmark"],
        ),
        (
            "Senior officials will meet again.",
            {"title": "Joint Statement from Norway, Chile, and Peru", "publisher": "Government of Norway"},
            ["Norway", "Chile", "Peru"],
        ),
        ("They agreed to send aid.", {"title": "Joint Statement on Ukraine by Norway and Chile"}, []),
        ("Taking the floor, the two sides spoke of fish.", {"title": "Norway and Chile meet"}, ["Norway", "Chile"]),
    ],
    ids=["between", "title", "we", "of a treaty", "delegations", "joint", "joint on", "no name"],
)
def test_the_sides_are_those_that_the_text_names(body: str, known: dict[str, str], sides: list[str]) -> None:
    """The two of "talks between", of the title, the publisher that says "we"; a participle is no name."""
    assert [side for side in drafted(body, **known)[1] if side in sides] == sides
    assert "Taking" not in drafted(body, **known)[1]


def test_an_office_alone_is_the_publishers_own() -> None:
    """A readout calls its own by the office; a reporting service has none of its own."""
    body = "Secretary Ada Vik met Chilean Foreign Minister Luis Prado. The Secretary urged restraint."
    assert drafted(body, publisher="Ministry of Foreign Affairs of Norway")[2][-1][1] == "Norway"
    assert drafted(body, publisher="Ministry of Fisheries of Norway (as told by Chile's)")[2][-1][1] == "Norway"
    assert drafted(body, publisher="Oslo Daily")[2][-1][1] == ""


def test_our_own_is_the_publisher() -> None:
    """A company's update that says "we" speaks for the company, and its committee's words stay the union's."""
    body = "Norland Ferries met the Rowers Union. We tabled an offer. The Rowers Union rejected it."
    said = drafted(body, publisher="Norland Ferries Ltd.")[2]
    assert [party for _, party in said] == ["Norland Ferries", "Rowers Union"]


@pytest.mark.parametrize(
    ("body", "known", "people", "sides"),
    [
        (
            "The Minister of Trade of Norway met the High Commissioner of Australia. Australia spoke of fish.",
            {}, {}, ["Norway", "Australia"],
        ),
        (
            "Bill Munt met with the Minister of Fish of Norway. Munt asked for nets. Chile spoke of fish.",
            {"publisher": "Ministry of Fish of Norway", "title": "Norway and Chile"}, {}, ["Norway", "Chile"],
        ),
        (
            "At Minister Karl Munt's invitation, President Ada Vik of Norway visited Chile. Munt asked for nets.",
            {"publisher": "Government of Norway", "title": "Norway and Chile"},
            {"Karl Munt": ""}, ["Norway", "Chile"],
        ),
        (
            "On 29 and 30 June, Special Representative for Chile Ada Vik met Peruvian officials. Peru spoke of fish.",
            {"publisher": "Ministry of Foreign Affairs of Norway"}, {"Ada Vik": "Norway"}, ["Norway", "Peru"],
        ),
        (
            "Assistant to the President for National Security Affairs Ada Vik met Chilean Minister Luis Prado. "
            "Ms. Vik urged restraint.",
            {"publisher": "Government of Norway"}, {"Ada Vik": "Norway", "Luis Prado": "Chile"}, ["Norway", "Chile"],
        ),
        (
            "Ada Vik spoke with President of Chile Luis Prado. Ada Vik voiced concern about fish.",
            {"publisher": "Government of Norway"}, {"Ada Vik": "Norway", "Luis Prado": "Chile"}, ["Norway", "Chile"],
        ),
    ],
    ids=["two of one id", "a visitor", "a guest", "an envoy for", "an office for", "no title"],
)  # fmt: skip
def test_a_readouts_own_side_needs_no_country(
    body: str, known: dict[str, str], people: dict[str, str], sides: list[str]
) -> None:
    """Where an envoy is sent, what an office is for are no parties; who begins without a title is the publisher's."""
    assert (drafted(body, **known)[0], drafted(body, **known)[1]) == (people, sides)


def test_an_organisations_own_readout() -> None:
    """Its head needs no name: "they" after "The Secretary-General met X" are both, and so are two offices."""
    body = (
        "The Secretary-General met jointly with President Luis Prado of Chile. They regretted the floods. "
        "The Secretary-General praised the ferry. Both the President and the Secretary-General stressed the need "
        "for calm."
    )
    both = ["United Nations", "Chile"]
    _, sides, said = drafted(body, publisher="United Nations")
    assert sides == both
    assert [party for _, party in said] == [*both, "United Nations", *both]
