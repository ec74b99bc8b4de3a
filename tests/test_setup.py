"""Setting up on a new machine: the system libraries, the Makefile, the locked packages."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SYSTEM = ROOT / ".ci" / "system-libraries"
MAKE = ("make", "--no-print-directory")


def run_without_rights(purpose: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The script on a machine without Python, apt-get and sudo: nothing but ``cat`` is found."""
    (folder / "cat").symlink_to(shutil.which("cat") or "/bin/cat")
    command = ["/bin/sh", SYSTEM, purpose]
    return subprocess.run(command, env={"PATH": str(folder)}, capture_output=True, text=True, check=False)


def locked(name: str) -> dict[str, str]:
    """The requirements of a lock file: each line's package, version and marker with its hashes."""
    text = (ROOT / ".requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return dict(line.split(" ", maxsplit=1) for line in lines)


def normal(requirement: str) -> str:
    """The name of a requirement as an index writes it."""
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-").replace(".", "-")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what ``make`` looks at, in the state it is in after everything was installed."""
    shutil.copytree(ROOT / ".requirements", tmp_path / ".requirements")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    for environment, stamps in {".venv": ("run", "test"), ".venv-validate": ("python", "node")}.items():
        binaries = tmp_path / environment / "bin"
        binaries.mkdir(parents=True)
        (binaries / "python").symlink_to(sys.executable)
        for stamp in stamps:
            (tmp_path / environment / f"{stamp}.stamp").touch()
    return tmp_path


def would_install(tree: Path, target: str) -> int:
    """How many installing commands ``make`` would run for a target."""
    told = subprocess.run([*MAKE, "-n", target], cwd=tree, capture_output=True, text=True, check=True)
    return len(re.findall(r"pip install|npm ci", told.stdout))


def test_nothing_is_done_where_everything_is_there() -> None:
    """With everything installed the script says nothing and does nothing."""
    for purpose in ("test", "validate"):
        told = subprocess.run([SYSTEM, purpose], capture_output=True, text=True, check=True)
        assert (told.stdout, told.stderr) == ("", "")


def test_what_cannot_be_installed_is_told(tmp_path: Path) -> None:
    """Without the right to install, the commands for each system are printed, and ``make`` goes on."""
    told = run_without_rights("pdf", tmp_path)
    assert told.returncode == 0
    assert told.stdout == ""
    expected = (
        r"apt-get install --no-install-recommends libpango-1\.0-0 libpangoft2-1\.0-0 libharfbuzz-subset0$",
        r"Fedora: +sudo dnf install pango harfbuzz$",
        r"macOS: +brew install pango$",
        r"Windows: +install MSYS2, then: pacman -S mingw-w64-ucrt-x86_64-pango$",
        r"set WEASYPRINT_DLL_DIRECTORIES=C:\\msys64\\ucrt64\\bin$",
        r"^DOCX, HTML and Markdown work without it",
    )
    for line in expected:
        assert re.search(line, told.stderr, re.MULTILINE), told.stderr


def test_tests_stop_without_their_programs(tmp_path: Path) -> None:
    """What the tests need is more, and without it they do not start."""
    told = run_without_rights("test", tmp_path)
    assert told.returncode == 1
    told_once = "libharfbuzz-subset0 poppler-utils libreoffice-writer-nogui chromium latexmk texlive-latex-recommended"
    assert told_once in told.stderr


def test_validating_stops_without_its_programs(tmp_path: Path) -> None:
    """What the validators are installed and run with is asked for by itself, and without it none runs."""
    told = run_without_rights("validate", tmp_path)
    assert told.returncode == 1
    assert re.search(r"apt-get install --no-install-recommends nodejs npm chromium$", told.stderr, re.MULTILINE)
    assert "pango" not in told.stderr


@pytest.mark.parametrize(
    ("there", "missing"),
    [(("node", "npm"), "chromium"), (("node",), "npm chromium"), (("chromium", "npm"), "nodejs")],
)
def test_only_what_is_missing_is_asked_for(there: tuple[str, ...], missing: str, tmp_path: Path) -> None:
    """A program that is there is left as it is: Node.js of another source conflicts with Debian's npm."""
    for program in there:
        (tmp_path / program).touch(mode=0o755)
    told = run_without_rights("validate", tmp_path)
    assert re.search(rf"apt-get install --no-install-recommends {missing}$", told.stderr, re.MULTILINE), told.stderr


def test_a_purpose_is_asked_for(tmp_path: Path) -> None:
    """Any other argument is a mistake in use."""
    told = run_without_rights("all", tmp_path)
    assert (told.returncode, told.stderr.split()[0]) == (2, "usage:")


def test_help_lists_every_target() -> None:
    """``make help`` lists all targets, each with a line of its own."""
    told = subprocess.run([*MAKE, "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = {line.split()[0] for line in told.splitlines() if len(line.split()) > 1}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):(?!=)", makefile, re.MULTILINE))
    assert listed == targets
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    assert set(phony[1].split()) == targets


@pytest.mark.parametrize("target", ["memos", "test", "validate"])
def test_nothing_changed_installs_nothing(target: str, tree: Path) -> None:
    """A second run with nothing changed installs nothing."""
    assert would_install(tree, target) == 0


@pytest.mark.parametrize(
    ("changed", "for_memos", "for_tests"),
    [
        (".requirements/run.txt", 2, 3),
        ("pyproject.toml", 2, 3),
        (".requirements/test.txt", 0, 1),
        (".requirements/validate.txt", 0, 1),
        (".requirements/validate/package-lock.json", 0, 1),
    ],
)
def test_a_changed_lock_is_installed(changed: str, for_memos: int, for_tests: int, tree: Path) -> None:
    """A lock or a project file newer than what was installed from it is installed, where it is needed."""
    later = time.time() + 5
    os.utime(tree / changed, (later, later))
    assert would_install(tree, "memos") == for_memos
    assert would_install(tree, "test") == for_tests


@pytest.mark.parametrize("name", ["run", "build", "test", "validate", "bench"])
def test_locks_are_hashed_and_name_no_place(name: str) -> None:
    """Every requirement is pinned with hashes, and no address or folder stands in a lock."""
    requirements = locked(name)
    assert requirements
    for requirement, rest in requirements.items():
        assert re.fullmatch(r"[a-z0-9-]+==[^=]+", requirement)
        assert "--hash=sha256:" in rest, requirement
    text = (ROOT / ".requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|^-|(?:^|\s)/|--(?:extra-)?index|--find-links|file:", text, re.MULTILINE)


def test_packages_of_npm_are_locked() -> None:
    """Every package from npm is one version with a digest, and no address stands in the lock."""
    folder = ROOT / ".requirements" / "validate"
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    text = (folder / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    locked = {name.removeprefix("node_modules/"): each for name, each in packages.items() if name}
    assert {name: each["version"] for name, each in locked.items()} == asked
    assert all(each["integrity"].startswith("sha512-") for each in locked.values())
    assert "://" not in text


def test_locks_hold_what_the_project_asks_for() -> None:
    """Every dependency is locked, and the tests run on the very versions that are installed for use."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run, build, test = (set(locked(name)) for name in ("run", "build", "test"))
    assert run <= test
    assert build <= test
    groups, extras = project["dependency-groups"], project["project"]["optional-dependencies"]
    del extras["spacy"]  # 280 MB with a pipeline; its tests say that they are left out without it
    asked = [*project["project"]["dependencies"], *chain(*extras.values()), *groups["test"]]
    names = {normal(requirement) for requirement in asked if isinstance(requirement, str)}
    assert names <= {requirement.partition("==")[0] for requirement in test}
    validators = {requirement.partition(";")[0] for requirement in groups["validate"] if "==" in requirement}
    assert validators <= {requirement.split()[0] for requirement in locked("validate")}
    required = {normal(requirement) for requirement in project["project"]["dependencies"]}
    assert required <= {requirement.partition("==")[0] for requirement in run}
