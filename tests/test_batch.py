"""Specification of many records at once: side by side, in order, none harmed by another, the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from pathlib import Path

import pytest

from reportgen.batch import Processes, made
from reportgen.child import Limits
from reportgen.errors import LoadError, RecordLost, ReportgenError
from reportgen.order import Order
from reportgen.pipeline import Ready
from tests import batch_calls
from tests.conftest import REAL, ROOT
from tests.test_cli import no_traceback, run

HARMLESS = ("a", "slow-b", "c", "slow-d", "e", "f", "g")
SMALL = Limits(seconds=1, megabytes=700)


def outcomes(names: Sequence[str], jobs: int) -> list[object]:
    """What comes of tasks, or why nothing does."""
    workers = Processes(jobs, SMALL, memos=1)
    try:
        return [outcome for _, outcome in made(map(Path, names), Order(), workers, jobs, batch_calls.as_named)]
    finally:
        workers.stop()


@pytest.mark.parametrize("jobs", [1, 3])
def test_outcomes_come_in_order(jobs: int) -> None:
    """However long each takes, what comes of records comes in their order."""
    assert outcomes(HARMLESS, jobs) == list(HARMLESS)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("forever", "forever: building it took more than 1 seconds"),
        ("eat", "eat: building it took more than 700 megabytes of memory"),
        ("crash", "crash: building it crashed (SIGABRT)"),
        ("die", "die: building it crashed (SIGKILL)"),
        ("fail", "fail: this is a fault in reportgen, not in the record: ZeroDivisionError"),
    ],
)
def test_one_record_harms_no_other(name: str, told: str) -> None:
    """A record that hangs, takes all memory, crashes or hits a fault is told; the others are built."""
    before, it, after = outcomes(["a", name, "slow-b"], 2)
    assert (before, after) == ("a", "slow-b")
    assert isinstance(it, RecordLost)
    assert str(it).startswith(told)


def test_an_error_for_a_person_comes_as_it_is() -> None:
    """What stands against a record is told with its place, as if it had been built here."""
    _, refused = outcomes(["a", "refused"], 2)
    assert isinstance(refused, LoadError)
    assert str(refused) == "talks.yaml:3:1: It has no title."


def test_each_has_a_process_where_the_caller_stands(tmp_path: Path) -> None:
    """Two tasks are never done by one process; paths mean what they mean to the caller."""
    workers = Processes(2)
    with chdir(tmp_path):
        done = [workers.submit(batch_calls.where, Path("a"), None).result() for _ in range(3)]
    workers.stop()
    assert len({process for _, process, _ in done} | {os.getpid()}) == 4
    assert {folder for *_, folder in done} == {str(tmp_path)}


def test_any_executor_will_do() -> None:
    """Threads of this process make the same bytes as processes of their own."""
    order = Order(audiences=("principal", "public"), formats=("md", "docx"), report=True)
    paths = [REAL / "talks.yaml", ROOT / "tests" / "records" / "two-languages-2033-02" / "talks.yaml"]
    workers = Processes(2)
    there = [ready for _, ready in made(paths, order, workers, 2)]
    workers.stop()
    with ThreadPoolExecutor(1) as threads:
        here = [ready for _, ready in made(paths, order, threads, 1)]
    for one, other in zip(here, there, strict=True):
        assert isinstance(one, Ready)
        assert isinstance(other, Ready)
        assert one.files == other.files
        assert one.report == other.report


# ------------------------------------------------------------------------------------ command line


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four records, the third of them not to be built."""
    folder = tmp_path_factory.mktemp("talks")
    for number in range(4):
        shutil.copytree(REAL, folder / f"talks-{number}")
        record = folder / f"talks-{number}" / "talks.yaml"
        text = record.read_text(encoding="utf-8").replace("id: wang-blinken-2023-10\n", f"id: talks-{number}\n", 1)
        record.write_text(text if number != 2 else text.replace("as_of: 2023-11-01", "as_of: 2023-02-30"))
    return folder


def test_jobs_change_nothing_but_time(talks: Path, tmp_path: Path) -> None:
    """With any number of jobs the files, the lines and the exit code are the same; a bad record is named."""
    told = {}
    for jobs in (1, 2, 3):
        done = run(
            "build",
            talks,
            "--jobs",
            jobs,
            "--audience",
            "desk,public",
            "--format",
            "md,docx",
            "--out",
            tmp_path / "out",
        )
        no_traceback(done)
        files = {path.name: path.read_bytes() for path in sorted((tmp_path / "out").iterdir()) if path.is_file()}
        shutil.rmtree(tmp_path / "out")
        told[jobs] = (done.returncode, done.stdout, files, done.stderr.rpartition(",")[0])
    assert told[1] == told[2] == told[3]
    code, _, files, errors = told[1]
    assert code == 1
    assert len([name for name in files if not name.startswith(".")]) == 3 * 6
    assert "talks-2/talks.yaml: nothing written." in errors
    assert "reportgen: 3 records built, 18 files, 1 record not built" in errors


def test_findings_are_told_however_many_are_built(talks: Path, tmp_path: Path) -> None:
    """A record with an error finding is told with its finding, built alone or among others."""
    wrong = tmp_path / "wrong"
    shutil.copytree(REAL, wrong)
    text = (wrong / "talks.yaml").read_text(encoding="utf-8")
    quoted = "operative_words: agreed to increase"
    (wrong / "talks.yaml").write_text(text.replace(quoted, "operative_words: agreed to decrease"), encoding="utf-8")
    wanted = ["--audience", "desk", "--format", "md", "--quiet", "--out", tmp_path / "out", "--jobs"]
    alone, among = (run("build", wrong, talks / "talks-0", *wanted, jobs) for jobs in (1, 2))
    assert "[E103]" in alone.stderr
    assert alone.stderr == among.stderr


def test_programs_are_told_events(talks: Path, tmp_path: Path) -> None:
    """``--format json`` tells each step as an object on a line, and says nothing else."""
    wanted = ["--jobs", "2", "--format", "json,md", "--audience", "desk", "--timings", "--no-report"]
    done = run("build", talks, *wanted, "--out", tmp_path)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (1, "")
    assert events[0] == {"event": "begin", "version": 1, "records": 4, "formats": ["md"], "jobs": 2}
    memos = [each for each in events if each["event"] == "memo"]
    assert [Path(each["path"]).name for each in memos] == [f"talks-{n}.desk.md" for n in (0, 1, 3)]
    assert all(Path(each["path"]).is_file() for each in memos)
    (finding,) = [each for each in events if each["event"] == "finding" and each["level"] == "error"]
    assert (finding["record"], finding["line"] > 0) == (str(talks / "talks-2" / "talks.yaml"), True)
    (failed,) = [each for each in events if each["event"] == "failed"]
    assert "February 2023" in failed["message"] or "2023-02-30" in failed["message"]
    end = events[-1]
    assert (end["event"], end["records"], end["files"], end["failed"], end["lost"]) == ("end", 3, 3, 1, 0)
    assert {Path(each["path"]).name for each in end["slowest"]} == {Path(each["path"]).name for each in memos}


def test_quiet_says_what_went_wrong_and_no_more(talks: Path, tmp_path: Path) -> None:
    """``--quiet`` is silent but for failures."""
    wanted = ["--audience", "desk", "--format", "md", "--quiet", "--out", tmp_path]
    good = run("build", talks / "talks-0", *wanted)
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
    bad = run("build", talks, *wanted)
    assert (bad.returncode, bad.stdout) == (1, "")
    assert "talks-2/talks.yaml: nothing written." in bad.stderr
    assert "note:" not in bad.stderr


def test_timings_name_the_slowest(tmp_path: Path) -> None:
    """``--timings`` names memos with their seconds, the slowest first."""
    done = run("build", REAL, "--audience", "desk,public", "--format", "md,docx", "--timings", "--out", tmp_path)
    lines = [line.split() for line in done.stderr.splitlines() if line.startswith(" ")]
    seconds = [float(first) for first, *_ in lines]
    assert len(lines) == 4
    assert seconds == sorted(seconds, reverse=True)


@pytest.mark.parametrize("given", ["0", "-1", "many", "1.5", "²"])
def test_jobs_are_a_number(given: str) -> None:
    """What is no number of jobs is wrong usage."""
    done = run("build", REAL, f"--jobs={given}")
    assert done.returncode == 2
    assert "whole number from 1" in done.stderr


def _descendants(process: int) -> set[int]:
    found: set[int] = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        if int(text.rpartition(")")[2].split()[1]) in {process, *found}:
            found.add(int(stat.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("jobs", [1, 2])
def test_stopping_stops_all(number: signal.Signals, jobs: int, talks: Path, tmp_path: Path) -> None:
    """Ctrl-C ends a build at once with exit code 130, and its children with it; nothing is torn, nothing left."""
    here, out, temporary = tmp_path / "here", tmp_path / "out", tmp_path / "temporary"
    temporary.mkdir()
    here.mkdir()
    (here / "kept.txt").write_text("the user's", encoding="utf-8")
    command = [sys.executable, "-m", "reportgen", "build", str(talks), "--jobs", str(jobs), "--out", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=here, env=environment, **pipes) as build:
        for _ in range(600):
            if any(temporary.glob("reportgen-child-*")):
                break
            time.sleep(0.05)
        time.sleep(0.5)
        children = _descendants(build.pid)
        assert children
        build.send_signal(number)
        began = time.monotonic()
        _, errors = build.communicate(timeout=30)
        assert time.monotonic() - began < 20
    assert build.returncode == (130 if number != signal.SIGKILL else -9)
    if number != signal.SIGKILL:
        assert errors.decode().strip().endswith("reportgen: stopped; nothing half written is left behind.")
    for _ in range(100):
        left = [child for child in children if Path(f"/proc/{child}").exists()]
        if not left and not any(temporary.iterdir()):
            break
        time.sleep(0.1)
    assert not [child for child in children if Path(f"/proc/{child}").exists()]
    assert not list(temporary.iterdir())
    assert (here / "kept.txt").read_text(encoding="utf-8") == "the user's"
    assert not out.exists() or not [path for path in out.iterdir() if path.name.endswith(".tmp")]


def test_a_lost_memo_keeps_no_other(tmp_path: Path) -> None:
    """A template of one audience that never ends costs that memo; the others are written, and the exit code is 1."""
    sections = tmp_path / "ours" / "sections"
    sections.mkdir(parents=True)
    words = "{% for a in view.header.title %}" * 2 + "word " * 300 + "{% endfor %}" * 2
    shipped = (ROOT / "templates" / "sections" / "annex-gaps.html.j2").read_text(encoding="utf-8")
    (sections / "annex-gaps.html.j2").write_text(f"{shipped}<p>{words}</p>", encoding="utf-8")
    wanted = ["--audience", "annex,desk,public", "--format", "md,pdf", "--jobs", "2", "--limits", "seconds=9"]
    done = run("build", REAL, "--templates", tmp_path / "ours", *wanted, "--out", tmp_path / "out", "--no-report")
    no_traceback(done)
    assert done.returncode == 1
    assert f"{REAL.name}.annex.pdf: making it with the templates in" in done.stderr
    assert "took more than 9 seconds" in done.stderr
    written = {path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")}
    assert written == {f"{REAL.name}.{name}.{format}" for name in ("desk", "public") for format in ("md", "pdf")}
    assert "1 memo not made; the others are written" in done.stderr


def test_a_fault_here_is_no_fault_of_the_records() -> None:
    """Errors that a worker may raise are errors for a person."""
    assert issubclass(RecordLost, ReportgenError)
