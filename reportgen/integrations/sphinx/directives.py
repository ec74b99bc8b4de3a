"""``talks-memo`` and ``talks-table``: what an author asks for → what stands in the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from reportgen.errors import ReportgenError
from reportgen.integrations.asked import NAMES, Asked
from reportgen.integrations.embedding import Embedded
from reportgen.integrations.sphinx.configuration import embedding
from reportgen.integrations.sphinx.domain import domain_of
from reportgen.integrations.sphinx.inlines import same_language
from reportgen.integrations.sphinx.places import Places
from reportgen.integrations.sphinx.typed import OWN, AnyOption, classes, read
from reportgen.integrations.sphinx.writing import Writer
from reportgen.memo.tree import Table
from reportgen.memo.walk import blocks


class TalksMemo(SphinxDirective):
    """A memo, or one section of it. Its argument is a path, or a talks id."""

    # What is needed, and what is not, is said in run(), where it can stop the build.
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = AnyOption.fromkeys(
        (*NAMES, *OWN), directives.unchanged
    )
    table = False

    def run(self) -> list[nodes.Node]:
        """The nodes; none where something is wrong, which the build tells at its end, before it writes anything."""
        talks = domain_of(self.env)
        try:
            argument = "".join(self.arguments).splitlines() or [""]
            asked = read(self.name, [*argument, *self.content], self.options, table=self.table)
            here = embedding(self.config)
            document = Path(self.env.doc2path(self.env.current_document.docname))
            made = here.fragment(asked, document)
            if self.table and not any(isinstance(block, Table) for block in blocks(made.memo)):
                raise ReportgenError(f"The section {asked.section} has no table. Show it with talks-memo.")
        except ReportgenError as error:
            talks.note_faults(error, self.get_location())
            return []
        talks.note_made(asked, document, made, here)
        return self._written(made, asked)

    def _written(self, made: Embedded, asked: Asked) -> list[nodes.Node]:
        places = Places(made.talks, made.memo, self.state.document)
        source, line = self.get_source_info()
        writer = Writer(
            made,
            places,
            (source, line),
            sections=isinstance(self.state_machine.node, nodes.section | nodes.document),
            caption=self.options.get("caption", ""),
            foreign="" if same_language(made.memo.language, self.config.language) else made.memo.language,
        )
        found = writer.tables() if self.table else writer.memo(whole=asked.section is None)
        places.note(found)
        if "no-index" not in self.options:
            domain_of(self.env).note_places(made, places)
        first = next(table for node in found for table in node.findall(nodes.table)) if self.table else found[0]
        first["classes"] += classes(self.options)
        self.add_name(first)
        return [*found]


class TalksTable(TalksMemo):
    """The tables of a section, with what stands beside them."""

    table = True
