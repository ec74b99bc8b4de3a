"""A finished memo, by itself and beside its record: extract, verify, why."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from lxml import etree

from reportgen import build
from reportgen.carried import read_carried
from reportgen.errors import ReportgenError
from reportgen.finished import read_finished
from reportgen.verify import verify
from tests.conftest import INVENTED, REAL
from tests.damage import damaged
from tests.test_cli import run

TALKS = "wang-blinken-2023-10"
pytestmark = pytest.mark.xdist_group("finished")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The memos of the real talks for three readers, and Arabic and Chinese ones of invented talks."""
    folder = tmp_path_factory.mktemp("finished")
    build(REAL, audiences=["desk", "public", "negotiator"], formats=["pdf", "docx"], out=folder)
    two = next(path for path in INVENTED if "two-languages" in str(path))
    build(two, audiences=["desk"], formats=["pdf", "docx"], out=folder)
    build(two, audiences=["desk"], formats=["pdf", "docx"], out=folder, language="ar")
    for language in ("en", "ar"):
        build(two, formats=["pdf"], out=folder / "typst", language=language, pdf_engine="typst")
    return folder


def pdf_with(path: Path, change: Callable[[pikepdf.Pdf], None]) -> Path:
    """A copy of a PDF that another program changed and saved."""
    with pikepdf.open(path) as file:
        change(file)
        changed = path.with_name(f"changed-{path.name}")
        file.save(changed)
    return changed


def shown(page: pikepdf.Page) -> list[pikepdf.ContentStreamInstruction]:
    return list(pikepdf.parse_content_stream(page))


# ------------------------------------------------------------------------------------- unchanged


def test_every_memo_verifies_as_it_was_made(out: Path) -> None:
    """No memo as built, in any script or direction, is told to be edited."""
    names = ("*.desk*.pdf", "*.[np]*.pdf", "*.docx", "typst/*.pdf")
    files = [path for name in names for path in sorted(out.glob(name))]
    assert len(files) >= 19
    for path in files:
        verdict = verify(read_finished(path))
        assert (verdict.whole, verdict.edits, verdict.marks) == (True, (), ()), path.name


def test_verify_tells_that_nothing_changed(out: Path) -> None:
    """Beside its record a memo is unchanged, and the exit code says so."""
    told = run("verify", out / f"{TALKS}.desk.pdf")
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[0].endswith(".desk.pdf: unchanged")
    assert "Its words are those of the record inside it." in told.stdout


def test_what_another_program_only_saved_anew_is_unchanged(out: Path) -> None:
    """A PDF written anew, its streams compressed otherwise, says the same."""
    path = pdf_with(out / f"{TALKS}.desk.pdf", lambda file: None)
    assert verify(read_finished(path)).edits == ()


@pytest.mark.parametrize("engine", ["weasyprint", "typst"])
def test_files_are_small(out: Path, tmp_path: Path, engine: str) -> None:
    """A memo of up to four pages in Latin letters, with its record inside, is under 120 KB by both engines."""
    if engine == "typst":
        build(REAL, audiences=["desk", "public", "negotiator"], formats=["pdf"], out=tmp_path, pdf_engine=engine)
    files = list((tmp_path if engine == "typst" else out).glob(f"{TALKS}.*.pdf"))
    assert len(files) == 3
    assert all(path.stat().st_size < 120_000 for path in files), {path.name: path.stat().st_size for path in files}


# ---------------------------------------------------------------------------------------- edited


def test_words_taken_out_of_a_pdf_are_found(out: Path) -> None:
    """Of a page without one stretch of words it is told which value they were of, and the page."""

    def shorten(file: pikepdf.Pdf) -> None:
        page = file.pages[1]
        instructions = shown(page)
        last = [number for number, each in enumerate(instructions) if str(each.operator) == "TJ"][60]
        del instructions[last]
        page.Contents = file.make_stream(pikepdf.unparse_content_stream(instructions))

    verdict = verify(read_finished(pdf_with(out / f"{TALKS}.desk.pdf", shorten)))
    assert verdict.whole
    assert {edit.where.partition(",")[0] for edit in verdict.edits} == {"page 2"}
    assert 1 <= len(verdict.edits) <= 2
    assert all("P-" in edit.of + edit.where and edit.was not in edit.now for edit in verdict.edits), verdict.edits


def test_another_marking_is_found_on_its_page(out: Path) -> None:
    """A page whose marking was taken out, be it at one end only, is named."""

    def unmark(file: pikepdf.Pdf) -> None:
        page = file.pages[2]
        instructions = shown(page)
        del instructions[[number for number, each in enumerate(instructions) if str(each.operator) == "TJ"][-2]]
        page.Contents = file.make_stream(pikepdf.unparse_content_stream(instructions))

    verdict = verify(read_finished(pdf_with(out / f"{TALKS}.desk.pdf", unmark)))
    assert [(edit.of, edit.where) for edit in verdict.edits] == [("marking", "page 3")]


def test_a_record_inside_that_was_changed_is_found(out: Path) -> None:
    """When what is embedded is not what was put in, verify and extract say so and fail."""

    def alter(file: pikepdf.Pdf) -> None:
        attached = file.attachments["talks.json"].get_file()
        content = attached.read_bytes().replace(b"direct passenger flights", b"direct passenger ferries")
        file.attachments["talks.json"] = pikepdf.AttachedFileSpec(file, content, filename="talks.json")

    path = pdf_with(out / f"{TALKS}.desk.pdf", alter)
    told = run("verify", path)
    assert told.returncode == 1
    assert "changed-" in told.stdout
    assert ": edited" in told.stdout.splitlines()[0]
    assert "its digest differs" in told.stdout
    assert "its digest differs" in run("extract", path).stderr


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Change = Callable[[etree._Element], None]


def docx_with(path: Path, change: Change, part: str = "word/document.xml") -> Path:
    """A copy of a DOCX file with one part changed."""
    changed = path.with_name(f"changed-{path.name}")
    with ZipFile(path) as package, ZipFile(changed, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if name == part:
                tree = etree.fromstring(content)
                change(tree)
                content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            copy.writestr(name, content)
    return changed


def run_saying(tree: etree._Element, words: str) -> etree._Element:
    """The first run that says these words."""
    return next(run for run in tree.iter(f"{W}r") if words in "".join(run.itertext()))


def reword(tree: etree._Element) -> None:
    for text in tree.iter(f"{W}t"):
        text.text = (text.text or "").replace("Increase direct passenger", "Double direct passenger")


def take_out(tree: etree._Element) -> None:
    row = next(run_saying(tree, "Increase direct passenger").iterancestors(f"{W}tr"))
    row.getparent().remove(row)


def add(tree: etree._Element) -> None:
    paragraph = next(run_saying(tree, "Summary").iterancestors(f"{W}p"))
    said = deepcopy(paragraph)
    for text in said.iter(f"{W}t"):
        text.text = "Cleared by everybody."
    paragraph.addprevious(said)


def track(tree: etree._Element) -> None:
    run = run_saying(tree, "Increase direct passenger")
    for tag, words in (("ins", "Think about direct passenger flights"), ("del", "")):
        told = {"id": "9000", "author": "Reviewer", "date": "2026-01-01T00:00:00Z"}
        wrapped = etree.Element(f"{W}{tag}", {f"{W}{name}": value for name, value in told.items()})
        run.addprevious(wrapped)
        copied = deepcopy(run)
        for text in copied.iter(f"{W}t"):
            text.text = words or text.text
            text.tag = f"{W}t" if words else f"{W}delText"
        wrapped.append(copied)
    run.getparent().remove(run)


def unmark(tree: etree._Element) -> None:
    for text in tree.iter(f"{W}t"):
        text.text = (text.text or "").replace("TLP:AMBER", "TLP:CLEAR")


def edits_of(path: Path) -> list[tuple[str, str, str]]:
    return [(edit.of, edit.was, edit.now) for edit in verify(read_finished(path)).edits]


def test_words_changed_in_word_are_found(out: Path) -> None:
    """Words written over are told with the value they are of, as they were and as they are."""
    ((of, was, now),) = edits_of(docx_with(out / f"{TALKS}.desk.docx", reword))
    assert of == "A-02.text"
    assert was.startswith("Increase direct passenger flights")
    assert now.startswith("Double direct passenger flights")


def test_a_row_taken_out_in_word_is_found(out: Path) -> None:
    """Of a row that is not there any more each value is told."""
    gone = edits_of(docx_with(out / f"{TALKS}.desk.docx", take_out))
    assert {of.partition(".")[0] for of, _, _ in gone} == {"A-02"}
    assert all(was and not now for _, was, now in gone)


def test_a_paragraph_added_in_word_is_found(out: Path) -> None:
    """Words that the memo never had are told as added."""
    assert edits_of(docx_with(out / f"{TALKS}.desk.docx", add)) == [("", "", "Cleared by everybody.")]


def test_tracked_changes_are_read_as_taken_and_told(out: Path) -> None:
    """With changes tracked the text is read as it would be with all of them taken, and whose they are is told."""
    told = run("verify", docx_with(out / f"{TALKS}.desk.docx", track))
    assert told.returncode == 1
    said = " ".join(told.stdout.split())
    assert 'is "Think about direct passenger flights"' in said
    assert "It holds 2 tracked changes by Reviewer." in said


def test_another_marking_in_word_is_found(out: Path) -> None:
    """A header with a lower marking is told: the most dangerous edit of all."""
    found = edits_of(docx_with(out / f"{TALKS}.desk.docx", unmark, "word/header.xml"))
    assert [(of, was) for of, was, _ in found] == [("marking", "TLP:AMBER")]
    assert "TLP:CLEAR" in found[0][2]


@pytest.mark.slow
def test_what_libreoffice_only_saved_anew_is_unchanged(out: Path, tmp_path: Path) -> None:
    """A DOCX file opened and saved by another program still carries its record and says the same."""
    path = out / f"{TALKS}.desk.docx"
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True)
    verdict = verify(read_finished(tmp_path / path.name))
    assert (verdict.whole, verdict.edits) == (True, ())


# ------------------------------------------------------------------------------- another version


def test_another_version_of_the_record_is_told(out: Path, tmp_path: Path) -> None:
    """Of a record that says otherwise now, each value that differs is named with both."""
    record = damaged(
        tmp_path, ("Increase direct passenger flights between", "Increase more direct passenger flights between")
    )
    told = run("verify", out / f"{TALKS}.desk.pdf", "--record", record)
    assert told.returncode == 1
    assert "from another version of the record" in told.stdout.splitlines()[0]
    assert "Its words are those of the record inside it." in told.stdout
    found = re.search(r"A-02\.text: in the memo \"(.*?)\",\s+now \"(.*?)\"", " ".join(told.stdout.split()))
    assert found
    assert found[1].startswith("Increase direct")
    assert found[2].startswith("Increase more direct")


def test_a_record_of_other_talks_is_refused(out: Path) -> None:
    """A memo is compared with its own record only."""
    told = run("verify", out / f"{TALKS}.public.pdf", "--record", INVENTED[0])
    assert told.returncode == 1
    assert f"The memo is one of {TALKS}" in " ".join(told.stdout.split())


def test_without_a_record_the_words_are_compared_all_the_same(out: Path, tmp_path: Path) -> None:
    """Whoever was sent a memo and has no record can see whether its words were changed."""
    told = run("verify", out / f"{TALKS}.desk.pdf", cwd=tmp_path)
    assert told.returncode == 0
    assert "unchanged since it was made" in told.stdout
    assert "No record wang-blinken-2023-10 is here" in told.stdout


# --------------------------------------------------------------------------- extract, and why


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_extract_gives_back_what_was_put_in(out: Path, tmp_path: Path, kind: str) -> None:
    """The record comes out as JSON, to a file or to the terminal, the same from both formats."""
    path = out / f"{TALKS}.desk.{kind}"
    told = run("extract", path)
    assert told.returncode == 0, told.stderr
    carried = read_carried(told.stdout.encode())
    assert (carried.audience, carried.talks.id) == ("desk", TALKS)
    assert run("extract", path, "--out", tmp_path / "cut.json").returncode == 0
    assert json.loads((tmp_path / "cut.json").read_bytes()) == json.loads(told.stdout)
    assert read_finished(out / f"{TALKS}.desk.pdf").content == read_finished(out / f"{TALKS}.desk.docx").content


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_why_answers_from_the_file_alone(out: Path, tmp_path: Path, kind: str) -> None:
    """With no record in sight, the claim, the cited words with their paragraph, and the sign-off are told."""
    told = run("why", f"{out / f'{TALKS}.desk.{kind}'}#A-02", cwd=tmp_path).stdout
    assert told.startswith("A-02  Increase direct passenger flights between the two countries.")
    assert "S1 Xinhua, 27 Oct 2023, ¶13" in told
    assert "agreed to increase more direct passenger flights between the two countries" in told
    assert "claim: reporter narration" in told
    assert "signed by reportgen desk on" in told
    told = run("why", f"{out / f'{TALKS}.public.{kind}'}#A-02", cwd=tmp_path).stdout
    assert "sign-off: not told in this memo" in told


def test_why_knows_no_entry_that_the_memo_does_not_carry(out: Path) -> None:
    """An internal comment is not told from a public memo, whatever lies on disk."""
    told = run("why", f"{out / f'{TALKS}.public.pdf'}#C-01")
    assert told.returncode == 1
    assert 'This memo, for public, tells nothing of an entry "C-01"' in told.stderr


# --------------------------------------------------------------------------------------- refused


def emptied() -> bytes:
    """A PDF of no program of ours."""
    file, content = pikepdf.new(), BytesIO()
    file.add_blank_page()
    file.save(content, deterministic_id=True)  # every worker must collect the same test
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("memo.pdf", b"", "cannot be read as a PDF"),
        ("memo.pdf", b"%PDF-1.7\n%%EOF", "cannot be read as a PDF"),
        ("memo.pdf", emptied(), "carries no record"),
        ("memo.docx", b"", "cannot be read as a DOCX file"),
        ("memo.docx", b"PK\x05\x06" + bytes(18), "it has no text"),
        ("memo.txt", b"x", "PDF and DOCX memos carry their record"),
    ],
    ids=["empty PDF", "PDF without pages", "another's PDF", "empty DOCX", "DOCX without text", "text"],
)
def test_what_is_no_memo_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """A file that is no memo of ours is one sentence that names it."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReportgenError) as refused:
        read_finished(path)
    assert message in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_memo_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A wrong path is one sentence."""
    told = run("verify", tmp_path / "x.pdf")
    assert told.returncode == 1
    assert "there is no such memo" in told.stderr
