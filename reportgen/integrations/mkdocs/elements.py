"""The tree of a memo → elements of a page. Every node is turned into one; no word is added, and none is Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from reportgen.integrations.mkdocs.ids import Ids
from reportgen.memo.tree import (
    Block,
    Box,
    Break,
    Cell,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    Mark,
    Memo,
    PageCount,
    PageNumber,
    Paragraph,
    ParagraphRole,
    Row,
    Section,
    Span,
    Strong,
    Table,
    TableNumber,
    Term,
    Terms,
    Text,
    is_right_to_left,
)  # fmt: skip
from reportgen.memo.walk import Line, Names
from reportgen.writers._addresses import uri
from reportgen.writers._html import ID, POINTER

Attributes = dict[str, str]
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Elements:
    """Writes the blocks of one memo as elements.

    ``ids`` are those of its places in the page, and ``tables`` gives the number of the next table in it; a heading of
    level n of the memo becomes one of level n + ``deeper`` of the page.
    """

    def __init__(self, memo: Memo, ids: Ids, tables: Callable[[], int], deeper: int) -> None:
        self._ids, self._tables, self._deeper = ids, tables, deeper
        self._names, self._right_to_left = Names(), memo.right_to_left
        self._number, self._section = 0, ""

    def section(self, section: Section) -> Element:
        """A section; a place of its own only for those who see, since the page's headings tell the rest."""
        self._section = section.name
        return holding("div", map(self.block, section.blocks), {"class": classed("talks-section", section.name)})

    def block(self, block: Block) -> Element:
        """One block."""
        match block:
            case Heading():
                heading = self._line(HEADINGS[min(len(HEADINGS), block.level + self._deeper) - 1], block)
                if "id" not in heading.attrib:
                    heading.set("id", self._ids.heading(block, self._section))
                return heading
            case Paragraph():
                return self._line("p", block)
            case List(entries, ordered):
                return holding("ol" if ordered else "ul", (self._line("li", entry) for entry in entries))
            case Table():
                return self._table(block)
            case Terms(terms):
                return holding("dl", (self._term(term) for term in terms))
            case Box(role, blocks):
                return holding("div", map(self.block, blocks), {"class": f"talks-box talks-{role}"})

    def _table(self, table: Table) -> Element:
        """A table, and what lets it be moved from side to side where it is too wide for the page.

        It can be reached by the keyboard, and has its caption for a name.
        """
        self._number = self._tables()
        columns = len(table.head.cells)
        element = Element("table", {"class": classed("talks-table", table.name)})
        caption = self._fill(SubElement(SubElement(element, "caption"), "span"), table.caption)
        element.append(holding("thead", [holding("tr", (self._cell(cell, "col") for cell in table.head.cells))]))
        element.append(holding("tbody", (self._row(row, columns) for row in table.rows)))
        words = " ".join("".join(caption.itertext()).split())
        around = {"class": "talks-scroll", "role": "region", "tabindex": "0", "aria-label": words}
        return holding("div", [ended(element)], around)

    def _row(self, row: Row, columns: int) -> Element:
        if row.group:
            spanning = self._cell(row.cells[0], "rowgroup")
            spanning.set("colspan", str(columns))
            return holding("tr", [spanning], {"class": "talks-group"})
        return holding("tr", (self._cell(cell, "row") for cell in row.cells))

    def _cell(self, cell: Cell, scope: str) -> Element:
        attributes = {"scope": scope} if cell.header else {}
        return self._paragraphs("th" if cell.header else "td", cell.paragraphs, attributes)

    def _term(self, term: Term) -> Element:
        name = self._fill(Element("dt"), term.name)
        return holding("div", [ended(name), self._paragraphs("dd", term.paragraphs)], {"class": "talks-term"})

    def _paragraphs(self, tag: str, paragraphs: Sequence[Paragraph], attributes: Attributes | None = None) -> Element:
        if len(paragraphs) == 1:
            element = self._line(tag, paragraphs[0])
            element.attrib.update(attributes or {})
            return element
        return holding(tag, (self._line("p", each) for each in paragraphs), attributes)

    def _line(self, tag: str, line: Line) -> Element:
        names = [each for name in self._names.of(line) for each in self._ids.at(name)]
        attributes = {"id": names[0]} if names else {}
        role = getattr(line, "role", ParagraphRole.BODY)
        if role is not ParagraphRole.BODY:
            attributes["class"] = f"talks-{role}"
        element = Element(tag, attributes | language(getattr(line, "lang", "")))
        for name in names[1:]:
            SubElement(element, "span", {"id": name})
        return ended(self._fill(element, line.content))

    def _fill(self, element: Element, content: Sequence[Inline]) -> Element:
        for inline in content:
            self._inline(element, inline)
        return element

    def _inline(self, into: Element, inline: Inline) -> None:
        match inline:
            case Text(text):
                self._words(into, text)
            case Strong(content):
                self._fill(SubElement(into, "strong"), content)
            case Emphasis(content):
                self._fill(SubElement(into, "em"), content)
            case Mark(content):
                self._fill(SubElement(into, "mark"), content)
            case Span(content, lang):
                self._fill(SubElement(into, "span", language(lang)), content)
            case Link(content, target):
                address = self._ids.address(inline.anchor) if inline.anchor else escaped(uri(target))
                self._fill(SubElement(into, "a", {"href": address}) if address else into, content)
            case Break():
                SubElement(into, "br")
            case TableNumber():
                say(into, str(self._number))
            case PageNumber() | PageCount():
                pass

    def _words(self, into: Element, text: str) -> None:
        """Words as they are; an id is on one line, and among words from right to left keeps its own direction."""
        apart = {"class": "talks-id"} | ({"dir": "ltr"} if self._right_to_left else {})
        start = 0
        for found in (POINTER if self._right_to_left else ID).finditer(text):
            say(into, text[start : found.start()])
            say(SubElement(into, "span", apart), found[0])
            start = found.end()
        say(into, text[start:])


def classed(name: str, kind: str) -> str:
    """A class, and one more for what it is of: names of sections and tables are common words, and themes have them."""
    return f"{name} talks-{kind}" if kind else name


def say(into: Element, text: str) -> None:
    """Put words at the end of an element, after all that is in it; they stay as they are, whatever is in them."""
    if not text:
        return
    text = escaped(text)
    if len(into):
        into[-1].tail = AtomicString((into[-1].tail or "") + text)
    else:
        into.text = AtomicString((into.text or "") + text)


def escaped(text: str) -> str:
    """Words as Markdown's writer takes them: an ``&amp;`` in them it would leave as one that is escaped already."""
    return text.replace("&", "&amp;")


def ended(element: Element) -> Element:
    """The element with a new line after it: what takes words from a page would join it to the next one."""
    element.tail = "\n"
    return element


def holding(tag: str, inside: Iterable[Element], attributes: Attributes | None = None) -> Element:
    """An element that holds others."""
    element = Element(tag, attributes or {})
    element.text = "\n"
    element.extend(inside)
    return ended(element)


def language(lang: str) -> Attributes:
    """The attributes for words in a language; none for that of their surroundings."""
    return {"lang": lang, "dir": "rtl" if is_right_to_left(lang) else "ltr"} if lang else {}
