"""Lines of a memo → paragraphs of Word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.opc.part import Part
from docx.oxml.ns import qn

from reportgen.memo.tree import Heading, Inline, ParagraphRole, Span, Term
from reportgen.memo.walk import Line
from reportgen.writers._word import Bookmarks, Element, make
from reportgen.writers._word_runs import Inlines, Look
from reportgen.writers._word_scripts import Script, script_of

_IN_ORDER = tuple(qn(f"w:{name}") for name in ("pStyle", "numPr", "pBdr", "shd", "bidi", "spacing", "ind", "jc", "rPr"))
"""The paragraph properties in use, in schema order."""


def paragraph(style: str, parts: Iterable[Element], *properties: Element) -> Element:
    """A paragraph of such parts and direct properties, in whatever order they come."""
    made = make("p", make("pPr", make("pStyle", val=style)), *parts)
    dress(made, *properties)
    return made


def style_of(paragraph: Element) -> str:
    """The id of the style of a paragraph made here."""
    return paragraph[0][0].get(qn("w:val"), "")


def dress(paragraph: Element, *properties: Element) -> None:
    """Give a paragraph direct properties in the place of those of the same name."""
    holder = paragraph[0]
    replaced = {element.tag for element in properties}
    kept = [element for element in holder if element.tag not in replaced]
    holder[:] = sorted([*kept, *properties], key=lambda element: _IN_ORDER.index(element.tag))


def space(paragraph: Element, **white: int) -> None:
    """Give a paragraph white ``before`` or ``after`` it, in twentieths of a point."""
    spacing = paragraph[0].find(qn("w:spacing"))
    if spacing is None:
        dress(paragraph, make("spacing", **white))
    else:
        for side, length in white.items():
            spacing.set(qn(f"w:{side}"), str(length))


class Lines:
    """Writes paragraphs for one part of the package, in a memo of such a language."""

    def __init__(self, part: Part, language: str) -> None:
        self.inlines = Inlines(part)
        self.bookmarks = Bookmarks()
        self._script = script_of(language)

    def line(self, line: Line, style: str, *properties: Element, words: str = "") -> Element:
        """A line in a paragraph style, its ``words`` in a character style.

        The bookmarks stand before the words, and the direction is that of the line's language.
        """
        lang = "" if isinstance(line, Heading) else line.lang
        script = script_of(lang) if lang else self._script
        runs = self.inlines.elements(line.content, script, Look(style=words, lang=lang))
        return paragraph(style, (*self.bookmarks.at(line), *runs), *direction(script), *properties)

    def words(self, style: str, *sides: Sequence[Inline]) -> Element:
        """Words that are no line with a name: a caption; or several, a tab between them: a footer."""
        parts: list[Element] = []
        for content in sides:
            parts += [_tab()] if parts else []
            parts += self.inlines.elements(content, self._script)
        return paragraph(style, parts, *direction(self._script))

    def term(self, term: Term) -> list[Element]:
        """A name, a tab, and what stands beside it; more paragraphs begin with the tab.

        The words of the record begin after the tab, and so does their bookmark.
        """
        name = self.inlines.elements(term.name, self._script, Look(style="TermName"))
        paragraphs: list[Element] = []
        for value in term.paragraphs:
            # A span, so that a value in another direction does not turn the name round.
            content = (Span(value.content, value.lang),) if value.lang else value.content
            runs = self.inlines.elements(content, self._script, Look(style=_BESIDE.get(value.role, "")))
            marks = self.bookmarks.at(value)
            paragraphs.append(paragraph("Term", (*name, _tab(), *marks, *runs), *direction(self._script)))
            name = []
        return paragraphs or [paragraph("Term", name, *direction(self._script))]


_BESIDE = {ParagraphRole.NOTE: "NoteChar", ParagraphRole.SILENCE: "SilenceChar"}


def _tab() -> Element:
    return make("r", make("tab"))


def direction(script: Script) -> tuple[Element, ...]:
    """The direct properties of a paragraph in such a script."""
    return (make("bidi"), make("rPr", make("rtl"))) if script is Script.RIGHT_TO_LEFT else ()
