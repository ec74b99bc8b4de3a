"""The project file: where it is looked for, what it sets, and how its faults are told."""

from __future__ import annotations

import json
import shutil
from contextlib import chdir
from pathlib import Path

import jsonschema
import pytest

from reportgen.child import Limits
from reportgen.errors import Problem, ProjectError, ReportgenError
from reportgen.project import Project, load_project
from reportgen.settings import Settings
from reportgen.style import Paper
from reportgen.writers import FORMATS
from tests.conftest import INVENTED, REAL, ROOT
from tests.probe import write
from tests.test_cli import no_traceback, run

MILLWORKS = next(path.parent for path in INVENTED if "millworks" in str(path))
WHOLE = """\
# What our desk wants.
records = ["talks", "archive/**/talks.yaml"]
out = "memos"
audiences = ["desk"]
formats = "md"
templates = "ours"
paper = "letter"
"""


def found_from(folder: Path) -> Project:
    """The project found from a folder."""
    with chdir(folder):
        return load_project()


def problems(folder: Path, text: str, name: str = "reportgen.toml") -> list[Problem]:
    """What is wrong with a project file."""
    write(folder, name, text)
    with pytest.raises(ProjectError) as caught:
        found_from(folder)
    return list(caught.value.problems)


def a_desk(folder: Path, text: str = WHOLE) -> Path:
    """A folder with a project file, two records and templates of its own."""
    shutil.copytree(REAL, folder / "talks" / REAL.name)
    shutil.copytree(MILLWORKS, folder / "archive" / "2030" / "millworks")
    (folder / "ours").mkdir()
    write(folder, "reportgen.toml", text)
    return folder


def test_without_a_file_all_is_as_always(tmp_path: Path) -> None:
    """Where there is no project file, records are under seeds/ and memos go to out/."""
    (tmp_path / ".git").mkdir()
    project = found_from(tmp_path)
    assert project.file is None
    assert project == Project()
    assert (project.out, Settings().records) == (Path("out"), project.patterns)
    with chdir(tmp_path), pytest.raises(ReportgenError, match="no record under seeds/"):
        project.records()


def test_what_it_sets(tmp_path: Path) -> None:
    """Every setting is read, and paths are relative to the file."""
    project = load_project(a_desk(tmp_path) / "reportgen.toml")
    assert project.records() == [
        tmp_path / "talks" / REAL.name / "talks.yaml",
        tmp_path / "archive" / "2030" / "millworks" / "talks.yaml",
    ]
    assert (project.out, project.templates()) == (tmp_path / "memos", tmp_path / "ours")
    assert project.audiences(project.templates()) == ["desk"]
    assert (project.formats, project.paper) == (("md",), Paper.LETTER)


@pytest.mark.parametrize(
    "records",
    ["talks", f"talks/{REAL.name}", f"talks/{REAL.name}/talks.yaml", "talks/*", "**/wang-*", "t*/**/talks.yaml", "**"],
)
def test_records_may_be_named_in_many_ways(records: str, tmp_path: Path) -> None:
    """A file, its folder, a folder of folders, and a pattern for either, give the record once."""
    found = load_project(a_desk(tmp_path, f'records = "{records}"\n') / "reportgen.toml").records()
    assert found.count(tmp_path / "talks" / REAL.name / "talks.yaml") == 1


def test_plain_build_does_what_the_file_says(tmp_path: Path) -> None:
    """In a folder of the project, however deep, plain build builds its records as it says, and check checks them."""
    folder = a_desk(tmp_path)
    done = run("build", cwd=folder / "talks" / REAL.name)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (folder / "memos").iterdir() if ".desk." in path.name) == [
        "millworks-2030-11.desk.md",
        "wang-blinken-2023-10.desk.md",
    ]
    assert "../../memos/" in done.stdout.replace("\\", "/")
    assert run("check", cwd=folder / "ours").stdout.count(" errors, ") == 2
    assert run("status", cwd=folder).stdout.count("entries, ") == 2


def test_records_of_the_project_go_by_name(tmp_path: Path) -> None:
    """Check, sign and why know its records by their folders and by their talks ids."""
    folder = a_desk(tmp_path)
    assert run("check", "millworks", cwd=folder).returncode == 0
    assert "A-01" in run("why", "millworks-2030-11", "A-01", cwd=folder).stdout
    assert run("build", "millworks", "--out", "here", cwd=folder).returncode == 0
    assert "A-01" in run("why", "here/millworks-2030-11.desk.md#A-01", cwd=folder).stdout
    signed = run("sign", "millworks", "--by", "J. Doe", "A-01", "--yes", cwd=folder)
    assert "1 entry signed by J. Doe" in signed.stdout
    lost = run("check", "milworks", cwd=folder)
    assert lost.returncode == 1
    assert 'There is no record "milworks", neither as a path nor in reportgen.toml. Did you mean "millworks"?' in (
        " ".join(lost.stderr.split())
    )


def test_the_command_line_goes_first(tmp_path: Path) -> None:
    """What the command line says goes before what the file says."""
    folder = a_desk(tmp_path)
    done = run("build", REAL, "--audience", "principal", "--format", "html", "--out", "here", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert not (folder / "memos").exists()
    assert [path.name for path in (folder / "here").glob("*.principal.*")] == ["wang-blinken-2023-10.principal.html"]


def test_a_file_may_be_named(tmp_path: Path) -> None:
    """With --project another file is used, from anywhere; one that is not there is told."""
    folder = a_desk(tmp_path)
    (folder / "reportgen.toml").rename(folder / "spring.toml")
    done = run("status", "--project", folder / "spring.toml")
    assert done.stdout.count("entries, ") == 2
    lost = run("status", "--project", folder / "summer.toml")
    assert lost.returncode == 2
    assert "--project: there is no file" in lost.stderr
    assert no_traceback(lost)


def test_it_is_looked_for_up_to_the_root_of_the_repository(tmp_path: Path) -> None:
    """The nearest file counts, reportgen.toml before pyproject.toml; above a repository's root none does."""
    deep = tmp_path / "repository" / "a" / "b"
    deep.mkdir(parents=True)
    write(tmp_path, "reportgen.toml", 'out = "above"\n')
    assert found_from(deep).out == Path("../../../above")
    (tmp_path / "repository" / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")  # as in a worktree
    assert found_from(deep).file is None
    write(tmp_path / "repository", "pyproject.toml", '[project]\nname = "x"\n\n[tool.reportgen]\nout = "memos"\n')
    assert found_from(deep).out == Path("../../memos")
    write(tmp_path / "repository" / "a", "pyproject.toml", '[project]\nname = "reportgen"\n')
    assert found_from(deep).out == Path("../../memos")
    write(tmp_path / "repository", "reportgen.toml", 'out = "own"\n')
    assert found_from(deep).out == Path("../../own")


@pytest.mark.parametrize(
    ("text", "place", "message", "remedy"),
    [
        ('audience = "desk"\n', "1:1", '"audience" is not a field', 'Did you mean "audiences"?'),
        ('\n# x\n  oot = "x"\n', "3:3", '"oot" is not a field', 'Did you mean "out"?'),
        ('"marks" = 1\n', "1:1", '"marks" is not a field', ""),
        ("out = 3 # three\n", "1:7", '"out" must be plain text', ""),
        ('records = [\n  "a",\n  4,\n]\n', "1:11", '"records" must be plain text', ""),
        ("records = []\n", "1:11", '"records" has nothing in it', "at least one"),
        ('formats = ["pdf", "dox"]\n', "1:19", '"dox" is not one of the words', 'Did you mean "docx"?'),
        ('formats = [ # "pdf"\n  "pdf",\n  "dox" ]\n', "3:3", '"dox" is not one of the words', "docx"),
        ('paper = "a5"\n', "1:9", '"a5" is not one of the words for "paper"', "a4"),
        ('templates = ""\n', "1:13", '"templates" is empty', ""),
        ('[records]\nx = "y"\n', "1:2", '"records" must be plain text', ""),
        ('out = "a"\nout = "b"\n', "2:10", "for the second time", "Write lines"),
        ("out = memos\n", "1:7", "no value of TOML", "Write lines"),
        ('out = "memos\n', "1:13", "", "Write lines"),
        ('records = ["a",\n', "1:16", "", "Write lines"),
        ("records = " + "[" * 5000, "", "nested too deeply", "Write lines"),
    ],
)
def test_faults(tmp_path: Path, text: str, place: str, message: str, remedy: str) -> None:
    """Every fault has its place, what is wrong in plain words, and what would do."""
    (told,) = problems(tmp_path, text)
    assert str(told.place) == f"reportgen.toml:{place}" if place else "reportgen.toml"
    assert message in told.message
    assert remedy in told.remedy


def test_faults_in_a_table_of_pyproject(tmp_path: Path) -> None:
    """In pyproject.toml places are those of its own lines, whichever way the table is written."""
    for text, line in (
        ('[project]\nout = "x"\n\n[tool.reportgen]\nrecords = "a"\noot = "x"\n', 6),
        ('[tool.black]\nline-length = 3\n[tool]\nreportgen.oot = "x"\n', 4),
        ('[tool]\nreportgen = { out = "a",  oot = "b" }\n', 2),
        ("[tool]\nreportgen = 3\n", 2),
    ):
        (told,) = problems(tmp_path, text, "pyproject.toml")
        assert told.place.line == line, text
    (told,) = problems(tmp_path, '[tool]\nreportgen = { out = "a",  oot = "b" }\n', "pyproject.toml")
    assert told.place.column == 27


def test_all_faults_at_once(tmp_path: Path) -> None:
    """All faults of a file are told at once, in the order of its lines."""
    told = problems(tmp_path, 'oot = "x"\npaper = "a5"\nformats = "dox"\n')
    assert [each.place.line for each in told] == [1, 2, 3]


@pytest.mark.parametrize("content", [b'out = "caf\xe9"\n', b"\xff\xfeo\0u\0t\0", b"\0", b"PK\x03\x04"])
def test_what_is_no_text_is_refused(content: bytes, tmp_path: Path) -> None:
    """A file that is no TOML text is one clear error on the command line."""
    (tmp_path / "reportgen.toml").write_bytes(content)
    done = run("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "reportgen.toml" in done.stderr
    assert no_traceback(done)


def test_a_byte_order_mark_and_other_line_ends_are_fine(tmp_path: Path) -> None:
    """A file as some editors save it can be used."""
    (tmp_path / "reportgen.toml").write_bytes(b'\xef\xbb\xbfout = "a"\r\npaper = "a4"\r\n')
    assert found_from(tmp_path).out == Path("a")


@pytest.mark.parametrize(
    ("setting", "command", "message"),
    [
        ('records = ["talks", "tlaks"]', "check", 'reportgen.toml:1:21: error: There is no record at "tlaks".'),
        ('templates = "tmpl"', "build", 'reportgen.toml:1:13: error: There is no folder of templates "tmpl".'),
        ('audiences = "dekst"', "build", 'reportgen.toml:1:13: error: There is no audience "dekst".'),
    ],
)
def test_what_leads_nowhere_is_told(setting: str, command: str, message: str, tmp_path: Path) -> None:
    """A setting that leads to nothing is told at its place, and nothing is written."""
    done = run(command, cwd=a_desk(tmp_path, f"{setting}\n"))
    assert done.returncode == 1
    assert message in " ".join(done.stderr.split())
    assert no_traceback(done)
    assert not (tmp_path / "out").exists()


def test_doctor_says_which_file_is_in_use(tmp_path: Path) -> None:
    """Doctor names the project file and what it sets, or that there is none, or its first fault."""
    (tmp_path / ".git").mkdir()
    assert "none: seeds/ is built into out/" in run("doctor", cwd=tmp_path).stdout
    write(tmp_path, "reportgen.toml", 'out = "x"\npaper = "a4"\n')
    assert "reportgen.toml sets out, paper" in run("doctor", cwd=tmp_path).stdout
    write(tmp_path, "reportgen.toml", "oot = 1\n")
    done = run("doctor", cwd=tmp_path)
    assert done.returncode == 1
    assert 'reportgen.toml:1:1: "oot" is not a field' in done.stdout


def test_its_formats_are_those_there_are() -> None:
    """The formats that a project file may name are those there is a writer for."""
    assert Settings(formats=FORMATS).formats == FORMATS
    schema = Settings.model_json_schema()
    assert tuple(schema["properties"]["formats"]["anyOf"][1]["items"].get("enum", FORMATS)) == FORMATS


def test_jobs_and_limits(tmp_path: Path) -> None:
    """How many memos are made at once, and what one may take, are set for good; the command line goes before it."""
    write(tmp_path, "reportgen.toml", "jobs = 3\n[limits]\nseconds = 90\nprocessor = 60\n")
    project = found_from(tmp_path)
    assert (project.jobs, project.limits) == (3, Limits(seconds=90, processor=60))
    write(tmp_path, "reportgen.toml", f'records = "{REAL}"\njobs = 3\n[limits]\nmegabytes = 90\n')
    wanted = ["build", "--project", tmp_path / "reportgen.toml", "--audience", "annex", "--format", "json,pdf"]
    done = run(*wanted, "--jobs", "1")
    assert done.returncode == 1
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[0]["jobs"] == 1
    assert "90 megabytes" in done.stdout or "for want of memory" in done.stdout
    done = run(*wanted, "--limits", "megabytes=1500")
    assert done.returncode == 0
    assert json.loads(done.stdout.splitlines()[0])["jobs"] == 3


@pytest.mark.parametrize("wrong", ["jobs = 0", "jobs = 'many'", "[limits]\nseconds = 0", "[limits]\nhours = 1"])
def test_jobs_and_limits_are_numbers(wrong: str, tmp_path: Path) -> None:
    """What is no number of jobs, or no limit, is told at its place."""
    (problem,) = problems(tmp_path, wrong)
    assert problem.place.line == len(wrong.splitlines())


def test_editors_get_a_schema() -> None:
    """The schema of a project file takes what can be read and refuses what cannot."""
    schema = json.loads(run("schema", "--of", "project").stdout)
    jsonschema.validate({"records": "talks", "formats": ["pdf"], "paper": "a4"}, schema)
    for wrong in ({"recods": "talks"}, {"paper": "a5"}, {"out": 3}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_the_repository_needs_none() -> None:
    """The project's own records are found without a project file."""
    assert found_from(ROOT).file is None
