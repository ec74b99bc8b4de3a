"""Which standards a PDF says that it keeps, read from its own XMP."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pikepdf

MARK = re.compile(r"\{http://www\.aiim\.org/(pdfa|pdfua)/ns/id/\}(part|conformance)")


def profiles(path: Path) -> tuple[str, ...]:
    """The profiles to judge a file by, as veraPDF names them: ``("3a", "ua1")``; none for a plain file."""
    with pikepdf.open(path) as pdf:
        metadata = pdf.Root.get("/Metadata")
        xmp = metadata.read_bytes() if metadata is not None else b""
    return claimed(xmp) if xmp else ()


def claimed(xmp: bytes) -> tuple[str, ...]:
    """The profiles that belong to the marks in a packet of XMP, which RDF lets stand as elements or attributes."""
    marks: dict[tuple[str, str], str] = {}
    for element in ElementTree.fromstring(xmp).iter():
        for name, value in [(element.tag, element.text or ""), *element.attrib.items()]:
            if found := MARK.fullmatch(name):
                marks[found[1], found[2]] = value.strip()
    archival = marks.get(("pdfa", "part"), "") + marks.get(("pdfa", "conformance"), "").lower()
    accessible = "ua" + marks[("pdfua", "part")] if ("pdfua", "part") in marks else ""
    return tuple(each for each in (archival, accessible) if each)
