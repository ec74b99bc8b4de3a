"""What reports tell in a roundabout way: who joins in at the end, spokesmen, bodies that decide, headings."""

from __future__ import annotations

import pytest

from reportgen.drafting.cues import CuesDrafter
from reportgen.drafting.proposal import SourceText
from reportgen.sources.document import document
from tests.test_drafting import TABLE, drafted, told
from tests.test_drafting_voices import BOTH, LONG, MANY, of


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("Corran proposed a fee, supported by Besh and opposed by Arland and the River Group.",
         ["CRN", "BES", "ARL", "RG"]),
        ("Corran proposed a fee, opposed by Arland.", ["CRN", "ARL"]),
        ("Corran proposed a fee, a proposal supported by Besh.", ["CRN", "BES"]),
        ("Corran proposed a fee, which was supported by Besh.", ["CRN", "BES"]),
        ("Corran suggested a fee, with Arland and Besh agreeing.", ["CRN", "ARL", "BES"]),
        ("Corran suggested a fee, which Arland could support.", ["CRN", "ARL"]),
        ("Corran proposed a fee, a suggestion that was supported by Besh.", ["CRN", "BES"]),
        ("Corran proposed a fee; this was supported by Besh.", ["CRN", "BES"]),
        ("Corran regretted the fee, a levy supported by Besh.", ["CRN"]),
        ("Corran noted the fund, which Arland supports with money.", ["CRN"]),
        ("Corran proposed a fee, to which Arland objected.", ["CRN", "ARL"]),
        ("Besh, reading a statement on behalf of the River Group, urged restraint.", ["RG"]),
        ("Corran suggested a fund, which the bank could support with loans.", ["CRN"]),
        ("Corran suggested a fund, supported by a levy and opposed by many farmers.", ["CRN"]),
        ("Besh delivered a statement on behalf of the River Group and urged restraint.", ["RG"]),
        ("The delegations of Corran and Besh raised the dam.", ["CRN", "BES"]),
        ("The River Group and its Member States opposed the fee.", ["RG"]),
        ("Arland and Corran could accept the annex.", ["ARL", "CRN"]),
        ("On behalf of the River Group (Arland, Besh and others), Corran regretted the delay.", ["RG"]),
        ("The River Group of upstream members was not persuaded.", ["RG"]),
        ("The plan drew support from Arland and from Besh.", ["ARL", "BES"]),
        ("MIREL OSTEN VARA (Besh), whose country hosts the river office, said the fee is too high.", ["BES"]),
    ],
)  # fmt: skip
def test_who_joins_in_at_the_end_has_a_view_too(sentence: str, parties: list[str]) -> None:
    """Who is told at the end to agree, support or oppose is given the view; a levy and a bank are no party."""
    assert of(sentence) == [("positions", party) for party in parties]


@pytest.mark.parametrize(
    "sentence",
    [
        "Corran proposed a fee, supported by Besh and opposed by Arland.",
        "Corran proposed a fee, with Arland objecting.",
        "Corran proposed a fee, which Arland rejected.",
    ],
)
def test_who_is_against_opposes(sentence: str) -> None:
    """Those against are given no proposal of another's as their own."""
    stances = {each.fields["party"]: each.fields["stance"] for each in drafted(sentence, table=MANY)}
    assert (stances["CRN"], stances["ARL"]) == ("proposes", "opposes")


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("Besh tabled an offer.", "Its negotiators argued that fees are too high."), [("positions", "BES")]),
        (("Besh tabled an offer.", "Its chief negotiator warned of delays."), [("positions", "BES")]),
        (("Besh tabled an offer.", "Its Foreign Minister said that fees are too high."), [("positions", "BES")]),
        (("Arland is to draw up a list of ports.",), [("next_steps", "ARL")]),
        (("The aim of the talks is to reduce the fees.",), []),
        (("Osten made a phone call to Prime Minister Coster.",), []),
        (("The spokesman noted that the meeting dealt with the dam.",), [("mentions", "ARL BES")]),
        (("Among the topics discussed was the dam.",), [("mentions", "ARL BES")]),
        (("The Besh side is to supply figures before that date.",), [("next_steps", "BES")]),
        (("The Prime Minister and President Osten reaffirmed their trust.",), BOTH),
        (("The Prime Minister and President Osten reaffirmed their trust.", "They regretted the floods."), BOTH),
        (("Osten briefed Prime Minister Coster on her recent visit to Corran.",), [("mentions", "ARL BES")]),
        (("Osten received today a phone call from Prime Minister Coster.",), []),
        (("Osten received a phone call from Prime Minister Coster, who urged calm.",), [("positions", "ARL")]),
        (("The Official Spokesman stated that the call reviewed the fees.",), [("mentions", "ARL BES")]),
        (("The Spokesman indicated that the talks also touched on the dam.",), [("mentions", "ARL BES")]),
        (("The Spokesman added that the two sides agreed to reopen the ferry.",), [("agreements", "ARL BES")]),
        (("The Spokesman said that the two leaders stressed the need for calm.",), BOTH),
        (("The Spokesman of Besh said that fees are too high.",), [("positions", "BES")]),
        (("Another topic was the dam.",), [("mentions", "ARL BES")]),
        (("Another topic was raised by Besh.",), [("positions", "BES")]),
        (("The talks concerned the fees.",), [("mentions", "ARL BES")]),
        (("Minister Coster, concurring with this, stated that the dam is old.",), [("positions", "ARL")]),
    ],
)  # fmt: skip
def test_what_a_readout_tells_of_two(sentences: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    """Whom "its negotiators" and two offices stand for; what a spokesman reports is what the clause says."""
    assert told(*sentences) == expected


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("The Committee approved the text.", "It also established a group on fees."), ["agreements"]),
        (("The Commission agreed on a text.", "It asked the Scientific Committee to advise on fees."), ["agreements"]),
        (("Corran approved of the text.", "It asked the Secretariat to prepare a paper."), ["positions"]),
        (("The Committee approved the text.", "Corran opposed the fee.", "It asked for a survey."), ["positions"]),
        (("Member States went through the text.", "They agreed on two paragraphs and bracketed a third."),
         ["agreements"]),
        (("Members agreed on a text.", "They could also accept the annex."), ["agreements"]),
        (("The Committee then turned briefly to the fees.",), ["mentions"]),
        (("The Committee heard a report by the Secretariat.",), ["mentions"]),
        (("The Committee considered the fees.",), ["mentions"]),
        (("Member States exchanged views on the dam.",), ["mentions"]),
        (("Delegations are invited to submit comments by noon.",), ["next_steps"]),
        (("Member States were urged to pay.",), []),
        (("The Secretariat introduced the draft decision.",), []),
        (("The Chair, Ms Wells, presented her text.",), []),
        (("The Chair presented her text and urged restraint.",), ["positions"]),
        (("Corran introduced a paper.",), ["positions"]),
        (("Corran re-submitted the annex.",), ["positions"]),
        (("The Co-Chair reported that parties had agreed on a text.",), ["agreements"]),
        (("The Facilitator reported that parties had been unable to settle fees, but had agreed on a text.",),
         ["agreements"]),
        (("The Co-Chair recalled that parties had agreed on a text.",), ["positions"]),
        (("Corran reported that parties had discussed the fees.",), ["positions"]),
        (("Debate on the three oldest and largest parts of the annex was deferred pending a vote.",), ["mentions"]),
        (("The Chair invited members to submit comments.",), ["next_steps"]),
        (("The Chair also circulated a schedule of work.",), []),
        (("In the evening, the FISH contact group on item 3 addressed the fees.",), ["mentions"]),
        (("Fees depend on the will of members to lower them, said the Chair of the talks, in the great hall of the old "
          "river port of Kell.",), ["positions"]),
        (("The Chair has scheduled a meeting of all delegations.",), ["next_steps"]),
    ],
)  # fmt: skip
def test_what_a_bulletin_tells_of_bodies(sentences: tuple[str, ...], expected: list[str]) -> None:
    """A body decides, and so does "it" after it; who presides has no view in getting on with the work."""
    found = [each for each in drafted(*sentences, table=LONG) if each.evidence[0] == sentences[-1]]
    assert [each.part for each in found] == expected
    assert [each.fields.get("party") for each in found if each.part == "positions"] in ([], ["CRN"], [None])


def test_a_heading_carries_nothing() -> None:
    """A title or a heading, few words without a full stop, is no entry; a point of a list of such points is one."""
    sides = "The two sides agreed on fees"
    body = "{}\n\nThe ministers met on Monday.\n\n{}\n\nThey discussed the dam.\n"
    assert _parts(body.format(sides, sides)) == ["mentions"]
    assert _parts(body.format(f"{sides}.", f"{sides}.")) == ["agreements", "agreements", "mentions"]
    points = f"The ministers met on Monday\n\n{sides}\n\n{sides}\n"
    assert _parts(points) == ["agreements", "agreements"]


def _parts(body: str) -> list[str]:
    every = CuesDrafter().propose(SourceText(document(body.encode(), "a text")), TABLE)
    return [each.part for each in every if each.part in ("agreements", "mentions", "positions")]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("The fee can be set only by the two, the top Besh diplomat added.",), [("positions", "BES")]),
        (("The top Besh diplomat urged restraint.",), [("positions", "BES")]),
        (("The Besh PM spoke highly of the canal.",), [("positions", "BES")]),
        (("Coster discussed concerns over the dam.",), [("positions", "ARL")]),
        (("Coster met with Osten at the palace in Besh, calling on him to lower the fees.",), [("positions", "ARL")]),
        (("The two leaders also had an exchange of views, noting that both Arland and Besh are committed to peace.",),
         [("mentions", "ARL BES")]),
        (("The two sides undertook a thorough review of all relations.",), [("mentions", "ARL BES")]),
        (("On fish, the conversation was more straightforward.",), [("mentions", "ARL BES")]),
        (("Coster met Osten to take stock of the canal.",), [("mentions", "ARL BES")]),
        (("“Both leaders welcomed the new ferry,” said the ministry.",), BOTH),
        (("The Besh envoy spoke of eels.", "The envoy asked for nets."), [("positions", "BES")]),
        (("The Besh envoy praised the warm welcome he had received in Kell.",), [("positions", "BES")]),
        (("Arland and Besh issue the following joint statement.",), []),
        (("Coster is in Kell from Monday to Friday for a summit.",), []),
        (("Besh has provided about 4 million to its neighbour.",), []),
        (("Coster discussed the value of a ferry and noted that Arland will build a pier.",), [("positions", "ARL")]),
        (("Coster discussed the ferry with Osten.",), [("mentions", "ARL BES")]),
        (("President Osten directed staff to continue to meet daily.",), [("next_steps", "BES")]),
        (("A Besh spokesperson said:",), []),
        (("Osten spoke to Coster.", "They spoke concerning how to mend the dam."), [("mentions", "ARL BES")]),
        (("Besh regretted the delay.", "Finally, they spoke about how to mend the dam."), [("mentions", "ARL BES")]),
        (("The visit also included a discussion of the dam.",), [("mentions", "ARL BES")]),
        (("Coster and Osten shared the view that they will work on the dam.",), BOTH),
        (("Coster and Osten reaffirmed that the two states will continue to work together.",), BOTH),
        (("Coster and Osten confirmed that the teams will continue to meet.",), [("next_steps", "ARL BES")]),
        (("Coster and Osten confirmed that they will meet again in May.",), [("next_steps", "ARL BES")]),
        (("Coster and Osten have held “broad talks” on the dam.",), [("mentions", "ARL BES")]),
        (("Coster spoke with Osten to discuss work on their shared security, values, and wealth.",),
         [("mentions", "ARL BES")] * 3),
        (("Coster spoke with Osten to discuss efforts to combat eels, support the ferry, and lower the fees.",),
         [("mentions", "ARL BES")] * 3),
        (("Both leaders agreed that they looked forward to facing the floods.",), BOTH),
        (("Both leaders agreed that they would look at the floods.",), [("agreements", "ARL BES")]),
        (("Both agreed that the trust of the two was proved by the work to mend the dam.",), BOTH),
        (("Both agreed that the dam is to be mended.",), [("next_steps", "ARL BES")]),
        (("Both agreed that the fees remain in force.",), [("agreements", "ARL BES")]),
        (("Both agreed that vessels that are old may fish.",), [("agreements", "ARL BES")]),
        (("The call reaffirmed the strength of the bond.",), BOTH),
        (("The Besh ministry provided the following readout:",), []),
        (("Coster held a call with Osten to discuss the dam, according to a readout.",), [("mentions", "ARL BES")]),
        (("The Prime Minister and President emphasized their trust.",), BOTH),
        (("Coster welcomed the vote, stressed the need for calm, and praised the ferry.",), [("positions", "ARL")]),
        (("The two sides usually discuss fees at such meetings.",), []),
        (("The Besh foreign ministry also published a note.",), []),
        (("Both the foreign ministers expressed concern.",), BOTH),
        (("Besh is proud.", "At the same time, the country stressed the need for calm."), [("positions", "BES")]),
    ],
)  # fmt: skip
def test_how_press_offices_tell_of_a_meeting(sentences: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    """Who is "the top X diplomat", "the X PM"; what they met to do; where somebody is, what was paid is no view."""
    assert told(*sentences) == expected


RECITAL = "Recognizing the importance of the ferry to both countries;"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{RECITAL}\n\nThe Parties will lower the fees.\n\nThe Parties will reopen the ferry.",
         ["positions", "positions", "agreements", "agreements"]),
        ("Recalling their meeting in Kell;\n\nThe Parties will lower the fees.\n\nThe Parties will reopen the ferry.",
         ["agreements", "agreements"]),
        (f"{RECITAL}\n\nThe ministers discussed the dam.", ["mentions"]),
    ],
)  # fmt: skip
def test_what_a_joint_text_begins_with_is_the_view_of_both(body: str, expected: list[str]) -> None:
    """A recital is a view that all sides hold, in a text of theirs; what they only recall is none."""
    assert _parts(body) == expected
