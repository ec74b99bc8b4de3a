"""A memo as PDF, through WeasyPrint, from the same markup as the HTML file and nothing else.

Fonts are the program's own (and the style's), whatever the machine has; nothing is fetched but what
lies in the templates' folders; whatever WeasyPrint would only log stops the memo.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, time
from html import escape
from pathlib import Path
from typing import Any

from reportgen.errors import WriteError
from reportgen.fonts import faces
from reportgen.memo.tree import Inline, Memo, PageCount, PageNumber
from reportgen.memo.walk import links, plain
from reportgen.style import Style
from reportgen.writers._addresses import uri
from reportgen.writers._brief import brief_places, brief_structure
from reportgen.writers._characters import every_character_has_a_glyph
from reportgen.writers._codes import one_byte_each
from reportgen.writers._drawn import draw_briefly
from reportgen.writers._fetcher import Refused, fetcher
from reportgen.writers._glyphs import name_glyphs, names_ahead
from reportgen.writers._html import Markup, css_with_values, families, logo, meta, running_text, title
from reportgen.writers._marks import merge_marks
from reportgen.writers._page_tree import page
from reportgen.writers._pdf_objects import Objects
from reportgen.writers._pdf_packed import packed
from reportgen.writers._srgb import brief_profile
from reportgen.writers._structure import Structure
from reportgen.writers._tags import (
    mend_bookmarks,
    mend_catalog,
    mend_links,
    mend_lone_entries,
    mend_pictures,
    mend_terms,
    one_annotation_a_link,
)
from reportgen.writers._weasyprint import font_configuration, load_weasyprint
from reportgen.writers._xmp import Told, own_properties, telling
from reportgen.writers.variants import EMBEDDED, Pdf, Variant

_NO_IMPORTS = ":root { --first: 0 }\n"
"""A rule before all others: an ``@import`` after one has no effect (CSS Cascading and Inheritance § 2)."""
_MARK = "\u2060"
"""A word joiner: it has no shape and no width, and is more than space."""


def write_pdf(
    memo: Memo,
    style: Style,
    css: str,
    folders: Sequence[Path] = (),
    *,
    record: bytes = b"",
    variant: Variant = Variant.ARCHIVAL,
) -> Pdf:
    """The memo as tagged PDF. ``css`` is the text of ``memo.css``; pictures it names lie in ``folders``.

    ``record`` is what the memo was made from, as JSON; it is embedded as ``talks.json`` unless there is none or the
    file is to be plain.

    Raises :class:`WriteError` when the system libraries are missing, a font lacks a character, or a file is missing
    or outside the folders.
    """
    every_character_has_a_glyph(memo, style)
    fonts = font_configuration(style.fonts.files)
    weasyprint = load_weasyprint()
    fetch = fetcher(folders)
    with _log() as log:
        try:
            html = page(weasyprint, _document(memo, style, css), base_url=_base(folders), url_fetcher=fetch)
            document = html.render(font_config=fonts, **OPTIONS[variant])
            one_annotation_a_link(document)
            embedded = _attachments(weasyprint, memo, record) if variant is Variant.ARCHIVAL else []
            if variant is Variant.ARCHIVAL:
                told = Told(memo.language, own_properties(memo, record))
                document.metadata.generate_rdf_metadata = telling(document.metadata.generate_rdf_metadata, told)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
                content = _written(document, _finisher(memo, style), attachments=embedded, **OPTIONS[variant])
        except Refused as error:
            raise WriteError(f"The PDF needs a file it may not have: {error}.") from None
    _nothing_went_wrong(log.records, fetch.refused)
    return Pdf(content, len(document.pages), tuple(record.getMessage() for record in log.records))


def prepare() -> Iterator[None]:
    """Do beforehand what every PDF needs: open the libraries and the program's own fonts, then read these."""
    font_configuration(())
    shipped = faces()
    return names_ahead(face.file for face in shipped if face.family == shipped[0].family)


OPTIONS: dict[Variant, dict[str, Any]] = {
    Variant.ARCHIVAL: {"pdf_variant": "pdf/a-3a"},
    Variant.PLAIN: {"pdf_tags": True, "pdf_identifier": True},
}


def _written(document: Any, finish: Callable[[Any, Any], None], **options: Any) -> bytes:
    """The file: WeasyPrint's objects, mended by ``finish`` and packed our way."""
    taken: list[Objects] = []

    def take(document: Any, pdf: Any) -> None:
        finish(document, pdf)
        taken.append(Objects.taken(pdf))
        del pdf.objects[1:]  # so that nothing is left for WeasyPrint to write

    document.write_pdf(finisher=take, **options)
    return packed(taken[0])


def _attachments(weasyprint: Any, memo: Memo, record: bytes) -> list[Any]:
    """The record, dated as the memo is, so that the same record gives the same bytes."""
    if not record:
        return []
    day = datetime.combine(memo.properties.created, time(), UTC)
    named = {"name": EMBEDDED, "description": "The record this memo was made from", "relationship": "Source"}
    return [weasyprint.Attachment(string=record, created=day, modified=day, **named)]


def _finisher(memo: Memo, style: Style) -> Callable[[Any, Any], None]:
    """What is mended in the PDF before it is written."""
    texts = {uri(link.target).removeprefix("#"): " ".join(plain(link.content).split()) for link in links(memo)}
    files = [*(face.file for face in faces()), *map(Path, style.fonts.files)]

    def finish(document: Any, pdf: Any) -> None:
        mend_terms(pdf)
        mend_lone_entries(pdf)
        mend_bookmarks(pdf, _MARK)
        mend_links(pdf, texts)
        mend_catalog(pdf)
        mend_pictures(pdf)
        brief_profile(pdf)
        Structure(pdf).mend()
        name_glyphs(pdf, files)
        merge_marks(pdf)
        brief_structure(pdf)
        brief_places(pdf)
        draw_briefly(pdf, one_byte_each(pdf))

    return finish


def _document(memo: Memo, style: Style, css: str) -> str:
    direction = "rtl" if memo.right_to_left else "ltr"
    return (
        f'<!DOCTYPE html><html lang="{escape(memo.language)}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{title(memo)}</title>{meta(memo, generator='reportgen')}"
        f"<style>{_NO_IMPORTS}{css_with_values(style, css)}\n{_page(memo, style)}</style></head>"
        f"<body><main>{logo(memo)}{_kept_spaces(Markup(memo, style).body())}</main></body></html>"
    )


def _kept_spaces(markup: str) -> str:
    """The markup, a mark before each space that stands alone between two elements.

    WeasyPrint draws no text that is nothing but space, so the words around it would be read as one.
    """
    return re.sub(r">([ \u00a0]+)<", rf">{_MARK}\1<", markup)


def _page(memo: Memo, style: Style) -> str:
    width, height = style.page.paper.millimetres
    if memo.landscape:
        width, height = height, width
    margins, running, colours = style.page.margins, memo.running, style.colours
    start, end = ("right", "left") if memo.right_to_left else ("left", "right")
    direction = "direction: rtl; " if memo.right_to_left else ""
    small = f"{direction}font-family: {families(style)}; font-size: {style.sizes.small:g}pt; color: {colours.quiet};"
    strong = f"{small} font-weight: bold; letter-spacing: 0.04em; color: {colours.text};"
    draft = f"{_string(running_text(running.draft))} '\\A ' " if running.draft else ""
    red = f"color: {colours.draft};" if running.draft else ""
    # The middle of three is as wide as it likes only where it stands alone.
    header = f"@top-left {{ {small} content: {_string(running_text(running.header))}; width: 30%; }}\n"
    opposite = '@top-right { content: ""; width: 30%; }\n'
    return (
        f"@page {{ size: {width:g}mm {height:g}mm; "
        f"margin: {margins.top:g}mm {margins.right:g}mm {margins.bottom:g}mm {margins.left:g}mm;\n"
        f"{header + opposite if running.header else ''}"
        f"@top-center {{ {strong} {red} content: {draft}{_string(running_text(running.marking))};"
        " white-space: pre-line; text-align: center; }\n"
        f"@bottom-{start} {{ {small} content: {_string(running_text(running.footer))}; width: 45%; }}\n"
        f"@bottom-center {{ {strong} content: {_string(running_text(running.marking))}; width: 30%; }}\n"
        f"@bottom-{end} {{ {small} content: {_fields(running.pages)}; width: 25%; }} }}"
    )


def _string(text: str) -> str:
    """Text as a CSS string: anything but letters, digits and plain spaces by its number."""
    safe = "".join(c if c.isalnum() or c in " .,:;/+-–·()" else f"\\{ord(c):x} " for c in text)
    return f'"{safe}"'


def _fields(content: Sequence[Inline]) -> str:
    """Running matter with its page fields, as a CSS ``content`` value."""
    parts = []
    for inline in content:
        match inline:
            case PageNumber():
                parts.append("counter(page)")
            case PageCount():
                parts.append("counter(pages)")
            case _:
                parts.append(_string(plain([inline])))
    return " ".join(parts) or '""'


# ----------------------------------------------------------------------------------------- log


class _Log(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _log() -> Iterator[_Log]:
    """What WeasyPrint logs, kept from the terminal."""
    logger, handler = logging.getLogger("weasyprint"), _Log()
    before, propagate = list(logger.handlers), logger.propagate
    logger.handlers, logger.propagate = [handler], False
    try:
        yield handler
    finally:
        logger.handlers, logger.propagate = before, propagate


def _nothing_went_wrong(records: list[logging.LogRecord], refused: Sequence[str]) -> None:
    if refused:
        raise WriteError(f"The PDF needs a file it may not have: {refused[0]}.")
    for record in records:
        if record.levelno >= logging.ERROR or ".notdef" in record.getMessage():
            raise WriteError(f"The PDF would not be whole: {record.getMessage()}.")


def _base(folders: Sequence[Path]) -> str | None:
    return folders[0].resolve().as_uri() + "/" if folders else None
