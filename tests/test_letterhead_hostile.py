"""Specification of letterheads from strangers: looks go along, nothing else does, and every refusal is one message."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document

from reportgen.errors import WriteError
from reportgen.style import Letterhead, Style
from reportgen.writers.docx import write_docx
from tests.letterheads import CANARY, field, header_part, in_header, ministry, related, repacked
from tests.logos import CANARY as DRAWN
from tests.logos import jpeg, png
from tests.word_memo import MEMO, File

CONTENT = ministry()
HEADER = header_part(CONTENT)
PICTURE = "word/media/image1.png"
HEADER_RELS = HEADER.replace("word/", "word/_rels/") + ".rels"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def written(content: bytes, folder: Path) -> File:
    (folder / "ministry.docx").write_bytes(content)
    return File(write_docx(MEMO, Style(letterhead=Letterhead(file=str(folder / "ministry.docx")))))


def everything(file: File) -> bytes:
    """All parts of the file, unpacked, with their names."""
    return b"".join(name.encode() + file.archive.read(name) for name in file.archive.namelist())


def commented(document: Document) -> None:
    document.add_comment(document.paragraphs[0].runs, CANARY, author=CANARY, initials="XX")


CUSTOM = f'<?xml version="1.0"?><x xmlns="urn:x">{CANARY}</x>'.encode()
CHANGED = (
    f'<w:p><w:del w:id="9" w:author="{CANARY}"><w:r><w:delText>{CANARY}</w:delText></w:r></w:del>'
    f"{field(f'DDEAUTO {CANARY}')}"
)
LINKED = (
    f'<w:hyperlink r:id="rIdX"><w:r><w:t>crossings.example</w:t></w:r></w:hyperlink>'
    f'<w:bookmarkStart w:id="1" w:name="{CANARY}"/><w:bookmarkEnd w:id="1"/>'
)
CONTROL = (
    f'<w:sdt><w:sdtPr><w:alias w:val="{CANARY}"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>'
)
NORMAL = '<w:name w:val="Normal"/>'


def changed(part: str, old: str, new: str) -> bytes:
    """The letterhead with other words in one of its parts."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content, old
        return content.replace(old.encode(), new.encode(), 1)

    return repacked(CONTENT, {part: change})


def rewritten(part: str, pattern: bytes, new: bytes) -> bytes:
    """The letterhead with what matches replaced in one of its parts."""
    return repacked(CONTENT, {part: lambda content: re.sub(pattern, new, content)})


LEFT_BEHIND: dict[str, Callable[[], bytes]] = {
    "as it is": lambda: CONTENT,
    "comment": lambda: ministry(commented),
    "custom xml": lambda: repacked(
        CONTENT,
        {"customXml/item9.xml": CUSTOM, "_rels/.rels": related("customXml", "customXml/item9.xml", outside=False)},
    ),
    "thumbnail": lambda: repacked(CONTENT, {"docProps/custom.xml": CUSTOM, "docProps/thumbnail.jpeg": jpeg() + CUSTOM}),
    "company": lambda: changed("docProps/app.xml", "<AppVersion>", f"<Company>{CANARY}</Company><AppVersion>"),
    "template": lambda: repacked(
        CONTENT, {"word/_rels/settings.xml.rels": related("attachedTemplate", f"file:///C:/{CANARY}.dotm")}
    ),
    "template far away": lambda: repacked(
        CONTENT, {"word/_rels/document.xml.rels": related("attachedTemplate", f"https://{CANARY}.example/a.dotm")}
    ),
    "object far away": lambda: repacked(
        CONTENT, {"word/_rels/document.xml.rels": related("oleObject", f"https://{CANARY}.example/a.bin")}
    ),
    "changes in the text": lambda: changed("word/document.xml", "<w:p>", CHANGED),
    "aliases": lambda: changed("word/styles.xml", NORMAL, f'{NORMAL}<w:aliases w:val="{CANARY}"/>'),
    "remark": lambda: changed("word/styles.xml", "<w:docDefaults>", f"<!--{CANARY}--><w:docDefaults>"),
    "font": lambda: changed("word/fontTable.xml", 'w:name="Symbol"', f'w:name="{CANARY}"'),
    "link": lambda: in_header(LINKED),
    "content control": lambda: in_header(CONTROL),
    "path of a picture": lambda: changed(HEADER, 'name="image.png"', f'name="{CANARY}" descr="C:\\{CANARY}.png"'),
}
PARTS = re.compile(
    r"\[Content_Types\]|_rels/|docProps/(app|core)|"
    r"word/(_rels|document|fontTable|footer|header|media/letterhead-\w+|numbering|settings|styles|theme)"
)


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_nothing_else_goes_along(name: str, tmp_path: Path) -> None:
    """Author, text, comments, custom XML, thumbnail, templates, links, deletions, names: none survives."""
    content = LEFT_BEHIND[name]()
    assert CANARY.encode() in everything(File(content))
    file = written(content, tmp_path)
    packed = everything(file)
    assert CANARY.encode() not in packed
    assert DRAWN.encode() not in packed
    outside = re.findall(rb'Target="([^"]*)" TargetMode="External"', packed)
    assert outside == [b"https://post.example/a?b=%7B1%7D&amp;c=\xc3\xa9"]
    assert b"Ministry of Crossings" in packed
    assert [part for part in file.archive.namelist() if not PARTS.match(part)] == []
    docx.Document(io.BytesIO(file.content))


def doctyped(part: bytes) -> bytes:
    return part.replace(b"?>", b'?><!DOCTYPE w:x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1)


def bomb() -> bytes:
    """A small zip with a part of 300 MB."""
    return repacked(CONTENT, {"word/media/image9.png": bytes(300 * 1024 * 1024)})


def lying() -> bytes:
    """A part that unpacks to more than the zip says it does."""
    made = bytearray(repacked(CONTENT, {"word/numbering.xml": b"<a>" + bytes(1000) + b"</a>"}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = 0
        while (start := made.find(signature, start)) >= 0:
            if made[start:].find(b"word/numbering.xml") in (30, 46):
                made[start + at : start + at + 4] = struct.pack("<I", 10)
            start += 4
    return bytes(made)


DEEP = b"<w:hdr " + W.encode() + b">" + b"<w:p>" * 5000 + b"</w:p>" * 5000 + b"</w:hdr>"
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8)
) + b"]><w:styles " + W.encode() + b">&i;</w:styles>"  # fmt: skip


SPLIT = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DD</w:instrText></w:r>'
    '<w:r><w:instrText>E x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
MAIN, MACROS = (
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
    "vnd.ms-word.document.macroEnabled.main",
)
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "no Word document"),
    "text": (lambda: b"hello", "no Word document"),
    "cut short": (lambda: CONTENT[:4000], "no Word document"),
    "password": (lambda: b"\xd0\xcf\x11\xe0" + bytes(2000), "password"),
    "large": (lambda: b"PK" + bytes(17 * 1024 * 1024), "larger than 16 MiB"),
    "bomb": (bomb, "unpacks to far more"),
    "lying": (lying, "damaged|no well-formed XML"),
    "macros": (lambda: repacked(CONTENT, {"word/vbaProject.bin": b"x"}), "holds macros"),
    "made for macros": (lambda: changed("[Content_Types].xml", MAIN, MACROS), "made for macros"),
    "no document": (lambda: changed("_rels/.rels", 'officeDocument"', 'otherDocument"'), "no document in it"),
    "no types": (lambda: repacked(CONTENT, {"[Content_Types].xml": None}), "is missing"),
    "no styles": (lambda: repacked(CONTENT, {"word/styles.xml": None}), "is missing"),
    "path upwards": (lambda: repacked(CONTENT, {"../out.xml": b"x"}), "no program should write"),
    "name twice": (lambda: repacked(CONTENT, {"WORD/STYLES.XML": b"x"}), "no program should write"),
    "many parts": (lambda: repacked(CONTENT, {f"word/x{n}.xml": b"" for n in range(2100)}), "unpacks to far more"),
    "document type": (lambda: repacked(CONTENT, {"word/styles.xml": doctyped}), "document type"),
    "laughs": (lambda: repacked(CONTENT, {"word/styles.xml": LAUGHS}), "document type|no well-formed XML"),
    "broken": (lambda: repacked(CONTENT, {"word/styles.xml": b"<w:styles"}), "no well-formed XML"),
    "deep": (lambda: repacked(CONTENT, {HEADER: DEEP}), "no well-formed XML"),
    "no page": (lambda: rewritten("word/document.xml", rb"(?s)<w:sectPr.*</w:sectPr>", b""), "has no page"),
    "margins": (lambda: rewritten("word/document.xml", rb'w:left="\d+"', b'w:left="9000"'), "margin on the left"),
    "header off the page": (
        lambda: rewritten("word/document.xml", rb'w:header="\d+"', b'w:header="-9000"'),
        "distance of the header of its page is -159 mm; it may be 0 to 150 mm",
    ),
    "no room between": (
        lambda: rewritten("word/document.xml", rb'w:(left|right)="\d+"', rb'w:\1="5000"'),
        "leave no room",
    ),
    "size": (lambda: rewritten("word/document.xml", rb'<w:pgSz w:w="\d+"', b'<w:pgSz w:w="x"'), "how large"),
    "dde": (lambda: in_header(field(f"DDEAUTO x {CANARY}")), "the field DDEAUTO"),
    "dde in pieces": (lambda: in_header(SPLIT), "the field DDE"),
    "include": (lambda: in_header(field("INCLUDETEXT x")), "the field INCLUDETEXT"),
    "author": (lambda: in_header(field("AUTHOR")), "the field AUTHOR"),
    "file name": (lambda: in_header('<w:fldSimple w:instr="FILENAME"/>'), "the field FILENAME"),
    "half a field": (lambda: in_header("<w:r><w:instrText>DDE x</w:instrText></w:r>"), "half a field"),
    "insertion": (lambda: in_header('<w:ins w:id="1" w:author="x"/>'), "tracked changes"),
    "deletion": (lambda: in_header('<w:del w:id="1" w:author="x"/>'), "tracked changes"),
    "object": (lambda: in_header("<w:r><w:object/></w:r>"), "<w:object>"),
    "old drawing": (lambda: in_header("<w:r><w:pict/></w:r>"), "VML"),
    "bound": (lambda: in_header('<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x"/></w:sdtPr></w:sdt>'), "content control"),
    "linked picture": (lambda: changed(HEADER, "r:embed", "r:link"), "lies elsewhere"),
    "picture outside": (lambda: changed(HEADER_RELS, "/></Rel", ' TargetMode="External"/></Rel'), "lies elsewhere"),
    "lost picture": (lambda: repacked(CONTENT, {HEADER_RELS: None}), "picture that is not there"),
    "other picture": (lambda: repacked(CONTENT, {PICTURE: b"\x01\x00\x00\x00EMF"}), "neither a PNG nor a JPEG"),
    "damaged picture": (lambda: repacked(CONTENT, {PICTURE: png()[:100]}), "damaged PNG"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_every_odd_letterhead_is_refused_in_one_message(name: str, tmp_path: Path) -> None:
    """What is no letterhead, or would run, fetch or swell, is refused by the file's name, in words, in one line."""
    make, message = REFUSED[name]
    with pytest.raises(WriteError, match=message) as caught:
        written(make(), tmp_path)
    told = str(caught.value)
    assert told.startswith("The letterhead ministry.docx cannot be used: ")
    assert "\n" not in told
    assert CANARY not in told


def test_pictures_in_headers_are_cleaned(tmp_path: Path) -> None:
    """A JPEG with words inside goes along without them."""

    def change(document: Document) -> None:
        document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(jpeg()))

    file = written(ministry(change), tmp_path)
    media = [name for name in file.archive.namelist() if name.startswith("word/media/")]
    assert sorted(name.rpartition(".")[2] for name in media) == ["jpeg", "png"]
    assert all(DRAWN.encode() not in file.archive.read(name) for name in media)


def test_words_of_a_link_stay(tmp_path: Path) -> None:
    """A link in the header stays as its words."""
    inner = '<w:hyperlink r:id="rIdX"><w:r><w:t>crossings.example</w:t></w:r></w:hyperlink>'
    header = written(in_header(inner), tmp_path).archive.read("word/header.xml").decode()
    assert "crossings.example" in header
    assert "w:hyperlink" not in header
