"""The memo as a tree: the closed set of things a memo can be made of.

Every writer turns every type below into its format, or fails type checking; no writer adds, drops
or rephrases a word. White space is already collapsed: text is what a reader sees.

``of`` is the path of what a paragraph, entry or cell states (``A-01.text``), empty where it states
nothing of the record; ``anchor`` is the place a link can lead to. ``lang`` is a BCP 47 tag, empty
where the language is that of the memo.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from reportgen.above import above

# ------------------------------------------------------------------------------------- inline


class Text(Struct, frozen=True):
    """Words, exactly as they are to be read."""

    text: str


class Strong(Struct, frozen=True):
    """Words that carry weight."""

    content: tuple[Inline, ...]


class Emphasis(Struct, frozen=True):
    """Words set apart: a source's own words, a title."""

    content: tuple[Inline, ...]


class Mark(Struct, frozen=True):
    """Words of a source that something of the record rests on, told from the rest without colour."""

    content: tuple[Inline, ...]


class Span(Struct, frozen=True):
    """Words in another language than their surroundings."""

    content: tuple[Inline, ...]
    lang: str


class Link(Struct, frozen=True):
    """Words that lead somewhere: ``#anchor`` in this memo, or an ``https:``/``http:``/``mailto:`` address."""

    content: tuple[Inline, ...]
    target: str

    @property
    def anchor(self) -> str:
        """The anchor in this memo it leads to, or nothing when it leads outside."""
        return self.target[1:] if self.target.startswith("#") else ""


class Break(Struct, frozen=True):
    """A new line inside a paragraph."""


class PageNumber(Struct, frozen=True):
    """The number of this page; only in running matter."""


class PageCount(Struct, frozen=True):
    """The number of pages; only in running matter."""


class TableNumber(Struct, frozen=True):
    """Which table of the memo this is, counted from 1; only in its caption."""

    number: int


Inline = Text | Strong | Emphasis | Mark | Span | Link | Break | PageNumber | PageCount | TableNumber

# -------------------------------------------------------------------------------------- blocks


class ParagraphRole(StrEnum):
    """What a paragraph is for, which decides how it is dressed."""

    BODY = "body"
    NOTE = "note"
    SUBTITLE = "subtitle"
    SILENCE = "silence"
    """Printed where the record says nothing: "No position reported"."""


class BoxRole(StrEnum):
    """What a box sets apart."""

    CAUTION = "caution"
    COMMENT = "comment"


class Paragraph(Struct, frozen=True):
    content: tuple[Inline, ...]
    role: ParagraphRole = ParagraphRole.BODY
    of: str = ""
    anchor: str = ""
    lang: str = ""


class Heading(Struct, frozen=True):
    """A heading; level 1 is the title of the memo and stands once, 2 a section, 3 a part of one."""

    content: tuple[Inline, ...]
    level: int
    of: str = ""
    anchor: str = ""


class ListEntry(Struct, frozen=True):
    content: tuple[Inline, ...]
    of: str = ""
    anchor: str = ""
    lang: str = ""


class List(Struct, frozen=True):
    entries: tuple[ListEntry, ...]
    ordered: bool = False


class Cell(Struct, frozen=True):
    """A cell of one or more paragraphs; ``header`` when it names its row (or, in the head, its column)."""

    paragraphs: tuple[Paragraph, ...]
    header: bool = False


class Row(Struct, frozen=True):
    """A row: as many cells as the table has columns; a ``group`` row has one, which spans them all."""

    cells: tuple[Cell, ...]
    group: bool = False


class Table(Struct, frozen=True):
    """A table with one row of column heads; ``name`` finds its column widths in the style."""

    name: str
    caption: tuple[Inline, ...]
    head: Row
    rows: tuple[Row, ...]


class Term(Struct, frozen=True):
    """A name and what stands beside it: one line of a header block."""

    name: tuple[Inline, ...]
    paragraphs: tuple[Paragraph, ...]


class Terms(Struct, frozen=True):
    terms: tuple[Term, ...]


class Box(Struct, frozen=True):
    """Blocks set apart from the rest: the caution, the analyst's comment."""

    role: BoxRole
    blocks: tuple[Paragraph | Heading | List, ...]


Block = Heading | Paragraph | List | Table | Terms | Box


class Section(Struct, frozen=True):
    """A part of the memo, named as in the audience file."""

    name: str
    blocks: tuple[Block, ...]


# ---------------------------------------------------------------------------------------- memo


class Properties(Struct, frozen=True):
    """What a file says of itself: document properties, never printed."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    created: date
    identifier: str
    version: str


class Running(Struct, frozen=True):
    """What stands on every page: marking at top and bottom, a draft notice, a footer, the page number, a header."""

    marking: tuple[Inline, ...]
    draft: tuple[Inline, ...]
    footer: tuple[Inline, ...]
    pages: tuple[Inline, ...]
    header: tuple[Inline, ...] = ()


class PictureKind(StrEnum):
    """What a picture is, by its media type."""

    PNG = "image/png"
    SVG = "image/svg+xml"


class Side(StrEnum):
    """Where between the margins something stands, whatever the direction of the words."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Logo(Struct, frozen=True):
    """A picture at the head of the first page, and the words for those who do not see it; sizes in millimetres.

    It is the desk's and no template's: no markup makes one.
    """

    content: bytes
    kind: PictureKind
    alt: str
    width: float
    height: float
    side: Side


class Memo(Struct, frozen=True):
    """One memo for one audience, whole and ready to be written in any format."""

    language: str
    landscape: bool
    properties: Properties
    running: Running
    sections: tuple[Section, ...]
    logo: Logo | None = None

    @property
    def right_to_left(self) -> bool:
        """Whether the memo's own language is written from right to left."""
        return is_right_to_left(self.language)

    def _repr_html_(self) -> str:
        """The memo as a notebook shows it."""
        return str(above("notebook:of_memo")(self))


RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def is_right_to_left(language: str) -> bool:
    """Whether a language (a BCP 47 tag) is written from right to left."""
    return language.partition("-")[0].lower() in RIGHT_TO_LEFT
