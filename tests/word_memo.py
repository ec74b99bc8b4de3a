"""An invented memo that holds every kind of node, and a reader of DOCX files apart from our code."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from lxml import etree

from reportgen.memo.tree import (
    Block,
    Box,
    BoxRole,
    Break,
    Cell,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListEntry,
    Mark,
    Memo,
    PageCount,
    PageNumber,
    Paragraph,
    ParagraphRole,
    Properties,
    Row,
    Running,
    Section,
    Span,
    Strong,
    Table,
    TableNumber,
    Term,
    Terms,
    Text,
)

HOSTILE = "US & China <b> {{ x }} 1. *not* | a “q” 'r' \"s\" two  spaces \u00a0 🕊️ 👩‍👩‍👧 e\u0301 $accent ${x} %1."
NOTE, SILENCE, SUBTITLE = ParagraphRole.NOTE, ParagraphRole.SILENCE, ParagraphRole.SUBTITLE


def words(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def said(content: str | tuple[Inline, ...], role: ParagraphRole = ParagraphRole.BODY, **names: str) -> Paragraph:
    return Paragraph(words(content) if isinstance(content, str) else content, role, **names)


def row(*cells: str | Paragraph, named: bool = True, group: bool = False) -> Row:
    made = [Cell((said(cell) if isinstance(cell, str) else cell,), named and at == 0) for at, cell in enumerate(cells)]
    return Row(tuple(made), group)


def heads(*names: str) -> Row:
    return Row(tuple(Cell((said(name),), header=True) for name in names))


FERRIES = (
    Text("Ferries run "),
    Strong(words("daily")),
    Text(", as "),
    Emphasis(words("The Lirne Post")),
    Text(" has "),
    Mark((Text("i"), Strong(words("t")))),
    Mark(words(".")),
)
AGREEMENTS = Table(
    "agreements",
    (Text("Table "), TableNumber(1), Text(". Agreements"), Break(), Text("by firmness")),
    heads("No.", "Outcome", "Words", "Firmness"),
    (
        row("Agreed", group=True),
        Row(
            (
                Cell((said("A-01", anchor="A-01"),), header=True),
                Cell((said(FERRIES, of="A-01.text"), said((Link(words("¶2"), "#S1-2"),), NOTE))),
                Cell((said("“اتفق الجانبان”", lang="ar"),)),
                Cell((said("Not stated", SILENCE),)),
            )
        ),
        row("A-02", said(HOSTILE, of="A-02.text"), "", "Planned"),
    ),
)
TERMS = Terms(
    (
        Term(words("Parties"), (said("Arvenia and Sorland", of="parties"),)),
        Term(words("Place"), (said("Lirne, port (נמל לירנה)", of="place"), said("Room: not stated", SILENCE))),
        Term(
            words("Original"),
            (said("渡口问题“五点”", lang="zh", of="original"), said("محادثات (لیرنه) 2031", lang="ar")),
        ),
    )
)
COMMENT = Box(
    BoxRole.COMMENT,
    (
        Heading(words("Comment"), 3),
        said("Only one side has spoken.", of="K-01.text"),
        List((ListEntry(words("First point."), of="K-01.basis"), ListEntry(words("Second point.")))),
        said("Confidence: low", NOTE),
    ),
)
MIXED = (
    Text("The word محادثات سلام (2031) means talks; "),
    Span((Text("“五个必须”，"), Strong(words("王毅"))), "zh-CN"),
    Text(" and "),
    Span(words("accord de principe"), "fr"),
    Text("; "),
    Span((Text("“اتفق” 12.5%"),), "ar"),
    Text("."),
)
BLOCKS: tuple[Block, ...] = (
    Heading(words("Arvenia–Sorland talks on the Lirne crossing"), 1, of="title"),
    said("Desk memo", SUBTITLE),
    TERMS,
    Box(BoxRole.CAUTION, (said((Strong(words("One voice.")), Text(" Not checked against a second source."))),)),
    Heading(words("Agreements"), 2, anchor="agreements"),
    AGREEMENTS,
    said(MIXED),
    List((ListEntry(words("One")), ListEntry(words("Two"), anchor="two")), ordered=True),
    said("No position reported.", SILENCE),
    List((ListEntry(words("One again")),), ordered=True),
    List((ListEntry(words("Fähren"), lang="de"),)),
    COMMENT,
    said(HOSTILE, of="A-02.text"),
    Heading(words("Sources"), 2),
    Table("sources", (), heads("¶", "Words"), (row(said("2", anchor="S1-2"), "Ferries run daily."),)),
    Table("sources", (), heads("¶", "Cited by"), (row("2", said((Link(words("A-01"), "#A-01"),))),)),
    said(
        (Link(words("The Lirne Post"), "https://post.example/a?b={1}&c=é"), Break(), Text("12 May 2031")),
        NOTE,
    ),
)
PROPERTIES = Properties(
    title="Arvenia–Sorland talks",
    author="Crossings Desk",
    subject="Talks of 12 May 2031",
    keywords=("ferries", "Lirne"),
    created=date(2031, 5, 14),
    identifier="lirne-2031-05",
    version="2",
)
RUNNING = Running(
    words("INTERNAL & limited"),
    words("DRAFT — 2 entries not signed"),
    words("Lirne talks · desk"),
    (Text("Page "), PageNumber(), Text(" of "), PageCount()),
)


def memo_of(*blocks: Block, language: str = "en-GB", landscape: bool = False, running: Running = RUNNING) -> Memo:
    return Memo(language, landscape, PROPERTIES, running, (Section("all", blocks),))


MEMO = memo_of(*BLOCKS)
ARABIC = memo_of(
    Heading(words("محادثات لیرنه، 12 مايو 2031"), 1),
    Terms((Term(words("الأطراف"), (said("أرفينيا (Arvenia)"),)),)),
    Table(
        "x",
        words("الاتفاقات"),
        heads("رقم", "النتيجة"),
        (row("A-01", said("Ferries run daily.", lang="en")),),
    ),
    Box(BoxRole.CAUTION, (said("صوت واحد"),)),
    List((ListEntry(words("أولا")),), ordered=True),
    language="ar",
    running=Running(words("داخلي"), (), words("محادثات"), (PageNumber(),)),
)

# ----------------------------------------------------------------------------------- the reader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NS = {"w": W[1:-1], "r": R[1:-1]}


@dataclass(frozen=True)
class File:
    """A DOCX file taken apart."""

    content: bytes

    @property
    def archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(BytesIO(self.content))

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(name))

    @property
    def document(self) -> etree._Element:
        return self.part("word/document.xml")

    def lines(self) -> list[str]:
        """The words of the body in order, a line a paragraph; what a tab parts is two."""
        return [line for paragraph in self.document.iter(f"{W}p") for line in spoken(paragraph) if line]


def spoken(paragraph: etree._Element) -> list[str]:
    lines = [""]
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if element.getparent().tag != f"{W}r":
            continue
        if element.tag == f"{W}tab":
            lines.append("")
        else:
            lines[-1] += "\n" if element.tag == f"{W}br" else element.text or ""
    return lines


def found(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall(path, NS)


def value(root: etree._Element, path: str, name: str = "val") -> str:
    element = root.find(path, NS)
    return "" if element is None else element.get(f"{W}{name}", "on")


def styles_used(root: etree._Element) -> Iterator[str]:
    for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
        yield from (element.get(f"{W}val") for element in root.iter(f"{W}{tag}"))
