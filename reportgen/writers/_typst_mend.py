"""What Typst's PDF does not say by itself: the words of a link, our name, what the file was made from."""

from __future__ import annotations

import re
import zlib

from reportgen.errors import WriteError
from reportgen.memo.tree import Memo, Table
from reportgen.memo.walk import blocks, links
from reportgen.writers._pdf_objects import Objects
from reportgen.writers._pdf_packed import packed
from reportgen.writers._pdf_strings import string_at, string_of
from reportgen.writers._typst_brief import brief_objects
from reportgen.writers._typst_door import TYPST_INSTALL
from reportgen.writers._typst_fonts import lean_pages
from reportgen.writers._typst_order import order_words
from reportgen.writers._typst_pieces import content_of
from reportgen.writers._typst_spans import dissolve_spans
from reportgen.writers._typst_tables import mend_tables
from reportgen.writers._typst_tree import words_of_links
from reportgen.writers._xmp import own_properties, with_own
from reportgen.writers.variants import Variant

_PAGES = re.compile(rb"<</Type/Pages/Count (\d+)")
_LINK = re.compile(
    rb"<</Type/Annot/Subtype/Link/Rect\[[^\]]*\](?:/QuadPoints\[[^\]]*\])?/Border\[0 0 0\]"
    rb"(/Dest|/A<</Type/Action/S/URI/URI)"
)
_CREATOR = re.compile(rb"/Creator\((Typst [\d.]+)\)((?:/(?:Mod|Creation)Date\([^()]*\))*>>)$")
_NAME = re.compile(rb"(<[0-9A-F]{4}> <)((?:[0-9A-F]{4})+)>")
_DIRECTIONS = frozenset(b"%04X" % code for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def mended(content: bytes, memo: Memo, record: bytes, variant: Variant) -> tuple[bytes, int]:
    """The finished file, and its number of pages. Raises :class:`WriteError` where Typst writes in another way."""
    try:
        return _mended(content, memo, record, variant)
    except (ValueError, LookupError) as error:
        raise WriteError(
            f"Typst's PDF is not laid out as the versions that reportgen knows lay it out ({error}). "
            f"Install one of those: {TYPST_INSTALL}, or use --pdf-engine weasyprint."
        ) from error


def _mended(content: bytes, memo: Memo, record: bytes, variant: Variant) -> tuple[bytes, int]:
    objects = Objects.of(content)
    _mend_catalog(objects, memo)
    order_words(objects, memo.language)
    _mend_names(objects)
    _mend_links(objects, words_of_links([*links(memo)]))
    mend_tables(objects, [block for block in blocks(memo) if isinstance(block, Table)])
    _mend_properties(objects, memo, record, variant)
    dissolve_spans(objects)
    lean_pages(objects)
    brief_objects(objects)
    (pages,) = (int(found[1]) for each in objects.numbered.values() if (found := _PAGES.match(each)))
    return packed(objects), pages


def _mend_catalog(objects: Objects, memo: Memo) -> None:
    """Bookmarks are shown when it is opened, and its title; pages are numbered from 1; the language is the memo's."""
    catalog = objects.numbered[objects.root]
    if re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", memo.language):
        catalog = re.sub(rb"/Lang\([\w-]*\)", b"/Lang(%b)" % memo.language.encode(), catalog, count=1)
    if b"/DisplayDocTitle" not in catalog:
        catalog = catalog.replace(b"/ViewerPreferences<<", b"/ViewerPreferences<</DisplayDocTitle true", 1)
    catalog = re.sub(rb"/PageLabels \d+ 0 R", b"/PageLabels<</Nums[0<</S/D>>]>>", catalog, count=1)
    objects.numbered[objects.root] = catalog.replace(b"/Type/Catalog", b"/Type/Catalog/PageMode/UseOutlines", 1)


def _mend_names(objects: Objects) -> None:
    """Take what Typst adds to tell directions, and no word has, out of the names of glyphs."""
    for number, text in objects.numbered.items():
        if b"/Type/CMap" in text.partition(b"stream\n")[0]:
            names = content_of(text)
            plain = _NAME.sub(lambda found: found[1] + _without_directions(found[2]) + b">", names)
            if plain != names:
                about = text.partition(b"stream\n")[0]
                packed = zlib.compress(plain, 9)
                about = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), about, count=1)
                objects.numbered[number] = about + b"stream\n" + packed + b"\nendstream"


def _without_directions(name: bytes) -> bytes:
    units = [name[at : at + 4] for at in range(0, len(name), 4)]
    return b"".join(unit for unit in units if unit not in _DIRECTIONS) or name


def _mend_links(objects: Objects, texts: dict[str, str]) -> None:
    """Describe each link by its words and not by the page it leads to (ISO 14289-1, 7.18.5)."""
    for number, text in objects.numbered.items():
        if found := _LINK.match(text):
            target, end = string_at(text, found.end())
            before, contents, after = text[end:].partition(b"/Contents")
            words = texts.get(target, target)
            if found[1] != b"/Dest" and words != target:
                words = f"{words} ({target})"
            rest = after[string_at(after, 0)[1] :] if contents else before[-2:]
            before = before if contents else before[:-2]
            objects.numbered[number] = text[:end] + before + b"/Contents" + string_of(words) + rest


def _mend_properties(objects: Objects, memo: Memo, record: bytes, variant: Variant) -> None:
    """Who made the file, in both places; unless it is to be plain, our own properties too."""
    engine = "Typst"
    if objects.info:
        info = objects.numbered[objects.info]
        if found := _CREATOR.search(info):
            engine = found[1].decode()
        objects.numbered[objects.info] = _CREATOR.sub(rb"/Creator(reportgen)/Producer(\1)\2", info)
    own = {} if variant is Variant.PLAIN else own_properties(memo, record)
    for number, text in objects.numbered.items():
        if b"/Type/Metadata/Subtype/XML" in text.partition(b"stream")[0]:
            packet = text.partition(b"stream\n")[2].removesuffix(b"\nendstream")
            packet = with_own(packet, own, engine, memo.language, extensions=variant is Variant.ARCHIVAL)
            about = b"<</Type/Metadata/Subtype/XML/Length %d>>" % len(packet)
            objects.numbered[number] = about + b"\nstream\n" + packet + b"\nendstream"
