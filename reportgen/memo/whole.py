"""What only the whole memo shows: one title first, no level skipped, anchors once, links that lead somewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from reportgen.errors import did_you_mean
from reportgen.memo.markup import Element

LEVELS = {"h1": 1, "h2": 2, "h3": 3}


def headings(root: Element, *, part: bool = False) -> None:
    """Raises :class:`~reportgen.errors.TemplateError` at a heading that is out of order; a ``part`` needs no title."""
    found = [element for element in root.walk() if element.tag in LEVELS]
    if not part:
        _title_first(root, found)
    for before, heading in pairwise(found):
        if heading.tag == "h1":
            raise heading.refuse(f"<h1> stands here for the second time; the first is {found[0].place}.")
        if LEVELS[heading.tag] > LEVELS[before.tag] + 1:
            raise heading.refuse(f"<{heading.tag}> follows <{before.tag}>; heading levels may not be skipped.")


def _title_first(root: Element, found: Sequence[Element]) -> None:
    if not found:
        raise root.refuse("A memo begins with its title, the one <h1>, and there is none.")
    if found[0].tag != "h1":
        raise found[0].refuse(f"<{found[0].tag}> stands before the <h1>; a memo begins with its title.")


def settle(root: Element) -> None:
    """Decide every ``<a if="there">``: a link where the memo has its anchor, and else the words alone.

    So a template may point to what another section prints, whether or not an audience has that section.
    Raises :class:`~reportgen.errors.TemplateError` for any other ``if``, or a target that is no anchor.
    """
    anchors = {element.attributes["anchor"] for element in root.walk() if "anchor" in element.attributes}
    for parent in list(root.walk()):
        settled: list[Element | str] = []
        for child in parent.children:
            if isinstance(child, str) or child.tag != "a" or "if" not in child.attributes or _there(child, anchors):
                settled.append(child)
            else:
                settled += child.children
        parent.children[:] = settled


def _there(link: Element, anchors: Collection[str]) -> bool:
    condition, target = link.attributes.pop("if"), link.attributes.get("href", "")
    if condition != "there" or not target.startswith("#"):
        raise link.refuse(f'<a href="{target}" if="{condition}"> is not known; there is <a href="#anchor" if="there">.')
    return target[1:] in anchors


def links(root: Element, beside: Collection[str] = ()) -> None:
    """Raises :class:`~reportgen.errors.TemplateError` at an anchor given twice, or a link to none.

    ``beside`` are the names of files in the same folder that a link may lead to.
    """
    anchors: dict[str, Element] = {}
    stated = {element.attributes.get("of", "") for element in root.walk()}
    for element in root.walk():
        anchor = element.attributes.get("anchor")
        if anchor in anchors:
            raise element.refuse(f'<{element.tag}> has the anchor "{anchor}", as {anchors[anchor].place} has.')
        if anchor in stated:
            raise element.refuse(f'<{element.tag}> has the anchor "{anchor}", which is an of as well.')
        if anchor:
            anchors[anchor] = element
    for element in root.walk():
        target = element.attributes.get("href", "")
        if target.startswith("#") and target[1:] not in anchors:
            remedy = did_you_mean(target[1:], anchors)
            near = f" {remedy}" if remedy.startswith("Did") else ""
            raise element.refuse(f'<a> leads to "{target}", and nothing has that anchor.{near}')
        if target and target[0] != "#" and ":" not in target and target not in beside:
            raise element.refuse(f'<a> leads to "{target}"; it may lead to #anchor, https:, http: or mailto:.')
