"""Specification of ``--scheduler``: on other machines the same memos, messages and exit codes as here."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clusters import ENVIRONMENT, Machines, apart
from tests.conftest import REAL, ROOT, shown
from tests.logos import SVG
from tests.test_cli import no_traceback, run
from tests.test_style_fonts import font_file

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("cluster"),
    pytest.mark.skipif(sys.platform != "linux", reason="hides folders from workers as Linux does"),
]
PRESS = """\
title: Note for the press desk
for: Press officers
ceiling: internal
pages: {limit: 2, firm: false}
most: {bottom_line: 3, agreements: 4, wants: 1, next_steps: 5}
sections: [principal-header, bottom-line, principal-agreements, wants, principal-next-steps, caution, gaps-short]
"""
STYLE = "logo: {file: pictures/arms.svg, alt: Arms, width: 45}\nfonts: {files: [own/desk.ttf]}\n"
SECTION = "<h2>{{ memo.gaps }}</h2><p>{{ view.header.title }}</p>\n"


def copied(source: Path, folder: Path, *changes: tuple[str, str]) -> Path:
    """A record of the tests in another folder, with its id and other words changed."""
    shutil.copytree(source, folder)
    record = folder / "talks.yaml"
    text = record.read_text(encoding="utf-8").replace(f"id: {source.name}\n", f"id: {folder.name}\n", 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    record.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of records, one of them with an error finding and two that cannot be read, and of templates."""
    folder = tmp_path_factory.mktemp("project")
    talks, ours = folder / "talks", folder / "ours"
    copied(REAL, talks / "good")
    copied(REAL, talks / "refused", ("operative_words: agreed to increase", "operative_words: agreed to decrease"))
    copied(ROOT / "tests" / "records" / "two-languages-2033-02", talks / "several")
    copied(REAL, talks / "unread", ("as_of: 2023-11-01", "as_of: 2023-02-30"))
    copied(REAL, talks / "without")
    next(each for each in (talks / "without").iterdir() if each.suffix == ".txt").unlink()
    for name, content in {
        "audiences/press.yaml": PRESS,
        "sections/gaps-short.html.j2": SECTION,
        "style.yaml": STYLE,
        "pictures/arms.svg": SVG,
        "memo.css": "h2 { color: var(--colour-accent) }",
    }.items():
        path = ours / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (ours / "own").mkdir()
    font_file(ours / "own" / "desk.ttf", "Desk Face")
    shutil.copytree(ours, folder / "broken")
    (folder / "broken" / "sections" / "gaps-short.html.j2").write_text("<p>{{ view.nothing }}</p>", encoding="utf-8")
    (folder / "elsewhere").mkdir()
    return folder


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Iterator[Machines]:
    """Two workers that cannot see the project's folder."""
    if not apart():
        pytest.skip("folders can be hidden from a process only with a mount namespace, which this system refuses")
    machines = Machines(tmp_path_factory.mktemp("machines"))
    try:
        for name in ("one", "two"):
            machines.worker(name, hidden=project)
        yield machines
    finally:
        machines.stop()


def outcome(folder: Path, out: str, *arguments: object) -> tuple[object, ...]:
    """What a build comes to: exit code, what it says but for seconds, every file of it."""
    shutil.rmtree(folder / out, ignore_errors=True)
    done = run("build", *arguments, "--out", out, cwd=folder)
    assert no_traceback(done), done.stderr
    files = {each.name: each.read_bytes() for each in shown(folder / out)} if (folder / out).exists() else {}
    return done.returncode, done.stdout, re.sub(r"\d+\.\d s\.", "", done.stderr), files


def same(folder: Path, cluster: Machines, *arguments: object) -> tuple[object, ...]:
    """The outcome, which is the same here and on a cluster."""
    here = outcome(folder, "out", *arguments, "--jobs", 1)
    there = outcome(folder, "out", *arguments, "--scheduler", cluster.address)
    assert here[:3] == there[:3]
    assert here[3].keys() == there[3].keys()
    assert not [name for name in here[3] if here[3][name] != there[3][name]]
    return here


def test_workers_without_the_folder(project: Path, cluster: Machines) -> None:
    """Workers that see no record and no template make the very bytes that are made here, and say the same words."""
    wanted = ["--audience", "press,annex", "--format", "md,html,docx,pdf", "--pdf-engine", "typst"]
    code, stdout, errors, files = same(project, cluster, "talks", "--templates", "ours", *wanted)
    assert (code, len(files)) == (1, 2 * (2 * 4 + 2))
    assert "out/good.press.pdf" in stdout.splitlines()
    assert errors.count("nothing written") == 3
    assert "talks/refused/talks.yaml" in errors
    assert "ours/memo.css has no effect" in errors
    kept = [each for name in ("one", "two") for each in (cluster.folder / name).rglob("reportgen-templates-*")]
    assert len(kept) == 2, "once for each worker"


def test_paths_mean_what_they_mean_here(project: Path, cluster: Machines) -> None:
    """Absolute paths, paths upwards and paths with detours are named in messages as they were given."""
    there = ["../talks/./good", project / "talks" / "without", "../elsewhere/../talks/refused"]
    wanted = ["--templates", project / "ours", "--audience", "press", "--format", "md,pdf,html"]
    _, _, errors, files = same(project / "elsewhere", cluster, *there, *wanted)
    assert {name for name in files if name.endswith(".pdf")} == {"good.press.pdf"}
    assert f"{project}/talks/without/talks.yaml:" in errors
    assert "../elsewhere/../talks/refused/talks.yaml:" in "".join(errors.split())


@pytest.mark.parametrize("broken", ["../{}/broken", "{}/broken"])
def test_faults_of_templates_are_told_alike(broken: str, project: Path, cluster: Machines) -> None:
    """A fault in a desk's own template is told with its place in the user's folder."""
    folder = broken.format(project if broken.startswith("{") else project.name)
    wanted = ["--templates", folder, "--audience", "press", "--format", "md"]
    code, _, errors, _ = same(project, cluster, "talks/good", *wanted)
    assert code == 1
    assert f"{folder}/sections/gaps-short.html.j2" in errors


def long_templates(folder: Path) -> Path:
    """Templates with which a memo takes longer than anybody waits."""
    section = folder / "sections" / "annex-gaps.html.j2"
    section.parent.mkdir(parents=True)
    words = "{% for a in view.header.title %}" * 2 + "word " * 300 + "{% endfor %}" * 2
    shipped = (ROOT / "templates" / "sections" / section.name).read_text(encoding="utf-8")
    section.write_text(f"{shipped}<p>{words}</p>", encoding="utf-8")
    return folder


def until(there: Path, seconds: float = 60, *, gone: bool = False) -> None:
    """Wait for a child below a worker's own folder, or until there is none."""
    end = time.monotonic() + seconds
    while any(there.glob("reportgen-child-*")) == gone and time.monotonic() < end:
        time.sleep(0.05)
    assert any(there.glob("reportgen-child-*")) != gone


def until_one_is_busy(cluster: Machines) -> str:
    """Wait for one of the two workers to have a child; its name."""
    for _ in range(1200):
        for name in ("one", "two"):
            if any((cluster.folder / name).glob("reportgen-child-*")):
                return name
        time.sleep(0.05)
    raise AssertionError("no worker makes anything")


def started(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "reportgen", "build", *map(str, arguments)]
    return subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_worker_that_is_killed_is_survived(project: Path, cluster: Machines, tmp_path: Path) -> None:
    """A worker killed with a record in its hands costs nothing but time, and is named in the end."""
    for number in range(8):
        copied(REAL, tmp_path / "talks" / f"talks-{number}")
    wanted = [tmp_path / "talks", "--audience", "desk", "--format", "md,docx", "--no-report"]
    worker = cluster.worker("killed")
    with started(*wanted, "--scheduler", cluster.address, "--jobs", 6, "--out", tmp_path / "out") as build:
        until(cluster.folder / "killed")
        worker.kill()
        _, errors = build.communicate(timeout=120)
    assert build.returncode == 0, errors
    assert re.search(r"the worker tcp://127\.0\.0\.1:\d+ ended before its time; [1-6] records? it had went", errors)
    assert run("build", *wanted, "--out", tmp_path / "here").returncode == 0
    there = {path.name: path.read_bytes() for path in shown(tmp_path / "out")}
    assert there == {path.name: path.read_bytes() for path in shown(tmp_path / "here")}
    assert len(there) == 16
    until(cluster.folder / "killed", gone=True)


def test_stopping_stops_the_workers(cluster: Machines, tmp_path: Path) -> None:
    """Ctrl-C ends a build at once, and what workers were making for it."""
    ours = long_templates(tmp_path / "ours")
    wanted = [REAL, "--templates", ours, "--audience", "annex", "--format", "md", "--out", tmp_path / "out"]
    with started(*wanted, "--scheduler", cluster.address) as build:
        busy = until_one_is_busy(cluster)
        build.send_signal(signal.SIGINT)
        _, errors = build.communicate(timeout=60)
    assert (build.returncode, errors.strip()) == (130, "reportgen: stopped; nothing half written is left behind.")
    until(cluster.folder / busy, 20, gone=True)
    assert not (tmp_path / "out").exists()


def test_a_scheduler_that_is_lost(cluster: Machines, tmp_path: Path) -> None:
    """When the scheduler goes, the build ends soon and says so in one sentence. The last test: the cluster is gone."""
    ours = long_templates(tmp_path / "ours")
    wanted = [REAL, "--templates", ours, "--audience", "annex", "--format", "md", "--out", tmp_path / "out"]
    with started(*wanted, "--scheduler", cluster.address) as build:
        until_one_is_busy(cluster)
        cluster.scheduler.kill()
        began = time.monotonic()
        _, errors = build.communicate(timeout=60)
        assert time.monotonic() - began < 25
    assert build.returncode == 1
    assert errors.startswith(f"reportgen: The cluster at {cluster.address} is gone.")
    assert "Traceback" not in errors
    assert not (tmp_path / "out").exists()
