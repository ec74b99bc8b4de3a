"""``reportgen check --outputs``: whether memos are up to date, and if not why; nothing is built to know it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.cli import main
from reportgen.cli.outputs import EXPLAINED
from reportgen.cli.standing import RULES
from reportgen.ledger import FILE
from tests.edits import Work

NAME = "ferry-2031-05"
RECORD = Path("talks") / NAME / "talks.yaml"


class Project:
    """A project of small records with a folder of templates, which is the working folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str] | None = None) -> None:
        self._capsys = capsys
        self.work = Work(folder, templates=True, seed=0)
        self.work.choices |= {"section": 2, "css": 1, "second reader": 1}
        self.work.lay_out()
        self.says()

    def says(self, *lines: str) -> None:
        """What the project file says."""
        told = ['records = "talks"', 'templates = "ours"', 'audiences = ["brief", "other"]', 'formats = ["md", "html"]']
        Path("reportgen.toml").write_text("\n".join([*told, *lines, ""]), encoding="utf-8")

    def edit(self, part: str, number: int = 1) -> None:
        """Choose something else for one part."""
        self.work.choices[part] = number
        self.work.lay_out()

    def build(self, *arguments: str) -> str:
        """``reportgen build``, which goes well."""
        assert main(["build", *arguments]) == 0
        return self._capsys.readouterr().err if self._capsys else ""

    def check(self, *arguments: str) -> tuple[int, str]:
        """``reportgen check --outputs``: its exit code, and what it prints, on lines as long as they are."""
        code = main(["check", "--outputs", *arguments])
        assert self._capsys
        printed = self._capsys.readouterr()
        assert printed.err == ""
        return code, " ".join(printed.out.replace("\\", "/").split())

    def found(self, *arguments: str) -> set[tuple[str, str, str]]:
        """The findings: code, file, and what is wrong."""
        text = self.json(*arguments)
        return {(each["code"], each["file"], each["message"]) for record in text for each in record["findings"]}

    def json(self, *arguments: str) -> list[dict[str, list[dict[str, str]]]]:
        """What is told other programs."""
        main(["check", "--outputs", "--format", "json", *arguments])
        assert self._capsys
        return list(json.loads(self._capsys.readouterr().out))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built: everything in it may be moved, the ledger too."""
    folder = tmp_path_factory.mktemp("built")
    with contextlib.chdir(folder):
        Project(folder).build()
    return folder


@pytest.fixture
def project(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Project:
    """A copy of the project, as it was when it was built."""
    folder = shutil.copytree(built, tmp_path / "project")
    monkeypatch.chdir(folder)
    return Project(folder, capsys)


def test_what_was_just_built_is_up_to_date(project: Project) -> None:
    """One line for a record, exit code 0, and nothing in the folder is touched."""
    before = {path: path.stat().st_mtime_ns for path in Path("out").iterdir()}
    assert project.check() == (0, f"{NAME}: up to date (6 files)")
    os.utime(RECORD)  # contents count, never dates
    assert project.check()[0] == 0
    assert {path: path.stat().st_mtime_ns for path in Path("out").iterdir()} == before


@pytest.mark.parametrize(
    ("part", "number", "file", "became", "files"),
    [
        ("title", 1, "talks/ferry-2031-05/talks.yaml", "talks.yaml changed", 6),
        ("printed", 1, "talks/ferry-2031-05/post.txt", "post.txt changed", 6),
        ("signed", 1, "talks/ferry-2031-05/signoff.yaml", "signoff.yaml is new", 6),
        ("css", 3, "ours/memo.css", "ours/memo.css changed", 4),
        ("part", 1, "ours/parts/end.html.j2", "ours/parts/end.html.j2 changed", 6),
        ("french", 1, "ours/labels/fr.po", "ours/labels/fr.po is new", 6),
        ("section", 0, "talks/ferry-2031-05/talks.yaml", "ours/sections/next-steps.html.j2 is gone", 6),
    ],
)
def test_an_input_that_changed_is_named(
    project: Project, part: str, number: int, file: str, became: str, files: int
) -> None:
    """The file that changed, where it lies, how many memos are older than it, and the command that makes them."""
    project.edit(part, number)
    code, told = project.check()
    assert code == 1
    assert f"{file}: error: {became} since {files} files of {NAME} in out were made. [E901]" in told
    assert "Build again: reportgen build" in told
    assert told.endswith(f"{NAME}: {files} of 6 files not up to date")


def test_a_file_that_no_memo_is_made_of_does_not_count(project: Project) -> None:
    """A word for the desk beside its templates, or a template that nobody takes in, makes no memo old."""
    project.edit("readme")
    Path("ours/parts/never.html.j2").write_text("<p>One</p>\n", encoding="utf-8")
    project.build()
    project.edit("readme", 0)
    Path("ours/parts/never.html.j2").write_text("<p>Two</p>\n", encoding="utf-8")
    assert project.check()[0] == 0


def test_an_audience_makes_its_own_memos_old_and_no_others(project: Project) -> None:
    """What one reader gets changed: the memos of the other are up to date."""
    file = Path("ours/audiences/other.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("Other ", "Another "), encoding="utf-8")
    told = project.check()[1]
    assert f"since 4 files of {NAME} in out were made" in told  # the report tells of both


def test_memos_that_are_not_as_they_were_written_are_named(project: Project) -> None:
    """One that is gone and one that was edited, each by itself."""
    (Path("out") / f"{NAME}.brief.md").unlink()
    (Path("out") / f"{NAME}.other.html").write_bytes(b"mine")
    assert project.check()[0] == 1
    assert project.found() == {
        ("E902", f"out/{NAME}.brief.md", "This file is missing."),
        ("E902", f"out/{NAME}.other.html", "This file was altered since it was written."),
    }


def test_another_version_is_named(project: Project) -> None:
    """What the program was made of when it wrote the memos is told by name and version."""
    ledger = Path("out") / FILE
    whole = json.loads(ledger.read_bytes().partition(b"\n")[2])
    for shared in whole["shared"].values():
        shared |= {"the library jinja2": "0.1", "Python": "2.7"}
    text = json.dumps(whole).encode()
    ledger.write_bytes(sha256(text).hexdigest().encode() + b"\n" + text)
    ((code, file, message),) = project.found()
    assert (code, file) == ("E903", RECORD.as_posix())
    assert "6 files of ferry-2031-05 in out were made with others: " in message
    assert "Python changed" in message
    assert "the library jinja2: 0.1 → 3." in message


def test_what_the_project_asks_now_counts(project: Project) -> None:
    """A paper that the project file names since then makes memos old; what a command line told is as if told again."""
    project.build("--paper", "letter", "--language", "fr", "--format", "md")
    assert project.check()[0] == 0
    project.says('paper = "letter"')
    told = project.check()[1]
    assert (
        "reportgen.toml: error: 6 files of ferry-2031-05 in out were asked for otherwise: paper: not said → letter."
        in (told)
    )
    assert told.endswith("6 of 10 files not up to date")
    project.edit("title")
    both = "reportgen build talks/ferry-2031-05/talks.yaml --format md --paper letter --language fr; reportgen build"
    assert f"Build again: {both}" in project.check()[1]


def test_what_nobody_knows_is_said(project: Project) -> None:
    """Without a ledger, with one that is not believed, and for a record that was never built: build, to know."""
    project.edit("second")
    assert (
        "E905",
        "talks/ferry-2031-06/talks.yaml",
        "No whole build of this record into out is known.",
    ) in project.found()
    (Path("out") / FILE).chmod(0o644)
    assert "out/.reportgen.json is not believed, since others may read or write it" in project.check()[1]
    (Path("out") / FILE).chmod(0o600)
    (Path("out") / FILE).write_bytes(b"{}")
    assert "out/.reportgen.json is damaged, or of another version" in project.check()[1]
    (Path("out") / FILE).unlink()
    code, told = project.check()
    assert code == 1
    assert (
        "It cannot be told whether memos of this record in out are up to date: out/.reportgen.json is not there."
        in told
    )
    assert "To know, build: reportgen build" in told
    assert "To know, build: reportgen build --out elsewhere" in project.check("--out", "elsewhere")[1]


def test_what_is_left_over_is_named(project: Project) -> None:
    """Memos of a record that is gone, and of a reader who is no longer asked for, are named; nothing is out of date."""
    project.edit("second")
    project.build()
    project.edit("second", 0)
    code, told = project.check()
    assert (code, told.count("[W901]")) == (0, 6)
    project.build("--prune")
    project.says()
    text = Path("reportgen.toml").read_text(encoding="utf-8")
    Path("reportgen.toml").write_text(text.replace(', "other"]', "]"), encoding="utf-8")
    assert project.check()[0] == 1
    project.build()
    assert {file for _, file, _ in project.found()} == {f"out/{NAME}.other.{end}" for end in ("html", "md")}
    assert project.check()[0] == 0


def test_records_are_named_as_for_a_build(project: Project) -> None:
    """One record by its path or its id, and only that; annotations stand at the file that changed."""
    project.edit("second")
    assert project.check(f"talks/{NAME}")[0] == project.check(NAME)[0] == 0
    project.edit("title")
    code, told = project.check(NAME, "--format", "github")
    assert code == 1
    assert told.startswith(f"::error file={RECORD.as_posix()},line=1,col=1,")
    assert json.loads(project.check(NAME, "--format", "sarif")[1])["runs"][0]["results"][0]["ruleId"] == "E901"


def test_options_that_do_not_go_together_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """What is for records is not for outputs, and the other way round."""
    for option in (["--coverage"], ["--watch"], ["--fail-under", "10"], ["--no-cache"]):
        assert main(["check", "--outputs", *option]) == 2
        assert f"--outputs goes without {option[0]}." in capsys.readouterr().err
    assert main(["check", "--out", "elsewhere"]) == 2
    assert "--out goes with --outputs alone." in capsys.readouterr().err


def test_every_finding_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """By its code or its name, and in the documentation."""
    page = (Path(__file__).parent.parent / "docs" / "builds.md").read_text(encoding="utf-8")
    assert {rule.code for rule in RULES} == set(EXPLAINED)
    for rule in RULES:
        assert main(["check", "--explain", rule.code]) == main(["check", "--explain", rule.name]) == 0
        assert rule.name in capsys.readouterr().out
        assert f"| {rule.code} |" in page
