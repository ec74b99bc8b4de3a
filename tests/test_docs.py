"""What README and CHANGELOG say is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from reportgen import __version__
from reportgen.audience import audience_names, load_audience
from reportgen.checks import Level, check
from reportgen.loading import load
from reportgen.shipped import templates
from tests.conftest import ROOT
from tests.damage import damaged
from tests.gallery import page
from tests.test_cli import run

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?:^    .+\n?)+", README, re.MULTILINE)


def test_readme_names_every_command_and_audience() -> None:
    """Every command, option and audience a reader may use is in the README; every section in a page it links to."""
    told = run("--help").stdout
    commands = re.findall(r"^    ([a-z]+) ", told, re.MULTILINE)
    options = [each for name in commands for each in re.findall(r"--[a-z-]+", run(name, "--help").stdout)]
    sections = {name for a in audience_names((templates(),)) for name in load_audience((templates(),), a).sections}
    assert commands == [
        "new", "propose", "accept", "build", "export", "check", "sign", "status", "why", "extract", "verify", "preview",
        "audience", "schema", "doctor",
    ]  # fmt: skip
    assert all(f"reportgen {command}" in README for command in commands)
    assert all(option in README for option in set(options) - {"--help"})
    assert all(f"| `{name}` |" in README for name in audience_names((templates(),)))
    page_ = (ROOT / "docs" / "make-it-yours.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page_ for name in sections)


def test_the_finding_shown_is_the_one_printed(tmp_path: Path) -> None:
    """The example of a finding is what check prints for that fault."""
    fault = "text: Work together toward a meeting between the two heads of state in San Francisco.\n"
    path = damaged(tmp_path, (fault, "text: The two sides agreed to meet in San Francisco.\n"))
    block = next(block for block in BLOCKS if "talks.yaml:" in block)
    printed = run("check", "talks.yaml", cwd=path.parent).stdout
    assert " ".join(block.split()) in " ".join(printed.split())


def test_the_entry_shown_is_one_of_the_real_record() -> None:
    """The entry in the README stands so in the real record."""
    (shown,) = re.findall(r"```yaml\n(.+?)```", README, re.DOTALL)
    record = load(ROOT / "seeds" / "wang-blinken-2023-10")
    entry = next(a for a in record.talks.agreements if a.id == "A-02")
    for key, value in yaml.safe_load(shown)["agreements"][0].items():
        held = getattr(entry, key)
        assert value in (
            [str(held)] if isinstance(held, str) else [list(held), *held, *(getattr(e, "text", "") for e in held)]
        )
    assert not [finding for finding in check(record) if finding.level is not Level.NOTE]


def test_the_picture_is_there() -> None:
    """The picture in the README is a PNG of a page."""
    (name,) = re.findall(r"!\[.+?\]\((.+?)\)", README)
    assert (ROOT / name).read_bytes().startswith(b"\x89PNG")


def test_links_lead_to_files() -> None:
    """Every relative link of the README leads to a file."""
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).is_file(), target


def test_the_system_libraries_are_the_same_everywhere() -> None:
    """README, the set-up script and the program name the same packages."""
    script = (ROOT / ".ci" / "system-libraries").read_text(encoding="utf-8")
    program = (ROOT / "reportgen" / "writers" / "_libraries.py").read_text(encoding="utf-8")
    for package in ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "mingw-w64-ucrt-x86_64-pango"):
        assert package in README
        assert package in script
        assert package in program


def test_the_version_is_one() -> None:
    """Program, project file and changelog agree on the version."""
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


TEXTS = [
    path
    for path in ROOT.rglob("*")
    if path.suffix in {".py", ".md", ".yaml", ".j2", ".css", ".toml"}
    and not {".venv", ".venv-bench", ".venv-validate", "out", ".git", "dist"} & set(path.relative_to(ROOT).parts)
]


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_speaks_of_a_machine(path: Path) -> None:
    """No file of the project names a path of a machine."""
    words = ("/" + "work/", "/" + "root/", "/" + "tmp/v")
    assert not [word for word in words if word in path.read_text(encoding="utf-8")]


def test_the_gallery_has_every_audience() -> None:
    """docs/gallery.md is what the program writes, and each of its pictures is there."""
    written = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    assert written == page()
    named = re.findall(r"\((gallery/[a-z-]+\.png)\)", written)
    assert {f"gallery/{path.name}" for path in (ROOT / "docs" / "gallery").iterdir()} == set(named)
    assert all((ROOT / "docs" / name).read_bytes().startswith(b"\x89PNG") for name in named)
