"""An entry of talks inside a sentence of somebody else's, and the words of the sources behind it."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from reportgen.integrations.embedding import Embedding
from reportgen.integrations.mkdocs.elements import language, say
from reportgen.integrations.mkdocs.written import Referred
from reportgen.integrations.references import Reference
from reportgen.integrations.shown import Cited

Address = Callable[[Reference], str]
"""The address of what is referred to, until it is known where that stands."""


def entry_in_line(embedding: Embedding, read: Referred, address: Address) -> Element:
    """An entry in its own words, by its id, or in words of the author's. Raises :class:`ReportgenError`."""
    entry = embedding.entry(read.to)
    if entry is None:
        raise embedding.unknown(read.to.talks)
    link = {} if read.unlinked else {"href": address(read.to), "title": entry.name}
    own = language(entry.lang) if not read.words and not read.short else {}
    element = Element("span" if read.unlinked else "a", {"class": "talks-reference", **link, **own})
    say(element, read.words or (entry.id if read.short else entry.words))
    return element


def evidence_in_line(embedding: Embedding, read: Referred, address: Address) -> Element:
    """The words of the sources behind an entry, piece by piece. Raises :class:`ReportgenError`."""
    element = Element("span", {"class": "talks-evidence"})
    for cited in embedding.evidence(read.to):
        say(element, "; " if len(element) else "")
        _cite(element, read.to.talks, cited, address)
    return element


def _cite(element: Element, talks: str, cited: Cited, address: Address) -> None:
    say(SubElement(element, "em", language(cited.lang)), cited.words)
    say(element, f" [{cited.translation}]" if cited.translation else "")
    say(element, "\N{NO-BREAK SPACE}(")
    for label, passage in zip(cited.paragraphs, cited.passages, strict=True):
        link = {"class": "talks-reference", "href": address(Reference(talks, passage))}
        say(SubElement(element, "a", link), label)
        say(element, ", ")
    say(element, f"{cited.source})")


def unlinked_in_links(root: Element) -> None:
    """A link holds no other: a reference within one, whoever wrote it, is words."""
    for link in root.iter("a"):
        for inner in link.iter("a"):
            if inner is not link:
                inner.tag = "span"
                for name in ("href", "title"):
                    inner.attrib.pop(name, None)
