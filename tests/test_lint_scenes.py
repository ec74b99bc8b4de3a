"""Specification of the made-up views of ``reportgen.template.lint``, and of what is found by reading their markup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec import Struct
from msgspec.structs import fields

from reportgen.audience import audience_names, load_audience
from reportgen.errors import Problem
from reportgen.labels import load_labels
from reportgen.template.lint import lint
from reportgen.template.lint.kinds import forms, readable
from reportgen.template.lint.synthetic import Maker, Scene
from reportgen.view.frame import MAY_BE_EMPTY, NEVER_EMPTY
from reportgen.view.types import View
from tests.conftest import RECORDS, desk, memo_for
from tests.probe import write
from tests.view_walk import values

SHIPPED = desk().folders
LABELS = load_labels(SHIPPED, "en")


def found(own: Path, *sections: str) -> tuple[Problem, ...]:
    """What is wrong with an audience of these sections when this folder stands before the shipped one."""
    listed = "".join(f"  - {name}\n" for name in sections)
    write(own, "audiences/one.yaml", f"title: One\nfor: One\nceiling: named\nsections:\n{listed}")
    folders = (own, *SHIPPED)
    return lint(load_audience(folders, "one"), LABELS, folders).problems


def empties(value: Any) -> Iterator[tuple[type, str, Any]]:
    """Every field of a view that is an empty text or an empty list, with the view it is in."""
    if isinstance(value, tuple):
        for inner in value:
            yield from empties(inner)
    elif isinstance(value, Struct):
        for field in fields(value):
            held = getattr(value, field.name)
            if held in ("", ()):
                yield type(value), field.name, held
            yield from empties(held)


@pytest.mark.parametrize("audience", audience_names(SHIPPED))
@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_the_types_say_what_may_be_empty(path: Path, audience: str) -> None:
    """Text that is empty in some record's view is of a type that may be; a list that never is has members."""
    view, _ = memo_for(path, audience)
    for form, name, held in empties(view):
        marks = get_args(readable(form)[name])[1:]
        assert NEVER_EMPTY not in marks, f"{form.__name__}.{name} is never empty by its type"
        assert held == () or MAY_BE_EMPTY in marks, f"{form.__name__}.{name} is empty here: its type is Maybe"


def test_a_view_is_made_of_every_form() -> None:
    """The fullest view holds every form there is, every text with words; the barest, only what is never empty."""
    full = Maker(Scene(), {}).view()
    assert {name.partition(".")[0] for name, _ in values(full)} == set(forms())
    assert [name for name, value in values(full) if value == ""] == ["PropertiesView.record_language"]
    assert Maker(Scene(yes=False), {}).view().properties.record_language == "fr"
    bare = Maker(Scene(0, False, False), {}).view()
    assert (bare.agreements, bare.draft, bare.header.dates.stated) == ((), "", False)
    assert len(bare.audience.sections) == 1
    assert bare.header.title


def test_the_same_entry_has_the_same_id_wherever_it_stands() -> None:
    """Entries of one list have ids of their own; the first of one list is the first of another."""
    view = Maker(Scene(), {}).view()
    assert [comment.id for comment in view.comments] == [comment.id for comment in view.cautions]
    ids = [agreement.id for group in view.agreements for agreement in group.agreements]
    assert len(set(ids)) == len(ids) == 4


ITEM = '<li of="{{ gap.id }}.text">{{ gap.text }}</li>'
SCENES = [
    (f"<h2>A</h2><ul>{{% for gap in view.gaps %}}{ITEM}{{% endfor %}}</ul>", "<ul> has no entry", "no member"),
    ("<h2>A</h2>{% for gap in view.gaps %}<p>{{ gap.on }}</p>{% endfor %}", "<p> is empty", "empty"),
    (
        "<h2>A</h2>{% if view.header.dates.stated %}<p>a</p>{% else %}<em>a</em>{% endif %}",
        "<em> has no place",
        "where",
    ),
    ("<h2>A</h2>{% if not view.gaps %}<p><p/></p>{% endif %}", "<p> may not stand in <p>", "no member"),
    ("<h2>A</h2>{% for gap in view.gaps %}{% if loop.index == 2 %}<b/>{% endif %}{% endfor %}", "<b> has no place", ""),
    (
        "<h2>A</h2>{% for s in view.next_steps %}{% if not s.limits and s.conditions %}<i/>{% endif %}{% endfor %}",
        "<i> has no place",
        "a next step's limits is empty",
    ),
    (
        "<h2>A</h2>{% if view.draft and not view.header.process %}<i/>{% endif %}",
        "<i> has no place",
        "a header's process",
    ),
    ("<h2>A</h2><p>{{ view.gaps[0].text }}</p>", 'A list has no "0"', "no member"),
    ('<h2>A</h2>{% for gap in view.gaps %}<p anchor="{{ gap.text }}">a</p>{% endfor %}', "gap text 1", ""),
    ("<h4>A</h4>", "<h4> has no place", ""),
    ("<h2>A</h2><p of=\"{{ view.gaps[0].id if view.gaps else 'x' }}.closed\">a</p>", 'the Gap has no "closed"', ""),
    (
        '<h2>A</h2>{% for gap in view.gaps %}<p of="{{ gap.text }}">a</p>{% endfor %}',
        "begins with no id of the view",
        "",
    ),
]


@pytest.mark.parametrize(("section", "message", "where"), SCENES)
def test_markup_is_read_in_every_scene(tmp_path: Path, section: str, message: str, where: str) -> None:
    """Markup that only some records bring about is found, with what brings it about."""
    write(tmp_path, "sections/probe.html.j2", section)
    told = [each for each in found(tmp_path, "header", "probe") if message in each.message]
    assert told
    assert where in told[0].message
    assert (told[0].place.file, told[0].place.line) == (str(tmp_path / "sections/probe.html.j2"), 1)


def test_a_link_that_no_section_here_answers(tmp_path: Path) -> None:
    """Sections that link to passages, in an audience without the section that has them: told, with what would do."""
    led = '<a href="#{{ citation.anchor }}">{{ citation.label }}</a>'
    loops = "{% for group in view.agreements %}{% for each in group.agreements %}{% for citation in each.citations %}"
    ends = "{% endfor %}{% endfor %}{% endfor %}"
    write(tmp_path, "sections/probe.html.j2", f"<h2>A</h2>{loops}<p>{led}</p>{ends}")
    told = found(tmp_path, "header", "probe")
    assert [each.message for each in told] == [
        "<a> leads to a citation's anchor, and no section here has an anchor of that kind."
    ]
    assert "sources" in told[0].remedy
    assert found(tmp_path, "header", "probe", "sources") == ()
    assert found(tmp_path, "header", "agreements") == ()  # it prints the words alone where there is no such section


def test_the_same_anchor_in_two_sections(tmp_path: Path) -> None:
    """A section that gives entries an anchor which another gives them too is found."""
    write(
        tmp_path,
        "sections/probe.html.j2",
        '<h2>A</h2>{% for each in view.gaps %}<p anchor="{{ each.id }}">a</p>{% endfor %}',
    )
    (told,) = found(tmp_path, "header", "gaps", "probe")
    assert 'has the anchor "gap-id-1"' in told.message


def test_what_is_never_printed() -> None:
    """Fields that an audience does not print are told by their way in the view; a part of which none is, as a whole."""
    never = lint(load_audience(SHIPPED, "principal"), LABELS, SHIPPED, whole=False).never_printed
    assert {"formulae", "agreements[].agreements[].limits", "header.cleared_by"} <= set(never)
    assert not {"header.title", "view", "agreements", "header.prepared_by.stated", "left_out"} & set(never)
    whole = lint(load_audience(SHIPPED, "desk"), LABELS, SHIPPED, whole=False).never_printed
    assert "agreements[].agreements[].limits" not in whole
    assert "agreements[].agreements[].issue" in whole


def test_printing_one_more_field(tmp_path: Path) -> None:
    """A field printed through a macro, a filter or a set name is no longer among those never printed."""
    text = (
        "<h2>A</h2>{% macro said(word) %}{{ word | upper }}{% endmacro %}"
        "{% for gap in view.gaps %}{% set it = gap.closed_by %}"
        "<p>a{{ said(it) }}{{ [gap.on] | join }}</p>{% endfor %}"
    )
    write(tmp_path, "sections/probe.html.j2", text)
    assert found(tmp_path, "header", "probe") == ()
    folders = (tmp_path, *SHIPPED)
    never = lint(load_audience(folders, "one"), LABELS, folders).never_printed
    assert [each for each in never if each.startswith("gaps")] == ["gaps[].id", "gaps[].text"]


def test_the_made_view_is_no_record() -> None:
    """No field of a made-up view is like another: every text tells where it is from."""
    maker = Maker(Scene(), {})
    view = maker.view()
    assert isinstance(view, View)
    for name, value in values(view):
        if isinstance(value, str) and value in maker.origins:
            assert ".".join(maker.origins[value]) == name
