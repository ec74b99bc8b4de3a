"""References between the parts of a record: ``reportgen.model.references``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel

from reportgen.form import Form
from reportgen.model.base import PARTS, RefersTo
from reportgen.model.references import dangling, duplicates, ids, references
from reportgen.model.talks import Talks
from tests.model_records import HARBOUR, TALKS, Path, changed, forms

NOBODY = "nobody-at-all"


def marked(annotation: Any) -> bool:
    """Whether an annotation, or a part of it, says that its text refers to something."""
    if isinstance(annotation, RefersTo):
        return True
    inner = get_args(annotation) if not isinstance(annotation, type) or not issubclass(annotation, BaseModel) else ()
    return any(marked(each) for each in inner)


def form_classes(form: type[Form] = Form) -> Iterator[type[Form]]:
    """Every form of the record."""
    for each in form.__subclasses__():
        if each.__module__.startswith("reportgen.model"):
            yield each
        yield from form_classes(each)


def reference_fields() -> list[tuple[type[Form], str]]:
    """Every field of every form that a person fills in with an id, found by looking at the annotations."""
    every = list(form_classes())
    classes = [form for form in every if not any(each in every for each in form.__subclasses__())]
    hints = {form: get_type_hints(form, include_extras=True) for form in classes}
    return [(form, name) for form in classes for name in form.model_fields if marked(hints[form][name])]


def place_of(form: type[Form], field: str) -> tuple[Talks, Path]:
    """A record and the path in it of an id written in this field."""
    for talks in TALKS.values():
        for path, each in forms(talks):
            value = getattr(each, field, None) if type(each) is form else None
            if value:
                return talks, (*path, field, 0) if isinstance(value, tuple) else (*path, field)
    raise AssertionError(f"no record fills in {form.__name__}.{field}")


FIELDS = reference_fields()


def test_the_reference_fields() -> None:
    """These are the fields that refer; a new one has to be written down here."""
    assert sorted(f"{form.__name__}.{name}" for form, name in FIELDS) == [
        "Acceptance.on",
        "Agreement.issue", "Agreement.meeting", "Agreement.parties",
        "Comment.basis", "Comment.on",
        "Denial.party",
        "Evidence.source",
        "Formula.author_party", "Formula.issue", "Formula.speaker",
        "Gap.on",
        "Issue.parent",
        "Meeting.chair", "Meeting.follows", "Meeting.participants", "Meeting.parties",
        "Mention.issue", "Mention.parties",
        "NextStep.arises_from", "NextStep.follows", "NextStep.issue", "NextStep.owners",
        "Omission.source",
        "Participant.party", "Participant.speaker_for",
        "Party.speaker_for",
        "Position.concurs_with", "Position.issue", "Position.party", "Position.speaker",
        "Reception.party",
        "Source.controlled_by", "SourceStanding.party", "SourceTitle.source",
        "Talks.party_order",
    ]  # fmt: skip


@pytest.mark.parametrize("talks", TALKS.values(), ids=TALKS)
def test_records_hang_together(talks: Talks) -> None:
    """In the real record and the invented ones every reference leads somewhere and every id is given once."""
    assert list(dangling(talks)) == []
    assert list(duplicates(talks)) == []


@pytest.mark.parametrize(("form", "field"), FIELDS, ids=lambda each: getattr(each, "__name__", each))
def test_a_wrong_id_is_found_anywhere(form: type[Form], field: str) -> None:
    """An id that nothing has is found in whichever field it stands, at its path, and nothing else is."""
    talks, path = place_of(form, field)
    wrong = Talks.model_validate(changed(talks, path, NOBODY))
    assert [(each.path, each.id) for each in dangling(wrong)] == [(path, NOBODY)]


@pytest.mark.parametrize(("form", "field"), FIELDS, ids=lambda each: getattr(each, "__name__", each))
def test_an_id_of_the_wrong_part_is_found(form: type[Form], field: str) -> None:
    """An id that exists, but belongs to a thing of another kind, leads nowhere either."""
    talks, path = place_of(form, field)
    parts = next(each.parts for each in references(talks) if each.path == path)
    other = next((each.id for part, _, each in talks.entries() if part not in parts), None)
    if other is None:
        assert set(parts) == set(PARTS)
        return
    wrong = Talks.model_validate(changed(talks, path, other))
    assert [(each.path, each.id) for each in dangling(wrong)] == [(path, other)]


@pytest.mark.parametrize("talks", TALKS.values(), ids=TALKS)
def test_references_are_all_there(talks: Talks) -> None:
    """Every reference is listed once, with the id that stands at its path."""
    listed = {each.path: each.id for each in references(talks)}
    expected = {
        (*path, name, *([number] if isinstance(value, tuple) else [])): each
        for path, form in forms(talks)
        for kind, name in FIELDS
        if kind is type(form)
        for value in [getattr(form, name)]
        for number, each in enumerate(value if isinstance(value, tuple) else [value])
        if each and not (name == "controlled_by" and each == "independent")
    }
    assert listed == expected
    assert len(list(references(talks))) == len(listed)


def test_independent_is_no_party() -> None:
    """ "independent" as the controller of a source is a word, not an id; as a party it leads nowhere."""
    talks = TALKS[HARBOUR]
    assert any(source.controlled_by == "independent" for source in talks.sources)
    wrong = Talks.model_validate(changed(talks, ("positions", 0, "party"), "independent"))
    assert [each.id for each in dangling(wrong)] == ["independent"]


@pytest.mark.parametrize("later", PARTS)
@pytest.mark.parametrize("earlier", PARTS)
def test_an_id_given_twice_is_found(earlier: str, later: str) -> None:
    """An id is given once in the whole record: twice in one part, or in two, is found with both places."""
    earlier, later = sorted([earlier, later], key=PARTS.index)
    talks = TALKS[HARBOUR]
    written = talks.model_dump(mode="json")
    taken, number = written[earlier][0]["id"], len(written[later])
    written[later].append({**written[later][-1], "id": taken})
    found = list(duplicates(Talks.model_validate(written)))
    assert found == [((later, number, "id"), taken, (earlier, 0, "id"))]


def test_ids_by_part() -> None:
    """Ids are looked up by the parts they belong to, with their place."""
    talks = TALKS[HARBOUR]
    assert ids(talks, ("meetings",)) == {"M-00": ("meetings", 0), "M-01": ("meetings", 1), "M-02": ("meetings", 2)}
    assert len(ids(talks)) == len(list(talks.entries()))
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", each) for each in ids(talks))
