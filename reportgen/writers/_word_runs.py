"""Inline content → the runs, fields and links of a paragraph of Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby, takewhile
from operator import itemgetter
from typing import NamedTuple, TypeAlias, assert_never

from reportgen.memo.tree import (
    Break,
    Emphasis,
    Inline,
    Link,
    Mark,
    PageCount,
    PageNumber,
    Span,
    Strong,
    TableNumber,
    Text,
)
from reportgen.writers._word_markup import Addresses, Markup, bookmark_name, field, hyperlink, make, words
from reportgen.writers._word_scripts import Script, is_latin, script_of, scripts

Leaf = Text | Break | PageNumber | PageCount | TableNumber


class Look(NamedTuple):
    """How words are set: the character style of their surroundings, and what they stand inside."""

    style: str = ""
    lang: str = ""
    strong: bool = False
    emphasis: bool = False
    mark: bool = False
    link: Link | None = None


class Run(NamedTuple):
    """Words of one script and one look."""

    leaf: Leaf
    script: Script
    look: Look
    series: str = ""
    """What a number counts: Word's name for the captions that go with this one."""


PLAIN = Look()
Written: TypeAlias = Callable[[str, Markup], Markup]
"""Writes the runs of a link in a character style, with something before the words of the first."""


class Inlines:
    """Writes inline content for one part of the package, which owns the links that lead outside."""

    def __init__(self) -> None:
        self.addresses = Addresses()
        self.cited: Callable[[Link, Written], Markup] = lambda link, written: ""
        """What stands in the place of a link inside the memo; nothing where it stays one."""
        self.anchors: dict[str, None] = {}
        """The places in this document that links lead to."""

    def markup(self, content: Sequence[Inline], script: Script, look: Look = PLAIN) -> Markup:
        """Runs and links saying the content, in a paragraph whose own words are of such a script."""
        if look is PLAIN and len(content) == 1 and isinstance(content[0], Text) and is_latin(content[0].text, script):
            return f"<w:r>{words(content[0].text)}</w:r>" if content[0].text else ""  # as most is
        found: list[Markup] = []
        for _, group in groupby(_runs(content, script, look), key=lambda run: id(run.look.link)):
            runs = list(group)
            link = runs[0].look.link
            found.append(self._link(link, runs) if link else _written(runs))
        return "".join(found)

    def _link(self, link: Link, runs: Sequence[Run]) -> Markup:
        if not link.anchor:
            return hyperlink(_written(runs), relationship=self.addresses.id_of(link.target))
        self.anchors[link.anchor] = None
        cited = self.cited(link, lambda style, first: _written(runs, style, first))
        return cited or hyperlink(_written(runs), anchor=bookmark_name(link.anchor))


# ---------------------------------------------------------------------------- content into runs

_Piece = tuple[str, Leaf | Span, Look]
_OBJECT = "\ufffc"


def _runs(content: Sequence[Inline], script: Script, look: Look) -> list[Run]:
    """Split content wherever look or script changes; the script of a sign depends on all words around it."""
    pieces = list(_pieces(content, script, look))
    known, at = scripts("".join([text for text, _, _ in pieces]), script), 0
    found: list[Run] = []
    for text, inline, its_look in pieces:
        stretch, at = known[at : at + len(text)], at + len(text)
        match inline:
            case Text():
                found += [Run(Text(words), of, its_look) for of, words in _stretches(text, stretch)]
            case Span(inner, lang):
                found += _runs(inner, script_of(lang), its_look._replace(lang=lang))
            case TableNumber():
                before = takewhile(lambda piece: piece[1] is not inline, pieces)  # noqa: B023
                found.append(Run(inline, stretch[0], its_look, _series("".join(text for text, _, _ in before))))
            case Break() | PageNumber() | PageCount():
                found.append(Run(inline, stretch[0], its_look))
            case _:
                assert_never(inline)
    return found


def _stretches(text: str, known: Sequence[Script]) -> Iterator[tuple[Script, str]]:
    """The text in pieces of one script each."""
    if text and known.count(known[0]) == len(text):
        yield known[0], text
        return
    for script, group in groupby(zip(known, text, strict=True), key=itemgetter(0)):
        yield script, "".join(character for _, character in group)


def _pieces(content: Sequence[Inline], script: Script, look: Look) -> Iterator[_Piece]:
    """The leaves of content, each with text to stand for it when scripts are told apart.

    A span in another script is one piece: what is inside it does not order what is outside.
    """
    for inline in content:
        match inline:
            case Text(text):
                yield text, inline, look
            case Break():
                yield " ", inline, look
            case PageNumber() | PageCount():
                yield "1", inline, look
            case TableNumber(number):
                yield str(number), inline, look
            case Strong(inner):
                yield from _pieces(inner, script, look._replace(strong=True))
            case Emphasis(inner):
                yield from _pieces(inner, script, look._replace(emphasis=True))
            case Mark(inner):
                yield from _pieces(inner, script, look._replace(mark=True))
            case Link(inner):
                yield from _pieces(inner, script, look._replace(link=inline))
            case Span(inner, lang) if script_of(lang) is script:
                yield from _pieces(inner, script, look._replace(lang=lang))
            case Span():
                yield _OBJECT, inline, look
            case _:
                assert_never(inline)


# ----------------------------------------------------------------------------- runs into markup


def _written(runs: Sequence[Run], style: str = "", first: Markup = "") -> Markup:
    """Runs in the styles of their looks, or all in one, with something before the words of the first."""
    found: list[Markup] = []
    for leaf, script, look, series in runs:
        properties = _properties(script, style or _style(look), look.strong, look.emphasis, look.mark, look.lang)
        for part in _parts(leaf, series):
            found.append(f"<w:r>{properties}{first}{part}</w:r>")
            first = ""
    return "".join(found)


def _parts(leaf: Leaf, series: str) -> list[Markup]:
    """What stands for a leaf, one run each."""
    match leaf:
        case Text(text):
            return [words(text)]
        case Break():
            return ["<w:br/>"]
        case PageNumber():
            return field("PAGE", "1")
        case PageCount():
            return field("NUMPAGES", "1")
        case TableNumber(number):
            return field(f"SEQ {series} \\* ARABIC", str(number))
        case _:
            assert_never(leaf)


def _series(words: str) -> str:
    """The words before a number as Word names a sequence, by which its own "Insert caption" goes on counting."""
    return "_".join(re.findall(r"[^\W\d_]+", words))[:40] or "Table"


@cache
def _properties(script: Script, style: str, strong: bool, emphasis: bool, mark: bool, lang: str) -> Markup:
    """Run properties in schema order, or nothing where the paragraph's own will do.

    Bold, italic and underline stand beside their character style, since Word turns a bold style inside a bold
    paragraph to light.
    """
    right_to_left = script is Script.RIGHT_TO_LEFT
    found = (
        make("rStyle", val=style) if style else "",
        make("rFonts", hint="eastAsia") if script is Script.EAST_ASIAN else "",
        "<w:b/><w:bCs/>" if strong else "",
        "<w:i/>" if emphasis else "",
        make("u", val="single") if mark else "",
        "<w:rtl/>" if right_to_left else "",
        _language(lang) if lang else "",
    )
    return make("rPr", *found) if any(found) else ""


def _style(look: Look) -> str:
    if look.link:
        return "Hyperlink"
    if look.mark:
        return "Marked"
    return look.style or ("Strong" if look.strong else "Emphasis" if look.emphasis else "")


def _language(lang: str) -> Markup:
    match script_of(lang):
        case Script.LATIN:
            return make("lang", val=lang)
        case Script.EAST_ASIAN:
            return make("lang", eastAsia=lang)
        case Script.RIGHT_TO_LEFT:
            return make("lang", bidi=lang)
        case other:
            assert_never(other)
