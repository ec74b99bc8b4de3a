"""The domain ``talks``: where the pages of a site tell of parties, issues and entries, and what stops the build."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Element
from msgspec import Struct
from msgspec.structs import replace
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.domains import Domain, Index, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from reportgen.errors import ReportgenError
from reportgen.integrations.asked import Asked
from reportgen.integrations.embedding import Embedded, Embedding
from reportgen.integrations.faults import told
from reportgen.integrations.references import Reference
from reportgen.integrations.shown import KINDS
from reportgen.integrations.sphinx.index import GATHERING, TalksIndex, Told, is_of
from reportgen.integrations.sphinx.places import Places
from reportgen.ledger.digests import of_file

ENTRY, PASSAGE = "entry", "passage"


class MadeFrom(Struct, frozen=True):
    """What a page asked for, with the files it was made from then, and the names of those that might be."""

    asked: Asked
    document: str
    files: tuple[str, ...]
    might_be: frozenset[str]


class TalksDomain(Domain):
    """Everything that has an id in a record."""

    name = "talks"
    label = "Talks"
    object_types: ClassVar[dict[str, ObjType]] = {
        kind: ObjType(kind.replace("-", " "), ENTRY) for kind in KINDS.values()
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "told": {}, "passages": {}, "made": {}, "references": {}, "faults": {}, "digests": {}, "with": (), "led": {},
    }  # fmt: skip
    indices: ClassVar[list[type[Index]]] = [TalksIndex]
    data_version = 2
    dangling_warnings: ClassVar[dict[str, str]] = {ENTRY: "no page here tells of %(target)s, so that nothing is linked"}

    # -------------------------------------------------------------------- what pages are made of

    def note_made(self, asked: Asked, document: Path, made: Embedded, here: Embedding) -> None:
        """What the page that is read was made from: it is read again when a file of it changes."""
        self._depends(made.files)
        files, might_be = tuple(map(os.path.abspath, made.files)), here.names(asked, document)
        self._page("made").append(MadeFrom(asked, str(document), files, might_be))

    def note_places(self, made: Embedded, places: Places) -> None:
        """Where the page tells of which entry, and shows which passage."""
        page = self.env.current_document.docname
        told = [
            Told(page, node, made.entries[name], made.title)
            for name, node in places.entries.items()
            if name in made.entries
        ]
        self._page("told").extend([*told, *_gathered(made, told)])
        passages = {f"{made.talks}#{anchor}": node for anchor, node in places.anchors.items()}
        self.data["passages"].setdefault(page, {}).update(
            {name: node for name, node in passages.items() if name not in self.data["passages"].get(page, {})}
        )

    def note_reference(self, reference: Reference, here: Embedding) -> None:
        """What the page refers to, and is made from besides."""
        self._depends(here.files_of(reference))
        self._page("references").append(str(reference))

    def note_faults(self, error: ReportgenError, place: str) -> None:
        """What is wrong, at a place of the page that is read."""
        self._page("faults").extend((line, place) for line in told(error))

    def _depends(self, files: Iterable[Path]) -> None:
        digests = self.data["digests"].setdefault(self.env.current_document.docname, {})
        for path in map(os.path.abspath, files):
            self.env.note_dependency(path)
            if path not in digests:
                digests[path] = of_file(path)

    def _page(self, name: str) -> list[Any]:
        listed: list[Any] = self.data[name].setdefault(self.env.current_document.docname, [])
        return listed

    # -------------------------------------------------------------------------- what Sphinx asks

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is gone, or is read again."""
        for name in PAGES:
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """What another process read of these pages."""
        for name in PAGES:
            self.data[name].update({page: each for page, each in otherdata[name].items() if page in docnames})

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str,
        node: addnodes.pending_xref, contnode: Element,
    ) -> Any:  # fmt: skip
        """A link to the first place that tells of the entry."""
        if typ == PASSAGE:
            place = self.passage(target, fromdocname)
            return make_refnode(builder, fromdocname, *place, [contnode]) if place else contnode
        if found := self.places().get(target):
            if not node.get("refexplicit"):
                contnode = nodes.inline("", found.shown.words, classes=contnode["classes"])
            title = f"{found.shown.id}: {found.shown.text}"
            return make_refnode(builder, fromdocname, found.docname, found.node, [contnode], title)
        return None

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str,
        node: addnodes.pending_xref, contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:  # fmt: skip
        """The same for ``:any:``."""
        link = self.resolve_xref(env, fromdocname, builder, ENTRY, target, node, contnode)
        return [(f"talks:{ENTRY}", link)] if isinstance(link, nodes.reference) else []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Every entry the site tells of, for its search and for other sites."""
        for name, place in sorted(self.places().items()):
            yield name, place.shown.words, place.shown.kind, place.docname, place.node, 1

    # -------------------------------------------------------------------------------- what it says

    def places(self) -> dict[str, Told]:
        """The first place that tells of each entry, by its name: in the order of the site, then of the page."""
        listed = [place for page in in_order(self.env, self.data["told"]) for place in self.data["told"][page]]
        found: dict[str, Told] = {}
        for place in sorted(listed, key=lambda place: place.by_others):  # which keeps their order
            found.setdefault(place.shown.name, place)
        return found

    def passage(self, name: str, fromdocname: str) -> tuple[str, str] | None:
        """The page and place that show a passage: in the page itself, or else the first."""
        pages = self.data["passages"]
        ordered = [fromdocname, *in_order(self.env, pages)] if fromdocname in pages else in_order(self.env, pages)
        return next(((page, pages[page][name]) for page in ordered if name in pages[page]), None)


PAGES = ("told", "passages", "made", "references", "faults", "digests")
"""What is known by page."""


def domain_of(env: BuildEnvironment) -> TalksDomain:
    """The domain of a site."""
    domain = env.domains["talks"]
    assert isinstance(domain, TalksDomain)
    return domain


def _gathered(made: Embedded, told: Sequence[Told]) -> Iterator[Told]:
    """Parties and issues that have no place of their own: they are told of where the first entry is that is theirs."""
    own = {place.shown.id for place in told}
    for shown in made.entries.values():
        first = next((place for place in told if is_of(place.shown, shown)), None)
        if shown.kind in GATHERING and shown.id not in own and first:
            yield replace(first, shown=shown, by_others=True)


def in_order(env: BuildEnvironment, pages: Iterable[str]) -> list[str]:
    """Pages in the order of the tables of contents, from the first page on; those in none of them after, by name."""
    order: dict[str, None] = {}
    waiting = [env.config.root_doc]
    while waiting:
        page = waiting.pop()
        if page not in order:
            order[page] = None
            waiting += reversed(env.toctree_includes.get(page, []))
    wanted = set(pages)
    return [*(page for page in order if page in wanted), *sorted(wanted - set(order))]
