"""Specification of the public page: one page in plain words, without codes, and nothing of the desk's own work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.desk import Desk
from reportgen.errors import AudienceError
from reportgen.loading import load
from reportgen.memo.walk import anchored, lines, plain
from reportgen.model.words import Firmness, Handling
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from tests.conftest import AUDIENCES, BUILT, NOT_BUILT, RECORDS, desk, memo_for, record_at
from tests.every_word import every_word
from tests.view_walk import changed, handled, memo_of, texts, view_of, with_talks

PUBLIC = [path for path, audience in BUILT if audience == "public"]
HARBOUR = next(path for path in RECORDS if path.parent.name.startswith("harbour"))
CODE = re.compile(r"¶|\b[A-Z]{1,3}(?:-[A-Z0-9]{1,4}){1,2}\b|\bS\d\b|\b[A-F][1-6]\b")
"""Ids of entries and sources, pointers to paragraphs, grades of sources."""


def said(path: Path) -> list[str]:
    """Every line of the public page."""
    return [plain(content) for content in lines(memo_for(path, "public")[1])]


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.parent.name)
def test_no_codes(path: Path) -> None:
    """No id, no pointer to a paragraph and no grade is printed; what each line states is known all the same."""
    assert not [line for line in said(path) if CODE.search(line)]
    assert len([line for line in anchored(memo_for(path, "public")[1]) if line.of]) > 20
    assert [line for line in (plain(c) for c in lines(memo_for(path, "desk")[1])) if CODE.search(line)]


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.parent.name)
def test_plain_words(path: Path) -> None:
    """Firmness and stance are told in the plain words, not in those of the desk."""
    printed = "\n".join(said(path))
    for jargon in ("Agreed to pursue", "Intended", "Firmness", "narrated by a reporter", "readout,\n", "pending"):
        assert jargon not in printed


def test_effort_is_not_told_as_outcome() -> None:
    """What the two sides agreed to work toward is told as that; nothing stands beside it as agreed but the flights."""
    groups = {
        group.firmness: [each.id for each in group.agreements]
        for group in view_of(record_at(PUBLIC[0]), "public").announced
    }
    assert groups == {"Agreed": ["A-02"], "Agreed to work toward": ["A-01"]}


def test_what_is_denied_is_told_as_disputed() -> None:
    """An outcome that a party denies stands last, as disputed, with the denial."""
    group = view_of(record_at(HARBOUR), "public").announced[-1]
    assert (group.firmness, [each.id for each in group.agreements]) == ("Disputed", ["A-06"])
    assert "Denied by Ostwyn: No agreement was reached; Ostwyn will study the request." in said(HARBOUR)


def test_who_says_so_in_words() -> None:
    """Each side's words are headed by whose account they are from, and by who published it."""
    printed = said(PUBLIC[0])
    assert "China, in its own account (Xinhua)" in printed
    assert "United States, as reported by the other side (Xinhua)" in printed
    assert printed.count("China, United States; as reported by Xinhua") == 2


def test_nothing_of_the_desks_own_work() -> None:
    """Who drafted, cleared, approved and signed, to whom it goes, and how a source is graded is not in the view."""
    own = ("Wrenfield", "417", "Marchbank", "Sallow", "Legal adviser", "Head of mission", "note-taker", "admiralty")
    of_desk = [text for _, text in texts(view_of(record_at(HARBOUR), "desk"))]
    of_public = [text for _, text in texts(view_of(record_at(HARBOUR), "public"))]
    for word in own:
        assert any(word in text for text in of_desk)
        assert not any(word in text for text in of_public)
    assert "58 of 58 entries" in {text for _, text in texts(view_of(record_at(PUBLIC[0]), "public"))}


def test_comments_are_not_printed() -> None:
    """Not even a comment that may be published is on the public page."""
    view, memo = memo_for(HARBOUR, "public")
    assert [each.id for each in view.comments] == ["C-01"]
    assert view.comments[0].text not in repr(memo)


@pytest.mark.parametrize("name", ["A-02", "P-US-02", "N-02", "I-FLY", "F-01", "X-02"])
def test_what_is_not_public_vanishes(name: str) -> None:
    """Of what is handled above public neither words nor name are left."""
    record = handled(PUBLIC[0], name, Handling.INTERNAL)
    assert name not in repr(memo_of(record, "public")).replace("I-FLYING", "")
    assert name in repr(view_of(record, "desk"))


def test_the_files_do_not_say_who_drafted() -> None:
    """No part of a public file names the drafter or the unit, its properties among them; a desk memo has both."""
    by = record_at(HARBOUR).talks.prepared_by
    assert by is not None
    assert by.unit is not None
    memos = {audience: memo_for(HARBOUR, audience)[1] for audience in ("desk", "public")}
    for audience, memo in memos.items():
        assert (memo.properties.author == by.unit) is (audience == "desk")
        for content in (write_docx(memo, desk().style), write_html(memo, desk().style, desk().css)):
            words = every_word(content)
            for told in (by.unit, str(by.name)):
                assert (re.sub(r"[\W_]+", "", told).casefold() in words) is (audience == "desk")


def test_record_above_the_ceiling() -> None:
    """A record that is itself above public is not built for it: refused if asked for, else left out and told."""
    for path in RECORDS:
        record = record_at(path)
        names, warnings = desk().allowed(record, ())
        left_out = {f"{path.parent.name}.{name}" for name in AUDIENCES if name not in names}
        assert left_out == {each for each in NOT_BUILT if each.startswith(path.parent.name)}
        assert len(warnings) == len(left_out)
    with pytest.raises(AudienceError, match="nothing of climate-2032-06 is for public"):
        desk().allowed(record_at(next(path for path in RECORDS if "climate" in str(path))), ("public",))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_one_page(paper: str) -> None:
    """The public page of the real talks is one page, on A4 and on US Letter."""
    made = Desk(paper=paper).make(load(PUBLIC[0]), "public", ["pdf"])
    assert made.pages == 1


def test_days_where_the_words_are_foreign() -> None:
    """When a step is due is told as a day, not in words of another language."""
    steps = {step.id: step for step in view_of(record_at(RECORDS[-1]), "public").next_steps}
    assert (steps["N-01"].when.text, steps["N-02"].when.text) == ("1 September 2033", "Open")
    assert steps["N-01"].due.text == "自2033年9月1日起"


def test_no_day_recorded() -> None:
    """Where no meeting may be told, the line under the headline has no day, and does not say that there is none."""
    record = with_talks(record_at(PUBLIC[0]), meetings=())
    assert plain(list(lines(memo_of(record, "public")))[1]).startswith("Public summary · ")


def test_firmness_for_the_public_is_never_stronger() -> None:
    """The plain words for anything weaker than agreed say so: none of them is "Agreed" alone."""
    for firmness in Firmness:
        record = changed(record_at(PUBLIC[0]), "agreements", 1, firmness=firmness)
        group = next(g for g in view_of(record, "public").announced if "A-02" in {each.id for each in g.agreements})
        assert (group.firmness == "Agreed") is (firmness is Firmness.AGREED)
