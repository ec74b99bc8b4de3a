"""A memo, or a part of one → docutils nodes: sections, tables, lists as an author's own, with ids for every place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docutils import nodes

from reportgen.integrations.embedding import Embedded
from reportgen.integrations.sphinx.inlines import in_language, lines_of, source_text, written
from reportgen.integrations.sphinx.nodes import scrolling
from reportgen.integrations.sphinx.places import Places
from reportgen.integrations.sphinx.tables import table_node, unnumbered
from reportgen.memo.tree import (
    Block,
    Box,
    Cell,
    Heading,
    Inline,
    List,
    Paragraph,
    ParagraphRole,
    Table,
    Term,
    Terms,
    Text,
)  # fmt: skip
from reportgen.memo.walk import Line, plain

Notice = tuple[tuple[Inline, ...], str]
"""Words that stand over all, and the class they are dressed by."""


class Writer:
    """Writes one memo into a page, where its directive stands: ``here`` is file and line.

    ``sections`` says whether sections can stand there; elsewhere, as in a list, headings are rubrics. ``caption``
    stands in place of the first title or caption. ``foreign`` is the memo's language where it is not the page's.
    """

    def __init__(
        self, embedded: Embedded, places: Places, here: tuple[str, int], *, sections: bool, caption: str, foreign: str
    ) -> None:
        self._embedded, self._memo, self._places, self._here = embedded, embedded.memo, places, here
        self._heading, self._notices = "", list[Notice]()
        self._sections, self._caption, self._lang = sections, caption, foreign

    def memo(self, whole: bool) -> list[nodes.Element]:
        """All of it as sections. A ``whole`` memo stands between its markings, as it does in a file of its own."""
        running = self._memo.running
        above, below = self._above(whole), list[Notice]()
        if whole:
            above.append((running.header, "talks-running"))
            below += [(running.footer, "talks-running"), (running.marking, "talks-marking")]
        top, end = self._noticed(above), self._noticed(below)
        found = self._blocks()
        if isinstance(found[0], nodes.section):  # after its title: before it, they would be of the section before
            found[0][1:1], found[-1][len(found[-1]) :] = top, end
            return self._untouched(found)
        titled = isinstance(found[0], nodes.rubric)
        return self._untouched([*found[:titled], *top, *found[titled:], *end])

    def tables(self) -> list[nodes.Element]:
        """The tables of a section with what stands beside them, and without the heading of the section."""
        first, *others = (block for section in self._memo.sections for block in section.blocks)
        if isinstance(first, Heading):
            self._heading = f"{plain(first.content)}. "
        else:
            others = [first, *others]
        self._notices = self._above(whole=False)  # which its tables have in their captions
        return self._untouched([node for block in others for node in self._block(block)])

    def _noticed(self, notices: Iterable[Notice]) -> list[nodes.Element]:
        return [self._paragraph(Paragraph(words), name) for words, name in notices if words]

    def _above(self, whole: bool) -> list[Notice]:
        """What it is marked with, where that says more than that anyone may see it; the notice of a draft."""
        running = self._memo.running
        marking = running.marking if whole or not self._embedded.public else ()
        return [each for each in ((marking, "talks-marking"), (running.draft, "talks-draft")) if each[0]]

    def _untouched(self, found: list[nodes.Element]) -> list[nodes.Element]:
        """The words of sources stay as they are: no quotation mark is made a finer one."""
        for node in found:
            node["support_smartquotes"] = False
            node["classes"] += [] if "talks" in node["classes"] else ["talks"]
            node.attributes |= in_language(self._lang)
        return found

    # ------------------------------------------------------------------------------ sections

    def _blocks(self) -> list[nodes.Element]:
        """Each heading with what follows it is a section, inside that of the heading above it."""
        found: list[nodes.Element] = []
        within: list[tuple[int, nodes.Element]] = []
        for name, block in _unboxed((each.name, block) for each in self._memo.sections for block in each.blocks):
            if isinstance(block, Heading) and self._sections:
                within = [(level, node) for level, node in within if level < block.level]
                section = self._section(block, name)
                (within[-1][1] if within else found).append(section)
                within.append((block.level, section))
            else:
                (within[-1][1] if within else found).extend(self._block(block))
        return found

    def _section(self, heading: Heading, name: str) -> nodes.section:
        linked, stated = self._places.of(heading)
        part = {1: "", 2: name}.get(heading.level, name)
        ids = linked or [self._places.named(part)]
        title = self._worded(nodes.title(), self._titled(heading.content), bool(heading.of or heading.anchor))
        title["ids"] = stated  # labels lead to the last id of a section, and readers copy the first
        return nodes.section("", title, ids=ids)

    def _titled(self, content: Sequence[Inline]) -> tuple[Inline, ...]:
        """In one line; the first time, what the author wrote in place of it."""
        if self._caption:
            content, self._caption = (Text(self._caption),), ""
        first, *others = lines_of(content)
        return (*first, *(inline for line in others for inline in (Text(" "), *line)))

    # -------------------------------------------------------------------------------- blocks

    def _block(self, block: Block) -> list[nodes.Element]:
        match block:
            case Heading():
                linked, stated = self._places.of(block)
                return [self._worded(nodes.rubric(ids=[*linked, *stated]), self._titled(block.content))]
            case Paragraph():
                return self._line(block)
            case List(entries, ordered):
                lines = (nodes.list_item("", *self._line(entry)) for entry in entries)
                return [nodes.enumerated_list("", *lines, **ARABIC) if ordered else nodes.bullet_list("", *lines)]
            case Terms(terms):
                return [nodes.field_list("", *map(self._term, terms), classes=["talks-terms"])]
            case Box(role, blocks):
                inner = (node for each in blocks for node in self._block(each))
                return [nodes.topic("", *inner, classes=["talks-box", f"talks-{role}"])]
            case Table():
                return [self._table(block)]

    def _term(self, term: Term) -> nodes.field:
        body = nodes.field_body("", *(node for each in term.paragraphs for node in self._line(each)))
        return nodes.field("", self._worded(nodes.field_name(), term.name), body)

    def _table(self, table: Table) -> nodes.Element:
        words = (*([Text(self._heading)] if self._heading else []), *unnumbered(table.caption))
        caption, self._heading = self._worded(nodes.title(), self._titled(words)), ""
        if self._notices:
            # A table is read, and copied, by itself: what it is marked with is part of what it is called.
            notices = " · ".join(plain(words) for words, _ in self._notices)
            caption += [nodes.Text(" "), nodes.inline("", f"[{notices}]", classes=["talks-marking"])]
        node = table_node(table, caption, self._embedded.widths[table.name], self._cell)
        node["ids"] = [self._places.named(f"table-{table.name}" if table.name else "table")]
        return scrolling("", node, label=caption.astext())

    def _cell(self, cell: Cell) -> list[nodes.Element]:
        return [node for each in cell.paragraphs for node in self._line(each)]

    def _line(self, line: Line) -> list[nodes.Element]:
        """The paragraph of a line, with a target in it for what links lead to."""
        role = getattr(line, "role", ParagraphRole.BODY)
        linked, stated = self._places.of(line)
        paragraph = self._paragraph(line, "" if role is ParagraphRole.BODY else f"talks-{role}")
        paragraph["ids"] = stated
        if linked:
            first = next(iter(paragraph.findall(nodes.line)), paragraph)
            first.insert(0, nodes.target(ids=linked))
        return [paragraph]

    def _paragraph(self, line: Line, name: str) -> nodes.Element:
        looks: dict[str, Any] = {"classes": [name] if name else [], **in_language(getattr(line, "lang", ""))}
        lines = lines_of(line.content)
        facts = bool(line.of or line.anchor)
        if len(lines) == 1:
            return self._worded(nodes.paragraph(**looks), line.content, facts)
        return nodes.line_block("", *(self._worded(nodes.line(), each, facts) for each in lines), **looks)

    def _worded(self, node: nodes.TextElement, content: Sequence[Inline], facts: bool = False) -> nodes.TextElement:
        """The node with these words, with what translators see of them and where they come from.

        What states something of the record is checked word for word, and no catalogue of a site's may say another.
        """
        if facts:
            node["translatable"] = False
        node.source, node.line = self._here
        node.rawsource = source_text(content)
        node += written(content, self._places.anchors)
        return node


ARABIC = {"enumtype": "arabic", "prefix": "", "suffix": "."}


def _unboxed(blocks: Iterable[tuple[str, Block]]) -> Iterator[tuple[str, Block]]:
    """The blocks; the heading that a box begins with stands before it, so that it is one of the page."""
    for name, block in blocks:
        if isinstance(block, Box) and block.blocks and isinstance(block.blocks[0], Heading):
            yield name, block.blocks[0]
            yield name, Box(block.role, block.blocks[1:])
        else:
            yield name, block
