"""A tree of HTML → its paragraphs in order, without what a browser does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element
from msgspec import Struct

_UNSEEN = (
    "script style template noscript head title meta link iframe object embed svg math canvas audio video map "
    "button select option textarea datalist input dialog rp rt"
)
UNSEEN = frozenset(_UNSEEN.split())
"""Elements whose words are no part of the text: what is never shown, and what is there to be clicked."""
_BLOCKS = (
    "html body p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd div section article main header footer aside nav address "
    "blockquote pre figure figcaption table caption thead tbody tfoot tr td th form fieldset legend details summary "
    "hr center head list item quote row cell doc"
)
BLOCKS = frozenset(_BLOCKS.split())
"""Elements before and after which a paragraph ends; the last few are those of the extracted article."""
BREAKS = frozenset({"br", "lb"})
_BREAK = "\x01"
_SHORT = 600
"""Characters; a page with fewer hides no article."""
_NOTHING = r"\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
_HIDDEN = re.compile(
    rf"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:opacity|font-size){_NOTHING})",
    re.IGNORECASE,
)


def parsed(text: str) -> Element | None:
    """The tree of an HTML document; ``None`` where there is nothing in it."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    # What XML cannot hold would end the text there, or take it away.
    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", " ", text)
    return etree.fromstring(clean.encode(), parser)


def prune(root: Element) -> bool:
    """Take out what a browser does not show: unseen elements, and those hidden by attribute or by a style.

    Whether the page hides most of its words, as some do until their scripts have run: those stay.
    """
    hidden = set(_hidden_by_style_sheet(root))
    for each in list(root.iter()):
        if not isinstance(each.tag, str) or each.tag in UNSEEN:
            remove(each)
    most, waits = _length(root) // 2, False
    for each in list(root.iter()):
        if _is_hidden(each) or each in hidden:
            if _length(each) > max(most, _SHORT):
                waits = True
            else:
                remove(each)
    return waits


def _length(element: Element) -> int:
    return sum(len(str(text)) for text in element.itertext())


def remove(element: Element) -> None:
    """Take an element out of its tree; the words after it stay."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def paragraphs(root: Element) -> list[str]:
    """The words of a tree, block by block; a line break stays one, and two of them part paragraphs."""
    return [block.text for block in blocks(root)]


class Block(Struct, frozen=True):
    """A paragraph, and the element that holds it."""

    text: str
    holder: Element


def blocks(root: Element) -> list[Block]:
    """The paragraphs of a tree with what holds them."""
    found: list[Block] = []
    words: list[str] = []
    holders = [root]

    def flush() -> None:
        text = re.sub(r"[^\S\u00a0]+|\u200b+", " ", "".join(words))
        for each in re.split(rf"{_BREAK}(?:\s*{_BREAK})+", text):
            lines = [line.strip() for line in each.split(_BREAK)]
            if any(lines):
                found.append(Block("\n".join(line for line in lines if line), holders[-1]))
        words.clear()

    for event, each in etree.iterwalk(root, events=("start", "end")):
        if each.tag in BLOCKS:
            flush()
        if event == "start":
            if each.tag in BLOCKS:
                holders.append(each)
            if each.tag in BREAKS:
                words.append(_BREAK)
            words.append(each.text or "")
        else:
            if each.tag in BLOCKS:
                holders.pop()
            if each is not root:
                words.append(each.tail or "")
    flush()
    return found


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _hidden_by_style_sheet(root: Element) -> Iterator[Element]:
    """Elements that a style sheet inside the page hides, rules for paper and screen sizes apart."""
    sheets = [each.text or "" for each in root.iter("style")]
    selectors = [selector for sheet in sheets for selector in _hiding(sheet)]
    if not selectors:
        return
    import cssselect2  # type: ignore[import-untyped]

    for element in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        if any(selector.test(element) for selector in selectors):
            yield element.etree_element


def _hiding(sheet: str) -> Iterator[Any]:
    """The selectors of rules that hide what they match."""
    import cssselect2
    import tinycss2  # type: ignore[import-untyped]

    for rule in tinycss2.parse_stylesheet(sheet[:500_000], skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule" and _HIDDEN.search(tinycss2.serialize(rule.content)):
            try:
                yield from cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:
                continue
