"""Lines of a memo → paragraphs of Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct, field

from reportgen.memo.tree import Heading, Inline, ParagraphRole, Span, Term
from reportgen.memo.walk import Line
from reportgen.writers._word_markup import Bookmarks, Markup, make
from reportgen.writers._word_runs import PLAIN, Inlines, Look
from reportgen.writers._word_scripts import Script, script_of

_IN_ORDER = ("numPr", "pBdr", "shd", "bidi", "spacing", "ind", "jc", "rPr")
"""The paragraph properties in use but for the style, in schema order."""
_TAB = "<w:r><w:tab/></w:r>"
_NONE: Mapping[str, Markup] = MappingProxyType({})
_RIGHT_TO_LEFT: Mapping[str, Markup] = MappingProxyType({"bidi": "<w:bidi/>", "rPr": "<w:rPr><w:rtl/></w:rPr>"})


class Paragraph(Struct):
    """A paragraph that may still be given direct properties: by name, each as it is written."""

    style: str
    content: Markup = ""
    properties: dict[str, Markup] = field(default_factory=dict)
    white: dict[str, int] = field(default_factory=dict)
    """White ``before`` or ``after`` it, in twentieths of a point."""

    def markup(self) -> Markup:
        """The paragraph as it is written."""
        found = ""
        if self.properties or self.white:
            known = self.properties | ({"spacing": make("spacing", **self.white)} if self.white else {})
            found = "".join([known[name] for name in _IN_ORDER if name in known])
        return paragraph(self.style, found, self.content)


def paragraph(style: str, properties: Markup = "", content: Markup = "") -> Markup:
    """A paragraph in a style, its direct properties in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


class Lines:
    """Writes paragraphs for one part of the package, in a memo of such a language."""

    def __init__(self, language: str) -> None:
        self.inlines = Inlines()
        self.bookmarks = Bookmarks()
        self._script = script_of(language)

    def line(self, line: Line, style: str, properties: Mapping[str, Markup] = _NONE, words: str = "") -> Paragraph:
        """A line in a paragraph style, its ``words`` in a character style.

        The bookmarks stand before the words, and the direction is that of the line's language.
        """
        content, script = self._content(line, words)
        return Paragraph(style, content, {**direction(script), **properties})

    def written(self, line: Line, style: str) -> Markup:
        """The same with no properties but its direction, as it is written."""
        content, script = self._content(line)
        return paragraph(style, "".join(direction(script).values()), content)

    def _content(self, line: Line, words: str = "") -> tuple[Markup, Script]:
        lang = "" if isinstance(line, Heading) else line.lang
        script = script_of(lang) if lang else self._script
        runs = self.inlines.markup(line.content, script, Look(words, lang) if words or lang else PLAIN)
        return self.bookmarks.at(line) + runs, script

    def words(self, style: str, *sides: Sequence[Inline]) -> Paragraph:
        """Words that are no line with a name: a caption; or several, a tab between them: a footer."""
        content = _TAB.join(self.inlines.markup(content, self._script) for content in sides)
        return Paragraph(style, content, dict(direction(self._script)))

    def term(self, term: Term) -> list[Paragraph]:
        """A name, a tab, and what stands beside it; more paragraphs begin with the tab.

        The words of the record begin after the tab, and so does their bookmark.
        """
        name = self.inlines.markup(term.name, self._script, Look(style="TermName"))
        paragraphs: list[Paragraph] = []
        for value in term.paragraphs:
            # A span, so that a value in another direction does not turn the name round.
            content = (Span(value.content, value.lang),) if value.lang else value.content
            runs = self.inlines.markup(content, self._script, Look(style=_BESIDE.get(value.role, "")))
            beside = f"{name}{_TAB}{self.bookmarks.at(value)}{runs}"
            paragraphs.append(Paragraph("Term", beside, dict(direction(self._script))))
            name = ""
        return paragraphs or [Paragraph("Term", name, dict(direction(self._script)))]


_BESIDE = {ParagraphRole.NOTE: "NoteChar", ParagraphRole.SILENCE: "SilenceChar"}


def direction(script: Script) -> Mapping[str, Markup]:
    """The direct properties of a paragraph in such a script, in schema order."""
    return _RIGHT_TO_LEFT if script is Script.RIGHT_TO_LEFT else _NONE
