"""The cue table: what sentences claim, and what a desk is told of a table that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.cues import Cues, Strength, Weaker, cues, rank
from reportgen.errors import InputError
from reportgen.model.words import Firmness
from reportgen.shipped import templates
from tests.conftest import REAL
from tests.test_cli import run

STRENGTHS: tuple[Strength, ...] = (*Firmness, *Weaker)

CLAIMED = {
    "signed": """
        The ministers signed a memorandum of understanding.
        They have signed the treaty, and agreed to publish it.
        The two governments put their signatures to the pact.
        Not only Kelmoria signed the text.
    """,
    "adopted": """
        The meeting adopted a decision on tide gauges.
        The council approved the budget.
        Both parliaments have ratified the convention.
    """,
    "agreed": """
        The two sides agreed to increase direct flights.
        They agreed on a prisoner exchange.
        The leaders agreed that their teams will follow up.
        The Parties agree to take the following actions by 12 August:
        The talks ended late, the sides agreeing to meet again.
        Kelmoria committed to lower its dues.
        Ostwyn pledged to release the crew.
        Both sides undertook to publish the figures.
        The ministers confirmed the date of the next round.
        The delegations decided to open a joint office.
        The two sides reached an agreement on fishing rights.
        The union and the company reached a wide and costly deal.
        An agreement to exchange prisoners was announced.
        Agreement on the budget has been reached.
        The negotiators struck a deal.
        The sides came to an understanding on the wrecks.
        The parties concluded a trade agreement.
        They welcomed the resumption of military contacts.
        The leaders welcomed the establishment of a working group.
        Both sides welcomed the early launch of the ferry.
        The group endorsed the plan.
        Both sides are also resuming telephone calls between commanders.
        The leaders tasked their teams to draft a schedule.
        The sides settled that the next round is in Lanmoor.
        Ostwyn accepted the terms.
        The deal includes Kelmorian commitments.
        The sides did not discuss the islets but agreed to meet.
        They agreed not to raise tariffs.
        The sides did not meet but agreed on a date.
        Was it a no? No, they agreed.
        They agreed on flights, and to consult on dues.
        No later than on Friday, the sides agreed on a truce.
    """,
    "agreed_in_principle": """
        They agreed in principle on a schedule of dues.
        They agreed, in principle, to a joint patrol.
        The sides agreed to a station in principle.
        The two teams tentatively agreed on wages.
        The text was agreed ad referendum.
        The union reached a tentative agreement with the company.
        They reached a budget agreement in principle.
        The text was initialled in Lanmoor.
        The parties reached a deal on wages subject to ratification.
    """,
    "agreed_to_pursue": """
        The two sides agreed to work together toward a meeting.
        They agreed on Friday to work for a ceasefire.
        They agreed to continue to build trust.
        They agreed to seek a lasting settlement.
        The leaders committed to work towards more flights.
        She committed to continued collaboration on borders.
        The sides agreed to step up their efforts.
        The leaders affirmed the need to address the risks.
        They agreed on the need for a survey.
    """,
    "agreed_to_consult": """
        They agreed to consult on the dredging.
        The sides agreed to hold new talks.
        They agreed to hold further consultations in May.
        The ministers agreed to keep in close touch.
        They agreed to maintain communication.
        The leaders tasked their teams to discuss them further.
        Both agreed to continue regular discussions.
    """,
    "planned": """
        In the coming days the two sides will hold consultations.
        The parties shall meet once a year.
        The text will be signed in May.
        They plan to meet in the spring.
        The vote is scheduled for Monday.
        A memorandum is to be signed on Friday.
        We'll be back.
        They will meet and agree on a text.
    """,
    "intended": """
        The two countries are eyeing a memorandum.
        Pellamar aims to host the workshop.
        The sides intend to reach an agreement on transit.
        They hope to reach a deal by June.
        The leaders look forward to the next round.
        Ostwyn seeks to renew the lease.
        The ministers are expected to meet again.
    """,
    "offered": """
        China is willing to work with all parties.
        The company is prepared to raise wages.
        The United States stands ready to help.
        Brellin offered the use of its port.
        The minister invited the secretary to Keldun.
    """,
    "view": """
        The two sides reaffirmed their commitment to peace.
        The leaders underscored the importance of ties.
        They reiterated their agreement that a war cannot be won.
        Brackwater remains committed to a safe workplace.
        The leaders welcomed recent talks between envoys.
        They agreed on the importance of dialogue.
        Kelmoria agreed with Ostwyn.
        Ostwyn called for an end to the blockade.
        He raised concerns over the arrests.
        They concluded that the border line is void.
        Secretary Pell shares the view that pilots come first.
        The report noted that exports had risen.
    """,
    "mention": """
        The two leaders exchanged views on regional issues.
        The delegates discussed migratory birds.
        The council took note of the report.
        The talks touched on winter ice.
        They held a candid and constructive discussion.
        The two sides had frank talks.
        The ministers gathered to discuss the strait.
    """,
    "": """
        The sides agreed to disagree.
        The two sides did not agree on a date.
        The parties have not signed the treaty.
        The talks ended without agreeing on a text.
        We haven't yet agreed on rules of origin.
        No agreement was reached.
        An agreement has not been reached.
        Neither side agreed to withdraw.
        The sides failed to reach agreement on dues.
        The agreement signed in 2019 stands.
        The memorandum of agreement on pilots lapsed.
        The parties could agree on less.
        Unless both capitals have signed, nothing moves.
        The agreed-upon text lies in Lanmoor.
        The agreed timetable stands.
        Talks toward an agreement on transit went on.
        It takes political will.
        The terms should be agreed by spring.
        Signals of disagreement were many.
        An existing agreement on pilots lapsed, and a 1974 agreement on ice.
        Their will to reach an agreement on transit was in doubt.
        A possible deal on dues went the rounds.
        A co-signed letter lay on the table.
        The ministers came. To deal with ice is hard.
        This agreement on wages is the best in years.
    """,
}

SENTENCES = [
    (sentence.strip(), claimed)
    for claimed, block in CLAIMED.items()
    for sentence in block.strip().splitlines()
]  # fmt: skip


def english() -> Cues:
    table = cues("en-GB")
    assert table
    return table


def strongest(text: str) -> str:
    """The strongest claim of a text."""
    return min((claim.strength for claim in english().claims(text)), key=rank, default="")


def test_there_are_enough_sentences() -> None:
    """The sentences are many, none twice, and cover every strength of the table."""
    assert len(dict(SENTENCES)) == len(SENTENCES) >= 80
    assert set(CLAIMED) == {*STRENGTHS, ""}


@pytest.mark.parametrize(("sentence", "claimed"), SENTENCES)
def test_a_sentence_claims(sentence: str, claimed: str) -> None:
    """A sentence claims what its strongest phrase claims, and nothing when that is negated, past or masked."""
    assert strongest(sentence) == claimed


def test_a_claim_is_told_in_its_own_words() -> None:
    """A claim has the words and the offsets of the text; a phrase runs over line ends, not over clauses."""
    (claim,) = english().claims("They Agreed\nto work on it.")
    assert (claim.words, claim.start, claim.end) == ("Agreed\nto work", 5, 19)
    assert [each.words for each in english().claims("They agreed. To work is a duty.")] == ["agreed"]
    assert english().claims("") == ()


def test_strengths_keep_the_order_of_firmness() -> None:
    """Every firmness is stronger than a view, and a view than a mention."""
    assert [rank(strength) for strength in STRENGTHS] == list(range(11))


def own_table(folder: Path, text: str) -> tuple[Path, ...]:
    (folder / "cues").mkdir(parents=True, exist_ok=True)
    (folder / "cues" / "en.yaml").write_text(text, encoding="utf-8")
    return (folder, templates())


def test_a_desk_may_have_its_own_table(tmp_path: Path) -> None:
    """The first folder that has a table for the language gives it whole; without one nothing is judged."""
    table = cues("en", own_table(tmp_path, "agreed:\n  - shook hands on\n"))
    assert table
    assert [claim.words for claim in table.claims("They agreed, and shook hands on it.")] == ["shook hands on"]
    table = cues("en", own_table(tmp_path, "agreed: nodded ANY head\n"))
    assert table
    assert [claim.words for claim in table.claims("Each nodded his head; nodded head.")] == ["nodded his head"]
    assert cues("tlh") is None


def test_check_and_build_judge_by_a_desks_own_table(tmp_path: Path) -> None:
    """With --templates the desk's table is the one that counts, for check and build alike; without, the shipped one."""
    own_table(tmp_path, "signed:\n  - increase\nagreed: [agreed]\n")
    assert "[E104]" not in run("check", REAL).stdout
    told = run("check", REAL, "--templates", tmp_path)
    assert (told.returncode, "[E104]" in told.stdout) == (1, True)
    built = run("build", REAL, "--templates", tmp_path, "--out", tmp_path / "out", "--format", "md")
    assert (built.returncode, "[E104]" in built.stderr) == (1, True)
    own_table(tmp_path, "agred: [agreed]\n")
    for command in (["check", REAL], ["check", REAL, "--format", "json"], ["build", REAL, "--out", tmp_path / "out"]):
        refused = run(*command, "--templates", tmp_path)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert 'en.yaml:1:1: error: "agred" is not a field' in " ".join(refused.stderr.split())
    nowhere = run("check", REAL, "--templates", "nowhere")
    assert (nowhere.returncode, "there is no folder nowhere" in nowhere.stderr) == (2, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("agred: [agreed]\n", 'en.yaml:1:1: "agred" is not a field that is known here. Did you mean "agreed"?'),
        ("signed: [signed]\n", '"agreed" is missing.'),
        ("lists: {AGREE: agreed}\nagreed:\n  - AGRE to\n", 'yaml:3:5: There is no list "AGRE". Did you mean "AGREE"?'),
        ("agreed: [agreed]\nplanned:\n  - will\n  - agreed\n", 'en.yaml:4:5: "agreed" stands under "agreed" too.'),
        ("agreed:\n  - agreed (also to\n", "en.yaml:2:5: A bracket in"),
        ("agreed:\n  - … agreed\n", "en.yaml:2:5: A phrase must begin and end with a word"),
        ("agreed:\n  - (also)\n", "en.yaml:2:5: A phrase must begin and end with a word"),
        ("agreed:\n  - agree.*\n", 'en.yaml:2:5: "agree.*" is not a word.'),
        ("agreed:\n  - agree//agreed\n", "is not a word"),
        ("lists: {agree: agreed}\nagreed: [agreed]\n", 'en.yaml:1:16: "agree" cannot name a list.'),
        ("lists: {AGREE: a+b}\nagreed: [AGREE to]\n", 'en.yaml:1:16: "a+b" is not a word.'),
        ("barriers: [and, a+b]\nagreed: [agreed]\n", 'en.yaml:1:17: "a+b" is not a word.'),
        ("agreed: [\n", "en.yaml"),
    ],
)  # fmt: skip
def test_a_bad_table_is_told_at_its_place(text: str, told: str, tmp_path: Path) -> None:
    """A fault of the table is told once, with its place, in the words of a desk officer."""
    with pytest.raises(InputError) as caught:
        cues("en", own_table(tmp_path, text))
    assert told in str(caught.value)
    assert len(caught.value.problems) == 1
