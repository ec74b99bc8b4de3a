"""A tree of HTML → its paragraphs in order, without what a browser does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

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


def prune(root: Element) -> None:
    """Take out what a browser does not show: unseen elements, and those hidden by attribute or by a style."""
    hidden = set(_hidden_by_style_sheet(root))
    for each in list(root.iter()):
        if not isinstance(each.tag, str) or each.tag in UNSEEN or _is_hidden(each) or each in hidden:
            remove(each)


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
    found: list[str] = []
    words: list[str] = []

    def flush() -> None:
        text = re.sub(r"[\s\u200b]+", " ", "".join(words).replace("\xa0", "\u00a0"))
        for each in re.split(rf"{_BREAK}(?:\s*{_BREAK})+", text):
            lines = [line.strip() for line in each.split(_BREAK)]
            if any(lines):
                found.append("\n".join(line for line in lines if line))
        words.clear()

    for event, each in etree.iterwalk(root, events=("start", "end")):
        block = each.tag in BLOCKS
        if block:
            flush()
        if event == "start":
            if each.tag in BREAKS:
                words.append(_BREAK)
            words.append(each.text or "")
        elif each is not root:
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
