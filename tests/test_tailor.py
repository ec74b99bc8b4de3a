"""Specification of ``reportgen.tailor``: an audience of one's own is begun, shown and proven."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen import build
from reportgen.audience import audience_names, load_audience
from reportgen.errors import AudienceError, ReportgenError
from reportgen.shipped import search_path
from reportgen.style import load_style
from reportgen.tailor.proof import proof
from reportgen.tailor.shelf import shelf
from reportgen.tailor.start import start
from tests.conftest import REAL, desk
from tests.probe import write

SHIPPED = desk().folders


def inside(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("source", audience_names(SHIPPED))
def test_a_new_audience_is_as_the_one_it_comes_from(tmp_path: Path, source: str) -> None:
    """A new audience is one file, and in everything but its name it is the audience it was begun from."""
    (path,) = start("press-2", source, tmp_path / "own")
    assert path == tmp_path / "own" / "audiences" / "press-2.yaml"
    made = load_audience(search_path(tmp_path / "own"), "press-2")
    assert made == load_audience(SHIPPED, source).model_copy(update={"name": "press-2"})


def test_every_line_is_explained(tmp_path: Path) -> None:
    """Each key stands under a comment that says what it is; the sections there are besides are comments too."""
    (path,) = start("press", "principal", tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"(# )?(title|for|ceiling|sections|pages|landscape|most):", line):
            assert lines[number - 1].startswith("# ") or lines[number - 2].startswith("# "), line
    assert "#  - gaps" in lines
    uncommented = "\n".join(line.replace("#  - gaps", "  - gaps") for line in lines)
    path.write_text(uncommented, encoding="utf-8")
    assert load_audience(search_path(tmp_path), "press").sections[-1] == "gaps"


@pytest.mark.slow
def test_the_files_of_a_new_audience_hold(tmp_path: Path) -> None:
    """With a section and a style beside it, the new audience passes its own check and looks as before."""
    start("press", "desk", tmp_path, sections=["gaps", "summary"], style=True)
    assert [name for name in inside(tmp_path) if "." in name] == [
        "audiences/press.yaml", "sections/gaps.html.j2", "sections/summary.html.j2", "style.yaml",
    ]  # fmt: skip
    assert [str(each) for each in proof(tmp_path).problems] == []
    shipped = load_style(SHIPPED[-1] / "style.yaml")
    assert load_style(tmp_path / "style.yaml", shipped) == shipped


def test_a_key_of_the_style_with_its_mark_taken_away(tmp_path: Path) -> None:
    """In the new style.yaml it is enough to take the mark from one key."""
    start("press", "desk", tmp_path, style=True)
    path = tmp_path / "style.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('#  accent: "#16365c"', '  accent: "#101010"'), encoding="utf-8"
    )
    shipped = load_style(SHIPPED[-1] / "style.yaml")
    own = load_style(path, shipped)
    assert own.colours.accent == "#101010"
    assert own.model_copy(update={"colours": shipped.colours}) == shipped


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Press Note", 'Did you mean press-note?'),
        ("press.note", "Did you mean press-note?"),
        ("PRESS", "Did you mean press?"),
        ("../press", "Did you mean press?"),
        ("press/note", "Did you mean press-note?"),
        ("", "Choose another, such as press."),
        ("con", "Windows keeps"),
        ("LPT1", "Windows keeps"),
        ("-press", "Did you mean press?"),
        ("прeсс", "letters, digits"),
        ("p" * 61, "longer than 60 characters"),
        ("a\0b", "Did you mean a-b?"),
    ],
)  # fmt: skip
def test_a_name_that_no_audience_can_have(tmp_path: Path, name: str, told: str) -> None:
    """A name that cannot be part of a file name on every system is refused, with one that can, and nothing is left."""
    with pytest.raises(ReportgenError) as caught:
        start(name, "desk", tmp_path / "own", style=True)
    assert told in str(caught.value)
    assert inside(tmp_path) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """Where one of the files is there already, none is written."""
    write(tmp_path, "style.yaml", "leading: 1.3\n")
    with pytest.raises(ReportgenError, match=r"style\.yaml: already there"):
        start("press", "desk", tmp_path, sections=["gaps"], style=True)
    assert inside(tmp_path) == ["style.yaml"]


@pytest.mark.parametrize(
    ("source", "sections", "told"),
    [("principle", (), 'Did you mean "principal"?'), ("desk", ("gasp",), 'no section "gasp". Did you mean "gaps"?')],
)
def test_from_what_there_is_not(tmp_path: Path, source: str, sections: tuple[str, ...], told: str) -> None:
    """An audience or a section that there is not is told with the nearest, and nothing is left."""
    with pytest.raises(ReportgenError) as caught:
        start("press", source, tmp_path / "own", sections=sections)
    assert told in str(caught.value)
    assert inside(tmp_path) == []


def test_begun_from_ones_own(tmp_path: Path) -> None:
    """A new audience can be begun from one of one's own, and sections of one's own are offered."""
    write(tmp_path, "sections/quotes.html.j2", "<h2>Quotes</h2>")
    start("press", "desk", tmp_path)
    start("press-short", "press", tmp_path)
    text = (tmp_path / "audiences" / "press-short.yaml").read_text(encoding="utf-8")
    assert "begun as press." in text
    assert "#  - quotes" in text


@pytest.mark.parametrize("name", ["my press", "Press", "nul", "a_b"])
def test_a_file_that_has_no_name_for_an_audience(tmp_path: Path, name: str) -> None:
    """An audience file whose name no memo's file can have is told by its path, with a name that would do."""
    write(tmp_path, f"audiences/{name}.yaml", "title: A\n")
    with pytest.raises(AudienceError) as caught:
        load_audience(search_path(tmp_path), name)
    (problem,) = caught.value.problems
    assert problem.place.file == str(tmp_path / "audiences" / f"{name}.yaml")
    assert "This file has no name for an audience" in problem.message
    assert re.match(r"Call (the file|it, say,) [a-z-]+\.yaml\.", problem.remedy)
    assert [each.name for each in shelf(tmp_path).audiences] == list(audience_names(SHIPPED))


FOLDER = [
    ("style.yaml", "sizes: {text: 99}\n", '"text" must be 48 or less'),
    ("style.yaml", "columns:\n  agrements: [50, 50]\n", 'No template has a table "agrements".'),
    ("style.yaml", "columns:\n  sources: [50, 50]\n", 'The table "sources" has 3 columns, and here are 2 widths.'),
    ("labels/en.po", 'msgctxt "memo.wants"\nmsgid "What each side wants"\nmsgstr "{x}"\n', '"{x}"'),
    ("labels/xx.po", 'msgctxt "memo.wants"\nmsgid "What each side wants"\nmsgstr "A"\n', '"xx"'),
    ("markings.yaml", "schemes:\n  own:\n    public: A\n", "The scheme prints nothing for"),
    ("cues/en.yaml", "agreed: {}\n", "agreed"),
    ("audiences/two.yaml", "title: Two\nfor: B\nceiling: secret\nsections: [header]\n", '"secret" is not one'),
    ("sections/gaps.html.j2", "<h2>{{ memo.gasp }}</h2>", 'The labels have no "gasp"'),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text", "told"), FOLDER, ids=[f"{name}-{number}" for number, (name, *_) in enumerate(FOLDER)]
)
def test_everything_in_the_folder_is_proven(tmp_path: Path, name: str, text: str, told: str) -> None:
    """What is wrong with style, labels, markings, cues or an audience of one's own is told at its place."""
    write(tmp_path, name, text)
    found = [each for each in proof(tmp_path).problems if told in each.message]
    assert found
    assert found[0].place.file == str(tmp_path / name)


def test_an_audience_without_the_source_caveat(tmp_path: Path) -> None:
    """An audience that never prints the source caveat is told so, as a warning; so is a build for it."""
    (path,) = start("press", "principal", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("\n  - caution", ""), encoding="utf-8")
    told = [each for each in proof(tmp_path, "press").problems if "source caveat" in each.message]
    assert [str(getattr(each, "level", "")) for each in told] == ["warning"]
    built = build(REAL, audiences=["press", "desk"], formats=["md"], templates=tmp_path, out=tmp_path / "out")
    assert [each for each in built.warnings if "caveat" in each] == [
        "wang-blinken-2023-10.press lacks the source caveat: no section of press prints it. "
        "List one that does in audiences/press.yaml: caution, legend, header, about."
    ]
    assert any("caveat" in each for each in built.report.accounts[0].warnings)


def test_all_at_once(tmp_path: Path) -> None:
    """What is wrong in several files is told at once."""
    for name, text, _ in FOLDER[:1] + FOLDER[5:]:
        write(tmp_path, name, text)
    messages = [each.message for each in proof(tmp_path, "desk").problems]
    for _, _, told in (*FOLDER[:1], *FOLDER[5:7], FOLDER[8]):
        assert any(told in each for each in messages), told
