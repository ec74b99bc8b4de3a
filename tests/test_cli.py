"""The command line, as a newcomer uses it: real processes, exit codes, what is said and where."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen import __version__
from reportgen.cli.arguments import COMMANDS, parser
from tests.conftest import AUDIENCES, INVENTED, REAL, ROOT, shown
from tests.damage import damaged
from tests.forked import called

NAMES = [f"wang-blinken-2023-10.{audience}.{format}" for audience in AUDIENCES
         for format in ("docx", "html", "md", "pdf")]  # fmt: skip
REPORT = ["wang-blinken-2023-10.report.html", "wang-blinken-2023-10.report.json"]


def run(*arguments: object, cwd: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """``reportgen`` as its own process, with its output as text."""
    return called([*map(str, arguments)], cwd, {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})})


def no_traceback(done: subprocess.CompletedProcess[str]) -> bool:
    return "Traceback" not in done.stderr + done.stdout


def test_build_writes_every_memo_of_every_record(tmp_path: Path) -> None:
    """Without a record named, every record under seeds/ is built, for all audiences in all formats."""
    done = run("build", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in shown(tmp_path / "out")] == [*NAMES, *REPORT]
    assert sorted(Path(line).name for line in done.stdout.splitlines()) == [*NAMES, *REPORT]


def test_build_takes_audiences_formats_and_paper(tmp_path: Path) -> None:
    """Only the audiences and formats asked for are written, separated by commas or repeated."""
    done = run("build", REAL, "--audience", "desk,principal", "--format", "md", "--format", "html", "--out", tmp_path,
               "--paper", "letter", "--no-report")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in shown(tmp_path)} == {".md", ".html"}
    assert len(shown(tmp_path)) == 4


def test_what_is_left_out_for_length_is_told(tmp_path: Path) -> None:
    """What a memo leaves out for length is named, never dropped in silence."""
    done = run("build", REAL, "--audience", "principal", "--format", "md", "--out", tmp_path)
    assert "left out of wang-blinken-2023-10.principal for length: I-REL, P-CN-10" in done.stderr


def test_an_error_finding_stops_the_record(tmp_path: Path) -> None:
    """A record with an error finding gives its place and remedy, exit code 1, and no file."""
    path = damaged(tmp_path, ("text: Consultations on diplomatic", "text: Agreed consultations on diplomatic"))
    done = run("build", path, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert re.search(r"talks\.yaml:\d+:\d+: error: N-04 says \"Agreed\"", " ".join(done.stderr.split()))
    assert "nothing written" in done.stderr
    assert not (tmp_path / "out").exists()
    assert no_traceback(done)


def test_allow_findings_marks_every_page_draft(tmp_path: Path) -> None:
    """With --allow-findings a record is built all the same, and says DRAFT and how many are open."""
    path = damaged(tmp_path, ("text: Consultations on diplomatic", "text: Agreed consultations on diplomatic"))
    done = run("build", path, "--allow-findings", "--format", "md", "--audience", "desk", "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "DRAFT: built with 1 finding open" in (tmp_path / "out" / "wang-blinken-2023-10.desk.md").read_text(
        encoding="utf-8"
    )


def test_memos_of_an_earlier_build_are_told(tmp_path: Path) -> None:
    """When nothing is written, memos that lie there from an earlier build are said to be that."""
    for damage in ("as_of: soon", "as_of: 2023-11-01"):
        path = damaged(tmp_path, ("as_of: 2023-11-01", damage))
        assert "from an earlier" not in run("build", path, "--format", "md", "--out", tmp_path / "out").stderr
    for fault in (("as_of: 2023-11-01", "as_of: soon"), ("agreed to increase\n", "agreed to double\n")):
        done = run("build", damaged(tmp_path, fault), "--audience", "desk", "--format", "md", "--out", tmp_path / "out")
        assert done.returncode == 1
        assert "annex.md and 4 more are from an earlier build." in done.stderr


def test_one_bad_record_does_not_keep_the_others(tmp_path: Path) -> None:
    """A record that fails is told, the others are built, and the exit code is 1."""
    bad = damaged(tmp_path, ("as_of: 2023-11-01", "as_of: soon"))
    done = run("build", bad, INVENTED[2], "--audience", "desk", "--format", "md", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert len(list((tmp_path / "out").glob("*.md"))) == 1


def test_two_records_of_one_id_are_refused(tmp_path: Path) -> None:
    """Two records with the same id would write the same files: neither is built, and check tells of both."""
    copy = damaged(tmp_path)
    done = run("build", REAL, copy, INVENTED[2], "--audience", "desk", "--format", "md", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert " ".join(done.stderr.split()).count("their memos would share names") == 2
    assert [path.name for path in (tmp_path / "out").glob("*.md")] == [f"{INVENTED[2].parent.name}.desk.md"]
    found = run("check", REAL, copy)
    assert found.returncode == 1
    assert len(re.findall(r"talks\.yaml:3:5:\s+error:\s+The id", found.stdout)) == 2
    assert run("check", REAL, copy, "--format", "json").stdout.count("would share names") == 2


def test_a_folder_of_records_and_the_folder_one_is_in(tmp_path: Path) -> None:
    """A folder of records names each of them; in a record's own folder that record is meant."""
    path = damaged(tmp_path / "talks")
    done = run("build", tmp_path / "talks", "--audience", "desk", "--format", "md", "--out", tmp_path / "out")
    assert (done.returncode, done.stdout.count("desk.md")) == (0, 1)
    assert run("check", cwd=path.parent).stdout.splitlines()[-1].startswith("wang-blinken-2023-10: 68 entries")


def test_a_record_named_twice_is_one(tmp_path: Path) -> None:
    """A record named by its folder and by its file is built once."""
    done = run("build", REAL, REAL / "talks.yaml", "--audience", "desk", "--format", "md", "--out", tmp_path)
    assert (done.returncode, done.stdout.count("desk.md")) == (0, 1)


def test_over_a_firm_page_limit_nothing_is_written(tmp_path: Path) -> None:
    """A one-page brief that runs over fails, says by how much, and names what to drop first."""
    harbour = next(path for path in INVENTED if "harbour" in str(path))
    done = run("build", harbour, "--audience", "principal", "--format", "pdf,docx", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "runs to 2 pages; the limit is 1 page." in done.stderr
    assert re.search(r"audiences/principal\.yaml, one after the other until it fits: most\.\w+: \d", done.stderr)
    assert not (tmp_path / "out").exists()


def test_a_firm_page_limit_holds_without_a_pdf(tmp_path: Path) -> None:
    """A one-page brief in Word alone is held to its page; where there are no pages, the length is said to be open."""
    harbour = next(path for path in INVENTED if "harbour" in str(path))
    done = run("build", harbour, "--audience", "principal", "--format", "docx,md", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "runs to 2 pages; the limit is 1 page" in done.stderr
    assert not (tmp_path / "out").exists()
    done = run("build", REAL, "--audience", "principal", "--format", "md", "--out", tmp_path / "out")
    assert "principal: length not checked, " in done.stderr


def test_check_prints_findings_and_a_closing_line(tmp_path: Path) -> None:
    """Check prints each finding with its place, source line, caret and remedy, then counts and coverage."""
    good = run("check", REAL)
    assert good.returncode == 0
    assert good.stdout.splitlines()[-1] == (
        "wang-blinken-2023-10: 68 entries, 0 errors, 0 warnings, 2 notes; "
        "18 of 19 paragraphs cited, 1 set aside, 0 open; 100 per cent of sentences"
    )
    bad = run("check", damaged(tmp_path, ("words: agreed to increase\n", "words: agreed to double\n")))
    assert bad.returncode == 1
    assert "    operative_words: agreed to double\n" in bad.stdout
    assert "^^^^^^^^^^^^^^^^\n" in bad.stdout
    assert "[E103]" in bad.stdout
    assert "1 error, 0 warnings" in bad.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["biuld"], 2, 'Did you mean "build"?'),
        ([], 2, "reportgen --help"),
        (["build", "--paper", "a5"], 2, "Use one of: a4, letter."),
        (["build", "--format", "pdg"], 2, 'Did you mean "pdf"?'),
        (["build", "--audience", "dekst"], 2, 'build: --audience: there is no audience "dekst". Did you mean "desk"?'),
        (["build", "--language", "xx"], 2, 'build: --language: there are no labels for "xx". Use one of: ar, en, es,'),
        (["build", "--scheme", "tpl"], 2, 'build: --scheme: there is no marking scheme "tpl". Did you mean "tlp"?'),
        (["build", "--project", "no.toml"], 2, "build: --project: there is no file no.toml."),
        (["check", "--templates", "nowhere"], 2, "check: --templates: there is no folder nowhere."),
        (["preview", "--audience", "dekst"], 2, 'preview: --audience: there is no audience "dekst".'),
        (["build", "seeds/wang-blinkn"], 1, "no such file"),
        (["build", "--templates", "nowhere"], 2, "build: --templates: there is no folder nowhere."),
        (["build", "--out", "README.md"], 1, "is a file"),
        (["check", "pyproject.toml"], 1, "error"),
        (["check", "seeds/wang-blinken-2023-10/source.txt"], 1, "error"),
        (["schema", "/nowhere/at/all.json"], 1, "there is no folder /nowhere/at"),
        (["check", "--fail-under", "200"], 2, "200 is no share; it is a number of per cent from 0 to 100"),
        (["check", "--fail-under", "abc"], 2, "abc is no share"),
        (["check", "--fail-under", "nan"], 2, "nan is no share"),
    ],
)
def test_wrong_use_is_one_message_and_an_exit_code(arguments: list[str], code: int, says: str) -> None:
    """Wrong usage ends with 2, wrong input with 1, each with a message that helps and no traceback."""
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    assert says in " ".join(done.stderr.split())
    assert no_traceback(done)


def test_a_folder_without_records_says_how_to_name_one(tmp_path: Path) -> None:
    """In a folder without seeds/, build says what it looked for and what to type."""
    done = run("build", cwd=tmp_path)
    assert done.returncode == 1
    assert "There is no record under seeds/" in done.stderr


def test_version_and_help_are_light() -> None:
    """--version and --help import none of the libraries that make memos."""
    assert run("--version").stdout == f"reportgen {__version__}\n"
    code = (
        "import sys; from reportgen.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'weasyprint', 'docx', 'jinja2', 'pydantic', 'yaml', 'babel', 'fontTools'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["build", "check", "sign", "status", "why", "preview", "schema", "doctor"])
def test_every_command_explains_itself(command: str) -> None:
    """Each command's help says what it does and shows how it is typed."""
    done = run(command, "--help", env={"COLUMNS": "60"})
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: reportgen {command}")


def test_schema_is_the_one_that_records_point_to() -> None:
    """The schema beside the records is the one the program writes."""
    done = run("schema")
    assert done.stdout == (ROOT / "seeds" / "talks.schema.json").read_text(encoding="utf-8")
    first = (REAL / "talks.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../talks.schema.json"


def test_doctor_lists_what_is_there() -> None:
    """Doctor lists libraries, fonts and scripts, and ends well on a machine that has them."""
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    for name in ("weasyprint", "pango", "Carlito", "Arabic"):
        assert name in done.stdout


def on_a_terminal(*arguments: object, env: dict[str, str]) -> str:
    """What a terminal of 60 columns is sent."""
    main, side = pty.openpty()
    command = [sys.executable, "-m", "reportgen", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "60", "TERM": "xterm", **env}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=side, stderr=side) as process:
        os.close(side)
        sent = b""
        while True:
            try:
                block = os.read(main, 4096)
            except OSError:
                break
            if not block:
                break
            sent += block
        process.wait(60)
    os.close(main)
    return sent.decode()


def test_a_terminal_gets_times_and_progress(tmp_path: Path) -> None:
    """On a terminal each file has a line with its time and path, and the work under way is told."""
    sent = on_a_terminal("build", REAL, "--audience", "desk", "--format", "md", "--out", tmp_path, env={})
    assert re.search(r"wang-blinken-2023-10\.desk\.md .*1/1.* files", sent)
    assert re.search(r"\d\.\d\d s  .*wang-blinken-2023-10\.desk\.md", sent)


@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colour_only_where_it_is_wanted(env: dict[str, str], coloured: bool, tmp_path: Path) -> None:
    """Colour is used on a terminal, unless NO_COLOR or a dumb terminal says otherwise; lines fit its width."""
    sent = on_a_terminal("check", damaged(tmp_path, ("as_of: 2023-11-01", "as_of: 2023-02-30")), env=env)
    assert ("\x1b[" in sent) is coloured
    plain = re.sub(r"\x1b\[[0-9;]*m", "", sent).replace(str(tmp_path), "")
    assert all(len(line) <= 60 for line in plain.splitlines() if "talks.yaml" not in line)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_the_same_help_and_options_when_it_alone_is_known(command: str) -> None:
    """The command line that knows no command but the one asked for reads and explains it as the whole one does."""

    def read(asked: str) -> tuple[str, list[object]]:
        (commands,) = (each for each in parser(asked)._actions if each.choices)
        found = dict(commands.choices or {})[command]
        return found.format_help(), [(each.option_strings, each.default, each.nargs) for each in found._actions]

    assert read(command) == read("")
    assert [*dict(next(each for each in parser(command)._actions if each.choices).choices or {})] == [command]
