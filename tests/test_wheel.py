"""The built wheel: what is in it, and that it makes memos where nothing of this folder is in reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RECORD = "wang-blinken-2023-10"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("wheel"),  # one worker builds and installs once for all
]


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; a Python it starts sees its own environment only."""
    hidden = ("PYTHON", "PIP_", "VIRTUAL_ENV", "FONTCONFIG")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    told = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline with the build backend of this environment."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def binaries(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a clean environment: the wheel is installed, its dependencies are linked."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "python", "-m", "pip", "install", "--no-index", "--no-deps", wheel, cwd=folder)
    (site,) = folder.glob("lib/python*/site-packages")
    # A folder named in a .pth file gives its packages and not its own .pth files, so that the
    # editable install of this folder is not among them.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return programs


def relative(folder: Path, *suffixes: str) -> set[str]:
    """The files below a folder, as the wheel names them."""
    files = (file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return {file.relative_to(ROOT).as_posix() for file in files if not suffixes or file.suffix in suffixes}


def test_wheel_holds_the_program_its_templates_and_fonts(wheel: Path) -> None:
    """Modules, templates, fonts and every other file of the package are in the wheel, and nothing else."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    templates = {f"reportgen/{name}" for name in relative(ROOT / "templates")}
    assert templates
    assert names == templates | relative(ROOT / "reportgen")


def test_wheel_holds_the_licences(wheel: Path) -> None:
    """The licence of the program and that of the fonts travel with it."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name.partition(".dist-info/")[2] for name in archive.namelist()}
    assert {"licenses/LICENSE", "licenses/reportgen/fonts/OFL.txt"} <= names


def test_installed_program_is_the_wheel(binaries: Path, tmp_path: Path) -> None:
    """What the clean environment imports is the installed wheel, not this folder."""
    code = "import reportgen; print(reportgen.__file__)"
    place = Path(run(binaries / "python", "-c", code, cwd=tmp_path).strip())
    assert place.is_relative_to(binaries.parent)


def test_installed_program_makes_memos(binaries: Path, tmp_path: Path) -> None:
    """Installed from the wheel, from any folder, the program makes every memo of a record."""
    record, elsewhere = tmp_path / "records" / RECORD, tmp_path / "elsewhere"
    shutil.copytree(ROOT / "seeds" / RECORD, record)
    elsewhere.mkdir()
    run(binaries / "reportgen", "build", record, "--out", tmp_path / "memos", cwd=elsewhere)
    made = {file.name for file in (tmp_path / "memos").iterdir()}
    kinds = ("pdf", "docx", "html", "md")
    assert {
        f"{RECORD}.{audience}.{kind}" for audience in ("desk", "negotiator", "principal", "public") for kind in kinds
    } <= made
    assert (tmp_path / "memos" / f"{RECORD}.desk.pdf").read_bytes().startswith(b"%PDF-")
    assert not any(elsewhere.iterdir())


def test_installed_program_finds_everything(binaries: Path, tmp_path: Path) -> None:
    """Installed from the wheel, the doctor finds templates, fonts and libraries."""
    code = "from reportgen.doctor import examine, lines; r = examine(); print(*lines(r), sep='\\n'); assert r.ok"
    assert str(binaries.parent) in run(binaries / "python", "-c", code, cwd=tmp_path)
