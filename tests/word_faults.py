"""Faults of a Word file that no validator of Office Open XML tells: ends that do not meet, names told twice."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain

from lxml import etree

from tests.word_memo import NS, File, R, W, found, styles_used, value

STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CONTENT_TYPES = "[Content_Types].xml"


class Parts:
    """The XML parts of a file; the stories are those that hold text."""

    def __init__(self, content: bytes) -> None:
        file = File(content)
        self.names = file.archive.namelist()
        self.xml = {name: file.part(name) for name in self.names if name.endswith((".xml", ".rels"))}
        self.stories = {name: root for name, root in self.xml.items() if STORY.fullmatch(name)}

    def each(self, *tags: str) -> Iterator[etree._Element]:
        """Every such element of the stories."""
        return chain.from_iterable(root.iter(*tags) for root in self.stories.values())


def faults(content: bytes) -> list[str]:
    """What is wrong with a file, in words; nothing where all is well."""
    parts = Parts(content)
    return [fault for rule in RULES for fault in rule(parts)]


def _twice(kind: str, names: Iterator[str | None]) -> Iterator[str]:
    return (f"{kind} {name} stands {count} times" for name, count in Counter(names).items() if count > 1)


def bookmarks(parts: Parts) -> Iterator[str]:
    """Every bookmark has one end, in its own part and after its start, an id and a name of its own."""
    yield from _twice("bookmark id", (each.get(f"{W}id") for each in parts.each(f"{W}bookmarkStart")))
    yield from _twice("bookmark", ((each.get(f"{W}name") or "").lower() for each in parts.each(f"{W}bookmarkStart")))
    for name, root in parts.stories.items():
        started: set[str | None] = set()
        for each in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            number = each.get(f"{W}id")
            if each.tag == f"{W}bookmarkStart":
                started.add(number)
            elif number in started:
                started.remove(number)
            else:
                yield f"{name}: bookmark {number} ends and did not begin"
        yield from (f"{name}: bookmark {number} has no end" for number in started)


def anchors(parts: Parts) -> Iterator[str]:
    """Links and fields that lead to a bookmark lead to one that is there."""
    names = {each.get(f"{W}name") for each in parts.each(f"{W}bookmarkStart")}
    led = [each.get(f"{W}anchor") for each in parts.each(f"{W}hyperlink") if each.get(f"{W}anchor")]
    led += [each.text.split()[1] for each in parts.each(f"{W}instrText") if each.text.split()[0].endswith("REF")]
    yield from (f"nothing has the name {each}" for each in led if each not in names)


def ids(parts: Parts) -> Iterator[str]:
    """Drawings and content controls have ids of their own."""
    yield from _twice("drawing", (each.get("id") for each in parts.each(f"{WP}docPr")))
    yield from _twice("content control", (value(each, "w:id") for each in parts.each(f"{W}sdtPr")))


def heads(parts: Parts) -> Iterator[str]:
    """The first row of every table is a head that is repeated, and no other row is."""
    for number, table in enumerate(parts.each(f"{W}tbl"), 1):
        repeated = [row.find("w:trPr/w:tblHeader", NS) is not None for row in found(table, "w:tr")]
        if repeated[:1] != [True] or any(repeated[1:]):
            yield f"table {number} does not repeat its first row, or another"


def descriptions(parts: Parts) -> Iterator[str]:
    """Tables and pictures are told of to those who do not see them."""
    for number, table in enumerate(parts.each(f"{W}tbl"), 1):
        if not (value(table, "w:tblPr/w:tblCaption") and value(table, "w:tblPr/w:tblDescription")):
            yield f"table {number} is not described"
    body = parts.stories["word/document.xml"]
    yield from ("a picture is not described" for each in body.iter(f"{WP}docPr") if not each.get("descr"))


def fields(parts: Parts) -> Iterator[str]:
    """Every field begins, separates, has a result and ends inside its paragraph; Word asks nobody to update any."""
    for paragraph in parts.each(f"{W}p"):
        told = "".join(
            "r" if each.tag == f"{W}t" else (each.get(f"{W}fldCharType") or "")[0]
            for each in paragraph.iter(f"{W}fldChar", f"{W}t")
        )
        if not re.fullmatch(r"r*(bsr+er*)*", told):
            yield f"a field is not whole: {''.join(paragraph.itertext())}"
    if parts.xml["word/settings.xml"].find("w:updateFields", NS) is not None:
        yield "Word asks whether to update fields"


def notes(parts: Parts) -> Iterator[str]:
    """Every reference has its note, and every note one reference."""
    for kind in ("footnote", "endnote"):
        root = parts.stories.get(f"word/{kind}s.xml", etree.Element("none"))
        told = [each.get(f"{W}id") for each in root.iter(f"{W}{kind}") if not each.get(f"{W}type")]
        referred = [each.get(f"{W}id") for each in parts.stories["word/document.xml"].iter(f"{W}{kind}Reference")]
        if told != referred:
            yield f"{kind}s {told} are referred to as {referred}"


def styles(parts: Parts) -> Iterator[str]:
    """Styles and lists that are used are defined."""
    defined = {each.get(f"{W}styleId") for each in parts.xml["word/styles.xml"].iter(f"{W}style")}
    used = set(chain.from_iterable(styles_used(root) for root in parts.stories.values()))
    yield from (f"no style {each}" for each in sorted(used - defined))
    lists = {each.get(f"{W}numId") for each in parts.xml["word/numbering.xml"].iter(f"{W}num")}
    yield from (f"no list {value(each, 'w:numId')}" for each in parts.each(f"{W}numPr")
                if value(each, "w:numId") not in lists)  # fmt: skip


def package(parts: Parts) -> Iterator[str]:
    """No part stands twice, every relationship leads to a part, every part is led to and has a type."""
    yield from _twice("part", iter(parts.names))
    led = set()
    for name in (each for each in parts.names if each.endswith(".rels")):
        folder = posixpath.dirname(posixpath.dirname(name))
        inside = [each for each in parts.xml[name] if each.get("TargetMode") != "External"]
        targets = {posixpath.normpath(posixpath.join("/", folder, each.get("Target")))[1:] for each in inside}
        yield from (f"{name} leads to {each}" for each in sorted(targets - set(parts.names)))
        led |= targets
        source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        known = {each.get("Id") for each in parts.xml[name]}
        used = {each for root in (parts.stories.get(source),) if root is not None for each in _relations(root)}
        yield from (f"{source} has no relationship {each}" for each in sorted(used - known))
    alone = {each for each in parts.names if each != CONTENT_TYPES and not each.endswith(".rels")} - led
    yield from (f"nothing leads to {each}" for each in sorted(alone))
    types = parts.xml[CONTENT_TYPES]
    typed = {(each.get("PartName") or "").lstrip("/") for each in types}
    yield from (f"{each} has a type and is not there" for each in sorted(typed - {""} - set(parts.names)))


def _relations(root: etree._Element) -> Iterator[str]:
    for each in root.iter("*"):
        yield from (value for name, value in each.attrib.items() if name.startswith(R))


RULES: tuple[Callable[[Parts], Iterator[str]], ...] = (
    bookmarks, anchors, ids, heads, descriptions, fields, notes, styles, package,
)  # fmt: skip
