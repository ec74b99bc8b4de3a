"""The drafter "spacy": the tables and the reading of "cues", with subjects found by a parser's tree.

    lines ──parser──▶ trees ─┐
    lines ──names──▶ mentions ┴▶ whose each verb is ──discourse──▶ readings ──entries──▶ proposals

Needs ``reportgen[spacy]`` and a pipeline of the text's language; nothing is sent anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen.drafting.cues import CuesDrafter
from reportgen.drafting.cues.discourse import Discourse
from reportgen.drafting.cues.names import Names
from reportgen.drafting.cues.reading import Reading
from reportgen.drafting.proposal import Proposal, SourceText, Table
from reportgen.drafting.spacy.discourse import ParsedDiscourse
from reportgen.drafting.spacy.pipeline import pipeline


class SpacyDrafter(CuesDrafter):
    """Proposes entries as "cues" does, with a parser's word for whose each verb is.

    ``model`` is the name of an installed pipeline; the default is the first there is for the text's language.
    """

    name = "spacy"

    def __init__(self, folders: tuple[Path, ...] | None = None, model: str | None = None) -> None:
        super().__init__(folders)
        self.model = model

    def propose(self, text: SourceText, table: Table) -> Sequence[Proposal]:
        """Entries in the order of the text; parties, participants and the meeting first where the table is empty.

        Raises :class:`~reportgen.errors.ReportgenError` where spaCy or a pipeline is missing, naming what installs
        it, and :class:`~reportgen.errors.InputError` for a table of the language that cannot be read.
        """
        pipeline(text.language, self.model)
        return super().propose(text, table)

    def readings(self, text: SourceText, table: Table) -> Iterator[Reading]:
        """What each sentence is read as; nothing for a language without a table. Raises as :meth:`propose` does."""
        pipeline(text.language, self.model)
        yield from super().readings(text, table)

    def _discourse(
        self, text: SourceText, names: Names, sides: tuple[str, ...], publisher: str, *, joint: bool
    ) -> Discourse:
        parser = pipeline(text.language, self.model)
        return ParsedDiscourse(names, sides, publisher, joint_text=joint, parser=parser)
