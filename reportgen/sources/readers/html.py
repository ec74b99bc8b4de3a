"""HTML → contents: the article without page furniture, and what the page tells of itself.

trafilatura says which paragraphs are the article; their words are taken from the page itself, so that none is
lost, joined or rewritten, and what is left out among them is told in a note.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree
from lxml.etree import _Element as Element

from reportgen.sources.contents import Contents, refusal
from reportgen.sources.kinds import HTML_INSTALL
from reportgen.sources.readers._charset import decoded_page
from reportgen.sources.readers._page import told
from reportgen.sources.readers._tree import Block, blocks, paragraphs, parsed, prune

SAVED = "Open the page in a browser and print it to PDF, or save its text as UTF-8 plain text (.txt)."
_WALL = re.compile(
    r"(?:use|accept|enable|all|essential) cookies|cookie (?:policy|settings|preferences)|your consent|"
    r"enable javascript|javascript is (?:disabled|required)|you are (?:a )?human|checking your browser|just a moment|"
    r"access denied|captcha|(?:subscribe|sign in|log in) to (?:read|continue)|page not found",
    re.IGNORECASE,
)
_SAID = frozenset({"p", "h2", "h3", "h4", "h5", "h6"})
_SHORT = 600
"""Characters; a page of fewer that speaks of cookies and the like holds no article."""


def read(raw: bytes, name: str) -> Contents:
    """The article of a page.

    Raises ``LoadError`` for wrong encodings, a page without an article, and where trafilatura is not installed.
    """
    text, notes = decoded_page(raw, name)
    root = parsed(text)
    scripts = root is not None and next(root.iter("script"), None) is not None
    if root is None:
        raise refusal(name, "The page is empty.", SAVED)
    known = told(root)
    if prune(root):
        notes = (*notes, "The page hides its text until its scripts have run; it was read all the same.")
    seen = blocks(root)
    shown = [block.text for block in seen]
    if not shown:
        why = "without its scripts there is no text in it" if scripts else "there is no text in it"
        raise refusal(name, f"The page has nothing to read: {why}.", SAVED)
    article = _article(root, name)
    whole = " ".join(article or shown)
    if not article or (len(whole) < _SHORT and (wall := _WALL.search(whole))):
        start = " ".join(whole.split())[:80]
        wall_told = ", but a notice" if article and wall else ""
        raise refusal(name, f'The page has no article in it{wall_told}: "{start}".', SAVED)
    found, left_out = in_their_own_words(seen, article)
    if left_out:
        notes = (*notes, f"Left out inside the article: {left_out}.")
    return Contents("\n\n".join(found) + "\n", **known, notes=notes)


def _article(root: Element, name: str) -> list[str]:
    """The paragraphs that trafilatura takes for the article."""
    try:
        import trafilatura
    except ImportError:
        remedy = f"{HTML_INSTALL}, or save the text of the page as UTF-8 plain text (.txt)."
        raise refusal(name, "Reading HTML needs a library that is not installed, trafilatura.", remedy) from None
    page = etree.tostring(root, encoding="unicode", method="html")
    found = trafilatura.bare_extraction(page, include_comments=False, include_tables=True, with_metadata=False)
    body = getattr(found, "body", None)
    return paragraphs(body) if body is not None else []


def in_their_own_words(seen: list[Block], article: list[str]) -> tuple[list[str], str]:
    """The article's paragraphs as the page has them, and the beginnings of those left out among them.

    A heading or a paragraph that stands side by side with some of the article's, and is no link, is one of them too.

    Where the page parts its paragraphs in another way than the article, the article stays as it is.
    """
    shown = [block.text for block in seen]
    wanted = Counter(map(_squeezed, article))
    taken = set()
    for place, each in enumerate(shown):
        if wanted[_squeezed(each)] > 0:
            wanted[_squeezed(each)] -= 1
            taken.add(place)
    for each in (+wanted).elements():
        parts = _parts(each, shown, taken)
        if not parts:
            return article, ""
        taken |= parts
    if not taken:
        return article, ""
    holders = [_holder(block) for block in seen]
    beside = Counter(holders[place].getparent() for place in taken if holders[place].tag == "p")
    between = range(min(taken), max(taken))
    taken |= {place for place in between if _is_said(holders[place], beside[holders[place].getparent()])}
    left = [shown[place] for place in between if place not in taken]
    named = "; ".join(
        f'"{each[:60]}{"…" if len(each) > 60 else ""}"' for each in (" ".join(x.split()) for x in left[:8])
    )
    more = f"; and {len(left) - 8} more" if len(left) > 8 else ""
    return [shown[place] for place in sorted(taken)], named + more


def _holder(block: Block) -> Element:
    """What holds a block: the heading, where a heading has a box of its own inside."""
    above = block.holder.getparent()
    return above if above is not None and above.tag in _SAID and len(above) == 1 else block.holder


def _is_said(holder: Element, beside: int) -> bool:
    """Whether it is a heading or a paragraph among so many of the article's, and more than half of it is no link."""
    linked = sum(_length(each) for each in holder.iter("a"))
    return holder.tag in _SAID and beside > (holder.tag == "p") and linked * 2 < _length(holder)


def _length(element: Element) -> int:
    return sum(len(str(text)) for text in element.itertext())


def _parts(paragraph: str, shown: list[str], taken: set[int]) -> set[int]:
    """The places of paragraphs of the page that together are one of the article, as where line breaks part them."""
    for first in range(len(shown)):
        rest, place = paragraph, first
        while place < len(shown) and place not in taken and rest.startswith(_squeezed(shown[place])):
            rest = rest[len(_squeezed(shown[place])) :]
            place += 1
            if not rest:
                return set(range(first, place))
    return set()


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
