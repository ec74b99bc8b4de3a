"""``:talks:`` and ``:evidence:``: an entry of talks inside a sentence."""

from __future__ import annotations

from docutils import nodes
from docutils.utils import unescape
from sphinx import addnodes
from sphinx.util.docutils import ReferenceRole, SphinxRole

from reportgen.errors import ReportgenError
from reportgen.integrations.references import Reference
from reportgen.integrations.shown import Cited
from reportgen.integrations.sphinx.configuration import embedding
from reportgen.integrations.sphinx.domain import ENTRY, PASSAGE, domain_of
from reportgen.integrations.sphinx.inlines import in_language, same_language

Written = tuple[list[nodes.Node], list[nodes.system_message]]


class TalksRole(ReferenceRole):
    """An entry: its words, ``~`` its id alone, or words of the author's, linked to where the site tells of it.

    ``!`` before it leaves out the link. What the audience of the site may not see is refused.
    """

    def run(self) -> Written:
        """The link; nothing where something is wrong, which the build tells at its end."""
        target = self.target if self.has_explicit_title else self.target.removeprefix("!")
        short = target.startswith("~")
        try:
            reference = Reference.of(target.lstrip("~"))
            entry = embedding(self.config).entry(reference)
            if entry is None and (embedding(self.config).lacks_some() or not _in_other_sites(self)):
                raise embedding(self.config).unknown(reference.talks)
        except ReportgenError as error:
            domain_of(self.env).note_faults(error, self.get_location())
            return [], []
        domain_of(self.env).note_reference(reference, embedding(self.config))
        known = (reference.entry if short else entry.words) if entry else str(reference)
        own = self.title.removeprefix("!") if self.disabled else self.title
        words = nodes.inline("", own if self.has_explicit_title else known, support_smartquotes=False)
        words["classes"] = ["talks-entry"]
        if entry and not short and _foreign(entry.lang, self):
            words.attributes |= in_language(entry.lang)
        if self.disabled:
            return [words], []
        explicit = self.has_explicit_title or entry is not None
        link = pending(ENTRY, str(reference), self, words, explicit=explicit, warned=True)
        return [link], []


class EvidenceRole(SphinxRole):
    """The words of the sources behind an entry, as they stand there, and where that is."""

    def run(self) -> Written:
        """Piece by piece; nothing where something is wrong, which the build tells at its end."""
        try:
            if self.text.startswith("!"):
                raise ReportgenError('The role evidence has no link to leave out: write it without "!".')
            reference = Reference.of(unescape(self.text))
            pieces = embedding(self.config).evidence(reference)
        except ReportgenError as error:
            domain_of(self.env).note_faults(error, self.get_location())
            return [], []
        domain_of(self.env).note_reference(reference, embedding(self.config))
        found: list[nodes.Node] = []
        for piece in pieces:
            found += [nodes.Text("; ")] if found else []
            found += self._piece(reference, piece)
        return [nodes.inline("", "", *found, classes=["talks-evidence"], support_smartquotes=False)], []

    def _piece(self, reference: Reference, piece: Cited) -> list[nodes.Node]:
        lang = in_language(piece.lang) if _foreign(piece.lang, self) else {}
        words: list[nodes.Node] = [nodes.emphasis("", piece.words, **lang)]
        if piece.translation:
            words.append(nodes.Text(f" [{piece.translation}]"))
        words.append(nodes.Text("\N{NO-BREAK SPACE}("))
        for label, passage in zip(piece.paragraphs, piece.passages, strict=True):
            target = f"{reference.talks}#{passage}"
            words += [pending(PASSAGE, target, self, nodes.inline("", label), explicit=True), nodes.Text(", ")]
        return [*words, nodes.Text(f"{piece.source})")]


def pending(
    kind: str, target: str, role: SphinxRole, words: nodes.TextElement, *, explicit: bool, warned: bool = False
) -> addnodes.pending_xref:
    """A link whose end is known once every page is read."""
    link = addnodes.pending_xref(
        "", words, refdomain="talks", reftype=kind, reftarget=target, refexplicit=explicit, refwarn=warned,
        refdoc=role.env.current_document.docname, support_smartquotes=False,
    )  # fmt: skip
    role.set_source_info(link)
    return link


def _in_other_sites(role: SphinxRole) -> bool:
    """Whether what no record here has may be found once links are resolved: intersphinx has sites to look in."""
    return bool(getattr(role.config, "intersphinx_mapping", None))


def _foreign(lang: str, role: SphinxRole) -> bool:
    return not same_language(lang, str(role.config.language))
