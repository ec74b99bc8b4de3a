"""Specification of ``reportgen.tailor.strays``: what in a folder of templates nothing reads is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.errors import Problem
from reportgen.tailor.proof import proof
from reportgen.tailor.strays import strays
from tests.conftest import desk
from tests.probe import write

AUDIENCE = "title: One\nfor: One\nceiling: public\nsections:\n  - header\n  - summary\n"


def found(own: Path) -> tuple[Problem, ...]:
    """What in a folder nothing reads."""
    return strays(
        own, desk().folders[-1], ["sections/header.html.j2", "sections/summary.html.j2", "sections/_own.html.j2"]
    )


def test_a_folder_of_what_is_read(tmp_path: Path) -> None:
    """Of files that are read, of notes for people and of hidden files nothing is said."""
    write(tmp_path, "audiences/one.yaml", AUDIENCE)
    write(tmp_path, "sections/summary.html.j2", '{% from "sections/_own.html.j2" import a %}<h2>A</h2><p>{{ a() }}</p>')
    write(tmp_path, "sections/_own.html.j2", "{% macro a() %}a{% endmacro %}")
    write(tmp_path, "memo.css", "p { color: red }")
    write(tmp_path, "labels/en.po", 'msgctxt "memo.summary"\nmsgid "Summary"\nmsgstr "In short"\n')
    write(tmp_path, "README.md", "How we keep these")
    write(tmp_path, ".git/config", "")
    write(tmp_path, "audiences/one.yaml~", "")
    assert found(tmp_path) == ()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("section/summary.html.j2", 'section: Nothing is read from a folder of this name. Did you mean "sections"?'),
        (
            "sections/summry.html.j2",
            'No audience has the section "summry". Add it to the sections of one, or rename it.',
        ),
        ("sections/_mine.html.j2", "_mine.html.j2: No template brings in this part."),
        ("sections/summary.html", "summary.html: Nothing reads a file of this name."),
        ("sections/mine/summary.html.j2", "Nothing reads a file of this name. Put it into sections/ itself."),
        ("audiences/two.yml", "two.yml: Nothing reads a file of this name. Files in audiences/ are called name.yaml"),
        ("styles.yaml", 'styles.yaml: Nothing reads a file of this name. Did you mean "style.yaml"?'),
        ("memo.html", 'memo.html: Nothing reads a file of this name. Did you mean "memo.html.j2"?'),
        ("talks-1.report.html", "talks-1.report.html: A build report lies here, and nothing reads it."),
        ("talks-1.report.fr.json", "talks-1.report.fr.json: A build report lies here, and nothing reads it."),
        ("logo.svg", "logo.svg: Nothing reads a file of this name."),
    ],
)
def test_a_stray(tmp_path: Path, name: str, message: str) -> None:
    """A file that nothing reads is named, with what may have been meant."""
    write(tmp_path, "audiences/one.yaml", AUDIENCE)
    write(tmp_path, name, "<h2>A</h2>")
    (problem,) = found(tmp_path)
    assert message in str(problem)
    assert getattr(problem, "level", "error") == ("warning" if "No " in message or "report" in name else "error")


@pytest.mark.parametrize(
    ("folder", "meant"), [("audiences", "Name the one above: {own}"), ("..", "Did you mean {own}?")]
)
def test_the_folder_above_or_below(tmp_path: Path, folder: str, meant: str) -> None:
    """A folder named one level too deep, or one too high, is told as that, and nothing else is."""
    own = tmp_path / "kept" / "own"
    write(own, "audiences/one.yaml", AUDIENCE)
    wrong = (own / folder).resolve()
    (problem,) = found(wrong)
    assert meant.format(own=own) in str(problem)


def test_a_file_that_the_style_names(tmp_path: Path) -> None:
    """A font or a picture that style.yaml or memo.css names is read."""
    write(tmp_path, "fonts/Desk.ttf", "")
    write(tmp_path, "style.yaml", "fonts:\n  files: [fonts/Desk.ttf]\n")
    assert found(tmp_path) == ()


def test_strays_are_part_of_the_proof(tmp_path: Path) -> None:
    """The proof of a folder names strays; a template is none that any audience reads, by whatever way."""
    write(tmp_path, "audiences/one.yaml", AUDIENCE)
    write(tmp_path, "sections/summary.html.j2", '{% from "sections/_own.html.j2" import a %}<h2>A</h2><p>{{ a() }}</p>')
    write(tmp_path, "sections/_own.html.j2", "{% macro a() %}a{% endmacro %}")
    write(tmp_path, "section/gaps.html.j2", "<h2>A</h2>")
    assert [each.place.file for each in proof(tmp_path).problems] == [str(tmp_path / "section")]
