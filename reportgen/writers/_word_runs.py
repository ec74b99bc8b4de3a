"""Inline content → the runs, fields and links of a paragraph of Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from operator import itemgetter
from typing import assert_never

from docx.opc.part import Part

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
from reportgen.writers._word import Addresses, Element, field, hyperlink, make, words
from reportgen.writers._word_scripts import Script, script_of, scripts

Leaf = Text | Break | PageNumber | PageCount | TableNumber


@dataclass(frozen=True, slots=True)
class Look:
    """How words are set: the character style of their surroundings, and what they stand inside."""

    style: str = ""
    lang: str = ""
    strong: bool = False
    emphasis: bool = False
    mark: bool = False
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one script and one look."""

    leaf: Leaf
    script: Script
    look: Look
    series: str = ""
    """What a number counts: Word's name for the captions that go with this one."""


class Inlines:
    """Writes inline content for one part of the package, which owns the links that lead outside."""

    def __init__(self, part: Part) -> None:
        self._addresses = Addresses(part)
        self.cited: Callable[[Link, Sequence[Element]], list[Element]] = lambda link, runs: []
        """What stands in the place of a link inside the memo; nothing where it stays one."""
        self.anchors: dict[str, None] = {}
        """The places in this document that links lead to."""

    def elements(self, content: Sequence[Inline], script: Script, look: Look = Look()) -> list[Element]:
        """Runs and links saying the content, in a paragraph whose own words are of such a script."""
        found: list[Element] = []
        for _, group in groupby(_runs(content, script, look), key=lambda run: id(run.look.link)):
            runs = list(group)
            elements = [element for run in runs for element in _elements(run)]
            link = runs[0].look.link
            found.extend(self._link(link, elements) if link else elements)
        return found

    def _link(self, link: Link, elements: Sequence[Element]) -> list[Element]:
        if not link.anchor:
            return [hyperlink(*elements, relationship=self._addresses.id_of(link.target))]
        self.anchors[link.anchor] = None
        return self.cited(link, elements) or [hyperlink(*elements, anchor=link.anchor)]


# ---------------------------------------------------------------------------- content into runs

_Piece = tuple[str, Leaf | Span, Look]
_OBJECT = "\ufffc"


def _runs(content: Sequence[Inline], script: Script, look: Look) -> Iterator[Run]:
    """Split content wherever look or script changes; the script of a sign depends on all words around it."""
    pieces = list(_pieces(content, script, look))
    known, at = scripts("".join(text for text, _, _ in pieces), script), 0
    for text, inline, its_look in pieces:
        stretch, at = known[at : at + len(text)], at + len(text)
        match inline:
            case Text():
                for its_script, its_text in _stretches(text, stretch):
                    yield Run(Text(its_text), its_script, its_look)
            case Span(inner, lang):
                yield from _runs(inner, script_of(lang), replace(its_look, lang=lang))
            case TableNumber():
                before = takewhile(lambda piece: piece[1] is not inline, pieces)  # noqa: B023
                yield Run(inline, stretch[0], its_look, _series("".join(text for text, _, _ in before)))
            case Break() | PageNumber() | PageCount():
                yield Run(inline, stretch[0], its_look)
            case _:
                assert_never(inline)


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
                yield from _pieces(inner, script, replace(look, strong=True))
            case Emphasis(inner):
                yield from _pieces(inner, script, replace(look, emphasis=True))
            case Mark(inner):
                yield from _pieces(inner, script, replace(look, mark=True))
            case Link(inner):
                yield from _pieces(inner, script, replace(look, link=inline))
            case Span(inner, lang) if script_of(lang) is script:
                yield from _pieces(inner, script, replace(look, lang=lang))
            case Span():
                yield _OBJECT, inline, look
            case _:
                assert_never(inline)


# --------------------------------------------------------------------------- runs into elements


def _elements(run: Run) -> list[Element]:
    match run.leaf:
        case Text(text):
            parts = [words(text)]
        case Break():
            parts = [make("br")]
        case PageNumber():
            parts = field("PAGE", "1")
        case PageCount():
            parts = field("NUMPAGES", "1")
        case TableNumber(number):
            parts = field(f"SEQ {run.series} \\* ARABIC", str(number))
        case _:
            assert_never(run.leaf)
    return [make("r", _properties(run.script, run.look), part) for part in parts]


def _series(words: str) -> str:
    """The words before a number as Word names a sequence, by which its own "Insert caption" goes on counting."""
    return "_".join(re.findall(r"[^\W\d_]+", words))[:40] or "Table"


def _properties(script: Script, look: Look) -> Element | None:
    """Run properties in schema order, or nothing where the paragraph's own will do.

    Bold, italic and underline stand beside their character style, since Word turns a bold style inside a bold
    paragraph to light.
    """
    style = _style(look)
    right_to_left = script is Script.RIGHT_TO_LEFT
    found = [
        make("rStyle", val=style) if style else None,
        make("rFonts", hint="eastAsia") if script is Script.EAST_ASIAN else None,
        make("b") if look.strong else None,
        make("bCs") if look.strong else None,
        make("i") if look.emphasis else None,
        make("u", val="single") if look.mark else None,
        make("rtl") if right_to_left else None,
        _language(look.lang) if look.lang else None,
    ]
    return make("rPr", *found) if any(element is not None for element in found) else None


def _style(look: Look) -> str:
    if look.link:
        return "Hyperlink"
    if look.mark:
        return "Marked"
    return look.style or ("Strong" if look.strong else "Emphasis" if look.emphasis else "")


def _language(lang: str) -> Element:
    match script_of(lang):
        case Script.LATIN:
            return make("lang", val=lang)
        case Script.EAST_ASIAN:
            return make("lang", eastAsia=lang)
        case Script.RIGHT_TO_LEFT:
            return make("lang", bidi=lang)
        case other:
            assert_never(other)
