"""What the ledger does for who builds: what is told, what is left over, what is believed and what is not."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.cli import main
from reportgen.ledger import FILE, Ledger
from reportgen.ledger.entry import is_entry
from reportgen.ledger.libraries import needed, text_libraries
from reportgen.ledger.program import program
from tests.conftest import shown
from tests.edits import Work

Build = Callable[..., tuple[int, str, str]]
NAME = "ferry-2031-05"


class Desk:
    """A project of one record in a folder of its own, which is the working folder; plain ``build`` builds it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.out, self._capsys = folder, folder / "out", capsys
        self.work = Work(folder, templates=False, seed=0)
        self.work.lay_out()
        self.project('formats = ["md", "html"]')

    def project(self, *lines: str) -> None:
        """What the project file says."""
        told = ['records = "talks"', *lines]
        (self.folder / "reportgen.toml").write_text("\n".join([*told, ""]), encoding="utf-8")

    def build(self, *arguments: object) -> tuple[int, str, str]:
        """``reportgen build``: its exit code, and what it prints."""
        code = main(["build", *map(str, arguments)])
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err

    def names(self) -> set[str]:
        """The files there are."""
        return {path.name for path in shown(self.out)}

    def edit(self, part: str, number: int = 1) -> None:
        """Choose something else for one part."""
        self.work.choices[part] = number
        self.work.lay_out()


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A project, built once."""
    monkeypatch.chdir(tmp_path)
    desk = Desk(tmp_path, capsys)
    code, _, told = desk.build()
    assert code == 0, told
    return desk


def test_what_is_up_to_date_is_told_in_a_line(desk: Desk) -> None:
    """With nothing changed nothing is written, on standard output stands nothing, and one line says why."""
    assert desk.build() == (0, "", f"{NAME}: up to date (12 files)\n")


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("title", "talks.yaml changed"),
        ("printed", "post.txt changed"),
        ("source", "talks.yaml changed"),
        ("signed", "signoff.yaml is new"),
    ],
)
def test_explain_names_what_changed(desk: Desk, part: str, told: str) -> None:
    """With --explain each input that changed is named, and which memos were made anew."""
    desk.edit(part)
    _, _, error = desk.build("--explain")
    assert f"{NAME}/talks.yaml: {told}" in error.replace("\\", "/")
    assert "made anew: " in error


def test_explain_names_options_and_files(desk: Desk) -> None:
    """An option is told with what it was and what it is, a file with what became of it."""
    (desk.out / f"{NAME}.desk.md").unlink()
    (desk.out / f"{NAME}.desk.html").write_bytes(b"mine")
    _, written, told = desk.build("--explain", "--paper", "letter")
    assert "paper: not said → letter" in told
    assert f"{NAME}.desk.md is missing" in told
    assert f"{NAME}.desk.html was altered" in told
    assert {f"out/{NAME}.desk.md", f"out/{NAME}.desk.html"} <= set(written.split())


def test_explain_names_the_first_build_and_no_change(desk: Desk) -> None:
    """A record that nothing is known of is told as such, and with --no-cache all is made anew."""
    (desk.out / FILE).unlink()
    assert "nothing is known of an earlier build" in desk.build("--explain")[2]
    assert "all is made anew" in desk.build("--explain", "--no-cache")[2]
    assert "up to date" in desk.build("--explain")[2]


def test_one_build_does_not_make_another_forgotten(desk: Desk) -> None:
    """One audience, or another paper, is built in turn with all of them, and each stays up to date."""
    assert desk.build("--audience", "desk", "--format", "md", "--no-report")[1] == ""
    for _ in range(2):
        assert "up to date (1 file)" in desk.build("--audience", "desk", "--format", "md", "--no-report")[2]
        assert "up to date (12 files)" in desk.build()[2]


def test_what_is_left_over_is_named_and_pruned(desk: Desk) -> None:
    """When a record is gone its files are named; --prune removes them, and nothing else."""
    desk.edit("second")
    assert desk.build()[0] == 0
    (desk.out / "notes.txt").write_text("mine", encoding="utf-8")
    before = desk.names()
    desk.edit("second", 0)
    _, _, told = desk.build()
    others = {name for name in before if name.startswith("ferry-2031-06.")}
    assert {line.removeprefix("left over: out/") for line in told.splitlines() if "out/" in line} == others
    assert "reportgen build --prune" in told
    assert desk.names() == before
    assert "removed: out/ferry-2031-06.desk.md" in desk.build("--prune")[2]
    assert desk.names() == before - others
    assert "left over" not in desk.build()[2]


def test_what_was_altered_is_not_pruned(desk: Desk) -> None:
    """A left-over file with somebody's own words in it stays, and a link is not followed."""
    desk.edit("second")
    desk.build()
    desk.edit("second", 0)
    mine, link, target = (desk.out / f"ferry-2031-06.desk.{end}" for end in ("md", "html", "away"))
    mine.write_text("my own words", encoding="utf-8")
    link.rename(target)
    link.symlink_to(target)
    _, _, told = desk.build("--prune")
    assert told.count("altered since it was written: it stays") == 2
    assert mine.exists()
    assert link.is_symlink()
    assert target.exists()


def test_an_audience_that_is_no_longer_asked_for_is_left_over(desk: Desk) -> None:
    """What the project no longer asks for is left over; what somebody asked for by name is not."""
    desk.build("--audience", "annex", "--format", "docx", "--no-report")
    desk.project('formats = ["md", "html"]', 'audiences = ["desk", "public"]')
    _, _, told = desk.build()
    assert f"left over: out/{NAME}.annex.md" in told
    assert f"left over: out/{NAME}.desk" not in told
    assert "annex.docx" not in told


def test_what_is_not_named_is_not_left_over(desk: Desk) -> None:
    """A build of one record, one audience, one format or in another language leaves the others what they are."""
    desk.edit("second")
    desk.build()
    before = desk.names()
    for asked in (
        ["talks/" + NAME],
        ["--audience", "desk"],
        ["--format", "md"],
        ["--language", "fr", "--format", "md"],
    ):
        code, _, told = desk.build(*asked, "--prune")
        assert code == 0
        assert "left over" not in told
        assert "removed" not in told
    assert before <= desk.names()
    assert "left over" not in desk.build()[2]


def test_another_project_in_the_folder_is_left_alone(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two projects that write into one folder take nothing of each other's for left over."""
    other = tmp_path / "other"
    shutil.copytree(tmp_path / "talks", other / "talks")
    record = other / "talks" / NAME / "talks.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace(NAME, "other-2031-05"), encoding="utf-8")
    shutil.copy(tmp_path / "reportgen.toml", other)
    monkeypatch.chdir(other)
    assert "left over" not in desk.build("--out", "../out", "--prune")[2]
    assert {f"{NAME}.desk.md", "other-2031-05.desk.md"} <= desk.names()


def test_a_record_that_was_moved_keeps_its_memos(desk: Desk) -> None:
    """In another folder it is the same record: nothing is left over, nothing is written."""
    (desk.folder / "talks" / NAME).rename(desk.folder / "talks" / "moved")
    _, written, told = desk.build("--explain")
    assert written == ""
    assert "left over" not in told
    assert "made anew" not in told


def test_a_record_that_fails_keeps_what_it_had(desk: Desk) -> None:
    """Memos of a record that cannot be built now are not left over."""
    before = desk.names()
    desk.edit("evidence", 2)
    code, _, told = desk.build("--prune")
    assert code == 1
    assert "left over" not in told
    assert desk.names() == before
    desk.edit("evidence", 0)
    assert "up to date" in desk.build()[2]


def test_the_ledger_is_for_its_owner_and_holds_no_words(desk: Desk) -> None:
    """Nobody else may read it, and no word of the record is in it."""
    ledger = desk.out / FILE
    assert stat.S_IMODE(ledger.stat().st_mode) == 0o600
    text = ledger.read_text(encoding="utf-8")
    assert NAME in text
    assert not any(word in text for word in ("Norhaven", "Sundby", "berth", "dues", "Harbour"))


@pytest.mark.parametrize(("word", "other"), [(b'"pages":0', b'"pages":9'), (b'"format":1', b'"format":2')])
def test_a_ledger_with_one_byte_changed_is_none(desk: Desk, word: bytes, other: bytes) -> None:
    """Damage is seen even where what is left could have been written; so is another version."""
    ledger = desk.out / FILE
    content = ledger.read_bytes()
    assert word in content
    ledger.write_bytes(content.replace(word, other, 1))
    assert Ledger(desk.out).entries() == {}
    text = ledger.read_bytes().partition(b"\n")[2]
    ledger.write_bytes(sha256(text).hexdigest().encode() + b"\n" + text)
    assert bool(Ledger(desk.out).entries()) == (word != b'"format":1')


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_ledger_of_somebody_elses_is_not_believed(desk: Desk) -> None:
    """One that others may read or write is none: it may have come with a copy of the folder, memos and all."""
    forged = desk.out / f"{NAME}.desk.md"
    was = forged.read_bytes()
    forged.write_bytes(b"forged")
    ledger = desk.out / FILE
    whole = json.loads(ledger.read_bytes().partition(b"\n")[2])
    text = json.dumps(whole).replace(sha256(was).hexdigest(), sha256(b"forged").hexdigest()).encode()
    ledger.write_bytes(sha256(text).hexdigest().encode() + b"\n" + text)
    ledger.chmod(0o644)
    assert desk.build()[1].split() == [f"out/{NAME}.desk.md"]
    assert forged.read_bytes() == was


def test_a_name_that_leads_out_of_the_folder_is_no_entry(desk: Desk) -> None:
    """What the ledger says was written lies in its own folder: nothing else is looked at or removed."""
    ((key, entry),) = Ledger(desk.out).entries().items()
    assert is_entry(entry)
    for name in ("../mine.txt", "a/b", "/etc/x", "c:x", ""):
        assert not is_entry({**entry, "files": {**entry["files"], name: next(iter(entry["files"].values()))}}), key


def test_builds_at_the_same_time_forget_nothing_of_each_other(desk: Desk) -> None:
    """What another build entered since the ledger was read is still there when this one has written."""
    one, two = Ledger(desk.out), Ledger(desk.out)
    ((key, entry),) = one.entries().items()
    one.enter("../talks/a/talks.yaml", {**entry, "id": "a", "files": {}})
    two.enter("../talks/b/talks.yaml", {**entry, "id": "b", "files": {}})
    one.write()
    two.write()
    assert set(Ledger(desk.out).entries()) == {key, "../talks/a/talks.yaml", "../talks/b/talks.yaml"}


def test_a_ledger_that_cannot_be_written_is_told(desk: Desk) -> None:
    """The memos are there all the same."""
    (desk.out / FILE).unlink()
    (desk.out / FILE).mkdir()
    code, _, told = desk.build()
    assert code == 0
    assert ".reportgen.json cannot be written" in told


def test_what_memos_are_made_with_is_known_by_name() -> None:
    """The program, its templates, Python and each library are told apart; the system's text libraries by content."""
    assert {"the program", "the shipped templates", "Python", "the library pydantic"} <= program().keys()
    assert any(name.startswith("libpango") for name in text_libraries())


def test_a_file_that_is_no_library_needs_none() -> None:
    """Whatever a file holds, reading what it needs ends."""
    assert list(needed(b"no library")) == []
    assert list(needed(b"\x7fELF\x02\x01" + b"\xff" * 200)) == []
    assert list(needed(b"\x7fELF\x02\x01")) == []
