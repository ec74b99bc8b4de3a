"""A reader of finished PDF files, apart from our code and WeasyPrint's: structure, words, places, links.

It decodes each glyph by the font's own ToUnicode table and takes the words from the structure tree, the
order in which a screen reader speaks them. What the tree does not reach is what stands on every page.
The two engines show words in ways of their own; what Typst shows is read in :mod:`tests.typst_reading`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import chain
from typing import Any, TypeAlias

from pypdf import PdfReader

from tests import typst_reading

LINES = frozenset({"P", "H1", "H2", "H3", "Caption", "LI", "Lbl", "LBody", "TH", "TD"})
Glyphs: TypeAlias = tuple[str, ...]
MIRRORED = {**dict(pair for pair in zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))}
CLASSES = {"L": "L", "R": "R", "AL": "R", "EN": "D", "AN": "D"}


@dataclass(frozen=True)
class Fragment:
    """Words shown in one piece, on one line of one page: the words of its glyphs from left to right."""

    page: int
    height: float
    glyphs: tuple[str, ...]
    right_to_left: bool
    """Whether the language of the file is written so."""
    as_read: bool = False
    """Whether the glyphs stand in the order of reading, and not from left to right."""


@dataclass(frozen=True)
class Node:
    """An element of the structure tree; ``target`` is where a link leads."""

    tag: str
    kids: tuple[Node | Fragment, ...]
    target: str = ""

    def nodes(self, *tags: str) -> Iterator[Node]:
        """This element and those below it that have one of the tags, in reading order."""
        if self.tag in tags:
            yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes(*tags)

    @property
    def page(self) -> int:
        """The first page it stands on."""
        return min(self.pages(), default=-1)

    def pages(self) -> frozenset[int]:
        """Every page it stands on."""
        pages = (kid.pages() if isinstance(kid, Node) else {kid.page} for kid in self.kids)
        return frozenset(chain.from_iterable(pages))

    def lines(self, without: Sequence[Node] = ()) -> list[str]:
        """The words below it, a line a paragraph, but for those ``without``.

        A line feed stands where a line of the page ends inside one, a form feed before what begins a page.
        """
        found: list[list[Fragment]] = [[]]
        self._lines(found, without)
        lines: list[str] = []
        page = 0
        for line in found:
            words = joined(line)
            if words.strip():
                lines.append(words if not lines or line[0].page == page else f"\f{words}")
                page = line[-1].page
        return lines

    def _lines(self, found: list[list[Fragment]], without: Sequence[Node]) -> None:
        if any(self is each for each in without):
            return
        if self.tag in LINES:
            found.append([])
        for kid in self.kids:
            if isinstance(kid, Node):
                kid._lines(found, without)
            else:
                found[-1].append(kid)
        if self.tag in LINES:
            found.append([])


@dataclass
class PrintedTable:
    """A table over one or more pages: its rows, head first, and the heads that repeat the first."""

    rows: list[Node]
    head: list[str]
    page: int
    repeated: list[Node]


class Pdf:
    """A finished PDF taken apart."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.file = PdfReader(BytesIO(content), strict=True)
        self._typst = "Typst" in str((self.file.metadata or {}).get("/Producer"))
        if self._typst:
            self._pieces = [list(typst_reading.pieces(page)) for page in self.file.pages]
            self._shown = [typst_reading.shown(pieces) for pieces in self._pieces]
        else:
            read = [dict(_shown(page, number)) for number, page in enumerate(self.file.pages)]
            self._shown = [{mark: [line] for mark, line in lines.items()} for lines in read]
        self._right_to_left = self.file.root_object["/Lang"].partition("-")[0] in ("ar", "fa", "he")
        self._reached: set[tuple[int, int]] = set()
        self._pages = {page.indirect_reference.idnum: n for n, page in enumerate(self.file.pages)}
        self.root = self._node(self.file.root_object["/StructTreeRoot"]["/K"][0].get_object())

    def _node(self, element: Any) -> Node:
        kids: list[Node | Fragment] = []
        target = ""
        for kid in _kids(element):
            if isinstance(kid, int):
                kids += self._fragments(self._pages[element.raw_get("/Pg").idnum], kid)
            elif kid.get("/Type") == "/MCR":  # of an element that begins on another page
                kids += self._fragments(self._pages[kid.raw_get("/Pg").idnum], int(kid["/MCID"]))
            elif kid.get("/Type") == "/OBJR":
                target = _target(kid["/Obj"])
            else:
                kids.append(self._node(kid))
        return Node(element["/S"][1:], tuple(kids), target)

    def _fragments(self, page: int, mark: int) -> Iterator[Fragment]:
        """The lines of a piece of marked content, which the structure has now reached."""
        assert (page, mark) not in self._reached, f"marked content {(page, mark)} stands twice in the structure"
        self._reached.add((page, mark))
        for line in self._shown[page][mark]:
            yield Fragment(page, *line, self._right_to_left, self._typst)

    def tables(self) -> list[PrintedTable]:
        """The tables, each whole: one without a caption on a later page goes on with the one before, under its head."""
        found: list[PrintedTable] = []
        for node in self.root.nodes("Table"):
            (head,) = node.nodes("THead")
            rows = list(node.nodes("TR"))
            if self._typst or list(node.nodes("Caption")):  # Typst's are whole as they are
                found.append(PrintedTable(rows, head.lines(), node.page, []))
                continue
            before = found[-1]
            assert node.page > before.page, "a table without a caption begins on the page of the one before"
            assert head.lines() == before.head, "a table goes on under another head than it began with"
            before.rows += rows[len(list(head.nodes("TR"))) :]
            before.repeated.append(head)
            before.page = node.page
        return found

    @cached_property
    def running(self) -> list[list[str]]:
        """For each page, the words outside the structure, from top to bottom and left to right."""
        if self._typst:
            return [list(map(self._words, typst_reading.outside(pieces, True))) for pieces in self._pieces]
        return [
            [
                self._words(glyphs)
                for mark, lines in shown.items()
                for _, glyphs in lines
                if (number, mark) not in self._reached and glyphs
            ]
            for number, shown in enumerate(self._shown)
        ]

    @property
    def repeated(self) -> list[list[str]]:
        """For each page, words that neither the structure reaches nor stand in the white above and below."""
        if self._typst:
            return [list(map(self._words, typst_reading.outside(pieces, False))) for pieces in self._pieces]
        return [[] for _ in self._shown]

    def body(self) -> list[list[str]]:
        """For each page, the pieces of words the structure reaches."""
        return [
            [
                self._words(tuple(glyph for _, glyphs in lines for glyph in glyphs), self._typst)
                for mark, lines in shown.items()
                if (page, mark) in self._reached
            ]
            for page, shown in enumerate(self._shown)
        ]

    def _words(self, glyphs: Glyphs, as_read: bool = False) -> str:
        return joined([Fragment(0, 0, glyphs, self._right_to_left, as_read)])

    @property
    def places(self) -> dict[str, int]:
        """The named places, each with its page."""
        named = self.file.named_destinations
        return {name: self.file.get_destination_page_number(place) for name, place in named.items()}

    def outlines(self) -> list[tuple[int, str]]:
        """The bookmarks: depth and words."""

        def below(entries: list[Any], depth: int) -> Iterator[tuple[int, str]]:
            for entry in entries:
                if isinstance(entry, list):
                    yield from below(entry, depth + 1)
                else:
                    yield depth, entry.title

        return list(below(self.file.outline, 1))


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    return [int(kid) if isinstance(kid, int) else kid.get_object() for kid in kids]


def _target(annotation: Any) -> str:
    if "/Dest" in annotation:
        return f"#{annotation['/Dest']}"
    return str(annotation["/A"]["/URI"])


# ------------------------------------------------------------------------------- what is shown


def _shown(page: Any, number: int) -> Iterator[tuple[int, tuple[float, tuple[str, ...]]]]:
    """For each piece of marked content that shows words: its number, height on the page, and words.

    What is an artifact of every page has a number below nought.
    """
    fonts = {
        name: typst_reading.names_of_glyphs(font.get_object()["/ToUnicode"].get_data())
        for name, font in page["/Resources"]["/Font"].items()
    }
    marks: list[int | None] = []
    height, line, font, step, glyphs, artifacts = 0.0, 0.0, {}, 2, [], 0
    for operands, operator in page.get_contents().operations:
        match operator:
            case b"BDC" | b"BMC":
                properties = operands[1] if len(operands) > 1 else {}
                artifacts += properties.get("/Type") == "/Pagination"
                marks.append(-artifacts if properties.get("/Type") == "/Pagination" else properties.get("/MCID"))
                glyphs = []
            case b"EMC":
                mark = marks.pop()
                if mark is not None:
                    yield mark, (height, tuple(glyphs))
            case b"Tf":
                font, step = fonts[operands[0]]
            case b"BT":
                line = 0.0
            case b"Td":
                line += float(operands[1])
                height = round(line, 1)
            case b"Tm":
                height = round(float(operands[5]), 1)
            case b"TJ":
                assert marks, f"words outside all marked content on page {number + 1}"
                glyphs += [font[code] for string in operands[0] for code in _codes(string, step)]


def _codes(string: Any, step: int) -> list[int]:
    if isinstance(string, int | float):
        return []
    raw = string.original_bytes
    return [int.from_bytes(raw[at : at + step]) for at in range(0, len(raw), step)]


# ------------------------------------------------------------------------------ order of words


def joined(fragments: Sequence[Fragment]) -> str:
    """The words of a paragraph, with a line feed wherever a line of the page ends.

    A paragraph is taken to run the way of the file's language if that is from right to left, else the
    way most of its letters do. A piece with letters from left to right only stands as it is read.
    """
    kinds = "".join(_kind(glyph) for fragment in fragments for glyph in fragment.glyphs)
    from_right = any(fragment.right_to_left for fragment in fragments) or kinds.count("R") > kinds.count("L")
    text, before = "", None
    for fragment in fragments:
        if fragment.glyphs:
            place = (fragment.page, fragment.height)
            text += "" if before in (None, place) else "\n"
            text += "".join(_ordered(fragment, from_right))
            before = place
    return text


def _ordered(fragment: Fragment, from_right: bool) -> Glyphs:
    if fragment.as_read:
        return fragment.glyphs
    kinds = {*map(_kind, fragment.glyphs)}
    if "R" in kinds:
        return _from_right(fragment.glyphs) if from_right else _from_left(fragment.glyphs)
    return _from_right(fragment.glyphs) if fragment.right_to_left and "L" not in kinds else fragment.glyphs


def _from_left(glyphs: Glyphs) -> Glyphs:
    """Glyphs as read where the paragraph runs from left to right (UAX 9, in outline)."""
    return _turned(glyphs, r"R(?:[RDN]*R)?", _from_right)


def _from_right(glyphs: Glyphs) -> Glyphs:
    """Glyphs as read where the paragraph runs from right to left: letters and numbers of the other kind turned."""
    mirrored = tuple(MIRRORED.get(glyph, glyph) for glyph in glyphs[::-1])
    return _turned(
        mirrored, r"L(?:[LDN]*[LD])?|D(?:N?D)*", lambda stretch: tuple(MIRRORED.get(g, g) for g in stretch[::-1])
    )


def _turned(glyphs: Glyphs, stretch: str, turn: Callable[[Glyphs], Glyphs]) -> Glyphs:
    words: Glyphs = ()
    at = 0
    for found in re.finditer(stretch, "".join(map(_kind, glyphs))):
        start, end = found.span()
        words += glyphs[at:start] + turn(glyphs[start:end])
        at = end
    return words + glyphs[at:]


def _kind(glyph: str) -> str:
    """``L`` for letters from left to right, ``R`` from right to left, ``D`` for digits, ``N`` for the rest."""
    classes = {CLASSES.get(unicodedata.bidirectional(character), "N") for character in glyph}
    return next((kind for kind in "RLD" if kind in classes), "N")
