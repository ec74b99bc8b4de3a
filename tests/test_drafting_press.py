"""How the press and press offices tell of talks: quotations told of at their end, courtesies, what is due by when."""

from __future__ import annotations

import pytest

from reportgen.drafting.proposal import PersonRow, Table
from reportgen.sources.document import document
from reportgen.sources.sentences import sentences as parted
from tests.test_drafting import TABLE, drafted
from tests.test_drafting_voices import MANY, of


@pytest.mark.parametrize(
    ("sentences", "parties"),
    [
        (("“Nobody asks for a new dam.", "We want a date,” the Besh delegation told the press."), ["BES", "BES"]),
        (("“It is too high.", "It is unfair.", "We will not pay,” Coster said."), ["ARL", "ARL", "ARL"]),
    ],
)
def test_a_quotation_is_of_whom_its_end_tells(sentences: tuple[str, ...], parties: list[str]) -> None:
    """Words in quotation marks are those of the speaker named after the last of them, not of who spoke before."""
    every = drafted("Corran opposed the fee.", *sentences, table=MANY)[1:]
    assert [each.fields.get("party") for each in every if each.part == "positions"] == parties


@pytest.mark.parametrize(
    "sentence",
    [
        "Corran congratulated Besh on the occasion of its anniversary.",
        "Besh expressed its gratitude for the warm welcome and hospitality.",
        "Arland thanked the Chair for her personal engagement.",
        "Corran gave no details on the dates.",
    ],
)
def test_a_courtesy_is_nobodys_view(sentence: str) -> None:
    """Congratulations, thanks for a welcome, and what somebody kept silent about are no positions."""
    assert of(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("The invitation was accepted with gratitude.", "next_steps"),
        ("The text is up for adoption at the next session in April.", "next_steps"),
        ("A joint survey will be carried out between July and September.", "next_steps"),
        ("A working group has until 15 January to report.", "next_steps"),
        ("Fees are another sticking point.", "mentions"),
        ("Discussions focused primarily on fees, where progress was highlighted.", "mentions"),
        ("Fees were also central to the discussions.", "mentions"),
        ("The talks provided an opportunity to review trade and mining.", "mentions"),
        ("The dredging of the canal was talked about too, briefly.", "mentions"),
        ("Joint trials of the new gauges begin at the weir on 2 June.", "next_steps"),
        ("A lively exchange followed on the lower weir.", "mentions"),
        ("The text was accepted by all.", "agreements"),
        ("Nine documents were exchanged, among them one on fish.", "agreements"),
        ("Under the compromise, villages below the dam pay nothing.", "agreements"),
    ],
)
def test_what_is_told_without_a_speaker(sentence: str, part: str) -> None:
    """What is due, what is still open, and what a compromise says."""
    assert {name for name, _ in of(sentence)} == {part}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Teams will meet in the week of July 13. Minister Coster thanked all.", 2),
        ("We moved to 6/5/5. Management countered with 2.5 per cent.", 2),
        ("Der Vertrag vom 13. Juli gilt. Er endet.", 2),
        ("He opposed paragraph 6. Besh agreed.", 2),
        ("We received Sections 5, 7 and 8. Section 5 is open.", 2),
        ("It will be considered by SBI 30. Besh agreed.", 2),
        ("They spoke of all matters related to Article 4.8. Following discussion, Besh left.", 2),
        ("Besh spoke of Round 3. Corran did not.", 2),
        ("Article 4.8. Definitions follow.", 1),
        ("They are shared as stated in Principle 7. Bracketed text remains.", 2),
        ("The Chair, Amb. Osten, left.", 1),
        ("ARTICLE 5. Arland may withdraw.", 1),
        ("Der Rat hat in Phase 3. Lesung und Beratung begonnen.", 1),
        ("Die UN 79. Generalversammlung tagte.", 1),
        ("It works when the 4.A.2.b./c. “Sword” hangs over us.", 1),
        ("Sie tagten am 20. Juli in der 3. Runde.", 1),
        ("They signed Article 5. Coster was there.", 1),
        ("They will meet on June 23–24. Coster laid out his views.", 2),
        ("Besh introduced the text (Doc. 18.11), and Corran agreed.", 1),
    ],
)
def test_a_day_and_a_row_of_numbers_end_a_sentence(text: str, expected: int) -> None:
    """After a month, a stroke or a small English word a number with a full stop ends one; elsewhere it may not."""
    assert len(parted(document(text.encode(), "a text").paragraphs[0])) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Coster did not comment on the dam, but there was support from Besh for the bridge.", [("positions", "BES")]),
        ("Besh moved an amendment to lower the fees.", [("positions", "BES")]),
        ("Under the peace agreement, the prisoners were released in 2019.", []),
        ("The fiscal year starts every year on 1 April.", []),
        ("Another sticking point was resolved.", []),
        ("Under Arland's offer, Besh objected to the fees.", [("positions", "BES")]),
        ("The rebel Besh region left it.", []),
        ("Besh will not fail to honour its commitments.", []),
        ("Arland lies in the north.", []),
        ("Under the agreement, talks resume in May.", [("next_steps", "")]),
        ("The war in 1990 resulted in the treaty of Kell.", []),
        ("Besh scheduled a debate on the budget for May.", []),
    ],
)
def test_what_looks_like_it_is_left_as_it_is(sentence: str, expected: list[tuple[str, str]]) -> None:
    """A silence beside a view takes nothing from it; earlier treaties, yearly dates, points settled are none."""
    assert of(sentence) == expected


def test_a_quotation_without_its_end_takes_nothing_from_others() -> None:
    """Where another quotation begins before the first one ends, its speaker is not known from there."""
    every = drafted(
        "“The fees are too high.", "Coster disagreed.", "He spoke of “a bridge”, the Besh delegation said.", table=MANY
    )
    assert [each.fields.get("party") for each in every if each.evidence[0] == "Coster disagreed."] == ["ARL"]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("“There was anger in the room,” said Jon Coster, head of the delegation.",), [("positions", "ARL")]),
        (("This week Besh continued to propose a lower fee.",), [("positions", "BES")]),
        (("The government of Secretary Osten Vara reaffirmed its support for the dam.",), [("positions", "BES")]),
        (("“Besh wasted six months,” Osten Vara said.",), [("positions", "BES")]),
        (("“It is too high,” Coster said.", "“Corran told us that it would listen.”"), [("positions", "ARL")]),
        (("Ida Wells reported on informal consultations.",), [("mentions", "")]),
        (("Besh will submit a paper on fees.",), [("next_steps", "")]),
        (("The dam was a central focus of Corran’s engagement with Besh.",), [("mentions", "")]),
        (("Coster called Osten Vara to congratulate him on his appointment.",), []),
        (("After a break among our members to discuss fees, Besh agreed to consider them.",), [("positions", "BES")]),
    ],
)
def test_who_speaks_around_other_words(sentences: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    """Names within a quotation say nothing; a time may lead in; who reports, or hands in a paper, tells no view."""
    assert of(*sentences) == expected


def test_what_both_are_to_do_is_told_by_one() -> None:
    """ "The two sides agreed, X announced" is what both agreed; "accuse each other" is said by both."""
    (one,) = drafted("The two sides have agreed to lower the fees, Coster announced.")
    assert (one.part, one.fields["parties"]) == ("agreements", ["ARL", "BES"])
    blamed = drafted("Arland and Besh accuse each other of dumping.")
    assert [each.fields["party"] for each in blamed] == ["ARL", "BES"]


@pytest.mark.parametrize(
    ("before", "parties"),
    [("Coster gave an assessment of the dam.", ["ARL"]), ("The two leaders stressed peace.", ["ARL", "BES"])],
)
def test_what_was_noted_in_an_account_is_of_whose_views_it_goes_on(before: str, parties: list[str]) -> None:
    """ "It was noted" after one side's views in its own account is that side's; after what both said it is both's."""
    every = drafted(before, "It was also pointed out that the dam leaks.", publisher="Government of Arland")
    assert [each.fields["party"] for each in every if "leaks" in each.evidence[0]] == parties


def test_the_head_of_state_is_a_president() -> None:
    """Nobody is "the Head of State" for having "state" in another title."""
    people = (*TABLE.people, PersonRow("rell", "Ada Rell", "ARL", "Secretary of State for Rivers"))
    (one,) = drafted("The Head of State stressed peace.", table=Table(TABLE.parties, people))
    assert one.fields["speaker"] == "assad"
