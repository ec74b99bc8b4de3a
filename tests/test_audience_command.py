"""``reportgen audience`` as a desk officer uses it: real processes, exit codes, what is said and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen.audience import audience_names
from tests.conftest import REAL, ROOT, desk
from tests.probe import write
from tests.test_cli import no_traceback, run

SHIPPED = desk().folders
FAULT = "<h2>{{ memo.gaps }}</h2>\n{% if false %}\n<p>{{ view.header.titel }}</p>\n{% endif %}\n"


def test_list(tmp_path: Path) -> None:
    """Every audience is listed with whom it is for, its ceiling, its length and its file; one's own among them."""
    run("audience", "new", "press", "--from", "principal", cwd=tmp_path)
    done = run("audience", "list", "--templates", "my-templates", cwd=tmp_path)
    assert done.returncode == 0
    names = [line.split()[0] for line in done.stdout.splitlines()[1:]]
    assert names == sorted([*audience_names(SHIPPED), "press"])
    assert "my-templates/audiences/press.yaml" in done.stdout
    assert "desk.yaml (shipped)" in done.stdout
    told = json.loads(run("audience", "list", "--format", "json", cwd=tmp_path).stdout)
    assert [each["name"] for each in told] == list(audience_names(SHIPPED))
    assert {"ceiling", "marking", "pages", "file", "own", "sections"} <= set(told[0])


def test_show(tmp_path: Path) -> None:
    """Sections in order with their files, limits, ceiling and its marking, and what is never printed."""
    write(tmp_path, "own/sections/wants.html.j2", "<h2>{{ memo.wants }}</h2><p>a</p>")
    done = run("audience", "show", "principal", "--templates", "own", cwd=tmp_path)
    assert done.returncode == 0
    for words in ("internal, marked at most TLP:AMBER", "1 page, firm", "own/sections/wants.html.j2\n", "nothing of: "):
        assert words in done.stdout
    assert done.stdout.index("bottom-line") < done.stdout.index("own/sections/wants.html.j2")
    told = json.loads(run("audience", "show", "desk", "--format", "json").stdout)
    assert "agreements[].agreements[].issue" in told["never_prints"]
    lost = run("audience", "show", "dsek")
    assert (lost.returncode, lost.stdout) == (1, "")
    assert 'Did you mean "desk"?' in lost.stderr


def test_new_check_build(tmp_path: Path) -> None:
    """A new audience is begun, proven and built, by the commands that are printed."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    done = run("audience", "new", "press", "--from", "principal", "--section", "wants", cwd=tmp_path)
    assert done.returncode == 0
    *files, _, check, build = done.stdout.splitlines()
    assert files == ["my-templates/audiences/press.yaml", "my-templates/sections/wants.html.j2"]
    checked = run(*check.split()[1:], cwd=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "press: 6 sections in 8 templates, every expression exists, and the markup can be read" in checked.stdout
    built = run(*build.split()[1:], "--format", "md", cwd=tmp_path)
    assert built.returncode == 0
    assert (tmp_path / "out" / "wang-blinken-2023-10.press.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("new", "Press Note", "--from", "desk"), "Did you mean press-note?"),
        (("new", "press", "--from", "dsek"), 'Did you mean "desk"?'),
        (("check", "dsek"), 'Did you mean "desk"?'),
    ],
)
def test_what_cannot_be(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    """One clear error, exit code 1, and nothing written."""
    done = run("audience", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert no_traceback(done)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", ["check", "list"])
def test_templates_that_are_not_there(tmp_path: Path, verb: str) -> None:
    """A folder of templates that there is not is wrong usage."""
    done = run("audience", verb, "--templates", "none", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "reportgen audience: --templates: there is no folder none.\n")


@pytest.mark.parametrize("arguments", [(), ("chekc",), ("new", "press"), ("new", "--from", "desk"), ("show",)])
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    """Wrong usage is exit code 2, with a hint."""
    done = run("audience", *arguments)
    assert done.returncode == 2
    assert "Try: reportgen audience" in done.stderr


def test_check_fails_with_the_line_and_the_expression(tmp_path: Path) -> None:
    """A fault that no record would reach is shown with file, line, column, the expression and the nearest name."""
    write(tmp_path, "own/sections/gaps.html.j2", FAULT)
    done = run("audience", "check", "desk", "--templates", "own", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert 'own/sections/gaps.html.j2:3:7: error: A header has no "titel". Did you mean "title"?' in done.stdout
    assert "   3 | <p>{{ view.header.titel }}</p>\n     |       ^^^^^^^^^^^^^^^^^" in done.stdout
    assert "desk: 12 sections in 14 templates, 1 error" in done.stdout


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_check_for_other_programs(tmp_path: Path, form: str) -> None:
    """The same, for other programs to read."""
    write(tmp_path, "own/sections/gaps.html.j2", FAULT)
    done = run("audience", "check", "desk", "--templates", "own", "--format", form, cwd=tmp_path)
    assert done.returncode == 1
    assert "titel" in done.stdout
    if form == "json":
        (problem,) = json.loads(done.stdout)["problems"]
        assert (problem["file"], problem["line"], problem["column"], problem["length"]) == (
            "own/sections/gaps.html.j2", 3, 7, 17,
        )  # fmt: skip


def test_a_warning_fails_nothing(tmp_path: Path) -> None:
    """A section that no audience has yet is a warning."""
    write(tmp_path, "own/sections/quotes.html.j2", "<h2>A</h2>")
    done = run("audience", "check", "principal", "--templates", "own", cwd=tmp_path)
    assert done.returncode == 0
    assert 'own/sections/quotes.html.j2: warning: No audience has the section "quotes".' in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("memo.css", "p { colour: red }", "memo.css:1:5: error: colour is not for memo.css."),
        ("memo.css", "p { content: 'a' }", "memo.css:1:5: error: "),
        ("memo.css", "@import 'a.css';", "memo.css is one file."),
        ("memo.css", "p {\n  color: red;\nh1 { color: blue }\n", "memo.css:3:"),
        ("style.yaml", "letterhead: junk.docx\n", "style.yaml:1:1: error: The letterhead junk.docx cannot be used"),
        ("style.yaml", "columns: {nope: [60, 40]}\n", 'No template has a table "nope".'),
        ("audiences/note.yml", "title: Note\n", "note.yml: error: Nothing reads a file of this name."),
    ],
)
def test_what_a_build_would_refuse_is_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    """Check of one audience refuses what a build would refuse, and says of nothing that it can be read."""
    run("audience", "new", "press", "--from", "principal", "--templates", "mt", cwd=tmp_path)
    write(tmp_path, f"mt/{name}", text)
    write(tmp_path, "mt/junk.docx", "junk") if "junk" in text else None
    done = run("audience", "check", "press", "--templates", "mt", cwd=tmp_path)
    assert done.returncode == 1
    assert told in done.stdout
    assert "can be read" not in done.stdout


@pytest.mark.parametrize("files", [(), ("numbers.csv",), ("notes/one.txt",)])
def test_a_folder_that_nothing_is_read_from(tmp_path: Path, files: tuple[str, ...]) -> None:
    """A folder with nothing in it that is read is an error of the check and a warning of list and build."""
    (tmp_path / "mt").mkdir()
    for name in files:
        write(tmp_path, f"mt/{name}", "a: b\n")
    done = run("audience", "check", "--templates", "mt", cwd=tmp_path)
    assert (done.returncode, "mt: error: Nothing in this folder is read." in done.stdout) == (1, True)
    told = "mt: warning: Nothing in this folder is read."
    assert told in run("audience", "list", "--templates", "mt", cwd=tmp_path).stderr
    built = run("build", REAL, "--audience", "desk", "--format", "md", "--templates", "mt", cwd=tmp_path)
    assert (built.returncode, told in built.stderr) == (0, True)


def test_an_audience_with_another_ending(tmp_path: Path) -> None:
    """An audience saved as .yml is not read: whoever asks for it, lists or builds is told what to call it."""
    run("audience", "new", "press", "--from", "principal", "--templates", "mt", cwd=tmp_path)
    (tmp_path / "mt/audiences/press.yaml").rename(tmp_path / "mt/audiences/press.yml")
    told = "Call it press.yaml."
    for arguments in (("audience", "list"), ("audience", "check", "press"), ("audience", "show", "press")):
        assert told in " ".join(run(*arguments, "--templates", "mt", cwd=tmp_path).stderr.split()), arguments
    done = run("build", REAL, "--audience", "desk", "--format", "md", "--templates", "mt", cwd=tmp_path)
    assert (done.returncode, told in " ".join(done.stderr.split())) == (0, True)


def test_depth_is_told_in_its_section(tmp_path: Path) -> None:
    """A section nested too deeply is told where it stands, once, and is not taken for one that nobody reads."""
    run("audience", "new", "press", "--from", "public", "--section", "about", "--templates", "mt", cwd=tmp_path)
    write(tmp_path, "mt/sections/about.html.j2", "<h2>A</h2>\n<p>{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}</p>")
    done = run("audience", "check", "press", "--templates", "mt", cwd=tmp_path)
    assert "mt/sections/about.html.j2:2:1: error: Loops, tests or brackets are nested too deeply." in done.stdout
    assert ("memo.html.j2" in done.stdout, "No audience" in done.stdout, done.returncode) == (False, False, 1)


def test_check_has_the_limits_it_speaks_of(tmp_path: Path) -> None:
    """The option that the hint names for templates that take too long is one that the check has."""
    run("audience", "new", "press", "--from", "public", "--section", "about", "--templates", "mt", cwd=tmp_path)
    check = ("audience", "check", "press", "--templates", "mt", "--limits")
    for number in range(24):  # each twice the one before
        again = f'{{% include "sections/_{number + 1}.html.j2" %}}' * 2
        write(tmp_path, f"mt/sections/_{number}.html.j2", again if number < 23 else "<p>x</p>")
    write(tmp_path, "mt/sections/about.html.j2", '<h2>A</h2>\n{% include "sections/_0.html.j2" %}')
    done = run(*check, "seconds=1", cwd=tmp_path)
    assert "took more than 1 second" in done.stderr
    assert "check with higher limits: --limits" in " ".join(done.stderr.split())
    assert run(*check, "hours=1", cwd=tmp_path).returncode == 2


def test_what_is_never_printed_is_counted(tmp_path: Path) -> None:
    """Check counts what an audience never prints, and lists it only when asked."""
    told = run("audience", "check", "principal").stdout
    assert len(told.splitlines()) == 2
    assert "--never-printed lists them" in told
    assert "nothing of: " in run("audience", "check", "principal", "--never-printed").stdout


@pytest.mark.parametrize(
    ("section", "place", "told"),
    [
        ("<h2>A</h2>\n<p>{{ view.header.titel }}</p>", "2:7", 'A header has no "titel". Did you mean "title"?'),
        ("<h2>A</h2>\n<p>{{ memo.gasp }}</p>", "2:7", 'The labels have no "gasp". Did you mean "gaps"?'),
        ("<h2>A</h2>\n<p><blink>a</blink></p>", "2:4", "<blink> may not stand in <p>"),
        ("<h2>A</h2>\n<p>{{ 'a' | uper }}</p>", "2:13", 'Did you mean "upper"?'),
        ("<h2>A</h2>\n{% if view.gaps %}", "2:4", "endif"),
    ],
)
def test_build_shows_the_line_too(tmp_path: Path, section: str, place: str, told: str) -> None:
    """A template's fault found while building is shown the same way: the file's path, the line, the words."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    write(tmp_path, "own/sections/gaps.html.j2", section)
    done = run("build", "--audience", "desk", "--format", "md", "--templates", "own", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"own/sections/gaps.html.j2:{place}: error: " in done.stderr
    assert told in " ".join(done.stderr.split())
    assert "   2 | " in done.stderr
    assert no_traceback(done)
