"""What a check found is kept, and given again only while nothing it depends on has changed."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.cli import kept, main
from reportgen.ledger.program import rules
from tests.conftest import REAL, RECORDS, ROOT
from tests.damage import damaged
from tests.mutations import all_mutations

FORMATS = ("text", "json", "github", "sarif")
FAULT = ("operative_words: agreed to increase\n", "operative_words: agreed to double\n")
ACCEPTED = "accepted:\n  - {check: N301, on: A-01, reason: The source is silent.}\n"
ASIDE = ("handling: public\n", f"handling: public\n{ACCEPTED}")
Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's answers are kept."""
    where = tmp_path / "kept"
    monkeypatch.setenv(kept.FOLDER, str(where))
    return where


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """``reportgen check``: its exit code, and what it prints."""

    def checked(*arguments: object) -> tuple[int, str, str]:
        code = main(["check", *map(str, arguments)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return checked


def answers(folder: Path) -> list[Path]:
    """The answers that are kept."""
    return sorted(folder.glob("*"))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_a_kept_answer_is_the_same_to_the_byte(path: Path, format: str, folder: Path, check: Check) -> None:
    """Every record, in every format: exit code and both streams are those of a check that keeps nothing."""
    first, again = check(path, "--format", format), check(path, "--format", format)
    assert first == again == check(path, "--format", format, "--no-cache")
    may = "handling: restricted" not in path.read_text(encoding="utf-8")
    assert len(answers(folder)) == int(may)


@pytest.mark.parametrize("change", [FAULT, ASIDE], ids=["an error", "set aside"])
@pytest.mark.parametrize("format", FORMATS)
def test_so_is_one_with_findings(
    change: tuple[str, str], format: str, folder: Path, check: Check, tmp_path: Path
) -> None:
    """Errors, remedies, what is set aside and the exit code are kept with their places and their words."""
    path = damaged(tmp_path, change)
    first = check(path, "--format", format)
    assert len(answers(folder)) == 1
    assert first == check(path, "--format", format) == check(path, "--format", format, "--no-cache")
    assert first[0] == int(change is FAULT)


@pytest.mark.slow
def test_damages_of_every_kind_are_answered_alike(folder: Path, check: Check, tmp_path: Path) -> None:
    """One damage of every kind: what is kept of it says what the check said."""
    seen = set()
    for each in all_mutations():
        if each.kind not in seen:
            seen.add(each.kind)
            path = damaged(tmp_path / str(len(seen)), *([each.change] if each.change else []), source=each.source)
            assert check(path) == check(path) == check(path, "--no-cache"), each
    assert len(seen) > 30


def test_nothing_heavy_is_imported_for_a_kept_answer(folder: Path) -> None:
    """The second time neither pydantic nor the YAML library nor a single check is imported."""
    program = (
        "import sys\nfrom reportgen.cli import main\n"
        f"main(['check', {str(REAL)!r}])\n"
        "heavy = {'pydantic', 'yaml', 'reportgen.checks', 'reportgen.model'} & set(sys.modules)\n"
        "print(*sorted(heavy), file=sys.stderr)"
    )
    told = [
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert "pydantic" in told[0].stderr
    assert told[1].stderr == "\n"
    assert told[0].stdout == told[1].stdout


def test_a_changed_record_is_checked_again(folder: Path, check: Check, tmp_path: Path) -> None:
    """The record's bytes count, not when it was saved."""
    path = damaged(tmp_path)
    before, found = path.stat(), check(path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("agreed to increase\n", "agreed to double!\n"), encoding="utf-8", newline="")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert found[0] == 0
    assert check(path)[0] == 1


def test_a_changed_source_is_checked_against_again(folder: Path, check: Check, tmp_path: Path) -> None:
    """A source that changed, or is gone, is noticed though the record did not change."""
    path = damaged(tmp_path)
    assert check(path)[0] == 0
    source = path.with_name("source.txt")
    was = source.read_bytes()
    source.write_bytes(was.replace(b"agreed", b"refused"))
    assert "[E101]" in check(path)[1]
    source.unlink()
    assert "source.txt" in check(path)[2]
    source.write_bytes(was)
    assert check(path)[0] == 0


def test_the_same_record_by_another_path_names_that_path(folder: Path, check: Check, tmp_path: Path) -> None:
    """Places begin with the path that was typed."""
    path = damaged(tmp_path)
    assert str(path) in check(path)[1]
    assert f"{path.parent}/./talks.yaml" not in check(path)[1]
    os.chdir(tmp_path)
    try:
        assert check("wang-blinken-2023-10")[1].startswith("wang-blinken-2023-10/talks.yaml:")
    finally:
        os.chdir(ROOT)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("reportgen/checks/measurable.py", "says neither when nor how much", "SAYS NEITHER"),
        ("templates/cues/en.yaml", "agreed_to_pursue:\n", "agreed_to_pursue:\n  - increase\n"),
        ("reportgen/sources/sentences.py", '"""', '"""Changed. '),
    ],
    ids=["a check", "a table", "any module"],
)
def test_another_program_checks_again(name: str, before: str, after: str, folder: Path, tmp_path: Path) -> None:
    """A program of which one file differs does not give what this one found."""
    for part in ("reportgen", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "*.ttf"))
    answered(tmp_path)
    assert len(answers(folder)) == 1
    file = tmp_path / name
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    answered(tmp_path)
    assert len(answers(folder)) == 2


def answered(program: Path) -> str:
    """What a copy of the program finds on the real record."""
    command = [sys.executable, "-m", "reportgen", "check", str(REAL)]
    environment = {**os.environ, "PYTHONPATH": str(program)}
    done = subprocess.run(command, cwd=program, env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.stdout


def test_other_libraries_are_another_program(
    folder: Path, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library of another version is told by the name of its metadata."""
    check(REAL)
    (tmp_path / "libraries" / "pydantic-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "libraries"))
    rules.cache_clear()
    check(REAL)
    rules.cache_clear()
    assert len(answers(folder)) == 2


@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-20]),
        lambda file: file.write_bytes(file.read_bytes().replace(b"0 errors", b"9 errors")),
        lambda file: file.write_bytes(b"\xff" * 500),
        lambda file: file.write_bytes(b"\n" + json.dumps({"sources": {}, "result": {}}).encode()),
    ],
    ids=["gone", "empty", "torn", "altered", "scrambled", "of another make"],
)
def test_a_damaged_answer_does_no_harm(harm: Callable[[Path], object], folder: Path, check: Check) -> None:
    """Whatever befalls it, the record is checked again and what is kept is whole again."""
    found = check(REAL)
    (file,) = answers(folder)
    whole = file.read_bytes()
    harm(file)
    assert check(REAL) == found
    assert file.read_bytes() == whole


def test_what_is_handled_narrowly_is_not_kept(folder: Path, check: Check, tmp_path: Path) -> None:
    """Words of a restricted record are not put anywhere else; those of an internal one are the user's alone."""
    for handling, count in (("restricted", 0), ("internal", 1)):
        check(damaged(tmp_path / handling, ("handling: public\n", f"handling: {handling}\n")))
        assert len(answers(folder)) == count
    entry = ("    firmness: agreed_to_pursue\n", "    firmness: agreed_to_pursue\n    handling: named\n")
    check(damaged(tmp_path / "entry", entry))
    (file,) = answers(folder)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_is_kept_when_it_is_not_wanted(folder: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--no-cache``, and the variable set to nothing."""
    check(REAL, "--no-cache")
    check(REAL, "--coverage")
    assert not folder.exists()
    monkeypatch.setenv(kept.FOLDER, "")
    check(REAL)
    assert kept.cache_folder() is None


def test_a_folder_that_cannot_be_written_changes_nothing(folder: Path, check: Check) -> None:
    """Where nothing can be kept, nothing is said of it."""
    folder.write_text("a file, and no folder", encoding="utf-8")
    assert check(REAL) == check(REAL, "--no-cache")


def test_the_oldest_answers_go(folder: Path, check: Check) -> None:
    """However many records there are, so many answers and no more are kept, and the newest is one of them."""
    folder.mkdir()
    for number in range(kept.MOST + 5):
        (folder / f"{number:03}.json").write_text("old", encoding="utf-8")
        os.utime(folder / f"{number:03}.json", (number, number))
    check(REAL)
    assert len(answers(folder)) == kept.MOST
    assert not (folder / "000.json").exists()
    assert sum(len(file.name) > 60 for file in answers(folder)) == 1
