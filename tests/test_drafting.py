"""What the drafter makes of a sentence: the subject decides, not the verb."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.drafting.cues import CuesDrafter
from reportgen.drafting.proposal import IssueRow, PartyRow, PersonRow, Proposal, SourceText, Table
from reportgen.sources.document import document

TABLE = Table(
    (PartyRow("ARL", "Arland", (), "state", "principal"), PartyRow("BES", "Besh", (), "state", "principal")),
    (
        PersonRow("coster", "Jon Coster", "ARL", "Prime Minister"),
        PersonRow("assad", "Mirel Osten", "BES", "President"),
    ),
)
OPENING = "Prime Minister Coster met President Osten of Besh in Kell on Monday."


def drafted(*sentences: str, table: Table = TABLE, **known: str) -> list[Proposal]:
    """What is proposed for one paragraph after the sentence that tells of the meeting."""
    text = SourceText(document(f"{OPENING}\n\n{' '.join(sentences)}\n".encode(), "a text"), **known)
    found = CuesDrafter().propose(text, table)
    return [
        each for each in found if any(each.evidence[0].strip() == one.strip() for one in sentences if each.evidence)
    ]


def told(*sentences: str) -> list[tuple[str, str]]:
    """Of each proposal for the last sentence: the list, and the parties."""
    return [
        (each.part, " ".join([*(each.fields.get("parties") or each.fields.get("owners") or ()), *_party(each)]))
        for each in drafted(*sentences)
        if each.evidence[0] == sentences[-1]
    ]


def _party(proposal: Proposal) -> list[str]:
    party = proposal.fields.get("party")
    return [str(party)] if party else []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The two sides agreed to reopen the bridge.", [("agreements", "ARL BES")]),
        ("Arland agreed that the bridge should be reopened.", [("positions", "ARL")]),
        ("Coster and Osten agreed to reopen the bridge.", [("agreements", "ARL BES")]),
        ("Both leaders welcomed the resumption of the ferry.", [("agreements", "ARL BES")]),
        ("It was agreed to reopen the bridge.", [("agreements", "ARL BES")]),
        ("The two leaders stressed the importance of calm.", [("positions", "ARL"), ("positions", "BES")]),
        ("The two sides exchanged views on the dam.", [("mentions", "ARL BES")]),
        ("They discussed the dam.", [("mentions", "ARL BES")]),
        ("The two sides will meet again in May.", [("next_steps", "ARL BES")]),
        ("Experts of both countries will draft the rules next week.", [("next_steps", "")]),
        ("The next round will be held in Kell in March.", [("next_steps", "ARL BES")]),
        ("Coster called for lower fees.", [("positions", "ARL")]),
        ('"The fees are too high," said Osten.', [("positions", "BES")]),
        ("The fees are too high, Osten said on Tuesday.", [("positions", "BES")]),
        ("Besh, supported by its neighbours, opposed the plan.", [("positions", "BES")]),
        ("The President rejected the plan.", [("positions", "BES")]),
        ("The Arlandic side insisted on a survey.", [("positions", "ARL")]),
        ("Some delegates questioned the figures.", [("positions", "")]),
        ("The bridge is forty metres long.", []),
        ("The two sides did not agree on the bridge.", [("mentions", "ARL BES")]),
        ("The two sides failed to agree on the fees.", [("mentions", "ARL BES")]),
        ("The two sides could not reach agreement on the ferry.", [("mentions", "ARL BES")]),
        ("The two sides would not sign the treaty.", []),
        ("No agreement was reached on the bridge.", [("mentions", "ARL BES")]),
        ("The two sides will not meet again this year.", []),
        ("The two sides agreed not to raise the fees.", [("agreements", "ARL BES")]),
        ("The two sides agreed to disagree on the fees.", [("mentions", "ARL BES")]),
        ("Last year the two sides agreed to build the bridge.", []),
        ("Norway and Sweden agreed on a border in 1905.", []),
        ("The proposed bridge would cost a million.", []),
        ("The head of the Arlandic delegation conveyed greetings.", [("positions", "ARL")]),
        ("The President of Besh thanked his hosts.", [("positions", "BES")]),
        ("The importance of the ferry was emphasized.", [("positions", "ARL"), ("positions", "BES")]),
        ("It was noted that trade had grown.", [("positions", "ARL"), ("positions", "BES")]),
        ("Both leaders agreed that the river is rising.", [("positions", "ARL"), ("positions", "BES")]),
        ("Both leaders agreed that the bridge should be closed.", [("agreements", "ARL BES")]),
        ("Both accepted the figure.", [("agreements", "ARL BES")]),
        ("A memorandum on the training of ferrymen was signed.", [("agreements", "ARL BES")]),
        ("The wording on fees was accepted by both sides.", [("agreements", "ARL BES")]),
        ("The treaty that was signed in 1905 lies in a museum.", []),
        ("The co-chairs instructed experts to draft the rules.", [("agreements", "ARL BES")]),
        ("Fees and the ferry were also touched upon.", [("mentions", "ARL BES")]),
        ("Talks resume on Friday.", [("next_steps", "ARL BES")]),
        ("Osten reciprocated the greetings.", [("positions", "BES")]),
        ("Osten was grateful for the welcome.", [("positions", "BES")]),
        ("Osten visited the museum.", []),
        ("Besh was flooded in May.", []),
        ("But Osten warned of delays.", [("positions", "BES")]),
        ("Osten reviewed the work on the dam.", [("positions", "BES")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_subject_decides_what_a_sentence_is(sentence: str, expected: list[tuple[str, str]]) -> None:
    """Both sides agree, one party takes a position, a will with a time is a step; what is neither is nothing."""
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentences", "party"),
    [
        (("Coster raised the fees.", "He called them unfair."), "ARL"),
        (("Osten spoke of the dam.", "She said that it is safe.", "In her view, the survey is flawed."), "BES"),
        (("Coster said the fees are unfair.", "Besh should lower them."), "BES"),
    ],
    ids=["he", "in her view", "the other party"],
)
def test_pronouns_stand_for_who_spoke_last(sentences: tuple[str, ...], party: str) -> None:
    """A pronoun is the subject before; a party named by itself is nobody else."""
    assert told(*sentences)[-1][1] == party


def test_a_point_of_a_list_is_what_stands_before_the_list() -> None:
    """Each point is an entry in its own words, with those before the list as evidence; they are no entry themselves."""
    lead, points = "The two sides agreed:", ("- to reopen the bridge;", "- to lower the fees.")
    text = SourceText(document(f"{OPENING}\n\n{lead}\n{points[0]}\n{points[1]}\n".encode(), "a text"))
    found = [each for each in CuesDrafter().propose(text, TABLE) if each.part == "agreements"]
    assert [each.evidence for each in found] == [(point, lead) for point in points]
    assert [each.fields["text"] for each in found] == ["To reopen the bridge.", "To lower the fees."]
    assert {str(each.fields["operative_words"]) for each in found} == {"agreed"}


def test_a_subject_of_a_list_raised_by_one_is_its_position() -> None:
    """Where a list tells of what was raised, a point with a speaker is what that one said."""
    lead, points = "The following was discussed:", ("- Besh asked for lower fees;", "- the ferry.")
    text = SourceText(document(f"{OPENING}\n\n{lead}\n{points[0]}\n{points[1]}\n".encode(), "a text"))
    found = {each.evidence[0]: each.part for each in CuesDrafter().propose(text, TABLE) if each.part != "issues"}
    assert {point: found[point] for point in points} == {points[0]: "positions", points[1]: "mentions"}


def test_party_is_never_guessed() -> None:
    """A speaker whom neither the table nor the text gives a party has none, whoever is near."""
    (found,) = drafted("Engineer Tom Vail said the dam is safe.")
    assert found.part == "positions"
    assert not found.fields["party"]


def test_confirmed_table_gives_the_party_of_every_mention() -> None:
    """What the sources call a party, as the table says, is that party."""
    named = PartyRow("CF", "Corran Foundry", ("the company", "management"), "company", "principal")
    table = Table((*TABLE.parties, named), TABLE.people)
    assert [each.fields["party"] for each in drafted("Management rejected the plan.", table=table)] == ["CF"]
    assert [each.fields["party"] for each in drafted("The company wants a survey.", table=table)] == ["CF"]


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        (
            "The two sides agreed to work together toward a new bridge.",
            {"text": "Work together toward a new bridge.", "operative_words": "agreed to work",
             "firmness": "agreed_to_pursue"},
        ),
        (
            "The two sides will hold talks on the dam in the coming weeks.",
            {"text": "Hold talks on the dam in the coming weeks.", "firmness": "planned",
             "due": {"kind": "relative", "as_stated": "in the coming weeks"}},
        ),
        (
            "Officials will meet in Kell on 3 June 2033.",
            {"due": {"kind": "date", "as_stated": "3 June 2033", "date": "2033-06-03"}},
        ),
        ("Besh is willing to share its data, Osten said.", {"stance": "offers", "operative_words": "is willing to",
         "text": "Besh is willing to share its data.", "speaker": "assad"}),
        ("Most importantly, Coster said, the two sides should keep calm.",
         {"stance": "calls_for", "text": "Most importantly, the two sides should keep calm."}),
        ('Coster called the fees "a wall".', {"speech": "partial_quote"}),
        ("Coster denied that Arland had agreed to pay.",
         {"stance": "rejects", "text": "Denied that Arland had agreed to pay."}),
        ("Coster thanked Osten for the visit.", {"text": "Thanked Osten for the visit."}),
    ],
    ids=["agreement", "step", "day", "offer", "around", "quote", "denial", "thanks"],
)  # fmt: skip
def test_words_of_an_entry_are_the_sources_own(sentence: str, fields: dict[str, object]) -> None:
    """The text is what was said without who said it; firmness, stance and due are read from the words."""
    (found,) = drafted(sentence)
    assert {name: found.fields.get(name) for name in fields} == fields
    assert found.evidence == (sentence,)


def test_named_list_is_a_formula_with_its_members() -> None:
    """ "Three musts" with what each must is a formula of its author, with no response reported."""
    sentence = 'Coster spoke of "three musts": must keep calm, must share data, and must meet often.'
    formula = next(each for each in drafted(sentence) if each.part == "formulae")
    assert formula.fields["name"] == "three musts"
    assert formula.fields["elements"] == ["must keep calm", "must share data", "must meet often"]
    assert formula.fields["reception"] == {"BES": "not_reported"}


def test_mention_of_several_issues_is_one_for_each() -> None:
    """Views exchanged on two things make two mentions, each with its issue, and the issues are proposed."""
    text = SourceText(document(f"{OPENING}\n\nThe two sides exchanged views on the dam and the ferry.\n".encode(), "a"))
    found = CuesDrafter().propose(text, TABLE)
    assert [each.fields["title"] for each in found if each.part == "issues"] == ["Dam", "Ferry"]
    assert [each.fields["text"] for each in found if each.part == "mentions"] == [
        "Exchanged views on the dam.",
        "Exchanged views on the ferry.",
    ]


def test_confirmed_issue_is_given_to_what_speaks_of_it() -> None:
    """An entry gets the one issue whose telling words its sentence has."""
    table = Table(TABLE.parties, TABLE.people, (IssueRow("I-07", "Grey Dam"), IssueRow("I-08", "Ferry")))
    (found,) = drafted("The two sides agreed to inspect the Grey Dam.", table=table)
    assert found.fields["issue"] == "I-07"


def test_who_met_is_proposed_with_an_empty_table() -> None:
    """Parties, participants with titles, the meeting with its days and how they were worked out."""
    words = "KELL, 12 May 2033 -- Norwegian Foreign Minister Anna Holm met today with Minister Pavel Ruk of Velmark."
    text = SourceText(
        document(f"{words}\n".encode(), "a", "KELL, 12 May 2033 --"), published=date(2033, 5, 12),
        dateline="KELL, 12 May 2033 --",
    )  # fmt: skip
    found = {each.part: [] for each in CuesDrafter().propose(text, Table())}
    for each in CuesDrafter().propose(text, Table()):
        found[each.part].append(each.fields)
    assert [(each["id"], each["role"]) for each in found["parties"]] == [("NO", "principal"), ("VELMARK", "principal")]
    assert [(each["name"], each["party"], each["title"]) for each in found["participants"]] == [
        ("Anna Holm", "NO", "Norwegian Foreign Minister"),
        ("Pavel Ruk", "VELMARK", "Minister"),
    ]
    dates = found["meetings"][0]["dates"]
    assert (dates["as_stated"], dates["start"], dates["certainty"]) == ("today", "2033-05-12", "derived")
    assert "counted from the publication" in dates["basis"]


def test_person_merely_named_is_no_participant() -> None:
    """Participants are subjects and objects of the meeting, and speakers."""
    text = SourceText(document(f"{OPENING}\n\nPresident Lena Farr of Norway was not there.\n".encode(), "a"))
    people = [each.fields["name"] for each in CuesDrafter().propose(text, Table()) if each.part == "participants"]
    assert "Lena Farr" not in people
