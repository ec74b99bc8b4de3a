"""Specification of ``reportgen.leaks``: withheld words are found wherever they lie, and nothing else is."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest

from reportgen import build
from reportgen.audience import load_audience
from reportgen.errors import WriteError
from reportgen.leaks import Search
from reportgen.model.base import PARTS
from reportgen.model.words import Handling
from reportgen.record import Record
from reportgen.writers import FORMATS
from tests.conftest import BUILT, NAMES, RECORDS, desk, record_at
from tests.test_leaks import written
from tests.view_walk import changed, entry_of, handled, with_talks

HARBOUR = next(path for path in RECORDS if path.parent.name.startswith("harbour"))
SECRET = "The delegation was told in confidence that the pilots' guild would walk out before the harvest."


@cache
def fixed() -> list[str]:
    """The words that memos have of themselves."""
    return [desk().css, *(text for group in desk().labels("en").groups.values() for text in group.values())]


@cache
def secret_record() -> Record:
    """The talks of the harbour with a comment for named persons."""
    record = record_at(HARBOUR)
    return changed(record, *entry_of(record, "C-05"), text=SECRET, handling=Handling.NAMED)


@cache
def search() -> Search:
    """What a reader up to restricted may not be told of it."""
    return Search(secret_record(), Handling.RESTRICTED, fixed())


@cache
def memo_in(format: str) -> bytes:
    """A finished file without the secret."""
    return desk().make(secret_record(), "desk", [format]).contents[format]


def found(content: bytes, file: str = "memo") -> set[tuple[str, str]]:
    """The strings found in a file and where."""
    return {(leak.of.of, leak.where) for leak in search().leaks(file, content)}


# ------------------------------------------------------------------------------- nothing else


@pytest.mark.slow
@pytest.mark.parametrize(("path", "audience"), BUILT, ids=NAMES)
def test_no_false_alarm(path: Path, audience: str) -> None:
    """Whichever entry is above the ceiling, nothing is found in a memo that was made without it."""
    reader = load_audience(desk().folders, audience)
    entries = list(record_at(path).talks.entries())
    for part, number, entry in entries[sum(map(ord, audience)) % 4 :: 4]:
        record = changed(record_at(path), part, number, handling=Handling.NAMED)
        looked = Search(record, reader.ceiling, fixed())
        view, memo = desk().memo(record, reader)
        for format in ("md", "docx"):
            name = f"{view.header.id}.{audience}.{format}"
            assert list(looked.leaks(name, written(desk(), view, memo, format))) == [], (entry.id, name)


@pytest.mark.slow
@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_no_false_alarm_in_pdf(path: Path) -> None:
    """With half of the entries above the ceiling nothing is found in the PDF and the HTML file."""
    record = record_at(path)
    for part in PARTS[6:]:
        narrow = [each.model_copy(update={"handling": Handling.NAMED}) for each in getattr(record.talks, part)[::2]]
        named = {each.id: each for each in narrow}
        record = with_talks(record, **{part: tuple(named.get(e.id, e) for e in getattr(record.talks, part))})
    looked = Search(record, Handling.RESTRICTED, fixed())
    view, memo = desk().memo(record, load_audience(desk().folders, "desk"))
    for format in ("pdf", "html"):
        assert list(looked.leaks(f"memo.{format}", written(desk(), view, memo, format))) == [], format


# ----------------------------------------------------------------------------------- wherever


@pytest.mark.parametrize("format", FORMATS)
def test_the_secret_printed(format: str) -> None:
    """The memo of a reader who may see the comment holds it in every format, and its id as well."""
    audience = load_audience(desk().folders, "desk").model_copy(update={"ceiling": Handling.NAMED})
    view, memo = desk().memo(secret_record(), audience)
    strings = {of for of, _ in found(written(desk(), view, memo, format))}
    assert strings >= {"C-05.text", "C-05.id"}


HTML: dict[str, str] = {
    "text": f"<p>{SECRET}</p>",
    "across elements": "<p>The delegation <b>was</b> told <i>in conf</i>idence that the pilots' guild would</p>",
    "an attribute": f'<p title="{SECRET}">x</p>',
    "a comment": f"<!-- {SECRET} -->",
    "entities": "<p>" + "".join(f"&#{ord(each)};" for each in SECRET) + "</p>",
    "a string of CSS": "<style>p::after { content: 'told in confi\\64 ence that the pilots\\'guild would' }</style>",
    "an address": "<a href='?q=" + "".join(f"%{byte:02x}" for byte in SECRET.encode()) + "'>x</a>",
    "base64": f'<img src="data:text/plain;base64,{base64.b64encode(SECRET.encode()).decode()}">',
    "hexadecimal": f"<p>{SECRET.encode().hex()}</p>",
    "UTF-16 in base64": base64.b64encode(SECRET.encode("utf-16-le")).decode(),
    "soft hyphens": "<p>" + "\u00ad".join(SECRET) + "</p>",
    "line ends": "<p>" + SECRET.replace("confidence", "confi-\ndence") + "</p>",
    "capitals": SECRET.upper(),
    "a part of it": "It is said that the pilots' guild would walk out before the deadline.",
    "no spaces": SECRET.replace(" ", ""),
    "full-width letters": "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in SECRET),
    "its id": "<p>See C-05 (withheld).</p>",
    "its id as an anchor": '<p id="C-05.text">x</p>',
    "a link to it": '<a href="memo.html#C-05">x</a>',
    "its id in hexadecimal": f"<p>{b'C-05'.hex()}</p>",
}


@pytest.mark.parametrize("way", HTML)
def test_found_in_html(way: str) -> None:
    """In HTML and Markdown the secret is found in every disguise."""
    assert {of.partition(".")[0] for of, _ in found(HTML[way].encode())} == {"C-05"}


@pytest.mark.parametrize(
    "text",
    [
        "The delegation was told.",
        "harbour-2030-11#C-05 is an entry of other talks",
        "C-051, AC-05, C-05-bis",
        "before the harvest",
        "<style>p { color: #C05C05 }</style>",
    ],
)
def test_not_found_in_html(text: str) -> None:
    """A few common words of it, an entry of other talks, or an id that only looks alike are nothing."""
    assert found(text.encode()) == set()


def _part(name: str, text: str) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.__setitem__(name, text.encode())


def _replaced(name: str, before: str, after: str) -> Callable[[dict[str, bytes]], None]:
    def replace(parts: dict[str, bytes]) -> None:
        assert before.encode() in parts[name]
        parts[name] = parts[name].replace(before.encode(), after.encode(), 1)

    return replace


RUNS = "".join(f"<w:r><w:t>{word}</w:t></w:r>" for word in SECRET.replace("'", "’").split(" "))
DOCX: dict[str, Callable[[dict[str, bytes]], None]] = {
    "runs": _replaced("word/document.xml", "</w:body>", f"<w:p>{RUNS}</w:p></w:body>"),
    "a bookmark": _replaced("word/document.xml", 'w:name="rg_', 'w:name="rg__43_2d05_2etext" w:x="'),
    "properties": _replaced("docProps/core.xml", "</cp:core", f"<dc:description>{SECRET}</dc:description></cp:core"),
    "comments": _part("word/comments.xml", f"<w:comments><w:t>{SECRET}</w:t></w:comments>"),
    "custom XML": _part("customXml/item1.xml", f'<x y="{SECRET}"/>'),
    "a relation": _part("word/_rels/x.rels", '<Relationship Target="https://x.example/see?C-05"/>'),
    "a part's name": _part("word/media/C-05.png", ""),
    "a picture": _part("word/media/image1.png", "\x89PNG\r\n\x1a\n" + SECRET),
}


@pytest.mark.parametrize("way", DOCX)
def test_found_in_docx(way: str) -> None:
    """In a Word file the secret is found in every part, across runs, in names and in bookmarks."""
    with ZipFile(BytesIO(memo_in("docx"))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    DOCX[way](parts)
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert {of.partition(".")[0] for of, _ in found(packed.getvalue())} == {"C-05"}


def _attached(pdf: pikepdf.Pdf, name: str, content: bytes) -> None:
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)


def _zipped(name: str, content: bytes) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        package.writestr(name, content)
    return packed.getvalue()


def _metadata(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = SECRET


PDF: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "properties": lambda pdf: pdf.docinfo.__setitem__("/Subject", SECRET),
    "UTF-16 properties": lambda pdf: pdf.docinfo.__setitem__("/Subject", SECRET.replace("'", "’")),
    "XMP": _metadata,
    "an attachment": lambda pdf: _attached(pdf, "talks.yaml", SECRET.encode()),
    "an attachment's name": lambda pdf: _attached(pdf, "C-05.txt", b""),
    "a zip attached": lambda pdf: _attached(pdf, "x.zip", _zipped("a.txt", SECRET.encode())),
    "a named place": lambda pdf: pdf.Root.__setitem__("/X", pikepdf.Dictionary({"/C-05.text": 1})),
    "a string": lambda pdf: pdf.Root.__setitem__("/X", pikepdf.Array([pikepdf.String("C-05")])),
    "alternative text": lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/Alt", pikepdf.String(SECRET)),
    "a literal on a page": lambda pdf: pdf.pages[0].contents_add(f"BT ({SECRET}) Tj ET".encode()),
    "an object no page uses": lambda pdf: pdf.Root.__setitem__("/X", pikepdf.Stream(pdf, SECRET.encode())),
}


@pytest.mark.parametrize("way", PDF)
def test_found_in_pdf(way: str) -> None:
    """In a PDF the secret is found in every object, stream, name, property and attachment."""
    with pikepdf.open(BytesIO(memo_in("pdf"))) as pdf:
        PDF[way](pdf)
        saved = BytesIO()
        pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert {of.partition(".")[0] for of, _ in found(saved.getvalue())} == {"C-05"}


def test_found_in_the_file_name() -> None:
    """An id in the name of a file is found there."""
    assert found(b"", "harbour.C-05.pdf") == {("C-05.id", "the file name")}


def test_a_name_however_short() -> None:
    """A withheld person's name is found as whole words, and in scripts without spaces inside a sentence."""
    record = handled(RECORDS[-1], "tantai", Handling.NAMED)
    looked = Search(record, Handling.RESTRICTED, fixed())
    assert [
        leak.of.of
        for leak in looked.leaks("x", b"Seen: Tantai Moyan (\xe6\xbe\xb9\xe5\x8f\xb0\xe5\xa2\xa8\xe8\xa8\x80)")
    ]
    harbour = Search(handled(HARBOUR, "pell", Handling.NAMED), Handling.RESTRICTED, fixed())
    assert [leak.of.of for leak in harbour.leaks("x", b"minutes by pell")] == ["pell.id"]
    assert list(harbour.leaks("x", b"The spell was brief.")) == []


# -------------------------------------------------------------------------------- what comes of it


def test_build_refuses_a_reference_to_what_is_withheld(tmp_path: Path) -> None:
    """An entry whose words name a withheld entry is not written; the error says which memo, where and whose words."""
    record = record_at(RECORDS[0])
    record = changed(record, *entry_of(record, "A-02"), handling=Handling.RESTRICTED)
    part, number = entry_of(record, "G-01")
    record = changed(record, part, number, text="Of flights nothing more is known (see A-02).", on=None)
    with pytest.raises(WriteError) as refused:
        build(record, audiences=["principal", "desk"], formats=["md"], out=tmp_path / "out", allow_findings=True,
              templates=_with_gaps(tmp_path))  # fmt: skip
    told = str(refused.value)
    assert 'The memo for principal (up to "internal") would tell what is above that' in told
    assert 'wang-blinken-2023-10.principal.md: "A-02", from A-02.id, which is restricted' in told
    assert not (tmp_path / "out").exists()


def _with_gaps(folder: Path) -> Path:
    (folder / "audiences").mkdir()
    (folder / "audiences" / "principal.yaml").write_text(
        "title: Brief\nfor: Principals\nceiling: internal\nsections: [principal-header, gaps]\n", encoding="utf-8"
    )
    return folder
