"""A finished DOCX file: the record in its custom XML part, and its words as they would read with every change taken.

The file may have been through other programs: it is parsed strictly, and nothing of it is fetched or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from reportgen.errors import ReportgenError
from reportgen.finished import LARGEST, Finished, Piece
from reportgen.writers._word_record import NAMESPACE

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RECORD = f"{{{NAMESPACE}}}record"
_NOT_READ = (f"{_W}del", f"{_W}moveFrom", f"{_W}tabs")
_PLAIN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}noBreakHyphen": "-"}
_ESCAPED = re.compile(r"_([0-9a-f]{2})")


def read_docx(path: Path, content: bytes) -> Finished:
    """Read a finished DOCX file. Raises :class:`ReportgenError` when it is none, or carries no record."""
    try:
        with ZipFile(BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > LARGEST:
                raise ReportgenError(f"{path} unpacks to more than any memo; it is not read.")
            parts = {name: package.read(name) for name in package.namelist() if name.endswith(".xml")}
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise ReportgenError(f"{path} cannot be read as a DOCX file: {error}.") from None
    trees = {name: _parsed(path, name, part) for name, part in parts.items() if _is_read(name)}
    record = next((tree for tree in trees.values() if tree.tag == _RECORD), None)
    document = trees.get("word/document.xml")
    if document is None:
        raise ReportgenError(f"{path} cannot be read as a DOCX file: it has no text.")
    if record is None:
        raise ReportgenError(f"{path} carries no record: it was made by another program, or saved anew by one.")
    running = tuple(
        Piece(name.removeprefix("word/").removesuffix(".xml"), "\n".join(_text(each) for each in tree.iter(f"{_W}p")))
        for name, tree in sorted(trees.items())
        if re.match(r"word/(header|footer)\d*\.xml$", name)
    )
    carried = (record.text or "").encode()
    return Finished(path, carried, record.get("sha256", ""), tuple(_pieces(document)), running, tuple(_marks(trees)))


def _is_read(name: str) -> bool:
    return name.startswith(("word/document", "word/header", "word/footer", "word/comments", "customXml/item"))


def _parsed(path: Path, name: str, content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ReportgenError(f"{path} cannot be read: {name} in it is not well formed ({error}).") from None


def _pieces(document: etree._Element) -> Iterator[Piece]:
    """A piece a paragraph, near the last value whose bookmark was passed."""
    near = "the beginning"
    for paragraph in document.iter(f"{_W}p"):
        for bookmark in paragraph.iter(f"{_W}bookmarkStart"):
            name = _name(bookmark.get(f"{_W}name", ""))
            near = f"near {name}" if name else near
        if text := _text(paragraph):
            yield Piece(near, text)


def _name(bookmark: str) -> str:
    """What a bookmark stands at (:func:`reportgen.writers._word_markup.bookmark_name`); "" for others and digests."""
    if not bookmark.startswith("rg_") or bookmark.startswith("rg__x"):
        return ""
    raw = bytearray()
    rest = bookmark[3:]
    while rest:
        found = _ESCAPED.match(rest)
        raw += bytes([int(found[1], 16)]) if found else rest[0].encode()
        rest = rest[found.end() :] if found else rest[1:]
    return raw.decode("utf-8", "replace")


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph with every tracked change taken; not those of paragraphs inside it, as of a text box."""
    parts: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        owner = next(element.iterancestors(f"{_W}p"))
        if owner is paragraph and next(element.iterancestors(*_NOT_READ), None) is None:
            parts.append(_PLAIN.get(str(element.tag)) or element.text or "")
    return "".join(parts)


def _marks(trees: dict[str, etree._Element]) -> Iterator[str]:
    """What a reviewer left: tracked changes and comments, by whom."""
    found = {"tracked change": ("ins", "del", "moveFrom", "moveTo"), "comment": ("comment",)}
    for word, tags in found.items():
        elements = [each for tree in trees.values() for tag in tags for each in tree.iter(f"{_W}{tag}")]
        if elements:
            by = ", ".join(dict.fromkeys(each.get(f"{_W}author", "no name") for each in elements))
            yield f"{len(elements)} {word}{'s' if len(elements) > 1 else ''} by {by}"
