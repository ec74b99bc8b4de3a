"""Random edits of everything: after each, an incremental build leaves what a clean one writes, byte for byte."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from reportgen.cli import main
from reportgen.ledger import FILE
from tests.conftest import shown
from tests.edits import HARMS, OPTIONS, RECORDS, TEMPLATES, Work, dated, one_of

STEPS, STEPS_WITH_TEMPLATES = 55, 15
"""Edits of one walk: of the eight of the first kind, and of the four in which a folder of templates is edited too."""

Files = dict[str, bytes]
Stamps = dict[str, tuple[bytes, int, int]]


def cut(ledger: Path, random: Random) -> None:
    """The ledger ends in the middle."""
    content = ledger.read_bytes()
    ledger.write_bytes(content[: random.randrange(len(content))])


def scrambled(ledger: Path, random: Random) -> None:
    """One byte of the ledger is another."""
    content = bytearray(ledger.read_bytes())
    content[random.randrange(len(content))] ^= 1 + random.randrange(255)
    ledger.write_bytes(content)


def signed_anew(ledger: Path, change: Callable[[dict[str, object]], object]) -> None:
    """The ledger is another, and its first line says that it is whole."""
    whole = json.loads(ledger.read_bytes().partition(b"\n")[2])
    change(whole)
    text = json.dumps(whole).encode()
    ledger.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)


def of_another_version(ledger: Path, random: Random) -> None:
    """The ledger is of a version to come."""
    signed_anew(ledger, lambda whole: whole.update(format=random.randrange(2, 9)))


def shapeless(ledger: Path, random: Random) -> None:
    """The ledger is whole, and says what no build ever wrote."""
    wrong = random.choice(({}, [], {"records": []}, {"records": {"x": {"runs": 1}}}, {"shared": {"x": 1}}))
    signed_anew(ledger, lambda whole: whole.update(wrong))


LEDGER_HARMS = (lambda ledger, random: ledger.unlink(), cut, scrambled, of_another_version, shapeless)


def stamps(out: Path) -> Stamps:
    """Every file with its content, its date and its number."""
    if not out.exists():
        return {}
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in shown(out)}


class Walk:
    """Edits of one desk's work one after the other, each with an incremental build and a clean one."""

    def __init__(self, folder: Path, *, templates: bool, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
        self.work, self.out, self.capsys = Work(folder, templates=templates, seed=seed), folder / "out", capsys
        self.random = Random(seed)
        self.cleans: dict[tuple[object, ...], tuple[int, Files]] = {}
        self.known: set[tuple[object, ...]] = set()

    def clean(self) -> tuple[int, Files]:
        """The exit code of a build into an empty folder, and what it wrote; of one state once."""
        if self.work.state not in self.cleans:
            empty = self.work.folder / "clean"
            code = self.work.clean(empty)
            self.cleans[self.work.state] = code, {name: content for name, (content, _, _) in stamps(empty).items()}
            shutil.rmtree(empty, ignore_errors=True)
        self.capsys.readouterr()
        return self.cleans[self.work.state]

    def step(self, told: str) -> None:
        """Build, and hold what lies there then against what a clean build wrote, and against what lay there."""
        self.work.lay_out()
        before = stamps(self.out)
        code = main(self.work.arguments(self.out))
        said = self.capsys.readouterr()
        after = stamps(self.out)
        expected_code, expected = self.clean()
        assert code == expected_code, (told, said.err)
        for name, content in expected.items():
            assert after[name][0] == content, f"{told}: {name} is not what a clean build writes"
        for name, stamp in after.items():
            if name not in expected or (name in before and before[name][0] == stamp[0]):
                assert stamp == before[name], f"{told}: {name} was touched"

    def again(self, told: str) -> None:
        """Build with nothing changed: no file is touched, and nothing is made."""
        ledger, before = self.out / FILE, stamps(self.out)
        was = (ledger.read_bytes(), ledger.stat().st_mtime_ns)
        assert main(self.work.arguments(self.out)) == 0
        said = self.capsys.readouterr()
        assert said.out == "", told
        assert "up to date" in said.err, told
        assert stamps(self.out) == before, told
        assert (ledger.read_bytes(), ledger.stat().st_mtime_ns) == was, told

    def edit(self) -> None:
        """One edit of what is written, of what was written, of the ledger, or of every date."""
        turn = self.random.random()
        written = self.out.exists() and shown(self.out)
        if written and turn < 0.15:
            harm = self.random.choice(HARMS)
            harm(self.out, self.random)
            self.step(str(harm.__doc__))
        elif (self.out / FILE).exists() and turn < 0.25:
            spoil = self.random.choice(LEDGER_HARMS)
            spoil(self.out / FILE, self.random)
            self.step(str(spoil.__doc__))
        elif written and turn < 0.35:
            dated(self.work.folder, self.random)
            self.step("every date is another")
        else:
            part = self.work.edit()
            self.step(f"{part}: {self.work[part]!r} ({self.work.formats})")
        if self.random.random() < 0.2 and self.clean()[0] == 0:
            self.again("nothing changed")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_an_incremental_build_is_a_clean_one(seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is edited of records, sources, signatures, options, memos and the ledger itself."""
    walk = Walk(tmp_path, templates=False, seed=seed, capsys=capsys)
    for _ in range(STEPS):
        walk.edit()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_it_is_with_templates_of_ones_own(seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is edited of audiences, sections, what they include, CSS, style, logo, letterhead, labels, markings."""
    walk = Walk(tmp_path, templates=True, seed=seed, capsys=capsys)
    for _ in range(STEPS_WITH_TEMPLATES):
        walk.edit()


RICH = {"style": 1, "logo": 1, "letterhead": 1, "section": 2, "french": 1, "marking": 1, "css": 1, "language": 1}
"""A desk that has something of its own of every kind."""
PARTS = [*TEMPLATES, *RECORDS, *OPTIONS]


@pytest.mark.slow
@pytest.mark.parametrize("parts", [PARTS[0::4], PARTS[1::4], PARTS[2::4], PARTS[3::4]], ids=lambda parts: parts[0])
def test_each_input_counts(parts: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind of input, edited alone and put back, leaves what a clean build writes, in every format."""
    walk = Walk(tmp_path, templates=True, seed=0, capsys=capsys)
    walk.work.choices |= RICH
    walk.work.formats = "pdf,docx,html,md"
    walk.step("first")
    for part in parts:
        for number in range(len(walk.work.parts[part])):
            if number != (was := walk.work.choices[part]):
                walk.work.choices[part] = number
                walk.step(f"{part}: {walk.work[part]!r}")
                walk.work.choices[part] = was
        walk.step(f"{part} is as it was")


def test_the_walks_have_five_hundred_steps() -> None:
    """At least 500 edits are tried in all."""
    assert 8 * STEPS + 4 * STEPS_WITH_TEMPLATES >= 500


def test_the_harms_are_harms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A memo that was harmed is not taken for what was written: the build after it writes that very one again."""
    walk = Walk(tmp_path, templates=False, seed=0, capsys=capsys)
    walk.step("first")
    path = one_of(walk.out, walk.random)
    path.write_bytes(path.read_bytes() + b" ")
    assert main(walk.work.arguments(walk.out)) == 0
    assert capsys.readouterr().out.split() == [str(path)]
