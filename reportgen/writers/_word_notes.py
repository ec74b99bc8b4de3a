"""Citations → footnotes or endnotes of Word, each with the words of the passage it leads to.

The mark of a note is the citation itself, as it stands in every other format, so the words of the body
stay what they are; in the note it leads back to the citation.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from reportgen.memo.tree import Link, Memo
from reportgen.memo.walk import passages
from reportgen.style import Citations
from reportgen.writers._word import Bookmarks, Element, make, words
from reportgen.writers._word_lines import direction, paragraph
from reportgen.writers._word_runs import Inlines, Look
from reportgen.writers._word_scripts import script_of

_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
"""What Word draws above notes: two notes of their own, by id."""
_PARTS = {
    Citations.FOOTNOTES: ("footnote", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
    Citations.ENDNOTES: ("endnote", CONTENT_TYPE.WML_ENDNOTES, RELATIONSHIP_TYPE.ENDNOTES),
}


class Notes:
    """The notes of one document, of one kind."""

    def __init__(self, memo: Memo, kind: Citations, document: Document, bookmarks: Bookmarks) -> None:
        """``kind`` is one of those that have notes."""
        self._name, content_type, self._relationship = _PARTS[kind]
        self._document, self._bookmarks, self._language = document, bookmarks, memo.language
        self._passages = passages(memo)
        self._root = make(f"{self._name}s", *(self._separator(number) for number in _SEPARATORS))
        name = PackURI(f"/word/{self._name}s.xml")
        self._part = XmlPart(name, content_type, self._root, document.part.package)  # type: ignore[arg-type]
        self.inlines = Inlines(self._part)
        self._number = 0

    def cited(self, link: Link, runs: Sequence[Element]) -> list[Element]:
        """The runs of a link as the mark of a new note, in a bookmark that the note leads back to.

        Nothing where the link leads to no passage.
        """
        if link.anchor not in self._passages:
            return []
        if not self._number:
            self._begin()
        self._number += 1
        for style in (style for run in runs for style in run.iter(qn("w:rStyle"))):
            style.set(qn("w:val"), f"{self._name.title()}Reference")
        # Word takes the words after the reference, in the same run, for its mark; the properties of a run come first.
        runs[0].insert(1, make(f"{self._name}Reference", customMarkFollows=1, id=self._number))
        self._root.append(self._note(link))
        return self._bookmarks.around(self._place, runs)

    @property
    def _place(self) -> str:
        """The bookmark of the citation; no name of a place in a memo becomes such a one."""
        return f"cite_{self._number}"

    def _note(self, link: Link) -> Element:
        note = make(self._name, id=self._number)
        for passage in self._passages[link.anchor]:
            script = script_of(passage.lang or self._language)
            runs = self.inlines.elements(passage.content, script, Look(lang=passage.lang))
            mark = [] if len(note) else self._mark(link)
            note.append(paragraph(f"{self._name.title()}Text", (*mark, *runs), *direction(script)))
        return note

    def _mark(self, link: Link) -> list[Element]:
        runs = self.inlines.elements(link.content, script_of(self._language), Look(style="Hyperlink"))
        return [make("hyperlink", *runs, anchor=self._place, history=1), make("r", words(" "))]

    def _begin(self) -> None:
        """Bring the part into the package, and say in the settings which of its notes are the separators."""
        self._document.part.relate_to(self._part, self._relationship)
        known = make(f"{self._name}Pr", *(make(self._name, id=number) for number in _SEPARATORS))
        self._document.settings.element.find(qn("w:compat")).addprevious(known)

    def _separator(self, number: int) -> Element:
        line = make("p", make("pPr", make("spacing", after=0)), make("r", make(_SEPARATORS[number])))
        return make(self._name, line, type=_SEPARATORS[number], id=number)
