"""What is found in a finished file and what its memo says, in the same terms: equal, or the file is wrong.

Each function writes the memo in one format, reads it back (:mod:`tests.readings`) and gives both sides,
so that a test says ``found == said`` and shows the difference.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from itertools import zip_longest

import pytest

from reportgen.memo.tree import Memo
from reportgen.memo.walk import anchored, plain
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.markdown import write_markdown
from reportgen.writers.pdf import Pdf as Print
from reportgen.writers.pdf import write_pdf
from reportgen.writers.typst import write_typst
from reportgen.writers.variants import Engine
from tests.conftest import desk
from tests.pdf_reading import Pdf
from tests.readings import (
    Reading,
    as_known,
    docx_reading,
    html_of,
    html_reading,
    markdown_of,
    pdf_reading,
    said_by,
    text_of,
)
from tests.word_memo import File, W, spoken

Sides = tuple[Reading, Reading]
VARIANTS = {chr(number) for number in (*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400))}
"""Say how the sign before them is to look, and have no look themselves; our emoji are outlines, without skin."""


def in_html(memo: Memo) -> Sides:
    """Every name is an id, every link leads to one."""
    main = html_of(write_html(memo, desk().style, desk().css)).main
    assert main is not None
    return html_reading(main), said_by(memo)


def in_markdown(memo: Memo) -> Sides:
    """A term and its value are one entry, the paragraphs of a cell are parted by new lines, only anchors are places.

    A group row is padded with empty cells.
    """
    said = said_by(memo, terms_in_line=True)
    top, bottom = marked(memo)
    read = html_reading(markdown_of(write_markdown(memo)))
    return replace(
        read,
        lines=_parted(read.lines[len(top) : len(read.lines) - len(bottom)]),
        tables=[[[cell for cell in row if cell] for row in table] for table in read.tables],
    ), replace(
        said,
        lines=_parted(said.lines),
        places=frozenset(line.anchor for line in anchored(memo) if line.anchor),
    )


def _parted(lines: list[str]) -> list[str]:
    return [part for line in lines for part in line.split("\n") if part]


def in_docx(memo: Memo) -> Sides:
    """Every name is a bookmark, every link leads to one."""
    return docx_reading(write_docx(memo, desk().style), memo), said_by(memo)


# ----------------------------------------------------------------------------------------- PDF


ENGINES = pytest.mark.parametrize("engine", [*Engine])


@cache
def pdf_of(memo: Memo, engine: Engine = Engine.WEASYPRINT) -> Pdf:
    """The memo as PDF, written once."""
    if engine is Engine.TYPST:
        return Pdf(write_typst(memo, desk().style).content)
    return Pdf(print_of(memo).content)


@cache
def print_of(memo: Memo) -> Print:
    """The memo as WeasyPrint writes it, in our own style: the file, and what was warned of."""
    return write_pdf(memo, desk().style, desk().css, desk().folders)


def in_pdf(memo: Memo, engine: Engine = Engine.WEASYPRINT) -> Sides:
    """Every name is a destination, every link leads to one.

    What differs in print (:func:`printed`): entries have their marks, a line ends where the page does.
    """
    said = said_by(memo, marks=True)
    if engine is Engine.TYPST:  # it leaves out the space at the end of a line
        said = replace(said, lines=[line.rstrip(" ") for line in said.lines])
    said = replace(
        said,
        lines=list(map(printed, said.lines)),
        headings=[(level, printed(words)) for level, words in said.headings],
        tables=[[list(map(printed, row)) for row in table] for table in said.tables],
        links=[(unspaced(printed(words)), target) for words, target in said.links],
    )
    read = pdf_reading(pdf_of(memo, engine))
    return replace(
        read,
        lines=_whole(read.lines, said.lines),
        headings=list(
            zip(
                [level for level, _ in read.headings],
                _whole([words for _, words in read.headings], [words for _, words in said.headings]),
                strict=True,
            )
        ),
        tables=[
            [_whole(row, known) for row, known in zip_longest(table, rows, fillvalue=[])]
            for table, rows in zip_longest(read.tables, said.tables, fillvalue=[])
        ],
        links=[(unspaced(printed(words)), target) for words, target in read.links],
    ), said


def _whole(found: list[str], known: list[str]) -> list[str]:
    return as_known(list(map(printed, found)), known)


def printed(text: str) -> str:
    """Text as a page can show it, which knows glyphs and not characters.

    A no-break space is a space, what has no shape is gone (direction marks, joiners), a letter is one
    with its accent, and a ligature that has a number of its own is its letters.
    """
    text = "".join(unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" else c for c in text)
    shaped = (c for c in text.replace("\u00a0", " ") if unicodedata.category(c) != "Cf" and c not in VARIANTS)
    return unicodedata.normalize("NFC", "".join(shaped))


def unspaced(words: str) -> str:
    """Words of a link without their spaces, at any of which a line of the page may end."""
    return "".join(words.split())


# -------------------------------------------------------------------------- what is on every page


def marked(memo: Memo) -> tuple[list[str], list[str]]:
    """What stands above the body, and below it, where there are no pages."""
    running = memo.running
    above = [each for each in (running.marking, running.draft, running.header) if each]
    below = [*([running.footer] if running.footer else []), running.marking]
    return list(map(plain, above)), list(map(plain, below))


def marked_in_html(memo: Memo) -> tuple[list[str], list[str]]:
    """What is found in the header and the footer of the body."""
    html = html_of(write_html(memo, desk().style, desk().css))
    assert html.header is not None
    assert html.footer is not None
    return [text_of(each) for each in html.header.find_all("p")], [text_of(each) for each in html.footer.find_all("p")]


def marked_in_markdown(memo: Memo) -> tuple[list[str], list[str]]:
    """What is found in as many lines at the top and at the bottom as there should be."""
    top, bottom = marked(memo)
    lines = html_reading(markdown_of(write_markdown(memo))).lines
    return lines[: len(top)], lines[-len(bottom) :]


def marked_in_docx(memo: Memo) -> dict[str, list[str]]:
    """The lines of every header and footer part, by the name of the part."""
    file = File(write_docx(memo, desk().style))
    parts = [name for name in file.archive.namelist() if re.fullmatch(r"word/(header|footer)\d*\.xml", name)]
    return {name: [line for p in file.part(name).iter(f"{W}p") for line in spoken(p) if line] for name in parts}
