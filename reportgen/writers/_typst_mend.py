"""What Typst's PDF does not say by itself: which cells name their rows, what a link says, what the file was made from.

Its structure elements are written as plain dictionaries, the rows of a table under a head and one or more bodies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.memo.tree import Memo, Row, Table
from reportgen.memo.walk import blocks, links
from reportgen.writers._pdf_objects import Objects, string_at, string_of
from reportgen.writers._typst_order import order_words
from reportgen.writers._typst_tree import words_of_links
from reportgen.writers._xmp import own_properties, with_own
from reportgen.writers.variants import Variant

_ELEMENT = re.compile(rb"<</Type/StructElem/S/(\w+)(?:/NS \d+ 0 R)?/P ")
_KIDS = re.compile(rb"/K\[((?:\d+ 0 R ?)*)\]")
_PAGES = re.compile(rb"<</Type/Pages/Count (\d+)")
_LINK = re.compile(
    rb"<</Type/Annot/Subtype/Link/Rect\[[^\]]*\](?:/QuadPoints\[[^\]]*\])?/Border\[0 0 0\]"
    rb"(/Dest|/A<</Type/Action/S/URI/URI)"
)
_CREATOR = re.compile(rb"/Creator\((Typst [\d.]+)\)((?:/(?:Mod|Creation)Date\([^()]*\))*>>)$")
_IDENTIFIER = re.compile(rb"/ID\((U\w+)\)")
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")


def mended(content: bytes, memo: Memo, record: bytes, variant: Variant) -> tuple[bytes, int]:
    """The finished file, and its number of pages."""
    objects = Objects.of(content)
    _mend_catalog(objects, memo)
    order_words(objects, memo.language)
    _mend_links(objects, words_of_links([*links(memo)]))
    _mend_tables(objects, [block for block in blocks(memo) if isinstance(block, Table)])
    _mend_properties(objects, memo, record, variant)
    (pages,) = (int(found[1]) for each in objects.numbered.values() if (found := _PAGES.match(each)))
    return objects.written(), pages


def _mend_catalog(objects: Objects, memo: Memo) -> None:
    """The bookmarks are shown when it is opened, and its title; the language is the memo's own tag."""
    catalog = objects.numbered[objects.root]
    if re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", memo.language):
        catalog = re.sub(rb"/Lang\([\w-]*\)", b"/Lang(%b)" % memo.language.encode(), catalog, count=1)
    if b"/DisplayDocTitle" not in catalog:
        catalog = catalog.replace(b"/ViewerPreferences<<", b"/ViewerPreferences<</DisplayDocTitle true", 1)
    objects.numbered[objects.root] = catalog.replace(b"/Type/Catalog", b"/Type/Catalog/PageMode/UseOutlines", 1)


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


# ------------------------------------------------------------------------------------------- tables


def _mend_tables(objects: Objects, tables: Sequence[Table]) -> None:
    """Cells that name a row are header cells of it; each cell names its column's head, its group's and its row's.

    One head and one body hold the rows of a table: Typst takes a group's row for one more head.
    """
    numbers = [number for number, text in sorted(objects.numbered.items()) if _is(text, b"Table")]
    named: dict[bytes, int] = {}
    for number, table in zip(numbers, tables, strict=True):
        rows = _rows(objects, number)
        heads = [_identifier(objects, cell) for cell in _kids(objects, rows[0])]
        group: list[bytes] = []
        prefix = heads[0].partition(b"x")[0]
        for at, (row, element) in enumerate(zip(table.rows, rows[1:], strict=True), 1):
            cells = _kids(objects, element)
            if row.group:
                group = [_identifier(objects, cells[0])]
                _refer(objects, cells[0], ())
            else:
                _name_row(objects, row, cells, heads, group, b"%bx%%dy%d" % (prefix, at))
    for number, text in objects.numbered.items():
        if _is(text, b"TH"):
            named[_identifier(objects, number)] = number
    _list_names(objects, named)


def _is(text: bytes, tag: bytes) -> bool:
    found = _ELEMENT.match(text)
    return found is not None and found[1] == tag


def _kids(objects: Objects, number: int) -> list[int]:
    found = _KIDS.search(objects.numbered[number])
    return [int(each) for each in re.findall(rb"(\d+) 0 R", found[1])] if found else []


def _identifier(objects: Objects, number: int) -> bytes:
    found = _IDENTIFIER.search(objects.numbered[number])
    assert found is not None, f"the header cell {number} has no name"
    return found[1]


def _rows(objects: Objects, table: int) -> list[int]:
    """The rows of a table, which are put under one head and one body."""
    parts = [kid for kid in _kids(objects, table) if not _is(objects.numbered[kid], b"Caption")]
    rows = [row for part in parts for row in _kids(objects, part)]
    head, *bodies = parts
    body = bodies[0] if bodies else 0
    _adopt(objects, head, rows[:1])
    if rows[1:]:
        body = body or _new(objects, objects.numbered[head])
        objects.numbered[body] = objects.numbered[body].replace(b"/S/THead/", b"/S/TBody/", 1)
        _adopt(objects, body, rows[1:])
    kept = [kid for kid in _kids(objects, table) if kid not in parts] + [head] + ([body] if body else [])
    _set_kids(objects, table, kept)
    for part in bodies[1:]:
        del objects.numbered[part]
    return rows


def _new(objects: Objects, text: bytes) -> int:
    number = max(objects.numbered) + 1
    objects.numbered[number] = text
    return number


def _adopt(objects: Objects, parent: int, kids: Sequence[int]) -> None:
    _set_kids(objects, parent, kids)
    for kid in kids:
        objects.numbered[kid] = re.sub(rb"/P \d+ 0 R", b"/P %d 0 R" % parent, objects.numbered[kid], count=1)


def _set_kids(objects: Objects, number: int, kids: Sequence[int]) -> None:
    listed = b"/K[%b]" % b" ".join(b"%d 0 R" % kid for kid in kids)
    objects.numbered[number] = _KIDS.sub(listed, objects.numbered[number], count=1)


def _name_row(
    objects: Objects, row: Row, cells: Sequence[int], heads: Sequence[bytes], group: Sequence[bytes], name: bytes
) -> None:
    own = [name % column for column, cell in enumerate(row.cells) if cell.header]
    for column, (cell, element) in enumerate(zip(row.cells, cells, strict=True)):
        if cell.header:
            text = objects.numbered[element].replace(b"/S/TD/", b"/S/TH/", 1)
            text = text.replace(b"/A[<</O/Table/", b"/ID(%b)/A[<</O/Table/Scope/Row/" % (name % column), 1)
            objects.numbered[element] = text
        _refer(objects, element, [heads[column], *group, *([] if cell.header else own)])


def _refer(objects: Objects, cell: int, headers: Sequence[bytes]) -> None:
    listed = b"/Headers[%b]" % b"".join(b"(%b)" % header for header in headers)
    objects.numbered[cell] = _HEADERS.sub(listed, objects.numbered[cell], count=1)


def _list_names(objects: Objects, named: dict[bytes, int]) -> None:
    """Every header cell by its name, in the order that a search wants (ISO 32000-1, 7.9.6)."""
    listed = b"/IDTree<</Names[%b]>>" % b"".join(b"(%b)%d 0 R" % pair for pair in sorted(named.items()))
    for number, text in objects.numbered.items():
        if text.startswith(b"<</Type/StructTreeRoot"):
            objects.numbered[number] = re.sub(rb"/IDTree<</Names\[[^\]]*\]>>", listed, text, count=1)
