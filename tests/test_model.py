"""What a record can say, and what it works out by itself: the forms of ``reportgen.model``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from reportgen.form import Form
from reportgen.model import derive, words
from reportgen.model.analysis import Omission
from reportgen.model.base import Attested, Evidence
from reportgen.model.talks import Talks
from reportgen.model.words import Word
from tests.model_records import (
    CLIMATE,
    HARBOUR,
    LANGUAGES,
    MILLWORKS,
    REAL,
    TALKS,
    Path,
    changed,
    forms,
    minimal,
    plain,
)

VOCABULARIES = {
    "Firmness": "signed adopted agreed agreed_in_principle agreed_to_pursue agreed_to_consult planned intended offered",
    "Claim": "joint_text both_readouts one_readout reporter_narration disputed",
    "Progress": "pending scheduled in_progress delivered partly_delivered lapsed withdrawn superseded unknown",
    "Novelty": "new reaffirmed advanced diluted unknown",
    "Stance": "asserts holds wants supports opposes proposes calls_for offers commits conditions concurs requests "
    "rejects concern reserves",
    "Speech": "direct_quote partial_quote indirect_speech continuation narration joint_text",
    "StateOfPlay": "agreed agreed_to_pursue agreed_to_consult planned shared_view shared_view_one_source "
    "parallel_statements divergent one_side_only discussed_no_content not_discussed",
    "Standing": "authoritative official_secondhand partisan_secondhand independent unknown",
    "PartyKind": "state international_organisation bloc armed_group company union government_body other",
    "PartyRole": "principal mediator guarantor host observer mentioned",
    "DueKind": "date window relative open not_stated",
    "Handling": "public internal restricted named",
}
"""The words of domain.md, in its order, written out by hand."""

EXERCISED = (
    "Handling", "PartyRole", "Standing", "Certainty", "Firmness", "Novelty", "Stance", "Speech", "SpeakerBasis",
    "DueKind", "Confidence",
)  # fmt: skip
"""Vocabularies every word of which stands in one of the records."""


def agreement(**fields: Any) -> dict[str, Any]:
    """A record of one agreement."""
    base = {
        "id": "A-01", "issue": "I-1", "text": "Talk.", "operative_words": "agreed to talk",
        "firmness": "agreed_to_consult", "parties": ["A", "B"], "evidence": "They agreed to talk.",
    }  # fmt: skip
    return minimal(agreements=[{**base, **fields}])


def position(**fields: Any) -> dict[str, Any]:
    """A record of one position."""
    base = {"id": "P-A-01", "party": "A", "issue": "I-1", "stance": "asserts", "text": "So.", "evidence": "So."}
    return minimal(positions=[{**base, **fields}])


def step(**fields: Any) -> dict[str, Any]:
    """A record of one next step."""
    base = {
        "id": "N-01", "text": "Talk.", "operative_words": "will talk", "firmness": "planned", "owners": ["A"],
        "evidence": "A will talk.", "due": "not_stated",
    }  # fmt: skip
    return minimal(next_steps=[{**base, **fields}])


def one_of_each() -> dict[type[Form], tuple[Talks, Path]]:
    """For each kind of form, a record and the path of one in it."""
    found: dict[type[Form], tuple[Talks, Path]] = {}
    for talks in TALKS.values():
        for path, form in forms(talks):
            found.setdefault(type(form), (talks, path))
    return found


EACH = one_of_each()
BY_NAME = {form.__name__: form for form in EACH}
by_form = pytest.mark.parametrize("form", BY_NAME.values(), ids=BY_NAME)


def form_classes(base: type[BaseModel] = Form) -> Iterator[type[BaseModel]]:
    """The forms of the record, without those that only others are made from."""
    for form in base.__subclasses__():
        own = [each for each in form.__subclasses__() if each.__module__.startswith("reportgen.model")]
        if form.__module__.startswith("reportgen.model") and not own:
            yield form
        yield from form_classes(form)


def test_every_kind_of_form_is_in_a_record() -> None:
    """The real talks and the invented ones between them fill in every form there is."""
    assert set(form_classes()) == set(EACH)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_vocabulary(name: str) -> None:
    """Every vocabulary has the words of the domain, all of them, no others, in its order."""
    assert [str(word) for word in getattr(words, name)] == VOCABULARIES[name].split()


@pytest.mark.parametrize("name", EXERCISED)
def test_every_word_is_used_in_a_record(name: str) -> None:
    """The records between them use every word of the vocabularies that decide what a memo says."""
    every = [form for talks in TALKS.values() for _, form in forms(talks)]
    filled = [getattr(form, field) for form in every for field in type(form).model_fields]
    used = {(type(value), value) for value in filled if isinstance(value, Word)}
    assert [word for word in getattr(words, name) if (type(word), word) not in used] == []


def test_order_of_handling_and_firmness() -> None:
    """Handling runs from the widest to the narrowest, firmness from the firmest to the weakest."""
    handling = words.Handling
    assert handling.PUBLIC.rank < handling.INTERNAL.rank < handling.RESTRICTED.rank < handling.NAMED.rank
    assert words.Firmness.SIGNED.rank == 0
    assert words.Firmness.AGREED.rank < words.Firmness.AGREED_TO_PURSUE.rank < words.Firmness.PLANNED.rank


def test_who_quotes_and_who_hedges() -> None:
    """Only the two kinds of quote permit quotation marks; six stances hedge."""
    assert {str(word) for word in words.Speech if word.quotes} == {"direct_quote", "partial_quote"}
    hedged = {str(word) for word in words.Stance if word.hedged}
    assert hedged == {"wants", "calls_for", "offers", "conditions", "concurs", "proposes"}


@by_form
def test_forms_are_frozen(form: type[Form]) -> None:
    """What was loaded cannot be changed."""
    talks, path = EACH[form]
    filled: Any = talks
    for step_ in path:
        filled = filled[step_] if isinstance(step_, int) else getattr(filled, step_)
    for field in form.model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(filled, field, None)


@by_form
def test_forms_take_nothing_extra(form: type[Form]) -> None:
    """A key that is not known is refused, in every form, at its place."""
    talks, path = EACH[form]
    with pytest.raises(ValidationError) as caught:
        Talks.model_validate(changed(talks, (*path, "colour"), "blue"))
    assert ("extra_forbidden", "colour") in {(each["type"], each["loc"][-1]) for each in caught.value.errors()}


@pytest.mark.parametrize("talks", TALKS.values(), ids=TALKS)
def test_long_form_says_the_same(talks: Talks) -> None:
    """A record written out in full, and one filled in with every default, are the record itself."""
    assert Talks.model_validate(plain(talks)) == talks
    assert Talks.model_validate(talks.model_dump(mode="json")) == talks


LONG = [{"text": "They agreed to talk.", "source": "S1"}]
WITH_PARA = {"text": "They met.", "para": 2}


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("They agreed to talk.", LONG),
        (["They agreed to talk."], LONG),
        ({"text": "They agreed to talk."}, LONG),
        (["They agreed to talk.", WITH_PARA], [*LONG, {**WITH_PARA, "source": "S1"}]),
        (["They agreed to talk.", {"text": "Ja.", "translation": "Yes.", "source": "S1"}],
         [*LONG, {"text": "Ja.", "translation": "Yes.", "source": "S1"}]),
    ],
)  # fmt: skip
def test_short_forms_of_evidence(short: Any, long: Any) -> None:
    """Evidence may be a text, a list of texts, fields of its own, or a mixture; all mean the same."""
    assert Talks.model_validate(agreement(evidence=short)) == Talks.model_validate(agreement(evidence=long))


@pytest.mark.parametrize(
    ("field", "short", "long"),
    [
        ("operative_words", "agreed", ["agreed"]),
        ("limits", "Not more.", ["Not more."]),
        ("conditions", "Rain.", [{"text": "Rain."}]),
        ("conditions", ["Rain.", {"text": "Sun."}], [{"text": "Rain."}, {"text": "Sun."}]),
        ("denied_by", "B", [{"party": "B"}]),
        ("denied_by", ["A", {"party": "B", "evidence": "No."}],
         [{"party": "A"}, {"party": "B", "evidence": [{"text": "No.", "source": "S1"}]}]),
    ],
)  # fmt: skip
def test_short_forms_of_an_agreement(field: str, short: Any, long: Any) -> None:
    """A list of one may be written without its brackets, and a condition or denial as its words alone."""
    assert Talks.model_validate(agreement(**{field: short})) == Talks.model_validate(agreement(**{field: long}))


FORMULA = {"id": "F-01", "name": "three", "author_party": "A", "elements": ["one"], "evidence": "three: one"}


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (step(due="open"), step(due={"kind": "open"})),
        (step(arises_from="M-01"), step(arises_from=["M-01"])),
        (minimal(formulae=[{**FORMULA, "reception": {"B": "noted"}}]),
         minimal(formulae=[{**FORMULA, "reception": [{"party": "B", "value": "noted"}]}])),
        (minimal(formulae=[{**FORMULA, "reception": []}]),
         minimal(formulae=[{**FORMULA, "reception": [], "elements": [{"text": "one"}]}])),
        (minimal(comments=[{"id": "C-01", "on": "S1", "basis": "S1", "text": "Hm.", "confidence": "low"}]),
         minimal(comments=[{"id": "C-01", "on": ["S1"], "basis": ["S1"], "text": "Hm.", "confidence": "low"}])),
        (minimal(omitted=[{"para": 1, "reason": "Thanks."}]),
         minimal(omitted=[{"para": 1, "reason": "Thanks.", "source": "S1"}])),
    ],
)  # fmt: skip
def test_other_short_forms(short: dict[str, Any], long: dict[str, Any]) -> None:
    """A due may be its kind, a reception a mapping by party, what a comment rests on one id."""
    assert Talks.model_validate(short) == Talks.model_validate(long)


def test_standing_by_party() -> None:
    """How far a source speaks for each party may be a mapping by party."""
    path = ("sources", 0, "standing")
    standing = [{"party": "US", "value": "unknown"}, {"party": "CN", "value": "authoritative"}]
    short = Talks.model_validate(changed(TALKS[REAL], path, {"US": "unknown", "CN": "authoritative"}))
    assert short == Talks.model_validate(changed(TALKS[REAL], path, standing))


@pytest.mark.parametrize("name", [REAL, CLIMATE])
def test_the_only_source_is_filled_in(name: str) -> None:
    """Where there is one source, every piece of evidence and every omission is of it, at any depth."""
    talks = TALKS[name]
    assert {piece.source for _, piece in forms(talks) if isinstance(piece, Evidence | Omission)} == {"S1"}


def test_no_source_is_guessed_among_several() -> None:
    """Where there are several sources, evidence that names none is left without."""
    talks = TALKS[HARBOUR]
    written = changed(talks, ("agreements", 0, "evidence"), "They agreed to open a joint pilot station")
    assert Talks.model_validate(written).agreements[0].evidence[0].source is None


def entry(name: str, identity: str) -> Any:
    """An entry of a record by its id."""
    return next(each for _, _, each in TALKS[name].entries() if each.id == identity)


@pytest.mark.parametrize(
    ("name", "identity", "expected"),
    [
        (HARBOUR, "A-01", "joint_text"),
        (HARBOUR, "A-05", "both_readouts"),
        (HARBOUR, "A-06", "disputed"),
        (HARBOUR, "A-07", "one_readout"),
        (HARBOUR, "A-08", "reporter_narration"),
        (REAL, "A-01", "reporter_narration"),
        (CLIMATE, "A-06", "reporter_narration"),
        (MILLWORKS, "A-01", "both_readouts"),
        (MILLWORKS, "A-04", "one_readout"),
        (LANGUAGES, "A-01", "both_readouts"),
        (LANGUAGES, "A-04", "disputed"),
    ],
)
def test_claim(name: str, identity: str, expected: str) -> None:
    """Who says that a thing was settled follows from the sources that carry its evidence."""
    assert derive.claim(TALKS[name], entry(name, identity)) == expected


@pytest.mark.parametrize(
    ("name", "identity", "expected"),
    [
        (REAL, "P-CN-01", "own_account"),
        (REAL, "P-US-01", "other_side"),
        (HARBOUR, "P-KEL-01", "own_account"),
        (HARBOUR, "P-KEL-07", "joint_account"),
        (HARBOUR, "P-LEA-01", "independent"),
        (CLIMATE, "P-LAG-01", "independent"),
        (CLIMATE, "P-SOME-01", "independent"),
        (MILLWORKS, "P-BMI-04", "other_side"),
        (LANGUAGES, "P-ZAH-01", "own_account"),
    ],
)
def test_attribution(name: str, identity: str, expected: str) -> None:
    """A position found only in the other side's account is "as reported by the other side"."""
    assert derive.attribution(TALKS[name], entry(name, identity)) == expected


def test_a_member_speaks_for_its_group() -> None:
    """A group's position in the account of the member that speaks for it is the group's own account."""
    written = changed(TALKS[CLIMATE], ("sources", 0, "controlled_by"), "ILV")
    talks = Talks.model_validate(written)
    accounts = {each.id: derive.attribution(talks, each) for each in talks.positions}
    assert accounts["P-LAG-01"] == accounts["P-LAG-02"] == "own_account"
    assert accounts["P-DRE-01"] == accounts["P-SOME-01"] == "other_side"


@pytest.mark.parametrize(
    ("name", "identity", "expected"),
    [
        (REAL, "I-LEAD", "agreed_to_pursue"),
        (REAL, "I-FLY", "agreed"),
        (REAL, "I-MAR", "planned"),
        (REAL, "I-REL", "parallel_statements"),
        (REAL, "I-MUST", "one_side_only"),
        (REAL, "I-MEPP", "shared_view_one_source"),
        (REAL, "I-UKR", "discussed_no_content"),
        (HARBOUR, "I-DREDGE", "agreed_to_consult"),
        (HARBOUR, "I-LIGHTS", "divergent"),
        (HARBOUR, "I-RESCUE", "parallel_statements"),
        (HARBOUR, "I-HARB", "shared_view"),
        (MILLWORKS, "I-KILN", "divergent"),
        (CLIMATE, "I-BASE", "divergent"),
    ],
)
def test_state_of_play(name: str, identity: str, expected: str) -> None:
    """Where an issue stands is the record's word for it, or follows from its entries."""
    assert derive.state_of_play(TALKS[name], entry(name, identity)) == expected


def test_state_of_play_of_views_shared_by_two_voices() -> None:
    """A view that two sides share is shared by both when their own accounts carry it."""
    written = plain(TALKS[HARBOUR])
    written["positions"] = [each for each in written["positions"] if each["id"] in {"P-KEL-02", "P-OST-02"}]
    written["agreements"], written["next_steps"] = [], []
    talks = Talks.model_validate(written)
    issue = next(each for each in talks.issues if each.id == "I-PILOT")
    assert derive.state_of_play(talks, issue) == "shared_view"


@pytest.mark.parametrize("firmness", ["agreed", "agreed_to_pursue", "agreed_to_consult"])
def test_state_of_play_of_several_agreements(firmness: str) -> None:
    """Of several agreements on an issue the firmest says where it stands."""
    written = agreement()
    first = written["agreements"][0]
    written["agreements"] = [{**first, "firmness": firmness}, {**first, "id": "A-02", "firmness": "planned"}]
    for order in (1, -1):
        talks = Talks.model_validate({**written, "agreements": written["agreements"][::order]})
        assert derive.state_of_play(talks, talks.issues[0]) == firmness


def test_state_of_play_of_an_issue_without_entries() -> None:
    """An issue that nothing speaks of was not discussed."""
    talks = Talks.model_validate(minimal())
    assert derive.state_of_play(talks, talks.issues[0]) == "not_discussed"


@pytest.mark.parametrize(
    ("name", "alone"), [(REAL, True), (CLIMATE, True), (HARBOUR, False), (MILLWORKS, False), (LANGUAGES, False)]
)
def test_one_voice(name: str, alone: bool) -> None:
    """A record whose sources all belong to one group rests on one voice; then it has a caveat."""
    assert derive.one_voice(TALKS[name]) is alone
    assert bool(TALKS[name].source_caveat) is alone


def test_voices_of_one_group_are_one() -> None:
    """Sources of one independence group, or of one controller, do not corroborate one another."""
    written = plain(TALKS[MILLWORKS])
    for source in written["sources"]:
        source["independence_group"] = "the valley"
    assert derive.one_voice(Talks.model_validate(written))
    same = [{**each, "controlled_by": "BMI"} for each in plain(TALKS[MILLWORKS])["sources"]]
    assert derive.one_voice(Talks.model_validate({**plain(TALKS[MILLWORKS]), "sources": same}))


def test_independent_sources_are_voices_of_their_own() -> None:
    """Two sources that are tied to no side are two voices, unless they are of one group."""
    same = [{**each, "controlled_by": "independent"} for each in plain(TALKS[MILLWORKS])["sources"]]
    assert not derive.one_voice(Talks.model_validate({**plain(TALKS[MILLWORKS]), "sources": same}))


def test_entries_resting_on_a_source() -> None:
    """Which entries have evidence in a source can be asked."""
    resting = {each.id for each in derive.resting_on(TALKS[HARBOUR], "S5")}
    assert {"A-09", "P-KEL-08", "P-OST-10"} == resting


@pytest.mark.parametrize("stance", [str(word) for word in words.Stance if word.hedged])
def test_hedged_stance_needs_the_sources_words(stance: str) -> None:
    """A position that wants, calls for, offers, conditions, concurs or proposes needs its operative words."""
    with pytest.raises(ValidationError, match=f'a position that {stance} needs its "operative_words"'):
        Talks.model_validate(position(stance=stance))
    assert Talks.model_validate(position(stance=stance, operative_words="So"))


@pytest.mark.parametrize(
    ("due", "complaint"),
    [
        ({"kind": "date"}, 'a due of kind date needs its "date"'),
        ({"kind": "date", "as_stated": "in May"}, 'a due of kind date needs its "date"'),
        ({"kind": "window"}, 'a due of kind window needs a "start" or an "end"'),
        ({"kind": "relative"}, "a due of kind relative needs the source's words"),
        ("date", 'a due of kind date needs its "date"'),
    ],
)
def test_due_needs_what_its_kind_says(due: Any, complaint: str) -> None:
    """A date needs its day, a window one of its days, relative words the words."""
    with pytest.raises(ValidationError, match=complaint):
        Talks.model_validate(step(due=due))


@pytest.mark.parametrize(
    ("due", "last"),
    [
        ({"kind": "date", "date": "2030-05-01"}, "2030-05-01"),
        ({"kind": "window", "end": "2030-05-31"}, "2030-05-31"),
        ({"kind": "window", "start": "2030-05-01"}, None),
        ({"kind": "relative", "as_stated": "soon"}, None),
        ("open", None),
        ("not_stated", None),
    ],
)
def test_last_day_of_a_due(due: Any, last: str | None) -> None:
    """A step is past due after its day or the end of its window; otherwise that cannot be told."""
    day = Talks.model_validate(step(due=due)).next_steps[0].due.last_day
    assert (day and day.isoformat()) == last


def test_derived_dates_need_a_basis() -> None:
    """Days of a meeting that are worked out say how; the end does not lie before the start."""
    meeting = minimal()["meetings"][0]
    with pytest.raises(ValidationError, match='derived dates need a "basis"'):
        Talks.model_validate(minimal(meetings=[{**meeting, "dates": {"certainty": "derived"}}]))
    with pytest.raises(ValidationError, match='"end" lies before "start"'):
        Talks.model_validate(minimal(meetings=[{**meeting, "dates": {"start": "2030-01-02", "end": "2030-01-01"}}]))


ATTESTED = sorted(
    {(part, type(each)) for talks in TALKS.values() for part, _, each in talks.entries() if isinstance(each, Attested)},
    key=str,
)


@pytest.mark.parametrize("part", [part for part, _ in ATTESTED])
@pytest.mark.parametrize("evidence", [[], None, ""])
def test_needs_evidence(part: str, evidence: Any) -> None:
    """Participants, meetings, agreements, positions, mentions, formulae and next steps need evidence."""
    talks = next(talks for talks in TALKS.values() if getattr(talks, part))
    with pytest.raises(ValidationError):
        Talks.model_validate(changed(talks, (part, 0, "evidence"), evidence))


def test_parts_that_need_evidence() -> None:
    """Those are the parts, and no others."""
    expected = {"participants", "meetings", "agreements", "positions", "mentions", "formulae", "next_steps"}
    assert {part for part, _ in ATTESTED} == expected


def test_defaults_that_nobody_types() -> None:
    """A comment is internal, an entry has the record's handling, speech is indirect, progress pending."""
    talks = TALKS[REAL]
    assert talks.comments[0].handling is words.Handling.INTERNAL
    assert talks.handling_of(talks.agreements[0]) is words.Handling.PUBLIC
    assert talks.handling_of(entry(HARBOUR, "P-OST-10")) is words.Handling.NAMED
    assert entry(REAL, "P-CN-01").speech is words.Speech.INDIRECT_SPEECH
    assert entry(REAL, "N-01").progress is words.Progress.PENDING
    assert entry(REAL, "M-01").place == "not_stated"


@pytest.mark.parametrize(
    "day", ["2030-13-01", "2030-02-29", "1.2.2030", "20300201", "2030-2-1", "yesterday", "2030-01-01T00:00"]
)
def test_days_are_days(day: str) -> None:
    """A date is a day of the calendar, written year-month-day."""
    with pytest.raises(ValidationError):
        Talks.model_validate(minimal(as_of=day))


@pytest.mark.parametrize("identity", ["", "A 01", "-A", "A/01", "Ä-01", "A" * 25, "A\n01", "A-01\n"])
def test_ids_are_short_and_plain(identity: str) -> None:
    """An id is letters, digits and hyphens, at most 24: it goes into e-mails, anchors and file names."""
    with pytest.raises(ValidationError):
        Talks.model_validate(agreement(id=identity))
