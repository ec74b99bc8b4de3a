"""Source documents of every kind: what is common to all of them, plain text, and what is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.errors import LoadError
from reportgen.sources import read_document
from reportgen.sources.document import LARGEST
from reportgen.sources.reading import TextForm, Told, read_text_form, text_form
from tests.conftest import RECORDS, ROOT, record_at
from tests.readouts import HEADLINE, MARKDOWN, REPORT, page, saved, word_document

TEXT = "WASHINGTON, Oct. 27 (Xinhua) -- One.\nStill one.\n\n\n  Two."


def refused(raw: bytes, name: str = "report.txt") -> tuple[str, str, int]:
    """The one problem with a file: message, remedy, line."""
    with pytest.raises(LoadError) as caught:
        text_form(raw, name)
    (problem,) = caught.value.problems
    assert problem.place.file == name
    return problem.message, problem.remedy, problem.place.line


def test_a_plain_text_is_its_own_text_form(tmp_path: Path) -> None:
    """A plain text stays as it is but for line ends, byte-order mark and the final newline."""
    path = tmp_path / "report.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    form = read_text_form(path)
    assert (form.text, form.kind, form.suffix, form.is_original) == (TEXT + "\n", "text", ".txt", True)
    kept = tmp_path / "kept.txt"
    kept.write_text(form.text, encoding="utf-8")
    assert read_document(kept).paragraphs == read_document(path).paragraphs


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.parent.name)
def test_the_sources_of_the_records(record: Path) -> None:
    """Every source of the records has itself as its text form, and the dateline and language that its record gives."""
    for source in record_at(record).talks.sources:
        form = read_text_form(record.parent / source.path)
        assert form.text.rstrip("\n") == (record.parent / source.path).read_text(encoding="utf-8").rstrip("\n")
        assert source.dateline is None or (form.dateline is not None and form.dateline.value == source.dateline)
        assert form.language is not None
        assert form.language.value == source.language.partition("-")[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_marked_utf_16_is_read(encoding: str) -> None:
    """A text in UTF-16 or UTF-32 with a byte-order mark is read, and is not its own text form: that is UTF-8."""
    form = text_form(TEXT.encode(encoding), "report.txt")
    assert form.text == TEXT + "\n"
    assert not form.is_original


KINDS = {
    "report.md": (MARKDOWN.encode(), "markdown"),
    "report.html": (page().encode(), "html"),
    "report": (page().encode(), "html"),
    "page.txt": (page().encode(), "text"),
    "report.docx": (saved(word_document()), "docx"),
    "report.pages.zip": (saved(word_document()), "docx"),
    "notes": (TEXT.encode(), "text"),
    "notes.log": (TEXT.encode(), "text"),
}


@pytest.mark.parametrize("name", KINDS)
def test_the_kind_is_told_by_content_and_suffix(name: str, tmp_path: Path) -> None:
    """What a file is counts for more than its name; the text form gives the paragraphs that are kept."""
    raw, kind = KINDS[name]
    form = text_form(raw, name)
    assert (form.kind, form.original) == (kind, raw)
    (tmp_path / "kept.txt").write_text(form.text, encoding="utf-8")
    kept = read_document(tmp_path / "kept.txt")
    assert form.text.endswith("\n")
    if kind != "text":
        assert [each.text for each in kept.paragraphs] == form.text.rstrip("\n").split("\n\n")
    assert all(each.page is None for each in kept.paragraphs)


@pytest.mark.parametrize("raw", [TEXT.encode(), page().encode(), saved(word_document())], ids=["text", "html", "docx"])
def test_standard_input(raw: bytes) -> None:
    """ "-" is standard input, of any kind of bytes."""
    code = (
        "from reportgen.sources.reading import read_text_form\n"
        "form = read_text_form('-'); print(form.kind, repr(form.suffix), len(form.text))"
    )
    done = subprocess.run([sys.executable, "-c", code], input=raw, cwd=ROOT, capture_output=True, check=True)
    form = text_form(raw, "standard input")
    assert done.stdout.decode().split() == [form.kind, "''", str(len(form.text))]


NOT_READ = {
    "report.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "older Office document", "save it as .docx"),
    "report.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted .docx", "without a password"),
    "report.rtf": (b"{\\rtf1\\ansi Words.}", "Rich Text", "save it as .docx"),
    "scan.png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture (PNG)", "ocrmypdf"),
    "scan.jpg": (b"\xff\xd8\xff\xe0" + bytes(50), "a picture (JPEG)", "ocrmypdf"),
    "scan.heic": (bytes(4) + b"ftypheic" + bytes(50), "a picture", "ocrmypdf"),
    "mail.eml": (b"From: a@example.org\n\nWords.", "an e-mail", "plain text"),
    "letter.odt": (b"Words.", ".odt", "save it as .docx"),
    "sheet.xlsx": (b"Words.", "a workbook", "plain text"),
    "page.mht": (b"From: a\n\nWords.", "a web archive", "as HTML"),
    "report.pdf": (b"Words of a text.", "named .pdf and is no PDF", "by what it is"),
    "report.html": (b"<html>\x00<p>Words and more words.", "not plain text", "plain text"),
    "notes.txt": (b"Words\x00 and nulls", "not plain text", "plain text"),
    "empty.txt": (b"", "empty", ""),
    "blank.md": (b" \n\n\t\n", "empty", ""),
    "mark.txt": (b"\xef\xbb\xbf", "empty", ""),
    "only.md": (b"<!-- nothing -->", "empty", ""),
    "archive.zip": (b"PK\x03\x04" + bytes(80), "damaged archive", "anew"),
    "huge.txt": (b"a" * (LARGEST + 1), "larger than the limit of 8,388,608 bytes", "right file"),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_what_is_not_read_is_named(name: str) -> None:
    """Every other kind of file is one error that names it and says what to do."""
    raw, message, remedy = NOT_READ[name]
    told = refused(raw, name)
    assert message in told[0]
    assert remedy in told[1]


ENCODED = {
    "cp1252": ("Le ministre a déclaré que l’accord était prêt.", "WINDOWS-1252"),
    "cp1251": ("Стороны договорились провести второй раунд переговоров.", "WINDOWS-1251"),
    "koi8-r": ("Стороны договорились провести второй раунд переговоров.", "KOI8-R"),
    "cp1256": ("اتفق الطرفان على عقد جولة ثانية من المحادثات في جنيف", "WINDOWS-1256"),
    "gb18030": ("双方同意继续磋商，并于北京举行第二轮会谈。", "GB18030"),
    "big5": ("雙方同意繼續磋商，並於北京舉行第二輪會談。", "BIG5"),
    "shift_jis": ("両国は北京で第二回会談を行うことで合意した。", "SHIFT_JIS"),
    "euc-kr": ("양측은 제네바에서 두 번째 회담을 열기로 합의했다.", "EUC-KR"),
    "utf-16-le": ("The two sides agreed to meet again.", "UTF-16LE"),
    "utf-16-be": ("The two sides agreed to meet again.", "UTF-16BE"),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_a_wrong_encoding_is_told(encoding: str) -> None:
    """A text that is not UTF-8 is refused at its line, with what it looks like and the command that converts it."""
    sentence, looks = ENCODED[encoding]
    message, remedy, line = refused(f"{sentence}\n{sentence}".encode(encoding))
    assert message == f"The source document is not UTF-8 text; it looks like {looks}."
    assert f"iconv -f {looks} -t UTF-8" in remedy
    assert line == (0 if "utf" in encoding else 1)


def test_bytes_that_look_like_nothing() -> None:
    """Bytes that are no text are told as such, without a guess."""
    message, _, line = refused(b"one\n\x01\x02\x03\x04\xff\xfe\xfd\n")
    assert (message, line) == ("The source document is not UTF-8 text.", 2)


def test_what_is_no_file(tmp_path: Path) -> None:
    """A missing file, a folder and a path that is none are one error each."""
    for path, message in (
        (tmp_path / "none.txt", "There is no such file."),
        (tmp_path, "It is a folder."),
        (Path("a\x00b"), "a.b: "),
    ):
        with pytest.raises(LoadError, match=message) as caught:
            read_text_form(path)
        assert len(caught.value.problems) == 1


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe is refused, not waited for."""
    import os

    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(LoadError, match="a pipe or a device"):
        read_text_form(tmp_path / "pipe.txt")


DATELINES = {
    "GENEVA (Reuters) - The two sides met.": ("GENEVA (Reuters) -", "Reuters", None),
    "МОСКВА, 27 октября 2031. /ТАСС/. Стороны встретились.": ("МОСКВА, 27 октября 2031. /ТАСС/.", "ТАСС", "2031-10-27"),
    "Genève, le 12 mai 2031 – Les parties se sont vues.": ("Genève, le 12 mai 2031 –", None, "2031-05-12"),
    "新华社华盛顿10月27日电（记者某某）双方会晤。": ("新华社华盛顿10月27日电（记者某某）", "新华社", None),
    "云岫二〇三一年二月十九日电 双方会晤。": ("云岫二〇三一年二月十九日电", None, "2031-02-19"),
    "واشنطن 27 أكتوبر 2031 (شينخوا) -- عقد الطرفان": ("واشنطن 27 أكتوبر 2031 (شينخوا) --", "شينخوا", "2031-10-27"),
    "Madrid, 27 oct (EFE).- Las partes": ("Madrid, 27 oct (EFE).-", "EFE", None),
    "The two sides -- as expected -- agreed to meet.": None,
    "U.S.-China talks – a note on what was said": None,
    "NOTE FOR THE FILE -- a conversation of last week, of which nobody else is to know anything at all.": None,
    "EU - Mercosur talks ended": None,
}


@pytest.mark.parametrize("text", DATELINES)
def test_datelines(text: str) -> None:
    """A dateline is told verbatim in six languages, its agency as the publisher, its day where it gives the year."""
    form = text_form(text.encode(), "report.txt")
    expected = DATELINES[text]
    assert (form.dateline.value if form.dateline else None) == (expected[0] if expected else None)
    assert (form.publisher.value if form.publisher else None) == (expected[1] if expected else None)
    assert (form.date.value if form.date else None) == (expected[2] if expected else None)


def test_the_year_comes_from_elsewhere_or_not_at_all() -> None:
    """A dateline without a year takes that of a line above it, which is named; a day far from it lends none."""
    near = text_form(f"2031-01-02 © Provided by Xinhua\n\nTOWN, Dec. 30 (Xinhua) -- {REPORT[1]}\n".encode(), "r.txt")
    assert near.date == Told(
        "2030-12-30",
        'the dateline "TOWN, Dec. 30 (Xinhua) --", which has no year; the year is that of the line '
        '"2031-01-02 © Provided by Xinhua"',
    )
    far = text_form(f"Copied 2031-08-02\n\nTOWN, Dec. 30 (Xinhua) -- {REPORT[1]}\n".encode(), "r.txt")
    assert far.date is None


def test_nothing_is_recognised_where_nothing_stands() -> None:
    """Of a few bare words nothing is told."""
    form = text_form(b"They met.\n", "report.txt")
    assert (form.title, form.publisher, form.date, form.dateline, form.language) == (None,) * 5


def test_a_headline_is_told() -> None:
    """The first line of a text is its title where a text follows."""
    form = text_form("\n\n".join((HEADLINE, *REPORT)).encode(), "report.txt")
    assert form.title == Told(HEADLINE, "the first line of the document")


def test_reading_plain_text_imports_no_library() -> None:
    """Reading a plain text imports no library, and importing the readers' door none of the readers."""
    code = (
        "import sys; from reportgen.sources.reading import text_form; text_form(b'They met. ' * 99, 'a.txt');"
        "print(sorted({'lxml', 'docx', 'pypdfium2', 'trafilatura', 'markdown_it', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_text_form_is_plain() -> None:
    """A text form holds what it was given and nothing that can change."""
    assert isinstance(text_form(b"They met.\n", "report.txt"), TextForm)
    with pytest.raises(AttributeError):
        text_form(b"They met.\n", "r.txt").text = "other"  # type: ignore[misc]
