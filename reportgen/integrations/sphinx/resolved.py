"""What is put right when a page is written: languages for its writer, and ids in a site that is one page."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from reportgen.integrations.sphinx.inlines import LANG


def languages(app: Sphinx, tree: nodes.document, docname: str) -> None:
    """The class by which docutils' writers know a language; until now it would be asked for its quotation marks."""
    for node in tree.findall(nodes.Element):
        if LANG in node:
            node["classes"].append(f"language-{node[LANG]}")


def told_apart(app: Sphinx, tree: nodes.document, docname: str) -> None:
    """Number the ids of talks that an earlier page has already, and lead that page's own links to them."""
    if app.builder.name != "singlehtml":
        return
    taken: set[str] = set()
    for part in [*tree.findall(addnodes.start_of_file)]:
        new: dict[str, str] = {}
        for node in part.findall(nodes.Element):
            ids: list[str] = node["ids"]
            for at, name in enumerate(ids):
                if name in taken and node is not part:
                    new[name] = node["ids"][at] = _free(name, taken)
                taken.add(node["ids"][at])
        for link in part.findall(nodes.reference):
            if link.get("refid") in new:
                link["refid"] = new[link["refid"]]


def _free(name: str, taken: set[str]) -> str:
    count = 2
    while f"{name}--{count}" in taken:
        count += 1
    return f"{name}--{count}"
