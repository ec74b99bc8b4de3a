"""A record whose source is a PDF: citations say the page, in every language and format, and no form feed gets out."""

from __future__ import annotations

import re
import subprocess
import zipfile
from hashlib import sha256
from html import escape
from io import BytesIO
from pathlib import Path

import pytest

from reportgen import load
from reportgen.cli import kept, main
from reportgen.cluster.parcel import gathered
from reportgen.errors import LoadError
from reportgen.sources import read_document
from reportgen.sources.reading import text_form
from tests.conftest import LANGUAGES, REAL, record_at
from tests.typeset import typeset

CSS = "@page { size: A5; margin: 2cm; @bottom-center { content: counter(page) } } body { font: 11pt Carlito }"
FORMATS = ("pdf", "docx", "html", "md")


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real record with its source typeset as a PDF, and the text form of that beside it."""
    folder = tmp_path_factory.mktemp("paged") / REAL.name
    folder.mkdir()
    blocks = (REAL / "source.txt").read_text(encoding="utf-8").strip().split("\n\n")
    body = "".join(f"<p>{escape(each)}</p>" for each in blocks)
    original = typeset({"a": f"<html lang='en'><style>{CSS}</style><body>{body}</body></html>"})["a"]
    text = text_form(original, "source.pdf").text
    (folder / "source.pdf").write_bytes(original)
    (folder / "source.txt").write_bytes(text.encode())
    yaml = (REAL / "talks.yaml").read_text(encoding="utf-8")
    pinned = f"sha256: {sha256(text.encode()).hexdigest()}\n    original: source.pdf"
    (folder / "talks.yaml").write_text(re.sub(r"sha256: \w{64}", pinned, yaml), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(paged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every memo of it."""
    out = tmp_path_factory.mktemp("out")
    assert main(["build", str(paged), "--out", str(out), "--quiet", "--no-cache"]) == 0
    return out


def text_of(path: Path) -> str:
    """The words of a finished file, by means other than the program's own."""
    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout.decode()
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            xml = package.read("word/document.xml").decode()
        return re.sub("<[^>]+>", "", re.sub("</w:p>", "\n", xml))
    return path.read_text(encoding="utf-8")


def test_the_evidence_of_a_record_stands_in_the_pdf(paged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands in a report stands in the PDF of it: the same paragraphs, the same findings."""
    document, plain = read_document(paged / "source.txt"), read_document(REAL / "source.txt")
    assert [" ".join(each.text.split()) for each in document.paragraphs] == [
        " ".join(each.text.split()) for each in plain.paragraphs
    ]
    assert main(["check", str(paged)]) == main(["check", str(REAL)]) == 0
    first, second = capsys.readouterr().out.split("wang-blinken-2023-10: ")[1:3]
    assert first.split("\n")[0] == second.split("\n")[0]


def test_paragraphs_run_over_pages(paged: Path) -> None:
    """The paragraphs lie on several pages, and one of them on two."""
    text = (paged / "source.txt").read_text(encoding="utf-8")
    pages = [each.page for each in load(paged).documents["S1"].paragraphs]
    assert pages[0] == 1
    assert (pages[-1] or 0) >= 3
    assert re.search(r"\w\f\w", text)


@pytest.mark.parametrize("suffix", FORMATS)
def test_citations_say_the_page(suffix: str, built: Path, paged: Path) -> None:
    """Desk memo and annex cite page and paragraph in every format, in the text and in the table of passages."""
    document = load(paged).documents["S1"]
    for audience in ("desk", "annex"):
        text = text_of(built / f"{REAL.name}.{audience}.{suffix}").replace("\u00a0", " ")
        text = re.sub(r"\s+", " ", text.replace("&nbsp;", " "))
        for number in (2, 12):
            assert f"p. {document.page(number)}, ¶{number}" in re.sub(r"\\|</?span[^>]*>", "", text)


def test_the_table_of_passages_says_the_page(built: Path, paged: Path) -> None:
    """In the tables of passages and of the source text the page stands beside the number of the paragraph."""
    page = load(paged).documents["S1"].page(12)
    for audience in ("desk", "annex"):
        lines = text_of(built / f"{REAL.name}.{audience}.md").replace("\u00a0", " ").split("\n")
        rows = [re.sub(r"<[^>]+>|[|*\\]", "", line).strip() for line in lines if line.startswith("|")]
        assert any(row.startswith(f"p. {page}, ¶12 ") for row in rows), audience


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_form_feed_gets_out(suffix: str, built: Path) -> None:
    """No file holds the form feed that parts the pages of the source."""
    for path in sorted(built.glob(f"*.{suffix}")):
        raw = path.read_bytes()
        if suffix == "docx":
            with zipfile.ZipFile(BytesIO(raw)) as package:
                raw = b"".join(package.read(each) for each in package.namelist() if each.endswith(".xml"))
        if suffix != "pdf":
            assert b"\x0c" not in raw, path.name
            assert b"&#12;" not in raw
            assert b"\\f" not in raw


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_in_every_language(language: str, paged: Path, tmp_path: Path) -> None:
    """Each language has its own words for the page."""
    call = ["build", str(paged), "--out", str(tmp_path), "--quiet", "--audience", "desk", "--format", "md,docx"]
    assert main([*call, "--language", language]) == 0
    text = text_of(next(tmp_path.glob("*.desk*.md"))).replace("\u00a0", " ").replace("\\", "")
    number = load(paged).documents["S1"].page(12)
    words = {"fr": "p. {}, ¶12", "es": "pág. {}, ¶12", "ru": "с. {}, ¶12", "zh": "第{}页，¶12", "ar": "ص {}، ¶12"}
    assert words[language].format(number) in text


def test_why_says_the_page(paged: Path, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`why` says the page, from the record and from a finished memo."""
    page = load(paged).documents["S1"].page(2)
    assert main(["why", str(paged), "A-01"]) == 0
    assert f"p. {page}, ¶2" in capsys.readouterr().out
    assert main(["why", str(built / f"{REAL.name}.desk.pdf") + "#A-01"]) == 0
    assert f"p. {page}, ¶2" in capsys.readouterr().out


def test_coverage_of_a_paged_source(paged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentences of a paged source are listed without a form feed."""
    main(["check", "--coverage", str(paged)])
    told = capsys.readouterr().out
    assert "¶12" in told
    assert "\f" not in told


def test_a_form_feed_is_white_space_of_the_same_length(tmp_path: Path) -> None:
    """A form feed is a space in the words of a document, at the same offset; pages count on."""
    path = tmp_path / "source.txt"
    path.write_text("One.\n\nTwo goes\fon.\n\n\f\fThree.\n\n\fFour.\f", encoding="utf-8")
    document = read_document(path)
    assert [(each.text, each.page) for each in document.paragraphs] == [
        ("One.", 1), ("Two goes on.", 1), ("Three.", 4), ("Four.", 5),
    ]  # fmt: skip
    assert all(document.text[each.start : each.end] == each.text for each in document.paragraphs)
    assert [document.pointer(number) for number in (1, 3)] == ["p. 1, ¶1", "p. 4, ¶3"]


def test_a_source_without_pages_has_none() -> None:
    """A source without form feeds has no pages, and its citations name none."""
    document = record_at(REAL / "talks.yaml").documents["S1"]
    assert {each.page for each in document.paragraphs} == {None}
    assert document.pointer(2) == "¶2"


ORIGINALS = {
    "missing.pdf": "The file that the source document was made from is not there.",
    "../source.pdf": 'The path "../source.pdf" leads out of the record\'s folder.',
    "/etc/passwd": 'The path "/etc/passwd" leads out of the record\'s folder.',
}


@pytest.mark.parametrize("name", ORIGINALS)
def test_the_original_must_be_there(name: str, paged: Path, tmp_path: Path) -> None:
    """A record whose source names an original that is not beside it does not load; the problem is at that field."""
    (tmp_path / "source.txt").write_bytes((paged / "source.txt").read_bytes())
    yaml = (paged / "talks.yaml").read_text(encoding="utf-8").replace("original: source.pdf", f"original: {name}")
    (tmp_path / "talks.yaml").write_text(yaml, encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        load(tmp_path)
    (problem,) = caught.value.problems
    assert ORIGINALS[name] in problem.message
    assert problem.field == "sources.0.original"
    assert yaml.split("\n")[problem.place.line - 1].strip() == f"original: {name}"


def test_an_original_that_changed_is_seen(paged: Path, tmp_path: Path) -> None:
    """A build is made anew when the original is another file, and fails when it is gone."""
    from shutil import copytree

    folder = copytree(paged, tmp_path / "talks")
    call = ["build", str(folder), "--out", str(tmp_path / "out"), "--audience", "public", "--format", "md", "--explain"]
    assert main(call) == 0
    (folder / "source.pdf").unlink()
    assert main(call) == 1


def test_the_original_travels_with_its_record(paged: Path) -> None:
    """A record that goes to another machine takes the original with it, whatever way its names are written."""
    names = {"talks.yaml", "source.txt", "source.pdf"}
    assert {Path(name).name for name in gathered(paged)} == names
    written = (paged / "talks.yaml").read_text(encoding="utf-8")
    try:
        (paged / "talks.yaml").write_text(written.replace("original: source.pdf", 'original: "source\\x2epdf"'))
        assert {Path(name).name for name in gathered(paged)} == names
    finally:
        (paged / "talks.yaml").write_text(written, encoding="utf-8")


def test_a_check_sees_that_the_original_is_gone(
    paged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a check found is no answer once the original is gone."""
    from shutil import copytree

    monkeypatch.setenv(kept.FOLDER, str(tmp_path / "kept"))
    folder = copytree(paged, tmp_path / "talks")
    assert main(["check", str(folder)]) == 0
    (folder / "source.pdf").unlink()
    assert main(["check", str(folder)]) == 1
    assert "is not there" in capsys.readouterr().err
