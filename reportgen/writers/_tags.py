"""The structure of a PDF, where WeasyPrint's own is not that of the document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.writers._structure import referred


def mend_terms(pdf: Any) -> None:
    """Make each term of a list one entry of it: its name the label, what stands beside it the body.

    WeasyPrint tags ``dl > div > dt + dd`` as a list of divisions with an entry for each part, which
    no list may hold (ISO 32000-1, 14.8.4.3.3).
    """
    for element in pdf.objects:
        if _tag(element) == "/Div" and _tag(_parent(pdf, element)) == "/L":
            element["S"] = "/LI"
            parts = [_only_child(pdf, entry) for entry in _children(pdf, element)]
            for entry in _children(pdf, element):
                entry.clear()
            for part in parts:
                part["P"] = element.reference
            if len(parts) > 1:  # one alone is what the page before had no room for
                parts[0]["S"] = "/Lbl"
            element["K"][:] = [part.reference for part in parts]


def mend_lone_entries(pdf: Any) -> None:
    """Make each entry outside a list a list of one.

    WeasyPrint tags so the name of a term that the page had no room for, at the top of the next.
    """
    for element in [each for each in pdf.objects if _tag(each) == "/LI"]:
        if _tag(_parent(pdf, element)) not in ("/L", "/LI"):
            element["S"] = "/L"
            for entry in _children(pdf, element):
                entry["S"] = "/LI"
                for part in _children(pdf, entry):
                    part["S"] = "/LBody"


def mend_bookmarks(pdf: Any, mark: str) -> None:
    """Take a mark that has no shape out of the bookmarks, whose words are those of the headings."""
    for entry in pdf.objects:
        if isinstance(entry, dict) and "Title" in entry and "Dest" in entry:
            entry["Title"].string = entry["Title"].string.replace(f"{mark} ", " ").replace(f"{mark}\u00a0", "\u00a0")


def one_annotation_a_link(document: Any) -> None:
    """Keep of each link the annotation of the link itself, and that of nothing inside it.

    WeasyPrint makes one for each element in a link too, and tags it as that element; a link annotation belongs to
    a Link (ISO 14289-1, 7.18.5). To be called before the PDF is written.
    """
    for page in document.pages:
        page.links[:] = [link for link in page.links if link[-1].element_tag == "a"]


def mend_links(pdf: Any, texts: Mapping[str, str]) -> None:
    """Describe each link by its words and not by the name of the place it leads to (ISO 14289-1, 7.18.5)."""
    for link in pdf.objects:
        if isinstance(link, dict) and link.get("Subtype") == "/Link":
            target = link["Contents"].string
            words = texts.get(target, target)
            link["Contents"].string = words if "Dest" in link or words == target else f"{words} ({target})"


def mend_catalog(pdf: Any) -> None:
    """What the file says as a whole: its pages are numbered from 1, the bookmarks are shown when it is opened.

    WeasyPrint lists each embedded file twice, and compresses the XMP, which a reader that knows no PDF cannot find.
    """
    pdf.catalog["PageLabels"] = "<< /Nums [0 << /S /D >>] >>"
    pdf.catalog["PageMode"] = "/UseOutlines"
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for stream in pdf.objects:
        if getattr(stream, "extra", {}).get("Type") == "/Metadata":
            stream.compress = False


def mend_pictures(pdf: Any) -> None:
    """Leave pictures as they are: PDF/A lets no reader smooth them by guessing (ISO 19005-3, 6.2.8)."""
    for stream in pdf.objects:
        getattr(stream, "extra", {}).pop("Interpolate", None)


def _tag(element: Any) -> str:
    return str(element.get("S", "")) if isinstance(element, dict) else ""


def _parent(pdf: Any, element: Any) -> Any:
    return referred(pdf, element["P"])


def _children(pdf: Any, element: Any) -> list[Any]:
    return [referred(pdf, kid) for kid in element["K"]]


def _only_child(pdf: Any, element: Any) -> Any:
    (child,) = _children(pdf, element)
    return child
