"""PDF → contents: paragraphs without running heads and page numbers, a form feed where a page begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from reportgen.sources.contents import Contents, Told, refusal
from reportgen.sources.kinds import OCR
from reportgen.sources.readers._hyphens import Joining
from reportgen.sources.readers._layout import Layout
from reportgen.sources.readers._lines import SOFT_HYPHEN, Line, lines
from reportgen.sources.readers._rightwards import is_right_to_left, turned
from reportgen.sources.readers._running import running

MOST_PAGES = 500
MOST_CHARACTERS = 4_000_000
RIGHT_TO_LEFT = (
    "Brackets, figures and Latin words in text from right to left may be out of order: compare them with the PDF."
)
_NO_TITLE = re.compile(r"(?:microsoft word|untitled|document\d*$)|\.(?:docx?|pdf|indd|rtf|odt|tex)$", re.IGNORECASE)


def read(raw: bytes, name: str) -> Contents:
    """The contents of a PDF. Raises ``LoadError`` when it is encrypted, damaged, too large, or has no text."""
    document = _opened(raw, name)
    pages = len(document)
    if pages > MOST_PAGES:
        message = f"It has {pages:,} pages; the limit is {MOST_PAGES}."
        raise refusal(name, message, "Take out the pages that matter, for example with qpdf.")
    found = _lines(document, name)
    if not found:
        what = "has pictures of pages and no text" if pages else "has no pages"
        raise refusal(name, f"The PDF {what}.", OCR if pages else "Get the document anew.")
    gone = running(found, pages)
    body = [line for place, line in enumerate(found) if place not in gone]
    joining = Joining(body)
    text = _text(Layout(body).paragraphs(body), joining)
    notes = (
        *_without_text(found, pages),
        *_left_out([found[place].text for place in sorted(gone)]),
        *_joined(joining.joined),
        *([RIGHT_TO_LEFT] if is_right_to_left(text) else []),
    )
    return Contents(text, **_told(document), notes=notes)


def _opened(raw: bytes, name: str) -> Any:
    import pypdfium2  # type: ignore[import-untyped]

    try:
        return pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            remedy = (
                "Remove the password, for example with qpdf --decrypt --password=…, and name the PDF that comes of it."
            )
            raise refusal(name, "The PDF is encrypted: it opens with a password only.", remedy) from None
        raise refusal(name, "It is a damaged PDF.", "Get the document anew, or print it to PDF again.") from None


def _lines(document: Any, name: str) -> list[Line]:
    """The lines of all pages; those of a text from right to left turned round."""
    import pypdfium2

    found: list[Line] = []
    left = MOST_CHARACTERS
    for number in range(len(document)):
        try:
            page = document[number]
            found += lines(page, number + 1, left + 1)
            page.close()
        except pypdfium2.PdfiumError:
            continue  # told with the pages without text
        left = MOST_CHARACTERS - sum(len(line.text) for line in found)
        if left < 0:
            message = f"The PDF has more than {MOST_CHARACTERS:,} characters of text."
            raise refusal(name, message, "Take out the pages that matter, for example with qpdf.")
    if is_right_to_left(" ".join(line.text for line in found)):
        return [turned(line) for line in found]
    return found


def _text(paragraphs: Sequence[Sequence[Line]], joining: Joining) -> str:
    """The paragraphs with a form feed for each page that begins before or within them."""
    page, written = 1, []
    for paragraph in paragraphs:
        first, *others = paragraph
        words = "\f" * max(0, first.page - page) + first.text
        page = max(page, first.page)
        for line in others:
            words = joining.join(words, line.text, "\f" * max(0, line.page - page))
            page = max(page, line.page)
        written.append(words.replace(SOFT_HYPHEN, ""))
    return "\n\n".join(written) + "\n"


def _without_text(found: Sequence[Line], pages: int) -> list[str]:
    bare = sorted(set(range(1, pages + 1)) - {line.page for line in found})
    if not bare:
        return []
    listed = ", ".join(map(str, bare[:20])) + (" and more" if len(bare) > 20 else "")
    several = len(bare) > 1
    what = "have no text; they may be pictures" if several else "has no text; it may be a picture"
    return [f"Page{'s' if several else ''} {listed} {what}: run text recognition (OCR) on the PDF if they matter."]


def _left_out(texts: Sequence[str]) -> list[str]:
    """What was taken for running heads and feet, each once."""
    named = list(dict.fromkeys(re.sub(r"\d+", "#", text) for text in texts))
    listed = "; ".join(f'"{each[:80]}"' for each in named[:6])
    return [f"Left out as heads and feet of pages: {listed}."] if named else []


def _joined(words: Sequence[str]) -> list[str]:
    named = list(dict.fromkeys(words))
    listed = ", ".join(named[:30]) + (f", and {len(named) - 30} more" if len(named) > 30 else "")
    return [f"Joined over line ends: {listed}."] if named else []


def _told(document: Any) -> dict[str, Told | None]:
    """Title and language as the file gives them; the day on which it was made lends a dateline its year."""
    import pypdfium2

    try:
        known = document.get_metadata_dict()
    except (pypdfium2.PdfiumError, UnicodeError, ValueError):
        return {}
    title = " ".join(str(known.get("Title") or "").split())[:300]
    made = re.match(r"D:(\d{4})(\d{2})(\d{2})", str(known.get("CreationDate") or ""))
    return {
        "title": Told(title, "the PDF's properties") if title and not _NO_TITLE.search(title) else None,
        "made": Told("-".join(made.groups()), "the day on which the PDF was made") if made else None,
    }
