"""Specification of ``reportgen.audience``: who reads what."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from reportgen.audience import audience_names, load_audience, section_names
from reportgen.errors import AudienceError, Problem
from reportgen.model.words import Handling
from tests.conftest import AUDIENCES, desk
from tests.probe import write

SHIPPED = desk().folders
BASE = """\
title: Press note
for: The press office
ceiling: public
sections:
  - header
  - summary
"""


def problems(folder: Path, text: str, name: str = "press") -> list[Problem]:
    """What is wrong with an audience file of one's own."""
    write(folder, f"audiences/{name}.yaml", text)
    with pytest.raises(AudienceError) as caught:
        load_audience((folder, *SHIPPED), name)
    return list(caught.value.problems)


def test_shipped() -> None:
    """The shipped audiences are those of the tests, and each can be used."""
    assert audience_names(SHIPPED) == AUDIENCES
    limits = {name: load_audience(SHIPPED, name).pages for name in AUDIENCES}
    assert {name: (each.limit, each.firm) for name, each in limits.items() if each} == {
        "desk": (4, False),
        "principal": (1, True),
        "public": (1, True),
    }
    assert {name for name in AUDIENCES if load_audience(SHIPPED, name).landscape} == {"negotiator"}
    assert load_audience(SHIPPED, "negotiator").ceiling is Handling.RESTRICTED
    assert load_audience(SHIPPED, "public").ceiling is Handling.PUBLIC
    assert load_audience(SHIPPED, "desk").ceiling is Handling.RESTRICTED
    assert load_audience(SHIPPED, "principal").ceiling is Handling.INTERNAL


def test_every_shipped_section_is_used() -> None:
    """No section is shipped that no shipped audience has."""
    used = {section for name in AUDIENCES for section in load_audience(SHIPPED, name).sections}
    assert set(section_names(SHIPPED)) == used


def test_own_audience(tmp_path: Path) -> None:
    """An audience of one's own stands beside the shipped ones, and one of the same name stands before them."""
    write(tmp_path, "audiences/press.yaml", BASE)
    write(tmp_path, "audiences/desk.yaml", BASE)
    folders = (tmp_path, *SHIPPED)
    assert audience_names(folders) == ("annex", "desk", "negotiator", "press", "principal", "public")
    assert load_audience(folders, "press").sections == ("header", "summary")
    assert load_audience(folders, "desk").title == "Press note"
    assert load_audience(folders, "principal").title == "One-page brief"


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "remedy"),
    [
        ("title:", "titel:", "1:1", '"titel" is not a field', 'Did you mean "title"?'),
        ("for:", "fro:", "2:1", '"fro" is not a field', 'Did you mean "for"?'),
        ("for:", "purpose:", "2:1", '"purpose" is not a field', "for"),
        ("public", "publick", "3:10", '"publick" is not one of the words for "ceiling"', 'Did you mean "public"?'),
        ("public", "named-only", "3:10", '"named-only" is not one of the words', 'Did you mean "named"?'),
        ("- summary", "- sumary", "6:5", 'There is no section "sumary".', 'Did you mean "summary"?'),
        ("- summary", "- _parts", "6:5", '"_parts" cannot be used for "sections"', "lower-case letters"),
        ("- summary", "- ../memo", "6:5", '"../memo" cannot be used', "lower-case letters"),
        ("- summary", "- header", "6:5", 'The section "header" is here for the second time.', "Take one"),
        ("  - header\n  - summary\n", "  header\n", "5:3", '"sections" must be a list', "dash"),
        ("ceiling: public\n", "", "", '"ceiling" is missing', "ceiling"),
        ("ceiling: public\n", "ceiling:\n", "", '"ceiling" is missing', "ceiling"),
        ("title: Press note", 'title: " "', "1:8", '"title" is empty', "Write it"),
        ("sections:", "pages: {limit: 0}\nsections:", "4:16", '"limit" must be 1 or more', ""),
        ("sections:", "pages: {limit: two}\nsections:", "4:16", '"limit" must be a number', ""),
        (
            "sections:",
            "pages: {limit: 1, frim: true}\nsections:",
            "4:19",
            '"frim" is not a field',
            'Did you mean "firm"?',
        ),
        ("sections:", "landscape: perhaps\nsections:", "4:12", '"landscape" must be yes or no', ""),
        ("sections:", "most: {wnats: 2}\nsections:", "4:8", '"wnats" is not a field', 'Did you mean "wants"?'),
        ("sections:", "most: {wants: -2}\nsections:", "4:15", '"wants" must be 0 or more', ""),
    ],
)
def test_faults(tmp_path: Path, old: str, new: str, place: str, message: str, remedy: str) -> None:
    """Every fault in an audience file has its place, what is wrong in plain words, and what would do."""
    told = problems(tmp_path, BASE.replace(old, new, 1))
    assert len(told) in (1, 2)
    found = next(each for each in told if message in each.message)
    path = tmp_path / "audiences" / "press.yaml"
    assert str(found.place).startswith(f"{path}:{place}" if place else str(path))
    assert remedy in found.remedy


def test_all_faults_at_once(tmp_path: Path) -> None:
    """All faults of a file are told at once."""
    told = problems(tmp_path, BASE.replace("title:", "titel:").replace("public", "publick"))
    assert [each.place.line for each in told] == [1, 3]
    lost = problems(tmp_path, BASE.replace("header", "haeder").replace("summary", "sumary"))
    assert [str(each.place).rsplit(":", 2)[1] for each in lost] == ["5", "6"]


def test_section_of_ones_own(tmp_path: Path) -> None:
    """A section that only the folder of one's own has can be used."""
    write(tmp_path, "sections/quotes.html.j2", "<h2>Quotes</h2>")
    write(tmp_path, "audiences/press.yaml", BASE + "  - quotes\n")
    assert load_audience((tmp_path, *SHIPPED), "press").sections[-1] == "quotes"
    (tmp_path / "sections" / "quotes.html.j2").unlink()
    with pytest.raises(AudienceError, match='no section "quotes"'):
        load_audience((tmp_path, *SHIPPED), "press")


@pytest.mark.parametrize(
    "name", ["dsek", "desks", "../audiences/desk", "", "desk.yaml", "/etc/passwd", "de\0sk", "d" * 300]
)
def test_unknown_audience(name: str) -> None:
    """An audience that there is not is told with the nearest that there is, or all of them."""
    with pytest.raises(AudienceError) as caught:
        load_audience(SHIPPED, name)
    (told,) = caught.value.problems
    assert told.message == f'There is no audience "{name}".'
    assert "desk" in told.remedy


def test_frozen() -> None:
    """An audience cannot be changed after it was read."""
    audience = load_audience(SHIPPED, "desk")
    with pytest.raises(ValidationError):
        audience.ceiling = Handling.NAMED  # type: ignore[misc]
