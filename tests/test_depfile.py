"""What a build tells make and Ninja: each memo is made again when something it is made of changed, and no other."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.cli import main
from reportgen.depfile import depfile
from reportgen.errors import WriteError
from reportgen.ledger import FILE, Ledger
from tests.foreign import DESK, SOURCE, TALKS, block, call, project, touched

pytestmark = pytest.mark.xdist_group("make")

BOTH, NONE = {"desk", "public"}, set[str]()
DEPENDS = {
    f"talks/{TALKS}/talks.yaml": BOTH,
    f"talks/{TALKS}/{SOURCE}": BOTH,
    f"talks/{TALKS}": BOTH,  # where a sign-off would be
    "reportgen.toml": BOTH,
    f"{DESK}/audiences/desk.yaml": {"desk"},
    f"{DESK}/audiences/public.yaml": {"public"},
    f"{DESK}/audiences/press.yaml": NONE,
    f"{DESK}/sections/next-steps.html.j2": {"desk"},
    f"{DESK}/parts/end.html.j2": {"desk"},
    f"{DESK}/parts/never.html.j2": NONE,
    f"{DESK}/style.yaml": BOTH,
    f"{DESK}/pictures/logo.png": BOTH,
    f"{DESK}/markings.yaml": BOTH,
    f"{DESK}/labels/en.po": BOTH,
    f"{DESK}/labels/fr.po": NONE,
    f"{DESK}/cues/en.yaml": BOTH,
    f"{DESK}/README.md": NONE,
}
"""Files of a project → the readers whose memos are made of them, whatever the format."""
PDF_AND_DOCX = {
    f"{DESK}/memo.css": {"desk"},
    f"{DESK}/fonts/Carlito.ttf": {"desk"},
    f"{DESK}/letterhead.docx": {"public"},
}
HTML_AND_DOCX = {f"{DESK}/memo.css": {"desk"}, f"{DESK}/fonts/Carlito.ttf": NONE, f"{DESK}/letterhead.docx": {"public"}}
"""And those of which only some formats are: the desk's is the first of the two, the public's the second."""

Make = Callable[..., str]


def readers(told: str) -> set[str]:
    """The readers whose memos are made, by the commands that are printed."""
    return set(re.findall(r"--audience (\w+) ", told))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A foreign project in which the lines of the README stand, built once."""
    folder = project(tmp_path_factory.mktemp("some body's") / "hand book")
    (folder / "Makefile").write_text(block("README.md", "make"), encoding="utf-8")
    assert readers(call(folder, "make")) == BOTH
    return folder


def follows(folder: Path, program: tuple[str, ...], depends: dict[str, set[str]]) -> None:
    """Each file that is dated later makes for exactly the memos that are made of it."""
    assert readers(call(folder, *program)) == NONE
    for name, expected in depends.items():
        before = touched(folder / name)
        assert readers(call(folder, *program)) == expected, name
        os.utime(folder / name, ns=before)
    assert readers(call(folder, *program)) == NONE


def test_the_lines_of_the_readme_build_memos(folder: Path) -> None:
    """Five lines build memos in a foreign project; asked again, make has nothing to do."""
    assert len(block("README.md", "make").splitlines()) == 5
    assert {path.suffix for path in (folder / "memos").glob(f"{TALKS}.*")} == {".pdf", ".docx", ".d"}
    assert "Nothing to be done" in call(folder, "make")


def test_make_knows_what_each_memo_is_made_of(folder: Path) -> None:
    """A file of any kind that changed makes for the memos that are made of it and no others."""
    follows(folder, ("make", "-n"), DEPENDS | PDF_AND_DOCX)


def test_what_is_saved_without_a_change_is_done_with(folder: Path) -> None:
    """A file that was only saved again makes for one run, in which no memo is written, and for no second."""
    before = {path.name: path.read_bytes() for path in (folder / "memos").glob(f"{TALKS}.*[fx]")}
    os.utime(folder / "talks" / TALKS / "talks.yaml")
    assert readers(call(folder, "make")) == BOTH
    assert {path.name: path.read_bytes() for path in (folder / "memos").glob(f"{TALKS}.*[fx]")} == before
    assert "Nothing to be done" in call(folder, "make", "-j2")


def test_an_input_that_is_gone_does_not_stop_make(folder: Path) -> None:
    """Make goes on without a template that was taken out, and makes the memo that had it, once."""
    section, part = (folder / DESK / name for name in ("sections/next-steps.html.j2", "parts/end.html.j2"))
    was = section.read_bytes(), part.read_bytes()
    part.unlink()
    section.write_text("<p>{{ view.header.title }}</p>\n", encoding="utf-8")
    assert readers(call(folder, "make")) == {"desk"}
    assert "parts/end" not in (folder / "memos" / f"{TALKS}.desk.pdf.d").read_text(encoding="utf-8")
    assert "Nothing to be done" in call(folder, "make")
    for path, content in zip((section, part), was, strict=True):
        path.write_bytes(content)


def test_the_lines_for_one_command_build_memos(folder: Path) -> None:
    """Memos that one command makes are made together, when something changed that one of them is made of."""
    (folder / "all.mk").write_text(block("docs/builds.md", "make"), encoding="utf-8")
    make = ("make", "-f", "all.mk")
    assert call(folder, *make).count("reportgen build") == 1
    for path in (folder / "talks" / TALKS / SOURCE, folder / DESK / "audiences" / "desk.yaml"):
        assert "Nothing to be done" in call(folder, *make)
        before = touched(path)
        assert call(folder, *make, "-n").count("reportgen build") == 1
        os.utime(path, ns=before)
    os.utime(path)
    assert call(folder, *make).count("reportgen build") == 1
    assert "Nothing to be done" in call(folder, *make)
    touched(folder / DESK / "audiences" / "press.yaml")
    assert "Nothing to be done" in call(folder, *make)


def test_ninja_knows_what_each_memo_is_made_of(folder: Path) -> None:
    """Ninja reads the same, and does the same."""
    shutil.rmtree(folder / "memos")
    (folder / "build.ninja").write_text(block("docs/builds.md", "ninja"), encoding="utf-8")
    assert readers(call(folder, "ninja", "-v")) == BOTH
    assert "no work to do" in call(folder, "ninja")
    follows(folder, ("ninja", "-n", "-v"), DEPENDS | HTML_AND_DOCX)
    os.utime(folder / DESK / "audiences" / "desk.yaml")
    assert readers(call(folder, "ninja", "-v")) == {"desk"}
    assert "no work to do" in call(folder, "ninja")
    (folder / DESK / "parts" / "never.html.j2").unlink()
    (folder / DESK / "labels" / "en.po").unlink()
    assert readers(call(folder, "ninja", "-n", "-v")) == BOTH


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Make:
    """``reportgen build`` in a project of the same kind, and what is in its depfile: each memo's inputs."""
    monkeypatch.chdir(project(tmp_path))

    def build(*arguments: str, code: int = 0) -> str:
        told = main(["build", "--format", "md", "--depfile", "made.d", *arguments])
        printed = capsys.readouterr()
        assert told == code, printed.err
        return printed.out + printed.err

    return build


def rules() -> dict[str, list[str]]:
    """The rules that say something, read as make does."""
    text = Path("made.d").read_text(encoding="utf-8").replace("\\\n", "")
    found = [re.findall(r"(?:\\.|\$\$|[^\s\\])+", line) for line in text.splitlines()]
    plain = [[re.sub(r"\\(.)|\$(?=\$)", r"\1", word) for word in words] for words in found if len(words) > 1]
    return {words[0].removesuffix(":"): words[1:] for words in plain}


def test_every_file_of_a_build_has_a_rule(desk: Make) -> None:
    """Several audiences, and the report, which depends on all that its memos do; side by side it is the same."""
    desk("--audience", "desk,public", "--jobs", "2")
    told = rules()
    report = {f"out/{TALKS}.report.{end}" for end in ("html", "json")}
    assert told.keys() == {f"out/{TALKS}.{reader}.md" for reader in BOTH} | report
    every = {name for names in told.values() for name in names}
    for name in report:
        assert set(told[name]) == every, name
    assert f"{DESK}/memo.css" not in told[f"out/{TALKS}.desk.md"]
    Path("made.d").unlink()
    desk("--audience", "desk,public", "--no-cache", "--jobs", "1")
    assert rules() == told


def test_with_nothing_to_make_the_same_is_written(desk: Make) -> None:
    """A build that finds everything up to date writes the same rules, whoever took the file away."""
    desk("--audience", "desk", "--no-report")
    was = Path("made.d").read_bytes()
    Path("made.d").unlink()
    assert "up to date" in desk("--audience", "desk", "--no-report")
    assert Path("made.d").read_bytes() == was


def test_a_build_that_fails_leaves_the_rules_there_are(desk: Make) -> None:
    """Of two records one cannot be built: what is known stays as it was, and is written when both can be."""
    other = Path("talks") / "other" / "talks.yaml"
    desk("--audience", "desk", "--no-report")
    was = Path("made.d").read_bytes()
    shutil.copytree(Path("talks") / TALKS, other.parent)
    text = other.read_text(encoding="utf-8").replace(TALKS, "other-2023-10")
    other.write_text(text.replace("agreed to increase", "agreed to double"), encoding="utf-8")
    desk("--audience", "desk", "--no-report", code=1)
    assert Path("made.d").read_bytes() == was
    other.write_text(text, encoding="utf-8")
    desk("--audience", "desk", "--no-report")
    assert {name for name in rules() if name.endswith(".md")} == {
        f"out/{each}.desk.md" for each in (TALKS, "other-2023-10")
    }


def test_a_sign_off_is_an_input(desk: Make) -> None:
    """Where nobody signed, the record's folder stands for the sign-off to come; then the file does."""
    desk("--audience", "desk", "--no-report")
    assert f"talks/{TALKS}/" in rules()[f"out/{TALKS}.desk.md"]
    assert main(["sign", TALKS, "--by", "reportgen desk", "--all", "--yes"]) == 0
    desk("--audience", "desk", "--no-report")
    names = rules()[f"out/{TALKS}.desk.md"]
    assert f"talks/{TALKS}/signoff.yaml" in names
    assert f"talks/{TALKS}/" not in names


@pytest.mark.parametrize("named", [f"talks/{TALKS}/talks.yaml", f"out/{TALKS}.desk.md", "out/.reportgen.json"])
def test_nothing_but_a_depfile_is_written_over(desk: Make, named: str) -> None:
    """A record, a memo that was built, the ledger: each stays as it is, and one sentence names the way out."""
    desk("--audience", "desk", "--no-report")
    was = Path(named).read_bytes()
    told = desk("--audience", "desk", "--no-report", "--depfile", named, code=1)
    assert f"{named} is no depfile, and would be written over. Name another file: --depfile {named}.d" in told
    assert Path(named).read_bytes() == was


def test_a_memo_to_be_built_is_no_depfile(desk: Make) -> None:
    """Where the depfile has the name of a memo that is not there yet, the memo is written and no depfile."""
    memo = Path("out") / f"{TALKS}.desk.md"
    told = desk("--audience", "desk", "--no-report", "--depfile", str(memo), code=1)
    assert "is one of the files that are built" in told
    assert memo.read_text(encoding="utf-8").startswith("**")


def test_a_name_that_make_would_misread_is_refused(desk: Make) -> None:
    """The memos are written, the depfile is not, and one sentence says why."""
    (Path(DESK) / "audiences").rename("audiences")
    Path(DESK).rename("a;b")
    shutil.move("audiences", "a;b/audiences")
    Path("reportgen.toml").write_text('records = "talks"\n', encoding="utf-8")
    told = desk("--audience", "desk", "--no-report", "--templates", "a;b", code=1)
    assert "cannot stand in a depfile: make or Ninja would misread ';'" in told
    assert (Path("out") / f"{TALKS}.desk.md").is_file()
    assert not Path("made.d").exists()


def test_builds_of_one_record_side_by_side_are_all_known(desk: Make) -> None:
    """As with make -j: what each of two builds entered is there, though both read the ledger before either wrote."""
    desk("--audience", "desk", "--no-report")
    one, two = Ledger(Path("out")), Ledger(Path("out"))
    ((key, entry),) = one.entries().items()
    (run,) = entry["runs"]
    for ledger, reader in ((one, "public"), (two, "press")):
        name = f"{TALKS}.{reader}.md"
        made = {**run, "asked": {**run["asked"], "audiences": [reader]}, "files": {name: "0" * 64}}
        owned = {**entry["files"], name: next(iter(entry["files"].values()))}
        ledger.enter(key, json.loads(json.dumps({**entry, "runs": [made, run], "files": owned})))
        ledger.write()
    found = Ledger(Path("out")).entries()[key]
    assert {reader for run in found["runs"] for reader in run["asked"]["audiences"]} == {"desk", "public", "press"}
    assert found["files"].keys() == {f"{TALKS}.{reader}.md" for reader in ("desk", "public", "press")}
    assert (Path("out") / FILE).is_file()


NAMES = [
    "a b", "a  b", " a", "#a", "$a", "${x}", "$(y)z", "a\\ b", "a\\b", "C:x", "x::y", "a'b", 'a"b', "é ü", "a?b",
    "a (1).txt", "a[1]", "{a}", "a,b", "a&b", "!a", "@a", "+", "-a",
]  # fmt: skip


def test_both_programs_read_every_name(tmp_path: Path) -> None:
    """Names with all that may stand in one: make and Ninja see a change, and go on without the file."""
    for name in NAMES:
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "made").write_bytes(depfile({Path("out"): map(Path, NAMES)}))
    (tmp_path / "Makefile").write_text("out: ; @touch out\ninclude made\n", encoding="utf-8")
    command = "command = cp made d && touch out\n  depfile = d\n  deps = gcc"
    (tmp_path / "build.ninja").write_text(f"rule r\n  {command}\nbuild out: r\n", encoding="utf-8")
    call(tmp_path, "ninja")
    known = call(tmp_path, "ninja", "-t", "deps").splitlines()
    assert {name for name in NAMES if f"    {name}" not in known} == set()
    for name in NAMES:
        assert "up to date" in call(tmp_path, "make"), name
        before = touched(tmp_path / name)
        assert "touch out" in call(tmp_path, "make", "-n"), name
        os.utime(tmp_path / name, ns=before)
    for name in NAMES:
        (tmp_path / name).unlink()
    assert "touch out" in call(tmp_path, "make", "-n")
    assert "touch out" in call(tmp_path, "ninja", "-n", "-v")


@pytest.mark.parametrize(
    "name", ["a*b", "a;b", "a<b", "a>b", "a^b", "a`b", "a|b", "a\tb", "a\nb", "a\\", "a:", "a ", "~a", "a=b"]
)
def test_other_names_are_refused(name: str) -> None:
    """A name that one of the two would take for something else is not written."""
    with pytest.raises(WriteError, match="cannot stand in a depfile"):
        depfile({Path("out"): [Path(name)]})
