"""What is put right when a page is written: languages and long words for its writer, ids in a site that is one page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from reportgen.integrations.sphinx.domain import domain_of
from reportgen.integrations.sphinx.inlines import LANG

LONG, STEP = re.compile(r"([0-9A-Za-z]{32,})"), 8


def languages(app: Sphinx, tree: nodes.document, docname: str) -> None:
    """The class by which docutils' writers know a language; until now it would be asked for its quotation marks."""
    for node in tree.findall(nodes.Element):
        if LANG in node:
            node["classes"].append(f"language-{node[LANG]}")


def broken(app: Sphinx, tree: nodes.document, docname: str) -> None:
    """On paper, a word that no column holds, as a digest is, can go on in the next line after every few characters.

    LaTeX breaks no word without hyphens of its language. Nothing stands in the break, so that what is copied is whole.
    """
    if app.builder.format != "latex":
        return
    ours = (node for node in tree.findall(nodes.Element) if "talks" in node["classes"])
    texts = {id(text): text for node in ours for text in node.findall(nodes.Text) if LONG.search(text)}
    for text in texts.values():
        text.parent.replace(text, [*_breakable(text.astext())])


def _breakable(text: str) -> Iterator[nodes.Node]:
    for piece in filter(None, LONG.split(text)):
        step = STEP if LONG.fullmatch(piece) else len(piece)
        for at in range(0, len(piece), step):
            if at:
                yield nodes.raw("", r"\allowbreak{}", format="latex")
            yield nodes.Text(piece[at : at + step])


def told_apart(app: Sphinx, tree: nodes.document, docname: str) -> None:
    """Number the ids of talks that an earlier page has already, and lead that page's own links to them."""
    if app.builder.name != "singlehtml":
        return
    ours = tuple({place.shown.talks for places in domain_of(app.env).data["told"].values() for place in places})
    taken: set[str] = set()
    new: dict[tuple[int, str], str] = {}
    for node in tree.findall(nodes.Element):
        ids: list[str] = node["ids"]
        for at, name in enumerate(ids):
            if name.startswith(ours) and name in taken:
                new[_page(node), name] = ids[at] = _free(name, taken)
            taken.add(ids[at])
    for link in tree.findall(nodes.reference):
        if "refid" in link:
            link["refid"] = new.get((_page(link), link["refid"]), link["refid"])
        page, _, place = link.get("refuri", "").rpartition("#")
        if page.startswith("#") and place.startswith(ours):  # as "#document-page#place", where no browser finds it
            link["refuri"] = f"#{place}"


def _page(node: nodes.Node) -> int:
    """Which page of the site a node is of: those of the first have none."""
    above: nodes.Node | None = node
    while above is not None and not isinstance(above, addnodes.start_of_file):
        above = above.parent
    return id(above)


def _free(name: str, taken: set[str]) -> str:
    count = 2
    while f"{name}--{count}" in taken:
        count += 1
    return f"{name}--{count}"
