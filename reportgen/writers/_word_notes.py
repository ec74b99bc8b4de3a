"""Citations → footnotes or endnotes of Word, each with the words of the passage it leads to.

The mark of a note is the citation itself, as it stands in every other format, so the words of the body
stay what they are; in the note it leads back to the citation.
"""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from reportgen.memo.tree import Link, Memo
from reportgen.memo.walk import passages
from reportgen.style import Citations
from reportgen.writers._word import parsed
from reportgen.writers._word_lines import direction, paragraph
from reportgen.writers._word_markup import Bookmarks, Markup, hyperlink, make, words
from reportgen.writers._word_runs import Inlines, Look, Written
from reportgen.writers._word_scripts import script_of

_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
"""What Word draws above notes: two notes of their own, by id."""
_PARTS = {
    Citations.FOOTNOTES: ("footnote", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
    Citations.ENDNOTES: ("endnote", CONTENT_TYPE.WML_ENDNOTES, RELATIONSHIP_TYPE.ENDNOTES),
}


class Notes:
    """The notes of one document, of one kind."""

    def __init__(self, memo: Memo, kind: Citations, bookmarks: Bookmarks) -> None:
        """``kind`` is one of those that have notes."""
        self._name, self._content_type, self._relationship = _PARTS[kind]
        self._bookmarks, self._language = bookmarks, memo.language
        self._passages = passages(memo)
        self._notes: list[Markup] = []
        self.inlines = Inlines()

    def cited(self, link: Link, written: Written) -> Markup:
        """The runs of a link as the mark of a new note, in a bookmark that the note leads back to.

        Nothing where the link leads to no passage.
        """
        if link.anchor not in self._passages:
            return ""
        number = len(self._notes) + 1
        # Word takes the words after the reference, in the same run, for its mark; the properties of a run come first.
        mark = make(f"{self._name}Reference", customMarkFollows=1, id=number)
        runs = written(f"{self._name.title()}Reference", mark)
        self._notes.append(self._note(link, number))
        return self._bookmarks.around(_place(number), runs)

    def _note(self, link: Link, number: int) -> Markup:
        lines: list[Markup] = []
        for passage in self._passages[link.anchor]:
            script = script_of(passage.lang or self._language)
            runs = self.inlines.markup(passage.content, script, Look(lang=passage.lang))
            mark = "" if lines else self._mark(link, number)
            lines.append(paragraph(f"{self._name.title()}Text", "".join(direction(script).values()), mark + runs))
        return make(self._name, *lines, id=number)

    def _mark(self, link: Link, number: int) -> Markup:
        runs = self.inlines.markup(link.content, script_of(self._language), Look(style="Hyperlink"))
        return hyperlink(runs, anchor=_place(number)) + make("r", words(" "))

    def put_into(self, document: Document) -> None:
        """Bring the notes into the package, and say in the settings which of them are the separators."""
        if not self._notes:
            return
        separators = (self._separator(number) for number in _SEPARATORS)
        (root,) = parsed(make(f"{self._name}s", *separators, *self._notes))
        name = PackURI(f"/word/{self._name}s.xml")
        part = XmlPart(name, self._content_type, root, document.part.package)  # type: ignore[arg-type]
        self.inlines.addresses.relate(part)
        document.part.relate_to(part, self._relationship)
        (known,) = parsed(make(f"{self._name}Pr", *(make(self._name, id=number) for number in _SEPARATORS)))
        document.settings.element.find(qn("w:compat")).addprevious(known)

    def _separator(self, number: int) -> Markup:
        line = make("p", make("pPr", make("spacing", after=0)), make("r", make(_SEPARATORS[number])))
        return make(self._name, line, type=_SEPARATORS[number], id=number)


def _place(number: int) -> str:
    """The bookmark of a citation; no name of a place in a memo becomes such a one."""
    return f"cite_{number}"
