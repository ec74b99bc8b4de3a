"""Git and CI: the hooks as pre-commit runs them, the action as a runner does, and the examples of docs/ci.md."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import REAL, ROOT
from tests.test_cli import run

pytestmark = pytest.mark.xdist_group("ci")

TALKS = "wang-blinken-2023-10"
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "docs" / "action" / "action.yml").read_text(encoding="utf-8"))
STEPS = [step for step in ACTION["runs"]["steps"] if "run" in step]
"""Those that run something here; the first of them installs reportgen."""
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.+?)```", PAGE, re.DOTALL)
PROGRAMS = Path(sys.executable).parent
EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")
HAS_PIP = find_spec("pip") is not None
CONTEXT = {"github.action_path": str(ROOT / "docs" / "action")}


def call(folder: Path, *command: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A command in ``folder``, with this reportgen on the path, and nobody's settings of git."""
    path = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
    who = {f"GIT_{role}_{part}": "desk@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    hooks = {"PRE_COMMIT_HOME": str(folder.parent / "hooks"), "PYTHONPATH": str(ROOT), "PIP_NO_INDEX": "1"}
    environment = {**os.environ, **git, **who, **hooks, "PATH": path, **(env or {})}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def repository(folder: Path) -> Path:
    """A repository of git in which everything there is was committed."""
    folder.mkdir(parents=True, exist_ok=True)
    for command in ("init --quiet", "add --all", "commit --quiet --message begin --no-verify"):
        done = call(folder, "git", *command.split())
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody's repository with the real talks and their memos for one reader."""
    folder = tmp_path_factory.mktemp("made") / "a desk"
    shutil.copytree(REAL, folder / "seeds" / TALKS)
    told = 'audiences = ["desk"]\nformats = ["md"]\nreport = false\n'
    (folder / "reportgen.toml").write_text(told, encoding="utf-8")
    (folder / ".gitignore").write_text(".reportgen.json\n", encoding="utf-8")
    assert run("build", cwd=folder).returncode == 0
    return repository(folder)


@pytest.fixture
def desk(committed: Path, tmp_path: Path) -> Path:
    """A copy of that repository, working folder and all."""
    return shutil.copytree(committed, tmp_path / "a desk")


# ------------------------------------------------------------------------------------------- hooks


def test_the_hooks_are_what_pre_commit_takes() -> None:
    """By pre-commit's own judgement."""
    done = call(ROOT, "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_hooks_hold_up_a_commit(desk: Path, tmp_path: Path) -> None:
    """Run by pre-commit in a repository: a record that is broken, and a memo that is older, let no commit pass."""
    ours = tmp_path / "reportgen"
    ours.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", ours)
    revision = call(repository(ours), "git", "rev-parse", "HEAD").stdout.strip()
    config = yaml.safe_load(BLOCKS[0])
    config["repos"][0] |= {"repo": str(ours), "rev": revision}
    config["repos"][0]["hooks"][0]["language"] = "system"  # the one that installs an environment has to fetch it
    (desk / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    assert call(desk, "git", "add", "--all").returncode == 0
    passed = call(desk, "pre-commit", "run", "--all-files")
    assert (passed.returncode, passed.stdout.count("Passed")) == (0, 2), passed.stdout

    record = desk / "seeds" / TALKS / "talks.yaml"
    text = record.read_text(encoding="utf-8").replace("Wang–Blinken talks", "The Wang–Blinken talks")
    record.write_text(text, encoding="utf-8")
    call(desk, "git", "add", "--all")
    old = call(desk, "pre-commit", "run")
    assert (old.returncode, old.stdout.count("Passed"), old.stdout.count("Failed")) == (1, 1, 1)
    assert "talks.yaml changed since out/wang-blinken-2023-10.desk.md was made. [E901]" in " ".join(old.stdout.split())

    record.write_text(text.replace("operative_words: agreed to increase", "operative_words: agreed to double"), "utf-8")
    call(desk, "git", "add", "--all")
    broken = call(desk, "pre-commit", "run", "reportgen-check")
    assert (broken.returncode, "[E103]" in broken.stdout) == (1, True), broken.stdout
    (desk / "notes.txt").write_text("None of a record", encoding="utf-8")
    record.write_text(text, encoding="utf-8")
    call(desk, "git", "reset", "--quiet")
    call(desk, "git", "add", "notes.txt")
    assert "Skipped" in call(desk, "pre-commit", "run", "reportgen-check").stdout


# ------------------------------------------------------------------------------------------- the action


def test_the_action_and_the_examples_are_what_their_runners_take(tmp_path: Path) -> None:
    """By the schemas of GitHub and GitLab, as check-jsonschema ships them."""
    assert len(BLOCKS) == 4
    workflow, pipeline = tmp_path / "workflow.yml", tmp_path / "pipeline.yml"
    workflow.write_text(BLOCKS[1], encoding="utf-8")
    pipeline.write_text(BLOCKS[3], encoding="utf-8")
    action = ROOT / "docs" / "action" / "action.yml"
    for schema, path in (("github-actions", action), ("github-workflows", workflow), ("gitlab-ci", pipeline)):
        done = call(tmp_path, "check-jsonschema", "--builtin-schema", f"vendor.{schema}", str(path))
        assert done.returncode == 0, done.stdout


def test_the_action_keeps_the_rules_for_composite_actions() -> None:
    """Each step that runs names its shell; what is given stands in no script, and comes by the environment."""
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert ("run" in step) != ("uses" in step), step
        assert set(step) <= {"name", "if", "shell", "env", "run", "uses", "with"}
        if "run" in step:
            assert step["shell"] == "bash"
            assert "${{" not in step["run"], step["name"]
        else:
            assert re.fullmatch(r"[\w-]+/[\w./-]+@v\d+", step["uses"])
    text = (ROOT / "docs" / "action" / "action.yml").read_text(encoding="utf-8")
    used = set(re.findall(r"inputs\.([a-z-]+)", text))
    assert used == ACTION["inputs"].keys()
    assert all(each["description"] and isinstance(each["default"], str) for each in ACTION["inputs"].values())


def test_every_input_is_documented() -> None:
    """Each stands in the table, and the example gives none that there is not."""
    rows = "".join(line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`([a-z-]+)`", rows)) == ACTION["inputs"].keys()
    (job,) = yaml.safe_load(BLOCKS[1])["jobs"].values()
    (ours,) = [step for step in job["steps"] if "docs/action" in step["uses"]]
    assert set(ours["with"]) <= ACTION["inputs"].keys()


def value(expression: str, given: Mapping[str, str]) -> str:
    """An expression of GitHub's, of the few kinds that the action has."""
    context = {**CONTEXT, **{f"inputs.{name}": each["default"] for name, each in ACTION["inputs"].items()}}
    context |= {f"inputs.{name}": each for name, each in given.items()}
    return context[expression]


def wanted(step: Mapping[str, Any], given: Mapping[str, str], failed: bool) -> bool:
    """Whether a runner takes a step: by its condition, and after one that failed only if that says so."""
    condition = EXPRESSION.sub(r"\1", step.get("if", ""))
    terms = [term for term in condition.split(" && ") if term]
    if failed and "!cancelled()" not in terms:
        return False
    for term in terms:
        if term != "!cancelled()":
            name, sign, word = re.fullmatch(r"([\w.-]+) (==|!=) '(.*)'", term).groups()  # type: ignore[union-attr]
            if (value(name, given) == word) != (sign == "=="):
                return False
    return True


def step_done(step: Mapping[str, Any], folder: Path, given: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A step as a runner does it, with what is given for inputs."""
    env = {name: EXPRESSION.sub(lambda each: value(each[1], given), text) for name, text in step["env"].items()}
    script = folder.parent / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    return call(folder, "bash", "--noprofile", "--norc", "-eo", "pipefail", str(script), env=env)


def acted(folder: Path, **given: str) -> tuple[list[str], str]:
    """What a runner does once reportgen is installed: the names of the steps that failed, and what is told."""
    given = {name.replace("_", "-"): each for name, each in given.items()}
    failed, told = [], ""
    for step in STEPS[1:]:
        if wanted(step, given, bool(failed)):
            done = step_done(step, folder, given)
            told += done.stdout + done.stderr
            failed += [step["name"]] if done.returncode else []
    return failed, told


def test_the_action_shows_findings_beside_their_lines(desk: Path) -> None:
    """A record that says more than its source fails the check, with an annotation; SARIF is written, and no memo."""
    record = desk / "seeds" / TALKS / "talks.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("operative_words: agreed to increase", "operative_words: agreed to double"), "utf-8")
    failed, told = acted(desk, sarif="findings.sarif", records=f"seeds/{TALKS}\n")
    assert failed == ["Check records"]
    assert re.search(
        rf"^::error file=seeds/{TALKS}/talks.yaml,line=\d+,col=\d+,endColumn=\d+,title=reportgen E103::", told, re.M
    )
    assert '"ruleId": "E103"' in (desk / "findings.sarif").read_text(encoding="utf-8")


def test_the_action_sees_memos_that_were_not_committed(desk: Path) -> None:
    """With memos in the repository, those of another record than is there fail it; built and committed, they pass."""
    record = desk / "seeds" / TALKS / "talks.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("Wang–Blinken talks", "Wang and Blinken"), "utf-8")
    failed, told = acted(desk, committed="true")
    assert failed == ["See that memos in the repository are those that were built"]
    assert f" M out/{TALKS}.desk.md" in told
    assert "::error title=reportgen::Memos in the repository are not those" in told
    repository(desk)
    assert step_done(STEPS[-1], desk, {}).returncode == 0


def test_what_is_given_is_never_run(desk: Path) -> None:
    """Words that a shell would obey are names to the action; several records are checked and built, spaces and all."""
    evil = '$(touch evil); `touch evil` "; touch evil #'
    for step in STEPS if HAS_PIP else STEPS[1:]:
        done = step_done(step, desk, dict.fromkeys(ACTION["inputs"], evil))
        assert (step is STEPS[-1]) or "touch evil" in done.stderr + done.stdout, step["name"]
    assert not list(desk.rglob("evil"))
    shutil.copytree(desk / "seeds" / TALKS, desk / "the talks")
    (desk / "the talks" / "talks.yaml").write_text(
        (desk / "the talks" / "talks.yaml").read_text(encoding="utf-8").replace(f"id: {TALKS}", "id: other"), "utf-8"
    )
    failed, told = acted(
        desk, records=f"seeds/{TALKS}\n\nthe talks\n", out="the memos", audiences="desk", formats="md,html"
    )
    assert failed == [], told
    assert "::error" not in told
    assert {path.name for path in (desk / "the memos").glob("*.*[dl]")} == {
        f"{talks}.desk.{end}" for talks in (TALKS, "other") for end in ("md", "html")
    }


@pytest.mark.skipif(not HAS_PIP, reason="an environment made by uv has no pip")
def test_the_action_installs_what_it_came_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a version it installs the reportgen that the action is a part of."""
    offline = {"PIP_NO_BUILD_ISOLATION": "0", "PIP_NO_DEPS": "1", "PIP_DRY_RUN": "1", "PIP_IGNORE_INSTALLED": "1"}
    for name, setting in offline.items():
        monkeypatch.setenv(name, setting)
    done = step_done(STEPS[0], tmp_path, {})
    assert (done.returncode, "Would install reportgen-" in done.stdout) == (0, True), done.stdout + done.stderr
    named = step_done(STEPS[0], tmp_path, {"version": "0.0.1", "extras": "typst", "build": "false"})
    assert "reportgen[typst]==0.0.1" in named.stderr
