"""The tree of a memo as HTML elements; what the HTML file and the PDF have in common."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from html import escape

from reportgen.fonts import fallback_families
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
from reportgen.memo.walk import Line, Names, plain
from reportgen.style import Style, TableHead, TableLines
from reportgen.writers._addresses import uri

ID = re.compile(r"\b[A-Z]{1,3}(?:-[A-Z0-9]{1,4}){1,2}\b(?!-)")
"""An entry's id among other words: its hyphens are no place to break a line."""
POINTER = re.compile(rf"{ID.pattern}|(?:\b[A-Z][A-Za-z]*[0-9]+\s)?¶[0-9]+")
"""An id, or a paragraph's number: among words written from right to left it is turned round unless it is set apart."""


def css_properties(style: Style) -> str:
    """The style as CSS custom properties."""
    return ":root { " + " ".join(f"--{name}: {value};" for name, value in _values(style).items()) + " }"


def css_with_values(style: Style, css: str) -> str:
    """The style sheet ``css`` with the values of the style in the place of its custom properties.

    A renderer that works them out anew for every box takes a tenth less time.
    """
    values = {f"var(--{name})": value for name, value in _values(style).items() if f"--{name}:" not in css}
    for _ in range(2):  # the value of one may name another
        css = _VARIABLE.sub(lambda named: values.get(named[0], named[0]), css)
    return f"{css_properties(style)}\n{css}" if "var(" in css else css


_VARIABLE = re.compile(r"var\(--[\w-]+\)")


def _values(style: Style) -> dict[str, str]:
    """The values of the custom properties by their names."""
    sizes = {name: f"{size:g}pt" for name, size in style.sizes}
    values = {f"size-{name}": size for name, size in sizes.items()}
    values |= {f"colour-{name}": colour for name, colour in style.colours}
    return values | {"font-text": families(style), "leading": f"{style.leading:g}", **_table_properties(style)}


def _table_properties(style: Style) -> dict[str, str]:
    """How tables look: their lines, grounds and padding, by the name of the property."""
    tables, (above, beside) = style.tables, style.tables.padding.ems
    line, none = "0.5pt solid var(--colour-rule)", "none"
    return {
        "table-row-line": none if tables.lines is TableLines.NONE else line,
        "table-column-line": line if tables.lines is TableLines.GRID else none,
        "table-head-ground": "var(--colour-shade)" if tables.head is TableHead.SHADED else "transparent",
        "table-stripe": "var(--colour-stripe)" if tables.stripes else "transparent",
        "table-padding": f"{above:g}em {beside:g}em",
    }


def logo(memo: Memo) -> str:
    """The logo at the head of the memo, the picture itself in the file; nothing where there is none."""
    if memo.logo is None:
        return ""
    picture = memo.logo
    address = f"data:{picture.kind};base64,{b64encode(picture.content).decode()}"
    size = f"width: {picture.width:g}mm; height: {picture.height:g}mm"
    image = f'<img src="{address}" alt="{escape(picture.alt)}" style="{size}">'
    return f'<div class="logo {picture.side}">{image}</div>\n'


def families(style: Style) -> str:
    """The text family, then what stands in for characters it lacks."""
    named = dict.fromkeys([style.fonts.text, style.fonts.word, *fallback_families()])
    return ", ".join([*(f'"{name}"' for name in named), "sans-serif"])


def language_attributes(lang: str) -> str:
    """``lang`` and the direction that goes with it; nothing for the memo's own language."""
    if not lang:
        return ""
    return f' lang="{escape(lang)}" dir="{"rtl" if is_right_to_left(lang) else "ltr"}"'


class Markup:
    """Writes the blocks of one memo as HTML; an id for every anchor and every ``of``.

    ``within`` begins each id, for a page that has more in it than this memo.
    """

    def __init__(self, memo: Memo, style: Style, within: str = "") -> None:
        self._memo, self._style, self._names, self._within = memo, style, Names(), within

    def body(self) -> str:
        """The sections of the memo."""
        return "\n".join(self._section(section) for section in self._memo.sections)

    def inlines(self, content: Sequence[Inline]) -> str:
        """Inline content as HTML; text is escaped and nothing else is."""
        return "".join(self._inline(inline) for inline in content)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                if self._memo.right_to_left:
                    return POINTER.sub(r'<span class="id" dir="ltr">\g<0></span>', escape(text))
                return ID.sub(r'<span class="id">\g<0></span>', escape(text))
            case Strong(content):
                return f"<strong>{self.inlines(content)}</strong>"
            case Emphasis(content):
                return f"<em>{self.inlines(content)}</em>"
            case Mark(content):
                return f"<mark>{self.inlines(content)}</mark>"
            case Span(content, lang):
                return f"<span{language_attributes(lang)}>{self.inlines(content)}</span>"
            case Link(content, target):
                address = f"#{self._within}{target[1:]}" if target.startswith("#") else target
                return f'<a href="{escape(uri(address))}">{self.inlines(content)}</a>'
            case Break():
                return "<br>"
            case TableNumber(number):
                return str(number)
            case PageNumber() | PageCount():
                return ""

    def _section(self, section: Section) -> str:
        """A section under a heading of its own; what has none is set apart, and is no section to those who listen."""
        name = f' class="{escape(section.name)}"' if section.name else ""
        tag = "section" if any(isinstance(block, Heading) for block in section.blocks) else "div"
        return f"<{tag}{name}>\n" + "\n".join(self._block(block) for block in section.blocks) + f"\n</{tag}>"

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._line(f"h{block.level}", block)
            case Paragraph():
                return self._line("p", block)
            case List(entries, ordered):
                tag = "ol" if ordered else "ul"
                return f"<{tag}>\n" + "\n".join(self._line("li", entry) for entry in entries) + f"\n</{tag}>"
            case Table():
                return self._table(block)
            case Terms(terms):
                return "<dl>\n" + "\n".join(self._term(term) for term in terms) + "\n</dl>"
            case Box(role, blocks):
                inner = "\n".join(self._block(inside) for inside in blocks)
                return f'<aside class="{role}">\n{inner}\n</aside>'

    def _line(self, tag: str, line: Line) -> str:
        attributes, targets = self._places(line)
        return f"<{tag}{attributes}>{targets}{self.inlines(line.content)}</{tag}>"

    def _places(self, line: Line) -> tuple[str, str]:
        """The attributes of a line, and the empty elements that carry its second name."""
        names = [f"{self._within}{name}" for name in self._names.of(line)]
        role = getattr(line, "role", ParagraphRole.BODY)
        attributes = f' id="{escape(names[0])}"' if names else ""
        attributes += f' class="{role}"' if role is not ParagraphRole.BODY else ""
        attributes += language_attributes(getattr(line, "lang", ""))
        return attributes, "".join(f'<span id="{escape(name)}"></span>' for name in names[1:])

    def _term(self, term: Term) -> str:
        inner = self._paragraphs(term.paragraphs, "dd", "")
        return f'<div class="term"><dt>{self.inlines(term.name)}</dt>{inner}</div>'

    def _paragraphs(self, paragraphs: Sequence[Paragraph], tag: str, more: str) -> str:
        if len(paragraphs) == 1:
            attributes, targets = self._places(paragraphs[0])
            return f"<{tag}{more}{attributes}>{targets}{self.inlines(paragraphs[0].content)}</{tag}>"
        return f"<{tag}{more}>" + "".join(self._line("p", each) for each in paragraphs) + f"</{tag}>"

    def _table(self, table: Table) -> str:
        columns = len(table.head.cells)
        widths = self._style.widths(table.name, columns)
        cols = "".join(f'<col style="width: {width:g}%">' for width in widths)
        head = "".join(self._cell(cell, ' scope="col"') for cell in table.head.cells)
        rows = "\n".join(self._row(row, columns) for row in table.rows)
        name = f' class="{escape(table.name)}"' if table.name else ""
        return (
            f"<table{name}>\n<caption>{self.inlines(table.caption)}</caption>\n<colgroup>{cols}</colgroup>\n"
            f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
        )

    def _row(self, row: Row, columns: int) -> str:
        if row.group:
            spanning = self._cell(row.cells[0], f' colspan="{columns}" scope="rowgroup"')
            return f'<tr class="group">{spanning}</tr>'
        return "<tr>" + "".join(self._cell(cell, ' scope="row"') for cell in row.cells) + "</tr>"

    def _cell(self, cell: Cell, more: str) -> str:
        return self._paragraphs(cell.paragraphs, "th" if cell.header else "td", more if cell.header else "")


def meta(memo: Memo, **more: str) -> str:
    """What the file says of itself, one ``<meta>`` a line, and ``more`` by name; nothing for what is empty."""
    properties, day = memo.properties, memo.properties.created.isoformat()
    values = {
        "author": properties.author,
        "description": properties.subject,
        "keywords": ", ".join(properties.keywords),
        "dcterms.created": day,
        "dcterms.modified": day,
        **more,
    }
    return "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in values.items() if value)


def title(memo: Memo) -> str:
    """The title of the document, escaped."""
    return escape(memo.properties.title)


def running_text(content: Sequence[Inline]) -> str:
    """Running matter as plain words, the page fields left out."""
    return " ".join(plain([each for each in content if not isinstance(each, PageNumber | PageCount)]).split())
