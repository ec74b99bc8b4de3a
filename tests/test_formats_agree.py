"""The finished files say what the memo says: read back by readers that are not ours, and compared."""

from __future__ import annotations

import subprocess
import unicodedata
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from reportgen.memo.tree import Memo, Text
from reportgen.memo.walk import plain
from reportgen.writers.variants import Engine
from tests.agreement import (
    ENGINES,
    in_docx,
    in_html,
    in_markdown,
    in_pdf,
    marked,
    marked_in_docx,
    marked_in_html,
    marked_in_markdown,
    pdf_of,
)
from tests.conftest import MEMOS, memo_for
from tests.pdf_reading import MIRRORED
from tests.readings import Reading

DRAFT = "DRAFT: 2 findings are open"


pytestmark = MEMOS


@cache
def draft_of(record: Path, audience: str) -> Memo:
    """The memo, with a draft notice, so that every part of the running matter is there."""
    memo = memo_for(record, audience)[1]
    return replace(memo, running=replace(memo.running, draft=(Text(DRAFT),)))


def lost(read: Reading) -> set[str]:
    """Places that links lead to and that are not there."""
    return {target[1:] for _, target in read.links if target.startswith("#")} - read.places


# ------------------------------------------------------------------------------------- the body


def test_html_says_what_the_memo_says(record: Path, audience: str) -> None:
    """HTML has the memo's lines in its order, its headings, cells, links, and an id for every name."""
    found, said = in_html(draft_of(record, audience))
    assert found == said
    assert lost(found) == set()


def test_markdown_says_what_the_memo_says(record: Path, audience: str) -> None:
    """Markdown has the memo's lines in its order, its headings, cells, links, and the places they lead to."""
    found, said = in_markdown(draft_of(record, audience))
    assert found == said
    assert lost(found) == set()


def test_docx_says_what_the_memo_says(record: Path, audience: str) -> None:
    """DOCX has the memo's lines in its order, its headings, cells, links, and a bookmark for every name."""
    found, said = in_docx(draft_of(record, audience))
    assert found == said
    assert lost(found) == set()


@ENGINES
def test_pdf_says_what_the_memo_says(record: Path, audience: str, engine: Engine) -> None:
    """PDF has the memo's lines in its tagged order, its headings, cells, links, and a destination for every name."""
    found, said = in_pdf(draft_of(record, audience), engine)
    assert found == said
    assert lost(found) == set()


@ENGINES
def test_nothing_is_printed_that_a_screen_reader_would_not_hear(record: Path, audience: str, engine: Engine) -> None:
    """Poppler, which looks at the page and not at the structure, sees the same letters on every page."""
    pdf = pdf_of(draft_of(record, audience), engine)
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf.content, capture_output=True, check=True)
    seen = [letters(page) for page in told.stdout.decode().split("\f")[:-1]]
    parts = zip(pdf.body(), pdf.running, pdf.repeated, strict=True)
    heard = [letters("".join(chain(*words))) for words in parts]
    assert seen == heard


def letters(text: str) -> Counter[str]:
    """How often each character stands: no spaces, no direction marks, brackets either way round.

    Poppler gives Arabic in the order of reading, but tells the direction by marks of its own.
    """
    shown = [c for c in text if not c.isspace() and unicodedata.category(c) != "Cf"]
    return Counter(min(c, MIRRORED.get(c, c)) for c in shown)


# -------------------------------------------------------------------------- what is on every page


def test_html_and_markdown_are_marked_at_top_and_bottom(record: Path, audience: str) -> None:
    """HTML and Markdown begin with the marking and the draft notice and end with the footer and the marking."""
    memo = draft_of(record, audience)
    marking, footer = plain(memo.running.marking), plain(memo.running.footer)
    assert marked(memo) == ([marking, DRAFT], [footer, marking])
    assert marked_in_html(memo) == marked(memo)
    assert marked_in_markdown(memo) == marked(memo)


def test_docx_is_marked_on_every_page(record: Path, audience: str) -> None:
    """The one header and the one footer of a DOCX carry draft notice, marking, footer and page number."""
    memo = draft_of(record, audience)
    marking, footer = plain(memo.running.marking), plain(memo.running.footer)
    assert marked_in_docx(memo) == {
        "word/header.xml": [DRAFT, marking],
        "word/footer.xml": [marking, footer, "Page 1 of 1"],
    }


@ENGINES
def test_pdf_is_marked_on_every_page(record: Path, audience: str, engine: Engine) -> None:
    """Every page of a PDF carries draft notice, marking, footer and its own number, and nothing else but the body."""
    memo = draft_of(record, audience)
    marking, footer = plain(memo.running.marking), plain(memo.running.footer)
    pages = pdf_of(memo, engine).running
    assert pages == [[DRAFT, marking, footer, marking, f"Page {n} of {len(pages)}"] for n in range(1, len(pages) + 1)]
