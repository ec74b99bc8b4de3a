"""What a memo says, and what independent readers find said in its finished files: one form for both.

HTML is read by BeautifulSoup, Markdown by markdown-it and then BeautifulSoup, DOCX by lxml, PDF by pypdf
(:mod:`pdf_reading`). None of it is our code but the tree the memo itself is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

from reportgen.memo.tree import (
    Box,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    Mark,
    Memo,
    Span,
    Strong,
    Table,
    Terms,
)
from reportgen.memo.walk import Names, anchored, blocks, cell_text, lines, plain
from reportgen.writers._word_markup import bookmark_name
from tests.pdf_reading import Pdf
from tests.word_memo import File, R, W, found, spoken, value

Cells = list[list[str]]


@dataclass(frozen=True)
class Reading:
    """Words of the body, a line a paragraph; headings with their level; cells by table and row; links; places."""

    lines: list[str]
    headings: list[tuple[int, str]]
    tables: list[Cells]
    links: list[tuple[str, str]]
    places: frozenset[str]


def said_by(memo: Memo, *, marks: bool = False, terms_in_line: bool = False) -> Reading:
    """What the memo says. ``marks``: with the mark before each list entry, as print has it.

    ``terms_in_line``: a term and what stands beside it are one line, as in Markdown.
    """
    return Reading(
        lines=list(chain.from_iterable(_said(block, marks, terms_in_line) for block in _outer(memo))),
        headings=[(block.level, plain(block.content)) for block in blocks(memo) if isinstance(block, Heading)],
        tables=[_cells(block) for block in blocks(memo) if isinstance(block, Table)],
        links=_one_after_another((plain(link.content), link.target) for link in _links(chain(*lines(memo)))),
        places=frozenset(chain.from_iterable(map(Names().of, anchored(memo)))),
    )


def _outer(memo: Memo) -> Iterator[object]:
    return (block for section in memo.sections for block in section.blocks)


def _said(block: object, marks: bool, terms_in_line: bool) -> Iterator[str]:
    match block:
        case List(entries, ordered):
            for number, entry in enumerate(entries, 1):
                if marks:
                    yield f"{number}. " if ordered else "• "
                yield plain(entry.content)
        case Terms(terms) if terms_in_line:
            for term in terms:
                yield f"{plain(term.name)} " + "\n".join(plain(each.content) for each in term.paragraphs)
        case Terms(terms):
            for term in terms:
                yield plain(term.name)
                yield from (plain(each.content) for each in term.paragraphs)
        case Table(_, caption, head, rows):
            yield plain(caption)
            for row in (head, *rows):
                yield from (plain(each.content) for cell in row.cells for each in cell.paragraphs)
        case Box(_, inner):
            for each in inner:
                yield from _said(each, marks, terms_in_line)
        case _:
            yield plain(block.content)  # type: ignore[attr-defined]


def _cells(table: Table) -> Cells:
    return [[cell_text(cell) for cell in row.cells] for row in (table.head, *table.rows)]


def _links(content: Sequence[Inline] | Iterator[Inline]) -> Iterator[Link]:
    for inline in content:
        if isinstance(inline, Link):
            yield inline
        elif isinstance(inline, Strong | Emphasis | Mark | Span):
            yield from _links(inline.content)


def _one_after_another(links: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """Links with those next to one another that lead to the same place as one; print breaks them over lines.

    Addresses may be percent-encoded.
    """
    return [
        (" ".join(words for words, _ in group), unquote(target))
        for target, group in ((target, list(group)) for target, group in groupby(links, key=lambda link: link[1]))
    ]


# ----------------------------------------------------------------------------- HTML and Markdown

LEAVES = ("h1", "h2", "h3", "p", "li", "dt", "dd", "caption", "th", "td")


def text_of(element: Tag) -> str:
    """The words of an element; ``<br>`` is a new line, and so is each paragraph but the first."""
    inner = element.find_all("p")
    if inner:
        return "\n".join(map(text_of, inner))
    return "".join("\n" if each.name == "br" else each for each in element.descendants if each.name in ("br", None))


def html_reading(root: Tag) -> Reading:
    """What is found below an element."""
    leaves = [element for element in root.find_all(LEAVES) if not element.find(LEAVES)]
    rows = [[row.find_all(["th", "td"]) for row in table.find_all("tr")] for table in root.find_all("table")]
    return Reading(
        lines=[text_of(leaf) for leaf in leaves],
        headings=[(int(each.name[1]), text_of(each)) for each in root.find_all(["h1", "h2", "h3"])],
        tables=[[[text_of(cell) for cell in row] for row in table] for table in rows],
        links=_one_after_another((text_of(link), str(link["href"])) for link in root.find_all("a", href=True)),
        places=frozenset(str(each["id"]) for each in root.find_all(id=True)),
    )


def html_of(content: bytes) -> BeautifulSoup:
    return BeautifulSoup(content.decode(), "html.parser")


def markdown_of(content: bytes) -> BeautifulSoup:
    """The HTML that a reader of CommonMark with tables and strike-through makes of a file."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return BeautifulSoup(reader.render(content.decode()), "html.parser")


# ---------------------------------------------------------------------------------------- DOCX


def docx_reading(content: bytes, memo: Memo) -> Reading:
    """What is found in ``document.xml``; names of bookmarks are turned back into the places they stand for."""
    file = File(content)
    named = {bookmark_name(name): name for name in said_by(memo).places}
    addresses = {each.get("Id"): each.get("Target") for each in file.part("word/_rels/document.xml.rels")}
    headings = [
        (int(value(each, "w:pPr/w:pStyle")[-1]), "\n".join(spoken(each)))
        for each in file.document.iter(f"{W}p")
        if value(each, "w:pPr/w:pStyle").startswith("Heading")
    ]
    return Reading(
        lines=file.lines(),
        headings=headings,
        tables=[
            [["\n".join("".join(spoken(p)) for p in found(cell, "w:p")) for cell in found(row, "w:tc")] for row in rows]
            for rows in (found(table, "w:tr") for table in file.document.iter(f"{W}tbl"))
        ],
        links=_one_after_another(
            (
                "".join(spoken(link)),
                f"#{named[anchor]}" if (anchor := link.get(f"{W}anchor")) else addresses[link.get(f"{R}id")],
            )
            for link in file.document.iter(f"{W}hyperlink")
        ),
        places=frozenset(named[mark.get(f"{W}name")] for mark in file.document.iter(f"{W}bookmarkStart")),
    )


# ----------------------------------------------------------------------------------------- PDF


def pdf_reading(pdf: Pdf) -> Reading:
    """What is found in the structure of a PDF, a head repeated on the next page taken for what it is.

    A line feed stands wherever a line of the page ends (:func:`as_known`), a form feed where a new page begins.
    """
    tables = pdf.tables()
    repeated = [head for table in tables for head in table.repeated]
    return Reading(
        lines=pdf.root.lines(without=repeated),
        headings=[(int(node.tag[1]), "".join(node.lines())) for node in pdf.root.nodes("H1", "H2", "H3")],
        tables=[
            [["\n".join(cell.lines()) for cell in row.nodes("TH", "TD")] for row in table.rows] for table in tables
        ],
        links=_one_after_another((" ".join(link.lines()), link.target) for link in pdf.root.nodes("Link")),
        places=frozenset(pdf.places),
    )


def as_known(found: list[str], known: list[str]) -> list[str]:
    """Lines found in print, each line feed turned back into the space, break or nothing that ``known`` has there.

    A line that goes on upon the next page is one. What is found stays as found in all else.
    """
    whole: list[str] = []
    waiting = list(found)
    while waiting:
        line = waiting.pop(0).lstrip("\f")
        expected = known[len(whole)] if len(whole) < len(known) else ""
        while waiting and waiting[0].startswith("\f") and len(line) < len(expected):
            line += "\n" + waiting.pop(0)[1:]
        first, *rest = line.split("\n")
        for part in rest:
            between = expected[len(first) : len(first) + 1]
            first += (between if between.isspace() else "") + part
        whole.append(first)
    return whole
